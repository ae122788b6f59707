// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import TestCertificates
internal import Testing
internal import UntrustedInput

@Suite("Public keys")
struct PublicKeyTests {
  /// A key and its signature of a message, as published.
  struct KnownAnswer: CustomTestStringConvertible {
    let kind: PublicKey.Kind
    /// The SubjectPublicKeyInfo up to the key itself, in hexadecimal digits.
    let head: String
    let key: String
    let message: [UInt8]
    let signature: [UInt8]

    var testDescription: String { "\(kind)" }

    var bytes: [UInt8] { Hexadecimal.decode(Array((head + key).utf8)) ?? [] }
  }

  /// RFC 6979, A.2.5 to A.2.7: "sample" with the curve's own digest; RFC 8032, 7.1, TEST 2.
  static let knownAnswers = [
    KnownAnswer(
      kind: .p256, head: "3059301306072a8648ce3d020106082a8648ce3d03010703420004",
      key: "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
        + "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299",
      message: Array("sample".utf8),
      signature: ecdsa(
        "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716",
        "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8")),
    KnownAnswer(
      kind: .p384, head: "3076301006072a8648ce3d020106052b8104002203620004",
      key: "EC3A4E415B4E19A4568618029F427FA5DA9A8BC4AE92E02E06AAE5286B300C64DEF8F0EA9055866064A2"
        + "54515480BC138015D9B72D7D57244EA8EF9AC0C621896708A59367F9DFB9F54CA84B3F1C9DB1288B231C"
        + "3AE0D4FE7344FD2533264720",
      message: Array("sample".utf8),
      signature: ecdsa(
        "94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C81A648152E44ACF96E36DD1E"
          + "80FABE46",
        "99EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94FA329C145786E679E7B82C71A"
          + "38628AC8")),
    KnownAnswer(
      kind: .p521, head: "30819b301006072a8648ce3d020106052b81040023038186000401",
      key: "894550D0785932E00EAA23B694F213F8C3121F86DC97A04E5A7167DB4E5BCD371123D46E45DB6B5D537"
        + "0A7F20FB633155D38FFA16D2BD761DCAC474B9A2F5023A400493101C962CD4D2FDDF782285E64584139C"
        + "2F91B47F87FF82354D6630F746A28A0DB25741B5B34A828008B22ACC23F924FAAFBD4D33F81EA66956DF"
        + "EAA2BFDFCF5",
      message: Array("sample".utf8),
      signature: ecdsa(
        "0C328FAFCBD79DD77850370C46325D987CB525569FB63C5D3BC53950E6D4C5F174E25A1EE9017B5D450606AD"
          + "D152B534931D7D4E8455CC91F9B15BF05EC36E377FA",
        "0617CCE7CF5064806C467F678D3B4080D6F1CC50AF26CA209417308281B68AF282623EAA63E5B5C0723D8B8C"
          + "37FF0777B1A20F8CCB1DCCC43997F1EE0E44DA4A67A")),
    KnownAnswer(
      kind: .ed25519, head: "302a300506032b6570032100",
      key: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", message: [0x72],
      signature: Hexadecimal.decode(
        Array(
          ("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00").utf8)) ?? []),
  ]

  /// SEQUENCE of two INTEGERs, from their digits.
  static func ecdsa(_ r: String, _ s: String) -> [UInt8] {
    let body = [r, s].flatMap { digits -> [UInt8] in
      let even = digits.count % 2 == 0 ? digits : "0" + digits
      var bytes = Array((Hexadecimal.decode(Array(even.utf8)) ?? []).drop { $0 == 0 })
      if let first = bytes.first, first >= 0x80 { bytes.insert(0, at: 0) }
      return [0x02, UInt8(bytes.count)] + bytes
    }
    return (body.count < 0x80 ? [0x30] : [0x30, 0x81]) + [UInt8(body.count)] + body
  }

  @Test("the published signatures hold, and over nothing else", arguments: knownAnswers)
  func published(_ known: KnownAnswer) throws {
    let key = try PublicKey(derBytes: known.bytes)
    #expect(key.kind == known.kind)
    #expect(key.derBytes == known.bytes)
    #expect(key.verifies(known.signature, of: known.message))
    #expect(!key.verifies(known.signature, of: known.message + [0]))
    #expect(!key.verifies(known.signature, of: []))
    #expect(!key.verifies([], of: known.message))
    for other in Self.knownAnswers where other.kind != known.kind {
      #expect(!(try PublicKey(derBytes: other.bytes)).verifies(known.signature, of: known.message))
    }
  }

