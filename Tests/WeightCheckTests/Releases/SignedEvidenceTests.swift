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
    ignoring ignored: [String] = []
  ) throws {
    let root = Self.hex(
      resources.flatMap { Hexadecimal.decode(Array($0.sha256.utf8)) ?? [] })
    let listed = resources.map {
      #"{"name": "\#($0.name)", "algorithm": "sha256", "digest": "\#($0.sha256)"}"#
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
    try self.root.write(Array(envelope.utf8), to: "r/model.sig")
  }

  private func writeChecksums() throws {
    try root.write(
      Array("\(Self.hex(Self.weights))  model.safetensors\n".utf8), to: "r/SHA256SUMS")
  }

  private func verify() async throws -> Verification {
    var request = VerificationRequest(paths: [root.path.pushing("r")])
    request.threadCount = 1
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

  @Test("shards that are not compared leave the file open, whatever else matches")
  func shards() async throws {
    try writeChecksums()
    let name = "model.safetensors:0:\(Self.weights.count)"
    try sign([(name, String(repeating: "0", count: 64))], method: "shards")
    let verification = try await verify()
    #expect(verification.status == .unestablished)
    #expect(verification.reasons.map(\.code) == [.fileNotChecked])
  }
}
