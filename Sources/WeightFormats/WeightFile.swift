// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What the header of one weight file says, checked.
public struct WeightFile: Sendable {
  /// The container.
  public enum Format: String, Hashable, Sendable {
    /// huggingface/safetensors.
    case safetensors
    /// ggml's GGUF.
    case gguf
  }

  /// The order of the bytes in a number.
  public enum ByteOrder: String, Hashable, Sendable {
    /// Least significant byte first; the only order of safetensors.
    case littleEndian = "little"
    /// Most significant byte first, as some GGUF files are.
    case bigEndian = "big"
  }

  /// The container.
  public let format: Format
  /// The version that the file states; safetensors states none.
  public let formatVersion: UInt32?
  /// The order of the bytes in a number.
  public let byteOrder: ByteOrder
  /// Bytes in the file.
  public let byteCount: UInt64
  /// Bytes before the first tensor's data: for safetensors the length field and the header, for
  /// GGUF everything up to the data, with the padding before it.
  public let headerByteCount: UInt64
  /// The tensors in the order of their bytes.
  public let tensors: TensorTable
  /// What the publisher wrote into the file, in its order.
  ///
  /// Claims, never proof.
  public let metadata: Metadata
  /// What is odd about it.
  public let findings: [Finding]

  /// Elements in all tensors; nil where the sum does not fit 64 bits.
  public var parameterCount: UInt64? {
    var total: UInt64 = 0
    for record in tensors.records {
      guard let count = TensorTable.product(tensors.shape(of: record)) else { return nil }
      let (sum, overflow) = total.addingReportingOverflow(count)
      if overflow { return nil }
      total = sum
    }
    return total
  }
}

/// A run of bytes of a weight file.
///
/// Every byte belongs to exactly one segment.
public struct Segment: Hashable, Sendable {
  /// What the bytes are.
  public enum Kind: Hashable, Sendable {
    /// Everything before the first tensor's data.
    case header
    /// The tensor at this index of the table.
    case tensor(Int)
    /// Bytes that belong to no tensor.
    case padding
  }

  /// What the bytes are.
  public let kind: Kind
  /// Where they are, in bytes from the start of the file.
  public let byteRange: Range<UInt64>
}

extension WeightFile {
  /// The segments in file order; together they are `0..<byteCount`, without gap or overlap.
  public var segments: [Segment] {
    var segments = [Segment(kind: .header, byteRange: 0..<headerByteCount)]
    segments.reserveCapacity(tensors.count + 1)
    var end = headerByteCount
    for index in tensors.indices {
      let range = tensors.byteRange(at: index)
      if range.lowerBound > end {
        segments.append(Segment(kind: .padding, byteRange: end..<range.lowerBound))
      }
      segments.append(Segment(kind: .tensor(index), byteRange: range))
      end = range.upperBound
    }
    if end < byteCount { segments.append(Segment(kind: .padding, byteRange: end..<byteCount)) }
    return segments
  }
}

extension WeightFile {
  /// The same without its tensors and metadata, for those who keep many.
  package var withoutTables: WeightFile {
    WeightFile(
      format: format, formatVersion: formatVersion, byteOrder: byteOrder, byteCount: byteCount,
      headerByteCount: headerByteCount, tensors: TensorTable(), metadata: Metadata(),
      findings: findings)
  }
}
