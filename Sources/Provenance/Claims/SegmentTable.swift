// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput
package import WeightFormats

/// What a weight manifest says of one weight file, segment by segment, packed so that a million
/// segments stay small.
///
/// What is hashed to verify the file are units: a segment, or each chunk of a segment that has
/// some.
package struct SegmentTable: Hashable, Sendable {
  /// What the bytes of a segment are.
  package enum Kind: String, Hashable, Sendable {
    case header, tensor, padding
  }

  struct Record: Hashable, Sendable {
    var kind: Kind
    var nameStart: UInt32 = 0
    var nameCount: UInt32 = 0
    /// Index into `dtypes`.
    var dtype: UInt32 = 0
    var shapeStart: UInt32 = 0
    var rank: UInt32 = 0
    var offset: UInt64 = 0
    var length: UInt64 = 0
    /// The first of its digests among all chunks'.
    var chunkStart: UInt32 = 0
    var chunkCount: UInt32 = 0
    /// The first of its units.
    var unitStart: UInt32 = 0
  }

  var records: [Record] = []
  var names: [UInt8] = []
  var dtypes: [UntrustedText] = []
  var dimensions: [UInt64] = []
  /// SHA-256 of each segment, one behind the other.
  package var digests: [UInt8] = []
  /// SHA-256 of each chunk.
  package var chunkDigests: [UInt8] = []
  /// For each unit the index of its segment.
  private var unitSegments: [UInt32] = []
  /// Bytes of a chunk but a segment's last.
  package private(set) var chunkByteCount: UInt64 = 0
  /// The container, as the manifest names it.
  package var format = WeightFile.Format.safetensors
  /// Whether numbers in the file have their most significant byte first.
  package var isBigEndian = false

  static let digestByteCount = 32

  /// Ends the making of the table; every segment's chunks must fit its length.
  ///
  /// - Returns: the offset of the first segment whose chunks do not, or nil.
  mutating func setChunks(of byteCount: UInt64) -> UInt64? {
    chunkByteCount = byteCount
    unitSegments.reserveCapacity(records.count)
    for index in records.indices {
      records[index].unitStart = UInt32(unitSegments.count)
      let record = records[index]
      let wanted =
        byteCount == 0 ? 0 : (record.length / byteCount) + (record.length % byteCount).signum()
      let isChunked = record.chunkCount > 0
      guard isChunked ? UInt64(record.chunkCount) == wanted : record.length <= byteCount else {
        return record.offset
      }
      for _ in 0..<max(record.chunkCount, 1) { unitSegments.append(UInt32(index)) }
    }
    return nil
  }
}

extension UInt64 {
  fileprivate func signum() -> UInt64 { self == 0 ? 0 : 1 }
}

// MARK: - Segments

extension SegmentTable {
  /// How many segments the file has.
  package var count: Int { records.count }

  package func kind(of segment: Int) -> Kind { records[segment].kind }

  /// Bytes of the file, counted from its start.
  package func byteRange(of segment: Int) -> Range<UInt64> {
    let record = records[segment]
    return record.offset..<(record.offset + record.length)
  }

  /// The bytes of a tensor's name; empty for other segments.
  package func nameBytes(of segment: Int) -> ArraySlice<UInt8> {
    let start = Int(records[segment].nameStart)
    return names[start..<(start + Int(records[segment].nameCount))]
  }

  package func name(of segment: Int) -> UntrustedText {
    UntrustedText(bytes: Array(nameBytes(of: segment)))
  }

  /// A tensor's element type as the manifest writes it.
  package func dtype(of segment: Int) -> UntrustedText { dtypes[Int(records[segment].dtype)] }

  /// A tensor's dimensions, outermost first.
  package func shape(of segment: Int) -> ArraySlice<UInt64> {
    let start = Int(records[segment].shapeStart)
    return dimensions[start..<(start + Int(records[segment].rank))]
  }

  /// The claimed SHA-256 of the whole segment.
  package func digestBytes(of segment: Int) -> ArraySlice<UInt8> {
    digests[(segment * Self.digestByteCount)..<((segment + 1) * Self.digestByteCount)]
  }

  /// The claimed SHA-256 of each chunk of a segment.
  package func chunkDigests(of segment: Int) -> [ArraySlice<UInt8>] {
    let record = records[segment]
    return (0..<Int(record.chunkCount)).map { chunk in
      let start = (Int(record.chunkStart) + chunk) * Self.digestByteCount
      return chunkDigests[start..<(start + Self.digestByteCount)]
    }
  }

  /// How many segments are tensors.
  package var tensorCount: Int { records.count { $0.kind == .tensor } }
}

// MARK: - Units

extension SegmentTable {
  /// How many runs of bytes are hashed to verify the file.
  package var unitCount: Int { unitSegments.count }

  /// The segment that a unit belongs to.
  package func segment(ofUnit unit: Int) -> Int { Int(unitSegments[unit]) }

  /// Which chunk of its segment a unit is; nil where it is the whole segment.
  package func chunk(ofUnit unit: Int) -> Int? {
    let record = records[segment(ofUnit: unit)]
    return record.chunkCount == 0 ? nil : unit - Int(record.unitStart)
  }

  /// Bytes of the file, counted from its start.
  package func byteRange(ofUnit unit: Int) -> Range<UInt64> {
    let range = byteRange(of: segment(ofUnit: unit))
    guard let chunk = chunk(ofUnit: unit) else { return range }
    let start = range.lowerBound + UInt64(chunk) * chunkByteCount
    return start..<min(range.upperBound, start + min(chunkByteCount, range.upperBound - start))
  }

  /// The claimed SHA-256 of a unit.
  package func digestBytes(ofUnit unit: Int) -> ArraySlice<UInt8> {
    let segment = segment(ofUnit: unit)
    guard let chunk = chunk(ofUnit: unit) else { return digestBytes(of: segment) }
    let place = Int(records[segment].chunkStart) + chunk
    return chunkDigests[(place * Self.digestByteCount)..<((place + 1) * Self.digestByteCount)]
  }
}
