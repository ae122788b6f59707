// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightFormats

@Suite("GGUF headers")
struct GGUFHeaderTests {
  @Test(
    "versions 2 and 3 are read in both byte orders", arguments: [2, 3] as [UInt32],
    GGUFBuilder.ByteOrder.allCases)
  func versions(version: UInt32, byteOrder: GGUFBuilder.ByteOrder) throws {
    var builder = GGUFBuilder.tiny
    builder.version = version
    builder.byteOrder = byteOrder
    let bytes = builder.bytes
    let parsed = try WeightFile.parse(bytes, name: "model.gguf")
    let file = parsed.file
    #expect(file.format == .gguf)
    #expect(file.formatVersion == version)
    #expect(file.byteOrder == (byteOrder == .little ? .littleEndian : .bigEndian))
    #expect(file.byteCount == 288)
    #expect(file.headerByteCount == 224)
    #expect(parsed.header == Array(bytes[..<224]))
    #expect(file.tensors.map(\.name) == ["weight", "scale"])
    #expect(file.tensors.map(\.elementType) == [.scalar(.f32), .scalar(.f16)])
    #expect(file.tensors.map(\.shape) == [[2, 3], [2]])
    #expect(file.tensors.map(\.byteRange) == [224..<248, 256..<260])
    #expect(file.parameterCount == 8)
    #expect(file.metadata.map(\.key) == ["general.architecture", "a.list", "general.alignment"])
    #expect(file.metadata.map(\.type) == [.string, .array, .uint32])
    #expect(file.metadata["general.architecture"] == .string("llama"))
    #expect(file.metadata["general.alignment"] == .unsigned(32))
    #expect(file.metadata["general.name"] == nil)
    #expect(file.segmentsTileTheFile)
    #expect(
      file.findings
        == (version == 2 && byteOrder == .big
          ? [
            Finding(
              .ggufByteOrder, .warning, offset: 4,
              "version 2 in big-endian order, which version 3 introduced")
          ] : []))
  }

  @Test("the content decides, not the name", arguments: ["a.gguf", "a.safetensors", "a", ""])
  func names(name: String) throws {
    let parsed = try WeightFile.parse(GGUFBuilder.tiny.bytes, name: UntrustedText(name))
    #expect(parsed.file.format == .gguf)
  }

  @Test("a file without entries and tensors is read, with its padding and without")
  func empty() throws {
    let bytes = GGUFBuilder().bytes
    #expect(bytes.count == 32)
    for count in 24...32 {
      let parsed = try WeightFile.parse(Array(bytes[..<count]))
      #expect(parsed.file.headerByteCount == UInt64(count))
      #expect(parsed.header.count == count)
      #expect(parsed.file.tensors.isEmpty)
      #expect(parsed.file.metadata.isEmpty)
      #expect(parsed.file.parameterCount == 0)
      #expect(parsed.file.segmentsTileTheFile)
      #expect(parsed.file.findings.map(\.id) == [.ggufKeyMissing])
    }
  }

  @Test("a file of metadata only, as the first of a split set, is read")
  func noTensors() throws {
    var builder = GGUFBuilder.tiny
    builder.tensors = []
    builder.entries += [
      .init("split.no", .uint16(0)), .init("split.count", .uint16(2)),
      .init("split.tensors.count", .int32(7)),
    ]
    let file = try WeightFile.parse(builder.bytes).file
    #expect(file.metadata["split.no"] == .unsigned(0))
    #expect(file.metadata["split.count"] == .unsigned(2))
    #expect(file.metadata["split.tensors.count"] == .signed(7))
    #expect(file.headerByteCount == file.byteCount)
    #expect(file.segmentsTileTheFile)
    #expect(file.findings == [])
  }

  // MARK: - Metadata

  /// A value of each type, in the order of their numbers.
  static let values: [GGUFBuilder.Value] = [
    .uint8(1), .int8(-1), .uint16(2), .int16(-2), .uint32(3), .int32(-3), .float32(0.5),
    .bool(1), .text("é"), .array(0, []), .uint64(4), .int64(-4), .float64(0.25),
  ]

  @Test(
    "all 13 types of values, and arrays of each, stand side by side",
    arguments: GGUFBuilder.ByteOrder.allCases)
  func valueTypes(byteOrder: GGUFBuilder.ByteOrder) throws {
    var builder = GGUFBuilder.tiny
    builder.byteOrder = byteOrder
    builder.entries = [.init("general.architecture", .text("llama"))]
    builder.entries += Self.values.map { .init("value.\($0.type)", $0) }
    for count in [0, 1, 2, 7] {
      builder.entries += Self.values.map {
        .init("array.\(count).\($0.type)", .array($0.type, Array(repeating: $0, count: count)))
      }
    }
    let (bytes, places) = builder.build()
    let file = try WeightFile.parse(bytes).file
    #expect(file.metadata.map(\.key.bytes) == builder.entries.map(\.key))
    #expect(file.metadata.map(\.type.rawValue) == builder.entries.map(\.value.type))
    #expect(file.headerByteCount == places.dataStart)
    #expect(file.tensors.map(\.byteRange) == places.tensors.map(\.data))
    #expect(file.segmentsTileTheFile)
    #expect(file.findings.map(\.id) == [.ggufArrayNested])
    for (entry, built) in zip(file.metadata, builder.entries) {
      guard case .array(let array) = entry.value,
        case .array(let type, let elements, _) = built.value
      else { continue }
      #expect(array.elementType.rawValue == type)
      #expect(array.count == UInt64(elements.count))
      #expect(
        array.elementBytes.elementsEqual(
          elements.flatMap { GGUFBuilder.encode($0, byteOrder) }))
    }
  }

  // MARK: - Tensors

  @Test(
    "every type of the table to 42 has its exact size, in both byte orders",
    arguments: GGUFBuilder.types.map(\.number), GGUFBuilder.ByteOrder.allCases)
  func elementTypes(number: UInt32, byteOrder: GGUFBuilder.ByteOrder) throws {
    let type = try #require(GGUFBuilder.types.first { $0.number == number })
    var builder = GGUFBuilder(
      [
        .init("general.architecture", .text("llama")),
        .init("general.quantization_version", .uint32(2)),
      ],
      [
        .init("one", number, [type.elementCount]),
        .init("many", number, [3 * type.elementCount, 5]), .init("last", 24, [1]),
      ])
    builder.byteOrder = byteOrder
    let (bytes, places) = builder.build()
    let file = try WeightFile.parse(bytes).file
    #expect(file.tensors[0].elementType.name == UntrustedText(type.name))
    #expect(file.tensors[1].elementType == file.tensors[0].elementType)
    #expect(file.tensors[0].byteRange.count == Int(type.byteCount))
    #expect(file.tensors[1].byteRange.count == Int(type.byteCount) * 15)
    #expect(file.tensors[1].elementCount == 15 * type.elementCount)
    #expect(file.tensors.map(\.byteRange) == places.tensors.map(\.data))
    #expect(file.segmentsTileTheFile)
    #expect(file.findings == [])
    if type.elementCount == 1 {
      #expect(file.tensors[0].elementType.bitCount == type.byteCount * 8)
    } else {
      guard case .block(let block) = file.tensors[0].elementType else {
        Issue.record("\(type.name) is no block type")
        return
      }
      #expect(block.ggmlNumber == number)
      #expect(file.tensors[0].elementType.bitCount == nil)
      // One element less is no whole block.
      builder.tensors[0].dimensions = [type.elementCount - 1]
      #expect(
        WeightFile.error(builder.bytes)
          == .gguf(
            .rowNotWholeBlocks(
              tensor: "one", rowCount: type.elementCount - 1, blockCount: type.elementCount)))
    }
  }

  @Test("every number to 42 is in the table of types or was removed")
  func everyNumber() {
    let numbers = GGUFBuilder.types.map(\.number) + GGUFBuilder.removedTypes.map(\.number)
    #expect(numbers.sorted() == Array(0...42))
  }

  @Test(
    "shapes come outermost first, of up to four dimensions",
    arguments: [[], [7], [7, 5], [7, 5, 3], [7, 5, 3, 2]] as [[UInt64]])
  func shapes(dimensions: [UInt64]) throws {
    var builder = GGUFBuilder.tiny
    builder.tensors[0].dimensions = dimensions
    let (bytes, places) = builder.build()
    let file = try WeightFile.parse(bytes).file
    #expect(file.tensors[0].shape == dimensions.reversed())
    #expect(file.tensors[0].elementCount == dimensions.reduce(1, *))
    #expect(file.tensors[0].byteRange == places.tensors[0].data)
    #expect(file.tensors[0].byteRange.count == 4 * Int(dimensions.reduce(1, *)))
    #expect(file.tensors[1].byteRange == places.tensors[1].data)
    #expect(file.findings == [])
    #expect(file.segmentsTileTheFile)
  }

  @Test("blocks go along the first dimension of the file, the last of the shape")
  func blocks() throws {
    var builder = GGUFBuilder.tiny
    builder.tensors[0] = .init("weight", 8, [64, 3])
    let file = try WeightFile.parse(builder.bytes).file
    #expect(file.tensors[0].shape == [3, 64])
    #expect(file.tensors[0].byteRange.count == 6 * 34)
    builder.tensors[0] = .init("weight", 8, [3, 64])
    #expect(
      WeightFile.error(builder.bytes)
        == .gguf(.rowNotWholeBlocks(tensor: "weight", rowCount: 3, blockCount: 32)))
  }

  @Test(
    "tensors without elements take no bytes and no padding",
    arguments: [[0], [0, 4], [4, 0], [0, 0, 0, 0], [32, 0, 3]] as [[UInt64]],
    [0, 24] as [UInt32])
  func emptyTensors(dimensions: [UInt64], type: UInt32) throws {
    var builder = GGUFBuilder.tiny
    builder.tensors.insert(.init("first", type, dimensions), at: 0)
    builder.tensors.insert(.init("middle", type, dimensions), at: 2)
    builder.tensors.append(.init("last", type, dimensions))
    let (bytes, places) = builder.build()
    let file = try WeightFile.parse(bytes).file
    #expect(file.tensors.map(\.byteRange) == places.tensors.map(\.data))
    #expect(file.tensors.map { $0.byteRange.count } == [0, 24, 0, 4, 0])
    #expect(file.tensors[0].elementCount == 0)
    #expect(file.tensors[0].shape == dimensions.reversed())
    #expect(file.parameterCount == 8)
    #expect(file.segmentsTileTheFile)
    #expect(file.findings == [])
  }

  @Test("a file of empty tensors only needs the padding before the data, and no data")
  func onlyEmptyTensors() throws {
    var builder = GGUFBuilder.tiny
    builder.tensors = [.init("a", 8, [0, 3]), .init("b", 8, [32, 0])]
    let (bytes, places) = builder.build()
    let file = try WeightFile.parse(bytes).file
    #expect(places.headerEnd % 32 != 0)
    #expect(file.headerByteCount == file.byteCount)
    #expect(file.tensors.map { $0.byteRange.isEmpty } == [true, true])
    #expect(file.segmentsTileTheFile)
    #expect(
      WeightFile.error(bytes.dropLast())
        == .gguf(
          .dataTruncated(expected: UInt64(bytes.count), actual: UInt64(bytes.count - 1))))
  }

  @Test(
    "data lies at multiples of general.alignment",
    arguments: [1, 2, 4, 8, 16, 32, 64, 4096] as [UInt32], GGUFBuilder.ByteOrder.allCases)
  func alignment(alignment: UInt32, byteOrder: GGUFBuilder.ByteOrder) throws {
    var builder = GGUFBuilder.tiny
    builder.byteOrder = byteOrder
    builder.entries[2].value = .uint32(alignment)
    builder.alignment = UInt64(alignment)
    builder.tensors = [.init("a", 24, [3]), .init("b", 25, [5]), .init("c", 24, [1])]
    let (bytes, places) = builder.build()
    let file = try WeightFile.parse(bytes).file
    #expect(file.headerByteCount == places.dataStart)
    #expect(file.tensors.map(\.byteRange) == places.tensors.map(\.data))
    #expect(file.tensors.allSatisfy { $0.byteRange.lowerBound % UInt64(alignment) == 0 })
    #expect(file.byteCount % UInt64(alignment) == 0)
    #expect(file.segmentsTileTheFile)
    #expect(
      file.findings
        == (alignment % 8 == 0
          ? []
          : [
            Finding(
              .ggufAlignment, .warning, offset: 134,
              "general.alignment is \(alignment), not a multiple of 8")
          ]))
  }

  @Test("without general.alignment it is 32, wherever the key stands it counts for all")
  func alignmentPlace() throws {
    var builder = GGUFBuilder.tiny
    builder.entries.removeLast()
    #expect(try WeightFile.parse(builder.bytes).file.headerByteCount % 32 == 0)
    #expect(try WeightFile.parse(builder.bytes).file.tensors[1].byteRange.lowerBound % 32 == 0)
    builder.entries.insert(.init("general.alignment", .uint32(256)), at: 0)
    builder.alignment = 256
    #expect(try WeightFile.parse(builder.bytes).file.headerByteCount == 256)
    // A key that only ends so, or begins so, is another key.
    builder.entries[0].key = Array("general.alignment2".utf8)
    builder.entries.append(.init("x.general.alignment", .int8(3)))
    builder.alignment = 32
    #expect(try WeightFile.parse(builder.bytes).file.tensors[1].byteRange.lowerBound % 256 != 0)
  }

  @Test("padding is a segment of its own")
  func segments() throws {
    let file = try WeightFile.parse(GGUFBuilder.tiny.bytes).file
    #expect(file.segments.map(\.kind) == [.header, .tensor(0), .padding, .tensor(1), .padding])
    #expect(
      file.segments.map(\.byteRange) == [0..<224, 224..<248, 248..<256, 256..<260, 260..<288])
  }

  @Test("names are kept as bytes, also those that are canonically equal or empty")
  func tensorNames() throws {
    var builder = GGUFBuilder.tiny
    builder.tensors = ["", "e\u{301}", "\u{E9}", "A", "a", " a", "../a", "日本"].map {
      .init($0, 24, [1])
    }
    let file = try WeightFile.parse(builder.bytes).file
    #expect(file.tensors.map(\.name.bytes) == builder.tensors.map(\.name))
    #expect(file.findings == [])
  }

  // MARK: - Findings

  /// A file that has one fault, and what must be found.
  struct Odd: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let finding: Finding
    var testDescription: String { finding.message }

    init(
      _ id: Finding.ID, at offset: UInt64?, _ message: String, _ change: (inout GGUFBuilder) -> Void
    ) {
      var file = GGUFBuilder.tiny
      change(&file)
      bytes = file.bytes
      finding = Finding(id, .warning, offset: offset, message)
    }
  }

  static let odds: [Odd] = [
    Odd(.ggufByteOrder, at: 4, "version 2 in big-endian order, which version 3 introduced") {
      $0.version = 2
      $0.byteOrder = .big
    },
    Odd(
      .ggufKeyStyle, at: 69,
      "metadata keys that are not lower-case words with dots: 1, first 'A.List'"
    ) { $0.entries[1].key = Array("A.List".utf8) },
    Odd(
      .ggufKeyStyle, at: 69,
      #"metadata keys that are not lower-case words with dots: 2, first 'a\nb'"#
    ) {
      $0.entries[1].key = Array("a\nb".utf8)
      $0.entries.append(.init("é", .uint8(0)))
    },
    Odd(.ggufKeyLength, at: 69, "a metadata key of 65536 bytes, above 65,535") {
      $0.entries[1].key = Array(repeating: UInt8(ascii: "a"), count: 65_536)
    },
    Odd(.ggufBoolValue, at: 87, "booleans that are neither 0 nor 1: in 1 values, first 'a.list'") {
      $0.entries[1].value = .bool(2)
    },
    // Elements lie 12 bytes behind the start of the array.
    Odd(.ggufBoolValue, at: 101, "booleans that are neither 0 nor 1: in 2 values, first 'a.list'") {
      $0.entries[1].value = .array(7, [.bool(0), .bool(1), .bool(255), .bool(3)])
      $0.entries.append(.init("b", .bool(9)))
    },
    Odd(
      .ggufArrayNested, at: 87,
      "arrays in arrays, which ggml's reader refuses: 1, first in 'a.list'"
    ) { $0.entries[1].value = .array(9, [.array(0, []), .array(8, [.text("x")])]) },
    Odd(.ggufAlignment, at: 134, "general.alignment is 4, not a multiple of 8") {
      $0.entries[2].value = .uint32(4)
      $0.alignment = 4
    },
    Odd(
      .ggufTensorName, at: 138,
      "tensor names of 64 bytes, which ggml's reader refuses: 1, first '"
        + String(repeating: "w", count: 64) + "'"
    ) { $0.tensors[0].name = Array(repeating: UInt8(ascii: "w"), count: 64) },
    Odd(
      .ggufTensorName, at: 138,
      #"tensor names with a NUL, at which readers in C end them: 1, first 'w\u{0}x'"#
    ) { $0.tensors[0].name = Array("w\0x".utf8) },
    Odd(.ggufTensorName, at: 138, #"tensor names that are not UTF-8: 1, first 'w\xff'"#) {
      $0.tensors[0].name = [UInt8(ascii: "w"), 0xFF]
    },
    Odd(
      .ggufPaddingNonzero, at: 221, "padding that is not zero: in 1 places, first after the header"
    ) {
      let data = $0.build()
      $0.data = Array(data.bytes[224...])
      $0.paddingByte = 1
    },
    Odd(
      .ggufPaddingNonzero, at: 248,
      "padding that is not zero: in 1 places, first behind tensor 'weight'"
    ) {
      var data = Array($0.bytes[224...])
      data[31] = 1
      $0.data = data
    },
    Odd(
      .ggufPaddingNonzero, at: 221, "padding that is not zero: in 3 places, first after the header"
    ) { $0.paddingByte = 0xFF },
    Odd(.ggufTrailingBytes, at: 288, "1 bytes follow the last tensor") {
      $0.data = Array($0.bytes[224...]) + [0]
    },
    Odd(.ggufTrailingBytes, at: 288, "4096 bytes follow the last tensor") {
      $0.data = Array($0.bytes[224...]) + [UInt8](repeating: 7, count: 4096)
    },
    // Without its two tensors the header ends at 138.
    Odd(.ggufTrailingBytes, at: 160, "2 bytes follow the header, and there are no tensors") {
      $0.tensors = []
      $0.data = [1, 2]
    },
    Odd(.ggufKeyMissing, at: nil, "general.architecture is not stated") {
      $0.entries[0].key = Array("general.architectures".utf8)
    },
    Odd(
      .ggufKeyMissing, at: nil,
      "tensors are quantised and general.quantization_version is not stated"
    ) { $0.tensors[0] = .init("weight", 8, [32, 2]) },
  ]

  @Test("what the specification is against is found, and nothing else", arguments: odds)
  func findings(odd: Odd) throws {
    let file = try WeightFile.parse(odd.bytes).file
    #expect(file.findings == [odd.finding])
    #expect(file.segmentsTileTheFile)
  }

  @Test("a file that does everything at once has a finding for each, in one order")
  func allFindings() throws {
    var builder = GGUFBuilder.tiny
    builder.version = 2
    builder.byteOrder = .big
    builder.paddingByte = 1
    builder.entries = [
      .init("A", .array(9, [.array(7, [.bool(2)])])),
      .init(String(repeating: "a", count: 70_000), .bool(1)),
      .init("general.alignment", .uint32(4)),
    ]
    builder.alignment = 4
    builder.tensors = [.init("", 8, [32]), .init("x\0", 24, [1]), .init("y", 24, [1])]
    builder.tensors[0].name = Array(repeating: UInt8(ascii: "w"), count: 64)
    builder.tensors[2].name = [0x80]
    let file = try WeightFile.parse(builder.bytes + [0]).file
    #expect(
      file.findings.map(\.id) == [
        .ggufByteOrder, .ggufKeyStyle, .ggufKeyLength, .ggufBoolValue, .ggufArrayNested,
        .ggufAlignment, .ggufTensorName, .ggufTensorName, .ggufTensorName, .ggufPaddingNonzero,
        .ggufTrailingBytes, .ggufKeyMissing, .ggufKeyMissing,
      ])
    #expect(file.findings.allSatisfy { $0.severity == .warning })
  }

  @Test(
    "keys as releases have them, and of 65,535 bytes, are not odd",
    arguments: [
      "a", "general.base_model.0.name", "tokenizer.ggml.tokens", "command-r.block_count", "0.9_z",
      String(repeating: "k", count: 65_535),
    ])
  func plainKeys(key: String) throws {
    var builder = GGUFBuilder.tiny
    builder.entries[1].key = Array(key.utf8)
    #expect(try WeightFile.parse(builder.bytes).file.findings == [])
  }

  @Test("a name of 63 bytes is not odd")
  func longName() throws {
    var builder = GGUFBuilder.tiny
    builder.tensors[0].name = Array(repeating: UInt8(ascii: "w"), count: 63)
    #expect(try WeightFile.parse(builder.bytes).file.findings == [])
  }

  @Test("scalar types need no quantisation version", arguments: [0, 1, 24, 25, 26, 27, 28, 30])
  func unquantised(type: UInt32) throws {
    var builder = GGUFBuilder.tiny
    builder.tensors[0].type = type
    #expect(try WeightFile.parse(builder.bytes).file.findings == [])
  }

  @Test("no more than 64 KiB of one padding are looked at")
  func longPadding() throws {
    var builder = GGUFBuilder.tiny
    builder.entries[2].value = .uint32(1 << 17)
    builder.alignment = 1 << 17
    builder.tensors = [.init("a", 24, [1]), .init("b", 24, [1])]
    let (bytes, places) = builder.build()
    let end = Int(places.tensors[0].data.upperBound)
    for (offset, isFound) in [(0, true), (65_535, true), (65_536, false)] {
      var bytes = bytes
      bytes[end + offset] = 1
      let findings = try WeightFile.parse(bytes).file.findings
      #expect(findings.map(\.id) == (isFound ? [.ggufPaddingNonzero] : []))
    }
  }
}
