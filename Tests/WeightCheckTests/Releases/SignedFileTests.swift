// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

/// Sigstore bundles that sign a file itself: they give a digest and no name.
@Suite("A signature that is called after its file")
struct SignedFileTests {
  private static let weights = SafetensorsBuilder.tiny.bytes
  private static let other = SafetensorsBuilder([.init("other", "U8", [1], 0, 1)]).bytes

  let root: TemporaryFolder

  init() throws {
    root = try TemporaryFolder()
    try root.write(Self.weights, to: "r/model.safetensors")
  }

  /// Writes a bundle that signs `bytes`, with a signature of nothing.
  private func sign(_ bytes: [UInt8], as path: String) throws {
    let digest = Base64.encode(unsafe Digest(of: bytes.span.bytes, .sha256).bytes)
    let bundle = """
      {"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json", \
      "verificationMaterial": {"publicKey": {"hint": "x"}}, "messageSignature": {\
      "messageDigest": {"algorithm": "SHA2_256", "digest": "\(digest)"}, \
      "signature": "MEUCIQ=="}}
      """
    try root.write(Array(bundle.utf8), to: FilePath(path))
  }

  private func verify(_ path: String, manifests: [String] = []) async throws -> Verification {
    var request = VerificationRequest(paths: [root.path.pushing(FilePath(path))])
    request.evidence = manifests.map { .manifest(root.path.pushing(FilePath($0))) }
    request.threadCount = 1
    return try await WeightCheck.verify(request)
  }

  @Test(
    "TRUST 1.2: it binds its file by name, so that another digest is a mismatch",
    arguments: ["sig", "sigstore.json", "sigstore"])
  func named(suffix: String) async throws {
    let bundle = "r/model.safetensors.\(suffix)"
    for path in ["r", "r/model.safetensors"] {
      try sign(Self.weights, as: bundle)
      let good = try await verify(path)
      #expect(good.status == .verified, "\(path)")
      #expect(good.assurance == .local)
      #expect(good.files.flatMap(\.claims).map(\.isBoundByPlace) == [true])
      // Nobody signed the name.
      #expect(good.files.flatMap(\.claims).map(\.isNameBound) == [false])
      try sign(Self.other, as: bundle)
      let bad = try await verify(path)
      #expect(bad.status == .mismatch, "\(path)")
      #expect(bad.reasons.map(\.code) == [.fileMismatch])
    }
  }

  @Test("TRUST 8: payload swapped: signatures of two files that changed places are mismatches")
  func swapped() async throws {
    try root.write(Self.other, to: "r/other.safetensors")
    try sign(Self.other, as: "r/model.safetensors.sigstore.json")
    try sign(Self.weights, as: "r/other.safetensors.sigstore.json")
    let verification = try await verify("r")
    #expect(verification.reasons.map(\.code) == [.fileMismatch, .fileMismatch])
    try sign(Self.weights, as: "r/model.safetensors.sigstore.json")
    try sign(Self.other, as: "r/other.safetensors.sigstore.json")
    #expect(try await verify("r").status == .verified)
  }

  @Test("where there is no file that it is called after, the digest has no name")
  func noSuchFile() async throws {
    try sign(Self.weights, as: "r/model.sig")
    let verification = try await verify("r")
    #expect(verification.status == .verified)
    #expect(verification.files.flatMap(\.claims).map(\.isNameBound) == [false])
    // A folder is no file that could be signed.
    try root.makeFolder("r/model")
    #expect(try await verify("r").status == .verified)
    try root.write([1], to: "r/model.txt")
    try sign(Self.weights, as: "r/model.txt.sig")
    let other = try await verify("r")
    #expect(other.reasons == [Reason(.fileMismatch, path: "model.txt")])
  }

  @Test("one that the user names is about the file asked about, whatever it is called")
  func namedByUser() async throws {
    try sign(Self.weights, as: "r/other.sigstore.json")
    try root.write([1], to: "r/other")
    let manifests = ["r/other.sigstore.json"]
    let verification = try await verify("r/model.safetensors", manifests: manifests)
    #expect(verification.status == .verified && verification.assurance == .manifest)
  }
}
