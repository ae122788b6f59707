// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightFormats

/// Every rule of GGUF, broken once by a damaged twin of `GGUFBuilder.tiny`.
@Suite("GGUF errors")
struct GGUFErrorTests {
  /// A damaged file, and what reading it must come to.
  struct Twin: Sendable, CustomTestStringConvertible {
    let fault: String
    let bytes: [UInt8]
    let error: GGUFError
    let sentence: String
    let offset: UInt64?
    var testDescription: String { fault }

    init(
      _ fault: String, _ bytes: [UInt8], _ error: GGUFError, at offset: UInt64?, _ sentence: String
    ) {
      self.fault = fault
      self.bytes = bytes
      self.error = error
      self.sentence = sentence
      self.offset = offset
    }

    /// A twin of `tiny` that differs by what `change` does.
    init(
      _ fault: String, _ change: (inout GGUFBuilder) -> Void, _ error: GGUFError,
      at offset: UInt64?, _ sentence: String
    ) {
      var file = GGUFBuilder.tiny
      change(&file)
      self.init(fault, file.bytes, error, at: offset, sentence)
    }
  }

  @Test("the good file of which the others are twins is read")
  func good() throws {
    let (bytes, places) = GGUFBuilder.tiny.build()
    // The twins below state these offsets.
    #expect(bytes.count == 288)
    #expect(places.entries.map(\.key) == [24, 69, 105])
    #expect(places.entries.map(\.type) == [52, 83, 130])
    #expect(places.entries.map(\.value) == [56, 87, 134])
    #expect(places.tensors.map(\.name) == [138, 184])
    #expect(places.tensors.map(\.rank) == [152, 197])
    #expect(places.tensors.map(\.dimensions) == [156, 201])
    #expect(places.tensors.map(\.type) == [172, 209])
    #expect(places.tensors.map(\.offset) == [176, 213])
    #expect(places.headerEnd == 221)
    #expect(places.dataStart == 224)
    let parsed = try WeightFile.parse(bytes)
    #expect(parsed.file.findings == [])
  }

  /// So many arrays, each the only element of the one around it.
  static func nested(_ depth: Int) -> GGUFBuilder.Value {
    (1..<depth).reduce(GGUFBuilder.Value.array(0, [])) { value, _ in .array(9, [value]) }
  }

