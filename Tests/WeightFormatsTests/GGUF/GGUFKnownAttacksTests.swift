// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightFormats

/// Files that made other readers of GGUF crash, leak or read what is not theirs.
@Suite("known attacks on readers of GGUF")
struct GGUFKnownAttacksTests {
  private static func error(_ change: (inout GGUFBuilder) -> Void) -> WeightFormatError? {
    var file = GGUFBuilder.tiny
    change(&file)
    return WeightFile.error(file.bytes, name: "model.gguf")
  }

  /// Numbers that wrap when they are multiplied with the size of a record, and their neighbours.
  static let wrapping: [UInt64] = [
    .max, .max - 1, 1 << 63, (1 << 63) - 1, (1 << 62) + 1, 1 << 62, (1 << 61) + 1, 1 << 61,
    (1 << 60) + 1, 1 << 60, .max / 14 + 1, .max / 24 + 1, 1 << 32, (1 << 32) + 2,
  ]

  // MARK: - Lengths and counts that wrap

  // Cisco Talos, January 2024, fixed in ggml PR 709: CVE-2024-21802, CVE-2024-21825,
  // CVE-2024-21836, CVE-2024-23496 and CVE-2024-23605.
  @Test("Talos, January 2024: the length of a string plus one wraps", arguments: wrapping)
  func stringLength(count: UInt64) {
    let key = Self.error { $0.entries[0].keyByteCount = count }
    #expect(key == .gguf(.stringTooLong(byteCount: count, offset: 24)))
    let name = Self.error { $0.tensors[0].nameByteCount = count }
    #expect(name == .gguf(.stringTooLong(byteCount: count, offset: 138)))
    let length = GGUFBuilder.encode(.uint64(count), .little)
    let value = Self.error { $0.entries[0].value = .raw(8, length) }
    #expect(value == .gguf(.stringTooLong(byteCount: count, offset: 56)))
    let element = Self.error { $0.entries[1].value = .array(8, [.text("x"), .raw(8, length)]) }
    #expect(element == .gguf(.stringTooLong(byteCount: count, offset: 108)))
  }

