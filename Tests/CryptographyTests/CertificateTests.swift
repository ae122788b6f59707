// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import TestCertificates
internal import TestSupport
internal import Testing
internal import UntrustedInput

/// Certificates that the `openssl` command makes.
struct CertificateTests {
  /// A root, an authority under it, and a signer under that.
  struct House {
    let tool: OpenSSLTool

    init() throws {
      tool = try OpenSSLTool()
      try tool.makeCertificate("root", extensions: OpenSSLTool.authority, days: 1000)
      try tool.makeCertificate("between", by: "root", extensions: OpenSSLTool.authority, days: 500)
      try tool.makeCertificate("leaf", by: "between", extensions: OpenSSLTool.signer)
    }

    func read(_ name: String) throws -> Certificate {
      try #require(try Certificate.readAll(tool.bytes("\(name).pem")).first)
    }

    /// A signer under the authority with other extensions than usual.
    func leaf(
      _ name: String, by issuer: String = "between", _ extensions: [String], days: Int = 100
    ) throws -> Certificate {
      try tool.makeCertificate(name, by: issuer, extensions: extensions, days: days)
      return try read(name)
    }

    /// Why the chain does not hold; nil if it does.
    func error(
      _ leaf: Certificate, between: [String] = ["between"], roots: [String] = ["root"],
      after seconds: Int64 = 60
    ) throws -> CertificateChainError? {
      let intermediates = try between.map(read)
      let roots = try roots.map(read)
      let time = try self.read("leaf").validity.lowerBound + seconds
      do throws(CertificateChainError) {
        let root = try CertificateChain.verify(
          leaf, intermediates: intermediates, roots: roots, at: time)
        #expect(roots.contains(root))
        return nil
      } catch {
        return error
      }
    }
  }

  /// Why certificates that are given together are refused; nil if they are not.
  private func refusal(_ certificates: [Certificate]) -> CertificateChainError? {
    do throws(CertificateChainError) {
      try CertificateChain.checkCompanions(certificates)
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "TRUST 6: what is given beside a signer's certificate leads upwards from it",
    .enabled(if: OpenSSLTool.isThere))
  func companions() throws {
    let house = try House()
    let (leaf, between, root) =
      (try house.read("leaf"), try house.read("between"), try house.read("root"))
    try house.tool.makeCertificate("other", extensions: OpenSSLTool.authority)
    let other = try house.read("other")
    // The same authority, certified by another one too.
    try house.tool.makeCertificate("between", by: "other", extensions: OpenSSLTool.authority)
    let crossed = try house.read("between")
    // One of its name with another key.
    try house.tool.makeKey("between")
    try house.tool.makeCertificate("between", by: "other", extensions: OpenSSLTool.authority)
    let namesake = try house.read("between")
    for good in [
      [leaf], [leaf, between], [leaf, between, root], [leaf, root, between],
      [leaf, other, root, crossed, between],
      [leaf] + [Certificate](repeating: between, count: CertificateChain.maximumCount - 1),
    ] {
      #expect(refusal(good) == nil)
    }
    #expect(refusal([leaf, between, other]) == .unrelated(subject: "CN = other"))
    // What is between them is not given.
    #expect(refusal([leaf, root]) == .unrelated(subject: "CN = root"))
    #expect(refusal([leaf, namesake]) == .unrelated(subject: "CN = between"))
    #expect(refusal([leaf, leaf]) == .unrelated(subject: "CN = leaf"))
    let many = [Certificate](repeating: between, count: CertificateChain.maximumCount)
    #expect(refusal([leaf] + many) == .tooManyCertificates(limit: CertificateChain.maximumCount))
    #expect(
      refusal([leaf, other]).map { "\($0)" }
        == "'CN = other' signed neither the signer's certificate nor a given one above it")
  }

  @Test("what a certificate says is read", .enabled(if: OpenSSLTool.isThere))
  func facts() throws {
    let house = try House()
    let leaf = try house.read("leaf")
    #expect(leaf.subject == UntrustedText("CN = leaf"))
    #expect(leaf.issuer == UntrustedText("CN = between"))
    #expect(leaf.serial == "1234")
    #expect(leaf.validity.upperBound - leaf.validity.lowerBound == 100 * 86_400)
    #expect(leaf.allowsDigitalSignature == true)
    #expect(leaf.extendedKeyUsage == [Certificate.Usage.codeSigning])
    #expect(leaf.alternativeNames == [.email(UntrustedText("release@example.org"))])
    #expect(!leaf.isAuthority && !leaf.maySignCertificates && !leaf.isSelfSigned)
    #expect(leaf.publicKey == .success(try PublicKey(fileBytes: house.tool.bytes("leaf.pub"))))
    #expect(!leaf.hasIdentityProvider && leaf.identityProvider == nil)
    let root = try house.read("root")
    #expect(root.isAuthority && root.maySignCertificates && root.isSelfSigned)
    #expect(root.allowsDigitalSignature == false)
    #expect(root.extendedKeyUsage == nil && root.alternativeNames.isEmpty)
    let fingerprint = try house.tool.run("x509", "-in", "root.pem", "-outform", "DER")
    let sha256 = unsafe Digest(of: fingerprint.span.bytes, .sha256)
    #expect(root.sha256 == sha256)
    #expect(try Certificate(derBytes: fingerprint) == root)
  }

