// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// A line of a licence file, and whether it is one of those that are set aside.
///
/// Both forms are narrow: a line that says who holds the copyright and nothing else, and an SPDX
/// tag whose value has the form of an expression. A line with any word that could bind the reader
/// is neither, nor is one with more than names, so nothing that restricts can hide in one.
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
    /// In small letters, as far as they are Latin ones.
    let text: String
    /// Whether it begins like a name: with a Latin capital or a letter with an accent.
    let isNamed: Bool
    /// What parts it from the word before it.
    let gap: WordGap
  }

  /// Bytes of the longest line that is set aside; evidence keeps the beginning.
  static let maximumByteCount = 320
  private static let maximumWordCount = 60
  private static let maximumPrefixWordCount = 4

  let words: [Word]
  /// The line in the file, without its end.
  let text: ArraySlice<UInt8>

  /// What kind of line it is.
  var form: Form {
    if isCopyright { return .copyright }
    if words.map(\.text) == ["all", "rights", "reserved"] { return .rightsReserved }
    return Self.tagValue(text) == nil ? .text : .tag
  }

  /// Whether it says who holds the copyright and nothing else: a mark, dates or a sign, names.
  private var isCopyright: Bool {
    guard (1...Self.maximumWordCount).contains(words.count) else { return false }
    var index = words.prefix(Self.maximumPrefixWordCount)
      .prefix { Self.prefixWords.contains($0.text) }.count
    if index == 0, hasProgramName { index = 1 }
    let firstMark = index
    var isCalled = false
    var hasSign = false
    var hasDate = false
    while index < min(words.count, firstMark + 3) {
      if index > firstMark, words[index].gap == .stop { break }
      let word = words[index].text
      if word.hasPrefix("c"), Self.isYear(word.dropFirst()) {
        // A sign without a blank after it.
        hasSign = true
        hasDate = true
      } else if word == "c" {
        hasSign = true
      } else if Self.marks.contains(word) {
        isCalled = true
      } else {
        break
      }
      index += 1
    }
    while index < words.count, let isDate = isDate(at: index, afterDate: hasDate) {
      hasDate = hasDate || isDate
      index += 1
    }
    // A letter in brackets is a sign only beside the word or a year: it may begin a list item.
    guard isCalled ? hasSign || hasDate : hasSign && hasDate else { return false }
    return HolderNames(words[index...]).isNothingElse
  }

  /// Whether the line begins with one word that can be the name of a program.
  private var hasProgramName: Bool {
    guard words.count > 2, words[1].text == "copyright", words[1].gap != .stop else { return false }
    let name = words[0].text
    return words[0].isNamed && name.utf8.allSatisfy(LicenceMarks.isLetterOrDigit)
      && name != "c" && !Self.marks.contains(name) && !BindingWords.contains(name)
  }

  /// Whether the word is a year, or nil where it is no part of a date at all.
  private func isDate(at index: Int, afterDate: Bool) -> Bool? {
    let word = words[index].text
    if Self.yearWords.contains(word) || Self.isYear(word[...]) { return true }
    let isShort = word.utf8.count <= 2 && word.utf8.allSatisfy(Self.isDigit)
    if afterDate && isShort { return false }
    // The name of a month is one only beside a number.
    let isMonth = Self.months.contains { word == $0 || word == $0.prefix(3) }
    let next = words.dropFirst(index + 1).first?.text
    return isMonth && (afterDate || next?.utf8.allSatisfy(Self.isDigit) == true) ? false : nil
  }

  static func isNameLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || (0xC0...0x24F).contains(scalar.value)
  }

  static func isYear(_ word: Substring) -> Bool {
    word.utf8.count == 4 && word.utf8.allSatisfy(isDigit)
      && (word.hasPrefix("19") || word.hasPrefix("20"))
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static let marks: Set<String> = ["copyright", "copyrights", "copr"]
  private static let prefixWords = Set(
    """
    code documentation model modifications modified of original parts portions program software \
    the \
    this version weights work
    """.split(separator: " ").map(String.init))
  private static let yearWords: Set<String> = [
    "present", "xxxx", "year", "years", "yy", "yyyy",
  ]
  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]
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
