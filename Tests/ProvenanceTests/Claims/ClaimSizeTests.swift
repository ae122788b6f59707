// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("What a claim keeps, and how much memory that takes")
struct ClaimSizeTests {
  private static func digest(_ algorithm: DigestAlgorithm, _ first: UInt8) throws -> Digest {
    let bytes = (0..<algorithm.byteCount).map { first &+ UInt8(truncatingIfNeeded: $0) &* 7 }
    return try #require(Digest(algorithm, bytes: bytes))
  }

  @Test("a document may list a million files, and a claim about one has few bytes")
  func size() {
    #expect(MemoryLayout<Claim>.stride <= 72)
  }

  @Test("the digests that a claim gives are those that it was given, in their order")
  func digests() throws {
    let sha256 = try Self.digest(.sha256, 0xF0)
    let sha512 = try Self.digest(.sha512, 3)
    let blob = try Self.digest(.gitBlob, 200)
    for digests in [[], [sha256], [sha512], [blob], [sha512, sha256], [sha256, blob]] {
      var claim = Claim(subject: .nameless, digests: digests, line: 1)
      #expect(claim.digests == digests)
      #expect(claim.algorithms == digests.map(\.algorithm))
      #expect(claim.hasStrongDigest == digests.contains { !$0.algorithm.isWeak })
      claim.digests = digests.reversed()
      #expect(claim.digests == digests.reversed())
      #expect(claim == Claim(subject: .nameless, digests: digests.reversed(), line: 1))
    }
    let other = try Self.digest(.sha256, 0xF1)
    #expect(
      Claim(subject: .nameless, digests: [sha256], line: 1)
        != Claim(subject: .nameless, digests: [other], line: 1))
  }

  @Test("what few claims tell is kept, and what is taken away is gone")
  func details() throws {
    let plain = Claim(subject: .nameless, digests: [], line: 1)
    var claim = plain
    claim.set = UntrustedText("model")
    claim.byteCount = 0
    var ranges = RangeDigests(.sha256)
    #expect(ranges.append(try Self.digest(.sha256, 1), to: 5))
    claim.ranges = ranges
    var tensors = TensorDataClaim()
    tensors.append(UntrustedText("t"), try Self.digest(.sha256, 2))
    tensors.whole = try Self.digest(.sha256, 4)
    claim.tensorData = tensors
    #expect(claim.set == UntrustedText("model") && claim.byteCount == 0)
    #expect(claim.ranges == ranges && claim.hasStrongDigest)
    let tensor = try Self.digest(.sha256, 2)
    #expect(claim.tensorData == tensors && tensors.digests == [tensor])
    #expect(claim.tensorData?.whole == tensors.whole && tensors.names == [UntrustedText("t")])
    #expect(claim.segments == nil && claim != plain)
    (claim.set, claim.byteCount, claim.ranges, claim.tensorData) = (nil, nil, nil, nil)
    #expect(claim == plain)
  }

  @Test("entries of one path are one claim, wherever they stand among others")
  func merge() throws {
    let (first, second) = (try Self.digest(.sha256, 1), try Self.digest(.sha512, 2))
    func entry(_ name: String, _ digest: Digest, _ line: Int) -> Claim {
      Claim(subject: Claim.subject(named: UntrustedText(name)), digests: [digest], line: line)
    }
    let manifest = try Manifest(
      form: .checksums,
      entries: [
        entry("a", first, 1), entry("b", first, 2), entry("./a", second, 3), entry("", first, 4),
        entry("b", first, 5), entry("../c", first, 6), entry("d", second, 7), entry("a", first, 8),
      ])
    #expect(manifest.claims.map(\.line) == [1, 2, 4, 6, 7])
    #expect(
      manifest.claims.map(\.digests) == [[first, second], [first], [first], [first], [second]])
    #expect(manifest.repeatedEntryCount == 2)
  }
}
