// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography

/// A text of a licence, whole: what identifies it.
package struct KnownText: Sendable, Hashable {
  /// Words that stand together.
  package struct Run: Sendable, Hashable {
    /// How many they are.
    package let wordCount: Int
    /// The SHA-256 of the words, joined by single blanks.
    package let digest: Digest
  }

  /// The licence.
  package let identifier: String
  /// The hash of its first four words; see WordHash.
  package let openingHash: UInt32
  /// Its words in order, with a NameSlot between each two runs; most texts are one run.
  package let runs: [Run]

  /// Words of the shortest file that it can be.
  package var minimumWordCount: Int { wordCount + runs.count - 1 }
  /// Words of the longest file that it can be.
  package var maximumWordCount: Int {
    wordCount + (runs.count - 1) * NameSlot.maximumWordCount
  }

  /// Texts of all licences of the SPDX list that have no fingerprint, and those with slots; read
  /// once.
  package static let listed: [KnownText] = KnownTextReader.read(KnownTextTable.lines)

  private var wordCount: Int { runs.reduce(0) { $0 + $1.wordCount } }
}
