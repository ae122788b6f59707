// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestCertificates
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("Signatures by keys", .enabled(if: OpenSSLTool.isThere))
struct SignatureCheckKeyTests {
  private let sample: SignedSample
  private let (key, other): (PublicKey, PublicKey)

  init() throws {
    sample = try SignedSample()
    key = try sample.key("a")
    other = try sample.key("b")
  }

  private func state(_ bytes: [UInt8], _ keys: [PublicKey]) throws -> SignatureState {
    try SignedSample.outcome(bytes, TrustAnchors(keys: keys)).state
  }

  @Test("TRUST 4: a signature by a key you named is valid", arguments: ["P-256", "P-384", "P-521"])
  func valid(curve: String) throws {
    let key = try sample.key("c", curve: curve)
    for (payload, hint) in [
      (SignedSample.model, key.modelSigningHint), (SignedSample.statement, key.bundleHint),
    ] {
      let document = try sample.bundle(payload, by: "c", hint: hint)
      for keys in [[key], [other, key], [key, other]] {
        let outcome = try SignedSample.outcome(document, TrustAnchors(keys: keys))
        #expect(outcome.state == .valid)
        #expect(outcome.signer == .key(sha256: key.sha256.hex, kind: "ECDSA \(curve)"))
        #expect(outcome.reason == "it is signed with a key you named")
      }
    }
  }

