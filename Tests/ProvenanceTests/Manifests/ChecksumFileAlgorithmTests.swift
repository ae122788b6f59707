// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import Testing
internal import UntrustedInput

@Suite("What a checksum file's own name and tags tell")
struct ChecksumFileAlgorithmTests {
  private static let hex512 = ChecksumFileTests.hex512

  @Test(
    "SHA-512 and BLAKE2b have digests of one length, so only the manifest's name tells them apart",
    arguments: [
      ("SHA512SUMS", .sha512), ("sha512sums.txt", .sha512), ("model.gguf.sha512", .sha512),
      ("checksums-SHA512.txt", .sha512), ("b2sums", .blake2b512), ("B2SUMS", .blake2b512),
      ("model.gguf.b2", .blake2b512),
      ("SUMS", nil), ("", nil),
    ] as [(String, DigestAlgorithm?)])
  func sha512OrBLAKE2b(_ name: String, algorithm: DigestAlgorithm?) throws {
    let claim = try Self.claim("\(Self.hex512)  a\n", name)
    #expect(claim.digests.map(\.algorithm) == (algorithm.map { [$0] } ?? []))
    // What is to be done about it is said too.
    let unknown = "SHA-512 or BLAKE2b-512 (the name SHA512SUMS or B2SUMS for the file would tell)"
    #expect(claim.unsupportedAlgorithms == (algorithm == nil ? [unknown] : []))
    #expect(claim.subject == ChecksumFileTests.subject("a"))
  }

  @Test(
    "BLAKE3 and SHA-256 have digests of one length, so the manifest's name tells BLAKE3",
    arguments: [
      ("SHA256SUMS", true), ("sums.txt", true), ("", true), ("model.b3sum", false),
      ("B3SUMS", false), ("checksums.blake3", false), ("BLAKE3SUMS", false),
    ])
  func sha256OrBLAKE3(_ name: String, isSHA256: Bool) throws {
    let claim = try Self.claim("\(ChecksumFileTests.hex256)  a\n", name)
    #expect(claim.digests.map(\.algorithm) == (isSHA256 ? [.sha256] : []))
    #expect(claim.unsupportedAlgorithms == (isSHA256 ? [] : ["BLAKE3"]))
  }

  @Test(
    "a weak or unknown algorithm is unsupported, by its name",
    arguments: [
      (String(repeating: "a", count: 32) + "  a", "MD5"),
      (String(repeating: "a", count: 40) + " *a", "SHA-1"),
      (String(repeating: "A", count: 56) + "  a", "SHA-224"),
      ("MD5 (a) = " + String(repeating: "a", count: 32), "MD5"),
      ("SHA1 (a) = " + String(repeating: "a", count: 40), "SHA1"),
      ("SHA1(a)= " + String(repeating: "a", count: 40), "SHA1"),
      ("SHA224 (a) = " + String(repeating: "a", count: 56), "SHA224"),
      ("SHA512/256 (a) = " + String(repeating: "a", count: 64), "SHA512/256"),
      ("SHA3-256(a)= " + String(repeating: "a", count: 64), "SHA3-256"),
      ("BLAKE2b-256 (a) = " + String(repeating: "a", count: 64), "BLAKE2b-256"),
      ("RMD160 (a) = " + String(repeating: "a", count: 40), "RMD160"),
      // A keyed digest proves nothing to someone without the key.
      ("HMAC-SHA256(a)= " + String(repeating: "a", count: 64), "HMAC-SHA256"),
    ])
  func unsupported(_ line: String, algorithm: String) throws {
    let claim = try Self.claim(line + "\n", "sums.txt")
    #expect(claim.digests.isEmpty)
    #expect(claim.unsupportedAlgorithms == [algorithm])
    #expect(claim.subject == ChecksumFileTests.subject("a"))
  }

  @Test(
    "a bare digest speaks of the file that the manifest is named after",
    arguments: [
      ("model.safetensors.sha256", "model.safetensors"),
      ("model.gguf.sha256sum", "model.gguf"),
      ("a.sha256.sha256", "a.sha256"),
      ("模型.sha256", "模型"),
      ("model.sha384", "model"),
      ("model.sha512", "model"),
      (".sha256", nil), ("sha256", nil), ("SHA256SUMS", nil), ("digest.txt", nil), ("", nil),
      ("model.sha256.txt", nil),
    ] as [(String, String?)])
  func namesake(_ manifestName: String, subject: String?) throws {
    for text in [
      "\(ChecksumFileTests.hex256)\n", "\(ChecksumFileTests.hex256)",
      "\n\(ChecksumFileTests.hex256) \r\n",
    ] {
      let claim = try Self.claim(text, manifestName)
      #expect(claim.subject == ChecksumFileTests.subject(subject))
      #expect(claim.digests.map(\.hex) == [ChecksumFileTests.hex256])
    }
  }

  @Test("a named digest speaks of its name, whatever the manifest is named after")
  func nameBeforeNamesake() throws {
    let claim = try Self.claim("\(ChecksumFileTests.hex256)  other\n", "model.gguf.sha256")
    #expect(claim.subject == ChecksumFileTests.subject("other"))
  }

  @Test(
    "a namesake that could leave the folder is kept apart",
    arguments: ["...sha256", "/x.sha256", "../x.sha256"])
  func escapingNamesake(_ manifestName: String) throws {
    let claim = try Self.claim(ChecksumFileTests.hex256, manifestName)
    let name = UntrustedText(String(manifestName.dropLast(".sha256".count)))
    #expect(claim.subject == .escaping(name))
  }

  private static func claim(_ text: String, _ name: String) throws -> Claim {
    let manifest = try ChecksumFile.parse(Array(text.utf8), name: UntrustedText(name))
    #expect(manifest.claims.count == 1)
    return try #require(manifest.claims.first)
  }
}
