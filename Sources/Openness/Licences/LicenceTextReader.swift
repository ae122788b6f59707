// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Reads a licence file line by line; see LicenceText for what a word is.
struct LicenceTextReader {
  /// A word of the line at hand.
  struct LineWord {
    let word: LicenceText.Word
    /// Whether it begins like a name: with a Latin capital or a letter with an accent.
    let isNamed: Bool
  }

  let bytes: [UInt8]
  private(set) var words: [LicenceText.Word] = []
  private(set) var folded: [UInt8] = []
  private(set) var copyrightLines: [LicencePassage] = []
  private(set) var tags: [LicencePassage] = []

  private var index = 0
  private var lineNumber = 1
  private var line: [LineWord] = []
  // The word that is being read.
  private var wordStart = 0
  private var wordOffset = 0
  private var isInWord = false
  private var isNamed = false
  private var marks = WordGap.Marks()
  private var gap = WordGap.stop

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    folded.reserveCapacity(bytes.count)
    // A mark of byte order is no word.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  mutating func readAll() {
    var isAfterCopyright = false
    while index < bytes.count {
      let start = index
      let foldedCount = folded.count
      line.removeAll(keepingCapacity: true)
      readLine()
      let range = start..<index
      let form = form(of: range)
      if form == .copyright || (isAfterCopyright && form == .rightsReserved) {
        setAside(range, foldedCount, in: \.copyrightLines)
        isAfterCopyright = true
      } else if form == .tag {
        setAside(range, foldedCount, in: \.tags)
      } else if !line.isEmpty {
        words.append(contentsOf: line.lazy.map(\.word))
        isAfterCopyright = false
      }
      skipLineEnd()
    }
  }

  private func form(of range: Range<Int>) -> LicenceLine.Form {
    guard !line.isEmpty, range.count <= LicenceLine.maximumByteCount else { return .text }
    let isUTF8 = String(validating: bytes[range], as: UTF8.self) != nil
    let words = line.map { line in
      let word = folded[Int(line.word.start)..<Int(line.word.end)]
      return LicenceLine.Word(
        text: isUTF8 ? String(decoding: word, as: UTF8.self) : Self.latin1(word),
        isNamed: line.isNamed, gap: line.word.gap)
    }
    return LicenceLine(words: words, text: bytes[range]).form
  }

  /// A word of a line that is not UTF-8, as the older encoding of western Europe.
  private static func latin1(_ word: ArraySlice<UInt8>) -> String {
    var text = ""
    for byte in word {
      let scalar = Unicode.Scalar(byte)
      text += LicenceMarks.replacement(for: scalar.value) ?? String(Character(scalar))
    }
    return text
  }

  private mutating func setAside(
    _ range: Range<Int>, _ foldedCount: Int,
    in kept: WritableKeyPath<LicenceTextReader, [LicencePassage]>
  ) {
    folded.removeSubrange(foldedCount...)
    marks.addBreak()
    self[keyPath: kept].append(LicencePassage(bytes, range, lines: lineNumber...lineNumber))
  }

  private mutating func skipLineEnd() {
    guard index < bytes.count else { return }
    let isReturn = bytes[index] == UInt8(ascii: "\r")
    index += 1
    if isReturn && index < bytes.count && bytes[index] == UInt8(ascii: "\n") { index += 1 }
    lineNumber += 1
    marks.addLineEnd()
  }

  /// Reads up to the end of the line and leaves it unread.
  private mutating func readLine() {
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        finishWord()
        return
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        add(byte, length: 1, isName: false)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        add(byte | 0x20, length: 1, isName: true)
      case UInt8(ascii: "<"):
        let length = LicenceMarks.tagLength(bytes, at: index)
        if length > 0 {
          separate(length: length)
          marks.addTag()
        } else {
          separate(mark: UInt32(byte), length: 1)
        }
      case UInt8(ascii: "&"):
        let length = LicenceMarks.entityLength(bytes, at: index)
        separate(mark: UInt32(byte), length: max(1, length))
      case UInt8(ascii: "~"):
        readTildes()
      case 0x09, 0x0B, 0x0C, 0x20...0x7E:
        separate(mark: UInt32(byte), length: 1)
      case 0x80...:
        readScalar()
      default:
        // A control character: no text has it, so it shows.
        add(byte, length: 1, isName: false)
      }
    }
    finishWord()
  }

  /// One or two tildes strike text through in Markdown, which must show; more are a rule.
  private mutating func readTildes() {
    var end = index
    while end < bytes.count && bytes[end] == UInt8(ascii: "~") { end += 1 }
    if end - index > 2 {
      separate(length: end - index)
    } else {
      while index < end { add(UInt8(ascii: "~"), length: 1, isName: false) }
    }
  }

  private mutating func readScalar() {
    let (scalar, length) = LicenceMarks.scalar(bytes, at: index)
    if LicenceMarks.isSeparator(scalar) {
      separate(mark: scalar, length: length)
      return
    }
    beginWord(isName: (0xC0...0x24F).contains(scalar))
    if let replacement = LicenceMarks.replacement(for: scalar) {
      folded.append(contentsOf: replacement.utf8)
    } else {
      folded.append(contentsOf: bytes[index..<index + length])
    }
    index += length
  }

  private mutating func add(_ byte: UInt8, length: Int, isName: Bool) {
    beginWord(isName: isName)
    folded.append(byte)
    index += length
  }

  private mutating func beginWord(isName: Bool) {
    guard !isInWord else { return }
    isInWord = true
    isNamed = isName
    wordOffset = index
    gap = words.isEmpty && line.isEmpty ? .stop : marks.gap
    if !folded.isEmpty { folded.append(0x20) }
    wordStart = folded.count
  }

  private mutating func separate(mark: UInt32, length: Int) {
    separate(length: length)
    marks.add(mark)
  }

  private mutating func separate(length: Int) {
    finishWord()
    index += length
  }

  private mutating func finishWord() {
    guard isInWord else { return }
    isInWord = false
    marks = WordGap.Marks()
    let word = LicenceText.Word(
      start: UInt32(wordStart), end: UInt32(folded.count), offset: UInt32(wordOffset),
      endOffset: UInt32(index), line: UInt32(lineNumber), gap: gap)
    line.append(LineWord(word: word, isNamed: isNamed))
  }
}
