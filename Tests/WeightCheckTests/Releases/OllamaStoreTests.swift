// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import SystemPackage
internal import TestSupport
internal import Testing
internal import WeightCheck

/// A store laid out as Ollama documents it: blobs by their digests, and a manifest for each tag.
@Suite("An Ollama store")
struct OllamaStoreTests {
  private static let weights = HubLayout.weights
  private static let template = Array("{{ .Prompt }}".utf8)

  let root: TemporaryFolder

  init() throws {
    root = try TemporaryFolder()
    for bytes in [Self.weights, Self.template] {
      try root.write(bytes, to: FilePath("models/blobs/\(Self.blob(bytes))"))
    }
    try root.write(
      Array(Self.manifest([("model", Self.weights), ("template", Self.template)]).utf8),
      to: "models/manifests/registry.ollama.ai/library/tiny/latest")
  }

  private static func digest(_ bytes: [UInt8]) -> String {
    unsafe Digest(of: bytes.span.bytes, .sha256).hex
  }

  private static func blob(_ bytes: [UInt8]) -> String { "sha256-\(digest(bytes))" }

  private static func manifest(_ layers: [(kind: String, bytes: [UInt8])]) -> String {
    let listed = layers.map { layer in
      """
      {"mediaType": "application/vnd.ollama.image.\(layer.kind)", \
      "digest": "sha256:\(digest(layer.bytes))", "size": \(layer.bytes.count)}
      """
    }
    return """
      {"schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json", \
      "layers": [\(listed.joined(separator: ", "))]}
      """
  }

  private func verify(_ path: String) async throws -> Verification {
    var request = VerificationRequest(paths: [root.path.pushing(FilePath(path))])
    request.threadCount = 1
    return try await WeightCheck.verify(request)
  }

  @Test("a store, its blobs and one blob verify by the manifests of the store")
  func good() async throws {
    for path in ["models", "models/blobs", "models/blobs/\(Self.blob(Self.weights))"] {
      let verification = try await verify(path)
      #expect(verification.status == .verified, "\(path)")
      #expect(verification.assurance == .local)
      #expect(verification.manifests.map(\.form) == [.oci])
    }
  }

  @Test("a flipped byte, and a blob that is not there")
  func bad() async throws {
    let path = "models/blobs/\(Self.blob(Self.weights))"
    var bytes = Self.weights
    bytes[bytes.count - 1] ^= 1
    try root.write(bytes, to: FilePath(path))
    for path in ["models", "models/blobs", path] {
      #expect(try await verify(path).status == .mismatch, "\(path)")
    }
    try root.remove(FilePath(path))
    #expect(try await verify("models").status == .unestablished)
  }

  @Test("manifests that are too large together are not read, and prevent an answer")
  func large() async throws {
    try root.resize("models/manifests/x", to: 65 << 20)
    for path in ["models", "models/blobs/\(Self.blob(Self.weights))"] {
      let verification = try await verify(path)
      #expect(verification.status == .unestablished, "\(path)")
      #expect(verification.reasons.map(\.code) == [.evidenceNotSearched])
    }
  }

  @Test("a manifest of another model says nothing of a blob")
  func other() async throws {
    let path = "models/blobs/\(Self.blob([1]))"
    try root.write([1], to: FilePath(path))
    let verification = try await verify(path)
    #expect(verification.reasons.map(\.code) == [.fileNotWeights])
    #expect(verification.manifests.isEmpty)
  }

  // MARK: One manifest

  private static let manifestPath = "models/manifests/registry.ollama.ai/library/tiny/latest"

  @Test("a manifest given as PATH verifies its own blobs and no others")
  func oneManifest() async throws {
    try root.write([1, 2], to: FilePath("models/blobs/\(Self.blob([1, 2]))"))
    // Another model of the store is damaged, which is not what is asked about.
    try root.write([9], to: FilePath("models/blobs/\(Self.blob([3]))"))
    try root.write(
      Array(Self.manifest([("model", [3])]).utf8),
      to: "models/manifests/registry.ollama.ai/library/other/latest")
    let verification = try await verify(Self.manifestPath)
    #expect(verification.status == .verified)
    #expect(verification.assurance == .local)
    #expect(verification.manifests.count == 1)
    #expect(verification.unclaimed == [])
    #expect(verification.coverage.files == 2 && verification.coverage.weightFiles == 1)
    #expect(try await verify("models").status == .mismatch)
    try root.link("mine", to: Self.manifestPath)
    #expect(try await verify("mine").status != .verified)
  }

  @Test("a manifest given as PATH: a flipped byte, a missing blob, and a broken one")
  func badManifest() async throws {
    let path = "models/blobs/\(Self.blob(Self.weights))"
    var bytes = Self.weights
    bytes[bytes.count - 1] ^= 1
    try root.write(bytes, to: FilePath(path))
    #expect(try await verify(Self.manifestPath).status == .mismatch)
    try root.remove(FilePath(path))
    var request = VerificationRequest(paths: [root.path.pushing(FilePath(Self.manifestPath))])
    request.missing = .report
    let verification = try await WeightCheck.verify(request)
    #expect(verification.status == .unestablished)
    #expect(verification.reasons.contains { $0.code == .fileMissing })
    try root.write(Array("{".utf8), to: FilePath(Self.manifestPath))
    #expect(try await verify(Self.manifestPath).status == .malformed)
  }

  @Test("a blob that is not there may be weights, so it is never excused")
  func missingBlob() async throws {
    try root.write([3], to: FilePath("models/blobs/\(Self.blob([3]))"))
    try root.write(
      Array(Self.manifest([("model", [4])]).utf8),
      to: "models/manifests/registry.ollama.ai/library/other/latest")
    var request = VerificationRequest(paths: [root.path.appending("models")])
    request.missing = .report
    #expect(try await WeightCheck.verify(request).status == .unestablished)
  }
}