  @Test("a signature holds over the digest alone, but for Ed25519", arguments: knownAnswers)
  func digests(_ known: KnownAnswer) throws {
    let key = try PublicKey(derBytes: known.bytes)
    for algorithm in DigestAlgorithm.allCases {
      let digest = unsafe Digest(of: known.message.span.bytes, algorithm)
      #expect(key.verifies(known.signature, of: digest) == (algorithm == key.digestAlgorithm))
    }
  }

  @Test("TRUST 8: no changed, longer or shorter signature holds", arguments: knownAnswers)
  func damagedSignatures(_ known: KnownAnswer) throws {
    let key = try PublicKey(derBytes: known.bytes)
    let good = known.signature
    for count in 0..<good.count {
      #expect(!key.verifies(Array(good.prefix(count)), of: known.message))
    }
    for byte in [UInt8](0...2) + [0xFF] {
      #expect(!key.verifies(good + [byte], of: known.message))
      #expect(!key.verifies([byte] + good, of: known.message))
    }
    for index in good.indices {
      for bit in 0..<8 {
        var damaged = good
        damaged[index] ^= 1 << bit
        #expect(!key.verifies(damaged, of: known.message), "byte \(index), bit \(bit)")
      }
    }
  }

  @Test("an ECDSA signature in another encoding than DER is refused")
  func encodings() throws {
    let known = Self.knownAnswers[0]
    let key = try PublicKey(derBytes: known.bytes)
    let body = Array(known.signature.dropFirst(2))
    // The length with a needless byte; a length that is left open; a number with a needless zero.
    #expect(!key.verifies([0x30, 0x81, UInt8(body.count)] + body, of: known.message))
    #expect(!key.verifies([0x30, 0x80] + body + [0, 0], of: known.message))
    let padded = [0x02, body[1] + 1, 0] + body[2...]
    #expect(!key.verifies([0x30, UInt8(padded.count)] + padded, of: known.message))
  }

  // MARK: Files

  @Test("PEM is read with remarks around it, and written as OpenSSL writes it")
  func pem() throws {
    let key = try PublicKey(derBytes: Self.knownAnswers[0].bytes)
    let text = String(decoding: key.pem, as: UTF8.self)
    #expect(text.hasPrefix("-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE"))
    #expect(text.hasSuffix("==\n-----END PUBLIC KEY-----\n"))
    #expect(try PublicKey(fileBytes: key.pem) == key)
    #expect(try PublicKey(fileBytes: Array("Our key:\n\n\(text)\nbye\n".utf8)) == key)
    #expect(try PublicKey(fileBytes: Array(text.replacing("\n", with: "\r\n").utf8)) == key)
    #expect(try PublicKey(fileBytes: key.derBytes) == key)
  }

  private func error(_ bytes: [UInt8]) -> PublicKeyError? {
    do throws(PublicKeyError) {
      _ = try PublicKey(fileBytes: bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test("what is no public key is refused")
  func refused() throws {
    let pem = try PublicKey(derBytes: Self.knownAnswers[0].bytes).pem
    #expect(error([]) == .malformed)
    #expect(error(Array("hello".utf8)) == .malformed)
    #expect(error(pem + pem) == .several(count: 2))
    #expect(error(Self.knownAnswers[0].bytes + [0]) == .malformed)
    #expect(
      error([UInt8](repeating: 0x30, count: PublicKey.maximumByteCount + 1))
        == .tooLong(limit: PublicKey.maximumByteCount))
    let other = String(decoding: pem, as: UTF8.self).replacing("PUBLIC KEY", with: "RSA PUBLIC KEY")
    #expect(error(Array(other.utf8)) == .label("RSA PUBLIC KEY"))
    #expect(
      error(Array(other.utf8))?.description
        == "is PEM of 'RSA PUBLIC KEY', where 'PUBLIC KEY' is wanted")
    // A key of nothing but zeros behind its head, and the point at infinity.
    #expect(
      error(Array(Self.knownAnswers[0].bytes.prefix(27)) + [UInt8](repeating: 0, count: 64))
        == .malformed)
    let infinity = Hexadecimal.decode(
      Array("3019301306072a8648ce3d020106082a8648ce3d0301070302000".utf8) + [0x30])
    #expect(error(try #require(infinity)) != nil)
  }

