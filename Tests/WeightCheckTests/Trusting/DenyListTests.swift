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

@Suite("Lists of what is denied", .enabled(if: OpenSSLTool.isThere, "needs OpenSSL 3"))
struct DenyListTests {
  let signed: SignedRelease

  init() throws { signed = try SignedRelease() }

  /// The codes of all reasons where `lines` are denied.
  private func codes(
    _ lines: String, keys: [String] = [], roots: [String] = ["root"],
    change: (inout VerificationRequest) -> Void = { _ in }
  ) async throws -> Set<Reason.Code> {
    try signed.release.root.write(Array("\(lines)\n".utf8), to: "deny")
    return try await signed.verify(keys: keys, roots: roots) {
      $0.denied = [signed.release.root.path.appending("deny")]
      change(&$0)
    }.codes
  }

  private func sha256(_ bytes: [UInt8]) -> String {
    unsafe Digest(of: bytes.span.bytes, .sha256).hex
  }

  /// The SubjectPublicKeyInfo of a certificate as it stands there.
  private func keyInfo(_ name: String) throws -> [UInt8] {
    try signed.tool.write(
      signed.tool.run("x509", "-in", "\(name).pem", "-noout", "-pubkey"), to: "info")
    return try signed.tool.run("pkey", "-pubin", "-in", "info", "-outform", "DER")
  }

  @Test(
    "TRUST 7: the key of an intermediate is denied, whatever kind it is",
    arguments: [
      ["-algorithm", "ED448"], ["-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"],
      ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:brainpoolP256r1"],
    ])
  func kinds(algorithm: [String]) async throws {
    try signed.tool.makeCertificate("root", extensions: OpenSSLTool.authority)
    try signed.tool.run(["genpkey"] + algorithm + ["-out", "between.key"])
    try signed.tool.makeCertificate("between", by: "root", extensions: OpenSSLTool.authority)
    try signed.tool.makeCertificate("leaf", by: "between", extensions: OpenSSLTool.signer)
    try await signed.sign("leaf", certificates: ["leaf", "between"])
    #expect(try await codes("key:\(String(repeating: "0", count: 64))") == [])
    #expect(try await codes("key:\(sha256(keyInfo("between")))") == [.denied])
  }

  @Test("TRUST 7: a key is denied in every form of its point, in a certificate and by itself")
  func forms() async throws {
    try signed.tool.makeCertificate("root", extensions: OpenSSLTool.authority)
    try signed.tool.makeKey("leaf")
    try signed.tool.run("ec", "-in", "leaf.key", "-conv_form", "compressed", "-out", "leaf.key")
    try signed.tool.makeCertificate("leaf", by: "root", extensions: OpenSSLTool.signer)
    for (name, certificates) in [("leaf", ["leaf"]), ("own", [])] {
      try await signed.sign(name, certificates: certificates)
      for form in ["compressed", "uncompressed"] {
        let info = try signed.tool.run(
          "ec", "-pubin", "-in", "\(name).pub", "-conv_form", form, "-outform", "DER")
        let denied = try await codes(
          "key:\(sha256(info))", keys: certificates.isEmpty ? [name] : [])
        #expect(denied == [.denied], "\(name), \(form)")
      }
    }
  }

  @Test("TRUST 7: serial numbers, as openssl shows them, negative ones too")
  func serials() async throws {
    try signed.tool.makeCertificate("root", extensions: OpenSSLTool.authority)
    for (serial, denied, others) in [
      ("-5", ["-05", "-5", "-0x5"], ["05", "5", "fb", "-50"]),
      ("0x00A1B2C3", ["A1B2C3", "a1:b2:c3", "00:A1:B2:C3", "0xa1b2c3"], ["-a1b2c3", "a1b2c300"]),
    ] {
      try signed.tool.makeCertificate(
        "leaf", by: "root", extensions: OpenSSLTool.signer, serial: serial)
      try await signed.sign("leaf", certificates: ["leaf"])
      for text in denied {
        #expect(try await codes("serial:\(text) reported") == [.denied], "\(text)")
      }
      for text in others { #expect(try await codes("serial:\(text)") == [], "\(text)") }
    }
    for text in ["", "-", ":", "0x", "5-", "--5", "g", "+5"] {
      await #expect(throws: WeightCheckError.self) { try await codes("serial:\(text)") }
    }
  }

  @Test("TRUST 7: the certificates of a timestamp are denied, down to the root")
  func timestamps() async throws {
    try signed.tool.makeCertificate("root", extensions: OpenSSLTool.authority)
    try signed.tool.makeCertificate("leaf", by: "root", extensions: OpenSSLTool.signer)
    try signed.tool.makeCertificate("tsa-root", extensions: OpenSSLTool.authority)
    try signed.tool.makeCertificate(
      "tsa-between", by: "tsa-root", extensions: OpenSSLTool.authority, serial: "51966")
    try signed.tool.makeCertificate(
      "tsa", by: "tsa-between", extensions: OpenSSLTool.timestampAuthority)
    try await signed.sign("leaf", formats: [.weights], certificates: ["leaf"])
    let name = "weights.intoto.sigstore.json"
    let document = try signed.document(name)
    let signature = try #require(Manifest.parse(document, name: "").signatures.first).bytes
    for withCertificate in [true, false] {
      let token = Base64.encode(
        try signed.tool.timestamp(signature, by: "tsa", withCertificate: withCertificate))
      let text = String(decoding: document, as: UTF8.self).replacing(
        "\"tlogEntries\": []",
        with: "\"tlogEntries\": [], \"timestampVerificationData\": {\"rfc3161Timestamps\": "
          + "[{\"signedTimestamp\": \"\(token)\"}]}")
      try signed.release.write(text, to: name)
      let stamped = { (request: inout VerificationRequest) in
        request.trust.timestampRoots = ["tsa-root", "tsa-between", "tsa"].map {
          FilePath(signed.tool.path("\($0).pem"))
        }
      }
      #expect(try await codes("serial:1 nobody", change: stamped) == [])
      #expect(try await codes("serial:cafe stolen", change: stamped) == [.denied])
      for party in ["tsa", "tsa-between", "tsa-root"] {
        let key = try sha256(keyInfo(party))
        #expect(try await codes("key:\(key)", change: stamped) == [.denied], "\(party)")
      }
      // What came along is denied where nobody asked for the time too.
      let key = try sha256(keyInfo("tsa"))
      #expect(try await codes("key:\(key)") == (withCertificate ? [.denied] : []))
    }
    // No file of theirs is a root.
    await #expect(throws: WeightCheckError.self) {
      try await codes("serial:1") {
        $0.trust.timestampRoots = [FilePath(signed.tool.path("tsa.pem"))]
      }
    }
  }
}
