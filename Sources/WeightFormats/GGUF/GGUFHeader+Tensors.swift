// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

extension GGUFHeader {
  /// Reads the tensors' entries; their ranges count from the start of the data.
  @_lifetime(self: copy self)
  mutating func readTensors(_ count: UInt64) throws(GGUFError) {
    var names = NameIndex()
    // The count is bounded by the file, which may be sparse, and not yet by the header.
    table.records.reserveCapacity(Int(min(count, 1 << 16)))
    // Offsets from the start of the data.
    var expected: UInt64 = 0
    for index in 0..<Int(count) {
      let offset = UInt64(reader.position)
      let record = try readTensor(expected: &expected)
      table.records.append(record)
      let table = table
      // Readers in C take a name to end at its first NUL.
      let name = table.nameBytes(at: index).prefix { $0 != 0 }
      let other = names.insert(index, name) { table.nameBytes(at: $0).prefix { $0 != 0 } }
      guard other == nil else {
        throw .tensorNameDuplicate(table.name(of: record), offset: offset)
      }
    }
  }

  /// Reads one tensor's entry; its range counts from the start of the data.
  ///
  /// - Parameter expected: where its data must begin; moved on to where the next tensor's must.
  @_lifetime(self: copy self)
  private mutating func readTensor(
    expected: inout UInt64
  ) throws(GGUFError) -> TensorTable.Record {
    let offset = UInt64(reader.position)
    let nameRange = try reader.readString()
    guard nameRange.count <= 64 else {
      throw .tensorNameTooLong(byteCount: UInt64(nameRange.count), offset: offset)
    }
    let name = text(nameRange)
    noteTensorName(name, at: offset)
    var record = TensorTable.Record(
      nameStart: UInt32(table.names.count), nameCount: UInt32(nameRange.count),
      shapeStart: UInt32(table.dimensions.count), rank: 0, type: 0, start: expected, end: 0)
    table.names += name.bytes

    let dimensionOffset = UInt64(reader.position)
    record.rank = try reader.readUInt32()
    guard record.rank <= 4 else {
      throw .dimensionCount(record.rank, tensor: name, offset: dimensionOffset)
    }
    var dimensions: [UInt64] = []
    for _ in 0..<record.rank {
      let offset = UInt64(reader.position)
      let dimension = try reader.readUInt64()
      guard dimension <= UInt64(Int64.max) else {
        throw .dimensionNegative(dimension, tensor: name, offset: offset)
      }
      dimensions.append(dimension)
    }
    // The file has the contiguous dimension first, every document of ours has it last.
    table.dimensions += dimensions.reversed()

    let typeOffset = UInt64(reader.position)
    let type = try elementType(tensor: name)
    record.type = TensorTable.code(of: type) ?? 0
    let byteCount = try Self.byteCount(dimensions, type, tensor: name, offset: dimensionOffset)

    let stated = try reader.readUInt64()
    guard stated == expected else {
      throw .offsetWrong(
        tensor: name, stated: stated, expected: expected, offset: typeOffset + 4)
    }
    guard let end = Self.sum(expected, byteCount), let next = Self.padded(end, to: alignment) else {
      throw .dataOverflow(tensor: name)
    }
    record.end = end
    expected = next
    return record
  }

  @_lifetime(self: copy self)
  private mutating func elementType(tensor: UntrustedText) throws(GGUFError) -> ElementType {
    let offset = UInt64(reader.position)
    let number = try reader.readUInt32()
    switch GGMLType.meaning(of: number) {
    case .type(let type): return type
    case .removed(let name):
      throw .elementTypeRemoved(name, tensor: tensor, offset: offset)
    case .unknown where number > UInt32(Int32.max):
      throw .elementTypeNegative(number, tensor: tensor, offset: offset)
    case .unknown:
      throw .elementTypeUnknown(number, tensor: tensor, offset: offset)
    }
  }

  /// The bytes of a tensor's data.
  ///
  /// Strides are products too, also where a dimension of 0 makes the tensor empty; so dimensions of
  /// 0 count as 1 when it is asked whether everything fits.
  private static func byteCount(
    _ dimensions: [UInt64], _ type: ElementType, tensor: UntrustedText, offset: UInt64
  ) throws(GGUFError) -> UInt64 {
    let (blockElements, blockBytes): (UInt64, UInt64) =
      switch type {
      case .scalar(let scalar): (1, scalar.bitCount / 8)
      case .block(let block): (block.elementCount, block.byteCount)
      // The table has no such type.
      case .unknown: (1, 1)
      }
    let row = dimensions.first ?? 1
    guard row % blockElements == 0 else {
      throw .rowNotWholeBlocks(tensor: tensor, rowCount: row, blockCount: blockElements)
    }
    let limit = UInt64(Int64.max)
    guard let count = TensorTable.product(dimensions.map { max($0, 1) }), count <= limit else {
      throw .sizeOverflow(tensor: tensor, offset: offset)
    }
    let (bytes, overflow) = (count / blockElements).multipliedReportingOverflow(by: blockBytes)
    guard !overflow, bytes <= limit else { throw .sizeOverflow(tensor: tensor, offset: offset) }
    return dimensions.contains(0) ? 0 : bytes
  }

  static func sum(_ left: UInt64, _ right: UInt64) -> UInt64? {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow || sum > UInt64(Int64.max) ? nil : sum
  }

  /// `count` rounded up to a multiple of `alignment`, a power of two.
  static func padded(_ count: UInt64, to alignment: UInt64) -> UInt64? {
    sum(count, alignment - 1).map { $0 & ~(alignment - 1) }
  }

  private mutating func noteTensorName(_ name: UntrustedText, at offset: UInt64) {
    if name.bytes.count == 64 { oddities.note(.tensorNameLength, at: offset, "\(name)") }
    if name.bytes.contains(0) { oddities.note(.tensorNameNUL, at: offset, "\(name)") }
    if name.validUTF8 == nil { oddities.note(.tensorNameText, at: offset, "\(name)") }
  }
}