  @Test("TRUST 4: a private key is refused by its own sentence, also in front of a public one")
  func privateKeys() throws {
    // RFC 8032, TEST 2, as PKCS#8.
    let der = try #require(
      Hexadecimal.decode(
        Array(
          ("302e020100300506032b6570042204204ccd089b28ff96da9db6c346ec114e0f"
            + "5b8a319f35aba624da8cf6ed4fb8a6fb").utf8)))
    #expect(error(der) == .isPrivate)
    #expect(error(der)?.description == "is a private key, where a public key is wanted")
    let pem = try PublicKey(derBytes: Self.knownAnswers[0].bytes).pem
    for label in ["PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"] {
      let text = "-----BEGIN \(label)-----\nMAAA\n-----END \(label)-----\n"
      #expect(error(Array(text.utf8)) == .isPrivate)
      #expect(error(Array(text.utf8) + pem) == .isPrivate)
      #expect(error(pem + Array(text.utf8)) == .isPrivate)
    }
  }

  @Test("TRUST 8: no damaged key is a crash, or verifies", arguments: knownAnswers)
  func damagedKeys(_ known: KnownAnswer) throws {
    let good = known.bytes
    for count in 0..<good.count { #expect(error(Array(good.prefix(count))) != nil) }
    for index in good.indices {
      for bit in 0..<8 {
        var damaged = good
        damaged[index] ^= 1 << bit
        guard let key = try? PublicKey(derBytes: damaged) else { continue }
        // A point has a second form of the same length, which is the same key.
        let isSame = key.derBytes == good
        #expect(
          key.verifies(known.signature, of: known.message) == isSame, "byte \(index), bit \(bit)")
      }
    }
    let pem = try PublicKey(derBytes: good).pem
    for count in 0..<(pem.count - 26) { #expect(error(Array(pem.prefix(count))) != nil) }
  }

  @Test("a compressed point is the same key", .enabled(if: OpenSSLTool.isThere))
  func compressed() throws {
    let tool = try OpenSSLTool()
    try tool.makeKey("k")
    try tool.run(
      "ec", "-in", "k.key", "-pubout", "-conv_form", "compressed", "-out", "c.pub")
    let compressed = try tool.bytes("c.pub")
    let plain = try tool.bytes("k.pub")
    #expect(compressed != plain)
    #expect(try PublicKey(fileBytes: compressed) == PublicKey(fileBytes: plain))
    #expect(try PublicKey(fileBytes: compressed).pem == plain)
  }

  @Test("keys of other kinds are refused by name", .enabled(if: OpenSSLTool.isThere))
  func otherKinds() throws {
    let tool = try OpenSSLTool()
    func key(_ algorithm: String, _ option: String?) throws -> [UInt8] {
      if let option {
        try tool.run("genpkey", "-algorithm", algorithm, "-pkeyopt", option, "-out", "x")
      } else {
        try tool.run("genpkey", "-algorithm", algorithm, "-out", "x")
      }
      return try tool.run("pkey", "-in", "x", "-pubout")
    }
    #expect(error(try key("ED448", nil)) == .unsupported("ED448"))
    #expect(error(try key("X25519", nil)) == .unsupported("X25519"))
    #expect(error(try key("EC", "ec_paramgen_curve:secp256k1")) == .unsupported("secp256k1"))
    #expect(error(try key("RSA", "rsa_keygen_bits:1024")) == .rsaBitCount(1024))
    let rsa = try PublicKey(fileBytes: key("RSA", "rsa_keygen_bits:2048"))
    #expect(rsa.kind == .rsa(bitCount: 2048))
    // A curve by its numbers, which could be anyone's.
    try tool.run(
      "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-param_enc", "explicit", "-out", "e")
    #expect(error(try tool.run("ec", "-in", "e", "-pubout")) == .explicitCurve)
    // A certificate and a private key in DER.
    try tool.makeCertificate("root", extensions: OpenSSLTool.authority)
    #expect(error(try tool.bytes("root.pem")) == .isCertificate)
    #expect(
      error(try tool.run("x509", "-in", "root.pem", "-outform", "DER")) == .isCertificate)
    #expect(error(try tool.bytes("root.key")) == .isPrivate)
    #expect(error(try tool.run("pkey", "-in", "root.key", "-outform", "DER")) == .isPrivate)
  }

  @Test("RSA signs by PKCS #1 v1.5 and SHA-256", .enabled(if: OpenSSLTool.isThere))
  func rsa() throws {
    let tool = try OpenSSLTool()
    try tool.run(
      "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "r.key")
    let key = try PublicKey(fileBytes: tool.run("pkey", "-in", "r.key", "-pubout"))
    let message = Array("sample".utf8)
    try tool.write(message, to: "m")
    let signature = try tool.run("dgst", "-sha256", "-sign", "r.key", "m")
    #expect(key.verifies(signature, of: message))
    let digest = unsafe Digest(of: message.span.bytes, .sha256)
    #expect(key.verifies(signature, of: digest))
    #expect(!key.verifies(signature, of: message + [1]))
    #expect(!key.verifies(signature + [0], of: message))
    #expect(!key.verifies(Array(signature.dropLast()), of: message))
    let pss = try tool.run(
      "dgst", "-sha256", "-sign", "r.key", "-sigopt", "rsa_padding_mode:pss", "m")
    #expect(!key.verifies(pss, of: message))
    let weak = try tool.run("dgst", "-sha1", "-sign", "r.key", "m")
    #expect(!key.verifies(weak, of: message))
  }

  // MARK: RSA

  /// A SubjectPublicKeyInfo of an RSA key with a modulus of `count` bytes, all of whose bits are 1.
  private static func rsa(_ exponent: [UInt8], modulus count: Int = 256) -> [UInt8] {
    func der(_ tag: UInt8, _ body: [UInt8]) -> [UInt8] {
      let count = body.count
      let length: [UInt8] =
        count < 0x80 ? [UInt8(count)] : [0x82, UInt8(count >> 8), UInt8(count & 0xFF)]
      return [tag] + length + body
    }
    let numbers = [[0] + [UInt8](repeating: 0xFF, count: count), exponent]
    let key = der(0x30, numbers.flatMap { der(0x02, $0) })
    let algorithm: [UInt8] = [
      0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00,
    ]
    return der(0x30, algorithm + der(0x03, [0] + key))
  }

  @Test("a public exponent that makes each use slow, or any signature right, is refused")
  func exponents() throws {
    for exponent in [[3], [1, 0, 1], [0] + [UInt8](repeating: 0xFF, count: 8)] as [[UInt8]] {
      #expect(try PublicKey(derBytes: Self.rsa(exponent)).kind == .rsa(bitCount: 2048))
    }
    for exponent in [
      // 1 and even ones; the first above 64 bits, and one as long as the modulus.
      [1], [2], [1, 0, 0], [1] + [UInt8](repeating: 0, count: 7) + [1],
      [0x7F] + [UInt8](repeating: 0xFF, count: 255),
    ] as [[UInt8]] {
      #expect(throws: PublicKeyError.rsaExponent) { try PublicKey(derBytes: Self.rsa(exponent)) }
    }
    #expect(
      PublicKeyError.rsaExponent.description
        == "is an RSA key whose public exponent is even, 1 or above 64 bits")
  }

  @Test("a key is known by each form of its point", .enabled(if: OpenSSLTool.isThere))
  func fingerprints() throws {
    let tool = try OpenSSLTool()
    for curve in ["P-256", "P-521"] {
      try tool.makeKey("own", curve: curve)
      let key = try PublicKey(fileBytes: tool.bytes("own.pub"))
      #expect(key.fingerprints.first == key.sha256)
      #expect(Set(key.fingerprints).count == 3)
      for form in ["uncompressed", "compressed", "hybrid"] {
        let bytes = try tool.run(
          "ec", "-pubin", "-in", "own.pub", "-conv_form", form, "-outform", "DER")
        #expect(key.fingerprints.contains(unsafe Digest(of: bytes.span.bytes, .sha256)), "\(form)")
      }
    }
    let rsa = try PublicKey(derBytes: Self.rsa([3]))
    #expect(rsa.fingerprints == [rsa.sha256])
  }
}
