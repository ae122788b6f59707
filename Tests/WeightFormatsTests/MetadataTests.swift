// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightFormats

@Suite("metadata")
struct MetadataTests {
  /// The metadata of a file that has these values under `v0`, `v1` and so on.
  private static func metadata(
    _ values: [GGUFBuilder.Value], _ byteOrder: GGUFBuilder.ByteOrder
  ) throws -> Metadata {
    var file = GGUFBuilder(values.enumerated().map { .init("v\($0.offset)", $0.element) })
    file.byteOrder = byteOrder
    return try WeightFile.parse(file.bytes, name: "model.gguf").file.metadata
  }

  static let samples: [(GGUFBuilder.Value, MetadataType, MetadataValue)] = [
    (.uint8(0), .uint8, .unsigned(0)), (.uint8(.max), .uint8, .unsigned(255)),
    (.int8(.min), .int8, .signed(-128)), (.int8(-1), .int8, .signed(-1)),
    (.int8(.max), .int8, .signed(127)),
    (.uint16(0x0102), .uint16, .unsigned(0x0102)), (.uint16(.max), .uint16, .unsigned(65_535)),
    (.int16(.min), .int16, .signed(-32_768)), (.int16(0x0102), .int16, .signed(0x0102)),
    (.uint32(0x0102_0304), .uint32, .unsigned(0x0102_0304)),
    (.uint32(.max), .uint32, .unsigned(4_294_967_295)),
    (.int32(.min), .int32, .signed(-2_147_483_648)), (.int32(-2), .int32, .signed(-2)),
    (.uint64(0x0102_0304_0506_0708), .uint64, .unsigned(0x0102_0304_0506_0708)),
    (.uint64(.max), .uint64, .unsigned(.max)), (.int64(.min), .int64, .signed(.min)),
    (.int64(.max), .int64, .signed(.max)), (.int64(-1), .int64, .signed(-1)),
    (.float32(1.5), .float32, .float32(1.5)), (.float32(-0.0), .float32, .float32(-0.0)),
    (.float32(.infinity), .float32, .float32(.infinity)),
    (.float32(-.infinity), .float32, .float32(-.infinity)),
    (.float32(.leastNonzeroMagnitude), .float32, .float32(.leastNonzeroMagnitude)),
    (.float32(.greatestFiniteMagnitude), .float32, .float32(.greatestFiniteMagnitude)),
    (.float64(0.1), .float64, .float64(0.1)),
    (.float64(-.infinity), .float64, .float64(-.infinity)),
    (.float64(.leastNonzeroMagnitude), .float64, .float64(.leastNonzeroMagnitude)),
    (.bool(0), .bool, .bool(false)), (.bool(1), .bool, .bool(true)),
    (.bool(2), .bool, .bool(true)), (.bool(255), .bool, .bool(true)),
    (.text(""), .string, .string("")), (.text("é\0\n"), .string, .string("é\0\n")),
    (.string([0xFF, 0xC0]), .string, .string(UntrustedText(bytes: [0xFF, 0xC0]))),
  ]

  @Test(
    "a value of each type is decoded, in both byte orders", arguments: samples.indices,
    GGUFBuilder.ByteOrder.allCases)
  func values(index: Int, byteOrder: GGUFBuilder.ByteOrder) throws {
    let (value, type, expected) = Self.samples[index]
    let metadata = try Self.metadata([.uint8(7), value, .uint8(9)], byteOrder)
    #expect(metadata.count == 3)
    #expect(metadata[1].key == "v1")
    #expect(metadata[1].type == type)
    #expect(metadata[1].value == expected)
    #expect(metadata["v1"] == expected)
    #expect(metadata["v0"] == .unsigned(7))
    #expect(metadata["v2"] == .unsigned(9))
    #expect(metadata["v"] == nil)
    #expect(metadata["v10"] == nil)
  }

  @Test("NaN keeps its bits", arguments: GGUFBuilder.ByteOrder.allCases)
  func nan(byteOrder: GGUFBuilder.ByteOrder) throws {
    let (quiet, payload) = (UInt32(0xFFC1_2345), UInt64(0x7FF8_0000_DEAD_BEEF))
    let metadata = try Self.metadata(
      [
        .float32(Float(bitPattern: quiet)), .float64(Double(bitPattern: payload)),
        .array(6, [.float32(.nan), .float32(Float(bitPattern: quiet))]),
      ], byteOrder)
    guard case .float32(let float) = metadata[0].value,
      case .float64(let double) = metadata[1].value, case .array(let array) = metadata[2].value
    else {
      Issue.record("other types")
      return
    }
    #expect(float.bitPattern == quiet)
    #expect(double.bitPattern == payload)
    let elements = array.values().map { value in
      if case .float32(let element) = value { element.isNaN } else { false }
    }
    #expect(elements == [true, true])
  }

