// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightFormats

/// What holds for every file, on files made by chance.
@Suite("properties of GGUF")
struct GGUFPropertyTests {
  /// A value of any type; arrays hold arrays too, down to `depth`.
  private static func value(
    _ random: inout SplitMix64, of type: UInt32? = nil, depth: Int = 3
  ) -> GGUFBuilder.Value {
    switch type ?? UInt32.random(in: 0..<13, using: &random) {
    case 0: return .uint8(UInt8(truncatingIfNeeded: random.next()))
    case 1: return .int8(Int8(truncatingIfNeeded: random.next()))
    case 2: return .uint16(UInt16(truncatingIfNeeded: random.next()))
    case 3: return .int16(Int16(truncatingIfNeeded: random.next()))
    case 4: return .uint32(UInt32(truncatingIfNeeded: random.next()))
    case 5: return .int32(Int32(truncatingIfNeeded: random.next()))
    case 6: return .float32(Float(bitPattern: UInt32(truncatingIfNeeded: random.next())))
    case 7: return .bool(UInt8(random.next() % 2))
    case 8: return .string(random.bytes(Int.random(in: 0...40, using: &random)))
    case 10: return .uint64(random.next())
    case 11: return .int64(Int64(truncatingIfNeeded: random.next()))
    case 12: return .float64(Double(bitPattern: random.next()))
    default:
      let types = UInt32(0)..<13
      let element = types.filter { depth > 0 || $0 != 9 }.randomElement(using: &random) ?? 0
      let count = Int.random(in: 0...6, using: &random)
      return .array(
        element, (0..<count).map { _ in value(&random, of: element, depth: depth - 1) })
    }
  }

  private static func goodFile(_ random: inout SplitMix64) -> GGUFBuilder {
    let entries = (0..<Int.random(in: 0...12, using: &random)).map {
      GGUFBuilder.Entry("key.\($0)", value(&random))
    }
    let tensors = (0..<Int.random(in: 0...9, using: &random)).map { index in
      let type = GGUFBuilder.types[Int(random.next() % UInt64(GGUFBuilder.types.count))]
      var tensor = GGUFBuilder.Tensor("t\(index)é", type.number, [])
      let rank = Int.random(in: type.elementCount == 1 ? 0...4 : 1...4, using: &random)
      for place in 0..<rank {
        let unit = place == 0 ? type.elementCount : 1
        tensor.dimensions.append(unit * UInt64.random(in: 0...3, using: &random))
      }
      return tensor
    }
    var file = GGUFBuilder(entries, tensors)
    file.version = random.isOneIn(4) ? 2 : 3
    file.byteOrder = random.isOneIn(3) ? .big : .little
    if random.isOneIn(2) {
      file.alignment = 1 << UInt64.random(in: 0...8, using: &random)
      file.entries.insert(
        .init("general.alignment", .uint32(UInt32(file.alignment))),
        at: Int.random(in: 0...file.entries.count, using: &random))
    }
    return file
  }

  /// A value as bytes again, to be held against what was built.
  private static func encode(
    _ value: MetadataValue, _ type: MetadataType, _ byteOrder: GGUFBuilder.ByteOrder
  ) -> [UInt8] {
    func encode(_ value: GGUFBuilder.Value) -> [UInt8] { GGUFBuilder.encode(value, byteOrder) }
    switch value {
    case .unsigned(let number):
      switch type {
      case .uint8: return encode(.uint8(UInt8(number)))
      case .uint16: return encode(.uint16(UInt16(number)))
      case .uint32: return encode(.uint32(UInt32(number)))
      default: return encode(.uint64(number))
      }
    case .signed(let number):
      switch type {
      case .int8: return encode(.int8(Int8(number)))
      case .int16: return encode(.int16(Int16(number)))
      case .int32: return encode(.int32(Int32(number)))
      default: return encode(.int64(number))
      }
    case .float32(let number): return encode(.float32(number))
    case .float64(let number): return encode(.float64(number))
    case .bool(let flag): return encode(.bool(flag ? 1 : 0))
    case .string(let text): return encode(.string(text.bytes))
    case .array(let array):
      return encode(.array(array.elementType.rawValue, [], count: array.count))
        + array.values().flatMap { Self.encode($0, array.elementType, byteOrder) }
    }
  }

