// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
package import UntrustedInput

/// The digests of the stored bytes of a file's tensors, by their names.
///
/// They say nothing of dtypes, shapes and metadata, so they can show that a file is another one,
/// and never that it is the one meant (TRUST 1.1: `tensorData`).
package struct TensorDataClaim: Hashable, Sendable {
  package private(set) var names: [UntrustedText] = []
  package private(set) var digests: [Digest] = []
  /// The SHA-256 of the bytes of all tensors together, in the order of the file and without
  /// padding; nil where that is not told.
  package var whole: Digest?

  package init() {}

  /// Whether nothing that can be compared is told.
  package var isEmpty: Bool { names.isEmpty && whole == nil }

  /// Adds a tensor, whose name must not be there yet.
  package mutating func append(_ name: UntrustedText, _ digest: Digest) {
    names.append(name)
    digests.append(digest)
  }
}
