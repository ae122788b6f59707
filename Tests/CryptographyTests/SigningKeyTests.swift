// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import TestCertificates
internal import Testing
internal import UntrustedInput

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

@Suite("Signing with a key", .enabled(if: OpenSSLTool.isThere))
struct SigningKeyTests {
  private let tool: OpenSSLTool
  private let message = Array("sample".utf8)

  init() throws {
    tool = try OpenSSLTool()
  }

  private func error(
    _ location: String, passphrase: String? = nil
  ) -> SigningKeyError? {
    do throws(SigningKeyError) {
      _ = try SigningKey.load(location) { passphrase.map { Array($0.utf8) } }
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "a key of each curve signs what its public key verifies",
    arguments: ["P-256", "P-384", "P-521"])
  func signs(curve: String) throws {
    try tool.makeKey("k", curve: curve)
    let expected = try PublicKey(fileBytes: tool.bytes("k.pub"))
    for location in [tool.path("k.key"), "file:" + tool.path("k.key")] {
      let key = try SigningKey.load(location) {
        Issue.record("asked for a passphrase")
        return nil
      }
      #expect(key.publicKey == expected)
      let signature = try key.sign(message)
      #expect(expected.verifies(signature, of: message))
      #expect(!expected.verifies(signature, of: message + [0]))
      #expect(expected.verifies(try key.sign([]), of: []))
    }
    let digest = ["P-256": "-sha256", "P-384": "-sha384", "P-521": "-sha512"][curve] ?? ""
    try tool.write(message, to: "m")
    try tool.write(
      try SigningKey.load(tool.path("k.key")) { nil }.sign(message), to: "sig")
    let said = try tool.run("dgst", digest, "-verify", "k.pub", "-signature", "sig", "m")
    #expect(String(decoding: said, as: UTF8.self) == "Verified OK\n")
  }

  @Test("keys with a passphrase: PKCS#8, the older PEM, PKCS#12")
  func passphrases() throws {
    try tool.makeCertificate("k", extensions: OpenSSLTool.signer)
    let expected = try PublicKey(fileBytes: tool.bytes("k.pub"))
    try tool.run(
      "pkcs8", "-topk8", "-in", "k.key", "-out", "a", "-passout", "pass:secret", "-v2",
      "aes-256-cbc")
    try tool.run("ec", "-in", "k.key", "-aes256", "-passout", "pass:secret", "-out", "b")
    try tool.run(
      "pkcs12", "-export", "-in", "k.pem", "-inkey", "k.key", "-passout", "pass:secret", "-out",
      "c")
    for name in ["a", "b", "c"] {
      let counter = Counter()
      let key = try SigningKey.load(tool.path(name)) {
        counter.count += 1
        return Array("secret".utf8)
      }
      #expect(counter.count == 1)
      #expect(expected.verifies(try key.sign(message), of: message))
      #expect(error(tool.path(name), passphrase: "wrong") == .passphrase)
      #expect(error(tool.path(name), passphrase: "") == .passphrase)
      #expect(error(tool.path(name)) == .passphrase)
      #expect(
        error(tool.path(name), passphrase: String(repeating: "x", count: 5000)) == .passphrase)
    }
  }

  private final class Counter {
    var count = 0
  }

  @Test("TRUST 6: what cannot sign is refused, and no sentence tells a secret")
  func refused() throws {
    try tool.makeKey("k")
    #expect(error(tool.path("absent")) == .unreadable(.notFound))
    #expect(error(tool.path("k.pub")) == .absent)
    try tool.write(Array("hello".utf8), to: "text")
    #expect(error(tool.path("text")) == .absent)
    try tool.write([], to: "empty")
    #expect(error(tool.path("empty")) == .absent)
    try tool.write(try tool.bytes("k.key") + tool.bytes("k.key"), to: "two")
    #expect(error(tool.path("two")) == .several)
    for (algorithm, option) in [
      ("RSA", "rsa_keygen_bits:2048"), ("EC", "ec_paramgen_curve:secp256k1"), ("ED25519", ""),
    ] {
      if option.isEmpty {
        try tool.run("genpkey", "-algorithm", algorithm, "-out", "x")
      } else {
        try tool.run("genpkey", "-algorithm", algorithm, "-pkeyopt", option, "-out", "x")
      }
      guard case .unsupported? = error(tool.path("x")) else {
        Issue.record("\(algorithm) signs")
        continue
      }
    }
    let pin = "pkcs11:token=t;object=o?pin-value=1234"
    let found = try #require(error(pin))
    #expect(!"\(found)".contains("1234"))
    #expect(!"\(try #require(error("nothing:pin-value=1234")))".contains("1234"))
  }

  @Test("what is no regular file is refused at once, by path and by URI", .timeLimit(.minutes(1)))
  func special() throws {
    let fifo = tool.path("fifo")
    try #require(unsafe mkfifo(fifo, 0o600) == 0)
    var ends: [Int32] = [0, 0]
    try #require(unsafe pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    for place in [fifo, "/dev/null", "/dev/fd/\(ends[0])"] {
      #expect(error(place) == .unreadable(.notRegularFile))
      #expect(error("file:" + place) == .unreadable(.notRegularFile))
      #expect(error("file://" + place) == .unreadable(.notRegularFile))
      #expect(error("file://localhost" + place) == .unreadable(.notRegularFile))
    }
    #expect(error(tool.path(".")) == .unreadable(.isDirectory))
    #expect(error("file://elsewhere/key") == .unreadable(.notFound))
    try tool.write([UInt8](repeating: 0x30, count: 1 << 20 + 1), to: "long")
    guard case .unreadable(.tooLarge)? = error(tool.path("long")) else {
      Issue.record("a file of any length is read")
      return
    }
  }

  @Test("a name with a colon is a path first; a link to a key is followed")
  func places() throws {
    try tool.makeKey("k")
    let bytes = try tool.bytes("k.key")
    try tool.write(bytes, to: "a:b")
    try #require(unsafe symlink("k.key", tool.path("link")) == 0)
    let expected = try PublicKey(fileBytes: tool.bytes("k.pub"))
    for place in ["k.key", "a:b", "link"] {
      for scheme in ["", "file:", "file://", "file://localhost"] {
        #expect(try SigningKey.load(scheme + tool.path(place)) { nil }.publicKey == expected)
      }
    }
  }

  @Test("TRUST 6: a certificate must be about the key")
  func certificates() throws {
    try tool.makeCertificate("a", extensions: OpenSSLTool.signer)
    try tool.makeCertificate("b", extensions: OpenSSLTool.signer)
    let key = try SigningKey.load(tool.path("a.key")) { nil }
    let mine = try #require(try Certificate.readAll(tool.bytes("a.pem")).first)
    let other = try #require(try Certificate.readAll(tool.bytes("b.pem")).first)
    try key.check(mine)
    do throws(SigningKeyError) {
      try key.check(other)
      Issue.record("another certificate passed")
    } catch {
      #expect(error == .otherCertificate)
    }
  }
}
