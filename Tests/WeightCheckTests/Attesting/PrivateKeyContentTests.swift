// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

/// TRUST section 6: attest refuses a private key, which it tells by its content.
///
/// Bytes of keys are made up, but for their outermost structure.
struct PrivateKeyContentTests {
  /// What attest says of a file of this content; nil if it does not mind it.
  private func refusal(_ bytes: [UInt8]) async throws -> String? {
    let release = try AttestedRelease([
      "model.safetensors": SafetensorsBuilder.tiny.bytes, "notes.txt": bytes,
    ])
    let attestation = try await release.attest()
    #expect(attestation.documents.isEmpty == !attestation.refusals.isEmpty)
    #expect(attestation.refusals.allSatisfy { $0.path == "notes.txt" && $0.severity == .error })
    return attestation.refusals.first?.id.rawValue
  }

  static func pem(_ label: String) -> String {
    "-----BEGIN \(label)-----\nMC4CAQAwBQYDK2VwBCIEIAAAAAAAAAAA\n-----END \(label)-----\n"
  }

  @Test(
    "PEM of any kind is found",
    arguments: [
      "PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY",
      "DSA PRIVATE KEY", "OPENSSH PRIVATE KEY", "ENCRYPTED SIGSTORE PRIVATE KEY",
      "ENCRYPTED COSIGN PRIVATE KEY",
    ])
  func armoured(label: String) async throws {
    #expect(try await refusal(Array(Self.pem(label).utf8)) == "attest.privateKey")
    let behind = "# My notes\r\n\r\n" + Self.pem(label).replacing("\n", with: "\r\n")
    #expect(try await refusal(Array(behind.utf8)) == "attest.privateKey")
    let cut = Array("text\n-----BEGIN \(label)-----".utf8)
    #expect(try await refusal(cut) == "attest.privateKey")
  }

  @Test("an OpenPGP private key is found")
  func openPGP() async throws {
    let text = Self.pem("PGP PRIVATE KEY BLOCK")
    #expect(try await refusal(Array(text.utf8)) == "attest.privateKey")
  }

  @Test("a key inside of another document is found, as in the JSON of a cloud's service account")
  func embedded() async throws {
    let key = Self.pem("PRIVATE KEY").replacing("\n", with: "\\n")
    #expect(
      try await refusal(Array(#"{"private_key": "\#(key)"}"#.utf8)) == "attest.privateKey")
    let yaml = "tls:\n  key: |\n    " + Self.pem("RSA PRIVATE KEY").replacing("\n", with: "\n    ")
    #expect(try await refusal(Array(yaml.utf8)) == "attest.privateKey")
  }

  @Test("keys of PuTTY and age are found")
  func otherText() async throws {
    #expect(
      try await refusal(Array("PuTTY-User-Key-File-3: ssh-ed25519\n".utf8)) == "attest.privateKey")
    #expect(
      try await refusal(Array("# created\nAGE-SECRET-KEY-1QQQQ\n".utf8)) == "attest.privateKey")
  }

  @Test("text in UTF-16 and UTF-32, with and without a mark, is text", arguments: [2, 4])
  func wide(width: Int) async throws {
    for bytes in [Array(Self.pem("EC PRIVATE KEY").utf8), Array(Self.webKey.utf8)] {
      let zeros = [UInt8](repeating: 0, count: width - 1)
      let little = bytes.flatMap { [$0] + zeros }
      let big = bytes.flatMap { zeros + [$0] }
      let rest = [UInt8](repeating: 0, count: width - 2)
      for text in [little, big, [0xFF, 0xFE] + rest + little, rest + [0xFE, 0xFF] + big] {
        #expect(try await refusal(text) == "attest.privateKey")
      }
    }
  }

  private static let secret = String(repeating: "d-_7", count: 11)
  private static let webKey =
    #"{"kty":"EC","crv":"P-256","x":"\#(secret)","y":"\#(secret)","d":"\#(secret)"}"#

  @Test(
    "a private JSON Web Key is found, however it is laid out",
    arguments: [
      webKey, #"{"keys": [{ "d" : "\#(secret)" ,"# + "\n\t\"kty\"\t:\n\"RSA\" }]}",
      #"{"kty":"oct","k":"\#(secret.prefix(22))"}"#,
    ])
  func webKeys(text: String) async throws {
    #expect(try await refusal(Array(text.utf8)) == "attest.privateKey")
  }

  @Test(
    "a public one, or a vocabulary, is none",
    arguments: [
      #"{"kty":"EC","crv":"P-256","x":"\#(secret)","y":"\#(secret)"}"#,
      #"{"kty": 17, "d": 4, "k": 5, "x": "\#(secret)"}"#, #"{"kty":"EC","d":5}"#,
      #"{"kty":"EC","d":"short"}"#, #"{"kty":5,"d":"\#(secret)"}"#, #"{"kty":"EC", "d""#,
      #""kty""#,
    ])
  func publicWebKeys(text: String) async throws {
    #expect(try await refusal(Array(text.utf8)) == nil)
  }

