// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

/// Documents of forms that are known and not read.
@Suite("Evidence that is not read yet")
struct UnreadEvidenceTests {
  static let documents = [
    #"<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6"></bom>"#,
    "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\n",
    "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nx\n",
  ]

  let root: TemporaryFolder

  init() throws {
    root = try TemporaryFolder()
    try root.write(HubLayout.weights, to: "r/model.safetensors")
    let sha256 = HubLayout.name(HubLayout.weights, isLFS: true)
    try root.write(Array("\(sha256)  model.safetensors\n".utf8), to: "r/model.safetensors.sha256")
    try root.write(Array("\(sha256)  model.safetensors\n".utf8), to: "good")
  }

  private func verify(_ manifests: String...) async throws -> Verification {
    var request = VerificationRequest(paths: [root.path.appending("r")])
    request.evidence = manifests.map { .manifest(root.path.pushing(FilePath($0))) }
    request.threadCount = 1
    return try await WeightCheck.verify(request)
  }

  @Test("one that is found is not used, and no damage", arguments: documents)
  func found(document: String) async throws {
    try root.write(Array(document.utf8), to: "r/SHA256SUMS")
    let verification = try await verify()
    #expect(verification.status == .verified)
    #expect(verification.findings.map(\.id) == [])
    let use = verification.manifests.first { $0.path.description.hasSuffix("SHA256SUMS") }
    #expect(use?.refusal?.hasSuffix("which this version does not read yet") == true)
  }

  @Test("one that is named prevents an answer, and is not called broken", arguments: documents)
  func named(document: String) async throws {
    try root.write(Array(document.utf8), to: "unread")
    for manifests in [["unread"], ["good", "unread"]] {
      let verification =
        manifests.count == 1 ? try await verify("unread") : try await verify("good", "unread")
      #expect(verification.status == .unestablished)
      #expect(verification.reasons.contains { $0.code == .evidenceNotSearched })
      #expect(verification.findings.map(\.id) == [])
    }
  }

  @Test("JSON of no known form is still malformed where it is named")
  func unknownJSON() async throws {
    try root.write(Array(#"{"a": 1}"#.utf8), to: "unread")
    #expect(try await verify("unread").status == .malformed)
  }
}
