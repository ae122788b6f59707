// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

/// Signed documents beside the weights, whose signatures nobody has checked.
@Suite("What a model's signature is about")
struct SignedEvidenceTests {
  private static let weights = SafetensorsBuilder.tiny.bytes

  let root: TemporaryFolder

  init() throws {
    root = try TemporaryFolder()
    try root.write(Self.weights, to: "r/model.safetensors")
    try root.write([1], to: "r/card.txt")
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    unsafe Digest(of: bytes.span.bytes, .sha256).hex
  }

  /// Writes `model.sig` as OpenSSF Model Signing v1.0 does, with a signature of nothing.
  private func sign(
    _ resources: [(name: String, sha256: String)], method: String = "files",
    algorithm: String = "sha256", ignoring ignored: [String] = [], to place: String = "r/model.sig"
  ) throws {
    let root = Self.hex(
      resources.flatMap { Hexadecimal.decode(Array($0.sha256.utf8)) ?? [] })
    let listed = resources.map {
      #"{"name": "\#($0.name)", "algorithm": "\#(algorithm)", "digest": "\#($0.sha256)"}"#
    }
    let paths = ignored.map { "\"\($0)\"" }.joined(separator: ", ")
    let statement = """
      {"_type": "https://in-toto.io/Statement/v1", \
      "subject": [{"name": "r", "digest": {"sha256": "\(root)"}}], \
      "predicateType": "https://model_signing/signature/v1.0", "predicate": {\
      "serialization": {"method": "\(method)", "ignore_paths": [\(paths)]}, \
      "resources": [\(listed.joined(separator: ", "))]}}
      """
    let envelope = """
      {"payload": "\(Base64.encode(Array(statement.utf8)))", \
      "payloadType": "application/vnd.in-toto+json", "signatures": [{"sig": "MEUCIQ=="}]}
      """
    try self.root.write(Array(envelope.utf8), to: FilePath(place))
  }

  private func writeChecksums() throws {
    try root.write(
      Array("\(Self.hex(Self.weights))  model.safetensors\n".utf8), to: "r/SHA256SUMS")
  }

  private func verify(
    change: (inout VerificationRequest) -> Void = { _ in }
  ) async throws -> Verification {
    var request = VerificationRequest(paths: [root.path.pushing("r")])
    request.threadCount = 1
    change(&request)
    return try await WeightCheck.verify(request)
  }

  @Test("its claims count as found beside the weights")
  func files() async throws {
    try sign([("card.txt", Self.hex([1])), ("model.safetensors", Self.hex(Self.weights))])
    let verification = try await verify()
    #expect(verification.status == .verified)
    #expect(verification.assurance == .local)
    #expect(verification.manifests.map(\.form) == [.modelSigning])
    #expect(verification.manifests.map(\.isSignature) == [true])
    try root.write([2], to: "r/card.txt")
    #expect(try await verify().status == .mismatch)
  }

  @Test("TRUST 2.7: weights that the signer left out are not excused by other evidence")
  func exempted() async throws {
    try writeChecksums()
    for ignored in ["model.safetensors", "./model.safetensors"] {
      try sign([("card.txt", Self.hex([1]))], ignoring: ["x", ignored])
      let verification = try await verify()
      #expect(verification.status == .unestablished)
      #expect(verification.reasons.map(\.code) == [.fileExempted])
      #expect(verification.findings.map(\.id) == [.evidenceExempted])
    }
    try sign([("card.txt", Self.hex([1]))], ignoring: ["model.safetensors.index.json"])
    #expect(try await verify().status == .verified)
  }

  @Test("TRUST 2.7: what decides what runs is an error where the signer left it out, and counted")
  func exemptedCode() async throws {
    try sign([("model.safetensors", Self.hex(Self.weights))], ignoring: ["code", "card.txt"])
    try root.write([1], to: "r/code/modeling.py")
    let verification = try await verify()
    #expect(verification.status == .verified)
    #expect(verification.exempted == ["card.txt", "code/modeling.py"].map { UntrustedText($0) })
    #expect(verification.findings.contains { $0.id == .evidenceExempted && $0.severity == .error })
  }

