// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Foundation
internal import Provenance
internal import TestCertificates
internal import TestSupport
internal import Testing
internal import UntrustedInput

/// Keys, certificates and signed documents that the `openssl` command and our own writer make.
struct SignedSample {
  let tool: OpenSSLTool
  /// An hour ahead, when everything that a test makes is valid.
  static let now = Int64(Date().timeIntervalSince1970) + 3600

  /// A statement that the general rules are for, and one of a model.
  static let statement = Array(
    StatementText.statement([StatementText.subject("model.safetensors")]).utf8)
  static let model = Array(ModelSigningTests.current.utf8)
  static let oldModel = Array(
    StatementText.statement(
      [StatementText.subject("model.safetensors")],
      predicateType: "https://model_signing/Digests/v0.1"
    ).utf8)

  init() throws {
    tool = try OpenSSLTool()
  }

  func key(_ name: String, curve: String = "P-256") throws -> PublicKey {
    try tool.makeKey(name, curve: curve)
    return try PublicKey(fileBytes: tool.bytes("\(name).pub"))
  }

  func sign(_ bytes: [UInt8], _ name: String) throws -> [UInt8] {
    try SigningKey.load(tool.path("\(name).key")) { nil }.sign(bytes)
  }

  /// A bundle around `payload` that says it is by a key of that hint.
  func bundle(_ payload: [UInt8], by name: String, hint: String) throws -> [UInt8] {
    SignedDocument.write(
      payload: payload, signature: try sign(SignedDocument.signedBytes(of: payload), name),
      source: .key(hint: hint))
  }

  func certificate(_ name: String) throws -> Certificate {
    try #require(try Certificate.readAll(tool.bytes("\(name).pem")).first)
  }

  /// A root `root`, an authority `between` under it, and a signer `leaf` under that.
  func makeHouse(_ extensions: [String] = OpenSSLTool.signer, days: Int = 100) throws {
    try tool.makeCertificate("root", extensions: OpenSSLTool.authority, days: 1000)
    try tool.makeCertificate("between", by: "root", extensions: OpenSSLTool.authority, days: 500)
    try tool.makeCertificate("leaf", by: "between", extensions: extensions, days: days)
  }

  /// A bundle that comes with certificates, the signer's first.
  func bundle(_ payload: [UInt8], with names: [String], by name: String) throws -> [UInt8] {
    SignedDocument.write(
      payload: payload, signature: try sign(SignedDocument.signedBytes(of: payload), name),
      source: .certificates(try names.map(certificate)))
  }

  static func manifest(_ bytes: [UInt8]) throws -> Manifest {
    try Manifest.parse(bytes, name: "model.sig")
  }

  /// What a document's signature is worth.
  static func outcome(
    _ bytes: [UInt8], _ anchors: TrustAnchors, now: Int64 = now
  ) throws -> SignatureOutcome {
    SignatureCheck(anchors, now: now).outcome(of: try manifest(bytes))
  }

  /// The document with a text in it replaced.
  static func replacing(_ bytes: [UInt8], _ text: String, with other: String) -> [UInt8] {
    Array(String(decoding: bytes, as: UTF8.self).replacing(text, with: other).utf8)
  }
}
