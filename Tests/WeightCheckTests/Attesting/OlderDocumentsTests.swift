// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

/// What attest says of documents that lie beside the weights and are not written anew.
struct OlderDocumentsTests {
  private static let model = "model.safetensors"
  private static let weights = SafetensorsBuilder.tiny.bytes
  private static let other = String(repeating: "0", count: 64)

  private let release: AttestedRelease

  init() throws {
    release = try AttestedRelease([Self.model: Self.weights, "config.json": [0x7B, 0x7D]])
  }

  /// Attests in the form of a checksum file.
  private func attest(
    _ change: (inout AttestationRequest) -> Void = { _ in }
  ) async throws -> Attestation {
    try await release.attest {
      $0.formats = [.sha256sums]
      $0.outputs = [release.path.appending("SHA256SUMS")]
      change(&$0)
    }
  }

  @Test("a weight manifest of other weights stands in the way, and is named")
  func outdated() async throws {
    try await release.publish()
    #expect(try await attest().refusals == [])
    try release.write("{ }", to: "config.json")
    let refused = try await attest()
    #expect(refused.documents.isEmpty)
    #expect(refused.status == .unestablished)
    #expect(refused.refusals.map(\.id) == [.attestDocumentOutdated])
    #expect(refused.refusals.first?.path == "weights.intoto.json")
    #expect(
      refused.refusals.first?.message
        == "says otherwise of 'config.json' than what is attested now, so that verify would fail "
        + "where it finds both: remove it, or write it anew too")
    let allowed = try await attest { $0.allowed = [.attestDocumentOutdated] }
    #expect(allowed.documents.count == 1)
    #expect(allowed.findings.map(\.id) == [.attestDocumentOutdated])
    // What is replaced contradicts nothing.
    let both = try await attest {
      $0.formats = [.sha256sums, .weights]
      $0.outputs.append(release.path.appending("weights.intoto.json"))
    }
    #expect(both.refusals == [] && both.documents.count == 2)
  }

  @Test(
    "every name that verify looks for is looked at",
    arguments: [
      "SHA256SUMS.txt", "sha256sum-of-all.txt", "model.safetensors.sha256", "other.intoto.json",
      "other.intoto.jsonl", "x.sig", "x.sigstore", "x.sigstore.json",
    ])
  func names(name: String) async throws {
    try release.write("\(Self.other)  \(Self.model)\n", to: name)
    #expect(try await attest().refusals.map(\.path) == [UntrustedText(name)])
  }

  @Test("what says nothing of the release, or nothing else, stands in no way")
  func harmless() async throws {
    // Not looked for, of a file that is not there, malformed, and the same.
    try release.write("\(Self.other)  \(Self.model)\n", to: "notes.txt")
    try release.write("\(Self.other)  absent\n", to: "SHA256SUMS.old")
    try release.write("no checksums", to: "SHA256SUMS.bad")
    try release.write("\(AttestedRelease.sha256(Self.weights))  \(Self.model)\n", to: "x.sig")
    #expect(try await attest().refusals == [])
    // Of a file that is not attested.
    try release.write("\(Self.other)  config.json\n", to: "x.sig")
    #expect(try await attest { $0.ignored = ["config.json"] }.refusals == [])
    #expect(try await attest().refusals.map(\.path) == ["x.sig"])
  }

  @Test("a list of the documents that are written anew is outdated too")
  func documents() async throws {
    try release.write("\(Self.other)  SHA256SUMS\n", to: "SHA256SUMS.sha256")
    #expect(try await attest().refusals.map(\.id) == [.attestDocumentOutdated])
    let elsewhere = try await attest { $0.outputs = [release.path.appending("other.txt")] }
    #expect(elsewhere.refusals == [])
    try release.write("\(Self.other)  other.txt\n", to: "SHA256SUMS.sha256")
    let renamed = try await attest { $0.outputs = [release.path.appending("other.txt")] }
    #expect(renamed.refusals.map(\.id) == [.attestDocumentOutdated])
  }

  @Test("beside one file it is the same; what goes elsewhere is warned of only")
  func file() async throws {
    try release.write("\(Self.other)  \(Self.model)\n", to: "x.intoto.json")
    let file = try await attest { $0.path = release.path.appending(Self.model) }
    #expect(file.refusals.map(\.path) == ["x.intoto.json"])
    let elsewhere = try await attest { $0.outputs = [release.root.path.appending("sums")] }
    #expect(elsewhere.refusals == [])
    #expect(elsewhere.findings.map(\.id) == [.attestDocumentOutdated])
    #expect(elsewhere.findings.map(\.severity) == [.warning])
  }
}
