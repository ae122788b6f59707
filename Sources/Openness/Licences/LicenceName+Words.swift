// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

extension LicenceName {
  /// Words of the longest name that is looked for in a text.
  private static let maximumMentionWordCount = 10
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
    var words: [Substring] = []
    for index in range {
      let word = String(decoding: text.word(index), as: UTF8.self)
      guard !idleWords.contains(word) else { continue }
      // "v2" is 2, and "llama3" and "llama 3" are one name.
      if word.first == "v", let second = word.dropFirst().first, second.isNumber {
        words.append(word.dropFirst())
      } else {
        words.append(word[...])
      }
    }
    return words.joined(separator: " ")
  }

  /// A name in words.
  static func inWords(_ name: String) -> Meaning? {
    let key = key(of: name)
    guard !key.isEmpty, let identifier = byKey[key] else { return nil }
    return Meaning(.words, identifier, isExact: false)
  }

  /// Names of licences in a text, the longest at each place.
  static func mentions(in text: LicenceText) -> [LicenceIdentification.Statement] {
    var found: [LicenceIdentification.Statement] = []
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
      let passage = text.passage(start..<start + count)
      found.append(
        .init(kind: .mention, name: LicenceName(passage.token), passage: passage))
      start += count
    }
    return found
  }

  private static func isMention(_ text: LicenceText, _ range: Range<Int>) -> Bool {
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
