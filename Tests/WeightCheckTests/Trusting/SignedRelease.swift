// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import SystemPackage
internal import TestCertificates
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

/// A release that is attested and signed with keys of the `openssl` command.
struct SignedRelease {
  let release: AttestedRelease
  let tool: OpenSSLTool

  static let weights = SafetensorsBuilder.tiny.bytes

  /// The files, unless a test has others.
  static let files = ["model.safetensors": weights, "config.json": [0x7B, 0x7D]]

  init(_ files: [String: [UInt8]] = files) throws {
    release = try AttestedRelease(files)
    tool = try OpenSSLTool()
    try tool.makeKey("own")
    try tool.makeKey("other")
  }

  /// Signs what is there with the key `name`, and puts the documents beside it.
  func sign(
    _ name: String = "own", formats: Set<AttestationRequest.Format> = [.weights, .oms],
    certificates: [String] = [], change: (inout AttestationRequest) -> Void = { _ in }
  ) async throws {
    var signing = SigningRequest(key: tool.path("\(name).key"))
    signing.certificates = certificates.map { FilePath(tool.path("\($0).pem")) }
    let attestation = try await release.attest { request in
      request.formats = formats
      request.signing = signing
      request.outputs = formats.map { release.path.appending($0.fileName(isSigned: true)) }
      change(&request)
    }
    #expect(attestation.refusals == [])
    for document in attestation.documents {
      try release.write(document.bytes, to: document.fileName)
    }
  }

  /// Verifies with the public part of some keys, and roots.
  func verify(
    keys: [String] = ["own"], roots: [String] = [],
    change: (inout VerificationRequest) -> Void = { _ in }
  ) async throws -> Verification {
    try await release.verify { request in
      request.trust.keys = keys.map { FilePath(tool.path("\($0).pub")) }
      request.trust.roots = roots.map { FilePath(tool.path("\($0).pem")) }
      change(&request)
    }
  }

  /// A model's signature that lists `files`, by a key or, where there is one, its certificate.
  func model(
    _ files: [String: [UInt8]], ignored: [String] = [], by name: String
  ) throws -> [UInt8] {
    let claims = try files.sorted { $0.key < $1.key }.map { path, content in
      let digest = unsafe Digest(of: content.span.bytes, .sha256)
      return Claim(
        subject: .path(try #require(ContainedPath(UntrustedText(path)))), digests: [digest], line: 1
      )
    }
    let statement = try ModelSigningStatement.write(
      name: "model", claims: claims, ignored: ignored.map { UntrustedText($0) })
    try tool.write(SignedDocument.signedBytes(of: statement), to: "pae")
    try tool.run("dgst", "-sha256", "-sign", "\(name).key", "-out", "sig", "pae")
    var source = SignedDocument.Source.key(
      hint: try PublicKey(fileBytes: tool.bytes("\(name).pub")).modelSigningHint)
    if let certificate = try? Certificate.readAll(tool.bytes("\(name).pem")) {
      source = .certificates(certificate)
    }
    return SignedDocument.write(
      payload: statement, signature: try tool.bytes("sig"), source: source)
  }

  /// The bytes of a document beside the weights.
  func document(_ name: String) throws -> [UInt8] {
    try OpenFile(path: release.path.appending(name)).readAll(limit: 1 << 20)
  }
}

extension Verification {
  /// The codes of all reasons.
  var codes: Set<Reason.Code> { Set(reasons.map(\.code)) }

  /// The state of each signature that is there, by the name of its document.
  var states: [String: SignatureState] {
    var states: [String: SignatureState] = [:]
    for manifest in manifests {
      guard let state = manifest.signature?.state else { continue }
      let name = manifest.path.bytes.split(separator: UInt8(ascii: "/")).last ?? []
      states[String(decoding: name, as: UTF8.self)] = state
    }
    return states
  }
}
