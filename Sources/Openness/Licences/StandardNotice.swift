// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography

/// Sentences of the notice that Apache-2.0 asks to put into files, known by their digests.
///
/// They do not name the licence; beside its name they say nothing that it does not.
enum StandardNotice {
  /// The number of words of each, and the SHA-256 of them.
  private static let known: [(wordCount: Int, digest: Digest?)] = [
    (12, "52ca7d9d1ab8abb103146003f0599c697e35c2c7e7654db879ed26570a704b93"),
    (9, "56084c08870f7d2ad06ade949b1b1580713fdcffb0e48ac44048bbf083964b47"),
    (47, "25e4a6e9184ac4b7f8272e658fb49b47495396a75fa532e1ed0ec24555ec98b6"),
  ].map { ($0, Digest(.sha256, hex: $1.utf8)) }

  /// Where the sentence ends that begins at a word; nil where none of them does.
  static func end(in text: LicenceText, at index: Int) -> Int? {
    guard ["you", "unless"].contains(where: { text.word(index).elementsEqual($0.utf8) }) else {
      return nil
    }
    for (wordCount, digest) in known {
      let words = index..<index + wordCount
      if words.upperBound <= text.words.count, text.digest(of: words) == digest {
        return words.upperBound
      }
    }
    return nil
  }
}
