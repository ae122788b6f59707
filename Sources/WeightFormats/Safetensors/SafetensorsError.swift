// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import UntrustedInput

/// The rules of safetensors, one case for each that a file can break.
///
/// The order of the cases is the order in which the reference reader (huggingface/safetensors 0.8,
/// `SafeTensors::read_metadata` and `Metadata::validate`) looks; ours is the same, and refuses more
/// where the format's README is stricter than that reader.
public enum SafetensorsError: Error, Hashable, Sendable {
  /// Fewer than the 8 bytes of the length field.
  ///
  /// (`HeaderTooSmall`)
  case headerTooSmall(fileByteCount: UInt64)
  /// The length field is above 100,000,000.
  ///
  /// (`HeaderTooLarge`)
  case headerTooLarge(byteCount: UInt64, limit: UInt64)
  /// The header would end after the file.
  ///
  /// (`InvalidHeaderLength`)
  case headerPastEnd(byteCount: UInt64, fileByteCount: UInt64)
  /// The header is not UTF-8.
  ///
  /// (`InvalidHeader`)
  case headerNotUTF8(offset: UInt64)
  /// The header is not JSON, or breaks a rule of the strict reader, duplicate keys among them.
  case headerNotJSON(reason: String, offset: UInt64)
  /// A tensor name, a metadata key or a field stands twice in one object.
  case duplicateKey(UntrustedText, offset: UInt64)
  /// The header is JSON, but not an object.
  case headerNotObject(offset: UInt64)
  /// `__metadata__` is neither an object nor null.
  case metadataNotObject(offset: UInt64)
  /// A value in `__metadata__` is not a string.
  case metadataValueNotString(key: UntrustedText, offset: UInt64)
  /// A tensor's entry is not an object.
  case tensorNotObject(tensor: UntrustedText, offset: UInt64)
  /// `dtype`, `shape` or `data_offsets` is missing.
  case fieldMissing(tensor: UntrustedText, field: String, offset: UInt64)
  /// `dtype` is not a string.
  case dtypeNotString(tensor: UntrustedText, offset: UInt64)
  /// `shape` is not an array of unsigned 64-bit integers.
  case shapeInvalid(tensor: UntrustedText, offset: UInt64)
  /// `data_offsets` is not an array of two unsigned 64-bit integers.
  case dataOffsetsInvalid(tensor: UntrustedText, offset: UInt64)
  /// The end of a tensor's data lies before its begin.
  ///
  /// (`InvalidOffset`)
  case offsetsReversed(tensor: UntrustedText, begin: UInt64, end: UInt64)
  /// A tensor's data begins after the end of the one before it, or the first not at 0.
  ///
  /// (`InvalidOffset`)
  case gap(tensor: UntrustedText, begin: UInt64, expected: UInt64)
  /// A tensor's data begins before the end of the one before it.
  ///
  /// (`InvalidOffset`)
  case overlap(tensor: UntrustedText, begin: UInt64, expected: UInt64)
  /// The number of elements or bits does not fit 64 bits.
  ///
  /// (`ValidationOverflow`)
  case sizeOverflow(tensor: UntrustedText)
  /// The bits of all elements are not whole bytes.
  ///
  /// (`MisalignedSlice`)
  case notWholeBytes(tensor: UntrustedText, bitCount: UInt64)
  /// Shape and type need another number of bytes than the offsets give.
  ///
  /// (`TensorInvalidInfo`)
  case sizeMismatch(tensor: UntrustedText, expected: UInt64, actual: UInt64)
  /// The header is sound, but the file ends before the data does.
  ///
  /// (`MetadataIncompleteBuffer`)
  case dataTruncated(expected: UInt64, actual: UInt64)
  /// Bytes follow the last tensor's data.
  ///
  /// (`MetadataIncompleteBuffer`)
  case trailingBytes(expected: UInt64, actual: UInt64)
}