  @Test("TRUST 4: without a key nothing is checked")
  func unchecked() throws {
    let document = try sample.bundle(SignedSample.model, by: "a", hint: key.modelSigningHint)
    let outcome = try SignedSample.outcome(document, TrustAnchors())
    #expect(outcome.state == .unchecked)
    #expect(outcome.reason == "it is signed with a key, and you named none")
    #expect(
      try SignedSample.outcome(SignedSample.model, TrustAnchors(keys: [key])).state == .absent)
  }

  @Test("TRUST 4: the hint of a model is binding, that of another bundle is advice")
  func hints() throws {
    let model = try sample.bundle(SignedSample.model, by: "a", hint: key.modelSigningHint)
    let wrong = try SignedSample.outcome(model, TrustAnchors(keys: [other]))
    #expect(wrong.state == .wrongKey)
    #expect(
      wrong.reason
        == "it is signed with another key than you named, '\(key.modelSigningHint)'")
    // The right key under another key's hint, and a hint in another form than Model Signing's.
    for hint in [other.modelSigningHint, key.bundleHint, key.sha256.hex, "x"] {
      let document = try sample.bundle(SignedSample.model, by: "a", hint: hint)
      #expect(try state(document, [key]) == .wrongKey)
      #expect(try state(document, [key, other]) != .valid)
    }
    // The hint of a key that did not sign.
    let forged = try sample.bundle(SignedSample.model, by: "b", hint: key.modelSigningHint)
    #expect(try state(forged, [key]) == .invalid)
    #expect(try state(forged, [key, other]) == .invalid)
    // Elsewhere the signature decides, whatever the hint is.
    for hint in ["x", other.bundleHint, key.bundleHint, key.sha256.hex, key.modelSigningHint] {
      let document = try sample.bundle(SignedSample.statement, by: "a", hint: hint)
      #expect(try state(document, [key]) == .valid)
      #expect(try state(document, [other, key]) == .valid)
    }
    #expect(
      try state(sample.bundle(SignedSample.statement, by: "a", hint: "x"), [other]) == .wrongKey)
    for hint in [other.bundleHint, other.sha256.hex, other.modelSigningHint] {
      let document = try sample.bundle(SignedSample.statement, by: "a", hint: hint)
      #expect(try state(document, [other]) == .invalid)
    }
  }

  @Test("TRUST 4: without a hint every key is tried, and none that fits is a broken signature")
  func withoutHint() throws {
    for payload in [SignedSample.model, SignedSample.statement] {
      let document = SignedSample.replacing(
        try sample.bundle(payload, by: "a", hint: "H"), "\"hint\": \"H\"", with: "")
      #expect(try state(document, [key]) == .valid)
      #expect(try state(document, [other, key]) == .valid)
      #expect(try state(document, [other]) == .invalid)
    }
  }

  @Test("TRUST 8: the payload swapped under a valid signature, and its type")
  func swapped() throws {
    let document = try sample.bundle(SignedSample.statement, by: "a", hint: key.bundleHint)
    let payload = Base64.encode(SignedSample.statement)
    let evil = Array(StatementText.statement([StatementText.subject("evil")]).utf8)
    let swapped = SignedSample.replacing(document, payload, with: Base64.encode(evil))
    #expect(try state(swapped, [key]) == .invalid)
    let retyped = SignedSample.replacing(
      document, "application/vnd.in-toto+json", with: "application/vnd.in-toto.x+json")
    #expect(try state(retyped, [key]) == .invalid)
    // One blank more, which no reader of JSON would see.
    let spaced = SignedSample.replacing(
      document, payload, with: Base64.encode(SignedSample.statement + [0x20]))
    #expect(try state(spaced, [key]) == .invalid)
  }

  @Test("TRUST 8: algorithm downgrade: a model is signed by the curve's own digest")
  func downgrade() throws {
    let large = try sample.key("l", curve: "P-384")
    for payload in [SignedSample.model, SignedSample.statement] {
      try sample.tool.write(SignedDocument.signedBytes(of: payload), to: "m")
      let hint = payload == SignedSample.model ? large.modelSigningHint : large.bundleHint
      for digest in ["-sha256", "-sha384", "-sha512", "-sha1"] {
        let signature = try sample.tool.run("dgst", digest, "-sign", "l.key", "m")
        let document = SignedDocument.write(
          payload: payload, signature: signature, source: .key(hint: hint))
        // cosign signs by SHA-256 with keys on any curve.
        let isRight =
          digest == "-sha384" || (digest == "-sha256" && payload == SignedSample.statement)
        #expect(try state(document, [large]) == (isRight ? .valid : .invalid), "\(digest)")
      }
    }
  }

  @Test("a model is never signed by RSA or Ed25519, another document may be")
  func kinds() throws {
    for (name, options) in [
      ("RSA", ["-pkeyopt", "rsa_keygen_bits:2048"]), ("ED25519", []),
    ] {
      if options.isEmpty {
        try sample.tool.run("genpkey", "-algorithm", name, "-out", "x.key")
      } else {
        try sample.tool.run(
          "genpkey", "-algorithm", name, options[0], options[1], "-out", "x.key")
      }
      let key = try PublicKey(fileBytes: sample.tool.run("pkey", "-in", "x.key", "-pubout"))
      for payload in [SignedSample.model, SignedSample.statement] {
        try sample.tool.write(SignedDocument.signedBytes(of: payload), to: "m")
        let signature =
          options.isEmpty
          ? try sample.tool.run("pkeyutl", "-sign", "-rawin", "-inkey", "x.key", "-in", "m")
          : try sample.tool.run("dgst", "-sha256", "-sign", "x.key", "m")
        let hint = payload == SignedSample.model ? key.modelSigningHint : key.bundleHint
        let document = SignedDocument.write(
          payload: payload, signature: signature, source: .key(hint: hint))
        #expect(try state(document, [key]) == (payload == SignedSample.model ? .wrongKey : .valid))
      }
    }
  }

  @Test("what model-signing 0.2.0 signed is verified, for its own predicate only")
  func old() throws {
    for payload in [SignedSample.oldModel, SignedSample.model] {
      let text = String(decoding: payload, as: UTF8.self)
      #expect(!text.contains("'") && !text.contains("\\"))
      // Python's form of bytes that are printable but for line feeds, and hold no single quote.
      let shown = text.replacing("\n", with: "\\n")
      let signed = Array(
        "DSSEV1 28 application/vnd.in-toto+json \(payload.count) b'\(shown)'".utf8)
      let document = SignedDocument.write(
        payload: payload, signature: try sample.sign(signed, "a"),
        source: .key(hint: key.modelSigningHint))
      #expect(try state(document, [key]) == (payload == SignedSample.model ? .invalid : .valid))
    }
    let plain = try sample.bundle(SignedSample.oldModel, by: "a", hint: key.modelSigningHint)
    #expect(try state(plain, [key]) == .valid)
  }

  // MARK: Envelopes and lines

  private func envelope(_ payload: [UInt8], _ signatures: [(name: String, id: String?)]) throws
    -> String
  {
    let list = try signatures.map { name, id in
      let bytes = try sample.sign(SignedDocument.signedBytes(of: payload), name)
      let keyID = id.map { ",\"keyid\":\"\($0)\"" } ?? ",\"keyid\":null"
      return "{\"sig\":\"\(Base64.encode(bytes))\"\(keyID)}"
    }
    return "{\"payload\":\"\(Base64.encode(payload))\","
      + "\"payloadType\":\"application/vnd.in-toto+json\","
      + "\"signatures\":[\(list.joined(separator: ","))]}"
  }

  @Test("an envelope by several is worth its best signature")
  func severalSignatures() throws {
    let statement = SignedSample.statement
    func state(_ signatures: [(name: String, id: String?)], _ keys: [PublicKey]) throws
      -> SignatureState
    {
      try self.state(Array(envelope(statement, signatures).utf8), keys)
    }
    #expect(try state([("a", nil)], [key]) == .valid)
    #expect(try state([("a", "anything")], [key]) == .valid)
    #expect(try state([("b", "anything")], [key]) == .wrongKey)
    #expect(try state([("b", nil)], [key]) == .invalid)
    #expect(try state([("b", ""), ("a", "")], [key]) == .valid)
    #expect(try state([("b", "x"), ("b", "y")], [key]) == .wrongKey)
    #expect(try state([("b", "x"), ("b", "")], [key]) == .invalid)
  }

  @Test("each line of a document stands for itself")
  func lines() throws {
    let mine = try envelope(SignedSample.statement, [("a", nil)])
    let evil = Array(StatementText.statement([StatementText.subject("evil")]).utf8)
    let theirs = try envelope(evil, [("b", "b")])
    let bare = StatementText.statement([StatementText.subject("bare")])
    let manifest = try StatementText.manifest("\(theirs)\n\n\(mine)\n\(bare)\n")
    #expect(manifest.statements.count == 3)
    #expect(manifest.signatures.map(\.line) == [1, 3])
    let check = SignatureCheck(TrustAnchors(keys: [key]), now: SignedSample.now)
    let outcomes = check.outcomes(of: manifest)
    #expect(outcomes.map(\.state) == [.wrongKey, .valid, .absent])
    #expect(outcomes.map(\.line) == [1, 3, 4])
    #expect(check.outcome(of: manifest).state == .absent)
    let signed = try StatementText.manifest("\(mine)\n\(mine)\n")
    #expect(check.outcome(of: signed).state == .valid)
    let broken = SignatureCheck(TrustAnchors(keys: [other]), now: SignedSample.now)
    #expect(broken.outcome(of: try StatementText.manifest("\(theirs)\n\(mine)")).state == .invalid)
    #expect(
      manifest.statements[1].claims.map(\.subject)
        == [try StatementText.path("model.safetensors")])
  }

  // MARK: Signatures of files

  @Test("a signature of a file vouches for the digest that was signed")
  func messages() throws {
    let file = Array("the weights".utf8)
    let digest = unsafe Digest(of: file.span.bytes, .sha256)
    let model = SignedSample.model
    let other = unsafe Digest(of: model.span.bytes, .sha256)
    let signature = try sample.sign(file, "a")
    func document(_ digest: Digest) -> String {
      StatementText.bundle(
        "{\"messageDigest\":{\"algorithm\":\"SHA2_256\","
          + "\"digest\":\"\(Base64.encode(digest.bytes))\"},"
          + "\"signature\":\"\(Base64.encode(signature))\"}", key: "messageSignature")
    }
    let good = try StatementText.manifest(document(digest))
    let check = SignatureCheck(TrustAnchors(keys: [key]), now: SignedSample.now)
    #expect(check.outcome(of: good).state == .valid)
    let signed = try #require(good.signatures.first)
    #expect(signed.content == .message(digest))
    #expect(check.outcome(of: signed, digest: digest).state == .valid)
    #expect(check.outcome(of: signed, digest: other).state == .wrongKey)
    #expect(check.outcome(of: try StatementText.manifest(document(other))).state == .wrongKey)
    let hinted = SignedSample.replacing(
      Array(document(other).utf8), "\"hint\":\"x\"", with: "\"hint\":\"\(key.bundleHint)\"")
    #expect(try state(hinted, [key]) == .invalid)
  }

  @Test("a signature of a file by Ed25519 is not checked")
  func ed25519() throws {
    let known = try #require(
      Hexadecimal.decode(
        Array(
          ("302a300506032b6570032100"
            + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c").utf8)))
    let key = try PublicKey(derBytes: known)
    let signature = DetachedSignature(content: .message(nil), bytes: [1, 2, 3])
    let check = SignatureCheck(TrustAnchors(keys: [key]), now: SignedSample.now)
    let outcome = check.outcome(of: signature)
    #expect(outcome.state == .unchecked)
    #expect(
      outcome.reason == "Ed25519 signs a file itself and not its digest, which is not checked")
    let unknown = SignatureCheck(TrustAnchors(keys: [self.key]), now: SignedSample.now)
    #expect(unknown.outcome(of: signature).reason == "the digest that it signs is not given")
  }

  @Test("TRUST 8: no damaged document is a crash, or valid for other claims")
  func damaged() throws {
    let document = try sample.bundle(SignedSample.statement, by: "a", hint: key.bundleHint)
    let good = try SignedSample.manifest(document)
    let check = SignatureCheck(TrustAnchors(keys: [key]), now: SignedSample.now)
    var random = SplitMix64(seed: 1)
    for index in document.indices {
      var damaged = document
      damaged[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      guard let manifest = try? SignedSample.manifest(damaged) else { continue }
      if check.outcome(of: manifest).state == .valid { #expect(manifest.claims == good.claims) }
    }
  }
}
