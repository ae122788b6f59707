// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightFormats

/// What holds for every file, on files made by chance.
@Suite("properties of safetensors")
struct SafetensorsPropertyTests {
  /// A good file of a few tensors of any type, some of them empty, in any order.
  private static func goodFile(
    _ random: inout SplitMix64
  ) -> (builder: SafetensorsBuilder, entries: [SafetensorsBuilder.Entry]) {
    var entries: [SafetensorsBuilder.Entry] = []
    var end: UInt64 = 0
    for index in 0..<Int.random(in: 1...9, using: &random) {
      let type = ScalarType.allCases.randomElement(using: &random) ?? .u8
      // Multiples of 4 elements are whole bytes for every type.
      var shape = (0..<Int.random(in: 0...2, using: &random)).map { _ in
        UInt64.random(in: 0...3, using: &random)
      }
      shape.insert(4, at: Int.random(in: 0...shape.count, using: &random))
      let begin = end
      end += shape.reduce(1, *) * type.bitCount / 8
      entries.append(.init("t\(index)é", type.rawValue, shape, begin, end))
    }
    let metadata = Bool.random(using: &random) ? [("k", "v\n")] : nil
    let alignment = Int.random(in: 1...16, using: &random)
    let shuffled = entries.shuffled(using: &random)
    return (SafetensorsBuilder(shuffled, metadata: metadata, alignment: alignment), entries)
  }

  @Test(
    "every good file is read as it was made, and its segments tile it", arguments: 0..<UInt64(64))
  func goodFiles(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let (builder, entries) = Self.goodFile(&random)
    let parsed = try WeightFile.parse(builder.bytes)
    let start = 8 + UInt64(builder.header.count)
    #expect(parsed.header == Array(builder.bytes[..<Int(start)]))
    #expect(parsed.file.segmentsTileTheFile)
    #expect(parsed.file.findings == [])
    let tensors = Dictionary(uniqueKeysWithValues: parsed.file.tensors.map { ($0.name, $0) })
    #expect(tensors.count == entries.count)
    for entry in entries {
      let tensor = try #require(tensors[UntrustedText(entry.name)])
      #expect(tensor.elementType.name == UntrustedText(entry.dtype))
      #expect(tensor.shape == entry.shape)
      #expect(tensor.byteRange == (start + entry.begin)..<(start + entry.end))
    }
  }