  @Test("Talos, January 2024: the length of a string goes past the end of the file")
  func stringPastEnd() {
    // 256 bytes follow the length of the first key.
    #expect(
      Self.error { $0.entries[0].keyByteCount = 257 }
        == .gguf(.endsInHeader(offset: 32, needed: 257, remaining: 256)))
    #expect(
      Self.error { $0.entries[0].keyByteCount = 1 << 30 }
        == .gguf(.endsInHeader(offset: 32, needed: 1 << 30, remaining: 256)))
  }

  @Test(
    "Talos, January 2024: the elements of an array times their size wrap", arguments: wrapping,
    0..<UInt32(13))
  func arrayCount(count: UInt64, type: UInt32) {
    let error = Self.error { $0.entries[1].value = .array(type, [], count: count) }
    #expect(error == .gguf(.arrayTooLong(count: count, key: "a.list", offset: 87)))
    let inner = Self.error {
      $0.entries[1].value = .array(9, [.array(type, [], count: count)])
    }
    #expect(inner == .gguf(.arrayTooLong(count: count, key: "a.list", offset: 99)))
  }

  @Test("Talos, January 2024: the number of entries times their size wraps", arguments: wrapping)
  func entryCount(count: UInt64) {
    let error = Self.error { $0.statedEntryCount = count }
    #expect(error == .gguf(.metadataCountTooLarge(count, remaining: 264)))
  }

  @Test("Talos, January 2024: the number of tensors times their size wraps", arguments: wrapping)
  func tensorCount(count: UInt64) {
    let error = Self.error { $0.statedTensorCount = count }
    #expect(error == .gguf(.tensorCountTooLarge(count, remaining: 264)))
  }

  @Test(
    "Talos, January 2024: the product of the dimensions wraps",
    arguments: [
      [1 << 62, 4], [1 << 62, 2, 2, 1], [(1 << 62) + 1, 4], [(1 << 61) + 1, 8], [3, 1 << 62],
      [1 << 21, 1 << 21, 1 << 21, 2], [(1 << 63) - 1, (1 << 63) - 1, (1 << 63) - 1, 3],
    ] as [[UInt64]])
  func dimensions(dimensions: [UInt64]) {
    let error = Self.error { $0.tensors[0].dimensions = dimensions }
    #expect(error == .gguf(.sizeOverflow(tensor: "weight", offset: 152)))
  }

  @Test("counts that a sparse file has room for reserve no memory", .timeLimit(.minutes(1)))
  func sparseFile() throws {
    // 2^35 tensors and more would fit a terabyte; the first has two names of a kind.
    var file = GGUFBuilder.tiny
    let byteCount = 1 << 40
    file.statedTensorCount = UInt64(byteCount) / 24 - 100
    let scratch = try ScratchFile(file.bytes)
    try scratch.resize(to: byteCount)
    let map = try scratch.map()
    let error = #expect(throws: WeightFormatError.self) {
      try map.withBytes { _ = try WeightFile.parse($0, name: "model.gguf") }
    }
    // The third tensor is read from the padding and the data.
    #expect(error != nil)
    file.statedTensorCount = nil
    file.statedEntryCount = UInt64(byteCount) / 14 - 100
    try scratch.write(file.bytes, at: 0)
    let other = #expect(throws: WeightFormatError.self) {
      try map.withBytes { _ = try WeightFile.parse($0, name: "model.gguf") }
    }
    #expect(other != nil)
  }

  // MARK: - Sizes that wrap

  @Test("CVE-2025-53630: the sum of the sizes of tensors wraps")
  func sumOfSizes() {
    let huge: UInt64 = 1 << 62
    let error = Self.error {
      $0.tensors = (0..<5).map {
        .init("t\($0)", 24, [huge], offset: UInt64($0) &* huge)
      }
    }
    #expect(error == .gguf(.dataOverflow(tensor: "t1")))
    // Four of 2^62 are 2^64, which wraps to 0.
    let float = Self.error {
      $0.tensors = (0..<4).map { .init("t\($0)", 0, [1 << 60], offset: UInt64($0) &* huge) }
    }
    #expect(float == .gguf(.dataOverflow(tensor: "t1")))
  }

  @Test("CVE-2026-27940: two tensors of 2^63 - 64 bytes")
  func twoHugeTensors() {
    let size: UInt64 = (1 << 63) - 64
    let error = Self.error {
      $0.tensors = [.init("a", 24, [size]), .init("b", 24, [size], offset: size)]
    }
    #expect(error == .gguf(.dataOverflow(tensor: "b")))
  }

  @Test("CVE-2026-27940: one tensor of 2^63 - 64 bytes, which wraps with the header before it")
  func oneHugeTensor() {
    let error = Self.error { $0.tensors = [.init("a", 24, [(1 << 63) - 64])] }
    #expect(error == .gguf(.dataOverflow(tensor: "a")))
  }

  @Test(
    "CVE-2026-33298: the elements fit, their bytes do not",
    arguments: [
      (0, [1 << 62]), (0, [1 << 61]), (0, [(1 << 42) + 1, 1 << 20]), (28, [1 << 60]),
      (0, [(1 << 42) + 1, (1 << 42) + 1]), (8, [1 << 62, 1]), (14, [1 << 62, 2]),
      (15, [(1 << 63) - 256]),
    ] as [(UInt32, [UInt64])])
  func byteCount(type: UInt32, dimensions: [UInt64]) {
    let error = Self.error { $0.tensors = [.init("a", type, dimensions)] }
    switch error {
    case .gguf(.sizeOverflow("a", _)), .gguf(.dataTruncated), .gguf(.dataOverflow("a")): break
    default: Issue.record("\(dimensions) of type \(type): \(error?.description ?? "read")")
    }
    let elements = dimensions.reduce(UInt128(1)) { $0 * UInt128($1) }
    let builder = GGUFBuilder.types.first { $0.number == type }
    let bytes = elements / UInt128(builder?.elementCount ?? 1) * UInt128(builder?.byteCount ?? 1)
    if bytes > UInt128(Int64.max) {
      #expect(error == .gguf(.sizeOverflow(tensor: "a", offset: 147)))
    }
  }

  // https://github.com/ggml-org/llama.cpp/issues/27203
  @Test(
    "llama.cpp 27203: a product that wraps to 0 is not taken for an empty tensor",
    arguments: [
      [1 << 32, 1 << 32], [1 << 16, 1 << 16, 1 << 16, 1 << 16], [(1 << 63) - 1, 2],
      [1 << 62, 4], [1 << 62, 2], [1 << 32, 1 << 31, 2],
    ] as [[UInt64]], [0, 8, 24] as [UInt32])
  func wrappedToZero(dimensions: [UInt64], type: UInt32) {
    let error = Self.error { $0.tensors = [.init("a", type, dimensions)] }
    let isWhole = type != 8 || dimensions[0] % 32 == 0
    #expect(
      error
        == (isWhole
          ? .gguf(.sizeOverflow(tensor: "a", offset: 147))
          : .gguf(.rowNotWholeBlocks(tensor: "a", rowCount: dimensions[0], blockCount: 32))))
  }

  // https://github.com/ggml-org/llama.cpp/issues/26366
  @Test("llama.cpp 26366: a dimension of 0 divides nothing", arguments: [0, 8] as [UInt32])
  func zeroDimension(type: UInt32) throws {
    var file = GGUFBuilder.tiny
    file.tensors[0] = .init("weight", type, type == 0 ? [4, 0] : [32, 0])
    file.tensors[1] = .init("scale", type, [0, 4])
    let parsed = try WeightFile.parse(file.bytes).file
    #expect(parsed.tensors.allSatisfy { $0.byteRange.isEmpty })
    #expect(parsed.tensors.map(\.elementCount) == [0, 0])
    #expect(parsed.segmentsTileTheFile)
  }

  @Test("zackshen/gguf 15: [2^64 - 1, 2] does not wrap")
  func wrappedMultiplication() {
    let error = Self.error { $0.tensors[0].dimensions = [.max, 2] }
    #expect(error == .gguf(.dimensionNegative(.max, tensor: "weight", offset: 156)))
  }

  // MARK: - What other readers assert

  // https://github.com/ggml-org/llama.cpp/issues/24263
  @Test("llama.cpp 24263 and 24917: a key of length 0 is refused")
  func emptyKey() {
    #expect(Self.error { $0.entries[0].key = [] } == .gguf(.keyEmpty(offset: 24)))
    #expect(Self.error { $0.entries[0].keyByteCount = 0 } == .gguf(.keyEmpty(offset: 24)))
  }

  @Test(
    "gguf-tools 25 and llama.cpp 25378: more than 4 dimensions are refused before one is read",
    arguments: [5, 8, 9, 255, 1 << 31, .max] as [UInt32])
  func dimensionCount(rank: UInt32) {
    let error = Self.error { $0.tensors[0].rank = rank }
    #expect(error == .gguf(.dimensionCount(rank, tensor: "weight", offset: 152)))
  }

  @Test("gguf-tools 27: an alignment of 0 divides nothing")
  func zeroAlignment() {
    let error = Self.error { $0.entries[2].value = .uint32(0) }
    #expect(error == .gguf(.alignmentNotPowerOfTwo(0, offset: 134)))
  }

  @Test("the highest alignment is computed with, and its padding is not there")
  func highestAlignment() {
    let error = Self.error { $0.entries[2].value = .uint32(1 << 31) }
    #expect(
      error
        == .gguf(.offsetWrong(tensor: "scale", stated: 32, expected: 1 << 31, offset: 213)))
    let one = Self.error {
      $0.entries[2].value = .uint32(1 << 31)
      $0.tensors.removeLast()
    }
    #expect(one == .gguf(.dataTruncated(expected: 1 << 32, actual: 224)))
  }

  // MARK: - Data past the end

  @Test("CVE-2026-7482: data past the end of the file is not read")
  func bleedingLlama() {
    let offset = Self.error { $0.tensors[1].offset = 1 << 40 }
    #expect(
      offset
        == .gguf(.offsetWrong(tensor: "scale", stated: 1 << 40, expected: 32, offset: 213)))
    let first = Self.error { $0.tensors[0].offset = 1 << 40 }
    #expect(
      first == .gguf(.offsetWrong(tensor: "weight", stated: 1 << 40, expected: 0, offset: 176)))
    let size = Self.error {
      $0.tensors[1] = .init("scale", 1, [1 << 20, 1 << 20])
      $0.data = SafetensorsBuilder.pattern(64)
    }
    // The second dimension takes the header to 229, the data to 256.
    #expect(size == .gguf(.dataTruncated(expected: 256 + 32 + (1 << 41), actual: 320)))
  }

  @Test("two tensors cannot have the same bytes")
  func sharedData() {
    let error = Self.error { $0.tensors[1].offset = 0 }
    #expect(
      error == .gguf(.offsetWrong(tensor: "scale", stated: 0, expected: 32, offset: 213)))
  }

  @Test("CVE-2024-34359: a chat template is a string like any other here, and never run")
  func chatTemplate() throws {
    let template = "{{ ().__class__.__base__.__subclasses__() }}"
    var file = GGUFBuilder.tiny
    file.entries.append(.init("tokenizer.chat_template", .text(template)))
    let parsed = try WeightFile.parse(file.bytes).file
    #expect(parsed.metadata["tokenizer.chat_template"] == .string(UntrustedText(template)))
  }

  // MARK: - Cost

  @Test("arrays nested a million deep are refused without a stack", .timeLimit(.minutes(1)))
  func nestingBomb() {
    let level = GGUFBuilder.encode(.array(9, [], count: 1), .little)
    let bomb = Array(repeatElement(level, count: 1_000_000).joined())
    let error = Self.error { $0.entries[1].value = .raw(9, bomb) }
    #expect(error == .gguf(.arrayTooDeep(limit: 64, key: "a.list", offset: 87 + 64 * 12)))
  }

  @Test("a million arrays under a key of a megabyte cost no megabyte each", .timeLimit(.minutes(1)))
  func longKey() throws {
    var file = GGUFBuilder.tiny
    file.entries[1].key = Array(repeating: UInt8(ascii: "a"), count: 1 << 20)
    file.entries[1].value = .array(
      9, Array(repeating: .raw(9, GGUFBuilder.encode(.array(9, []), .little)), count: 1_000_000))
    var findings = try WeightFile.parse(file.bytes).file.findings
    #expect(findings.map(\.id) == [.ggufKeyLength, .ggufArrayNested])
    #expect(findings.last?.message.hasPrefix("arrays in arrays") == true)
    #expect(findings.last?.message.contains("refuses: 1000001, first in 'aaa") == true)
    file.entries[1].value = .array(
      9,
      Array(
        repeating: .raw(9, GGUFBuilder.encode(.array(7, [.bool(2)]), .little)), count: 1_000_000))
    findings = try WeightFile.parse(file.bytes).file.findings
    #expect(findings.map(\.id) == [.ggufKeyLength, .ggufBoolValue, .ggufArrayNested])
  }

  @Test(
    "100,000 entries and 100,000 tensors are read, and held against each other in one pass",
    .timeLimit(.minutes(1)))
  func manyNames() throws {
    var file = GGUFBuilder.tiny
    file.entries += (0..<100_000).map { .init("k\($0)", .uint8(UInt8($0 & 0xFF))) }
    file.tensors = (0..<100_000).map { .init("t\($0)", 24, [1]) }
    let bytes = file.bytes
    let parsed = try WeightFile.parse(bytes).file
    #expect(parsed.metadata.count == 100_003)
    #expect(parsed.metadata[70_003].key == "k70000")
    #expect(parsed.tensors.count == 100_000)
    #expect(parsed.tensors[70_000].name == "t70000")
    #expect(parsed.segmentsTileTheFile)
    file.tensors[99_999].name = Array("t0".utf8)
    let places = file.places
    #expect(
      WeightFile.error(file.bytes)
        == .gguf(.tensorNameDuplicate("t0", offset: places.tensors[99_999].name)))
    file.entries[100_002].key = Array("k0".utf8)
    #expect(
      WeightFile.error(file.bytes)
        == .gguf(.keyDuplicate("k0", offset: places.entries[100_002].key)))
  }

  // MARK: - Other files under the name

  @Test(
    "what else is saved under the name is named",
    arguments: [
      (Array("version https://git-lfs.github.com/spec/v1\n".utf8), .gitLFSPointer(sha256: nil)),
      (Array("<!DOCTYPE html><html>".utf8), .html), ([0x50, 0x4B, 3, 4], .zip),
      ([0x80, 2, 0x7D], .pickle), (Array("tjgg\u{1}\0\0\0".utf8), .legacyGGML), ([], .empty),
      (Array("GGU".utf8), .unknown), (Array("FUGG\u{3}\0\0\0".utf8), .unknown),
      (Array("gguf\u{3}\0\0\0".utf8), .unknown),
    ] as [([UInt8], FileFormat)])
  func otherFormats(bytes: [UInt8], format: FileFormat) {
    #expect(WeightFile.error(bytes, name: "model.gguf") == .notWeights(format))
  }
}

