// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography

/// Finds known licence texts that stand whole in a file, by their digests.
enum KnownTexts {
  /// A known text in a file.
  struct Match {
    /// The licence.
    let identifier: String
    /// The words that are its text.
    let words: Range<Int>
  }

  /// Bytes that are digested for one file: enough for hundreds of texts one after the other, while
  /// a file made to look like the beginning of a text at every word costs no more than that.
  private static let maximumDigestedByteCount = 32 << 20

  private struct Candidate {
    let identifier: String
    let text: LicenceFingerprint.Text
  }

  /// Texts by the hash of their first words, the longest first.
  private static let byOpening: [UInt32: [Candidate]] = {
    var candidates: [UInt32: [Candidate]] = [:]
    for fingerprint in LicenceFingerprint.all {
      for text in fingerprint.texts {
        candidates[text.openingHash, default: []].append(
          Candidate(identifier: fingerprint.identifier, text: text))
      }
    }
    return candidates.mapValues { $0.sorted { $0.text.wordCount > $1.text.wordCount } }
  }()

  /// The texts in the file, in order and apart; at each place the longest that fits.
  static func find(in text: LicenceText, _ hashes: [UInt64]) -> [Match] {
    var matches: [Match] = []
    var budget = maximumDigestedByteCount
    var index = 0
    while let opening = WordHash.opening(hashes, at: index) {
      guard let match = match(in: text, at: index, byOpening[opening] ?? [], &budget) else {
        index += 1
        continue
      }
      matches.append(match)
      index = match.words.upperBound
    }
    return matches
  }

  private static func match(
    in text: LicenceText, at index: Int, _ candidates: [Candidate], _ budget: inout Int
  ) -> Match? {
    for candidate in candidates {
      let words = index..<index + candidate.text.wordCount
      guard words.upperBound <= text.words.count else { continue }
      budget -= text.folded(words).count
      guard budget >= 0 else { return nil }
      if text.digest(of: words) == candidate.text.digest {
        return Match(identifier: candidate.identifier, words: words)
      }
    }
    return nil
  }
}
