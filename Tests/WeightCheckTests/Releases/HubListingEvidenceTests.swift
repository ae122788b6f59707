// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

@Suite("Listings and pointers that the user names")
struct HubListingEvidenceTests {
  let root: TemporaryFolder

  init() throws {
    root = try TemporaryFolder()
    try root.write(HubLayout.weights, to: "r/model.safetensors")
    try root.write(HubLayout.config, to: "r/config.json")
  }

  func verify(_ path: String, _ manifest: String) async throws -> Verification {
    try root.write(Array(manifest.utf8), to: "listing")
    var request = VerificationRequest(paths: [root.path.pushing(FilePath(path))])
    request.evidence = [.manifest(root.path.appending("listing"))]
    request.threadCount = 2
    return try await WeightCheck.verify(request)
  }

  static func tree(weightsAreLFS: Bool = true) -> String {
    let sha256 = HubLayout.name(HubLayout.weights, isLFS: true)
    let size = HubLayout.weights.count
    let pointer = Array(
      "version https://git-lfs.github.com/spec/v1\noid sha256:\(sha256)\nsize \(size)\n".utf8)
    let lfs =
      #","oid":"\#(HubLayout.name(pointer, isLFS: false))","lfs":{"oid":"\#(sha256)","size":\#(size)}"#
    let git = #","oid":"\#(HubLayout.name(HubLayout.weights, isLFS: false))""#
    return """
      [{"type":"file","path":"config.json","size":\(HubLayout.config.count),
        "oid":"\(HubLayout.name(HubLayout.config, isLFS: false))"},
       {"type":"file","path":"model.safetensors","size":\(size)\(weightsAreLFS ? lfs : git)}]
      """
  }

  @Test("TRUST 1.5: a tree verifies weights as a manifest, and small files as local")
  func tree() async throws {
    let verification = try await verify("r", Self.tree())
    #expect(verification.status == .verified && verification.assurance == .manifest)
    #expect(verification.files.map(\.assurance) == [.local, .manifest])
    #expect(verification.files.map(\.isWeak) == [true, false])
    // A small file that is asked for itself is worth no more.
    let file = try await verify("r/config.json", Self.tree())
    #expect(file.status == .unestablished)
    #expect(file.reasons.map(\.code) == [.assuranceTooLow])
  }

  @Test("TRUST 1.5: a tree that names weights by git's SHA-1 verifies nothing")
  func weakTree() async throws {
    let verification = try await verify("r", Self.tree(weightsAreLFS: false))
    #expect(verification.status == .unestablished)
    #expect(verification.reasons == [Reason(.fileUnsupported, path: "model.safetensors")])
  }

  @Test("TRUST 1.5: git's SHA-1 binds no file under another name")
  func renamed() async throws {
    try root.remove("r/config.json")
    try root.write(HubLayout.config, to: "r/renamed.json")
    let verification = try await verify("r", Self.tree())
    #expect(verification.reasons == [Reason(.fileMissing, path: "config.json")])
    #expect(verification.unclaimed.map(\.description) == ["renamed.json"])
  }

  @Test("a changed byte is a mismatch, in weights and in a small file")
  func changed() async throws {
    for (path, bytes) in [
      ("r/config.json", HubLayout.config), ("r/model.safetensors", HubLayout.weights),
    ] {
      var damaged = bytes
      damaged[damaged.count - 2] ^= 1
      try root.write(damaged, to: FilePath(path))
      #expect(try await verify("r", Self.tree()).status == .mismatch, "\(path)")
      try root.write(bytes, to: FilePath(path))
    }
  }

  @Test("a listing without digests establishes nothing; a broken chain makes it malformed")
  func statuses() async throws {
    let without = try await verify("r", #"{"siblings":[{"rfilename":"model.safetensors"}]}"#)
    #expect(without.status == .unestablished)
    let broken = Self.tree().replacing("\"size\":\(HubLayout.weights.count)}", with: "\"size\":1}")
    #expect(try await verify("r", broken).status == .malformed)
  }

  @Test("a git-LFS pointer speaks of the one file asked about, or of what has its digest")
  func pointer() async throws {
    let sha256 = HubLayout.name(HubLayout.weights, isLFS: true)
    let text = "version https://git-lfs.github.com/spec/v1\noid sha256:\(sha256)\nsize "
    let good = text + "\(HubLayout.weights.count)\n"
    for path in ["r", "r/model.safetensors"] {
      let verification = try await verify(path, good)
      #expect(verification.status == .verified && verification.assurance == .manifest, "\(path)")
    }
    #expect(try await verify("r/model.safetensors", text + "1\n").status == .mismatch)
    #expect(try await verify("r/config.json", good).status == .mismatch)
  }
}
