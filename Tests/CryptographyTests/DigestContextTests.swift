// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Testing

@Suite("Computing a digest")
struct DigestContextTests {
  /// A published answer.
  struct KnownAnswer: CustomTestStringConvertible {
    let message: String
    let text: [UInt8]
    let digests: [DigestAlgorithm: String]

    var testDescription: String { message }
  }

  /// From NIST, "Examples with Intermediate Values" for FIPS 180-4 (SHA256.pdf, SHA384.pdf,
  /// SHA512.pdf): "abc" and the two-block messages; the empty message from the CAVP file
  /// `SHA{256,384,512}ShortMsg.rsp` (Len = 0); a million "a" from FIPS 180-2, appendices
  /// B.3, C.3 and D.3.
  static let knownAnswers = [
    KnownAnswer(
      message: "nothing", text: [],
      digests: [
        .sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        .sha384: "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da"
          + "274edebfe76f65fbd51ad2f14898b95b",
        .sha512: "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
          + "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
      ]),
    KnownAnswer(
      message: "abc", text: Array("abc".utf8),
      digests: [
        .sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        .sha384: "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
          + "8086072ba1e7cc2358baeca134c825a7",
        .sha512: "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
          + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
      ]),
    KnownAnswer(
      message: "two blocks of SHA-256",
      text: Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
      digests: [.sha256: "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"]),
    KnownAnswer(
      message: "two blocks of SHA-384 and SHA-512",
      text: Array(
        ("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
          + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu").utf8),
      digests: [
        .sha384: "09330c33f71147e83d192fc782cd1b4753111b173b3b05d22fa08086e3b0f712"
          + "fcc7c71a557e2db966c3e9fa91746039",
        .sha512: "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018"
          + "501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909",
      ]),
    KnownAnswer(
      message: "a million times a", text: [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000),
      digests: [
        .sha256: "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
        .sha384: "9d0e1809716474cb086e834e310a4a1ced149e9c00f248527972cec5704c2a5b"
          + "07b8b3dc38ecc4ebae97ddd87f3d8985",
        .sha512: "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb"
          + "de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b",
      ]),
  ]

  @Test("the published answers of FIPS 180-4 come out", arguments: knownAnswers)
  func published(_ known: KnownAnswer) {
    for (algorithm, hex) in known.digests {
      let digest = Self.digest(known.text, algorithm)
      #expect(digest.hex == hex)
      #expect(digest.algorithm == algorithm)
    }
  }

  @Test("pieces of odd lengths give the digest of the whole", arguments: DigestAlgorithm.strong)
  func pieces(_ algorithm: DigestAlgorithm) {
    // 300 bytes: more than two blocks of SHA-512 and four of SHA-256.
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }
    let whole = Self.digest(bytes, algorithm)
    // One byte, odd sizes, and each side of the block lengths 64 and 128.
    for size in [1, 3, 7, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 299, 300] {
      var context = DigestContext(algorithm)
      for start in stride(from: 0, to: bytes.count, by: size) {
        let piece = bytes.span.extracting(start..<min(start + size, bytes.count))
        unsafe context.update(piece.bytes)
      }
      let digest = context.finalize()
      #expect(digest == whole, "pieces of \(size)")
    }
  }

  @Test(
    "every length around the block lengths differs from its neighbours in one piece and in two",
    arguments: DigestAlgorithm.strong)
  func lengths(_ algorithm: DigestAlgorithm) {
    let bytes = [UInt8](repeating: 0, count: 260)
    var seen: Set<Digest> = []
    for count in 0...bytes.count {
      let whole = Self.digest(Array(bytes.prefix(count)), algorithm)
      #expect(seen.insert(whole).inserted, "\(count) zeros")
      var context = DigestContext(algorithm)
      unsafe context.update(bytes.span.extracting(0..<(count / 3)).bytes)
      unsafe context.update(bytes.span.extracting((count / 3)..<count).bytes)
      let digest = context.finalize()
      #expect(digest == whole, "\(count) zeros")
    }
  }

  @Test("empty pieces change nothing", arguments: DigestAlgorithm.strong)
  func emptyPieces(_ algorithm: DigestAlgorithm) {
    let (bytes, empty) = (Array("abc".utf8), [UInt8]())
    var context = DigestContext(algorithm)
    unsafe context.update(empty.span.bytes)
    unsafe context.update(bytes.span.bytes)
    unsafe context.update(empty.span.bytes)
    let digest = context.finalize()
    #expect(digest == Self.digest(bytes, algorithm))
  }

  @Test(
    "a digest that was given no byte is the digest of nothing",
    arguments: DigestAlgorithm.strong)
  func nothing(_ algorithm: DigestAlgorithm) {
    let context = DigestContext(algorithm)
    let digest = context.finalize()
    #expect(digest == Self.digest([], algorithm))
  }

  /// The empty file and "abc" as `git hash-object` of git 2.39 names them; the other two stand in
  /// "Git Internals - Git Objects" of Pro Git, second edition.
  @Test(
    "git's names of contents come out, in one piece and in two",
    arguments: [
      ("", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"),
      ("abc", "f2ba8f84ab5c1bce84a7b441cb1959cfc7093b7f"),
      ("test content\n", "d670460b4b4aece5915caf5c68d12f560a9fe3e4"),
      ("what is up, doc?", "bd9dbf5aae1a3862dd1526723246b20206e5fc37"),
    ])
  func gitBlob(text: String, hex: String) {
    let bytes = Array(text.utf8)
    #expect(Self.digest(bytes, .gitBlob).hex == hex)
    var context = DigestContext(.gitBlob, byteCount: UInt64(bytes.count))
    unsafe context.update(bytes.span.extracting(0..<(bytes.count / 2)).bytes)
    unsafe context.update(bytes.span.extracting((bytes.count / 2)..<bytes.count).bytes)
    let digest = context.finalize()
    #expect(digest.hex == hex)
  }

  private static func digest(_ bytes: [UInt8], _ algorithm: DigestAlgorithm) -> Digest {
    unsafe Digest(of: bytes.span.bytes, algorithm)
  }
}