  @Test(
    "secret keys of minisign and signify are found whatever their comment; public ones are not",
    arguments: [
      ("RWRTY0Iy", 212, true), ("RWQAAEIy", 212, true), ("RWRCSwAA", 140, true),
      ("RWRTY0Iy", 56, false), ("RWRCSwAA", 100, false), ("RWRabcde", 212, false),
    ] as [(String, Int, Bool)])
  func signify(start: String, count: Int, isSecret: Bool) async throws {
    let key = start + String(repeating: "A", count: count - start.utf8.count)
    let text = "untrusted comment: a key\n\(key)\n"
    #expect(try await refusal(Array(text.utf8)) == (isSecret ? "attest.privateKey" : nil))
  }

  @Test(
    "what is public is no private key",
    arguments: [
      PrivateKeyContentTests.pem("PUBLIC KEY"), PrivateKeyContentTests.pem("CERTIFICATE"),
      PrivateKeyContentTests.pem("RSA PUBLIC KEY"),
      PrivateKeyContentTests.pem("PGP PUBLIC KEY BLOCK"),
      PrivateKeyContentTests.pem("CERTIFICATE REQUEST"), "ssh-ed25519 AAAAC3Nz user\n",
      "age1qqqq\n",
      "Keep your PRIVATE KEY secret.\n", "", "-----BEGIN ", "PRIVATE KEY",
    ])
  func publicText(text: String) async throws {
    #expect(try await refusal(Array(text.utf8)) == nil)
  }

  // MARK: DER

  /// A DER element.
  private static func der(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    let count = content.count
    let length: [UInt8] =
      count < 0x80
      ? [UInt8(count)]
      : count < 0x100 ? [0x81, UInt8(count)] : [0x82, UInt8(count >> 8), UInt8(count & 0xFF)]
    return [tag] + length + content
  }

  private static let ed25519 = der(0x30, [0x06, 3, 0x2B, 0x65, 0x70])
  private static func version(_ number: UInt8) -> [UInt8] { [2, 1, number] }

  /// Ed25519 as in RFC 8410, section 7.
  static let pkcs8 = der(
    0x30, version(0) + ed25519 + der(4, der(4, [UInt8](repeating: 7, count: 32))))
  /// RFC 5958: with the public key.
  static let pkcs8v2 = der(
    0x30,
    version(1) + ed25519 + der(4, der(4, [UInt8](repeating: 7, count: 32)))
      + der(0x81, [UInt8](repeating: 9, count: 33)))
  static let encrypted = der(
    0x30,
    der(0x30, der(6, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 5, 0x0D]) + der(0x30, []))
      + der(4, [UInt8](repeating: 7, count: 48)))
  static let pkcs1 = der(
    0x30, version(0) + der(2, [0] + [UInt8](repeating: 0xC3, count: 256)) + der(2, [1, 0, 1]))
  static let sec1 = der(0x30, version(1) + der(4, [UInt8](repeating: 7, count: 32)))
  private static let pkcs12Content =
    version(3)
    + der(0x30, der(6, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 1]) + der(0xA0, der(4, [1])))
    + der(0x30, [UInt8](repeating: 0, count: 20))
  static let pkcs12 = der(0x30, pkcs12Content)

  @Test("a PKCS#12 of indefinite length, as BER allows, is found")
  func indefinite() async throws {
    let key = [0x30, 0x80] + Self.pkcs12Content + [0, 0]
    #expect(try await refusal(key) == "attest.privateKey")
  }

  @Test(
    "DER of every form is found, where the file is nothing else",
    arguments: [pkcs8, pkcs8v2, encrypted, pkcs1, sec1, pkcs12])
  func binary(key: [UInt8]) async throws {
    for end in [[], [0x0A], [0x0D, 0x0A], [0x0A, 0x20]] as [[UInt8]] {
      #expect(try await refusal(key + end) == "attest.privateKey")
    }
    #expect(try await refusal(key + [0x0A, 0x78]) == nil)
    #expect(try await refusal(key + [0]) == nil)
    #expect(try await refusal([0] + key) == nil)
  }

  @Test("a certificate and a public key in DER are no private keys")
  func publicBinary() async throws {
    let certificate = Self.der(
      0x30, Self.der(0x30, [0xA0, 3, 2, 1, 2] + Self.der(2, [5]) + Self.ed25519))
    let publicKey = Self.der(0x30, Self.ed25519 + Self.der(3, [UInt8](repeating: 0, count: 33)))
    let rsaPublic = Self.der(
      0x30, Self.der(2, [0] + [UInt8](repeating: 0xC3, count: 256)) + Self.der(2, [1, 0, 1]))
    for bytes in [certificate, publicKey, rsaPublic, [], [0x30], [0x30, 0x80], [0x30, 0x84, 1]] {
      #expect(try await refusal(bytes) == nil)
    }
  }

  @Test("a key that is not at the start of a file is found; --allow lets it pass")
  func allowed() async throws {
    let text = String(repeating: "x\n", count: 10_000) + Self.pem("PRIVATE KEY")
    #expect(try await refusal(Array(text.utf8)) == "attest.privateKey")
    let release = try AttestedRelease([
      "model.safetensors": SafetensorsBuilder.tiny.bytes, "test.pem": Array(text.utf8),
    ])
    let attestation = try await release.attest { $0.allowed = [.attestPrivateKey] }
    #expect(attestation.refusals == [])
    #expect(attestation.findings.map(\.id) == [.attestPrivateKey])
    #expect(attestation.fileCount == 2)
  }
}
