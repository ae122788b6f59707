// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
internal import Provenance

/// What came of holding a file against the digests of its ranges.
package struct RangeOutcome: Hashable, Sendable {
  /// The ranges that are not what was claimed, in the order of the file: bytes from its start.
  package private(set) var differing: [Range<UInt64>] = []
  /// Whether every range was compared.
  package private(set) var isComplete = false

  package init() {}

  /// Compares the digests of all ranges of `claim`.
  ///
  /// - Parameter digests: nil where a range could not be read; empty where the file has another
  ///   size, so that its ranges are not those claimed.
  package init(_ claim: RangeDigests, _ digests: [Digest?]) {
    guard digests.count == claim.count else { return }
    isComplete = !digests.contains(nil)
    for (index, digest) in digests.enumerated() {
      guard let digest, !claim.agrees(digest, at: index) else { continue }
      differing.append(claim.byteRange(of: index))
    }
  }
}