  @Test(
    "no proper prefix of a good file is read, and each says what it lacks", arguments: 0..<UInt64(8)
  )
  func prefixes(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let (builder, _) = Self.goodFile(&random)
    let (bytes, header) = (builder.bytes, UInt64(builder.header.count))
    let byteCount = UInt64(bytes.count)
    for count in bytes.indices {
      let expected: WeightFormatError =
        switch UInt64(count) {
        case 0: .notWeights(.empty)
        case let count where count < 8: .safetensors(.headerTooSmall(fileByteCount: count))
        case let count where count < 8 + header:
          .safetensors(.headerPastEnd(byteCount: header, fileByteCount: count))
        case let count: .safetensors(.dataTruncated(expected: byteCount, actual: count))
        }
      #expect(WeightFile.error(Array(bytes[..<count])) == expected)
    }
    for more in 1...3 {
      #expect(
        WeightFile.error(bytes + Array(repeating: 0, count: more))
          == .safetensors(
            .trailingBytes(expected: byteCount, actual: byteCount + UInt64(more))))
    }
  }

  @Test("a good file with any byte changed to any other is refused, or its segments still tile it")
  func changedBytes() throws {
    let good = SafetensorsBuilder(
      [.init("a", "F32", [1], 0, 4), .init("é", "F4", [2], 4, 5)], metadata: [("k", "v")]
    ).bytes
    _ = try WeightFile.parse(good)
    var bytes = good
    var read = 0
    for index in good.indices {
      for byte in UInt8.min...UInt8.max where byte != good[index] {
        bytes[index] = byte
        guard let parsed = try? WeightFile.parse(bytes) else { continue }
        read += 1
        if !parsed.file.segmentsTileTheFile {
          Issue.record("the segments do not tile the file with byte \(index) changed to \(byte)")
        }
      }
      bytes[index] = good[index]
    }
    // Changed names, metadata and data are read; were nothing read, this test would say little.
    #expect(read > 1000)
  }

  // MARK: - Hostile headers

  /// The rules of formats.md 1.1 from the sixth on, by the names of the reference reader.
  enum Rule: Equatable {
    case valid, invalidOffset, validationOverflow, misalignedSlice, tensorInvalidInfo
    case metadataIncompleteBuffer
    /// A rule on the header's text, which the tables made here do not break.
    case other

    init(_ error: WeightFormatError?) {
      switch error {
      case nil: self = .valid
      case .safetensors(.gap), .safetensors(.overlap), .safetensors(.offsetsReversed):
        self = .invalidOffset
      case .safetensors(.sizeOverflow): self = .validationOverflow
      case .safetensors(.notWholeBytes): self = .misalignedSlice
      case .safetensors(.sizeMismatch): self = .tensorInvalidInfo
      case .safetensors(.dataTruncated), .safetensors(.trailingBytes):
        self = .metadataIncompleteBuffer
      default: self = .other
      }
    }

    /// The first rule that a table breaks, in arithmetic that cannot overflow: the oracle.
    init(_ entries: [SafetensorsBuilder.Entry], dataByteCount: Int) {
      var end: UInt64 = 0
      for entry in entries.sorted(by: { ($0.begin, $0.end) < ($1.begin, $1.end) }) {
        if entry.begin != end || entry.end < entry.begin {
          self = .invalidOffset
          return
        }
        end = entry.end
        var size = UInt128(1)
        for dimension in entry.shape where size <= UInt128(UInt64.max) {
          size *= UInt128(dimension)
        }
        if size <= UInt128(UInt64.max) {
          size *= UInt128(ScalarType(rawValue: entry.dtype)?.bitCount ?? 0)
        }
        if size > UInt128(UInt64.max) {
          self = .validationOverflow
          return
        }
        if size % 8 != 0 {
          self = .misalignedSlice
          return
        }
        if UInt128(entry.end - entry.begin) != size / 8 {
          self = .tensorInvalidInfo
          return
        }
      }
      self = end == UInt64(dataByteCount) ? .valid : .metadataIncompleteBuffer
    }
  }

  @Test(
    "random tables break the rule that slow arithmetic says they break", arguments: 0..<UInt64(16))
  func tables(seed: UInt64) {
    let edges: [UInt64] = [
      0, 1, 2, 3, 4, 7, 8, 255, 1 << 16, 1 << 31, 1 << 32, (1 << 32) + 1, 1 << 58, (1 << 61) - 1,
      1 << 61,
      (1 << 62) + 1, (1 << 63) - 1, 1 << 63, .max - 1, .max,
    ]
    var random = SplitMix64(seed: seed)
    var seen: [Rule: Int] = [:]
    for _ in 0..<2_000 {
      var entries: [SafetensorsBuilder.Entry] = []
      var end: UInt64 = 0
      for index in 0..<Int.random(in: 1...4, using: &random) {
        let type = [ScalarType.u8, .f32, .f4, .f6E2M3, .u64].randomElement(using: &random) ?? .u8
        let isWild = Int.random(in: 0..<4, using: &random) == 0
        let shape = (0..<Int.random(in: 0...3, using: &random)).map { _ in
          isWild
            ? edges.randomElement(using: &random) ?? 0 : UInt64.random(in: 0...4, using: &random)
        }
        let begin =
          Int.random(in: 0..<12, using: &random) == 0
          ? edges.randomElement(using: &random) ?? 0 : end
        let size = isWild ? 0 : shape.reduce(1, *) * type.bitCount / 8
        end =
          Int.random(in: 0..<12, using: &random) == 0
          ? edges.randomElement(using: &random) ?? 0
          : begin.addingReportingOverflow(size).partialValue
        entries.append(.init("t\(index)", type.rawValue, shape, begin, end))
      }
      // Names are in the order of the header, so that ties are broken alike.
      let json = entries.shuffled(using: &random).map(\.json).joined(separator: ",")
      let wanted = entries.map(\.end).max() ?? 0
      let dataByteCount =
        wanted < 4096 && Int.random(in: 0..<8, using: &random) > 0
        ? Int(wanted) : Int.random(in: 0...64, using: &random)
      let file = SafetensorsBuilder(header: "{\(json)}", dataByteCount: dataByteCount)
      let rule = Rule(WeightFile.error(file.bytes))
      // Tensors that have begin and end in common are told apart by their place in the header
      // alone, and may break different rules.
      let places = Set(entries.map { [$0.begin, $0.end] })
      guard places.count == entries.count else {
        if rule == .other { Issue.record("another rule than the table's: \(json)") }
        continue
      }
      let expected = Rule(entries, dataByteCount: dataByteCount)
      if rule != expected { Issue.record("\(rule), not \(expected): \(json)") }
      seen[expected, default: 0] += 1
    }
    // Each rule is met often enough for the comparison to mean something.
    #expect(seen.count == 6)
    #expect(seen.values.allSatisfy { $0 >= 5 })
  }

  @Test(
    "random headers of the format's own words are refused or read, and never trap",
    arguments: 0..<UInt64(16))
  func headers(seed: UInt64) {
    let words = [
      "{", "}", "[", "]", ",", ":", "\"t\"", "\"dtype\"", "\"shape\"", "\"data_offsets\"",
      "\"__metadata__\"", "\"U8\"", "\"F4\"", "[0,1]", "[1]", "[]", "0", "1",
      "18446744073709551615",
      "18446744073709551616", "-1", "1.0", "null", "\"\\u0074\"", "\"\\ud800\"", " ", "\0", "{}",
      "\"t\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}", "\"dtype\":\"U8\"",
      "\"shape\":[1],", "\"data_offsets\":[0,1]", "\"x\":",
    ]
    var random = SplitMix64(seed: seed)
    for _ in 0..<10_000 {
      let count = Int.random(in: 0...14, using: &random)
      let text = (0..<count).map { _ in words.randomElement(using: &random) ?? "" }.joined()
      var file = SafetensorsBuilder(
        header: "{" + text, dataByteCount: Int.random(in: 0...2, using: &random))
      if Int.random(in: 0..<16, using: &random) == 0 { file.statedHeaderByteCount = random.next() }
      if let parsed = try? WeightFile.parse(file.bytes), !parsed.file.segmentsTileTheFile {
        Issue.record("the segments do not tile \(text)")
      }
    }
  }

  @Test(
    "random bytes are refused, but for an empty object, and never trap", arguments: 0..<UInt64(8))
  func bytes(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<5_000 {
      let count = Int.random(in: 0...80, using: &random)
      var file = SafetensorsBuilder(header: random.bytes(count))
      // Half of them begin as an object does.
      if Bool.random(using: &random) { file.header.insert(UInt8(ascii: "{"), at: 0) }
      if let parsed = try? WeightFile.parse(file.bytes) {
        // Chance makes `{}` and white space, and no tensor.
        #expect(parsed.file.findings.contains { $0.id == .safetensorsNoTensors })
      }
      #expect(WeightFile.error(random.bytes(count)) != nil)
    }
  }

  @Test("ten thousand tensors are read, and as many overlaps are refused")
  func manyTensors() throws {
    let count = 10_000
    let entries = (0..<count).map {
      SafetensorsBuilder.Entry("layer.\($0)", "U8", [1], UInt64($0), UInt64($0) + 1)
    }
    let reversed = try WeightFile.parse(SafetensorsBuilder(entries.reversed()).bytes).file
    #expect(reversed.tensors.count == count)
    #expect(reversed.tensors[7_000].name == "layer.7000")
    #expect(reversed.segmentsTileTheFile)
    // As attacks/abuse_attempt_3 of the safetensors repository, which has 100,000.
    let overlapping = entries.map { SafetensorsBuilder.Entry($0.name, "U8", [1], 0, 1) }
    #expect(
      WeightFile.error(SafetensorsBuilder(overlapping).bytes)
        == .safetensors(.overlap(tensor: "layer.1", begin: 0, expected: 1)))
  }
}
