// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck
internal import WeightFormats

/// Ways in which equal tensors, or an index, once hid that claimed weights are not there.
struct EquivalenceAttackTests {
  private static let tensors = EquivalenceTests.tensors
  private static let good = EquivalenceTests.file(tensors)
  private static let evil = EquivalenceTests.file(
    tensors.map { .init($0.name, $0.dtype, $0.shape, $0.data.map { $0 ^ 1 }) })
  /// The same tensors under other metadata.
  private static let other = EquivalenceTests.file(tensors, metadata: [("a", "b")])
  private static let unet = EquivalenceTests.file([.init("u", "U8", [1], [1])])

  /// The overall status with and without `--accept equivalent`.
  private func statuses(
    _ release: AttestedRelease, manifests: [String] = []
  ) async throws -> [Reason.Status] {
    var statuses: [Reason.Status] = []
    for accepts in [false, true] {
      let verification = try await release.verify(manifests: manifests) {
        $0.acceptsEquivalent = accepts
        $0.hashesWholeFiles = true
      }
      statuses.append(verification.status)
    }
    return statuses
  }

  @Test("TRUST 2.2: one component's bytes in another's folder excuse neither of them")
  func componentOfAnother() async throws {
    let release = try AttestedRelease([
      "te/model.safetensors": Self.good, "te2/model.safetensors": Self.other,
      "unet/model.safetensors": Self.unet,
    ])
    try await release.publish()
    try release.remove("te/model.safetensors")
    try release.remove("te2/model.safetensors")
    try release.write(Self.other, to: "te/other.safetensors")
    let statuses = try await statuses(release)
    #expect(statuses == [.unestablished, .unestablished])
    let missing = try await release.verify().files.filter { $0.verdict == .missing }
    #expect(missing.contains { $0.path == "te2/model.safetensors" })
  }

  @Test("TRUST 1.6: bytes that are claimed as another file's stand for no set of equal tensors")
  func bytesOfAnother() async throws {
    var files = EquivalenceTests.shards(Self.tensors, 2)
    files["orig/consolidated.safetensors"] = Self.good
    let release = try AttestedRelease(files)
    try await release.publish()
    for path in files.keys { try release.remove(path) }
    try release.write(Self.good, to: "consolidated.safetensors")
    let statuses = try await statuses(release)
    #expect(statuses == [.unestablished, .unestablished])
  }

  @Test("TRUST 2.3: a manifest of other weights excuses nothing that a first one claims")
  func secondManifest() async throws {
    let release = try AttestedRelease(["model.safetensors": Self.good])
    let first = try await release.attest().documents[0].bytes
    try release.write(Self.evil, to: "model.safetensors")
    let second = try await release.attest().documents[0].bytes
    try release.root.write(first, to: "first.json")
    try release.root.write(second, to: "second.json")
    try release.remove("model.safetensors")
    try release.write(
      EquivalenceTests.file(
        Self.tensors.map { .init($0.name, $0.dtype, $0.shape, $0.data.map { $0 ^ 1 }) },
        metadata: [("a", "b")]),
      to: "other.safetensors")
    for manifests in [["first.json", "second.json"], ["second.json", "first.json"]] {
      let statuses = try await statuses(release, manifests: manifests)
      #expect(statuses == [.unestablished, .unestablished])
    }
  }

  @Test("TRUST 1.6: one file stands for one claimed set, not for two of two manifests")
  func twoClaimedSets() async throws {
    let release = try AttestedRelease(["a.safetensors": Self.good])
    try release.root.write(try await release.attest().documents[0].bytes, to: "a.json")
    try release.remove("a.safetensors")
    try release.write(Self.good, to: "b.safetensors")
    try release.root.write(try await release.attest().documents[0].bytes, to: "b.json")
    try release.remove("b.safetensors")
    try release.write(Self.other, to: "c.safetensors")
    let statuses = try await statuses(release, manifests: ["a.json", "b.json"])
    #expect(statuses == [.unestablished, .unestablished])
  }

  @Test("TRUST 8: empty model: sets without tensors are equal to nothing")
  func noTensors() async throws {
    let empty = EquivalenceTests.file([])
    let release = try AttestedRelease(["model.safetensors": empty])
    try await release.publish { $0.allowed = [.attestNoTensors] }
    try release.remove("model.safetensors")
    try release.write(EquivalenceTests.file([], metadata: [("a", "b")]), to: "new.safetensors")
    let statuses = try await statuses(release)
    #expect(statuses == [.unestablished, .unestablished])
  }

  @Test("TRUST 2.6: what its own index names is not excused by equal tensors")
  func ownIndex() async throws {
    let release = try AttestedRelease(["b.safetensors": Self.good])
    try await release.publish()
    try release.remove("b.safetensors")
    try release.write(Self.other, to: "a.safetensors")
    let map = Self.tensors.enumerated().map { number, tensor in
      "\"\(tensor.name)\":\"\(number == 0 ? "b" : "a").safetensors\""
    }
    try release.write(
      "{\"weight_map\":{\(map.joined(separator: ","))}}", to: "model.safetensors.index.json")
    let statuses = try await statuses(release)
    #expect(statuses == [.unestablished, .unestablished])
  }