extension SafetensorsError {
  /// Where the fault is, in bytes from the start of the file, where it has a place.
  public var offset: UInt64? {
    switch self {
    case .headerTooSmall, .headerTooLarge, .headerPastEnd: 0
    case .headerNotUTF8(let offset), .headerNotJSON(_, let offset), .duplicateKey(_, let offset),
      .headerNotObject(let offset), .metadataNotObject(let offset),
      .metadataValueNotString(_, let offset), .tensorNotObject(_, let offset),
      .fieldMissing(_, _, let offset), .dtypeNotString(_, let offset),
      .shapeInvalid(_, let offset), .dataOffsetsInvalid(_, let offset):
      offset
    case .trailingBytes(let expected, _): expected
    case .dataTruncated(_, let actual): actual
    case .offsetsReversed, .gap, .overlap, .sizeOverflow, .notWholeBytes, .sizeMismatch: nil
    }
  }
}

extension SafetensorsError: CustomStringConvertible {
  /// One sentence without the path: lower case, no full stop, names escaped and in quotes.
  public var description: String {
    switch self {
    case .headerTooSmall(let count):
      "\(count) bytes are too few for a safetensors file, which starts with an 8-byte header length"
    case .headerTooLarge(let count, let limit):
      "a header of \(count) bytes is announced, more than the \(limit) that safetensors allows"
    case .headerPastEnd(let count, let fileCount):
      "a header of \(count) bytes is announced, but the file has \(fileCount) bytes"
    case .headerNotUTF8(let offset): "the header is not valid UTF-8 at byte \(offset)"
    case .headerNotJSON(let reason, _): "the header cannot be read: \(reason)"
    case .duplicateKey(let key, let offset):
      "the key '\(key)' stands twice in one object of the header, at byte \(offset)"
    case .headerNotObject(let offset): "the header is not a JSON object, at byte \(offset)"
    case .metadataNotObject(let offset): "'__metadata__' is not an object, at byte \(offset)"
    case .metadataValueNotString(let key, let offset):
      "the metadata value of '\(key)' is not a string, at byte \(offset)"
    case .tensorNotObject(let tensor, let offset):
      "the entry of tensor '\(tensor)' is not an object, at byte \(offset)"
    case .fieldMissing(let tensor, let field, let offset):
      "the entry of tensor '\(tensor)' has no '\(field)', at byte \(offset)"
    case .dtypeNotString(let tensor, let offset):
      "the dtype of tensor '\(tensor)' is not a string, at byte \(offset)"
    case .shapeInvalid(let tensor, let offset):
      "the shape of tensor '\(tensor)' is not a list of unsigned integers, at byte \(offset)"
    case .dataOffsetsInvalid(let tensor, let offset):
      "the data_offsets of tensor '\(tensor)' are not two unsigned integers, at byte \(offset)"
    case .offsetsReversed(let tensor, let begin, let end):
      "the data of tensor '\(tensor)' ends at \(end), before its begin at \(begin)"
    case .gap(let tensor, let begin, let expected):
      "the data of tensor '\(tensor)' begins at \(begin), leaving a gap after \(expected)"
    case .overlap(let tensor, let begin, let expected):
      "the data of tensor '\(tensor)' begins at \(begin), inside data that ends at \(expected)"
    case .sizeOverflow(let tensor): "the size of tensor '\(tensor)' does not fit 64 bits"
    case .notWholeBytes(let tensor, let bits):
      "the \(bits) bits of tensor '\(tensor)' are not whole bytes"
    case .sizeMismatch(let tensor, let expected, let actual):
      "tensor '\(tensor)' needs \(expected) bytes by its dtype and shape, but has \(actual)"
    case .dataTruncated(let expected, let actual):
      "the file is truncated: \(actual) bytes of \(expected)"
    case .trailingBytes(let expected, let actual):
      "the last tensor ends at \(expected), but the file has \(actual) bytes"
    }
  }
}