// MARK: - llama.cpp's own cases

extension GGUFKnownAttacksTests {
  /// The handcrafted files of `tests/test-gguf.cpp` in ggml-org/llama.cpp, August 2026, by name.
  enum Handcrafted: String, CaseIterable {
    case headerBadMagic, headerBadVersion0, headerBadVersion1, headerBadVersionFuture
    case headerBadNKV, headerBadNTensors, headerEmpty
    case kvBadKeySize, kvEmptyKey, kvBadType, kvDuplicateKey, kvBadAlign, kvWrongTypeAlign
    case kvSuccess
    case tensorsBadNameSize, tensorsBadNDims, tensorsBadShape, tensorsZeroDim, tensorsNETooBig
    case tensorsNBytesTooBig, tensorsBadType, tensorsBadOffset, tensorsDuplicateName
    case tensorsBadAlign, tensorsInconsistentAlign, tensorsSuccess, tensorsCustomAlign
    case dataNotEnoughData, dataBadAlign, dataInconsistentAlign, dataMemSizeOverflow, dataSuccess
    case dataCustomAlign

    var hasKV: Bool { !rawValue.hasPrefix("header") }
    var hasTensors: Bool { hasKV && !rawValue.hasPrefix("kv") }
    var hasData: Bool { rawValue.hasPrefix("data") }

