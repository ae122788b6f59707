// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput
package import WeightFormats

extension SegmentTable {
  /// The segments of a file by its own header, in file order; the digests are still to be filled
  /// in.
  package init(layoutOf weights: WeightFile, chunkByteCount: UInt64) {
    format = weights.format
    isBigEndian = weights.byteOrder == .bigEndian
    var codes: [ElementType: UInt32] = [:]
    var chunkCount: UInt32 = 0
    for segment in weights.segments {
      let range = segment.byteRange
      var record = Record(
        kind: .padding, nameStart: UInt32(names.count), shapeStart: UInt32(dimensions.count),
        offset: range.lowerBound, length: range.upperBound - range.lowerBound,
        chunkStart: chunkCount)
      switch segment.kind {
      case .header: record.kind = .header
      case .padding: break
      case .tensor(let index):
        let tensor = weights.tensors[index]
        record.kind = .tensor
        record.nameCount = UInt32(tensor.name.bytes.count)
        names += tensor.name.bytes
        record.rank = UInt32(tensor.shape.count)
        dimensions += tensor.shape
        if codes[tensor.elementType] == nil {
          codes[tensor.elementType] = UInt32(dtypes.count)
          dtypes.append(tensor.elementType.name)
        }
        record.dtype = codes[tensor.elementType] ?? 0
      }
      if record.length > chunkByteCount {
        record.chunkCount = UInt32((record.length - 1) / chunkByteCount + 1)
        chunkCount += record.chunkCount
      }
      records.append(record)
    }
    let misfit = setChunks(of: chunkByteCount)
    precondition(misfit == nil, "chunks fit the length they were counted from")
  }

  /// Where two tables of one file first tell of different segments, as a phrase; nil if they tell
  /// of the same.
  ///
  /// Container, byte order, kind, name, element type, shape, place and length count; digests and
  /// chunks do not.
  package func difference(from actual: SegmentTable) -> String? {
    if format != actual.format || isBigEndian != actual.isBigEndian {
      return "it claims \(containerPhrase), the file is \(actual.containerPhrase)"
    }
    for index in 0..<min(count, actual.count) {
      guard kind(of: index) == actual.kind(of: index),
        byteRange(of: index) == actual.byteRange(of: index),
        nameBytes(of: index) == actual.nameBytes(of: index),
        shape(of: index) == actual.shape(of: index),
        kind(of: index) != .tensor || dtype(of: index) == actual.dtype(of: index)
      else {
        return "it claims \(phrase(index)), the file has \(actual.phrase(index))"
      }
    }
    if count == actual.count { return nil }
    return "it claims \(count) segments, the file has \(actual.count)"
  }

  private var containerPhrase: String {
    "\(format.rawValue), \(isBigEndian ? "big" : "little")-endian"
  }

  /// A segment in words: `tensor 'a' F32 [2, 3] of 24 bytes at 88`.
  package func phrase(_ segment: Int) -> String {
    let range = byteRange(of: segment)
    let length = "\(range.upperBound - range.lowerBound) bytes"
    switch kind(of: segment) {
    case .header: return "a header of \(length)"
    case .padding: return "padding of \(length) at \(range.lowerBound)"
    case .tensor:
      let shape = shape(of: segment).map(String.init).joined(separator: ", ")
      return "tensor '\(name(of: segment).brief)' \(dtype(of: segment)) [\(shape)] of \(length) at "
        + "\(range.lowerBound)"
    }
  }
}
