// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck
internal import WeightFormats

/// Weight files held against the segments of a weight manifest: TRUST section 5, and of section 8
/// what is about files and manifests.
struct SegmentVerificationTests {
  typealias Segment = WeightManifestBuilder.Segment
  /// A segment that begins where the one before it ends.
  typealias Cut = (kind: String, name: String?, dtype: String?, shape: String?, end: Int)

  static let weights = SafetensorsBuilder.tiny.bytes
  static let dataStart = weights.count - 28

  let release: AttestedRelease

  init() throws {
    release = try AttestedRelease([
      "model.safetensors": Self.weights, "config.json": Array("{}\n".utf8),
    ])
  }

  /// A manifest of the tiny file with true digests, whose segments are as `cuts` says.
  private func manifest(
    of bytes: [UInt8], path: String = "model.safetensors", format: String = "safetensors",
    _ segments: [Cut]
  ) -> WeightManifestBuilder {
    var start = 0
    let segments = segments.map { segment in
      defer { start = segment.end }
      return Segment(
        segment.kind, start..<segment.end, name: segment.name, dtype: segment.dtype,
        shape: segment.shape,
        sha256: AttestedRelease.sha256(bytes.dropFirst(start).prefix(segment.end - start)))
    }
    return WeightManifestBuilder([
      .init(
        path, size: bytes.count, format: format, sha256: AttestedRelease.sha256(bytes),
        segments: segments)
    ])
  }

  /// The true manifest of the tiny file.
  private var good: WeightManifestBuilder {
    manifest(
      of: Self.weights,
      [
        ("header", nil, nil, nil, Self.dataStart),
        ("tensor", "weight", "F32", "[2,3]", Self.dataStart + 24),
        ("tensor", "bias", "BF16", "[2]", Self.weights.count),
      ])
  }

  // MARK: Good

  @Test("TRUST 5: what attest wrote is verified by segments, and the whole digest is not needed")
  func attested() async throws {
    try await release.publish()
    let verification = try await release.verify { $0.unlisted = .fail }
    #expect(verification.status == .verified)
    #expect(verification.reasons == [])
    #expect(verification.assurance == .local)
    let model = try #require(verification.file("model.safetensors"))
    #expect(model.verdict == .verified)
    #expect(model.sha256 == nil)
    #expect(model.claims.map(\.algorithm) == ["sha256", "segments"])
    #expect(model.claims.map(\.verdict) == [nil, .verified])
    #expect(model.segments?.checkedTensorCount == 2)
    #expect(model.segments?.equalTensorCount == 2)
    #expect(model.segments?.failures == [])
    #expect(verification.file("config.json")?.verdict == .verified)
    #expect(verification.coverage.weightFilesClaimed == 1)
  }

  @Test("TRUST 5: --whole-file computes the file's digest too")
  func wholeFile() async throws {
    try await release.publish()
    let verification = try await release.verify { $0.hashesWholeFiles = true }
    #expect(verification.status == .verified)
    let digest = verification.file("model.safetensors")?.sha256?.hex
    #expect(digest == AttestedRelease.sha256(Self.weights))
  }

  @Test("TRUST 2.3: a manifest that the user names from elsewhere is worth more than a found one")
  func named() async throws {
    try await release.publish()
    let manifest = try #require(try await release.attest().documents.first).bytes
    try release.root.write(manifest, to: "named")
    #expect(try await release.verify(manifests: ["named"]).assurance == .manifest)
    #expect(try await release.verify { $0.require = .manifest }.status == .unestablished)
    let inside = try await release.verify(manifests: ["r/weights.intoto.json"])
    #expect(inside.status == .unestablished)
  }

  @Test("one file out of an attested folder is verified alone")
  func oneFile() async throws {
    try await release.publish()
    let verification = try await release.verify {
      $0.paths = [release.path.appending("model.safetensors")]
    }
    #expect(verification.status == .verified)
    #expect(verification.files.map(\.verdict) == [.verified])
  }

  @Test("the answer is the same whatever the number of threads", arguments: [1, 2, 3, 8])
  func threads(count: Int) async throws {
    try await release.publish()
    var bytes = Self.weights
    bytes[bytes.count - 1] ^= 1
    bytes[Self.dataStart] ^= 1
    try release.write(bytes, to: "model.safetensors")
    let verification = try await release.verify { $0.threadCount = count }
    #expect(verification.failed("model.safetensors") == ["tensor weight", "tensor bias"])
  }

