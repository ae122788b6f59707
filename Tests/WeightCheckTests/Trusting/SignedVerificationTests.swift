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

@Suite("Who vouches for a release", .enabled(if: OpenSSLTool.isThere, "needs OpenSSL 3"))
struct SignedVerificationTests {
  let signed: SignedRelease

  init() throws { signed = try SignedRelease() }

  @Test("what is signed with a key that the user named is verified, and told with its release")
  func key() async throws {
    try await signed.sign { $0.version = "1.2" }
    let verification = try await signed.verify()
    #expect(verification.status == .verified)
    #expect(verification.assurance == .signed)
    #expect(verification.required == .signed)
    #expect(verification.signed?.scope == .release)
    #expect(verification.signed?.signers.count == 1)
    #expect(
      verification.states == ["model.sig": .valid, "weights.intoto.sigstore.json": .valid])
  }

  @Test("TRUST 2.3: evidence beside the weights is not enough where a signer is named")
  func unsigned() async throws {
    try await signed.release.publish()
    let verification = try await signed.verify()
    #expect(verification.status == .unestablished)
    #expect(verification.codes == [.assuranceTooLow])
  }

  @Test("TRUST 4: without a signer the signature is unchecked, and its claims count as found")
  func unchecked() async throws {
    try await signed.sign()
    let verification = try await signed.verify(keys: [])
    #expect(verification.status == .verified)
    #expect(verification.assurance == .local)
    #expect(verification.signed == nil)
    #expect(Set(verification.states.values) == [.unchecked])
  }

  @Test("TRUST 4: a signature by another key than those named is wrongKey, and not invalid")
  func wrongKey() async throws {
    try await signed.sign()
    let verification = try await signed.verify(keys: ["other"])
    #expect(verification.status == .unestablished)
    #expect(Set(verification.states.values) == [.wrongKey])
  }

  @Test("TRUST 4: every key is tried, and a bundle for someone else fails nothing")
  func severalKeys() async throws {
    try await signed.sign("other", formats: [.oms])
    try await signed.sign(formats: [.weights])
    let verification = try await signed.verify()
    #expect(verification.status == .verified)
    #expect(
      verification.states == ["model.sig": .wrongKey, "weights.intoto.sigstore.json": .valid])
    #expect(try await signed.verify(keys: ["other", "own"]).status == .verified)
  }

  @Test("TRUST 4: a disagreeing unsigned manifest still gives 1")
  func lie() async throws {
    try await signed.sign()
    try signed.release.write(
      "\(String(repeating: "0", count: 64))  model.safetensors\n", to: "SHA256SUMS")
    #expect(try await signed.verify().status == .mismatch)
  }

  @Test("TRUST 8: payload swapped under a valid signature")
  func swapped() async throws {
    try await signed.sign(formats: [.oms])
    let text = String(decoding: try signed.document("model.sig"), as: UTF8.self)
    // Another payload, under the signature that is there.
    let parts = text.components(around: "\"payload\": \"", "\"")
    let payload = try #require(Base64.decode(Array(parts.middle.utf8)))
    let other = String(decoding: payload, as: UTF8.self).replacing(
      "config.json", with: "cOnfig.json")
    try signed.release.write(
      parts.start + Base64.encode(Array(other.utf8)) + parts.end, to: "model.sig")
    let verification = try await signed.verify()
    #expect(verification.status == .mismatch)
    #expect(verification.states == ["model.sig": .invalid])
    #expect(verification.codes.contains(.signatureInvalid))
  }

  @Test("what is signed under one name is missing under another, which could make code of it")
  func renamed() async throws {
    try await signed.sign()
    let content = try signed.document("config.json")
    try signed.release.remove("config.json")
    try signed.release.write(content, to: "modeling.py")
    let verification = try await signed.verify()
    #expect(verification.status == .mismatch)
    #expect(verification.codes == [.fileMissingSigned])
  }

  @Test("a signature that is called after a file keeps its signature")
  func calledAfter() async throws {
    try await signed.sign(formats: [.weights])
    let weights = SignedRelease.weights
    let span = weights.span
    let digest = unsafe Digest(of: span.bytes, .sha256)
    try signed.tool.write(weights, to: "weights")
    try signed.tool.run(
      "dgst", "-sha256", "-sign", "own.key", "-out", "weights.der", "weights")
    let signature = Base64.encode(try signed.tool.bytes("weights.der"))
    try signed.release.remove("weights.intoto.sigstore.json")
    try signed.release.write(
      """
      {"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
       "verificationMaterial": {"publicKey": {"hint": ""}},
       "messageSignature": {"messageDigest": {"algorithm": "SHA2_256",
        "digest": "\(Base64.encode(digest.bytes))"}, "signature": "\(signature)"}}
      """, to: "model.safetensors.sigstore.json")
    let verification = try await signed.verify()
    #expect(verification.status == .verified)
    #expect(verification.file("model.safetensors")?.assurance == .signed)
    try signed.release.write(weights.dropLast() + [1], to: "model.safetensors")
    #expect(try await signed.verify().status == .mismatch)
  }

  @Test("a signature that is about another document says nothing of the file that is asked about")
  func aboutDocument() async throws {
    let sums = Array("\(AttestedRelease.sha256(SignedRelease.weights))  model.safetensors\n".utf8)
    try signed.release.write(sums, to: "SHA256SUMS")
    try signed.tool.write(sums, to: "sums")
    try signed.tool.run("dgst", "-sha256", "-sign", "own.key", "-out", "sums.der", "sums")
    let digest = Base64.encode(Hexadecimal.decode(Array(AttestedRelease.sha256(sums).utf8)) ?? [])
    try signed.release.write(
      """
      {"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
       "messageSignature": {"messageDigest": {"algorithm": "SHA2_256", "digest": "\(digest)"},
        "signature": "\(Base64.encode(try signed.tool.bytes("sums.der")))"}}
      """, to: "any.json")
    for keys in [["own"], []] {
      var request = VerificationRequest(paths: [signed.release.path.appending("model.safetensors")])
      request.evidence = ["SHA256SUMS", "any.json"].map {
        .manifest(signed.release.path.appending($0))
      }
      request.trust.keys = keys.map { FilePath(signed.tool.path("\($0).pub")) }
      let verification = try await WeightCheck.verify(request)
      #expect(verification.status == .verified)
      #expect(verification.assurance == (keys.isEmpty ? .manifest : .signed))
    }
  }

  @Test("TRUST 8: signature removed: nothing is signed any more")
  func removed() async throws {
    try await signed.sign()
    try signed.release.remove("model.sig")
    try signed.release.remove("weights.intoto.sigstore.json")
    #expect(try await signed.verify().status == .unestablished)
  }

  @Test("TRUST 8: a signature replayed on another model does not match")
  func replayed() async throws {
    try await signed.sign()
    var other = SignedRelease.weights
    other[other.count - 1] ^= 1
    try signed.release.write(other, to: "model.safetensors")
    let verification = try await signed.verify()
    #expect(verification.status == .mismatch)
    #expect(verification.codes.contains(.fileMismatch))
  }

  @Test("TRUST 2.8: the name, version and root digest that must be signed")
  func expected() async throws {
    try await signed.sign(formats: [.weights]) {
      $0.name = "acme/model"
      $0.version = "2"
    }
    let found = try await signed.verify()
    let release = try #require(found.signed?.release)
    #expect(release.name == "acme/model" && release.version == "2")
    let root = try #require(release.rootDigest)
    for (change, status) in [
      ({ $0.name = "acme/model" }, Reason.Status.verified), ({ $0.name = "acme/other" }, .mismatch),
      ({ $0.version = "2" }, .verified), ({ $0.version = "1" }, .mismatch),
      ({ $0.rootDigest = root }, .verified),
      ({ $0.rootDigest = Digest(.sha256, bytes: [UInt8](repeating: 0, count: 32)) }, .mismatch),
    ] as [((inout ExpectedRelease) -> Void, Reason.Status)] {
      let verification = try await signed.verify { change(&$0.expected) }
      #expect(verification.status == status)
    }
  }

  @Test("TRUST 2.8: what no signed bytes state is not established")
  func notStated() async throws {
    try await signed.sign(formats: [.oms])
    let verification = try await signed.verify { $0.expected.version = "2" }
    #expect(verification.status == .unestablished)
    #expect(verification.codes == [.releaseNotStated])
    let unsigned = try await signed.verify(keys: []) { $0.expected.name = "r" }
    #expect(unsigned.codes == [.releaseNotStated])
  }

  @Test("TRUST 8: an older signed release is another one, where its version is expected")
  func older() async throws {
    try await signed.sign(formats: [.weights]) { $0.version = "1" }
    #expect(try await signed.verify().status == .verified)
    let verification = try await signed.verify { $0.expected.version = "2" }
    #expect(verification.codes == [.releaseContradicted])
  }

  @Test("TRUST 2.5: two signed releases mixed: each file is signed, and no set")
  func mixed() async throws {
    let two = try SignedRelease([
      "a.safetensors": SignedRelease.weights, "b.safetensors": SignedRelease.weights,
    ])
    // Each is signed by itself, as from two releases.
    for name in ["a", "b"] {
      let other = name == "a" ? "b" : "a"
      try await two.sign(formats: [.weights]) { request in
        request.ignored = ["\(other).safetensors"].map { FilePath($0) }
      }
      let bytes = try two.document("weights.intoto.sigstore.json")
      try two.release.remove("weights.intoto.sigstore.json")
      try two.release.root.write(bytes, to: FilePath("\(name).sigstore.json"))
    }
    for name in ["a", "b"] {
      let bytes = try OpenFile(path: two.release.root.path.appending("\(name).sigstore.json"))
        .readAll(limit: 1 << 20)
      try two.release.write(bytes, to: "\(name).sigstore.json")
    }
    let verification = try await two.verify()
    #expect(verification.status == .verified)
    #expect(verification.assurance == .signed)
    #expect(verification.signed?.scope == .files)
    #expect(verification.signed?.release == nil)
  }

  @Test("TRUST 2.4: a checksum file whose bytes are signed passes that on to its claims")
  func passedOn() async throws {
    func writeSums(_ weights: [UInt8]) throws {
      try signed.release.write(
        "\(AttestedRelease.sha256(weights))  model.safetensors\n", to: "sha256sum.txt")
    }
    try writeSums(SignedRelease.weights)
    try await signed.sign(formats: [.weights]) {
      $0.ignored = [FilePath("model.safetensors")]
      $0.allowed = [Finding.ID(rawValue: "attest.weights.none")]
    }
    let verification = try await signed.verify()
    #expect(verification.status == .verified)
    #expect(verification.file("model.safetensors")?.assurance == .signed)
    #expect(verification.manifests.contains { $0.voucher != nil })
    #expect(verification.signed?.scope == .release)
    // Whoever changes both changes what is signed.
    var other = SignedRelease.weights
    other[other.count - 1] ^= 1
    try signed.release.write(other, to: "model.safetensors")
    try writeSums(other)
    let tampered = try await signed.verify()
    #expect(tampered.status == .mismatch)
    #expect(tampered.file("model.safetensors")?.assurance == .local)
  }

  @Test("TRUST 2.11 and 3: one file out of a signed folder")
  func oneFile() async throws {
    try await signed.sign(formats: [.oms])
    var request = VerificationRequest(paths: [signed.release.path.appending("model.safetensors")])
    request.trust.keys = [FilePath(signed.tool.path("own.pub"))]
    let verification = try await WeightCheck.verify(request)
    #expect(verification.status == .verified)
    #expect(verification.signed?.isPart == true)
  }

  @Test("TRUST 7: what is denied does not pass, whatever vouches for it")
  func denied() async throws {
    try await signed.sign()
    let found = try await signed.verify { $0.hashesWholeFiles = true }
    let file = try #require(found.file("model.safetensors")?.sha256?.hex)
    guard case .key(let key, _)? = found.signed?.signers.first else {
      Issue.record("no key signed")
      return
    }
    for (line, isDenied) in [
      ("sha256:\(file) withdrawn", true), ("key:\(key)", true), ("key:\(file)", false),
      ("# sha256:\(file)", false), ("serial:\(key)", false),
    ] {
      try signed.release.root.write(Array("\n\(line)\r\n".utf8), to: "deny")
      let verification = try await signed.verify {
        $0.denied = [signed.release.root.path.appending("deny")]
      }
      #expect(verification.codes == (isDenied ? [.denied] : []))
      #expect(verification.status == (isDenied ? .mismatch : .verified))
    }
  }

  @Test("a list of what is denied that cannot be read is an error", arguments: ["x", "sha256:12"])
  func badDenyList(_ line: String) async throws {
    try await signed.sign()
    try signed.release.root.write(Array(line.utf8), to: "deny")
    await #expect(throws: WeightCheckError.self) {
      try await signed.verify { $0.denied = [signed.release.root.path.appending("deny")] }
    }
  }

  @Test("TRUST 4: a private key given as the one to verify with is refused")
  func privateKey() async throws {
    await #expect {
      try await signed.verify { $0.trust.keys = [FilePath(signed.tool.path("own.key"))] }
    } throws: { error in
      if case .privateKey? = error as? WeightCheckError { return true }
      return false
    }
  }

  @Test("certificates: under a named root, by a named identity, and in their time")
  func certificates() async throws {
    try signed.tool.makeCertificate("root", extensions: OpenSSLTool.authority, days: 1000)
    try signed.tool.makeCertificate("leaf", by: "root", extensions: OpenSSLTool.signer)
    try signed.tool.makeCertificate("stranger", extensions: OpenSSLTool.authority)
    try await signed.sign("leaf", certificates: ["leaf"])
    #expect(try await signed.verify(keys: [], roots: ["root"]).status == .verified)
    let untrusted = try await signed.verify(keys: [], roots: ["stranger"])
    #expect(untrusted.status == .unestablished)
    #expect(Set(untrusted.states.values) == [.untrusted])
    for (name, status) in [
      ("release@example.org", Reason.Status.verified), ("release@example.or", .unestablished),
      ("elease@example.org", .unestablished), ("release@example.org.evil", .unestablished),
    ] {
      let verification = try await signed.verify(keys: [], roots: ["root"]) {
        $0.trust.identities = [.init(name: UntrustedText(name), issuer: "any")]
      }
      #expect(verification.status == status)
    }
    let late = try await signed.verify(keys: [], roots: ["root"]) { $0.trust.time = 4_000_000_000 }
    #expect(late.status == .unestablished)
    #expect(Set(late.states.values) == [.expired])
  }

  @Test("a signed path is a whole path: in another folder the file is missing")
  func moved() async throws {
    for (formats, code) in [
      // Equal tensors elsewhere are told from a weight manifest, and are not verified.
      ([.oms], .fileMissingSigned), ([.weights], .fileEquivalent),
    ] as [(Set<AttestationRequest.Format>, Reason.Code)] {
      let signed = try SignedRelease()
      try await signed.sign(formats: formats)
      let content = try signed.document("model.safetensors")
      try signed.release.remove("model.safetensors")
      try signed.release.write(content, to: "unet/model.safetensors")
      let verification = try await signed.verify()
      #expect(verification.status != .verified)
      #expect(verification.codes.contains(code))
    }
  }

  /// A bundle that signs a file itself.
  private func signature(of bytes: [UInt8], _ name: String = "own") throws -> String {
    try signed.tool.write(bytes, to: "message")
    try signed.tool.run("dgst", "-sha256", "-sign", "\(name).key", "-out", "message.der", "message")
    let digest = Hexadecimal.decode(Array(AttestedRelease.sha256(bytes).utf8)) ?? []
    return """
      {"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
       "messageSignature": {"messageDigest": {"algorithm": "SHA2_256",
        "digest": "\(Base64.encode(digest))"},
        "signature": "\(Base64.encode(try signed.tool.bytes("message.der")))"}}
      """
  }

  @Test("TRUST 1.2: shards that are signed one by one, without their names, could be swapped")
  func swappedShards() async throws {
    let names = (1...2).map { "model-0000\($0)-of-00002.safetensors" }
    let one = SafetensorsBuilder(tensors: [.init("a", "U8", [1], [1])]).bytes
    let two = SafetensorsBuilder(tensors: [.init("b", "U8", [1], [2])]).bytes
    try signed.release.remove("model.safetensors")
    for shards in [[one, two], [two, one]] {
      for (name, bytes) in zip(names, shards) {
        try signed.release.write(bytes, to: name)
        try signed.release.write(try signature(of: bytes), to: "\(name).sigstore.json")
      }
      let verification = try await signed.verify()
      #expect(verification.status == .unestablished)
      #expect(verification.codes == [.fileNotNameBound])
    }
  }

  @Test("a signed list signs the names in it too")
  func renamedInSignedList() async throws {
    let sums = SignedRelease.files.map { "\(AttestedRelease.sha256($0.value))  \($0.key)\n" }
    let text = Array(sums.joined().utf8)
    try signed.release.write(text, to: "SHA256SUMS")
    try signed.release.write(try signature(of: text), to: "SHA256SUMS.sigstore.json")
    #expect(try await signed.verify().status == .verified)
    let content = try signed.document("config.json")
    try signed.release.remove("config.json")
    try signed.release.write(content, to: "modeling.py")
    let verification = try await signed.verify()
    #expect(verification.status == .mismatch)
    #expect(verification.codes == [.fileMissingSigned])
  }

  @Test("a list that breaks the rules of a signed form passes nothing on")
  func signedListOfBadNames() async throws {
    let lines = SignedRelease.files.map { "\(AttestedRelease.sha256($0.value))  \($0.key)\n" }
    for extra in [lines[0], lines[0].replacing("  ", with: "  ../")] {
      let text = Array((lines.joined() + extra).utf8)
      try signed.release.write(text, to: "SHA256SUMS")
      try signed.release.write(try signature(of: text), to: "SHA256SUMS.sigstore.json")
      #expect(try await signed.verify().status == .unestablished)
    }
  }

  @Test("TRUST 8: segments that disagree with the digests that a root digest is made of")
  func expectedDigestIsComputed() async throws {
    let statement = try await signed.release.attest { $0.outputs = [] }
    let text = String(
      decoding: try #require(statement.documents.first).bytes, as: UTF8.self)
    let right = AttestedRelease.sha256(SignedRelease.weights)
    let wrong = Array(text.replacing(right, with: String(repeating: "1", count: 64)).utf8)
    try signed.tool.write(SignedDocument.signedBytes(of: wrong), to: "pae")
    try signed.tool.run("dgst", "-sha256", "-sign", "own.key", "-out", "sig", "pae")
    try signed.release.write(
      SignedDocument.write(
        payload: wrong, signature: try signed.tool.bytes("sig"), source: .key(hint: "")),
      to: "weights.intoto.sigstore.json")
    let found = try await signed.verify()
    let root = try #require(found.signed?.release?.rootDigest)
    #expect(try await signed.verify { $0.expected.rootDigest = root }.status == .mismatch)
  }

  @Test(
    "TRUST 2.8: one document must state all that is expected, and none may name another release")
  func mixedExpectations() async throws {
    try await signed.sign(formats: [.weights]) {
      $0.name = "x"
      $0.version = "1"
    }
    try signed.release.write(
      try signed.document("weights.intoto.sigstore.json"), to: "all.sigstore.json")
    try await signed.sign(formats: [.weights]) { request in
      request.name = "x"
      request.version = "2"
      request.ignored = ["all.sigstore.json", "config.json"].map { FilePath($0) }
    }
    let verification = try await signed.verify { $0.expected.version = "2" }
    #expect(verification.codes == [.releaseContradicted])
  }

  @Test("TRUST 2.7: whatever a signer calls the whole folder, the weights are left out")
  func exemptedFolder() async throws {
    for name in [".", "./", "/", "a/../model.safetensors"] {
      let statement = try ModelSigningStatement.write(
        name: "r",
        claims: [
          Claim(
            subject: Claim.subject(named: "config.json"),
            digests: [try #require(Digest(.sha256, hex: Self.hex([0x7B, 0x7D])))], line: 1)
        ], ignored: [UntrustedText(name)])
      try signed.tool.write(SignedDocument.signedBytes(of: statement), to: "pae")
      for (key, status) in [("own", Reason.Status.unestablished), ("other", .verified)] {
        try await signed.sign(formats: [.weights]) { $0.ignored = [FilePath("model.sig")] }
        try signed.tool.run("dgst", "-sha256", "-sign", "\(key).key", "-out", "sig", "pae")
        let hint = try PublicKey(fileBytes: signed.tool.bytes("\(key).pub")).modelSigningHint
        try signed.release.write(
          SignedDocument.write(
            payload: statement, signature: try signed.tool.bytes("sig"), source: .key(hint: hint)),
          to: "model.sig")
        // TRUST 4: what a stranger leaves out fails nothing.
        #expect(try await signed.verify().status == status, "\(name) by \(key)")
      }
    }
  }

  private static func hex(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    Array(AttestedRelease.sha256(bytes).utf8)[...]
  }

  @Test("TRUST 7: every certificate of a chain can be denied, and a file that --ignore takes out")
  func deniedChain() async throws {
    try signed.tool.makeCertificate("root", extensions: OpenSSLTool.authority, days: 1000)
    try signed.tool.makeCertificate("between", by: "root", extensions: OpenSSLTool.authority)
    try signed.tool.makeCertificate("leaf", by: "between", extensions: OpenSSLTool.signer)
    try await signed.sign("leaf", certificates: ["leaf", "between"])
    let list = signed.release.root.path.appending("deny")
    for name in ["root", "between", "leaf"] {
      let key = try PublicKey(fileBytes: signed.tool.bytes("\(name).pub")).sha256.hex
      try signed.release.root.write(Array("key:\(key)\n".utf8), to: "deny")
      let verification = try await signed.verify(keys: [], roots: ["root"]) { $0.denied = [list] }
      #expect(verification.codes == [.denied], "\(name)")
    }
    let config = AttestedRelease.sha256([0x7B, 0x7D])
    try signed.release.root.write(Array("sha256:\(config)\n".utf8), to: "deny")
    let verification = try await signed.verify(keys: [], roots: ["root"]) { request in
      request.denied = [list]
      request.ignored = [FilePath("config.json")]
    }
    #expect(verification.codes == [.denied])
  }

  @Test("a line whose certificate does not verify it is told, whichever line it is")
  func brokenLine() async throws {
    try signed.tool.makeCertificate("leaf", extensions: OpenSSLTool.signer)
    try await signed.sign("leaf", formats: [.weights], certificates: ["leaf"])
    let good = String(decoding: try signed.document("weights.intoto.sigstore.json"), as: UTF8.self)
      .replacing("\n", with: "")
    try signed.release.remove("weights.intoto.sigstore.json")
    let parts = good.components(around: "\"sig\": \"", "\"")
    let signature = try #require(Base64.decode(Array(parts.middle.utf8)))
    let bad = parts.start + Base64.encode(signature.dropLast() + [signature[0]]) + parts.end
    for lines in [[good, bad], [bad, good]] {
      try signed.release.write(lines.joined(separator: "\n"), to: "a.intoto.jsonl")
      #expect(try await signed.verify(keys: []).codes == [.signatureInvalid])
    }
  }

  @Test("removing or adding any evidence makes no refusal a success")
  func subsets() async throws {
    try await signed.sign()
    try await signed.release.publish()
    let names = ["model.sig", "weights.intoto.sigstore.json", "weights.intoto.json"]
    var documents: [(name: String, bytes: [UInt8])] = []
    for name in names { documents.append((name, try signed.document(name))) }
    let other = try SignedRelease()
    try await other.sign("other", formats: [.oms])
    documents.append(("other.oms.sig", try other.document("model.sig")))
    documents.append(("stray.sigstore.json", Array("{".utf8)))
    let right = AttestedRelease.sha256(SignedRelease.weights)
    documents.append(("SHA256SUMS", Array("\(right)  model.safetensors\n".utf8)))
    var changed = SignedRelease.weights
    changed[changed.count - 1] ^= 1
    let wrong = AttestedRelease.sha256(changed)
    documents.append(("SHA256SUMS.2", Array("\(wrong)  model.safetensors\n".utf8)))
    // What someone else says is neither for nor against what the named signer says.
    try signed.tool.makeCertificate("stranger", extensions: OpenSSLTool.signer)
    documents.append(
      (
        "upstream.oms.sig",
        try signed.model(["model.safetensors": changed, "gone.txt": [1]], by: "stranger")
      ))
    for subset in 0..<(1 << documents.count) {
      for (index, document) in documents.enumerated() {
        if subset >> index & 1 == 1 {
          try signed.release.write(document.bytes, to: document.name)
        } else {
          try? signed.release.remove(document.name)
        }
      }
      try signed.release.write(changed, to: "model.safetensors")
      #expect(try await signed.verify().status != .verified, "tampered, subset \(subset)")
      try signed.release.write(SignedRelease.weights, to: "model.safetensors")
      // The model's signature covers the weight manifest's bundle, which then must be there.
      let isIncomplete = subset & 0b11 == 0b01
      let isSigned = subset & 0b10 != 0
      let isLie = subset >> 7 & 1 == 1 && !isSigned && !isIncomplete
      let isRefuted = isIncomplete || isLie || subset >> 6 & 1 == 1
      let status: Reason.Status =
        isRefuted ? .mismatch : isSigned ? .verified : .unestablished
      #expect(try await signed.verify().status == status, "as published, subset \(subset)")
    }
  }

  @Test("a model's signature in a folder of the model, named, speaks of the whole model")
  func signatureInFolder() async throws {
    try await signed.sign(formats: [.oms])
    let document = try signed.document("model.sig")
    try signed.release.remove("model.sig")
    try signed.release.write(document, to: "meta/model.sig")
    func verify() async throws -> Verification {
      try await signed.verify {
        $0.evidence = [.manifest(signed.release.path.appending("meta/model.sig"))]
      }
    }
    #expect(try await verify().status == .verified)
    // Where it names something in its own folder, it speaks of that.
    try signed.release.write([0x7B, 0x7D], to: "meta/config.json")
    #expect(try await verify().status == .mismatch)
    try signed.release.remove("meta/config.json")
    try signed.release.write(SignedRelease.weights + [0], to: "model.safetensors")
    #expect(try await verify().codes.contains(.fileMismatch))
  }

  @Test("one file that is signed under another name tells that name")
  func otherName() async throws {
    try await signed.sign(formats: [.oms])
    try signed.release.remove("model.safetensors")
    try signed.release.write(SignedRelease.weights, to: "v2.safetensors")
    var request = VerificationRequest(paths: [signed.release.path.appending("v2.safetensors")])
    request.trust.keys = [FilePath(signed.tool.path("own.pub"))]
    let verification = try await WeightCheck.verify(request)
    #expect(verification.status == .verified)
    let claims = try #require(verification.files.first?.claims)
    #expect(claims.map(\.claimedName) == ["model.safetensors"])
    #expect(claims.map(\.isNameBound) == [false])
  }

  // MARK: Strangers

  /// What a bundle by someone else may say.
  enum Stranger: String, CaseIterable {
    case exempts, listsAbsent, listsAbsentWeights, differs, differsElsewhere, agrees
  }

  @Test(
    "TRUST 4: a bundle by someone else fails nothing, whatever it says and whoever else is named",
    arguments: Stranger.allCases)
  func strangers(_ stranger: Stranger) async throws {
    for name in ["upstream", "unrelated"] {
      try signed.tool.makeCertificate(name, extensions: OpenSSLTool.signer)
    }
    try await signed.sign(formats: [.weights])
    try signed.release.write("x", to: "notes.txt")
    let (weights, config) = (SignedRelease.weights, [0x7B, 0x7D] as [UInt8])
    var files = ["config.json": config, "model.safetensors": weights]
    switch stranger {
    case .exempts: files["model.safetensors"] = nil
    case .listsAbsent: files["gone.txt"] = config
    case .listsAbsentWeights: files["gone.safetensors"] = weights
    case .differs: files["model.safetensors"] = weights + [0]
    case .differsElsewhere: files["notes.txt"] = weights
    case .agrees: break
    }
    let ignored = stranger == .exempts ? ["model.safetensors"] : []
    for signer in ["upstream", "other"] {
      try signed.release.write(
        try signed.model(files, ignored: ignored, by: signer), to: "upstream.oms.sig")
      for roots in [[], ["unrelated"]] {
        let verification = try await signed.verify(roots: roots)
        #expect(verification.status == .verified, "\(signer), \(roots): \(verification.codes)")
        #expect(verification.assurance == .signed && verification.signed?.scope == .release)
        let differs = stranger == .differs || stranger == .differsElsewhere
        #expect(verification.findings.contains { $0.id == .evidenceOverruled } == differs)
        #expect(verification.unclaimed.map(\.description) == ["notes.txt"])
      }
      // Where nobody establishes the release, it is worth what an unsigned one is.
      try signed.release.remove("weights.intoto.sigstore.json")
      for roots in [[], ["unrelated"]] {
        let alone = try await signed.verify(roots: roots)
        #expect(alone.status == (stranger == .differs ? .mismatch : .unestablished))
      }
      // Beside a document that contradicts it nothing is signed.
      try signed.release.remove("upstream.oms.sig")
      try await signed.sign(formats: [.weights]) { $0.ignored = [FilePath("notes.txt")] }
    }
  }

  @Test("a file that someone else and a signer whom the user named list is missing")
  func missingByBoth() async throws {
    try signed.tool.makeCertificate("upstream", extensions: OpenSSLTool.signer)
    try await signed.sign(formats: [.weights])
    try signed.release.remove("config.json")
    for name in ["a.oms.sig", "z.oms.sig"] {
      try signed.release.write(try signed.model(["config.json": [1]], by: "upstream"), to: name)
      let verification = try await signed.verify()
      #expect(verification.codes == [.fileMissingSigned])
      try signed.release.remove(name)
    }
  }

  @Test("timestamps that are added or taken away change nothing of what the user's time decides")
  func stampedSubsets() async throws {
    try signed.tool.makeCertificate("root", extensions: OpenSSLTool.authority, days: 1000)
    try signed.tool.makeCertificate("leaf", by: "root", extensions: OpenSSLTool.signer)
    for name in ["tsa", "thief"] {
      try signed.tool.makeCertificate("\(name)-root", extensions: OpenSSLTool.authority, days: 1000)
      try signed.tool.makeCertificate(
        name, by: "\(name)-root", extensions: OpenSSLTool.timestampAuthority, days: 900)
    }
    try await signed.sign("leaf", formats: [.weights], certificates: ["leaf"])
    let name = "weights.intoto.sigstore.json"
    let text = String(decoding: try signed.document(name), as: UTF8.self)
    let signature = try #require(Manifest.parse(Array(text.utf8), name: "").signatures.first).bytes
    let leaf = try #require(try Certificate.readAll(signed.tool.bytes("leaf.pem")).first).validity
    let tokens = [
      try signed.tool.timestamp(signature, by: "tsa"),
      try signed.tool.timestamp(signature, by: "thief"),
      try signed.tool.timestamp([1], by: "tsa"), [0x30, 0],
    ]
    for subset in 0..<(1 << tokens.count) {
      let stamps = tokens.indices.filter { subset >> $0 & 1 == 1 }.map {
        "{\"signedTimestamp\": \"\(Base64.encode(tokens[$0]))\"}"
      }
      let list = stamps.joined(separator: ", ")
      try signed.release.write(
        text.replacing(
          "\"tlogEntries\": []",
          with: "\"tlogEntries\": [], \"timestampVerificationData\": "
            + "{\"rfc3161Timestamps\": [\(list)]}"), to: name)
      for (time, status) in [
        (nil, Reason.Status.verified), (leaf.lowerBound + 1, .verified),
        (leaf.lowerBound - 1, .unestablished), (leaf.upperBound + 1, .unestablished),
      ] as [(Int64?, Reason.Status)] {
        for authorities in [[], ["tsa-root"]] {
          let verification = try await signed.verify(keys: [], roots: ["root"]) {
            $0.trust.time = time
            $0.trust.timestampRoots = authorities.map { FilePath(signed.tool.path("\($0).pem")) }
          }
          #expect(verification.status == status, "subset \(subset) at \(time ?? 0)")
        }
      }
    }
  }
}

extension String {
  /// What stands before, between and behind two marks, the marks left at the outer parts.
  fileprivate func components(
    around start: String, _ end: String
  ) -> (start: String, middle: String, end: String) {
    guard let first = firstRange(of: start),
      let second = self[first.upperBound...].firstRange(of: end)
    else {
      return (self, "", "")
    }
    return (
      String(self[..<first.upperBound]), String(self[first.upperBound..<second.lowerBound]),
      String(self[second.lowerBound...])
    )
  }
}