  @Test("a file without segments is not excused, whatever set the manifest puts it into")
  func companionInSet() async throws {
    let release = try AttestedRelease(
      EquivalenceTests.shards(Self.tensors, 2).merging(["config.json": Array("{}".utf8)]) { a, _ in
        a
      })
    let text = try await release.publish()
    let changed = text.replacing(
      #""path": "config.json","#, with: #""path": "config.json", "set": "model","#)
    try #require(changed != text)
    try release.write(changed, to: "weights.intoto.json")
    for name in EquivalenceTests.shards(Self.tensors, 2).keys { try release.remove(name) }
    try release.remove("config.json")
    try release.write(Self.good, to: "model.safetensors")
    let statuses = try await statuses(release)
    #expect(statuses == [.unestablished, .unestablished])
  }

  @Test("TRUST 1.6: no tensor stands for two claimed sets of two manifests that share a file")
  func overlappingSets() async throws {
    let (a, b) = (Array(Self.tensors[..<2]), Array(Self.tensors[2...]))
    let names = (1...3).map { "model-0000\($0)-of-00003.safetensors" }
    func manifest(_ files: [String: [UInt8]], _ name: String, _ release: AttestedRelease)
      async throws
    {
      for (path, bytes) in files { try release.write(bytes, to: path) }
      let document = try await release.attest { $0.allowed = [.setIncomplete] }.documents[0]
      try release.root.write(document.bytes, to: FilePath(name))
      for path in files.keys { try release.remove(path) }
    }
    let release = try AttestedRelease([:])
    try await manifest(
      [names[0]: EquivalenceTests.file(a), names[1]: EquivalenceTests.file(b)], "one.json", release)
    try await manifest(
      [
        names[2]: EquivalenceTests.file(a, metadata: [("a", "b")]),
        names[1]: EquivalenceTests.file(b),
      ], "two.json", release)
    try release.write(Self.other, to: "new.safetensors")
    for manifests in [["one.json", "two.json"], ["two.json", "one.json"]] {
      let statuses = try await statuses(release, manifests: manifests)
      #expect(statuses == [.unestablished, .unestablished])
    }
  }

  @Test("TRUST 2.1: the order of manifests does not matter")
  func order() async throws {
    let release = try AttestedRelease(["model.safetensors": Self.good])
    let text = try await release.publish()
    try release.remove("weights.intoto.json")
    try release.root.write(Array(text.utf8), to: "one.json")
    let other = text.replacing(#""name": "a.bias""#, with: #""name": "zz""#)
    try #require(other != text)
    try release.root.write(Array(other.utf8), to: "two.json")
    try release.remove("model.safetensors")
    try release.write(Self.other, to: "new.safetensors")
    for manifests in [["one.json", "two.json"], ["two.json", "one.json"]] {
      let statuses = try await statuses(release, manifests: manifests)
      #expect(statuses == [.unestablished, .unestablished])
    }
  }

  @Test("TRUST 1.6: a component that is not the only one is not looked for at the root")
  func componentAtRoot() async throws {
    let release = try AttestedRelease([
      "te/model.safetensors": Self.good, "vae/model.safetensors": Self.unet,
    ])
    try await release.publish()
    try release.remove("te/model.safetensors")
    try release.write(Self.good, to: "model.safetensors")
    let statuses = try await statuses(release)
    #expect(statuses == [.unestablished, .unestablished])
  }

  @Test("TRUST 2.6: claimed weights are not excused, whatever they are called")
  func oddName() async throws {
    let release = try AttestedRelease(["model.safetensors": Self.good, "blob": Self.unet])
    try await release.publish()
    try release.remove("blob")
    #expect(try await release.verify { $0.missing = .report }.status == .unestablished)
    #expect(try await release.verify { $0.ignored = ["blob"] }.status == .unestablished)
    try release.write("text", to: "blob")
    let ignored = try await release.verify { $0.ignored = ["blob"] }
    #expect(ignored.status == .unestablished)
    #expect(ignored.findings.contains { $0.id == .evidenceExempted })
  }

  @Test("TRUST 1.6: sharded anew, with one shard as it was, and checksums beside, is equivalent")
  func oneShardAsItWas() async throws {
    let release = try AttestedRelease(EquivalenceTests.shards(Self.tensors, 4, index: false))
    try await release.publish()
    let sums = try await release.attest { $0.formats = [.sha256sums] }.documents[0].bytes
    for name in EquivalenceTests.shards(Self.tensors, 4, index: false).keys {
      try release.remove(name)
    }
    for number in 1...2 {
      let part = number == 1 ? [Self.tensors[0]] : Array(Self.tensors[1...])
      try release.write(
        EquivalenceTests.file(part), to: "model-0000\(number)-of-00002.safetensors")
    }
    let alone = try await statuses(release)
    #expect(alone == [.unestablished, .verified])
    try release.write(sums, to: "SHA256SUMS")
    let beside = try await statuses(release)
    #expect(beside == [.unestablished, .verified])
  }

  // MARK: Indexes

  @Test("an index that forgets a shard, or a tensor, is never excused")
  func forgetfulIndex() async throws {
    let release = try AttestedRelease(EquivalenceTests.shards(Self.tensors, 2))
    try await release.publish()
    let first = "model-00001-of-00002.safetensors"
    try release.write(
      #"{"weight_map":{"a.weight":"\#(first)","b.weight":"\#(first)"}}"#,
      to: "model.safetensors.index.json")
    let shard = try await release.verify()
    #expect(shard.findings.contains { $0.id == .setFileUnmapped })
    #expect(shard.reasons.map(\.code).contains(.setInconsistent))
    try release.write(
      #"{"weight_map":{"a.weight":"\#(first)","a.bias":"model-00002-of-00002.safetensors","#
        + #""b.weight":"\#(first)"}}"#,
      to: "model.safetensors.index.json")
    let tensor = try await release.verify()
    #expect(tensor.findings.contains { $0.id == .setTensorUnmapped })
    #expect(tensor.reasons.map(\.code).contains(.setInconsistent))
  }

  @Test(
    "an index of safetensors that names none is never excused",
    arguments: [#"{"weight_map":{}}"#, #"{"weight_map":{"weight":"pytorch_model.bin"}}"#])
  func emptiedIndex(text: String) async throws {
    let release = try AttestedRelease(["model.safetensors": Self.good])
    try await release.publish()
    try release.write(text, to: "model.safetensors.index.json")
    let verification = try await release.verify()
    #expect(verification.status == .unestablished)
    #expect(verification.findings.contains { $0.id == .setIndexMalformed })
    // One of PyTorch checkpoints is left behind where only safetensors are copied.
    try release.remove("model.safetensors.index.json")
    try release.write(text, to: "pytorch_model.bin.index.json")
    #expect(try await release.verify().status == .verified)
  }

  @Test("an index that is asked about must be covered, and a broken one is not a plain file")
  func indexAsPath() async throws {
    let release = try AttestedRelease(["a.safetensors": Self.good, "b.safetensors": Self.unet])
    let index = "m.safetensors.index.json"
    let map = Self.tensors.map { "\"\($0.name)\":\"a.safetensors\"" }.joined(separator: ",")
    try release.write("{\"weight_map\":{\(map)}}", to: index)
    func verify(_ sums: String) async throws -> Verification {
      try release.write(sums, to: "SHA256SUMS")
      var request = VerificationRequest(paths: [release.path.appending(index)])
      request.threadCount = 1
      return try await WeightCheck.verify(request)
    }
    let sums = "\(AttestedRelease.sha256(Self.good))  a.safetensors\n"
    let uncovered = try await verify(sums)
    #expect(uncovered.status == .unestablished)
    #expect(uncovered.reasons.map(\.code) == [.fileUnclaimed])
    let broken = #"{"weight_map":{"x":"a.safetensors","x":"../a.safetensors"}}"#
    try release.write(broken, to: index)
    let malformed = try await verify(
      sums + "\(AttestedRelease.sha256(Array(broken.utf8)))  \(index)\n")
    #expect(malformed.status == .unestablished)
    #expect(malformed.findings.contains { $0.id == .setIndexMalformed })
  }

  @Test(
    "a part of a split GGUF file is told under any name",
    arguments: ["model.gguf", "model.GGUF", "blob"])
  func split(name: String) async throws {
    let release = try AttestedRelease([:])
    var builder = GGUFBuilder.tiny
    builder.entries.append(.init("split.count", .uint16(2)))
    builder.entries.append(.init("split.no", .uint16(0)))
    try release.write(builder.bytes, to: name)
    try release.write("\(AttestedRelease.sha256(builder.bytes))  \(name)\n", to: "SHA256SUMS")
    let verification = try await release.verify()
    #expect(verification.status == .unestablished)
    #expect(verification.findings.contains { $0.id == .setSplit })
  }

  @Test("many sets meet by what their tensors are")
  func manySets() async throws {
    let count = 400
    let release = try AttestedRelease([:])
    for number in 0..<count {
      try release.write(
        EquivalenceTests.file([.init("t\(number)", "U8", [1], [UInt8(number % 251)])]),
        to: "p\(number).safetensors")
    }
    try await release.publish()
    for number in 0..<count {
      try release.remove("p\(number).safetensors")
      try release.write(
        EquivalenceTests.file(
          [.init("t\(number)", "U8", [1], [UInt8(number % 251)])], metadata: [("a", "b")]),
        to: "q\(number).safetensors")
    }
    let verification = try await release.verify { $0.acceptsEquivalent = true }
    #expect(verification.status == .verified)
    #expect(verification.files.count { $0.verdict == .equivalent } == count)
  }
}