  static let twins: [Twin] = [
    Twin(
      "cut off inside the second count", Array(GGUFBuilder.tiny.bytes[..<23]),
      .endsInHeader(offset: 16, needed: 8, remaining: 7), at: 16,
      "the file ends inside its header: 8 bytes are needed at byte 16, 7 are there"),
    Twin(
      "a string that is longer than the rest of the file", { $0.tensors[1].nameByteCount = 97 },
      .endsInHeader(offset: 192, needed: 97, remaining: 96), at: 192,
      "the file ends inside its header: 97 bytes are needed at byte 192, 96 are there"),
    Twin(
      "version 0", { $0.version = 0 }, .versionZero, at: 4, "GGUF version 0 does not exist"),
    Twin(
      "version 1", { $0.version = 1 }, .versionUnsupported(1), at: 4,
      "GGUF version 1, which no current reader takes"),
    Twin(
      "version 4", { $0.version = 4 }, .versionUnsupported(4), at: 4,
      "GGUF version 4, newer than the 3 that is known"),
    Twin(
      "version 4 in the other byte order",
      {
        $0.version = 4
        $0.byteOrder = .big
      }, .versionUnsupported(4), at: 4, "GGUF version 4, newer than the 3 that is known"),
    Twin(
      "the highest version", { $0.version = .max }, .versionUnsupported(.max), at: 4,
      "GGUF version 4294967295, newer than the 3 that is known"),
    // 264 bytes follow the counts, and 18 entries of 14 bytes would fit into 252.
    Twin(
      "one entry more than there is room for", { $0.statedEntryCount = 19 },
      .metadataCountTooLarge(19, remaining: 264), at: 16,
      "19 metadata entries are announced, and 264 bytes follow"),
    // The three entries take 42 bytes at least; 9 tensors of 24 bytes would fit into 222.
    Twin(
      "one tensor more than there is room for", { $0.statedTensorCount = 10 },
      .tensorCountTooLarge(10, remaining: 264), at: 8,
      "10 tensors are announced, and 264 bytes follow"),
    Twin(
      "a key of 1 GiB and a byte", { $0.entries[0].keyByteCount = (1 << 30) + 1 },
      .stringTooLong(byteCount: (1 << 30) + 1, offset: 24), at: 24,
      "a string of 1073741825 bytes at byte 24, more than GGUF's readers take"),
    Twin(
      "a key without a name", { $0.entries[1].key = [] }, .keyEmpty(offset: 69), at: 69,
      "a metadata key without a name at byte 69"),
    Twin(
      "a key twice", { $0.entries[1].key = $0.entries[0].key },
      .keyDuplicate("general.architecture", offset: 69), at: 69,
      "the metadata key 'general.architecture' stands twice, at byte 69"),
    Twin(
      "a value of type 13", { $0.entries[0].type = 13 },
      .valueTypeUnknown(13, key: "general.architecture", offset: 52), at: 52,
      "the metadata value of 'general.architecture' has type 13, which GGUF does not define, "
        + "at byte 52"),
    Twin(
      "an array of type 13", { $0.entries[1].value = .array(13, []) },
      .valueTypeUnknown(13, key: "a.list", offset: 87), at: 87,
      "the metadata value of 'a.list' has type 13, which GGUF does not define, at byte 87"),
    // Behind the array's count at 91 are 189 bytes: 94 elements of two bytes.
    Twin(
      "one element more than there is room for",
      { $0.entries[1].value = .array(2, [.uint16(1), .uint16(2), .uint16(3)], count: 95) },
      .arrayTooLong(count: 95, key: "a.list", offset: 87), at: 87,
      "the array of 'a.list' announces 95 elements, more than it can have, at byte 87"),
    Twin(
      "arrays nested 65 deep", { $0.entries[1].value = nested(65) },
      .arrayTooDeep(limit: 64, key: "a.list", offset: 855), at: 855,
      "the arrays of 'a.list' are nested deeper than 64 levels, at byte 855"),
    Twin(
      "an alignment of type i32", { $0.entries[2].value = .int32(32) },
      .alignmentNotUInt32(offset: 134), at: 134, "general.alignment is not a u32, at byte 134"),
    Twin(
      "an alignment of 48", { $0.entries[2].value = .uint32(48) },
      .alignmentNotPowerOfTwo(48, offset: 134), at: 134,
      "general.alignment is 48, not a power of two, at byte 134"),
    Twin(
      "a tensor's name of 65 bytes",
      { $0.tensors[0].name = Array(repeating: UInt8(ascii: "w"), count: 65) },
      .tensorNameTooLong(byteCount: 65, offset: 138), at: 138,
      "a tensor's name of 65 bytes at byte 138, more than the 64 that GGUF allows"),
    Twin(
      "a tensor's name twice", { $0.tensors[1].name = $0.tensors[0].name },
      .tensorNameDuplicate("weight", offset: 184), at: 184,
      "the tensor 'weight' stands twice, at byte 184"),
    Twin(
      "a tensor's name twice up to the NUL", { $0.tensors[1].name = Array("weight\0.x".utf8) },
      .tensorNameDuplicate("weight\0.x", offset: 184), at: 184,
      #"the tensor 'weight\u{0}.x' stands twice, at byte 184"#),
    Twin(
      "five dimensions", { $0.tensors[0].dimensions = [3, 2, 1, 1, 1] },
      .dimensionCount(5, tensor: "weight", offset: 152), at: 152,
      "tensor 'weight' has 5 dimensions, more than the 4 that GGUF allows, at byte 152"),
    Twin(
      "a dimension of 2^63", { $0.tensors[0].dimensions = [3, 1 << 63] },
      .dimensionNegative(1 << 63, tensor: "weight", offset: 164), at: 164,
      "tensor 'weight' has a dimension of 9223372036854775808, beyond a signed 64-bit number, "
        + "at byte 164"),
    Twin(
      "2^64 elements", { $0.tensors[0].dimensions = [1 << 32, 1 << 32] },
      .sizeOverflow(tensor: "weight", offset: 152), at: 152,
      "the size of tensor 'weight' does not fit 63 bits"),
    Twin(
      "2^63 bytes", { $0.tensors[0].dimensions = [1 << 30, 1 << 31] },
      .sizeOverflow(tensor: "weight", offset: 152), at: 152,
      "the size of tensor 'weight' does not fit 63 bits"),
    Twin(
      "a type that was removed", { $0.tensors[0].type = 4 },
      .elementTypeRemoved("Q4_2", tensor: "weight", offset: 172), at: 172,
      "tensor 'weight' has the type Q4_2, which was taken out of GGUF"),
    Twin(
      "type 43", { $0.tensors[0].type = 43 },
      .elementTypeUnknown(43, tensor: "weight", offset: 172), at: 172,
      "tensor 'weight' has type 43, which ggml did not define when this version was made: newer, "
        + "or private to a fork"),
    Twin(
      "type -1", { $0.tensors[0].type = .max },
      .elementTypeNegative(.max, tensor: "weight", offset: 172), at: 172,
      "tensor 'weight' has type -1, and no type is negative"),
    Twin(
      "a row that ends inside a block", { $0.tensors[0] = .init("weight", 8, [33, 32]) },
      .rowNotWholeBlocks(tensor: "weight", rowCount: 33, blockCount: 32), at: nil,
      "a row of tensor 'weight' has 33 elements, not a multiple of its block of 32"),
    Twin(
      "a scalar of blocks", { $0.tensors[0] = .init("weight", 8, []) },
      .rowNotWholeBlocks(tensor: "weight", rowCount: 1, blockCount: 32), at: nil,
      "a row of tensor 'weight' has 1 elements, not a multiple of its block of 32"),
    Twin(
      "an offset without padding", { $0.tensors[1].offset = 24 },
      .offsetWrong(tensor: "scale", stated: 24, expected: 32, offset: 213), at: 213,
      "the data of tensor 'scale' begins at 24, and the data before it ends at 32"),
    Twin(
      "a gap", { $0.tensors[1].offset = 64 },
      .offsetWrong(tensor: "scale", stated: 64, expected: 32, offset: 213), at: 213,
      "the data of tensor 'scale' begins at 64, and the data before it ends at 32"),
    Twin(
      "padding that overflows 63 bits",
      { $0.tensors[0] = .init("weight", 24, [UInt64(Int64.max)]) },
      .dataOverflow(tensor: "weight"), at: nil,
      "the sizes of the tensors up to 'weight' do not fit 63 bits together"),
    Twin(
      "the last byte of the last padding lost", Array(GGUFBuilder.tiny.bytes.dropLast()),
      .dataTruncated(expected: 288, actual: 287), at: 287,
      "the file is truncated: 287 bytes of 288"),
    Twin(
      "all data lost", { $0.data = [] }, .dataTruncated(expected: 288, actual: 224), at: 224,
      "the file is truncated: 224 bytes of 288"),
  ]

  @Test("a damaged twin is refused by the rule that it breaks", arguments: twins)
  func twin(twin: Twin) {
    #expect(WeightFile.error(twin.bytes, name: "model.gguf") == .gguf(twin.error))
    #expect(twin.error.description == twin.sentence)
    #expect(twin.error.offset == twin.offset)
    #expect(WeightFormatError.gguf(twin.error).description == twin.sentence)
    #expect(WeightFormatError.gguf(twin.error).offset == twin.offset)
  }

  @Test(
    "a header of more than 256 MiB is not read",
    arguments: [
      GGUFBuilder.Value.array(0, [], count: 1 << 30), .array(2, [], count: 1 << 29),
    ])
  func headerTooLarge(value: GGUFBuilder.Value) throws {
    let file = GGUFBuilder([.init("a", value)])
    let scratch = try ScratchFile(file.bytes)
    try scratch.resize(to: 3 << 30)
    let error = #expect(throws: WeightFormatError.self) {
      try scratch.map().withBytes { _ = try WeightFile.parse($0, name: "model.gguf") }
    }
    #expect(error == .gguf(.headerTooLarge(limit: 256 << 20)))
    #expect(error?.offset == nil)
    #expect(error?.description == "the header has more than the 268435456 bytes that are read")
    #expect(error?.isUnsupported == true)
  }

