// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestCertificates
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("Signatures by certificates", .enabled(if: OpenSSLTool.isThere))
struct SignatureCheckCertificateTests {
  private let sample: SignedSample

  init() throws {
    sample = try SignedSample()
    try sample.makeHouse()
  }

  private func document(_ payload: [UInt8] = SignedSample.model) throws -> [UInt8] {
    try sample.bundle(payload, with: ["leaf", "between"], by: "leaf")
  }

  private func anchors(_ roots: [String] = ["root"]) throws -> TrustAnchors {
    TrustAnchors(roots: try roots.map(sample.certificate))
  }

  @Test("TRUST 4: a signature under a root you named is valid")
  func valid() throws {
    let root = try sample.certificate("root")
    for payload in [SignedSample.model, SignedSample.statement] {
      let outcome = try SignedSample.outcome(document(payload), anchors())
      #expect(outcome.state == .valid)
      guard case .certificate(let signer)? = outcome.signer else {
        Issue.record("no certificate")
        continue
      }
      let leaf = try sample.certificate("leaf")
      #expect(signer.subject == "CN = leaf")
      #expect(signer.names == ["release@example.org"])
      #expect(signer.serial == "1234")
      #expect(
        signer.keySHA256 == (try PublicKey(fileBytes: sample.tool.bytes("leaf.pub"))).sha256.hex)
      #expect(signer.validUntil == leaf.validity.upperBound)
      #expect(signer.root == root.sha256.hex)
      #expect(
        outcome.reason
          == "it is signed by 'release@example.org' under the root \(root.sha256.hex)")
      #expect(outcome.clock == .now(SignedSample.now))
      let until = RFC3339.text(leaf.validity.upperBound)
      let now = RFC3339.text(SignedSample.now)
      #expect(
        outcome.notes == [
          "any code-signing leaf under this root is accepted",
          "its certificate, valid until \(until), was held against the current time, \(now)",
        ])
    }
  }

  @Test("TRUST 4: without a root, and under another one")
  func others() throws {
    let unchecked = try SignedSample.outcome(document(), TrustAnchors())
    #expect(unchecked.state == .unchecked)
    #expect(unchecked.reason == "it is signed with a certificate, and you named no root")
    try sample.tool.makeCertificate("stranger", extensions: OpenSSLTool.authority)
    let untrusted = try SignedSample.outcome(document(), anchors(["stranger"]))
    #expect(untrusted.state == .untrusted)
    #expect(try SignedSample.outcome(document(), anchors(["stranger", "root"])).state == .valid)
    // TRUST 8: an intermediate given as root.
    let between = try SignedSample.outcome(document(), anchors(["between"]))
    #expect(between.state == .untrusted)
    #expect(between.reason == "'CN = between' is no root: another one signed it")
    // The chain that the document leaves out.
    let short = try sample.bundle(SignedSample.model, with: ["leaf"], by: "leaf")
    #expect(try SignedSample.outcome(short, anchors()).state == .untrusted)
  }

  @Test("TRUST 4: the certificate's key must verify the bytes, with and without a root")
  func invalid() throws {
    _ = try sample.key("thief")
    let stolen = try sample.bundle(SignedSample.model, with: ["leaf", "between"], by: "thief")
    for anchors in [try anchors(), TrustAnchors(), try anchors(["between"])] {
      let outcome = try SignedSample.outcome(stolen, anchors)
      #expect(outcome.state == .invalid)
      #expect(
        outcome.reason == "its signature is not one of 'release@example.org' over these bytes")
    }
    let payload = Base64.encode(SignedSample.model)
    let swapped = SignedSample.replacing(
      try document(), payload, with: Base64.encode(SignedSample.model + [0x20]))
    #expect(try SignedSample.outcome(swapped, anchors()).state == .invalid)
    let leaf = Base64.encode(try sample.certificate("leaf").derBytes)
    let garbage = SignedSample.replacing(try document(), leaf, with: "AAAA")
    #expect(try SignedSample.outcome(garbage, anchors()).state == .invalid)
  }

  @Test("a certificate of a key that you named is as good as the key")
  func namedKey() throws {
    let key = try PublicKey(fileBytes: sample.tool.bytes("leaf.pub"))
    let outcome = try SignedSample.outcome(document(), TrustAnchors(keys: [key]))
    #expect(outcome.state == .valid)
    #expect(outcome.signer == .key(sha256: key.sha256.hex, kind: "ECDSA P-256"))
    let other = try sample.key("other")
    #expect(try SignedSample.outcome(document(), TrustAnchors(keys: [other])).state == .unchecked)
  }

  @Test("TRUST 8: expired leaf without time, and a time that the user gives")
  func expired() throws {
    let leaf = try sample.certificate("leaf")
    let late = leaf.validity.upperBound + 1
    let outcome = try SignedSample.outcome(document(), anchors(), now: late)
    #expect(outcome.state == .expired)
    #expect(outcome.reason == "'CN = leaf' expired at \(RFC3339.text(leaf.validity.upperBound))")
    #expect(outcome.clock == .now(late))
    var given = try anchors()
    given.time = leaf.validity.upperBound - 1
    let then = try SignedSample.outcome(document(), given, now: late)
    #expect(then.state == .valid)
    #expect(then.clock == .given(leaf.validity.upperBound - 1))
    let moment = RFC3339.text(leaf.validity.upperBound - 1)
    #expect(then.clock?.description == "the time you gave, \(moment)")
    given.time = leaf.validity.lowerBound - 1
    #expect(try SignedSample.outcome(document(), given).state == .expired)
  }

  @Test("TRUST 8: leaf that is a CA, and a TLS-only leaf")
  func usages() throws {
    try sample.tool.makeCertificate(
      "tls", by: "between",
      extensions: ["keyUsage=digitalSignature", "extendedKeyUsage=serverAuth"])
    let tls = try sample.bundle(SignedSample.model, with: ["tls", "between"], by: "tls")
    let outcome = try SignedSample.outcome(tls, anchors())
    #expect(outcome.state == .untrusted)
    #expect(outcome.reason == "'CN = tls' is not for code signing")
    let authority = try sample.bundle(SignedSample.model, with: ["between"], by: "between")
    #expect(
      try SignedSample.outcome(authority, anchors()).reason
        == "'CN = between' is an authority's certificate and not a signer's")
  }

  @Test("TRUST 8: identities compare whole")
  func identities() throws {
    func state(_ name: String) throws -> SignatureState {
      var anchors = try anchors()
      anchors.identities = [
        .init(name: UntrustedText("someone@else"), issuer: UntrustedText("x")),
        .init(name: UntrustedText(name), issuer: UntrustedText("https://issuer")),
      ]
      return try SignedSample.outcome(document(), anchors).state
    }
    #expect(try state("release@example.org") == .valid)
    for name in [
      "release@example.or", "release@example.org ", "elease@example.org", "", "CN = leaf", "leaf",
      "Release@example.org", "release@example.orgg",
    ] {
      #expect(try state(name) == .untrusted)
    }
  }

  @Test(
    "an identity is met by a name of its own kind only",
    arguments: [
      ("email:release@example.org", "release@example.org", true),
      ("URI:https://example.org/a@b", "https://example.org/a@b", true),
      ("URI:urn:x", "urn:x", true),
      ("DNS:release@example.org", "release@example.org", false),
      ("URI:release@example.org", "release@example.org", false),
      ("email:https://example.org/a@b", "https://example.org/a@b", false),
      ("email:release", "release", false), ("DNS:example.org", "example.org", false),
      ("DNS:https://example.org", "https://example.org", false),
      ("otherName:1.3.6.1.4.1.57264.1.7;UTF8:release@example.org", "release@example.org", false),
      ("otherName:1.3.6.1.4.1.57264.1.7;UTF8:https://x", "https://x", false),
    ])
  func kinds(name: String, identity: String, isMet: Bool) throws {
    try sample.tool.makeCertificate(
      "named", by: "between",
      extensions: OpenSSLTool.signer.dropLast() + ["subjectAltName=\(name)"])
    let document = try sample.bundle(SignedSample.model, with: ["named", "between"], by: "named")
    var anchors = try anchors()
    anchors.identities = [.init(name: UntrustedText(identity), issuer: UntrustedText("x"))]
    let outcome = try SignedSample.outcome(document, anchors)
    #expect(outcome.state == (isMet ? .valid : .untrusted), "\(outcome.reason)")
    guard case .certificate(let signer)? = outcome.signer else {
      Issue.record("no certificate")
      return
    }
    // A text of the wrong kind is not shown as if it were the right one.
    #expect((signer.names == [identity]) == isMet)
    let note =
      "the text that you named stands there as another kind of name: a mail address or URI counts"
    #expect(outcome.notes.contains(note) == !isMet)
  }

  @Test("a certificate of Sigstore's kind is left to who can check it, whoever vouches for it")
  func keyless() throws {
    for (name, provider) in [
      ("old", "1.3.6.1.4.1.57264.1.1=DER:68:74:74:70"),
      ("new", "1.3.6.1.4.1.57264.1.8=ASN1:UTF8:https://issuer"),
    ] {
      try sample.tool.makeCertificate(
        name, by: "between", extensions: OpenSSLTool.signer + [provider])
      let document = try sample.bundle(SignedSample.model, with: [name, "between"], by: name)
      for roots in [["root"], [], ["between"]] {
        var anchors = try anchors(roots)
        for identities in [[], ["release@example.org"]] {
          anchors.identities = identities.map {
            .init(name: UntrustedText($0), issuer: UntrustedText("https://issuer"))
          }
          let outcome = try SignedSample.outcome(document, anchors)
          #expect(outcome.state == .unchecked)
          #expect(outcome.reason == "keyless Sigstore signatures are not checked yet")
        }
      }
      let key = try PublicKey(fileBytes: sample.tool.bytes("\(name).pub"))
      #expect(try SignedSample.outcome(document, TrustAnchors(keys: [key])).state == .valid)
      // Nobody signed these bytes, whoever could have.
      _ = try sample.key("thief")
      let stolen = try sample.bundle(SignedSample.model, with: [name], by: "thief")
      #expect(try SignedSample.outcome(stolen, anchors()).state == .invalid)
    }
  }

  // MARK: Timestamps

  private func timestamped(
    _ name: String, over signature: [UInt8]? = nil, withCertificate: Bool = true
  ) throws -> [UInt8] {
    let document = try document()
    let own = try #require(SignedSample.manifest(document).signatures.first).bytes
    let token = try sample.tool.timestamp(
      signature ?? own, by: name, withCertificate: withCertificate)
    return SignedSample.replacing(
      document, "\"tlogEntries\": []",
      with: "\"tlogEntries\": [], \"timestampVerificationData\": {\"rfc3161Timestamps\": "
        + "[{\"signedTimestamp\": \"\(Base64.encode(token))\"}]}")
  }

  @Test("TRUST 4: a timestamp counts only if you named its authority, and then before any clock")
  func timestamps() throws {
    try sample.tool.makeCertificate("tsa-root", extensions: OpenSSLTool.authority, days: 1000)
    try sample.tool.makeCertificate(
      "tsa", by: "tsa-root", extensions: OpenSSLTool.timestampAuthority, days: 900)
    let document = try timestamped("tsa")
    let late = try sample.certificate("leaf").validity.upperBound + 1
    #expect(try SignedSample.outcome(document, anchors(), now: late).state == .expired)
    var named = try anchors()
    named.timestampRoots = [try sample.certificate("tsa-root")]
    let outcome = try SignedSample.outcome(document, named, now: late)
    #expect(outcome.state == .valid)
    guard case .timestamps(let times)? = outcome.clock else {
      Issue.record("another clock")
      return
    }
    #expect(times.count == 1)
    #expect(outcome.clock?.description.hasPrefix("a trusted timestamp, 2") == true)
    // What the user says goes before it, so that it changes nothing whether it is there.
    for time in [late, late - 3600] {
      named.time = time
      let given = try SignedSample.outcome(document, named, now: late)
      let removed = try SignedSample.outcome(self.document(), named, now: late)
      #expect(given.state == removed.state && given.state == (time == late ? .expired : .valid))
      #expect(given.clock == .given(time) && removed.clock == .given(time))
      let note =
        "a trusted timestamp names \(RFC3339.text(times[0])), and the time you gave goes before it"
      #expect(given.notes.contains(note) && !removed.notes.contains(note))
    }
    named.time = nil
    // TRUST 8: the attacker's own authority, and a timestamp of other bytes.
    let others = try timestamped("tsa", over: [1, 2, 3])
    let refused = try SignedSample.outcome(others, named, now: late)
    #expect(refused.state == .expired)
    #expect(refused.notes == ["the timestamp is about other bytes"])
    named.timestampRoots = [try sample.certificate("root")]
    #expect(try SignedSample.outcome(document, named, now: late).state == .expired)
  }

  @Test("a timestamp that lacks its authority's certificate takes it from beside the root")
  func bareTimestamps() throws {
    try sample.tool.makeCertificate("tsa-root", extensions: OpenSSLTool.authority, days: 1000)
    try sample.tool.makeCertificate(
      "tsa", by: "tsa-root", extensions: OpenSSLTool.timestampAuthority, days: 900)
    let document = try timestamped("tsa", withCertificate: false)
    var named = try anchors()
    named.timestampRoots = [try sample.certificate("tsa-root")]
    let late = try sample.certificate("leaf").validity.upperBound + 1
    let lacking = try SignedSample.outcome(document, named, now: late)
    #expect(lacking.state == .expired)
    #expect(
      lacking.notes == [
        "the timestamp does not hold its authority's certificate: give it in --tsa-root"
      ])
    named.timestampIntermediates = [try sample.certificate("tsa")]
    #expect(try SignedSample.outcome(document, named, now: late).state == .valid)
    // By itself it vouches for nothing.
    named.timestampRoots = [try sample.certificate("root")]
    #expect(try SignedSample.outcome(document, named, now: late).state == .expired)
  }

  @Test("who has a part in a signature: what came along, and where chains lead")
  func involved() throws {
    try sample.tool.makeCertificate("tsa-root", extensions: OpenSSLTool.authority, days: 1000)
    try sample.tool.makeCertificate(
      "tsa-between", by: "tsa-root", extensions: OpenSSLTool.authority, days: 950)
    try sample.tool.makeCertificate(
      "tsa", by: "tsa-between", extensions: OpenSSLTool.timestampAuthority, days: 900)
    for withCertificate in [true, false] {
      let document = try timestamped("tsa", withCertificate: withCertificate)
      let signature = try #require(SignedSample.manifest(document).signatures.first)
      func subjects(_ anchors: TrustAnchors) -> Set<String> {
        let check = SignatureCheck(anchors, now: SignedSample.now)
        let parties = check.involved(in: signature, outcome: check.outcome(of: signature))
        #expect(parties.key == nil)
        return Set(parties.certificates.map { String($0.subject.lossyString.dropFirst(5)) })
      }
      let own: Set = ["leaf", "between"]
      let along = withCertificate ? own.union(["tsa"]) : own
      #expect(subjects(TrustAnchors()) == along)
      #expect(subjects(try anchors()) == along.union(["root"]))
      var all = try anchors()
      all.timestampRoots = [try sample.certificate("tsa-root")]
      all.timestampIntermediates = try ["tsa", "tsa-between"].map(sample.certificate)
      #expect(subjects(all) == own.union(["root", "tsa", "tsa-between", "tsa-root"]))
    }
    let key = try PublicKey(fileBytes: sample.tool.bytes("leaf.pub"))
    let signature = try #require(SignedSample.manifest(document()).signatures.first)
    let check = SignatureCheck(TrustAnchors(keys: [key]), now: 0)
    #expect(check.involved(in: signature, outcome: check.outcome(of: signature)).key == key)
  }
}
