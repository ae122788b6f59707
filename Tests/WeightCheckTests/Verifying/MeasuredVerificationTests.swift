// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Digests
internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck
internal import WeightFormats

/// `verify` and `attest` where the statistics of all tensors are wanted too.
@Suite("Statistics beside verdicts")
struct MeasuredVerificationTests {
  typealias NamedTensor = SafetensorsBuilder.NamedTensor

  static let model = "model.safetensors"
  static let nan: [UInt8] = [0, 0, 0xC0, 0x7F, 0, 0, 0x80, 0x3F]
  static let tensors: [NamedTensor] = [
    .init("a", "F32", [2], nan), .init("b", "U8", [2, 3], [1, 2, 3, 4, 5, 0]),
    .init("b_scale_2", "F32", [0], []), .init("c", "BOOL", [2], [0, 0]),
  ]
  static let weights = SafetensorsBuilder(tensors: tensors).bytes

  /// Tensors as plain values that can be compared.
  private static func values(
    _ tensors: [MeasuredTensor]?
  ) -> [(index: Int, sha256: String?, isPacked: Bool, statistics: TensorStatistics?)]? {
    tensors?.map { ($0.index, $0.sha256?.hex, $0.isPacked, $0.statistics) }
  }

  private static func expectEqual(
    _ one: [MeasuredTensor]?, _ other: [MeasuredTensor]?,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let one = try #require(values(one), sourceLocation: sourceLocation)
    let other = try #require(values(other), sourceLocation: sourceLocation)
    #expect(one.count == other.count, sourceLocation: sourceLocation)
    for (one, other) in zip(one, other) {
      #expect(one == other, sourceLocation: sourceLocation)
    }
  }

  // MARK: The same as stats gives

  @Test("verify gives what stats gives, whatever evidence there is")
  func verified() async throws {
    let release = try AttestedRelease([Self.model: Self.weights, "config.json": [0x7B, 0x7D]])
    let alone = try await statistics(of: release.path)
    let expected = alone.files.first?.tensors
    #expect(expected?.count == 4)

    let without = try await release.verify { $0.wantsStatistics = true }
    try Self.expectEqual(without.file(Self.model)?.statistics?.tensors, expected)
    try release.write(
      "\(AttestedRelease.sha256(Self.weights))  \(Self.model)\n", to: "SHA256SUMS")
    let sums = try await release.verify { $0.wantsStatistics = true }
    #expect(sums.status == .verified)
    try Self.expectEqual(sums.file(Self.model)?.statistics?.tensors, expected)
    try release.remove("SHA256SUMS")
    try await release.publish()
    for wantsWhole in [false, true] {
      let segments = try await release.verify {
        $0.wantsStatistics = true
        $0.hashesWholeFiles = wantsWhole
      }
      #expect(segments.status == .verified)
      let file = try #require(segments.file(Self.model))
      #expect((file.sha256 != nil) == wantsWhole)
      try Self.expectEqual(file.statistics?.tensors, expected)
      #expect(segments.findings == without.findings)
    }
    #expect(without.findings.filter { $0.id.rawValue.hasPrefix("tensor.") } == alone.findings)
    #expect(alone.findings.map(\.id) == [.tensorNaN, .tensorAllZero])
    #expect(sums.file("config.json")?.statistics == nil)
    #expect(try await release.verify().file(Self.model)?.statistics == nil)
  }

  @Test("attest gives what stats gives, and its documents stay the same")
  func attested() async throws {
    let release = try AttestedRelease([Self.model: Self.weights, "config.json": [0x7B, 0x7D]])
    let expected = try await statistics(of: release.path)
    let plain = try await release.attest()
    let measured = try await release.attest { $0.wantsStatistics = true }
    #expect(plain.documents.map(\.bytes) == measured.documents.map(\.bytes))
    #expect(measured.refusals == [] && measured.status == .verified)
    #expect(measured.findings == plain.findings + expected.findings)
    #expect(plain.statistics.isEmpty)
    #expect(measured.statistics.map(\.path) == [UntrustedText(Self.model)])
    try Self.expectEqual(
      measured.statistics.first?.tensors.tensors, expected.files.first?.tensors)
  }

  @Test("tensors that a manifest compares by name are hashed as well")
  func byName() async throws {
    let release = try AttestedRelease([Self.model: Self.weights])
    try await release.publish()
    let reordered = SafetensorsBuilder(tensors: Self.tensors.reversed()).bytes
    try release.write(reordered, to: Self.model)
    let expected = try await statistics(of: release.path)
    let verification = try await release.verify { $0.wantsStatistics = true }
    #expect(verification.status == .mismatch)
    #expect(verification.file(Self.model)?.segments?.disagrees == true)
    try Self.expectEqual(
      verification.file(Self.model)?.statistics?.tensors, expected.files.first?.tensors)
  }

