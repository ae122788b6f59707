// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography

/// The digests of ranges that follow each other from the first byte of a file to its last, packed.
///
/// Only all of them together say what the file is.
package struct RangeDigests: Hashable, Sendable {
  /// What computed every one of them.
  package let algorithm: DigestAlgorithm
  /// Where each range ends, and the next begins.
  private var ends: [UInt64] = []
  private var bytes: [UInt8] = []

  package init(_ algorithm: DigestAlgorithm) {
    self.algorithm = algorithm
  }

  /// Adds the range from the end of the last one to `end`.
  ///
  /// - Returns: false, and nothing is added, where the range is empty or the digest is of another
  ///   algorithm.
  package mutating func append(_ digest: Digest, to end: UInt64) -> Bool {
    guard end > byteCount, digest.algorithm == algorithm else { return false }
    ends.append(end)
    bytes += digest.bytes
    return true
  }

  /// How many ranges there are.
  package var count: Int { ends.count }

  /// Bytes of the whole file.
  package var byteCount: UInt64 { ends.last ?? 0 }

  /// Bytes of the file, counted from its start.
  package func byteRange(of index: Int) -> Range<UInt64> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  /// Whether a range's digest is the one claimed.
  package func agrees(_ digest: Digest, at index: Int) -> Bool {
    digest.algorithm == algorithm && digest.bytes.elementsEqual(digestBytes(of: index))
  }

  /// The claimed digest of a range.
  private func digestBytes(of index: Int) -> ArraySlice<UInt8> {
    bytes[(index * algorithm.byteCount)..<((index + 1) * algorithm.byteCount)]
  }
}
