// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import Cryptography
public import UntrustedInput

/// What came of holding a file against the segments that a weight manifest claims: TRUST section 5.
package struct SegmentOutcome: Hashable, Sendable {
  /// Tensors whose bytes were hashed and compared.
  package var checkedTensorCount = 0
  /// Tensors whose name, type, shape and bytes are those claimed.
  package var equalTensorCount = 0
  /// Everything that is not what was claimed, in the order of the file.
  package var failures: [SegmentFailure] = []
  /// How the file's own header tells of other segments than the manifest does; nil if it agrees, or
  /// cannot be read.
  package var disagreement: String?
  /// The SHA-256 of the bytes of all tensors together, where one is claimed and was computed.
  package var tensorData: Digest?
  /// Tensors of the file that a claim about the bytes of its tensors says nothing of.
  package var unclaimedTensorCount = 0
  /// The first of them in the file.
  package var firstUnclaimedTensor: UntrustedText?
  /// Whether everything that is claimed was compared.
  package var isComplete = false

  package init() {}

  /// Whether something is not as claimed.
  package var isMismatch: Bool { !failures.isEmpty || disagreement != nil }
}

/// A piece of a weight file that is not what a weight manifest claims.
public struct SegmentFailure: Hashable, Sendable {
  /// What kind of piece it is.
  public enum Kind: String, Hashable, Sendable {
    /// What precedes the first tensor's data.
    case header
    /// A tensor, or a chunk of one.
    case tensor
    /// Bytes that belong to no tensor.
    case padding
    /// The bytes of all tensors together, without padding.
    case tensorData
  }

  /// What kind of piece it is.
  public let kind: Kind
  /// The tensor's name; nil for other kinds.
  public let name: UntrustedText?
  /// Its bytes, from the start of the file: those claimed, or of a tensor that is not claimed its
  /// own.
  public let byteRange: Range<UInt64>
  /// Which chunk of the tensor it is, from 0; nil where it is the whole.
  public let chunk: Int?
  /// The claimed SHA-256; nil where nothing is claimed of it.
  public let expected: Digest?
  /// The SHA-256 of what is there; nil where there is nothing.
  public let actual: Digest?
}
