// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

extension LicenceName {
  /// Words of the longest name that is looked for in a text.
  private static let maximumMentionWordCount = 10
  /// Words of the longest title.
  private static let maximumTitleWordCount = 20
  /// Mentions that are told.
  private static let maximumMentionCount = 16
  /// Words that tell no two licences apart.
  private static let idleWords: Set<String> = [
    "agreement", "licence", "license", "licensed", "the", "v", "version",
  ]
  /// Names of one word that are hardly meant otherwise.
  private static let plainNames: Set<String> = [
    "agpl", "bsd", "gpl", "isc", "lgpl", "mit", "unlicense", "wtfpl",
  ]

  /// What all spellings of a name have in common: its words in small letters, without idle ones.
  static func key(of name: String) -> String {
    let text = LicenceText(Array(name.utf8))
    return key(text, 0..<text.words.count)
  }

  private static func key(_ text: LicenceText, _ range: Range<Int>) -> String {
    var words: [String] = []
    for index in range {
      var word = String(decoding: text.word(index), as: UTF8.self)
      guard !idleWords.contains(word) else { continue }
      // "v2" is 2.
      if word.first == "v", let second = word.dropFirst().first, second.isNumber {
        word.removeFirst()
      }
      if text.hasDoublePlus(after: index) { word += "++" }
      words.append(word)
    }
    return words.joined(separator: " ")
  }

  /// A name in words.
  static func inWords(_ name: String) -> Meaning? {
    let key = key(of: name)
    guard !key.isEmpty, let identifier = byKey[key] else { return nil }
    return Meaning(.words, identifier, isExact: false)
  }

  /// A name in a text.
  struct Mention {
    let statement: LicenceIdentification.Statement
    let words: Range<Int>
  }

  /// Names of licences in a text, the longest at each place.
  static func mentions(in text: LicenceText) -> [Mention] {
    var found: [Mention] = []
    var start = 0
    while start < text.words.count, found.count < maximumMentionCount {
      let longest = min(maximumMentionWordCount, text.words.count - start)
      let count = (1...max(1, longest)).reversed().first {
        isMention(text, start..<start + $0)
      }
      guard let count else {
        start += 1
        continue
      }
      let words = start..<start + count
      let passage = text.passage(words)
      let ending = text.hasDoublePlus(after: words.upperBound - 1) ? "++" : ""
      let name = LicenceName(UntrustedText(bytes: passage.token.bytes + Array(ending.utf8)))
      found.append(
        Mention(statement: .init(kind: .mention, name: name, passage: passage), words: words))
      start += count
    }
    return found
  }

  /// Whether a word is part of the name of a licence.
  static func isPartOfName(_ text: LicenceText, _ index: Int) -> Bool {
    let maximum = maximumMentionWordCount
    let starts = max(0, index - maximum + 1)...index
    return starts.contains { start in
      let ends = index + 1..<min(text.words.count, start + maximum) + 1
      return ends.contains { isMention(text, start..<$0) }
    }
  }

  /// The licence whose name or title some words are, all of them.
  static func titled(_ text: LicenceText, _ range: Range<Int>) -> String? {
    range.count <= maximumTitleWordCount ? byKey[key(text, range)] : nil
  }

  private static func isMention(_ text: LicenceText, _ range: Range<Int>) -> Bool {
    // A name ends with its sentence.
    guard !text.words[range.dropFirst()].contains(where: { $0.gap == .stop }) else { return false }
    let key = key(text, range)
    guard !key.isEmpty, let identifier = byKey[key],
      LicenceClass(identifier: identifier) != .unknown
    else { return false }
    // A single word may mean anything, unless a licence is spoken of.
    return key.contains(" ") || plainNames.contains(key) && range.count == 1
      || range.contains { isLicenceWord(text.word($0)) }
  }

  private static func isLicenceWord(_ word: ArraySlice<UInt8>) -> Bool {
    word.elementsEqual("license".utf8) || word.elementsEqual("licence".utf8)
  }

  /// Identifiers by the keys of their names: the hub's first, then SPDX ones, titles, and others.
  private static let byKey: [String: String] = {
    var identifiers: [String: String] = [:]
    func add(_ identifier: String, _ name: String) {
      let key = key(of: name)
      if identifiers[key] == nil { identifiers[key] = identifier }
    }
    for licence in HubLicence.all {
      add(licence.spdxIdentifier ?? licence.identifier, licence.identifier)
    }
    for licence in SPDXLicenceList.licences where !licence.isDeprecated {
      add(licence.identifier, licence.identifier)
    }
    for licence in WellKnownLicence.all {
      for name in licence.names where identifiers[name] == nil {
        identifiers[name] = licence.identifier
      }
      add(licence.identifier, licence.identifier)
    }
    for fingerprint in LicenceFingerprint.all {
      add(fingerprint.identifier, fingerprint.identifier)
      // A title of one word, such as "Apache License", leaves the version open.
      for title in fingerprint.titles where key(of: title).contains(" ") {
        add(fingerprint.identifier, title)
      }
    }
    return identifiers
  }()
}
