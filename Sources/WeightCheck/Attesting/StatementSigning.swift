// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import SystemPackage
internal import UntrustedInput
internal import WeightFormats

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Signs a statement that was made where the weights are, and that is signed where the key is.
///
/// Exactly the bytes of the file are signed; nothing is written anew.
public func sign(_ request: StatementRequest) throws(WeightCheckError) -> StatementAnswer {
  if let output = request.output { try Attester.checkReplaced(output) }
  let statement = try TrustFile.read(request.statement, limit: Limits.namedManifestByteCount)
  let manifest: Manifest
  do throws(ManifestError) {
    manifest = try Manifest.parse(statement, name: UntrustedText(""))
  } catch {
    throw .statement(request.statement, "\(error)")
  }
  guard !manifest.isSigned else { throw .statement(request.statement, "is signed already") }
  let format: AttestationRequest.Format
  switch manifest.form {
  case .weightManifest: format = .weights
  case .modelSigning: format = .oms
  default: throw .statement(request.statement, "is no statement that attest writes")
  }
  let now = Int64(Date().timeIntervalSince1970)
  var signer: Signer?
  var findings: [Finding] = []
  let bytes: [UInt8]
  switch request.step {
  case .encode: bytes = SignedDocument.signedBytes(of: statement)
  case .sign(let signing):
    let power = try StatementSigner(signing, now: now)
    bytes = try power.sign(statement)
    signer = power.signer
    findings = power.findings
  case .assemble(let signature, let key, let certificates):
    var publicKey: PublicKey?
    if let key { publicKey = try TrustFile.publicKey(key) }
    let credential = try SigningCredential(
      key: publicKey, certificates: certificates, now: now)
    bytes = try credential.bundle(
      statement, try TrustFile.read(signature, limit: PublicKey.maximumByteCount))
    signer = credential.signer
  }
  return StatementAnswer(
    format: format, release: manifest.release, fileCount: manifest.claims.count,
    byteCount: byteCount(of: manifest.claims), excluded: manifest.exempted + manifest.excluded,
    bytes: bytes, signer: signer, findings: findings)
}

/// Bytes of all files together; nil where one is not told, or they are more than anything can have.
private func byteCount(of claims: [Claim]) -> UInt64? {
  var sum: UInt64 = 0
  for claim in claims {
    guard let byteCount = claim.byteCount else { return nil }
    let (next, overflow) = sum.addingReportingOverflow(byteCount)
    if overflow { return nil }
    sum = next
  }
  return sum
}
