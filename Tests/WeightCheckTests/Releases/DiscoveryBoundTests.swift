// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

@Suite("How much of what lies beside the weights is read")
struct DiscoveryBoundTests {
  let root: TemporaryFolder
  let hub: HubLayout

  init() throws {
    root = try TemporaryFolder()
    hub = HubLayout(root: root)
    try root.write(HubLayout.weights, to: "r/model.safetensors")
    try root.write(Array("\(sha256)  model.safetensors\n".utf8), to: "r/SHA256SUMS")
  }

  private var sha256: String { HubLayout.name(HubLayout.weights, isLFS: true) }

  /// A file of NUL bytes that takes no place.
  private func writeEmpty(_ name: String, _ byteCount: UInt64) throws {
    let path = try root.write([], to: FilePath("r/\(name)"))
    let handle = try #require(FileHandle(forWritingAtPath: path.string))
    try handle.truncate(atOffset: byteCount)
    try handle.close()
  }

  @Test("TRUST 3: documents past a number of bytes are not looked at, which establishes nothing")
  func bytes() async throws {
    for name in ["SHA256SUMS.1", "x.sigstore.json"] { try writeEmpty(name, 60 << 20) }
    #expect(try await hub.verify("r").reasons.isEmpty)
    try writeEmpty("SHA256SUMS.2", 60 << 20)
    let verification = try await hub.verify("r")
    #expect(verification.reasons.map(\.code) == [.evidenceNotSearched])
    let refusals = verification.manifests.compactMap(\.refusal)
    #expect(refusals.contains { $0.contains("1 more signatures were not looked at") })
    // One that is too large by itself is not read, and takes nothing from the others.
    try root.remove("r/SHA256SUMS.2")
    try writeEmpty("SHA256SUMS.3", 65 << 20)
    #expect(try await hub.verify("r").reasons.isEmpty)
  }

  @Test("what a document names at a place that was not listed is looked for, and only there")
  func unlisted() async throws {
    let sums = try root.write(
      Array("\(sha256)  .github/a\n\(sha256)  link/a\n\(sha256)  folder/a\n".utf8), to: "sums")
    for name in [".github/a", "folder/a"] {
      try root.write(HubLayout.weights, to: FilePath("r/\(name)"))
    }
    try root.link("r/link", to: "folder")
    let verification = try await hub.verify("r") { $0.evidence = [.manifest(sums)] }
    let verified = verification.files.filter { $0.verdict == .verified }.map(\.path.lossyString)
    #expect(Set(verified).isSuperset(of: [".github/a", "link/a", "folder/a"]))
    #expect(!verification.files.contains { $0.verdict == .missing })
    let release = try Release(root.path.appending("r"))
    for (path, may) in [
      (".github/a", true), ("link/b", true), ("folder/b", false), ("nothing", false),
    ] {
      let contained = try #require(ContainedPath(UntrustedText(path)))
      #expect(release.mayHoldUnlisted(contained) == may, "\(path)")
    }
  }
}