  @Test("padding before the data that goes beyond 256 MiB is not read")
  func paddingTooLarge() throws {
    var file = GGUFBuilder(
      [.init("general.alignment", .uint32(1 << 31))], [.init("a", 24, [0])])
    file.alignment = 1
    let scratch = try ScratchFile(file.bytes)
    try scratch.resize(to: 1 << 31)
    let error = #expect(throws: WeightFormatError.self) {
      try scratch.map().withBytes { _ = try WeightFile.parse($0, name: "model.gguf") }
    }
    #expect(error == .gguf(.headerTooLarge(limit: 256 << 20)))
  }

  @Test("every rule has a twin that breaks it")
  func allRules() {
    // `String(describing:)` would use the sentence; the case's name is the mirror's label, but for
    // a case without values.
    let names = Set(
      Self.twins.map { Mirror(reflecting: $0.error).children.first?.label ?? "versionZero" })
    #expect(
      names.union(["headerTooLarge"]) == [
        "endsInHeader", "headerTooLarge", "versionZero", "versionUnsupported",
        "metadataCountTooLarge", "tensorCountTooLarge", "stringTooLong", "keyEmpty",
        "keyDuplicate", "valueTypeUnknown", "arrayTooLong", "arrayTooDeep", "alignmentNotUInt32",
        "alignmentNotPowerOfTwo", "tensorNameTooLong", "tensorNameDuplicate", "dimensionCount",
        "dimensionNegative", "sizeOverflow", "elementTypeRemoved", "elementTypeUnknown",
        "elementTypeNegative", "rowNotWholeBlocks", "offsetWrong", "dataOverflow", "dataTruncated",
      ])
  }

  @Test("what a later version may read is told apart from what is broken", arguments: twins)
  func unsupported(twin: Twin) {
    let isUnsupported =
      switch twin.error {
      case .versionUnsupported, .elementTypeUnknown, .arrayTooDeep: true
      default: false
      }
    let error = WeightFormatError.gguf(twin.error)
    #expect(error.isUnsupported == isUnsupported)
    let finding = error.finding(path: "model.gguf")
    #expect(finding.id == (isUnsupported ? .fileUnsupported : .fileMalformed))
    #expect(finding.severity == (isUnsupported ? .warning : .error))
    #expect(finding.offset == twin.offset)
    #expect(finding.message == twin.sentence)
  }

  @Test("names are escaped in sentences")
  func escapedNames() {
    var file = GGUFBuilder.tiny
    file.tensors[0].name = Array("a\u{1B}[31m\n\u{202E}".utf8) + [0xFF]
    file.tensors[0].dimensions = [1 << 62, 4]
    #expect(
      WeightFile.error(file.bytes)?.description
        == #"the size of tensor 'a\u{1b}[31m\n\u{202e}\xff' does not fit 63 bits"#)
  }

  // MARK: - The table of types

  @Test("every type that was taken out of ggml is refused by its name", arguments: 0..<8)
  func removedTypes(index: Int) {
    let (number, name) = GGUFBuilder.removedTypes[index]
    var file = GGUFBuilder.tiny
    file.tensors[0].type = number
    #expect(
      WeightFile.error(file.bytes)
        == .gguf(.elementTypeRemoved(name, tensor: "weight", offset: 172)))
  }

  @Test(
    "a type that ggml does not define is unsupported, and a negative one is broken",
    arguments: [
      43, 44, 144, 255, 256, (1 << 31) - 1, 1 << 31, (1 << 31) + 1, .max - 1, .max,
    ] as [UInt32], [GGUFBuilder.ByteOrder.little, .big])
  func unknownTypes(number: UInt32, byteOrder: GGUFBuilder.ByteOrder) {
    var file = GGUFBuilder.tiny
    file.byteOrder = byteOrder
    file.tensors[0].type = number
    let error = WeightFile.error(file.bytes)
    if number < 1 << 31 {
      #expect(error == .gguf(.elementTypeUnknown(number, tensor: "weight", offset: 172)))
      #expect(error?.isUnsupported == true)
    } else {
      #expect(error == .gguf(.elementTypeNegative(number, tensor: "weight", offset: 172)))
      #expect(error?.isUnsupported == false)
    }
  }

  // MARK: - Edges

  @Test("18 entries and 9 tensors would fit, and are looked for")
  func countsThatFit() {
    var file = GGUFBuilder.tiny
    file.statedTensorCount = 0
    file.statedEntryCount = 18
    // The first tensor is read as a fourth entry, whose type u16 is the number of dimensions; the
    // fifth begins inside the first dimension, and its length ends with the second.
    #expect(
      WeightFile.error(file.bytes) == .gguf(.stringTooLong(byteCount: 2 << 48, offset: 158)))
    file.statedEntryCount = nil
    file.statedTensorCount = 9
    // The third tensor is read from the padding on: its length is three zeros and five bytes of
    // data.
    #expect(
      WeightFile.error(file.bytes)
        == .gguf(.stringTooLong(byteCount: 0xA902_5BB4_0D00_0000, offset: 221)))
  }

  @Test("a string of 1 GiB is looked for, and a byte more is not", arguments: [0, 1] as [UInt64])
  func stringLimit(more: UInt64) {
    var file = GGUFBuilder.tiny
    file.entries[0].keyByteCount = (1 << 30) + more
    let expected: GGUFError =
      more == 0
      ? .endsInHeader(offset: 32, needed: 1 << 30, remaining: 256)
      : .stringTooLong(byteCount: (1 << 30) + 1, offset: 24)
    #expect(WeightFile.error(file.bytes) == .gguf(expected))
  }

  @Test(
    "an array may fill the rest of the file, and not a byte more", arguments: 0..<UInt32(13))
  func arrayLimit(type: UInt32) throws {
    let sizes: [UInt64] = [1, 1, 2, 2, 4, 4, 4, 1, 8, 12, 8, 8, 8]
    let size = sizes[Int(type)]
    // Zeros are good elements of every type: empty strings, and empty arrays of u8.
    let file = GGUFBuilder([
      .init("a", .raw(9, GGUFBuilder.encode(.array(type, [], count: 3), .little)))
    ])
    let zeros = [UInt8](repeating: 0, count: Int(size) * 3)
    var head = file
    head.alignment = 1
    let good = head.bytes + zeros
    let entry = try #require(try WeightFile.parse(good).file.metadata.first)
    guard case .array(let array) = entry.value else {
      Issue.record("no array")
      return
    }
    #expect(array.count == 3)
    #expect(array.elementBytes.elementsEqual(zeros))
    #expect(
      WeightFile.error(good.dropLast())
        == .gguf(.arrayTooLong(count: 3, key: "a", offset: 37)))
  }

  @Test("arrays 64 deep are read")
  func deepestArray() throws {
    var file = GGUFBuilder.tiny
    file.entries[1].value = Self.nested(64)
    let parsed = try WeightFile.parse(file.bytes).file
    #expect(parsed.findings.map(\.id) == [.ggufArrayNested])
  }

  @Test(
    "an alignment that is no power of two is refused",
    arguments: [0, 3, 5, 6, 7, 9, 12, 13, 24, 31, 33, 48, (1 << 31) + 1, .max] as [UInt32],
    [GGUFBuilder.ByteOrder.little, .big])
  func alignments(alignment: UInt32, byteOrder: GGUFBuilder.ByteOrder) {
    var file = GGUFBuilder.tiny
    file.byteOrder = byteOrder
    file.entries[2].value = .uint32(alignment)
    #expect(
      WeightFile.error(file.bytes)
        == .gguf(.alignmentNotPowerOfTwo(UInt64(alignment), offset: 134)))
  }

  @Test("an alignment of any type but u32 is refused", arguments: 0..<UInt32(13))
  func alignmentTypes(type: UInt32) {
    guard type != 4 else { return }
    var file = GGUFBuilder.tiny
    file.entries[2].value =
      switch type {
      case 8: .text("32")
      case 9: .array(4, [.uint32(32)])
      case 0, 1, 7: .raw(type, [1])
      case 2, 3: .raw(type, [32, 0])
      case 10, 11, 12: .raw(type, [32, 0, 0, 0, 0, 0, 0, 0])
      default: .raw(type, [32, 0, 0, 0])
      }
    #expect(WeightFile.error(file.bytes) == .gguf(.alignmentNotUInt32(offset: 134)))
  }

  @Test(
    "dimensions are refused as soon as their product or the bytes pass 2^63 - 1",
    arguments: [
      // Elements 2^63 - 1 of one byte: they fit, and their padding does not.
      (24, [UInt64(Int64.max)], .dataOverflow(tensor: "weight")),
      (24, [1 << 63], .dimensionNegative(1 << 63, tensor: "weight", offset: 156)),
      (24, [1 << 31, 1 << 32], .sizeOverflow(tensor: "weight", offset: 152)),
      // 2^62 bytes fit; the data is not there.
      (
        24, [1 << 31, 1 << 31],
        .offsetWrong(
          tensor: "scale", stated: 0, expected: 1 << 62, offset: 213)
      ),
      (25, [1 << 62], .sizeOverflow(tensor: "weight", offset: 152)),
      (
        25, [(1 << 62) - 32],
        .offsetWrong(
          tensor: "scale", stated: 0, expected: (1 << 63) - 64, offset: 213)
      ),
      (27, [1 << 60], .sizeOverflow(tensor: "weight", offset: 152)),
      // 2^58 blocks of 34 bytes are more than 2^63; 2^57 are not.
      (8, [1 << 63 - 32], .sizeOverflow(tensor: "weight", offset: 152)),
      (
        8, [1 << 62],
        .offsetWrong(
          tensor: "scale", stated: 0, expected: (1 << 57) * 34, offset: 213)
      ),
      // An empty tensor has strides all the same.
      (24, [0, 1 << 62, 2], .sizeOverflow(tensor: "weight", offset: 152)),
      (24, [1 << 62, 2, 0], .sizeOverflow(tensor: "weight", offset: 152)),
    ] as [(UInt32, [UInt64], GGUFError)])
  func overflows(type: UInt32, dimensions: [UInt64], error: GGUFError) {
    var file = GGUFBuilder.tiny
    file.tensors[0].type = type
    file.tensors[0].dimensions = dimensions
    file.tensors[1].offset = 0
    // With one or three dimensions everything behind them moves by 8 bytes.
    var expected = error
    if case .offsetWrong(let tensor, let stated, let end, let offset) = error {
      expected = .offsetWrong(
        tensor: tensor, stated: stated, expected: end,
        offset: offset - 16 + UInt64(dimensions.count) * 8)
    }
    #expect(WeightFile.error(file.bytes) == .gguf(expected))
  }

  @Test("the lowest wrong offset and the highest are refused", arguments: [1, .max] as [UInt64])
  func firstOffset(offset: UInt64) {
    var file = GGUFBuilder.tiny
    file.tensors[0].offset = offset
    #expect(
      WeightFile.error(file.bytes)
        == .gguf(.offsetWrong(tensor: "weight", stated: offset, expected: 0, offset: 176)))
  }

  // MARK: - Order of the checks

  @Test(
    "of two faults the one that stands first in the file is told",
    arguments: [
      Twin(
        "an unknown version and counts too large",
        {
          $0.version = 9
          $0.statedTensorCount = .max
        }, .versionUnsupported(9), at: 4, ""),
      Twin(
        "both counts too large",
        {
          $0.statedTensorCount = .max
          $0.statedEntryCount = .max
        }, .metadataCountTooLarge(.max, remaining: 264), at: 16, ""),
      Twin(
        "a key twice, and an alignment that is none",
        {
          $0.entries[1].key = $0.entries[0].key
          $0.entries[2].value = .uint32(0)
        }, .keyDuplicate("general.architecture", offset: 69), at: 69, ""),
      Twin(
        "an alignment that is none, and a type that is none",
        {
          $0.entries[2].value = .uint32(0)
          $0.tensors[0].type = 99
        }, .alignmentNotPowerOfTwo(0, offset: 134), at: 134, ""),
      Twin(
        "an unknown type in the first tensor, a long name in the second",
        {
          $0.tensors[0].type = 99
          $0.tensors[1].name = Array(repeating: 1, count: 99)
        }, .elementTypeUnknown(99, tensor: "weight", offset: 172), at: 172, ""),
      Twin(
        "a wrong offset and lost data",
        {
          $0.tensors[1].offset = 1
          $0.data = []
        }, .offsetWrong(tensor: "scale", stated: 1, expected: 32, offset: 213), at: 213, ""),
    ])
  func order(twin: Twin) {
    #expect(WeightFile.error(twin.bytes) == .gguf(twin.error))
  }
}
