// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Testing

@Suite("A digest and its hexadecimal form")
struct DigestTests {
  @Test(
    "a digest has as many bytes as its specification gives",
    arguments: [
      (DigestAlgorithm.sha256, 32, "sha256", "SHA-256"),
      (.sha384, 48, "sha384", "SHA-384"),
      (.sha512, 64, "sha512", "SHA-512"),
      (.blake2b512, 64, "blake2b512", "BLAKE2b-512"),
      (.gitBlob, 20, "gitBlob", "git blob SHA-1"),
    ])
  func algorithm(_ algorithm: DigestAlgorithm, byteCount: Int, rawValue: String, name: String) {
    #expect(algorithm.byteCount == byteCount)
    #expect(algorithm.rawValue == rawValue)
    #expect(algorithm.displayName == name)
  }

  @Test("only git's digest is weak")
  func weak() {
    #expect(DigestAlgorithm.allCases.filter(\.isWeak) == [.gitBlob])
    #expect(DigestAlgorithm.strong == [.sha256, .sha384, .sha512, .blake2b512])
  }

  @Test("bytes of exactly the right number are a digest", arguments: DigestAlgorithm.allCases)
  func byteCounts(_ algorithm: DigestAlgorithm) {
    for count in 0...65 {
      let bytes = [UInt8](repeating: 7, count: count)
      let digest = Digest(algorithm, bytes: bytes)
      #expect(digest?.bytes == (count == algorithm.byteCount ? bytes : nil), "\(count) bytes")
    }
  }

  @Test(
    "digits of either case are read, and lower case is written",
    arguments: DigestAlgorithm.strong)
  func hexadecimalCase(_ algorithm: DigestAlgorithm) throws {
    let lower = String(repeating: "0123456789abcdef", count: algorithm.byteCount / 8)
    let mixed = String(repeating: "0123456789aBcDeF", count: algorithm.byteCount / 8)
    let digest = try #require(Digest(algorithm, hex: lower.utf8))
    #expect(digest.bytes.prefix(8) == [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF])
    #expect(Digest(algorithm, hex: lower.uppercased().utf8) == digest)
    #expect(Digest(algorithm, hex: mixed.utf8) == digest)
    #expect(digest.hex == lower)
  }

  @Test("digits of another number are no digest", arguments: DigestAlgorithm.allCases)
  func hexadecimalLength(_ algorithm: DigestAlgorithm) {
    for count in 0...130 where count != algorithm.byteCount * 2 {
      #expect(Digest(algorithm, hex: String(repeating: "a", count: count).utf8) == nil)
    }
  }

  @Test("one character that is no digit spoils a digest, wherever it stands")
  func badDigits() {
    // The neighbours of the three runs of digits in ASCII, white space, NUL, and bytes above ASCII.
    for bad in Array("/:@G`g xX".utf8) + [0, 9, 10, 0x80, 0xFF] {
      for position in [0, 1, 31, 62, 63] {
        var digits = Array(String(repeating: "0", count: 64).utf8)
        digits[position] = bad
        #expect(Digest(.sha256, hex: digits) == nil, "byte \(bad) at \(position)")
      }
    }
  }

  @Test("every byte value survives being written and read")
  func everyByteValue() throws {
    for value in UInt8.min...UInt8.max {
      let digest = try #require(Digest(.sha256, bytes: [UInt8](repeating: value, count: 32)))
      #expect(Digest(.sha256, hex: digest.hex.utf8) == digest)
    }
  }
}
