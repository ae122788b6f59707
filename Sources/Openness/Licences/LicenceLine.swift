// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// A line of a licence file, and whether it is one of those that are set aside.
///
/// Both forms are narrow: a line that says who holds the copyright and nothing else, and an SPDX
/// tag whose value has the form of an expression. A line with any word that could bind the reader
/// is neither, so nothing that restricts can hide in one.
struct LicenceLine {
  /// What kind of line it is.
  enum Form {
    case text
    case copyright
    case rightsReserved
    case tag
  }

  /// A word of the line.
  struct Word {
    /// In small letters.
    let text: String
    /// Whether it begins like a name: with a Latin capital or a letter with an accent.
    let isNamed: Bool
  }

  /// Bytes of the longest line that is set aside; evidence keeps all of it.
  static let maximumByteCount = 160
  private static let maximumWordCount = 40
  private static let maximumHolderWordCount = 14
  /// Small words of no list that a holder may have: names of accounts, parts of addresses.
  private static let maximumPlainWordCount = 4

  let words: [Word]
  /// The line in the file, without its end.
  let text: ArraySlice<UInt8>

  /// What kind of line it is.
  var form: Form {
    if isCopyright { return .copyright }
    if words.map(\.text) == ["all", "rights", "reserved"] { return .rightsReserved }
    return Self.tagValue(text) == nil ? .text : .tag
  }

  /// Whether it says who holds the copyright and nothing else: a mark, years or a sign, a name.
  private var isCopyright: Bool {
    guard (2...Self.maximumWordCount).contains(words.count) else { return false }
    let line = words.map(\.text)
    var index = line[0] == "portions" ? 1 : 0
    guard Self.marks.contains(line[index]), !line.contains(where: BindingWords.contains)
    else { return false }
    var signCount = 0
    let firstMark = index
    while index < line.count, Self.marks.contains(line[index]) {
      if line[index] == "c" { signCount += 1 }
      index += 1
    }
    guard index - firstMark <= 3 else { return false }
    let firstYear = index
    while index < line.count, isYear(line[index], isFirst: index == firstYear) { index += 1 }
    guard signCount > 0 || index > firstYear else { return false }
    return isHolder(line, from: index)
  }

  private func isHolder(_ line: [String], from index: Int) -> Bool {
    guard line.count - index <= Self.maximumHolderWordCount else { return false }
    var plainCount = 0
    for index in index..<line.count {
      guard line[index].unicodeScalars.allSatisfy(Self.isNameLetter) else { return false }
      if !words[index].isNamed && !Self.holderWords.contains(line[index]) { plainCount += 1 }
    }
    return plainCount <= Self.maximumPlainWordCount
  }

  private func isYear(_ word: String, isFirst: Bool) -> Bool {
    if Self.yearWords.contains(word) { return true }
    let digits = Array(word.utf8)
    guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return false
    }
    return digits.count == 4 && (word.hasPrefix("19") || word.hasPrefix("20"))
      || digits.count == 2 && !isFirst
  }

  private static func isNameLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || (0xC0...0x24F).contains(scalar.value)
  }

  private static let marks: Set<String> = ["c", "copyright", "copyrights", "copr"]
  private static let yearWords: Set<String> = ["present", "year", "years", "yy", "yyyy"]
  private static let holderWords = Set(
    """
    affiliates ai al all and at author authors by c co com company contributor contributors \
    copyright corp da de del der developers di du edu et fullname gmbh holder holders http https \
    in inc io its la le llc ltd members name net of or org organization others owner owners \
    project reserved respective rights subsidiaries team the van von www year yyyy
    """.split(separator: " ").map(String.init))
}

extension LicenceLine {
  private static let tag = Array("SPDX-License-Identifier:".utf8)

  /// The expression of an SPDX tag, without what ends a comment; nil where the line is none.
  static func tagValue(_ text: ArraySlice<UInt8>) -> String? {
    let starts = text.indices.dropLast(tag.count - 1)
    guard let start = starts.first(where: { text[$0...].starts(with: tag) }),
      !text[..<start].contains(where: { LicenceMarks.isLetterOrDigit($0) || $0 > 0x7E })
    else { return nil }
    let value = String(decoding: text[(start + tag.count)...], as: UTF8.self)
    let parts = value.split { $0 == " " || $0 == "(" || $0 == ")" }
      .filter { $0 != "-->" && $0 != "*/" && $0 != "#}" }
    guard parts.count % 2 == 1 else { return nil }
    for (index, part) in parts.enumerated() {
      let isGood =
        index % 2 == 1
        ? part == "AND" || part == "OR" || part == "WITH"
        : part.utf8.allSatisfy {
          LicenceMarks.isLetterOrDigit($0) || "-+.:".utf8.contains($0)
        }
      guard isGood else { return nil }
    }
    return value.split(separator: " ").filter { $0 != "-->" && $0 != "*/" && $0 != "#}" }
      .joined(separator: " ")
  }
}