    /// The rule that refuses it here, by the name of its case; nil where it is read.
    ///
    /// Where the reference reader refuses, so do we. Where it accepts a header whose data is not
    /// there, we say that the file is truncated.
    var rule: String? {
      switch self {
      case .headerBadMagic: "notWeights"
      case .headerBadVersion0: "versionZero"
      case .headerBadVersion1, .headerBadVersionFuture: "versionUnsupported"
      case .headerBadNKV: "metadataCountTooLarge"
      case .headerBadNTensors: "tensorCountTooLarge"
      case .kvBadKeySize: "stringTooLong"
      case .kvEmptyKey: "keyEmpty"
      case .kvBadType: "valueTypeUnknown"
      case .kvDuplicateKey: "keyDuplicate"
      case .kvBadAlign, .tensorsBadAlign, .dataBadAlign: "alignmentNotPowerOfTwo"
      case .kvWrongTypeAlign: "alignmentNotUInt32"
      case .tensorsBadNameSize: "tensorNameTooLong"
      case .tensorsBadNDims: "dimensionCount"
      case .tensorsBadShape: "dimensionNegative"
      case .tensorsNETooBig, .tensorsNBytesTooBig: "sizeOverflow"
      case .tensorsBadType: "elementTypeUnknown"
      case .tensorsBadOffset, .tensorsInconsistentAlign, .dataInconsistentAlign: "offsetWrong"
      case .tensorsDuplicateName: "tensorNameDuplicate"
      case .dataMemSizeOverflow: "dataOverflow"
      case .tensorsSuccess, .tensorsCustomAlign, .dataNotEnoughData: "dataTruncated"
      case .headerEmpty, .kvSuccess, .tensorsZeroDim, .dataSuccess, .dataCustomAlign: nil
      }
    }

