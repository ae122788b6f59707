// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Makes the bytes of a GGUF file in memory, good ones and damaged ones.
///
/// A file is its parts written one behind the other. What a part says of the others, counts,
/// lengths, types and offsets, is the truth unless it is given, so that a damaged twin differs
/// from its good file in one place:
///
///     var twin = GGUFBuilder.tiny
///     twin.tensors[1].offset = 24  // not aligned
///
/// Nothing is checked here; that is what the tests are for.
package struct GGUFBuilder: Sendable {
  package enum ByteOrder: CaseIterable, Sendable {
    case little, big
  }

  /// A metadata value, of the type whose name it has.
  package enum Value: Sendable {
    case uint8(UInt8)
    case int8(Int8)
    case uint16(UInt16)
    case int16(Int16)
    case uint32(UInt32)
    case int32(Int32)
    case float32(Float)
    /// The byte as it will stand in the file; 0 and 1 are good.
    case bool(UInt8)
    case string([UInt8])
    /// Elements of the type with this number; `count` is what the file says, nil for the truth.
    case array(UInt32, [Value], count: UInt64? = nil)
    case uint64(UInt64)
    case int64(Int64)
    case float64(Double)
    /// Bytes under the type with this number.
    case raw(UInt32, [UInt8])

    /// A string of this text.
    package static func text(_ text: String) -> Value { .string(Array(text.utf8)) }

    /// The number of its type in `enum gguf_metadata_value_type`.
    package var type: UInt32 {
      switch self {
      case .uint8: 0
      case .int8: 1
      case .uint16: 2
      case .int16: 3
      case .uint32: 4
      case .int32: 5
      case .float32: 6
      case .bool: 7
      case .string: 8
      case .array: 9
      case .uint64: 10
      case .int64: 11
      case .float64: 12
      case .raw(let type, _): type
      }
    }
  }

  /// One entry of the metadata.
  package struct Entry: Sendable {
    package var key: [UInt8]
    package var value: Value
    /// What the file says of the key's length and of the value's type; nil for the truth.
    package var keyByteCount: UInt64?
    package var type: UInt32?

    package init(_ key: String, _ value: Value) {
      self.key = Array(key.utf8)
      self.value = value
    }
  }

  /// One tensor.
  package struct Tensor: Sendable {
    package var name: [UInt8]
    /// The number of its type in `enum ggml_type`.
    package var type: UInt32
    /// The contiguous dimension first, as in the file.
    package var dimensions: [UInt64]
    /// What the file says of them; nil for the truth.
    package var nameByteCount: UInt64?
    package var rank: UInt32?
    package var offset: UInt64?

    package init(_ name: String, _ type: UInt32, _ dimensions: [UInt64], offset: UInt64? = nil) {
      self.name = Array(name.utf8)
      self.type = type
      self.dimensions = dimensions
      self.offset = offset
    }

    /// Bytes of its data; 0 where that is nothing that a test could write down.
    package var byteCount: UInt64 {
      var count: UInt64 = 1
      for dimension in dimensions {
        let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
        if overflow { return 0 }
        count = product
      }
      guard let type = GGUFBuilder.types.first(where: { $0.number == type }), count < 1 << 28 else {
        return 0
      }
      return count / type.elementCount * type.byteCount
    }
  }

  package var magic = Array("GGUF".utf8)
  package var version: UInt32 = 3
  package var byteOrder = ByteOrder.little
  /// What the file says of its counts; nil for the truth.
  package var statedTensorCount: UInt64?
  package var statedEntryCount: UInt64?
  package var entries: [Entry]
  package var tensors: [Tensor]
  /// What padding and offsets go by; the metadata says it only if an entry does.
  package var alignment: UInt64 = 32
  /// What padding is made of.
  package var paddingByte: UInt8 = 0
  /// What follows the header and its padding; nil for each tensor's pattern and padding.
  package var data: [UInt8]?

  package init(_ entries: [Entry] = [], _ tensors: [Tensor] = []) {
    self.entries = entries
    self.tensors = tensors
  }

  /// A good file of three entries and two tensors; 288 bytes, of which the header has 224.
  package static var tiny: GGUFBuilder {
    GGUFBuilder(
      [
        Entry("general.architecture", .text("llama")),
        Entry("a.list", .array(2, [.uint16(1), .uint16(2), .uint16(3)])),
        Entry("general.alignment", .uint32(32)),
      ],
      [Tensor("weight", 0, [3, 2]), Tensor("scale", 1, [2])])
  }

  /// The types of ggml, by number: name, elements and bytes of a block.
  ///
  /// Copied from formats.md, which holds the sizes against ggml's C and against gguf-py.
  package static let types:
    [(number: UInt32, name: String, elementCount: UInt64, byteCount: UInt64)] = [
      (0, "F32", 1, 4), (1, "F16", 1, 2), (2, "Q4_0", 32, 18), (3, "Q4_1", 32, 20),
      (6, "Q5_0", 32, 22), (7, "Q5_1", 32, 24), (8, "Q8_0", 32, 34), (9, "Q8_1", 32, 36),
      (10, "Q2_K", 256, 84), (11, "Q3_K", 256, 110), (12, "Q4_K", 256, 144),
      (13, "Q5_K", 256, 176), (14, "Q6_K", 256, 210), (15, "Q8_K", 256, 292),
      (16, "IQ2_XXS", 256, 66), (17, "IQ2_XS", 256, 74), (18, "IQ3_XXS", 256, 98),
      (19, "IQ1_S", 256, 50), (20, "IQ4_NL", 32, 18), (21, "IQ3_S", 256, 110),
      (22, "IQ2_S", 256, 82), (23, "IQ4_XS", 256, 136), (24, "I8", 1, 1), (25, "I16", 1, 2),
      (26, "I32", 1, 4), (27, "I64", 1, 8), (28, "F64", 1, 8), (29, "IQ1_M", 256, 56),
      (30, "BF16", 1, 2), (34, "TQ1_0", 256, 54), (35, "TQ2_0", 256, 66), (39, "MXFP4", 32, 17),
      (40, "NVFP4", 64, 36), (41, "Q1_0", 128, 18), (42, "Q2_0", 64, 18),
    ]

  /// The numbers of types that were taken out of ggml, with the names they had.
  package static let removedTypes: [(number: UInt32, name: String)] = [
    (4, "Q4_2"), (5, "Q4_3"), (31, "Q4_0_4_4"), (32, "Q4_0_4_8"), (33, "Q4_0_8_8"),
    (36, "IQ4_NL_4_4"), (37, "IQ4_NL_4_8"), (38, "IQ4_NL_8_8"),
  ]
}

