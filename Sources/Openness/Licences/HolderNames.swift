// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What follows the dates of a copyright line, and whether it is names and nothing else.
///
/// Commas, brackets and "and" part names, and each has few words: an account or a person has up to
/// four, an institution a few more. After the end of a sentence only the forms of companies, an
/// address and "all rights reserved" may stand. Licences/licence_words.py does the same.
struct HolderNames {
  private static let maximumWordCount = 40
  private static let maximumNameCount = 4
  private static let maximumInstitutionNameCount = 6
  /// Words in small letters that are no part of an address: names of accounts.
  private static let maximumPlainCount = 2
  private static let maximumAddressWordCount = 12

  private let words: [LicenceLine.Word]
  private var nameCount = 0
  private var isInstitution = false
  private var needsInstitution = false
  private var plainCount = 0

  init(_ words: ArraySlice<LicenceLine.Word>) {
    var words = Array(words)
    for ending in [["all", "rights", "reserved"], ["all", "rights"]]
    where words.suffix(ending.count).map(\.text) == ending {
      words.removeLast(ending.count)
      break
    }
    self.words = words
  }

  /// Whether the words are names; also where there are none.
  var isNothingElse: Bool {
    guard words.count <= Self.maximumWordCount else { return false }
    var names = self
    var index = 0
    while index < words.count {
      var end = index + 1
      while end < words.count, words[end].gap == .joined { end += 1 }
      guard names.take(index..<end) else { return false }
      index = end
    }
    return names.close()
  }

  /// Takes words without a blank between them: mostly one, or the parts of an address.
  private mutating func take(_ range: Range<Int>) -> Bool {
    let first = words[range.lowerBound].text
    if range.lowerBound > 0, words[range.lowerBound].gap != .blank || first == "and" {
      guard continues(range) else { return false }
    }
    for index in range where !isGood(index, isAlone: range.count == 1) { return false }
    guard range.count == 1 else {
      nameCount += 1
      return range.count <= Self.maximumAddressWordCount
    }
    if Self.institutionWords.contains(first) {
      isInstitution = true
    } else if Self.placeWords.contains(first) {
      needsInstitution = true
    } else if !Self.holderWords.contains(first) {
      nameCount += 1
      if !words[range.lowerBound].isNamed && first.utf8.allSatisfy({ $0 < 0x80 }) {
        plainCount += 1
      }
    }
    return true
  }

  /// Whether the words may stand after a comma or the end of a sentence; begins another name.
  private mutating func continues(_ range: Range<Int>) -> Bool {
    let before = words[range.lowerBound - 1].text
    guard words[range.lowerBound].gap == .stop else { return close() }
    // The stop of an initial or a title ends no sentence.
    if before.utf8.count == 1 || Self.titles.contains(before) { return true }
    let first = words[range.lowerBound].text
    let isEnded = Self.endings.contains(before)
    return close()
      && (range.count > 1 || Self.endings.contains(first) || isEnded && first == "and")
  }

  private mutating func close() -> Bool {
    let maximum = isInstitution ? Self.maximumInstitutionNameCount : Self.maximumNameCount
    let isGood =
      nameCount <= maximum && (isInstitution || !needsInstitution)
      && plainCount <= Self.maximumPlainCount
    nameCount = 0
    isInstitution = false
    needsInstitution = false
    return isGood
  }

  private func isGood(_ index: Int, isAlone: Bool) -> Bool {
    // A tilde is part of an address, and of a word that is struck out.
    let word = isAlone ? words[index].text : String(words[index].text.drop { $0 == "~" })
    // "Acme Limited" is no limit.
    let isLast = index + 1 == words.count || words[index + 1].gap.rawValue > WordGap.blank.rawValue
    if word == "limited" { return index > 0 && isLast }
    guard !BindingWords.contains(word) else { return false }
    if word.utf8.allSatisfy(LicenceMarks.isLetterOrDigit) {
      let isNumber = word.utf8.allSatisfy(LicenceLine.isDigit)
      return !isNumber || !isAlone || LicenceLine.isYear(word[...])
    }
    return ForeignWords.isName(word)
  }

  private static func set(_ words: String) -> Set<String> {
    Set(words.split(separator: " ").map(String.init))
  }

  /// What a company's name ends with.
  private static let endings = set(
    "ab ag bv co corp corporation gmbh inc incorporated limited llc llp lp ltd nv oy plc pty sa sas"
  )
  private static let titles = set("dr jr mr mrs ms prof sr st univ dept inst lab")
  private static let institutionWords = set(
    """
    academy association center centre co college company consortium corp corporation department \
    foundation group gmbh inc incorporated institute institution laboratories laboratory limited \
    llc ltd ministry regents research school society technologies technology universities university
    """)
  /// Words that only a long name has.
  private static let placeWords = set("at for in on")
  private static let holderWords = set(
    """
    affiliates ai al all an and author authors by company contributor contributors copyright da \
    de del der developers di du email et fullname holder holders il its la le members name of \
    or organization other others owner owners project respective subsidiaries team the \
    their van von year your yyyy
    """
  ).union(endings)
}