    /// The file as llama.cpp's test makes it, with other random numbers.
    func file(seed: Int) -> GGUFBuilder {
      var random = SplitMix64(seed: seed)
      var file = GGUFBuilder()
      if hasKV { file.entries = entries(&random) }
      if hasTensors { file.tensors = tensors(&random) }
      switch self {
      case .headerBadMagic: file.magic = Array("FUGG".utf8)
      case .headerBadVersion0: file.version = 0
      case .headerBadVersion1: file.version = 1
      case .headerBadVersionFuture: file.version = 4
      case .headerBadNKV: file.statedEntryCount = .max
      case .headerBadNTensors: file.statedTensorCount = .max
      case .kvBadAlign, .tensorsBadAlign, .dataBadAlign, .kvWrongTypeAlign:
        let isWrongType = self == .kvWrongTypeAlign
        file.entries.append(
          .init("general.alignment", isWrongType ? .int32(13) : .uint32(13)))
        file.alignment = 13
      case .tensorsCustomAlign, .dataCustomAlign:
        file.entries.append(.init("general.alignment", .uint32(1)))
        file.alignment = 1
      case .tensorsInconsistentAlign, .dataInconsistentAlign: file.alignment = 1
      case .dataMemSizeOverflow:
        let size: UInt64 = 0x7FFF_FFFF_FFFF_FFC0
        file.tensors = [
          .init("my_tensor_0", 24, [size]), .init("my_tensor_1", 24, [size], offset: size),
        ]
      default: break
      }
      // The test counts bytes up through all data, padding included.
      let (bytes, places) = file.build()
      switch self {
      case .dataMemSizeOverflow: file.data = Array(0..<32)
      case _ where hasTensors && !hasData: file.data = []
      case _ where hasData:
        let count = bytes.count - Int(places.dataStart) - (self == .dataNotEnoughData ? 1 : 0)
        file.data = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
      default: break
      }
      return file
    }

