// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("Verification material of bundles")
struct VerificationMaterialTests {
  typealias Text = StatementText

  private static let envelope = Text.envelope(Text.statement([Text.subject("a")]))

  private func bundle(_ material: String) -> String {
    "{\"mediaType\":\"\(Text.bundle3)\",\"verificationMaterial\":\(material),"
      + "\"dsseEnvelope\":\(Self.envelope)}"
  }

  private func read(_ material: String) throws -> VerificationMaterial {
    try #require(try Text.manifest(bundle(material)).signatures.first).material
  }

  private func field(_ material: String) -> String? {
    if case .fieldInvalid(let field, _)? = Text.error(bundle(material)) { return field }
    return nil
  }

  @Test("what all versions bring along")
  func good() throws {
    #expect(try read("{}") == VerificationMaterial())
    #expect(
      try read(#"{"publicKey":{"hint":"h"},"tlogEntries":[]}"#)
        == VerificationMaterial(hint: UntrustedText("h")))
    #expect(try read(#"{"publicKey":{"hint":""}}"#) == VerificationMaterial())
    #expect(try read(#"{"publicKey":{"hint":null},"tlogEntries":null}"#) == VerificationMaterial())
    // model-signing 0.3.1: the key itself is nobody's.
    #expect(
      try read(#"{"publicKey":{"rawBytes":"AAAA","keyDetails":"PKIX_ECDSA_P384_SHA_384"}}"#)
        == VerificationMaterial())
    #expect(
      try read(#"{"certificate":{"rawBytes":"AQID"}}"#)
        == VerificationMaterial(certificates: [[1, 2, 3]]))
    #expect(
      try read(
        #"{"x509CertificateChain":{"certificates":[{"rawBytes":"AQID"},{"rawBytes":"BA=="}]}}"#)
        == VerificationMaterial(certificates: [[1, 2, 3], [4]]))
    #expect(
      try read(
        #"{"tlogEntries":[{"a":[{}],"b":{"c":[1,[2]]}},{}],"timestampVerificationData":"#
          + #"{"rfc3161Timestamps":[{"signedTimestamp":"AQ=="},{"signedTimestamp":"Ag=="}]}}"#)
        == VerificationMaterial(timestamps: [[1], [2]], logEntryCount: 2))
    #expect(
      try read(#"{"timestampVerificationData":null,"certificate":null,"publicKey":null}"#)
        == VerificationMaterial())
    #expect(try read(#"{"timestampVerificationData":{}}"#) == VerificationMaterial())
  }

  @Test("TRUST 8: two signers in one bundle are refused")
  func several() {
    let key = #""publicKey":{"hint":"h"}"#
    let certificate = #""certificate":{"rawBytes":"AQ=="}"#
    let chain = #""x509CertificateChain":{"certificates":[{"rawBytes":"AQ=="}]}"#
    for pair in [(key, certificate), (certificate, chain), (chain, key)] {
      #expect(field("{\(pair.0),\(pair.1)}") == "verificationMaterial")
    }
  }

  @Test("a field that is missing or of another type is named")
  func fields() {
    #expect(field("7") == "verificationMaterial")
    #expect(field(#"{"publicKey":7}"#) == "publicKey")
    #expect(field(#"{"publicKey":{"hint":7}}"#) == "hint")
    #expect(field(#"{"certificate":{}}"#) == "rawBytes")
    #expect(field(#"{"certificate":{"rawBytes":""}}"#) == "rawBytes")
    #expect(field(#"{"certificate":{"rawBytes":"AR=="}}"#) == "rawBytes")
    #expect(field(#"{"certificate":{"rawBytes":"AQ"}}"#) == "rawBytes")
    #expect(field(#"{"x509CertificateChain":{}}"#) == "certificates")
    #expect(field(#"{"x509CertificateChain":{"certificates":[]}}"#) == "certificates")
    #expect(field(#"{"x509CertificateChain":{"certificates":[7]}}"#) == "certificates")
    #expect(field(#"{"x509CertificateChain":{"certificates":[{}]}}"#) == "rawBytes")
    #expect(field(#"{"tlogEntries":7}"#) == "tlogEntries")
    #expect(field(#"{"tlogEntries":[7]}"#) == "tlogEntries")
    #expect(field(#"{"tlogEntries":[{},[]]}"#) == "tlogEntries")
    #expect(
      field(#"{"timestampVerificationData":{"rfc3161Timestamps":[{}]}}"#) == "signedTimestamp")
    let twice = #"{"signedTimestamp":"AQ=="},{"signedTimestamp":"AQ=="}"#
    #expect(
      field(#"{"timestampVerificationData":{"rfc3161Timestamps":[\#(twice)]}}"#)
        == "rfc3161Timestamps")
  }

  @Test("more certificates, timestamps or signatures than anyone needs are refused")
  func limits() {
    func list(_ member: String, _ count: Int) -> String {
      (0..<count).map { "{\"\(member)\":\"\(Base64.encode([UInt8($0), 1]))\"}" }
        .joined(separator: ",")
    }
    func error(certificates count: Int) -> ManifestError? {
      Text.error(
        bundle("{\"x509CertificateChain\":{\"certificates\":[\(list("rawBytes", count))]}}"))
    }
    #expect(error(certificates: 16) == nil)
    #expect(error(certificates: 17) == .tooManyEntries(field: "certificates", limit: 16))
    func error(timestamps count: Int) -> ManifestError? {
      Text.error(
        bundle(
          "{\"timestampVerificationData\":{\"rfc3161Timestamps\":"
            + "[\(list("signedTimestamp", count))]}}"))
    }
    #expect(error(timestamps: 32) == nil)
    #expect(error(timestamps: 33) == .tooManyEntries(field: "rfc3161Timestamps", limit: 32))
    func error(signatures count: Int) -> ManifestError? {
      Text.error(Text.envelope(Text.statement([Text.subject("a")]), signatureCount: count))
    }
    #expect(error(signatures: 32) == nil)
    #expect(error(signatures: 33) == .tooManyEntries(field: "signatures", limit: 32))
    #expect(error(signatures: 33)?.description == "has more than 32 entries in 'signatures'")
  }
}