  @Test(
    "chunks of any length that a manifest claims leave the statistics right", arguments: [1, 3])
  func oddChunks(threadCount: Int) async throws {
    let release = try OddChunks.release()
    let expected = try await statistics(of: release.path)
    let verification = try await release.verify {
      $0.wantsStatistics = true
      $0.threadCount = threadCount
    }
    #expect(verification.status == .verified)
    try Self.expectEqual(
      verification.file(Self.model)?.statistics?.tensors, expected.files.first?.tensors)
  }

  /// The bytes of a release that does not fit in memory are read once, in one pass for all that is
  /// wanted of them; a file that is a hole makes any release such a one.
  @Test("chunks of any length are no harm where a release does not fit in memory")
  func oddChunksReadOnce() async {
    await #expect(processExitsWith: .success) {
      let release = try OddChunks.release()
      let expected = try await statistics(of: release.path.appending("model.safetensors"))
      try release.root.resize("r/hole", to: 1 << 41)
      let verification = try await release.verify { $0.wantsStatistics = true }
      #expect(verification.status == .verified)
      try Self.expectEqual(
        verification.file("model.safetensors")?.statistics?.tensors,
        expected.files.first?.tensors)
    }
  }

  #if !DEBUG
    // The longest tensors of all tests; without optimisation they would take half a minute.
    @Test("a tensor that is verified by its chunks has no digest, and the statistics that it has")
    func chunked() async throws {
      let chunk = 16 << 20
      var random = SplitMix64(seed: 3)
      var tensors: [NamedTensor] = [
        .init("exact", "BF16", [1, UInt64(chunk / 2)], []),
        .init("above", "BF16", [2, UInt64(chunk / 4 + 3)], []),
        .init("small", "BF16", [5], random.bytes(10)),
      ]
      let piece = random.bytes(64 << 10)
      for index in 0..<2 {
        let count = Int(tensors[index].shape.reduce(2, *))
        var data = [UInt8](repeating: 0, count: count)
        for place in data.indices { data[place] = piece[(place ^ place >> 16) & 0xFFFF] }
        tensors[index].data = data
      }
      let bytes = SafetensorsBuilder(tensors: tensors).bytes
      let release = try AttestedRelease([Self.model: bytes])
      let expected = try #require(try await statistics(of: release.path).files.first).tensors
      #expect(expected.map { $0.sha256?.hex } == tensors.map { AttestedRelease.sha256($0.data) })

      let attestation = try await release.attest { $0.wantsStatistics = true }
      try Self.expectEqual(attestation.statistics.first?.tensors.tensors, expected)
      try release.write(
        "\(AttestedRelease.sha256(bytes))  \(Self.model)\n", to: "SHA256SUMS")
      let whole = try await release.verify { $0.wantsStatistics = true }
      #expect(whole.status == .verified)
      try Self.expectEqual(whole.file(Self.model)?.statistics?.tensors, expected)
      try release.remove("SHA256SUMS")

      try await release.publish()
      for (flipped, status) in [(nil, Reason.Status.verified), (chunk + 20_000, .mismatch)] {
        if let flipped {
          var changed = bytes
          changed[flipped] ^= 0x40
          try release.write(changed, to: Self.model)
        }
        let alone = try await statistics(of: release.path)
        let verification = try await release.verify { $0.wantsStatistics = true }
        #expect(verification.status == status)
        let found = try #require(verification.file(Self.model)?.statistics).tensors
        #expect(found.map(\.statistics) == alone.files[0].tensors.map(\.statistics))
        #expect(found.map { $0.sha256 == nil } == [false, true, false])
        #expect(found[0].sha256 == alone.files[0].tensors[0].sha256)
        #expect(found[2].sha256 == alone.files[0].tensors[2].sha256)
        #expect(verification.failed(Self.model) == (flipped == nil ? [] : ["tensor above"]))
      }
    }
  #endif

  // MARK: The verdict

  /// Something done to a good, attested release.
  enum Change: String, CaseIterable {
    case nothing, tampered, tamperedHeader, cutOff, removed, unlisted, noEvidence, notWeights,
      ignored, secondFile

    func apply(to release: AttestedRelease) throws {
      var bytes = MeasuredVerificationTests.weights
      switch self {
      case .nothing, .ignored: return
      case .tampered: bytes[bytes.count - 1] ^= 1
      case .tamperedHeader: bytes[12] ^= 1
      case .cutOff: bytes.removeLast(3)
      case .removed: return try release.remove(MeasuredVerificationTests.model)
      case .unlisted: return try release.write(bytes, to: "extra.safetensors")
      case .noEvidence: return try release.remove("weights.intoto.json")
      case .notWeights: bytes = Array("<html>".utf8)
      case .secondFile: return try release.write("print()", to: "modeling.py")
      }
      try release.write(bytes, to: MeasuredVerificationTests.model)
    }
  }

  @Test("statistics never change a verdict", arguments: Change.allCases)
  func verdicts(change: Change) async throws {
    let release = try AttestedRelease([Self.model: Self.weights, "config.json": [0x7B, 0x7D]])
    try await release.publish()
    try change.apply(to: release)
    for isStrict in [false, true] {
      func verify(measuring: Bool) async throws -> Verification {
        try await release.verify {
          $0.wantsStatistics = measuring
          if change == .ignored { $0.ignored = [FilePath(Self.model)] }
          $0.unlisted = isStrict ? .fail : .report
          $0.hashesWholeFiles = isStrict
        }
      }
      let plain = try await verify(measuring: false)
      let measured = try await verify(measuring: true)
      #expect(plain.status == measured.status)
      #expect(plain.verdict == measured.verdict)
      #expect(plain.assurance == measured.assurance)
      #expect(plain.reasons == measured.reasons)
      #expect(plain.unclaimed == measured.unclaimed)
      #expect(plain.files.map(\.path) == measured.files.map(\.path))
      #expect(plain.files.map(\.verdict) == measured.files.map(\.verdict))
      #expect(plain.files.map(\.claims) == measured.files.map(\.claims))
      #expect(plain.files.map(\.segments) == measured.files.map(\.segments))
      #expect(plain.files.map(\.problem) == measured.files.map(\.problem))
      #expect(plain.findings == measured.findings.filter { !$0.id.rawValue.hasPrefix("tensor.") })
      #expect(plain.files.allSatisfy { $0.statistics == nil })
      if change == .tampered { #expect(measured.verdict == .failed) }
      if change == .nothing { #expect(measured.verdict == .verified) }
    }
  }

  @Test("a file that is exempted is not measured, and the others are")
  func exempted() async throws {
    let release = try AttestedRelease([Self.model: Self.weights, "other.safetensors": Self.weights])
    try await release.publish()
    let verification = try await release.verify {
      $0.wantsStatistics = true
      $0.ignored = [FilePath(Self.model)]
    }
    #expect(verification.file(Self.model)?.statistics == nil)
    #expect(verification.file("other.safetensors")?.statistics?.tensors.count == 4)
    let measured = verification.findings.filter { $0.id.rawValue.hasPrefix("tensor.") }
    #expect(measured.count == 2)
    #expect(measured.allSatisfy { $0.path == "other.safetensors" })
  }

  @Test("work that stops at the first mismatch still fails")
  func stopsAtMismatch() async throws {
    let release = try AttestedRelease([Self.model: Self.weights])
    try await release.publish()
    try Change.tampered.apply(to: release)
    for threadCount in [1, 2, 5] {
      let verification = try await release.verify {
        $0.wantsStatistics = true
        $0.stopsAtMismatch = true
        $0.threadCount = threadCount
      }
      #expect(verification.status == .mismatch)
    }
  }
}

/// A release whose weight manifest claims chunks of 1,001 bytes, in which no element ends.
private enum OddChunks {
  static func release() throws -> AttestedRelease {
    var random = SplitMix64(seed: 5)
    let tensors: [SafetensorsBuilder.NamedTensor] = [
      .init("a", "F32", [5_000], random.bytes(20_000)), .init("b", "U8", [2], [1, 2]),
      .init("c", "F64", [1_000], random.bytes(8_000)),
    ]
    let file = SafetensorsBuilder(tensors: tensors)
    let start = file.bytes.count - file.data.count
    typealias Segment = WeightManifestBuilder.Segment
    var segments = [
      Segment("header", 0..<start, sha256: AttestedRelease.sha256(file.bytes.prefix(start)))
    ]
    var offset = start
    for tensor in tensors {
      let chunks = stride(from: 0, to: tensor.data.count, by: 1_001).map {
        AttestedRelease.sha256(tensor.data.dropFirst($0).prefix(1_001))
      }
      segments.append(
        Segment(
          "tensor", offset..<(offset + tensor.data.count), name: tensor.name, dtype: tensor.dtype,
          shape: "\(tensor.shape)", sha256: AttestedRelease.sha256(tensor.data),
          chunks: tensor.data.count > 1_001 ? chunks : nil))
      offset += tensor.data.count
    }
    var manifest = WeightManifestBuilder([
      .init(
        "model.safetensors", size: file.bytes.count, sha256: AttestedRelease.sha256(file.bytes),
        segments: segments)
    ])
    manifest.chunkBytes = "1001"
    return try AttestedRelease([
      "model.safetensors": file.bytes, "weights.intoto.json": manifest.bytes,
    ])
  }
}
