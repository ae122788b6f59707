// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Phrases of Chinese, Japanese and Korean letters, each with a meaning, to be searched for.
///
/// All are looked for at once, by their first letter, so that a long word costs one pass.
struct EastAsianPhrases<Meaning: Hashable & Sendable>: Sendable {
  private let byFirstLetter: [UInt32: [(bytes: [UInt8], meaning: Meaning)]]

  /// Takes phrases with blanks between them; each begins with a letter of three bytes.
  init(_ table: [(Meaning, String)]) {
    var phrases: [UInt32: [(bytes: [UInt8], meaning: Meaning)]] = [:]
    for (meaning, list) in table {
      for phrase in list.split(separator: " ") {
        let bytes = Array(phrase.utf8)
        phrases[Self.letter(bytes[...]), default: []].append((bytes, meaning))
      }
    }
    byFirstLetter = phrases
  }

  /// What the phrases in a word mean, each once, in the order in which they stand.
  func meanings(in word: ArraySlice<UInt8>) -> [Meaning] {
    var found: [Meaning] = []
    for index in word.indices.dropLast(2) where word[index] >= 0xE3 {
      for phrase in byFirstLetter[Self.letter(word[index...]), default: []]
      where !found.contains(phrase.meaning) && word[index...].starts(with: phrase.bytes) {
        found.append(phrase.meaning)
      }
    }
    return found
  }

  private static func letter(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.prefix(3).reduce(0) { $0 << 8 | UInt32($1) }
  }
}
