// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Digests
internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck
internal import WeightFormats

/// What `statistics(of:_:)` says of files and folders.
@Suite("Statistics of the tensors of files")
struct StatisticsReportTests {
  typealias NamedTensor = SafetensorsBuilder.NamedTensor

  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  // MARK: Findings

  @Test("values that are no ordinary numbers are found, each sort once, where the tensor begins")
  func findings() async throws {
    let file = Self.file([
      .init("good", "F32", [3], Self.floats([1, -2, 0])),
      .init("nan", "F32", [4], Self.floats([.nan, 1, -.nan, 0])),
      .init("infinite", "BF16", [3], [0x80, 0x7F, 0x80, 0xFF, 0x80, 0x3F]),
      .init("all", "F32", [5], Self.floats([.nan, .infinity, -.infinity, .infinity, 1])),
      .init("zero", "F16", [3], [0, 0, 0, 0x80, 0, 0]),
      .init("zero.integers", "I64", [1], [UInt8](repeating: 0, count: 8)),
      .init("truth", "BOOL", [4], [0, 1, 1, 0]),
      .init("truth.bad", "BOOL", [4], [0, 1, 2, 0xFF]),
      .init("truth.false", "BOOL", [2], [0, 0]),
      .init("small", "F8_E5M2", [3], [0x7C, 0x7F, 0x3C]),
    ])
    let report = try await measure(file)
    #expect(report.status == .verified)
    let expected: [(Finding.ID, String, String)] = [
      (.tensorNaN, "nan", "tensor 'nan' has 2 NaN of 4 values"),
      (.tensorInfinite, "infinite", "tensor 'infinite' has 2 infinite of 3 values"),
      (.tensorNaN, "all", "tensor 'all' has 1 NaN of 5 values"),
      (.tensorInfinite, "all", "tensor 'all' has 3 infinite of 5 values"),
      (.tensorAllZero, "zero", "tensor 'zero' is all zero"),
      (.tensorAllZero, "zero.integers", "tensor 'zero.integers' is all zero"),
      (
        .tensorBoolValue, "truth.bad",
        "tensor 'truth.bad' has 2 of 4 bytes that are neither 0 nor 1"
      ),
      (.tensorAllZero, "truth.false", "tensor 'truth.false' is all zero"),
      (.tensorNaN, "small", "tensor 'small' has 1 NaN of 3 values"),
      (.tensorInfinite, "small", "tensor 'small' has 1 infinite of 3 values"),
    ]
    let weights = try #require(report.files.first?.weights)
    let path = report.files.first?.path
    #expect(
      report.findings
        == expected.map { id, name, message in
          let tensor = weights.tensors.first { $0.name == UntrustedText(name) }
          return Finding(
            id, .warning, path: path, offset: tensor?.byteRange.lowerBound, message)
        })
  }

  @Test("the name in a finding is escaped")
  func escaped() async throws {
    let report = try await measure(Self.file([.init("a\u{1B}[31m", "U8", [1], [0])]))
    let message = try #require(report.findings.first).message
    #expect(!message.contains("\u{1B}"))
    #expect(message.hasPrefix("tensor 'a") && message.hasSuffix("' is all zero"))
  }

  @Test("nothing is found in packed tensors, in empty ones and in types that are not decoded")
  func nothingFound() async throws {
    let zeros = [UInt8](repeating: 0, count: 16)
    let file = Self.file([
      .init("a.qweight", "I32", [4], zeros), .init("b.weight", "U8", [16], zeros),
      .init("b.weight_scale_2", "F32", [0], []), .init("c", "F32", [0, 4], []),
      .init("d", "F4", [4, 8], zeros), .init("e", "F6_E2M3", [4], [0, 0, 0]),
    ])
    #expect(try await measure(file).findings == [])
  }

  // MARK: Which tensors

  @Test("only tensors whose names fit are measured, in the order of the header")
  func pattern() async throws {
    let file = Self.file(
      ["b.1", "a.1", "b.2", "c.1"].map { .init($0, "U8", [1], [1]) })
    for (pattern, names) in [
      ("*", ["b.1", "a.1", "b.2", "c.1"]), ("b.*", ["b.1", "b.2"]), ("?.1", ["b.1", "a.1", "c.1"]),
      ("a.1", ["a.1"]), ("a", []), ("", []),
    ] {
      let report = try await measure(file) { $0.pattern = NamePattern(pattern) }
      #expect(try names == Self.names(report), "\(pattern)")
      #expect(report.status == .verified)
    }
  }

  @Test("tensors that are not asked about have no findings")
  func patternAndFindings() async throws {
    let file = Self.file([.init("a", "U8", [1], [0]), .init("b", "U8", [1], [0])])
    let report = try await measure(file) { $0.pattern = NamePattern("b") }
    #expect(report.findings.map(\.message) == ["tensor 'b' is all zero"])
  }

  @Test("an empty tensor has counts of zero, no values, and the digest of nothing")
  func emptyTensors() async throws {
    let file = Self.file([
      .init("first", "F32", [0], []), .init("one", "U8", [1], [7]),
      .init("middle", "F64", [3, 0, 2], []), .init("last", "BOOL", [0], []),
    ])
    let report = try await measure(file) {
      $0.wantsHistogram = true
      $0.wantsChannels = true
    }
    let empty = try #require(report.files.first).tensors.filter { $0.statistics?.count == 0 }
    #expect(empty.count == 3)
    for tensor in empty {
      #expect(tensor.isDecoded)
      #expect(tensor.sha256?.hex == AttestedRelease.sha256([]))
      var expected = TensorStatistics()
      expected.exponentHistogram = [Int](repeating: 0, count: 256)
      #expect(tensor.statistics == expected)
    }
  }

  // MARK: Options

  @Test("values are counted by their exponents only where that is asked for")
  func histogram() async throws {
    let values: [Float] = [1, 2, 3, -1.5, 0, -0.0, .nan, .infinity, .leastNonzeroMagnitude, 0.75]
    let file = Self.file([.init("x", "F32", [10], Self.floats(values))])
    let without = try await measure(file)
    #expect(without.files[0].tensors[0].statistics?.exponentHistogram == nil)
    let with = try await measure(file) { $0.wantsHistogram = true }
    let bins = try #require(with.files[0].tensors[0].statistics?.exponentHistogram)
    #expect(bins.count == 256)
    let filled = bins.indices.filter { bins[$0] > 0 }
    #expect(filled == [0, 126, 127, 128, 255])
    #expect(filled.map { bins[$0] } == [3, 1, 2, 2, 2])
  }

  @Test("a channel is a step of the outermost dimension, of two dimensions or more")
  func channels() async throws {
    let values: [Float] = [1, -2, 0.5, .nan, .infinity, .nan, 0, -0.0, 0]
    let file = Self.file([
      .init("square", "F32", [3, 3], Self.floats(values)),
      .init("deep", "I8", [2, 1, 2], [1, 0x80, 3, 4]),
      .init("flat", "F32", [3], Self.floats([1, 2, 3])),
      .init("scalar", "F32", [], Self.floats([1])),
      .init("none", "F32", [0, 3], []),
      .init("hollow", "F32", [3, 0], []),
      .init("packed.qweight", "I32", [1, 1], [1, 2, 3, 4]),
      .init("undecoded", "F4", [2, 2], [1, 2]),
    ])
    let report = try await measure(file) { $0.wantsChannels = true }
    let found = try Self.named(report)
    #expect(found["square"]?.statistics?.absoluteMaximumPerChannel == [2, nil, 0])
    #expect(found["deep"]?.statistics?.absoluteMaximumPerChannel == [128, 4])
    for name in ["flat", "scalar", "none", "hollow", "packed.qweight", "undecoded"] {
      let tensor = try #require(found[name])
      #expect(tensor.statistics?.absoluteMaximumPerChannel == nil, "\(name)")
    }
    #expect(
      try await measure(file).files[0].tensors
        .allSatisfy { $0.statistics?.absoluteMaximumPerChannel == nil })
  }

  @Test("a tensor of too many channels has all but them, and one note says how many there are")
  func channelLimit() async throws {
    let count = 8 << 20 + 1
    let end = UInt64(count) + 4
    let entries: [SafetensorsBuilder.Entry] = [
      .init("a", "F8_E8M0", [2, 1], 0, 2), .init("b", "F8_E8M0", [end - 4, 1], 2, end - 2),
      .init("c", "F8_E8M0", [1, 2], end - 2, end),
    ]
    let header = SafetensorsBuilder(header: "{\(entries.map(\.json).joined(separator: ","))}").bytes
    let path = try folder.write(header, to: "x.safetensors")
    try folder.resize("x.safetensors", to: Int64(header.count + count + 4))
    var options = StatisticsOptions()
    options.wantsChannels = true
    let report = try await statistics(of: path, options)
    let found = try Self.named(report)
    // Bytes of zeros are 2^-127 each.
    let least = Double(sign: .plus, exponent: -127, significand: 1)
    #expect(found["a"]?.statistics?.absoluteMaximumPerChannel == [least, least])
    #expect(found["c"]?.statistics?.absoluteMaximumPerChannel == [least])
    #expect(found["b"]?.statistics?.absoluteMaximumPerChannel == nil)
    #expect(found["b"]?.statistics?.count == count)
    #expect(
      report.findings == [
        Finding(
          .tensorChannelCount, .note, path: report.files[0].path,
          "absmaxPerChannel is left out, tensors: 1; all files together have "
            + "more than 4194304 channels")
      ])
    #expect(report.status == .verified)
    options.wantsChannels = false
    #expect(try await statistics(of: path, options).findings == [])
  }

  // MARK: Formats

  @Test("tensors of block types have a digest, and nothing that is decoded")
  func blockTypes() async throws {
    let blocks = GGUFBuilder.types.filter { $0.elementCount > 1 }
    let file = GGUFBuilder(
      [.init("general.architecture", .text("llama"))],
      blocks.map { .init($0.name, $0.number, [$0.elementCount]) })
    let report = try await measure(file.bytes, as: "x.gguf") {
      $0.wantsHistogram = true
      $0.wantsChannels = true
    }
    let weights = try #require(report.files.first?.weights)
    #expect(report.files[0].tensors.count == blocks.count)
    for tensor in report.files[0].tensors {
      #expect(tensor.statistics == nil && !tensor.isDecoded && !tensor.isPacked)
      let range = weights.tensors[tensor.index].byteRange
      #expect(
        tensor.sha256?.hex
          == AttestedRelease.sha256(file.bytes[Int(range.lowerBound)..<Int(range.upperBound)]))
    }
    #expect(report.findings.isEmpty && report.status == .verified)
  }

  @Test("every scalar type of GGUF is decoded")
  func scalarTypesOfGGUF() async throws {
    let scalars = GGUFBuilder.types.filter { $0.elementCount == 1 }
    let file = GGUFBuilder(
      [.init("general.architecture", .text("llama"))],
      scalars.map { .init($0.name, $0.number, [6]) })
    let report = try await measure(file.bytes, as: "x.gguf")
    #expect(report.files[0].tensors.count == 8)
    for tensor in report.files[0].tensors { #expect(tensor.statistics?.count == 6) }
  }

  @Test("a big-endian GGUF file has the statistics of the little-endian one, and other digests")
  func bigEndian() async throws {
    let values: [UInt32] = [1, 0x3F80_0000, 0x8000_0000, 0x7FC0_0001, 0xFF80_0000, 0x4049_0FDB]
    for type: UInt32 in [0, 26] {
      var file = TinyGGUF(
        tensors: [("a", values), ("b", [0x0102_0304, 0x0302_0100])], hasTwoDimensions: true,
        type: type)
      let little = try await measure(file.bytes, as: "x.gguf", Self.everything)
      file.isBigEndian = true
      let big = try await measure(file.bytes, as: "x.gguf", Self.everything)
      #expect(big.files[0].weights?.byteOrder == .bigEndian)
      let (one, other) = (little.files[0].tensors, big.files[0].tensors)
      #expect(one.map(\.statistics) == other.map(\.statistics))
      #expect(one.allSatisfy { $0.statistics != nil })
      #expect(zip(one, other).allSatisfy { $0.sha256 != $1.sha256 })
      #expect(little.findings.map(\.message) == big.findings.map(\.message))
      if type == 0 {
        #expect(one[0].statistics?.nan == 1 && one[0].statistics?.negativeInfinity == 1)
        #expect(one[0].statistics?.maximum == .real(Double(Float(bitPattern: 0x4049_0FDB))))
      }
    }
  }

  // MARK: Files and folders

  @Test("a folder without weights has no answer")
  func folderWithoutWeights() async throws {
    try folder.write(Array("{}".utf8), to: "config.json")
    let error = await #expect(throws: WeightCheckError.self) {
      try await statistics(of: folder.path)
    }
    guard case .folderWithoutWeights(folder.path)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("a path that is not there has no answer")
  func absent() async throws {
    let error = await #expect(throws: WeightCheckError.self) {
      try await statistics(of: folder.path.appending("absent"))
    }
    guard case .unreadable? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("work that was cancelled has no answer")
  func cancelled() async throws {
    let path = try folder.write(SafetensorsBuilder.tiny.bytes, to: "x.safetensors")
    let cancellation = CancellationHandle()
    cancellation.cancel()
    let error = await #expect(throws: WeightCheckError.self) {
      try await statistics(of: path, cancellation: cancellation)
    }
    guard case .cancelled? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("a file that is no weights has a problem, and the others have their statistics")
  func noWeights() async throws {
    try folder.write(SafetensorsBuilder.tiny.bytes, to: "a.safetensors")
    var damaged = SafetensorsBuilder.tiny
    damaged.data.removeLast()
    try folder.write(damaged.bytes, to: "b.safetensors")
    try folder.write(Array("<!DOCTYPE html>".utf8), to: "c.gguf")
    try folder.write(GGUFBuilder.tiny.bytes, to: "d.gguf")
    try folder.write(Array("not weights by its name".utf8), to: "e.txt")
    let report = try await statistics(of: folder.path)
    #expect(
      report.files.map(\.path) == ["a.safetensors", "b.safetensors", "c.gguf", "d.gguf"])
    #expect(report.files.map(\.tensors.count) == [2, 0, 0, 2])
    #expect(report.files.map { $0.weights == nil } == [false, true, true, false])
    #expect(report.files.map { $0.problem == nil } == [true, false, false, true])
    #expect(report.status == .malformed)
  }

  @Test(
    "a named file that is no weights ends with the status of its kind",
    arguments: [
      ("plain text", Reason.Status.malformed), ("", .malformed),
      (
        "version https://git-lfs.github.com/spec/v1\noid sha256:\(String(repeating: "0", count: 64))"
          + "\nsize 12\n", .unestablished
      ),
    ])
  func named(content: String, status: Reason.Status) async throws {
    let path = try folder.write(Array(content.utf8), to: "file")
    let report = try await statistics(of: path)
    #expect(report.status == status)
    #expect(report.files.count == 1)
    #expect(report.files[0].weights == nil && report.files[0].tensors.isEmpty)
    #expect(report.files[0].problem?.isEmpty == false)
    #expect(report.findings.isEmpty)
  }

  // MARK: The same for all

  #if DEBUG
    // Without optimisation Swift's vectors take a millisecond for what takes a microsecond.
    private static let elementCounts = [1, 75]
  #else
    private static let elementCounts = [1, 31, 4_096, 4_097, 70_001, 200_000]
  #endif

  @Test("the numbers of threads and the kernels change nothing")
  func deterministic() async throws {
    var random = SplitMix64(seed: 7)
    var tensors: [NamedTensor] = []
    for type in ScalarType.allCases where type.bitCount >= 8 {
      for count in Self.elementCounts {
        let data = random.bytes(count * Int(type.bitCount) / 8)
        tensors.append(.init("\(type.rawValue).\(count)", type.rawValue, [1, UInt64(count)], data))
      }
    }
    let path = try folder.write(Self.file(tensors), to: "x.safetensors")
    var options = StatisticsOptions()
    Self.everything(&options)
    options.threadCount = 1
    let expected = try await statistics(of: path, options)
    let selections =
      [KernelSelection.best]
      + KernelBackend.allCases.compactMap { KernelSelection(only: $0) }
    for kernels in selections {
      for threadCount in [1, 2, 7] {
        options.kernels = kernels
        options.threadCount = threadCount
        let report = try await statistics(of: path, options)
        #expect(
          report.files[0].tensors.map(\.sha256) == expected.files[0].tensors.map(\.sha256))
        #expect(
          report.files[0].tensors.map(\.statistics)
            == expected.files[0].tensors.map(\.statistics),
          "\(kernels.backends) \(threadCount) threads")
        #expect(report.findings == expected.findings)
      }
    }
    for (tensor, measured) in zip(tensors, expected.files[0].tensors) {
      #expect(measured.sha256?.hex == AttestedRelease.sha256(tensor.data))
    }
  }

  // MARK: - Files

  private static func everything(_ options: inout StatisticsOptions) {
    options.wantsHistogram = true
    options.wantsChannels = true
  }

  private static func file(_ tensors: [NamedTensor]) -> [UInt8] {
    SafetensorsBuilder(tensors: tensors).bytes
  }

  private static func floats(_ values: [Float]) -> [UInt8] {
    values.flatMap { value in
      (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> ($0 * 8)) }
    }
  }

  private func measure(
    _ bytes: [UInt8], as name: FilePath = "x.safetensors",
    _ change: (inout StatisticsOptions) -> Void = { _ in }
  ) async throws -> StatisticsReport {
    var options = StatisticsOptions()
    options.threadCount = 2
    change(&options)
    return try await statistics(of: folder.write(bytes, to: name), options)
  }

  private static func named(_ report: StatisticsReport) throws -> [String: MeasuredTensor] {
    Dictionary(
      uniqueKeysWithValues: zip(try names(report), try #require(report.files.first).tensors))
  }

  private static func names(_ report: StatisticsReport) throws -> [String] {
    let file = try #require(report.files.first)
    let weights = try #require(file.weights)
    return file.tensors.map { weights.tensors[$0.index].name.lossyString }
  }
}
