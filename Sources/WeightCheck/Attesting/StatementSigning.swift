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
  var findings = try exemptionFindings(of: manifest, allowed: request.allowed)
  let bytes: [UInt8]
  switch request.step {
  case .encode: bytes = SignedDocument.signedBytes(of: statement)
  case .sign(let signing):
    let power = try StatementSigner(signing, now: now)
    bytes = try power.sign(statement)
    signer = power.signer
    findings += power.findings
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

/// Refuses a statement that excuses weights from being signed, or says so where that is allowed.
///
/// TRUST 2.7: what a signer exempts may be anything, and weights are never meant.
private func exemptionFindings(
  of manifest: Manifest, allowed: Set<Finding.ID>
) throws(WeightCheckError) -> [Finding] {
  // What is no path inside of the release, as `.`, could be all of it.
  let exempted = manifest.exempted.first { name in
    ContainedPath(name).map { FileFormat.isWeightName($0.basename) } ?? true
  }
  guard let exempted else { return [] }
  let id = Finding.ID.attestStatementExempts
  let message = "leaves out weights, which anyone could exchange: '\(exempted.brief)'"
  guard allowed.contains(id) else {
    throw .notWritable("the statement \(message) [\(id.rawValue)]")
  }
  return [Finding(id, .warning, message)]
}

extension Finding.ID {
  /// A statement that is to be signed exempts weights.
  public static let attestStatementExempts = Self(rawValue: "attest.statement.exempts")
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
