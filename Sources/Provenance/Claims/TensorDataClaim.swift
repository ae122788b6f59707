// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
package import UntrustedInput

/// The digests of the stored bytes of a file's tensors, by their names.
///
/// They say nothing of dtypes, shapes and metadata, so they can show that a file is another one,
/// and never that it is the one meant (TRUST 1.1: `tensorData`).
package struct TensorDataClaim: Hashable, Sendable {
  private struct Entry: Hashable, Sendable {
    let name: UntrustedText
    let digest: PackedDigests
  }

  private var entries: [Entry] = []
  private var packedWhole = PackedDigests([])
  /// The SHA-256 of the bytes of all tensors together, in the order of the file and without
  /// padding; nil where that is not told.
  package var whole: Digest? {
    get { packedWhole.digests.first }
    set { packedWhole = PackedDigests(newValue.map { [$0] } ?? []) }
  }

  package init() {}

  /// The names of the tensors, in their order.
  package var names: [UntrustedText] { entries.map(\.name) }

  /// The digests of the tensors, in the order of the names.
  package var digests: [Digest] { entries.flatMap(\.digest.digests) }

  /// How many tensors there are.
  package var count: Int { entries.count }

  /// The digest of the tensor at `index`.
  package func digest(at index: Int) -> Digest? { entries[index].digest.digests.first }

  /// Whether nothing that can be compared is told.
  package var isEmpty: Bool { entries.isEmpty && whole == nil }

  /// Adds a tensor, whose name must not be there yet.
  package mutating func append(_ name: UntrustedText, _ digest: Digest) {
    entries.append(Entry(name: name, digest: PackedDigests([digest])))
  }
}
