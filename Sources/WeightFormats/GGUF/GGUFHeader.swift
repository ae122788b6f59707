// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// The reader of GGUF headers, versions 2 and 3, either byte order.
///
/// Layout of the file: the magic `GGUF`, the version (u32), the number of tensors and of metadata
/// entries (u64 each); the entries, each a key, a type (u32) and a value; for each tensor its name,
/// the number of its dimensions (u32), the dimensions (u64, the contiguous one first), its type
/// (u32) and its offset from the start of the data (u64); padding up to a multiple of
/// `general.alignment`; the data, each tensor padded to the same multiple. A string is a length
/// (u64) and its bytes.
///
/// What the reference reader refuses is refused. What only the text of the specification asks for
/// is a finding.
///
/// Source: `docs/gguf.md` and `src/gguf.cpp` of ggml-org/ggml, August 2026.
struct GGUFHeader: ~Escapable {
  private let fileByteCount: UInt64
  private var reader: GGUFReader
  private var version: UInt32 = 0
  private var metadata = Metadata()
  private var table = TensorTable()
  private var alignment: UInt64 = 32
  private var oddities = GGUFOddities()

  /// Parses and checks the header of the file whose bytes are `bytes`.
  static func parse(_ bytes: RawSpan) throws(GGUFError) -> WeightFile.Parsed {
    var header = GGUFHeader(bytes)
    let (tensorCount, entryCount) = try header.readStart()
    try header.readMetadata(entryCount)
    try header.readTensors(tensorCount)
    return try header.finish(bytes)
  }

  @_lifetime(copy bytes)
  private init(_ bytes: RawSpan) {
    fileByteCount = UInt64(bytes.byteCount)
    reader = GGUFReader(bytes)
  }
}

// MARK: - Reading

extension GGUFHeader {
  /// The magic, the version, and the two counts.
  @_lifetime(self: copy self)
  private mutating func readStart() throws(GGUFError) -> (tensors: UInt64, entries: UInt64) {
    _ = try reader.skip(4)
    version = try reader.readUInt32()
    // The byte order is not stated; a version whose lower half is empty is read the other way.
    if version != 0 && version & 0xFFFF == 0 {
      version = version.byteSwapped
      reader.byteOrder = .bigEndian
      metadata.byteOrder = .bigEndian
    }
    guard version != 0 else { throw .versionZero }
    guard version == 2 || version == 3 else { throw .versionUnsupported(version) }
    if version == 2 && reader.byteOrder == .bigEndian {
      oddities.note(.bigEndianVersion2, at: 4, "")
    }
    let tensorCount = try reader.readUInt64()
    let entryCount = try reader.readUInt64()
    // An entry has at least a key of one byte, a type and one byte; a tensor an empty name, no
    // dimension, a type and an offset.
    guard entryCount <= reader.remaining / 14 else {
      throw .metadataCountTooLarge(entryCount, remaining: reader.remaining)
    }
    guard tensorCount <= (reader.remaining - entryCount * 14) / 24 else {
      throw .tensorCountTooLarge(tensorCount, remaining: reader.remaining)
    }
    return (tensorCount, entryCount)
  }

  @_lifetime(self: copy self)
  private mutating func readMetadata(_ count: UInt64) throws(GGUFError) {
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

  private func text(_ range: Range<Int>) -> UntrustedText {
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

  @_lifetime(self: copy self)
  private mutating func readTensors(_ count: UInt64) throws(GGUFError) {
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

  private static func sum(_ left: UInt64, _ right: UInt64) -> UInt64? {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow || sum > UInt64(Int64.max) ? nil : sum
  }

  /// `count` rounded up to a multiple of `alignment`, a power of two.
  private static func padded(_ count: UInt64, to alignment: UInt64) -> UInt64? {
    sum(count, alignment - 1).map { $0 & ~(alignment - 1) }
  }
}

// MARK: - Finishing

extension GGUFHeader {
  /// Finds where the data starts, holds it against the file, and gives the whole.
  private consuming func finish(_ bytes: RawSpan) throws(GGUFError) -> WeightFile.Parsed {
    let endOfTable = UInt64(reader.position)
    guard let dataStart = Self.padded(endOfTable, to: alignment) else {
      throw .headerTooLarge(limit: Limits.ggufHeaderByteCount)
    }
    let end = table.records.last.map(\.end) ?? 0
    if table.records.isEmpty {
      // Nothing follows; the reference writer leaves the padding out then.
      try reader.finish(at: dataStart)
      if dataStart < fileByteCount {
        oddities.note(
          .trailingBytes, at: dataStart,
          "\(fileByteCount - dataStart) bytes follow the header, and there are no tensors")
      }
    } else {
      guard let paddedEnd = Self.padded(end, to: alignment),
        let expected = Self.sum(dataStart, paddedEnd)
      else { throw .dataOverflow(tensor: table[table.count - 1].name) }
      guard expected <= fileByteCount else {
        throw .dataTruncated(expected: expected, actual: fileByteCount)
      }
      try reader.finish(at: dataStart)
      if expected < fileByteCount {
        oddities.note(
          .trailingBytes, at: expected,
          "\(fileByteCount - expected) bytes follow the last tensor")
      }
    }
    let header = reader.copy
    if header[Int(endOfTable)...].contains(where: { $0 != 0 }) {
      oddities.note(.padding, at: endOfTable, "after the header")
    }
    for index in table.records.indices {
      table.records[index].start += dataStart
      table.records[index].end += dataStart
    }
    notePadding(bytes, alignment)
    noteMissingKeys(header)
    metadata.bytes = header
    let file = WeightFile(
      format: .gguf, formatVersion: version, byteOrder: reader.byteOrder,
      byteCount: fileByteCount, headerByteCount: UInt64(header.count), tensors: table,
      metadata: metadata, findings: oddities.findings)
    return WeightFile.Parsed(file: file, header: header)
  }

  /// Looks at the padding behind each tensor: at no more than 64 KiB of one, and 64 MiB of all.
  private mutating func notePadding(_ bytes: RawSpan, _ alignment: UInt64) {
    var budget: UInt64 = 64 << 20
    for (index, record) in table.records.enumerated() where record.end % alignment != 0 {
      let padded = Self.padded(record.end, to: alignment) ?? record.end
      let end = min(padded, record.end + min(budget, 65_536))
      budget -= min(budget, end - record.end)
      let range = Int(record.end)..<Int(min(end, fileByteCount))
      if range.contains(where: { bytes[$0] != 0 }) {
        oddities.note(.padding, at: record.end, "behind tensor '\(table[index].name)'")
      }
    }
  }
}

// MARK: - What is odd

extension GGUFHeader {
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

  private mutating func noteTensorName(_ name: UntrustedText, at offset: UInt64) {
    if name.bytes.count == 64 { oddities.note(.tensorNameLength, at: offset, "\(name)") }
    if name.bytes.contains(0) { oddities.note(.tensorNameNUL, at: offset, "\(name)") }
    if name.validUTF8 == nil { oddities.note(.tensorNameText, at: offset, "\(name)") }
  }

  private mutating func noteMissingKeys(_ header: [UInt8]) {
    func has(_ key: String) -> Bool {
      metadata.records.contains { record in
        header[Int(record.keyStart)..<Int(record.keyStart + record.keyCount)]
          .elementsEqual(key.utf8)
      }
    }
    if !has("general.architecture") { oddities.note(.noArchitecture, at: nil, "") }
    let isQuantized = table.records.contains { $0.type >= TensorTable.blockTypeBase }
    if isQuantized && !has("general.quantization_version") {
      oddities.note(.noQuantizationVersion, at: nil, "")
    }
  }
}
