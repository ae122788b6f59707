// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

extension GGUFHeader {
  /// Reads the metadata entries and checks them.
  @_lifetime(self: copy self)
  mutating func readMetadata(_ count: UInt64) throws(GGUFError) {
    var keys = NameIndex()
    for index in 0..<Int(count) {
      let offset = UInt64(reader.position)
      let key = try reader.readString()
      guard !key.isEmpty else { throw .keyEmpty(offset: offset) }
      noteKey(key, at: offset)
      let typeOffset = UInt64(reader.position)
      let number = try reader.readUInt32()
      guard let type = MetadataType(rawValue: number) else {
        throw .valueTypeUnknown(number, key: text(key), offset: typeOffset)
      }
      let start = reader.position
      try readValue(of: type, key: key)
      metadata.records.append(
        Metadata.Record(
          keyStart: UInt32(key.lowerBound), keyCount: UInt32(key.count),
          valueStart: UInt32(type == .string ? start + 8 : start),
          valueCount: UInt32(reader.position - (type == .string ? start + 8 : start)), type: type))
      let records = metadata.records
      let copy = reader.copy
      let other = keys.insert(index, copy[key]) { number in
        let record = records[number]
        return copy[Int(record.keyStart)..<Int(record.keyStart + record.keyCount)]
      }
      guard other == nil else { throw .keyDuplicate(text(key), offset: offset) }
      if copy[key].elementsEqual("general.alignment".utf8) {
        try readAlignment(type, at: UInt64(start))
      }
    }
  }

  func text(_ range: Range<Int>) -> UntrustedText {
    UntrustedText(bytes: Array(reader.copy[range]))
  }

  /// ggml takes any power of two; the specification wants a multiple of 8.
  @_lifetime(self: copy self)
  private mutating func readAlignment(
    _ type: MetadataType, at offset: UInt64
  ) throws(GGUFError) {
    guard type == .uint32 else { throw .alignmentNotUInt32(offset: offset) }
    alignment = reader.copy[(reader.position - 4)..<reader.position].integer(reader.byteOrder)
    guard alignment.nonzeroBitCount == 1 else {
      throw .alignmentNotPowerOfTwo(alignment, offset: offset)
    }
    if alignment % 8 != 0 { oddities.note(.alignment, at: offset, "\(alignment)") }
  }

  /// Reads over one value, checking it; arrays in arrays are kept in a list, not on the stack.
  @_lifetime(self: copy self)
  private mutating func readValue(
    of type: MetadataType, key: Range<Int>
  ) throws(GGUFError) {
    var open: [(count: UInt64, type: MetadataType)] = [(1, type)]
    while let last = open.last {
      if last.count == 0 {
        open.removeLast()
      } else if let size = last.type.byteCount {
        // The count was bounded when the array was opened, so that the product fits.
        let range = try reader.skip(last.count * UInt64(size))
        if last.type == .bool { noteBools(range, key: key) }
        open.removeLast()
      } else {
        open[open.count - 1].count -= 1
        if last.type == .string {
          _ = try reader.readString()
        } else {
          open.append(try readArrayStart(key: key, depth: open.count))
        }
      }
    }
  }

  @_lifetime(self: copy self)
  private mutating func readArrayStart(
    key: Range<Int>, depth: Int
  ) throws(GGUFError) -> (count: UInt64, type: MetadataType) {
    let offset = UInt64(reader.position)
    let number = try reader.readUInt32()
    let count = try reader.readUInt64()
    guard let type = MetadataType(rawValue: number) else {
      throw .valueTypeUnknown(number, key: text(key), offset: offset)
    }
    guard count <= Limits.ggufArrayCount, count <= reader.remaining / type.minimumByteCount else {
      throw .arrayTooLong(count: count, key: text(key), offset: offset)
    }
    guard depth <= Limits.ggufArrayDepth else {
      throw .arrayTooDeep(limit: Limits.ggufArrayDepth, key: text(key), offset: offset)
    }
    if type == .array {
      // A key may be long and stand over a million arrays; it is copied when it is shown.
      let copy = reader.copy
      oddities.note(.nestedArray, at: offset, UntrustedText(bytes: Array(copy[key])).brief)
    }
    return (count, type)
  }

  /// The specification wants keys of lower-case ASCII letters, digits, `_` and dots, of at most
  /// 65,535 bytes; architectures with a `-` in their name put one into released keys.
  private mutating func noteKey(_ range: Range<Int>, at offset: UInt64) {
    let key = reader.copy[range]
    let isPlain = key.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    if !isPlain {
      let key = text(range)
      oddities.note(.keyStyle, at: offset, key.brief)
    }
    if range.count > 65_535 { oddities.note(.keyLength, at: offset, "\(range.count)") }
  }

  private mutating func noteBools(_ range: Range<Int>, key: Range<Int>) {
    guard let index = reader.copy[range].firstIndex(where: { $0 > 1 }) else { return }
    let copy = reader.copy
    oddities.note(.boolValue, at: UInt64(index), UntrustedText(bytes: Array(copy[key])).brief)
  }
}