  @Test(
    "every good file is read as it was made, and its segments tile it", arguments: 0..<UInt64(128))
  func goodFiles(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let builder = Self.goodFile(&random)
    let (bytes, places) = builder.build()
    let parsed = try WeightFile.parse(bytes, name: "model.gguf")
    let file = parsed.file
    #expect(parsed.header == Array(bytes[..<Int(places.dataStart)]))
    #expect(file.headerByteCount == places.dataStart)
    #expect(file.formatVersion == builder.version)
    #expect(file.segmentsTileTheFile)
    #expect(file.tensors.count == builder.tensors.count)
    #expect(file.tensors.map(\.byteRange) == places.tensors.map(\.data))
    for (tensor, built) in zip(file.tensors, builder.tensors) {
      #expect(tensor.name.bytes == built.name)
      #expect(tensor.shape == built.dimensions.reversed())
      let type = try #require(GGUFBuilder.types.first { $0.number == built.type })
      #expect(tensor.elementType.name == UntrustedText(type.name))
    }
    #expect(file.metadata.count == builder.entries.count)
    for (entry, built) in zip(file.metadata, builder.entries) {
      #expect(entry.key.bytes == built.key)
      #expect(entry.type.rawValue == built.value.type)
      #expect(
        Self.encode(entry.value, entry.type, builder.byteOrder)
          == GGUFBuilder.encode(built.value, builder.byteOrder))
    }
    let expected: Set<Finding.ID> = [
      .ggufKeyMissing, .ggufArrayNested, .ggufAlignment, .ggufByteOrder,
    ]
    #expect(expected.isSuperset(of: file.findings.map(\.id)))
  }

  @Test("no proper prefix of a good file is read", arguments: 0..<UInt64(8))
  func prefixes(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var builder = Self.goodFile(&random)
    // Without tensors the padding may be missing.
    builder.tensors.append(.init("last", 24, [1]))
    let (bytes, places) = builder.build()
    let (byteCount, start) = (UInt64(bytes.count), places.dataStart)
    for count in bytes.indices {
      let error = WeightFile.error(Array(bytes[..<count]), name: "model.gguf")
      switch (UInt64(count), error) {
      case (0, .notWeights(.empty)), (1..<4, .notWeights(.unknown)): break
      case (4..<24, .gguf(.endsInHeader)): break
      case (24..<places.headerEnd, .gguf(.endsInHeader)),
        (24..<places.headerEnd, .gguf(.metadataCountTooLarge)),
        (24..<places.headerEnd, .gguf(.tensorCountTooLarge)),
        (24..<places.headerEnd, .gguf(.arrayTooLong)):
        break
      case (places.headerEnd..<byteCount, .gguf(.dataTruncated(byteCount, UInt64(count)))): break
      default:
        Issue.record(
          "\(count) of \(bytes.count): \(error?.description ?? "read"), data at \(start)")
      }
    }
    for more in 1...3 {
      let longer = try? WeightFile.parse(bytes + Array(repeating: 0, count: more)).file
      #expect(longer?.findings.last { $0.id == .ggufTrailingBytes }?.offset == byteCount)
      #expect(longer?.segmentsTileTheFile == true)
    }
  }

  @Test(
    "a good file with any byte changed to any other is refused, or its segments still tile it",
    arguments: GGUFBuilder.ByteOrder.allCases)
  func changedBytes(byteOrder: GGUFBuilder.ByteOrder) throws {
    var builder = GGUFBuilder.tiny
    builder.byteOrder = byteOrder
    builder.entries.append(.init("nested", .array(9, [.array(8, [.text("x")]), .array(7, [])])))
    let good = builder.bytes
    _ = try WeightFile.parse(good)
    var bytes = good
    var read = 0
    for index in good.indices {
      for byte in UInt8.min...UInt8.max where byte != good[index] {
        bytes[index] = byte
        guard let parsed = try? WeightFile.parse(bytes, name: "model.gguf") else { continue }
        read += 1
        if !parsed.file.segmentsTileTheFile {
          Issue.record("the segments do not tile the file with byte \(index) changed to \(byte)")
        }
        decodeAll(parsed.file)
      }
      bytes[index] = good[index]
    }
    // Changed names, values and data are read; were nothing read, this test would say little.
    #expect(read > 10_000)
  }

  /// Decodes everything that is decoded when it is asked for.
  private func decodeAll(_ file: WeightFile) {
    for entry in file.metadata { count(entry.value) }
    for tensor in file.tensors { _ = (tensor.name.escaped, tensor.elementCount) }
    for finding in file.findings where !finding.message.unicodeScalars.allSatisfy(\.isASCII) {
      // Messages are escaped, so that only text that can be shown is not ASCII.
      #expect(
        !finding.message.unicodeScalars.contains { $0.properties.generalCategory == .control })
    }
  }

  private func count(_ value: MetadataValue) {
    guard case .array(let array) = value else { return }
    var elements: UInt64 = 0
    for element in array.values() {
      elements += 1
      count(element)
    }
    #expect(elements == array.count)
  }

  @Test("any two bytes changed never make a file that traps", arguments: 0..<UInt64(16))
  func twoChangedBytes(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var builder = Self.goodFile(&random)
    builder.tensors = Array(builder.tensors.prefix(3))
    for index in builder.tensors.indices { builder.tensors[index].dimensions = [256] }
    let (good, places) = builder.build()
    let edges: [UInt8] = [0, 1, 2, 3, 4, 7, 8, 9, 13, 31, 32, 43, 0x7F, 0x80, 0xFE, 0xFF]
    for _ in 0..<4_000 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let index = Int.random(in: 4..<Int(places.headerEnd), using: &random)
        bytes[index] = edges.randomElement(using: &random) ?? 0
      }
      guard let parsed = try? WeightFile.parse(bytes, name: "model.gguf") else { continue }
      if !parsed.file.segmentsTileTheFile { Issue.record("the segments do not tile \(bytes)") }
      decodeAll(parsed.file)
    }
  }

  // MARK: - Hostile headers

  /// The rules on a tensor table, in the order in which a reader meets them.
  enum Rule: Equatable {
    case valid, dimensionNegative, rowNotWholeBlocks, sizeOverflow, offsetWrong, dataOverflow
    case dataTruncated, other

    init(_ error: WeightFormatError?) {
      switch error {
      case nil: self = .valid
      case .gguf(.dimensionNegative): self = .dimensionNegative
      case .gguf(.rowNotWholeBlocks): self = .rowNotWholeBlocks
      case .gguf(.sizeOverflow): self = .sizeOverflow
      case .gguf(.offsetWrong): self = .offsetWrong
      case .gguf(.dataOverflow): self = .dataOverflow
      case .gguf(.dataTruncated): self = .dataTruncated
      default: self = .other
      }
    }

    /// The first rule that a table breaks, in arithmetic that cannot overflow: the oracle.
    ///
    /// Four dimensions below 2^63 and a block are too much for 128 bits, so that a product stops
    /// growing at 2^64.
    init(_ file: GGUFBuilder, dataStart: UInt64, byteCount: Int) {
      let limit = UInt128(Int64.max)
      var end = UInt128(0)
      for tensor in file.tensors {
        guard let type = GGUFBuilder.types.first(where: { $0.number == tensor.type }) else {
          self = .other
          return
        }
        if tensor.dimensions.contains(where: { UInt128($0) > limit }) {
          self = .dimensionNegative
          return
        }
        if (tensor.dimensions.first ?? 1) % type.elementCount != 0 {
          self = .rowNotWholeBlocks
          return
        }
        var product = UInt128(1)
        for dimension in tensor.dimensions {
          product = min(product * UInt128(max(dimension, 1)), 1 << 64)
        }
        let bytes = product / UInt128(type.elementCount) * UInt128(type.byteCount)
        if product > limit || bytes > limit {
          self = .sizeOverflow
          return
        }
        guard let offset = tensor.offset, UInt128(offset) == end else {
          self = .offsetWrong
          return
        }
        let alignment = UInt128(file.alignment)
        let size = tensor.dimensions.contains(0) ? 0 : bytes
        if (end + size + alignment - 1) > limit {
          self = .dataOverflow
          return
        }
        end = (end + size + alignment - 1) / alignment * alignment
      }
      let total = UInt128(dataStart) + end
      self = total > limit ? .dataOverflow : total > byteCount ? .dataTruncated : .valid
    }
  }

  @Test(
    "random tables break the rule that slow arithmetic says they break", arguments: 0..<UInt64(16))
  func tables(seed: UInt64) {
    let edges: [UInt64] = [
      0, 1, 2, 31, 32, 33, 255, 256, 1 << 16, 1 << 31, 1 << 32, (1 << 32) + 32, 1 << 52,
      (1 << 57) + 32, 1 << 58, 1 << 60, 1 << 61, (1 << 61) + 1, 1 << 62, (1 << 63) - 256,
      (1 << 63) - 64, (1 << 63) - 32, (1 << 63) - 1, 1 << 63, .max,
    ]
    var random = SplitMix64(seed: seed)
    var seen: [Rule: Int] = [:]
    for _ in 0..<2_000 {
      var file = GGUFBuilder()
      file.alignment = random.isOneIn(3) ? 1 << UInt64.random(in: 0...6, using: &random) : 32
      file.entries = [.init("general.alignment", .uint32(UInt32(file.alignment)))]
      var offset: UInt64 = 0
      for index in 0..<Int.random(in: 1...4, using: &random) {
        let number = [0, 1, 8, 14, 24, 27].randomElement(using: &random) ?? 0 as UInt32
        let type = GGUFBuilder.types.first { $0.number == number }
        let isWild = random.isOneIn(3)
        var tensor = GGUFBuilder.Tensor("t\(index)", number, [type?.elementCount ?? 1])
        for _ in 0..<Int.random(in: 0...3, using: &random) {
          tensor.dimensions.append(UInt64.random(in: 0...4, using: &random))
        }
        if isWild {
          for place in tensor.dimensions.indices where random.isOneIn(2) {
            tensor.dimensions[place] = edges.randomElement(using: &random) ?? 0
          }
        }
        // Two of these are more than 2^63 together.
        if random.isOneIn(12) { tensor = .init("t\(index)", 24, [1 << 62]) }
        tensor.offset =
          random.isOneIn(20) ? edges.randomElement(using: &random) ?? 0 : offset
        // As ggml's writer computes it, wrapping.
        let stored = GGUFBuilder.types.first { $0.number == tensor.type }
        let size = tensor.dimensions.reduce(1, &*) / (stored?.elementCount ?? 1)
        let end = offset &+ size &* (stored?.byteCount ?? 1) &+ (file.alignment - 1)
        offset = end & ~(file.alignment - 1)
        file.tensors.append(tensor)
      }
      file.data = []
      let (header, places) = file.build()
      let wanted = offset < 1 << 16 && !random.isOneIn(8) ? Int(offset) : 0
      let bytes = header + [UInt8](repeating: 0, count: wanted)
      let rule = Rule(WeightFile.error(bytes, name: "model.gguf"))
      let expected = Rule(file, dataStart: places.dataStart, byteCount: bytes.count)
      if rule != expected { Issue.record("\(rule), not \(expected): \(file.tensors)") }
      seen[expected, default: 0] += 1
    }
    // Each rule is met often enough for the comparison to mean something.
    #expect(seen.count == 7)
    #expect(seen.values.allSatisfy { $0 >= 3 })
  }

  @Test(
    "random bytes behind a good start are refused or read, and never trap",
    arguments: 0..<UInt64(8))
  func bytes(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<5_000 {
      var file = GGUFBuilder()
      file.version = random.isOneIn(8) ? UInt32(truncatingIfNeeded: random.next()) : 3
      file.byteOrder = random.isOneIn(2) ? .little : .big
      file.statedTensorCount = random.next() % 4
      file.statedEntryCount = random.next() % 4
      let count = Int.random(in: 0...120, using: &random)
      // Small numbers are what counts, lengths and types are made of.
      let rest = (0..<count).map { _ in
        random.isOneIn(3) ? UInt8(random.next() % 16) : 0
      }
      let bytes = Array(file.bytes[..<24]) + rest
      guard let parsed = try? WeightFile.parse(bytes, name: "model.gguf") else { continue }
      #expect(parsed.file.segmentsTileTheFile)
      decodeAll(parsed.file)
    }
  }
}