  @Test("names of all kinds are read", .enabled(if: OpenSSLTool.isThere))
  func names() throws {
    let house = try House()
    let leaf = try house.leaf(
      "names",
      OpenSSLTool.signer.dropLast() + [
        "subjectAltName=email:a@b.c,URI:https://x.y/z,DNS:d.e,IP:1.2.3.4,"
          + "otherName:1.3.6.1.4.1.57264.1.7;UTF8:user!x,otherName:1.2.3;UTF8:other",
        "1.3.6.1.4.1.57264.1.1=DER:68:74:74:70", "1.3.6.1.4.1.57264.1.8=ASN1:UTF8:http",
      ])
    #expect(
      leaf.alternativeNames == [
        .email(UntrustedText("a@b.c")), .uri(UntrustedText("https://x.y/z")),
        .dns(UntrustedText("d.e")), .sigstoreUser(UntrustedText("user!x")),
      ])
    #expect(leaf.identityProvider == UntrustedText("http"))
    let torn = try house.leaf(
      "torn",
      OpenSSLTool.signer + [
        "1.3.6.1.4.1.57264.1.1=DER:68:74:74:70", "1.3.6.1.4.1.57264.1.8=ASN1:UTF8:evil",
      ])
    #expect(torn.hasIdentityProvider && torn.identityProvider == nil)
  }

  @Test(
    "a certificate's key is known by its own bytes, whatever kind it is, and by every form of it",
    .enabled(if: OpenSSLTool.isThere),
    arguments: [
      ["-algorithm", "ED448"], ["-algorithm", "ED25519"],
      ["-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"],
      ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp256k1"],
      ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:brainpoolP256r1"],
      ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
    ])
  func keyFingerprints(algorithm: [String]) throws {
    let tool = try OpenSSLTool()
    try tool.run(["genpkey"] + algorithm + ["-out", "own.key"])
    let isCurve = algorithm[1] == "EC"
    if isCurve {
      try tool.run("ec", "-in", "own.key", "-conv_form", "compressed", "-out", "own.key")
    }
    try tool.makeCertificate("own", extensions: OpenSSLTool.signer)
    let certificate = try #require(try Certificate.readAll(tool.bytes("own.pem")).first)
    try tool.write(tool.run("x509", "-in", "own.pem", "-noout", "-pubkey"), to: "own.pub")
    let own = try tool.run("pkey", "-pubin", "-in", "own.pub", "-outform", "DER")
    #expect(certificate.derBytes.firstRange(of: own) != nil)
    var forms = [own]
    for form in isCurve ? ["compressed", "uncompressed"] : [] {
      forms.append(
        try tool.run("ec", "-pubin", "-in", "own.pub", "-conv_form", form, "-outform", "DER"))
    }
    #expect(!isCurve || forms[0] == forms[1] && forms[0] != forms[2])
    for form in forms {
      #expect(certificate.keyFingerprints.contains(unsafe Digest(of: form.span.bytes, .sha256)))
    }
  }

  @Test("files of certificates", .enabled(if: OpenSSLTool.isThere))
  func files() throws {
    let house = try House()
    let (root, between) = (try house.tool.bytes("root.pem"), try house.tool.bytes("between.pem"))
    #expect(try Certificate.readAll(root + between).map(\.subject.lossyString).count == 2)
    #expect(try Certificate.readRoots(root).count == 1)
    func error(_ bytes: [UInt8], roots: Bool = false) -> CertificateError? {
      do throws(CertificateError) {
        _ = roots ? try Certificate.readRoots(bytes) : try Certificate.readAll(bytes)
        return nil
      } catch {
        return error
      }
    }
    #expect(error([]) == .absent)
    #expect(error(Array("hello".utf8)) == .absent)
    #expect(error([0x30, 0]) == .malformed)
    #expect(error(try house.tool.bytes("root.key") + root) == .isPrivate)
    #expect(error(try house.tool.bytes("root.pub")) == .label("PUBLIC KEY"))
    #expect(
      error([UInt8](repeating: 0x30, count: Certificate.maximumByteCount + 1))
        == .tooLong(limit: Certificate.maximumByteCount))
    // TRUST 4, 8: an intermediate given as root is refused by name.
    #expect(
      error(root + between, roots: true) == .notSelfSigned(subject: UntrustedText("CN = between")))
    #expect(
      error(between, roots: true)?.description
        == "has the certificate 'CN = between', which is no root: another one signed it")
  }

  @Test("a chain to the root that the user named holds", .enabled(if: OpenSSLTool.isThere))
  func chain() throws {
    let house = try House()
    let leaf = try house.read("leaf")
    #expect(try house.error(leaf) == nil)
    #expect(try house.error(leaf, between: ["between", "root", "leaf"]) == nil)
    let direct = try house.leaf("direct", by: "root", OpenSSLTool.signer)
    #expect(try house.error(direct, between: []) == nil)
    // One that signed itself and is named as root vouches for itself.
    try house.tool.makeCertificate("self", extensions: OpenSSLTool.signer)
    #expect(try house.error(house.read("self"), between: [], roots: ["self"]) == nil)
  }

  @Test("TRUST 8: chains that do not hold", .enabled(if: OpenSSLTool.isThere))
  func brokenChains() throws {
    let house = try House()
    let leaf = try house.read("leaf")
    try house.tool.makeCertificate("stranger", extensions: OpenSSLTool.authority)
    let subject = leaf.subject
    #expect(try house.error(leaf, roots: []) == .noRoots)
    #expect(try house.error(leaf, between: []) == .noWayToRoot(subject: subject))
    #expect(try house.error(leaf, roots: ["stranger"])?.isOfTime == false)
    #expect(
      try house.error(leaf, roots: ["between"])
        == .rootNotSelfSigned(subject: UntrustedText("CN = between")))
    #expect(
      try house.error(leaf, between: Array(repeating: "between", count: 17))
        == .tooManyCertificates(limit: 16))
    // An attacker's authority of the same name.
    let other = try House()
    #expect(try house.error(other.read("leaf")) != nil)
    // A signer that issues for someone else.
    let forged = try house.leaf("forged", by: "leaf", OpenSSLTool.signer)
    #expect(
      try house.error(forged, between: ["leaf", "between"])
        == .issuerNotAuthority(subject: UntrustedText("CN = leaf")))
    // Nine authorities in a row.
    var last = "root"
    var between: [String] = []
    for index in 0..<9 {
      try house.tool.makeCertificate("c\(index)", by: last, extensions: OpenSSLTool.authority)
      last = "c\(index)"
      between.append(last)
    }
    let far = try house.leaf("far", by: last, OpenSSLTool.signer)
    #expect(try house.error(far, between: between) == .tooDeep)
  }

  @Test(
    "TRUST 8: a signer's certificate that is for something else is refused",
    .enabled(if: OpenSSLTool.isThere))
  func usages() throws {
    let house = try House()
    func error(_ name: String, _ extensions: [String]) throws -> CertificateChainError? {
      try house.error(house.leaf(name, extensions))
    }
    func subject(_ name: String) -> UntrustedText { UntrustedText("CN = \(name)") }
    #expect(
      try error("ca", ["basicConstraints=CA:TRUE", "extendedKeyUsage=codeSigning"])
        == .leafIsAuthority(subject: subject("ca")))
    #expect(
      try error("ca2", OpenSSLTool.authority + ["extendedKeyUsage=codeSigning"])
        == .leafIsAuthority(subject: subject("ca2")))
    #expect(
      try error("tls", ["keyUsage=digitalSignature", "extendedKeyUsage=serverAuth,clientAuth"])
        == .leafNotForCodeSigning(subject: subject("tls")))
    #expect(
      try error("mail", ["keyUsage=digitalSignature", "extendedKeyUsage=emailProtection"])
        == .leafNotForCodeSigning(subject: subject("mail")))
    #expect(
      try error("cipher", ["keyUsage=keyEncipherment", "extendedKeyUsage=codeSigning"])
        == .leafWithoutDigitalSignature(subject: subject("cipher")))
    #expect(
      try error("nothing", ["basicConstraints=CA:FALSE"])
        == .leafWithoutUsage(subject: subject("nothing")))
    #expect(
      try error("any", ["extendedKeyUsage=anyExtendedKeyUsage"])
        == .leafWithoutUsage(subject: subject("any")))
    #expect(
      try error("any2", ["keyUsage=digitalSignature", "extendedKeyUsage=2.5.29.37.0"]) == nil)
    #expect(try error("key", ["keyUsage=digitalSignature"]) == nil)
    #expect(try error("code", ["extendedKeyUsage=codeSigning"]) == nil)
    // model-signing's own test certificates have one that calls itself an authority, whose key
    // usage lets it sign no certificate.
    #expect(
      try error(
        "half",
        [
          "basicConstraints=critical,CA:TRUE", "keyUsage=critical,digitalSignature",
          "extendedKeyUsage=codeSigning",
        ]) == nil)
    // An authority for web servers only.
    try house.tool.makeCertificate(
      "web", by: "root", extensions: OpenSSLTool.authority + ["extendedKeyUsage=serverAuth"])
    let leaf = try house.leaf("under", by: "web", OpenSSLTool.signer)
    #expect(
      try house.error(leaf, between: ["web"]) == .issuerNotForCodeSigning(subject: subject("web")))
  }

  @Test("TRUST 8: time is the last thing that is asked", .enabled(if: OpenSSLTool.isThere))
  func times() throws {
    let house = try House()
    let leaf = try house.read("leaf")
    let day: Int64 = 86_400
    // libcrypto takes the last second for one too many.
    #expect(try house.error(leaf, after: 100 * day - 1) == nil)
    let expired = try house.error(leaf, after: 100 * day + 1)
    #expect(expired == .expired(subject: leaf.subject, since: leaf.validity.upperBound))
    #expect(expired?.isOfTime == true)
    let early = try house.error(leaf, after: -1)
    #expect(early?.isOfTime == true)
    // The authority's end counts too.
    let late = try house.leaf("late", OpenSSLTool.signer, days: 900)
    #expect(try house.error(late, after: 400 * day) == nil)
    guard case .expired(let subject, _)? = try house.error(late, after: 600 * day) else {
      Issue.record("not expired")
      return
    }
    #expect(subject == UntrustedText("CN = between"))
    // Expired, and under nobody's root, or for web servers: that is worse.
    try house.tool.makeCertificate("stranger", extensions: OpenSSLTool.authority, days: 1000)
    #expect(
      try house.error(leaf, roots: ["stranger"], after: 200 * day)?.isOfTime == false)
    let web = try house.leaf(
      "web", ["keyUsage=digitalSignature", "extendedKeyUsage=serverAuth"])
    #expect(
      try house.error(web, after: 200 * day) == .leafNotForCodeSigning(subject: web.subject))
  }

  @Test("TRUST 8: SHA-1 and short RSA keys vouch for nobody", .enabled(if: OpenSSLTool.isThere))
  func weak() throws {
    let house = try House()
    _ = try house.leaf("leaf2", OpenSSLTool.signer)
    try house.tool.run(
      "x509", "-req", "-in", "leaf2.csr", "-CA", "between.pem", "-CAkey", "between.key",
      "-set_serial", "7", "-sha1", "-days", "10", "-extfile", "leaf2.ext", "-extensions", "e",
      "-out", "sha1.pem")
    let sha1 = try house.read("sha1")
    #expect(try house.error(sha1) == .weak(subject: sha1.subject))
    try house.tool.run(
      "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024", "-out", "short.key")
    let short = try house.leaf("short", OpenSSLTool.signer)
    #expect(try house.error(short) == .weak(subject: short.subject))
    #expect(short.publicKey == .failure(.rsaBitCount(1024)))
  }

  @Test("TRUST 8: no damaged certificate is a crash, or holds", .enabled(if: OpenSSLTool.isThere))
  func damaged() throws {
    let house = try House()
    let leaf = try house.read("leaf")
    let good = leaf.derBytes
    let (between, root) = (try house.read("between"), try house.read("root"))
    let time = leaf.validity.lowerBound + 60
    for count in 0..<good.count {
      #expect((try? Certificate(derBytes: Array(good.prefix(count)))) == nil)
    }
    for index in good.indices {
      var damaged = good
      damaged[index] ^= 1 << UInt8(index % 8)
      guard let certificate = try? Certificate(derBytes: damaged) else { continue }
      _ = certificate.identityProvider
      let found = try? CertificateChain.verify(
        certificate, intermediates: [between], roots: [root], at: time)
      #expect(found == nil, "byte \(index)")
      // As an intermediate or a root it is looked at too.
      _ = try? CertificateChain.verify(
        leaf, intermediates: [certificate], roots: [certificate], at: time)
    }
  }

  @Test(
    "moments are shown as RFC 3339 writes them",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
      (951_782_399, "2000-02-28T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
      (951_868_800, "2000-03-01T00:00:00Z"), (1_760_062_340, "2025-10-10T02:12:20Z"),
      (4_107_542_400, "2100-03-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
    ])
  func moments(seconds: Int64, text: String) {
    #expect(RFC3339.text(seconds) == text)
  }
}