  @Test("TRUST 2.6: a file that is missing from what was signed is a difference")
  func missing() async throws {
    try sign([
      ("gone.txt", Self.hex([9])), ("model.safetensors", Self.hex(Self.weights)),
    ])
    let verification = try await verify()
    #expect(verification.status == .mismatch)
    #expect(verification.reasons.map(\.code) == [.fileMissingSigned])
    let excused = try await verify { $0.missing = .report }
    #expect(excused.status == .verified)
  }

  private static let middle = Self.weights.count / 2

  /// The resources of the weights in two shards.
  private static func shards(second: String? = nil, end: Int = weights.count) -> [(String, String)]
  {
    [
      ("model.safetensors:0:\(middle)", hex(Array(weights[..<middle]))),
      ("model.safetensors:\(middle):\(end)", second ?? hex(Array(weights[middle...]))),
    ]
  }

  @Test("shards that all match verify the file")
  func shards() async throws {
    try sign(Self.shards(), method: "shards")
    let verification = try await verify()
    #expect(verification.status == .verified)
    #expect(verification.assurance == .local)
    #expect(verification.files.contains { $0.claims.map(\.algorithm) == ["ranges"] })
    #expect(verification.byteCount == UInt64(Self.weights.count))
  }

  @Test("shards that differ are named by their bytes, whatever else matches")
  func wrongShard() async throws {
    try writeChecksums()
    try sign(Self.shards(second: String(repeating: "0", count: 64)), method: "shards")
    let verification = try await verify()
    #expect(verification.status == .mismatch)
    let finding = try #require(verification.findings.first { $0.id == .manifestRangesDiffer })
    #expect(finding.offset == UInt64(Self.middle))
  }

  @Test("shards that end elsewhere than the file are a mismatch", arguments: [-1, 1])
  func sizeOfShards(_ change: Int) async throws {
    try sign(Self.shards(end: Self.weights.count + change), method: "shards")
    #expect(try await verify().status == .mismatch)
  }

  @Test("one shard of another algorithm leaves the file open")
  func shardsOfUnsupportedAlgorithm() async throws {
    let name = "model.safetensors:0:\(Self.weights.count)"
    try sign([(name, String(repeating: "0", count: 64))], method: "shards", algorithm: "blake3")
    let verification = try await verify()
    #expect(verification.status == .unestablished)
    #expect(verification.reasons.map(\.code) == [.fileUnsupported])
  }

  @Test("TRUST 3: a model's signature above its folder, and above a part of what it signs")
  func above() async throws {
    let weights = Self.hex(Self.weights)
    for (names, place) in [
      (["card.txt", "model.safetensors"], "model.sig"),
      (["card.txt", "model.safetensors"], "any.oms.sig"),
      (["r/card.txt", "r/model.safetensors"], "model.sig"),
    ] {
      try sign(zip(names, [Self.hex([1]), weights]).map { ($0, $1) }, to: place)
      let verification = try await verify()
      #expect(verification.status == .verified)
      #expect(verification.coverage.claimed == 2)
      try sign(
        zip(names, [Self.hex([1]), Self.hex([2])]).map { ($0, $1) }, to: place)
      #expect(try await verify().status == .mismatch)
      try root.remove(FilePath(place))
    }
  }

  @Test("TRUST 3: a signature above the folder that signs other files is not used")
  func aboveOthers() async throws {
    try writeChecksums()
    try root.write(Self.weights, to: "model.safetensors")
    for resources in [
      [("model.safetensors", Self.hex([2]))], [("other/model.safetensors", Self.hex([2]))],
    ] {
      try sign(resources, to: "model.sig")
      let verification = try await verify()
      #expect(verification.status == .verified)
      let use = verification.manifests.first { $0.path.lossyString.contains("model.sig") }
      #expect(use?.refusal != nil)
    }
  }
}