// MARK: - Writing

extension GGUFBuilder {
  /// Where the fields of a file lie, in bytes from its start.
  package struct Places: Sendable {
    package struct Entry: Sendable {
      package let key, type, value, end: UInt64
    }

    package struct Tensor: Sendable {
      package let name, rank, dimensions, type, offset: UInt64
      /// Of the data, which may lie anywhere if the offset was given.
      package let data: Range<UInt64>
    }

    package var entries: [Entry] = []
    package var tensors: [Tensor] = []
    package var headerEnd: UInt64 = 0
    package var dataStart: UInt64 = 0
  }

  /// The file.
  package var bytes: [UInt8] { build().bytes }

  /// Where its fields lie.
  package var places: Places { build().places }

  /// The file, and where its fields lie.
  package func build() -> (bytes: [UInt8], places: Places) {
    var file = Output(byteOrder: byteOrder)
    var places = Places()
    file.bytes += magic
    file.put(version)
    file.put(statedTensorCount ?? UInt64(tensors.count))
    file.put(statedEntryCount ?? UInt64(entries.count))
    for entry in entries {
      let key = file.position
      file.put(entry.key, count: entry.keyByteCount)
      let type = file.position
      file.put(entry.type ?? entry.value.type)
      let value = file.position
      file.put(entry.value)
      places.entries.append(.init(key: key, type: type, value: value, end: file.position))
    }
    var offset: UInt64 = 0
    for tensor in tensors {
      let name = file.position
      file.put(tensor.name, count: tensor.nameByteCount)
      let rank = file.position
      file.put(tensor.rank ?? UInt32(tensor.dimensions.count))
      let dimensions = file.position
      for dimension in tensor.dimensions { file.put(dimension) }
      let type = file.position
      file.put(tensor.type)
      let place = file.position
      file.put(tensor.offset ?? offset)
      places.tensors.append(
        .init(
          name: name, rank: rank, dimensions: dimensions, type: type, offset: place,
          data: offset..<(offset + tensor.byteCount)))
      offset = padded(offset + tensor.byteCount)
    }
    places.headerEnd = file.position
    file.pad(to: alignment, with: paddingByte)
    places.dataStart = file.position
    places.tensors = places.tensors.map { tensor in
      .init(
        name: tensor.name, rank: tensor.rank, dimensions: tensor.dimensions, type: tensor.type,
        offset: tensor.offset,
        data: (places.dataStart + tensor.data.lowerBound)..<(places.dataStart
          + tensor.data.upperBound))
    }
    if let data {
      file.bytes += data
    } else {
      for tensor in tensors {
        file.bytes += SafetensorsBuilder.pattern(Int(tensor.byteCount))
        file.pad(to: alignment, with: paddingByte)
      }
    }
    return (file.bytes, places)
  }

  private func padded(_ count: UInt64) -> UInt64 {
    (count + alignment - 1) / alignment * alignment
  }

  /// The bytes that stand for a value in a file, without its type.
  package static func encode(_ value: Value, _ byteOrder: ByteOrder) -> [UInt8] {
    var output = Output(byteOrder: byteOrder)
    output.put(value)
    return output.bytes
  }

  private struct Output {
    let byteOrder: ByteOrder
    var bytes: [UInt8] = []

    var position: UInt64 { UInt64(bytes.count) }

    mutating func put<Number: FixedWidthInteger>(_ number: Number) {
      let indices = 0..<(Number.bitWidth / 8)
      let little = indices.map { UInt8(truncatingIfNeeded: number >> Number($0 * 8)) }
      bytes += byteOrder == .little ? little : little.reversed()
    }

    mutating func put(_ text: [UInt8], count: UInt64?) {
      put(count ?? UInt64(text.count))
      bytes += text
    }

    mutating func put(_ value: Value) {
      switch value {
      case .uint8(let number): put(number)
      case .int8(let number): put(number)
      case .uint16(let number): put(number)
      case .int16(let number): put(number)
      case .uint32(let number): put(number)
      case .int32(let number): put(number)
      case .float32(let number): put(number.bitPattern)
      case .bool(let byte): put(byte)
      case .string(let text): put(text, count: nil)
      case .array(let type, let elements, let count):
        put(type)
        put(count ?? UInt64(elements.count))
        for element in elements { put(element) }
      case .uint64(let number): put(number)
      case .int64(let number): put(number)
      case .float64(let number): put(number.bitPattern)
      case .raw(_, let raw): bytes += raw
      }
    }

    mutating func pad(to alignment: UInt64, with byte: UInt8) {
      while position % alignment != 0 { bytes.append(byte) }
    }
  }
}
