// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

/// Folders that model-signing itself signed: sigstore/model-transparency, `scripts/tests`.
@Suite("Signatures of model-signing", .enabled(if: Vectors.areThere))
struct ModelSigningVectorTests {
  private func bytes(_ path: String) throws -> [UInt8] { try Vectors.bytes("oms/\(path)") }

  private func outcome(_ name: String, _ anchors: TrustAnchors) throws -> SignatureOutcome {
    // Within the life of the certificates, which ends in 2035.
    let check = SignatureCheck(anchors, now: 1_763_700_000)
    return check.outcome(of: try Manifest.parse(bytes("\(name)/model.sig"), name: "model.sig"))
  }

  private func key() throws -> PublicKey {
    try PublicKey(fileBytes: bytes("keys/certificate/signing-key-pub.pem"))
  }

  @Test("the key of the vectors, among remarks, is the one that the hint names")
  func hint() throws {
    let key = try key()
    #expect(key.kind == .p384)
    #expect(
      key.modelSigningHint == "e8450dec4eb99dae995da9af1bc2cc9f76ed669ee2e744f57abba763df3e3f8e")
  }

  @Test("signed with a key", arguments: ["v1.1.0-elliptic-key", "v0.3.1-elliptic-key"])
  func keys(name: String) throws {
    let key = try key()
    let outcome = try outcome(name, TrustAnchors(keys: [key]))
    #expect(outcome.state == .valid)
    #expect(outcome.notes.isEmpty == name.hasPrefix("v1"))
    #expect(try self.outcome(name, TrustAnchors()).state == .unchecked)
  }

  @Test("signed with a certificate")
  func certificates() throws {
    let roots = try Certificate.readRoots(bytes("keys/certificate/ca-cert.pem"))
    let outcome = try outcome("v1.1.0-certificate", TrustAnchors(roots: roots))
    #expect(outcome.state == .valid, "\(outcome.reason)")
    #expect(throws: CertificateError.notSelfSigned(subject: UntrustedText("CN = intermediate-ca")))
    {
      try Certificate.readRoots(bytes("keys/certificate/int-ca-cert.pem"))
    }
    #expect(try self.outcome("v1.1.0-certificate", TrustAnchors()).state == .unchecked)
    #expect(
      try self.outcome("v1.1.0-certificate", TrustAnchors(keys: [key()])).state == .valid)
  }

  @Test("signed without a key is not checked yet")
  func keyless() throws {
    for anchors in [TrustAnchors(), TrustAnchors(keys: [try key()])] {
      let outcome = try outcome("v1.1.0-sigstore", anchors)
      #expect(outcome.state == .unchecked)
      #expect(outcome.reason == "keyless Sigstore signatures are not checked yet")
      #expect(
        outcome.signer?.description == "'stefanb@us.ibm.com'")
    }
  }

  @Test("TRUST 8: no vector holds with one of its bytes changed")
  func damaged() throws {
    let document = try bytes("v1.1.0-elliptic-key/model.sig")
    let check = SignatureCheck(TrustAnchors(keys: [try key()]), now: 1_763_700_000)
    let good = try Manifest.parse(document, name: "model.sig")
    for index in document.indices {
      var damaged = document
      damaged[index] ^= 1 << UInt8(index % 7)
      guard let manifest = try? Manifest.parse(damaged, name: "model.sig") else { continue }
      if check.outcome(of: manifest).state == .valid {
        #expect(manifest.claims == good.claims, "byte \(index)")
      }
    }
  }
}
