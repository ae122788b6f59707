// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

@Suite("OCI manifests that the user names")
struct OCIEvidenceTests {
  private static let title = "org.opencontainers.image.title"
  private static let unpacked = "io.deis.oras.content.unpack"

  let root: TemporaryFolder

  init() throws {
    root = try TemporaryFolder()
    try root.write(HubLayout.weights, to: "r/model.safetensors")
    try root.write([1], to: "r/details/card.txt")
  }

  private static func layer(_ type: String, _ annotations: [(String, String)]) -> String {
    let pairs = annotations.map { "\"\($0)\": \"\($1)\"" }.joined(separator: ", ")
    return """
      {"mediaType": "\(type)", "digest": "sha256:\(HubLayout.name(HubLayout.weights, isLFS: true))", \
      "size": \(HubLayout.weights.count), "annotations": {\(pairs)}}
      """
  }

  private static let weights = layer("application/octet-stream", [(title, "model.safetensors")])
  private static let folders = [
    layer("application/vnd.oci.image.layer.v1.tar+gzip", [(title, "details"), (unpacked, "true")]),
    layer("application/vnd.cncf.model.doc.v1.tar", [("org.cncf.model.filepath", "details")]),
    layer("application/vnd.kitops.modelkit.docs.v1.tar+gzip", []),
  ]

  private func verify(
    _ layers: [String], _ change: (inout VerificationRequest) -> Void = { _ in }
  ) async throws -> Verification {
    let manifest = #"{"schemaVersion": 2, "layers": [\#(layers.joined(separator: ", "))]}"#
    try root.write(Array(manifest.utf8), to: "manifest")
    var request = VerificationRequest(paths: [root.path.appending("r")])
    request.evidence = [.manifest(root.path.appending("manifest"))]
    request.threadCount = 1
    change(&request)
    return try await WeightCheck.verify(request)
  }

  @Test("the archive of a folder is said, and is nothing that is missing")
  func folder() async throws {
    for folder in Self.folders {
      let verification = try await verify([Self.weights, folder])
      #expect(verification.status == .verified)
      #expect(!verification.files.contains { $0.verdict == .missing })
      #expect(verification.unclaimed.map(\.description) == ["details/card.txt"])
      #expect(verification.findings.map(\.id) == [.manifestArchive])
      #expect(
        verification.findings.first?.message.hasPrefix(
          "1 of its claims are of a tar archive, whose files cannot be told from its digest")
          == true)
    }
  }

  @Test("TRUST 2.2: archives alone establish nothing")
  func archivesOnly() async throws {
    let verification = try await verify(Self.folders)
    #expect(verification.status == .unestablished)
    #expect(verification.reasons == [Reason(.fileUnclaimed, path: "model.safetensors")])
    let file = try await verify([
      Self.layer(
        "application/vnd.cncf.model.weight.v1.tar",
        [("org.cncf.model.filepath", "model.safetensors")])
    ])
    #expect(file.reasons == [Reason(.fileUnsupported, path: "model.safetensors")])
  }

  @Test("an archive of what is not there at all is missing, weights whatever is asked for")
  func missing() async throws {
    let folder = Self.layer(
      "application/vnd.oci.image.layer.v1.tar+gzip",
      [(Self.title, "gone"), (Self.unpacked, "true")])
    #expect(
      try await verify([Self.weights, folder]).reasons == [Reason(.fileMissing, path: "gone")])
    let weights = Self.layer(
      "application/vnd.cncf.model.weight.v1.tar", [("org.cncf.model.filepath", "gone.gguf")])
    let verification = try await verify([Self.weights, weights]) { $0.missing = .report }
    #expect(verification.reasons == [Reason(.fileMissing, path: "gone.gguf")])
  }
}