  // MARK: Damage

  /// Every flip of a byte; the segment that has it must be named, and tensors named must differ.
  @Test("TRUST 5: one flipped byte is a mismatch that names its header or tensor")
  func everyByteOfSafetensors() async throws {
    try await release.publish()
    for place in Self.weights.indices {
      var bytes = Self.weights
      bytes[place] ^= UInt8(1) << UInt8(place % 8)
      try release.write(bytes, to: "model.safetensors")
      let verification = try await release.verify()
      #expect(verification.status == .mismatch, "byte \(place)")
      let file = try #require(verification.file("model.safetensors"))
      #expect(file.verdict == .mismatch, "byte \(place)")
      let failed = verification.failed("model.safetensors")
      switch place {
      case ..<Self.dataStart:
        #expect(failed.first == "header", "byte \(place)")
      case ..<(Self.dataStart + 24):
        #expect(failed == ["tensor weight"], "byte \(place)")
      default:
        #expect(failed == ["tensor bias"], "byte \(place)")
      }
      // A changed header may give a tensor another type, whose bytes are the same.
      for failure in file.segments?.failures ?? [] where place >= Self.dataStart {
        #expect(failure.expected != failure.actual, "byte \(place)")
      }
    }
  }

  @Test("TRUST 5: one flipped byte of a GGUF file names the header, the tensor or the padding")
  func everyByteOfGGUF() async throws {
    let gguf = TinyGGUF()
    let (bytes, start) = (gguf.bytes, gguf.header.count)
    let release = try AttestedRelease(["model.gguf": bytes])
    try await release.publish()
    #expect(try await release.verify().status == .verified)
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= UInt8(1) << UInt8(place % 8)
      try release.write(changed, to: "model.gguf")
      let verification = try await release.verify()
      #expect(verification.status == .mismatch, "byte \(place)")
      #expect(verification.file("model.gguf")?.verdict == .mismatch, "byte \(place)")
      let failed = verification.failed("model.gguf")
      switch place - start {
      case ..<0: #expect(failed.first == "header", "byte \(place)")
      case ..<12: #expect(failed == ["tensor a"], "byte \(place)")
      case ..<32: #expect(failed == ["padding"], "byte \(place)")
      case ..<40: #expect(failed == ["tensor b"], "byte \(place)")
      default: #expect(failed == ["padding"], "byte \(place)")
      }
    }
  }

  @Test("a file cut off anywhere is a mismatch, and names a piece that is not there")
  func truncated() async throws {
    try await release.publish()
    for count in Self.weights.indices {
      try release.write(Array(Self.weights.prefix(count)), to: "model.safetensors")
      let verification = try await release.verify()
      #expect(verification.status == .mismatch, "\(count) bytes")
      let failures = verification.file("model.safetensors")?.segments?.failures ?? []
      #expect(failures.last?.name == "bias", "\(count) bytes")
      #expect(failures.last?.actual == nil, "\(count) bytes")
    }
  }

  @Test("a file that something was added to is a mismatch", arguments: [1, 7, 32, 1000])
  func extended(count: Int) async throws {
    let gguf = TinyGGUF().bytes
    try release.write(gguf, to: "model.gguf")
    try await release.publish()
    let zeros = [UInt8](repeating: 0, count: count)
    try release.write(gguf + zeros, to: "model.gguf")
    try release.write(Self.weights + zeros, to: "model.safetensors")
    let verification = try await release.verify()
    #expect(verification.status == .mismatch)
    // To GGUF these are bytes of padding, so that the file is in good order.
    #expect(verification.file("model.gguf")?.verdict == .mismatch)
    #expect(verification.file("model.safetensors")?.verdict == .mismatch)
  }

  @Test("a changed file that is no weight file is a mismatch, and names no segment")
  func changedConfig() async throws {
    try await release.publish()
    try release.write("{ }", to: "config.json")
    let verification = try await release.verify()
    #expect(verification.status == .mismatch)
    #expect(verification.reasons == [Reason(.fileMismatch, path: "config.json")])
    #expect(verification.failed("config.json") == [])
    #expect(verification.file("model.safetensors")?.verdict == .verified)
  }

  @Test("a chunk of a tensor that differs is named by its number")
  func chunk() async throws {
    var builder = good
    let data = Array(Self.weights.dropFirst(Self.dataStart).prefix(24))
    builder.chunkBytes = "10"
    builder.files[0].segments?[0].chunks = Self.chunks(Array(Self.weights.prefix(Self.dataStart)))
    builder.files[0].segments?[1].chunks = Self.chunks(data)
    try release.write(builder.bytes, to: "weights.intoto.json")
    #expect(try await release.verify().status == .verified)
    var bytes = Self.weights
    bytes[Self.dataStart + 23] ^= 0x80
    try release.write(bytes, to: "model.safetensors")
    let verification = try await release.verify()
    #expect(verification.status == .mismatch)
    let failures = verification.file("model.safetensors")?.segments?.failures ?? []
    #expect(failures.map(\.chunk) == [2])
    #expect(failures.map(\.name) == ["weight"])
    let range = UInt64(Self.dataStart + 20)..<UInt64(Self.dataStart + 24)
    #expect(failures.map(\.byteRange) == [range])
    #expect(
      failures[0].actual?.hex == AttestedRelease.sha256(bytes[Int(range.lowerBound)...].prefix(4)))
  }

  private static func chunks(_ bytes: [UInt8]) -> [String] {
    stride(from: 0, to: bytes.count, by: 10).map {
      "\"\(AttestedRelease.sha256(bytes.dropFirst($0).prefix(10)))\""
    }
  }

  @Test("TRUST 5: one wrong chunk digest is a mismatch although the segment's own is right")
  func wrongChunkDigest() async throws {
    var builder = good
    builder.chunkBytes = "10"
    builder.files[0].segments?[0].chunks = Self.chunks(Array(Self.weights.prefix(Self.dataStart)))
    var chunks = Self.chunks(Array(Self.weights.dropFirst(Self.dataStart).prefix(24)))
    chunks.swapAt(0, 1)
    builder.files[0].segments?[1].chunks = chunks
    try release.write(builder.bytes, to: "weights.intoto.json")
    let verification = try await release.verify()
    #expect(verification.status == .mismatch)
    #expect(verification.failed("model.safetensors") == ["tensor weight", "tensor weight"])
  }

  @Test("a mismatch ends the work early where that is asked for, and is still a mismatch")
  func stopsAtMismatch() async throws {
    try await release.publish()
    var bytes = Self.weights
    bytes[Self.dataStart] ^= 1
    try release.write(bytes, to: "model.safetensors")
    #expect(try await release.verify { $0.stopsAtMismatch = true }.status == .mismatch)
    // Here it is the header that tells, before anything is hashed.
    try release.write(
      SafetensorsBuilder([.init("weight", "F32", [7], 0, 28)]).bytes, to: "model.safetensors")
    #expect(try await release.verify { $0.stopsAtMismatch = true }.status == .mismatch)
  }

  // MARK: The manifest and the header

  @Test("a true manifest that was made by hand is verified")
  func handMade() async throws {
    try release.write(good.bytes, to: "weights.intoto.json")
    #expect(try await release.verify().status == .verified)
  }

  enum Lie: CaseIterable {
    case name, dtype, shape, rank, place, kind, split, joined, order
  }

  /// Every digest is true of the bytes that the manifest gives it for; only the layout is another.
  @Test(
    "TRUST 5: segments that the header does not tell of are a mismatch, whatever their digests",
    arguments: Lie.allCases)
  func segmentsDisagree(lie: Lie) async throws {
    let (start, end) = (Self.dataStart, Self.weights.count)
    let header: Cut = ("header", nil, nil, nil, start)
    let weight: Cut = ("tensor", "weight", "F32", "[2,3]", start + 24)
    let bias: Cut = ("tensor", "bias", "BF16", "[2]", end)
    let segments: [Cut] =
      switch lie {
      case .name: [header, ("tensor", "weighs", "F32", "[2,3]", start + 24), bias]
      case .dtype: [header, ("tensor", "weight", "I32", "[2,3]", start + 24), bias]
      case .shape: [header, ("tensor", "weight", "F32", "[3,2]", start + 24), bias]
      case .rank: [header, ("tensor", "weight", "F32", "[1,2,3]", start + 24), bias]
      case .place: [header, ("tensor", "weight", "F32", "[2,3]", start + 20), bias]
      case .kind: [header, ("padding", nil, nil, nil, start + 24), bias]
      case .split:
        [
          header, weight, ("tensor", "bias", "BF16", "[2]", end - 2),
          ("padding", nil, nil, nil, end),
        ]
      case .joined: [header, ("tensor", "weight", "F32", "[2,3]", end)]
      case .order:
        [
          header, ("tensor", "bias", "BF16", "[2]", start + 4),
          ("tensor", "weight", "F32", "[2,3]", end),
        ]
      }
    try release.write(manifest(of: Self.weights, segments).bytes, to: "weights.intoto.json")
    for isWhole in [false, true] {
      let verification = try await release.verify { $0.hashesWholeFiles = isWhole }
      #expect(verification.status == .mismatch)
      #expect(verification.file("model.safetensors")?.verdict == .mismatch)
      #expect(verification.file("model.safetensors")?.segments?.disagrees == true)
      let finding = verification.findings.first { $0.id == .manifestSegmentsDisagree }
      #expect(finding?.severity == .error)
      #expect(finding?.path == "model.safetensors")
    }
  }

  @Test("TRUST 5: a disagreement is said in words, with what is equal all the same")
  func disagreementSentence() async throws {
    let text = try await release.publish()
    try release.write(
      text.replacing(#""name": "bias""#, with: #""name": "bios""#), to: "weights.intoto.json")
    let verification = try await release.verify()
    let shown = "\(release.path)/weights.intoto.json"
    #expect(
      verification.findings.first { $0.id == .manifestSegmentsDisagree }?.message
        == "\(shown) and the file's header disagree: it claims tensor 'bios' BF16 [2] of 4 bytes "
        + "at \(Self.dataStart + 24), the file has tensor 'bias' BF16 [2] of 4 bytes at "
        + "\(Self.dataStart + 24); 1 of 2 claimed tensors are there with equal values")
    #expect(verification.failed("model.safetensors") == ["tensor bias", "tensor bios"])
  }

  @Test("TRUST 8: segments that disagree with the subject digest are refused by --whole-file")
  func subjectDigestWrong() async throws {
    var builder = good
    builder.files[0].sha256 = WeightManifestBuilder.quoted(WeightManifestBuilder.hex("0"))
    try release.write(builder.bytes, to: "weights.intoto.json")
    let whole = try await release.verify { $0.hashesWholeFiles = true }
    #expect(whole.status == .mismatch)
    #expect(whole.file("model.safetensors")?.verdict == .mismatch)
    // By segments the whole digest stays open, and the document says so.
    let bySegments = try await release.verify()
    #expect(bySegments.file("model.safetensors")?.sha256 == nil)
    #expect(
      bySegments.file("model.safetensors")?.claims.map(\.verdict) == [nil, .verified])
  }

  @Test("TRUST 8: sha256 right but sha512 wrong: all strong digests of one claim must match")
  func secondDigestWrong() async throws {
    let sha256 = "\"sha256\":\"\(AttestedRelease.sha256(Self.weights))\""
    let wrong = String(repeating: "0", count: 128)
    let text = good.text.replacing(
      #""digest":{"# + sha256, with: #""digest":{"sha512":"\#(wrong)","# + sha256)
    try #require(text != good.text)
    try release.write(text, to: "weights.intoto.json")
    let verification = try await release.verify()
    #expect(verification.status == .mismatch)
    #expect(verification.file("model.safetensors")?.segments?.failures == [])
  }

  @Test("TRUST 2.1: a checksum file that disagrees wins over segments that match")
  func checksumsDisagree() async throws {
    try await release.publish()
    try release.write(
      "\(WeightManifestBuilder.hex("0"))  model.safetensors\n", to: "SHA256SUMS")
    let verification = try await release.verify()
    #expect(verification.status == .mismatch)
    #expect(
      verification.file("model.safetensors")?.claims.map(\.verdict).contains(.verified) == true)
  }

  @Test("TRUST 2.2: a file whose structure is invalid is malformed though every segment matches")
  func malformed() async throws {
    let broken = Self.weights + [0]
    try release.write(broken, to: "model.safetensors")
    let builder = manifest(
      of: broken,
      [
        ("header", nil, nil, nil, Self.dataStart),
        ("tensor", "weight", "F32", "[2,3]", Self.dataStart + 24),
        ("tensor", "bias", "BF16", "[2]", Self.weights.count),
        ("padding", nil, nil, nil, broken.count),
      ])
    try release.write(builder.bytes, to: "weights.intoto.json")
    for isWhole in [false, true] {
      let verification = try await release.verify { $0.hashesWholeFiles = isWhole }
      #expect(verification.status == .malformed)
      #expect(verification.file("model.safetensors")?.verdict == .malformed)
      #expect(verification.file("model.safetensors")?.segments?.failures == [])
    }
  }

  @Test("a weight file that the manifest calls something else is verified by its whole digest only")
  func calledOther() async throws {
    let entry = WeightManifestBuilder.File(
      "model.safetensors", size: Self.weights.count, format: "other",
      sha256: AttestedRelease.sha256(Self.weights))
    try release.write(WeightManifestBuilder([entry]).bytes, to: "weights.intoto.json")
    let verification = try await release.verify()
    #expect(verification.status == .verified)
    #expect(verification.file("model.safetensors")?.claims.map(\.algorithm) == ["sha256"])
    var bytes = Self.weights
    bytes[bytes.count - 1] ^= 1
    try release.write(bytes, to: "model.safetensors")
    #expect(try await release.verify().status == .mismatch)
  }

  // MARK: TRUST section 8

  @Test("TRUST 8: size lie, down and up")
  func sizeLie() async throws {
    let gguf = TinyGGUF().bytes
    let start = TinyGGUF().header.count
    let release = try AttestedRelease(["model.gguf": gguf])
    func write(_ size: Int) throws {
      var builder = manifest(
        of: gguf, path: "model.gguf", format: "gguf",
        [
          ("header", nil, nil, nil, start), ("tensor", "a", "F32", "[3]", start + 12),
          ("padding", nil, nil, nil, start + 32), ("tensor", "b", "F32", "[2]", start + 40),
          ("padding", nil, nil, nil, size),
        ])
      builder.files[0].size = "\(size)"
      builder.chunkBytes = "\(1 << 52)"
      try release.write(builder.bytes, to: "weights.intoto.json")
    }
    try write(gguf.count)
    #expect(try await release.verify().status == .verified)
    for size in [gguf.count - 1, gguf.count + 1, gguf.count * 2, 1 << 50] {
      try write(size)
      let verification = try await release.verify()
      #expect(verification.status == .mismatch, "\(size) bytes")
    }
  }

  @Test("TRUST 8: shards that were swapped do not match")
  func shardSwap() async throws {
    let (first, second) = ("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors")
    let bytes = SafetensorsBuilder([.init("other", "U8", [28], 0, 28)]).bytes
    let release = try AttestedRelease([first: Self.weights, second: bytes])
    try await release.publish()
    #expect(try await release.verify().status == .verified)
    try release.write(bytes, to: first)
    try release.write(Self.weights, to: second)
    for accepts in [false, true] {
      let verification = try await release.verify { $0.acceptsEquivalent = accepts }
      #expect(verification.status == .mismatch)
      #expect(verification.file(first)?.verdict == .mismatch)
      #expect(verification.file(second)?.verdict == .mismatch)
    }
  }

  @Test("TRUST 2.2: every shard must be there and match")
  func shardMissing() async throws {
    let (first, second) = ("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors")
    let bytes = SafetensorsBuilder([.init("other", "U8", [28], 0, 28)]).bytes
    let release = try AttestedRelease([first: Self.weights, second: bytes])
    try await release.publish()
    try release.remove(second)
    for accepts in [false, true] {
      let verification = try await release.verify {
        $0.missing = .report
        $0.acceptsEquivalent = accepts
      }
      #expect(verification.status == .unestablished)
      #expect(verification.reasons.contains(Reason(.fileMissing, path: UntrustedText(second))))
    }
  }

  @Test("TRUST 8: a tensor that two shards have is told, though all bytes are as claimed")
  func shardOverlap() async throws {
    let (first, second) = ("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors")
    let release = try AttestedRelease([first: Self.weights, second: Self.weights])
    let hex = AttestedRelease.sha256(Self.weights)
    try release.write("\(hex)  \(first)\n\(hex)  \(second)\n", to: "SHA256SUMS")
    let verification = try await release.verify()
    #expect(verification.status == .unestablished)
    #expect(verification.reasons.map(\.code) == [.setInconsistent])
    #expect(verification.findings.contains { $0.id == .setTensorRepeated && $0.severity == .error })
  }

  @Test("TRUST 8: an extra tensor is a mismatch that names header and tensor")
  func extraTensor() async throws {
    try await release.publish()
    var twin = SafetensorsBuilder([
      .init("weight", "F32", [2, 3], 0, 24), .init("bias", "BF16", [2], 24, 28),
      .init("extra", "U8", [4], 28, 32),
    ])
    twin.data = Array(Self.weights.suffix(28)) + [1, 2, 3, 4]
    try release.write(twin.bytes, to: "model.safetensors")
    for accepts in [false, true] {
      let verification = try await release.verify { $0.acceptsEquivalent = accepts }
      #expect(verification.status == .mismatch)
      #expect(verification.failed("model.safetensors") == ["header", "tensor extra"])
      #expect(verification.file("model.safetensors")?.segments?.equalTensorCount == 2)
    }
  }

  @Test("a tensor that is gone is named")
  func missingTensor() async throws {
    try await release.publish()
    var twin = SafetensorsBuilder([.init("weight", "F32", [2, 3], 0, 24)])
    twin.data = Array(Self.weights.suffix(28).prefix(24))
    try release.write(twin.bytes, to: "model.safetensors")
    let verification = try await release.verify()
    #expect(verification.status == .mismatch)
    #expect(verification.failed("model.safetensors") == ["header", "tensor bias"])
  }

  @Test("TRUST 8: changed GGUF metadata with equal tensors is a mismatch that names the header")
  func changedMetadata() async throws {
    let release = try AttestedRelease(["model.gguf": TinyGGUF().bytes])
    try await release.publish()
    // One of the same length, and one that moves all tensors.
    for name in ["tinx", String(repeating: "x", count: 100)] {
      try release.write(TinyGGUF(architecture: name).bytes, to: "model.gguf")
      for accepts in [false, true] {
        let verification = try await release.verify { $0.acceptsEquivalent = accepts }
        #expect(verification.status == .mismatch)
        #expect(verification.failed("model.gguf") == ["header"])
        #expect(verification.file("model.gguf")?.segments?.equalTensorCount == 2)
      }
    }
  }

  @Test("TRUST 8: a tensor's name in two components is two tensors")
  func twoComponents() async throws {
    var other = SafetensorsBuilder.tiny
    other.data[0] ^= 1
    let (first, second) = ("text_encoder/model.safetensors", "text_encoder_2/model.safetensors")
    let release = try AttestedRelease([first: Self.weights, second: other.bytes])
    try await release.publish()
    #expect(try await release.verify().status == .verified)
    try release.write(other.bytes, to: first)
    try release.write(Self.weights, to: second)
    for accepts in [false, true] {
      let verification = try await release.verify { $0.acceptsEquivalent = accepts }
      #expect(verification.status == .mismatch)
      #expect(verification.failed(first) == ["tensor weight"])
      #expect(verification.failed(second) == ["tensor weight"])
    }
  }

  @Test("TRUST 8: an empty manifest establishes nothing")
  func emptyManifest() async throws {
    try release.root.write(WeightManifestBuilder([]).bytes, to: "named")
    for accepts in [false, true] {
      let verification = try await release.verify(manifests: ["named"]) {
        $0.acceptsEquivalent = accepts
      }
      #expect(verification.status == .unestablished)
    }
  }

  @Test("a weight file that the manifest leaves out is not verified")
  func unlistedWeights() async throws {
    try await release.publish()
    try release.write(Self.weights, to: "other.safetensors")
    let verification = try await release.verify()
    #expect(verification.status == .unestablished)
    #expect(verification.reasons == [Reason(.fileUnclaimed, path: "other.safetensors")])
    #expect(try await release.verify { $0.unlisted = .fail }.status == .mismatch)
  }

  @Test("a manifest of a schema that is not known establishes nothing, named or found")
  func unknownSchema() async throws {
    var builder = good
    builder.schema = "2"
    try release.write(builder.bytes, to: "weights.intoto.json")
    try release.root.write(builder.bytes, to: "named")
    #expect(try await release.verify().status == .unestablished)
    #expect(try await release.verify(manifests: ["named"]).status == .unestablished)
  }

  @Test("a broken manifest is malformed where it is named, and a finding where it is found")
  func brokenManifest() async throws {
    var builder = good
    builder.files[0].segments?[1].length = "20"
    try release.write(builder.bytes, to: "weights.intoto.json")
    try release.root.write(builder.bytes, to: "named")
    let found = try await release.verify()
    #expect(found.status == .unestablished)
    #expect(found.findings.contains { $0.id == .manifestMalformed })
    #expect(try await release.verify(manifests: ["named"]).status == .malformed)
  }
}