    private func entries(_ random: inout SplitMix64) -> [GGUFBuilder.Entry] {
      func value(_ type: UInt32) -> GGUFBuilder.Value {
        let sizes = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8]
        return type == 8
          ? .string(random.bytes(Int(random.next() % 64)))
          : .raw(type, random.bytes(sizes[Int(type)]))
      }
      return (0..<100).map { index in
        let key =
          self == .kvEmptyKey ? "" : "my_key_\(self == .kvDuplicateKey ? index / 2 : index)"
        var type = UInt32(random.next() % 13)
        var entry = GGUFBuilder.Entry(key, value(type == 9 ? 0 : type))
        if type == 9 {
          repeat { type = UInt32(random.next() % 13) } while type == 9
          entry.value = .array(type, (0..<(random.next() % 17)).map { _ in value(type) })
        }
        if self == .kvBadType { entry.type = 13 }
        if self == .kvBadKeySize { entry.keyByteCount = .max }
        return entry
      }
    }

    private func tensors(_ random: inout SplitMix64) -> [GGUFBuilder.Tensor] {
      (0..<100).map { index in
        let type = GGUFBuilder.types[Int(random.next() % UInt64(GGUFBuilder.types.count))]
        var tensor = GGUFBuilder.Tensor(
          self == .tensorsDuplicateName ? "my_tensor" : "my_tensor_\(index)", type.number,
          [(1 + random.next() % 10) * type.elementCount])
        for _ in 0..<(random.next() % 4) { tensor.dimensions.append(1 + random.next() % 10) }
        switch self {
        case .tensorsBadNameSize:
          tensor.name += Array(
            "_with_a_very_long_name_which_is_longer_than_what_is_allowed_for_ggml_tensors".utf8)
        case .tensorsBadNDims: tensor.rank = 5
        case .tensorsBadShape: tensor.dimensions = tensor.dimensions.map { _ in .max }
        case .tensorsZeroDim: tensor.dimensions = [tensor.dimensions[0], 0]
        case .tensorsNETooBig:
          // Blocks would be the first to complain.
          tensor.type = 0
          tensor.dimensions = [4 * 0x7FFF_FFFF, 4 * 0x7FFF_FFFF]
        case .tensorsNBytesTooBig:
          // 1.01 times the root of SIZE_MAX / 8.
          tensor.type = 27
          tensor.dimensions = [1_533_683_327, 1_533_683_327]
        case .tensorsBadType: tensor.type = 43
        case .tensorsBadOffset: tensor.offset = .max
        default: break
        }
        return tensor
      }
    }
  }

  @Test(
    "llama.cpp's handcrafted files come to what its test states", arguments: Handcrafted.allCases,
    1...3)
  func handcrafted(file: Handcrafted, seed: Int) throws {
    let builder = file.file(seed: seed)
    let (bytes, places) = builder.build()
    do {
      let parsed = try WeightFile.parse(bytes, name: "model.gguf").file
      #expect(file.rule == nil)
      #expect(parsed.tensors.count == builder.tensors.count)
      #expect(parsed.metadata.count == builder.entries.count)
      #expect(parsed.segmentsTileTheFile)
      for (tensor, built) in zip(parsed.tensors, builder.tensors) {
        #expect(tensor.name.bytes == built.name)
        #expect(tensor.shape == built.dimensions.reversed())
      }
      #expect(parsed.tensors.map(\.byteRange) == places.tensors.map(\.data))
      for (entry, built) in zip(parsed.metadata, builder.entries) {
        #expect(entry.key.bytes == built.key)
        #expect(entry.type.rawValue == built.value.type)
      }
    } catch .gguf(let error) {
      #expect(file.rule == Mirror(reflecting: error).children.first?.label ?? "versionZero")
      if file == .tensorsBadType { #expect(error.isUnsupported) }
    } catch {
      #expect(file.rule == "notWeights")
    }
  }

  @Test(
    "the header of llama.cpp's files without data is sound: with data they are read",
    arguments: [Handcrafted.tensorsSuccess, .tensorsCustomAlign, .dataNotEnoughData], 1...3)
  func handcraftedWithData(file: Handcrafted, seed: Int) throws {
    var builder = file.file(seed: seed)
    let short = builder.bytes.count
    builder.data = nil
    let (bytes, places) = builder.build()
    #expect(
      WeightFile.error(Array(bytes[..<short]))
        == .gguf(
          .dataTruncated(expected: UInt64(bytes.count), actual: UInt64(short))))
    let parsed = try WeightFile.parse(bytes).file
    #expect(parsed.tensors.map(\.byteRange) == places.tensors.map(\.data))
    #expect(parsed.segmentsTileTheFile)
  }

  @Test("there are 33 of llama.cpp's files")
  func handcraftedCount() {
    #expect(Handcrafted.allCases.count == 33)
  }
}
