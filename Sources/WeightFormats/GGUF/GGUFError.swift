// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import UntrustedInput

/// The rules of GGUF, one case for each that a file can break.
///
/// They are the rules of the reference reader (`src/gguf.cpp` of ggml-org/ggml, August 2026), and
/// those that it lacks: no size is computed from a wrapped product, and all data lies in the file.
public enum GGUFError: Error, Hashable, Sendable {
  /// The file ends inside the header.
  case endsInHeader(offset: UInt64, needed: UInt64, remaining: UInt64)
  /// The header is longer than weightcheck reads.
  case headerTooLarge(limit: UInt64)
  /// The version is 0.
  case versionZero
  /// A version before 2 or after 3.
  case versionUnsupported(UInt32)
  /// More entries are announced than the rest of the file has room for.
  case metadataCountTooLarge(UInt64, remaining: UInt64)
  /// More tensors are announced than the rest of the file has room for.
  case tensorCountTooLarge(UInt64, remaining: UInt64)
  /// A string has more than 1 GiB.
  case stringTooLong(byteCount: UInt64, offset: UInt64)
  /// A key has no bytes.
  case keyEmpty(offset: UInt64)
  /// A key stands twice.
  case keyDuplicate(UntrustedText, offset: UInt64)
  /// A value has a type above 12.
  case valueTypeUnknown(UInt32, key: UntrustedText, offset: UInt64)
  /// An array has more than 2^30 elements, or more than the rest of the file has room for.
  case arrayTooLong(count: UInt64, key: UntrustedText, offset: UInt64)
  /// Arrays are nested deeper than weightcheck follows.
  case arrayTooDeep(limit: Int, key: UntrustedText, offset: UInt64)
  /// `general.alignment` is no u32.
  case alignmentNotUInt32(offset: UInt64)
  /// `general.alignment` is no power of two.
  case alignmentNotPowerOfTwo(UInt64, offset: UInt64)
  /// A tensor's name has more than 64 bytes.
  case tensorNameTooLong(byteCount: UInt64, offset: UInt64)
  /// A tensor's name stands twice, up to the first NUL.
  case tensorNameDuplicate(UntrustedText, offset: UInt64)
  /// A tensor has more than 4 dimensions.
  case dimensionCount(UInt32, tensor: UntrustedText, offset: UInt64)
  /// A dimension is negative, as the reference reader sees it: above 2^63 - 1.
  case dimensionNegative(UInt64, tensor: UntrustedText, offset: UInt64)
  /// The elements or bytes of a tensor do not fit 63 bits.
  case sizeOverflow(tensor: UntrustedText, offset: UInt64)
  /// A type that was taken out of ggml.
  case elementTypeRemoved(String, tensor: UntrustedText, offset: UInt64)
  /// A type that ggml does not define: newer, or private to a fork.
  case elementTypeUnknown(UInt32, tensor: UntrustedText, offset: UInt64)
  /// A type that reads as a negative number.
  case elementTypeNegative(UInt32, tensor: UntrustedText, offset: UInt64)
  /// A row is not a whole number of blocks.
  case rowNotWholeBlocks(tensor: UntrustedText, rowCount: UInt64, blockCount: UInt64)
  /// A tensor does not begin where the tensor before it, with its padding, ends.
  case offsetWrong(tensor: UntrustedText, stated: UInt64, expected: UInt64, offset: UInt64)
  /// The sizes of all tensors together do not fit 63 bits.
  case dataOverflow(tensor: UntrustedText)
  /// The header is sound, but the file ends before the data and its padding do.
  case dataTruncated(expected: UInt64, actual: UInt64)
}

extension GGUFError {
  /// Whether the file may be good, and only this version cannot read it.
  package var isUnsupported: Bool {
    switch self {
    case .versionUnsupported, .elementTypeUnknown, .headerTooLarge, .arrayTooDeep: true
    default: false
    }
  }