  @Test(
    "an array has its elements in order, in both byte orders",
    arguments: samples.indices, GGUFBuilder.ByteOrder.allCases)
  func arrays(index: Int, byteOrder: GGUFBuilder.ByteOrder) throws {
    let (value, type, expected) = Self.samples[index]
    let other = Self.samples.first { $0.1 == type } ?? Self.samples[index]
    let elements = [value, other.0, value, value]
    let metadata = try Self.metadata([.array(value.type, elements), .uint8(9)], byteOrder)
    guard case .array(let array) = metadata[0].value else {
      Issue.record("no array")
      return
    }
    #expect(metadata[0].type == .array)
    #expect(array.elementType == type)
    #expect(array.count == 4)
    #expect(Array(array.values()) == [expected, other.2, expected, expected])
    #expect(Array(array.values(limit: 2)) == [expected, other.2])
    #expect(Array(array.values(limit: 0)) == [])
    #expect(
      array.elementBytes.elementsEqual(elements.flatMap { GGUFBuilder.encode($0, byteOrder) }))
    #expect(metadata[1].value == .unsigned(9))
  }

  @Test("an array without elements keeps its type", arguments: MetadataType.allCases)
  func emptyArrays(type: MetadataType) throws {
    let metadata = try Self.metadata([.array(type.rawValue, [])], .little)
    guard case .array(let array) = metadata[0].value else {
      Issue.record("no array")
      return
    }
    #expect(array.elementType == type)
    #expect(array.count == 0)
    #expect(array.elementBytes.isEmpty)
    #expect(Array(array.values()) == [])
  }

  @Test("arrays in arrays are counted and decoded", arguments: GGUFBuilder.ByteOrder.allCases)
  func nestedArrays(byteOrder: GGUFBuilder.ByteOrder) throws {
    let inner: [GGUFBuilder.Value] = [
      .array(8, [.text("a"), .text("")]), .array(0, []), .array(9, [.array(2, [.uint16(513)])]),
    ]
    let metadata = try Self.metadata([.array(9, inner), .text("end")], byteOrder)
    guard case .array(let array) = metadata[0].value else {
      Issue.record("no array")
      return
    }
    #expect(array.elementType == .array)
    #expect(array.count == 3)
    #expect(
      array.elementBytes.elementsEqual(inner.flatMap { GGUFBuilder.encode($0, byteOrder) }))
    let arrays = array.values().compactMap { value in
      if case .array(let array) = value { array } else { nil }
    }
    #expect(arrays.map(\.elementType) == [.string, .uint8, .array])
    #expect(arrays.map(\.count) == [2, 0, 1])
    #expect(Array(arrays[0].values()) == [.string("a"), .string("")])
    guard case .array(let deepest) = arrays[2].values().first(where: { _ in true }) else {
      Issue.record("no array in the array in the array")
      return
    }
    #expect(Array(deepest.values()) == [.unsigned(513)])
    #expect(metadata[1].value == .string("end"))
  }

  @Test("equal elements in other byte orders are other arrays, since their bytes differ")
  func equality() throws {
    let values: [GGUFBuilder.Value] = [.array(2, [.uint16(1), .uint16(2)])]
    let little = try Self.metadata(values, .little)[0]
    let big = try Self.metadata(values, .big)[0]
    #expect(little == (try Self.metadata(values, .little)[0]))
    #expect(little != big)
    #expect(little.key == big.key)
  }

  @Test("only integers that are not negative are unsigned", arguments: samples.indices)
  func unsignedInteger(index: Int) {
    let value = Self.samples[index].2
    let expected: UInt64? =
      switch value {
      case .unsigned(let number): number
      case .signed(let number) where number >= 0: UInt64(number)
      default: nil
      }
    #expect(value.unsignedInteger == expected)
  }

  @Test("types have the numbers and names of ggml's docs/gguf.md")
  func types() {
    #expect(MetadataType.allCases.map(\.rawValue) == Array(0...12))
    #expect(
      MetadataType.allCases.map(\.name) == [
        "u8", "i8", "u16", "i16", "u32", "i32", "f32", "bool", "string", "array", "u64", "i64",
        "f64",
      ])
  }

  @Test("safetensors has strings only, and the same way to find them")
  func safetensors() throws {
    let file = SafetensorsBuilder(
      [.init("a", "U8", [1], 0, 1)], metadata: [("format", "pt"), ("empty", ""), ("é", "ü\n")])
    let metadata = try WeightFile.parse(file.bytes).file.metadata
    #expect(metadata.map(\.key) == ["format", "empty", "é"])
    #expect(metadata.map(\.type) == [.string, .string, .string])
    #expect(metadata.map(\.value) == [.string("pt"), .string(""), .string("ü\n")])
    #expect(metadata["é"] == .string("ü\n"))
    #expect(metadata["e"] == nil)
  }
}