  /// Where the fault is, in bytes from the start of the file, where it has a place.
  public var offset: UInt64? {
    switch self {
    case .versionZero, .versionUnsupported: 4
    case .tensorCountTooLarge: 8
    case .metadataCountTooLarge: 16
    case .endsInHeader(let offset, _, _), .stringTooLong(_, let offset), .keyEmpty(let offset),
      .keyDuplicate(_, let offset), .valueTypeUnknown(_, _, let offset),
      .arrayTooLong(_, _, let offset), .arrayTooDeep(_, _, let offset),
      .alignmentNotUInt32(let offset), .alignmentNotPowerOfTwo(_, let offset),
      .tensorNameTooLong(_, let offset), .tensorNameDuplicate(_, let offset),
      .dimensionCount(_, _, let offset), .dimensionNegative(_, _, let offset),
      .sizeOverflow(_, let offset), .elementTypeRemoved(_, _, let offset),
      .elementTypeUnknown(_, _, let offset), .elementTypeNegative(_, _, let offset),
      .offsetWrong(_, _, _, let offset):
      offset
    case .dataTruncated(_, let actual): actual
    case .headerTooLarge, .rowNotWholeBlocks, .dataOverflow: nil
    }
  }
}

extension GGUFError: CustomStringConvertible {
  /// One sentence without the path: lower case, no full stop, names escaped and in quotes.
  public var description: String {
    switch self {
    case .endsInHeader(let offset, let needed, let remaining):
      "the file ends inside its header: \(needed) bytes are needed at byte \(offset), \(remaining) "
        + "are there"
    case .headerTooLarge(let limit): "the header has more than the \(limit) bytes that are read"
    case .versionZero: "GGUF version 0 does not exist"
    case .versionUnsupported(1): "GGUF version 1, which no current reader takes"
    case .versionUnsupported(let version): "GGUF version \(version), newer than the 3 that is known"
    case .metadataCountTooLarge(let count, let remaining):
      "\(count) metadata entries are announced, and \(remaining) bytes follow"
    case .tensorCountTooLarge(let count, let remaining):
      "\(count) tensors are announced, and \(remaining) bytes follow"
    case .stringTooLong(let count, let offset):
      "a string of \(count) bytes at byte \(offset), more than GGUF's readers take"
    case .keyEmpty(let offset): "a metadata key without a name at byte \(offset)"
    case .keyDuplicate(let key, let offset):
      "the metadata key '\(key.brief)' stands twice, at byte \(offset)"
    case .valueTypeUnknown(let type, let key, let offset):
      "the metadata value of '\(key.brief)' has type \(type), which GGUF does not define, at byte "
        + "\(offset)"
    case .arrayTooLong(let count, let key, let offset):
      "the array of '\(key.brief)' announces \(count) elements, more than it can have, at byte "
        + "\(offset)"
    case .arrayTooDeep(let limit, let key, let offset):
      "the arrays of '\(key.brief)' are nested deeper than \(limit) levels, at byte \(offset)"
    case .alignmentNotUInt32(let offset): "general.alignment is not a u32, at byte \(offset)"
    case .alignmentNotPowerOfTwo(let value, let offset):
      "general.alignment is \(value), not a power of two, at byte \(offset)"
    case .tensorNameTooLong(let count, let offset):
      "a tensor's name of \(count) bytes at byte \(offset), more than the 64 that GGUF allows"
    case .tensorNameDuplicate(let name, let offset):
      "the tensor '\(name)' stands twice, at byte \(offset)"
    case .dimensionCount(let count, let tensor, let offset):
      "tensor '\(tensor)' has \(count) dimensions, more than the 4 that GGUF allows, at byte "
        + "\(offset)"
    case .dimensionNegative(let value, let tensor, let offset):
      "tensor '\(tensor)' has a dimension of \(value), beyond a signed 64-bit number, at byte "
        + "\(offset)"
    case .sizeOverflow(let tensor, _): "the size of tensor '\(tensor)' does not fit 63 bits"
    case .elementTypeRemoved(let type, let tensor, _):
      "tensor '\(tensor)' has the type \(type), which was taken out of GGUF"
    case .elementTypeUnknown(let type, let tensor, _):
      "tensor '\(tensor)' has type \(type), which ggml did not define when this version was made: "
        + "newer, or private to a fork"
    case .elementTypeNegative(let type, let tensor, _):
      "tensor '\(tensor)' has type \(Int32(bitPattern: type)), and no type is negative"
    case .rowNotWholeBlocks(let tensor, let row, let block):
      "a row of tensor '\(tensor)' has \(row) elements, not a multiple of its block of \(block)"
    case .offsetWrong(let tensor, let stated, let expected, _):
      "the data of tensor '\(tensor)' begins at \(stated), and the data before it ends at "
        + "\(expected)"
    case .dataOverflow(let tensor):
      "the sizes of the tensors up to '\(tensor)' do not fit 63 bits together"
    case .dataTruncated(let expected, let actual):
      "the file is truncated: \(actual) bytes of \(expected)"
    }
  }
}
