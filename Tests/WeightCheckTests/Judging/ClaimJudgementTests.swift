// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import Testing
internal import UntrustedInput
internal import WeightCheck

@Suite("What becomes of one claim")
struct ClaimJudgementTests {
  /// A claim, what is known of the file, and what becomes of the claim.
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let claim: BoundClaim
    var byteCount: UInt64? = Sample.byteCount
    var digests = Sample.digests
    let verdict: Verdict?

    init(
      _ testDescription: String, _ claim: BoundClaim, byteCount: UInt64? = Sample.byteCount,
      digests: [DigestAlgorithm: Digest] = Sample.digests, _ verdict: Verdict?
    ) {
      self.testDescription = testDescription
      self.claim = claim
      self.byteCount = byteCount
      self.digests = digests
      self.verdict = verdict
    }
  }

  private static let (real, wrong) = (Sample.real, Sample.wrong)
  private static let onlySHA256 = [DigestAlgorithm.sha256: Sample.real(.sha256)]

  static let allDigestsCases = [
    Case("one that matches", Sample.claim(), .verified),
    Case("one that does not", Sample.claim([wrong(.sha256)]), .mismatch),
    Case(
      "three that match", Sample.claim([real(.sha256), real(.sha384), real(.sha512)]), .verified),
    Case(
      "sha256 right but sha512 wrong", Sample.claim([real(.sha256), wrong(.sha512)]), .mismatch),
    Case(
      "sha512 right but sha256 wrong", Sample.claim([wrong(.sha256), real(.sha512)]), .mismatch),
    Case(
      "the middle one of three wrong",
      Sample.claim([real(.sha256), wrong(.sha384), real(.sha512)]), .mismatch),
    Case(
      "two of one algorithm that contradict each other",
      Sample.claim([real(.sha256), wrong(.sha256)]), .mismatch),
    Case(
      "one that was not computed", Sample.claim([real(.sha512)]), digests: onlySHA256, nil),
    Case(
      "one of two that was not computed", Sample.claim([real(.sha256), real(.sha512)]),
      digests: onlySHA256, nil),
    Case(
      "one wrong and one that was not computed", Sample.claim([wrong(.sha256), real(.sha512)]),
      digests: onlySHA256, .mismatch),
    Case("nothing computed", Sample.claim(), digests: [:], nil),
    Case(
      "the digits of another algorithm's digest",
      Sample.claim(), digests: [.sha256: real(.sha512)], .mismatch),
  ]

  @Test("TRUST 1.2: all strong digests of one claim must match", arguments: allDigestsCases)
  func allDigests(_ test: Case) { check(test) }

  static let sizesCases = [
    Case("the size is right", Sample.claim(byteCount: 1_000), .verified),
    Case("one byte more", Sample.claim(byteCount: 1_001), .mismatch),
    Case("one byte less", Sample.claim(byteCount: 999), .mismatch),
    Case("no byte", Sample.claim(byteCount: 0), .mismatch),
    Case("the largest size", Sample.claim(byteCount: .max), .mismatch),
    Case("no size is stated", Sample.claim(byteCount: nil), .verified),
    Case(
      "size and digest wrong", Sample.claim([wrong(.sha256)], byteCount: 999), .mismatch),
    Case(
      "size right, digest wrong", Sample.claim([wrong(.sha256)], byteCount: 1_000), .mismatch),
    Case(
      "an empty file, claimed so", Sample.claim(byteCount: 0), byteCount: 0, .verified),
    Case(
      "size wrong, digest not computed", Sample.claim(byteCount: 999), digests: [:], .mismatch),
    Case("the file's size is not known", Sample.claim(byteCount: 1_000), byteCount: nil, nil),
    Case(
      "the file's size is not known and not stated", Sample.claim(), byteCount: nil, .verified),
  ]

  @Test("TRUST 1.2: a size that a claim states must match too", arguments: sizesCases)
  func sizes(_ test: Case) { check(test) }

  static let weakDigestsCases = [
    Case("a weak digest alone", Sample.weak, .unsupported),
    Case("several weak digests", Sample.claim([], unsupported: ["MD5", "SHA-1"]), .unsupported),
    Case("no digest at all", Sample.claim([]), .unsupported),
    Case(
      "a weak digest and the right size", Sample.claim([], unsupported: ["MD5"], byteCount: 1_000),
      .unsupported),
    Case(
      "a weak digest and a wrong size", Sample.claim([], unsupported: ["MD5"], byteCount: 999),
      .mismatch),
    Case(
      "a weak digest beside a strong one that matches", Sample.claim(unsupported: ["MD5"]),
      .verified),
    Case(
      "a weak digest beside a strong one that does not",
      Sample.claim([wrong(.sha256)], unsupported: ["MD5"]), .mismatch),
    Case("a weak digest of a file not read", Sample.weak, digests: [:], .unsupported),
  ]

  @Test("TRUST 1.5: a claim without a strong digest proves nothing", arguments: weakDigestsCases)
  func weakDigests(_ test: Case) { check(test) }

  @Test("TRUST 1.5: a git blob's SHA-1 verifies no file above 10 MiB")
  func largeGitBlobs() {
    let claim = Sample.claim([Self.real(.gitBlob)], .name, .local, acceptsWeak: true)
    for (byteCount, verdict) in [
      (UInt64(10 << 20), Verdict.verified), (10 << 20 + 1, .unsupported),
    ] {
      let judged = ClaimJudgement(
        claim, byteCount: byteCount, digests: Sample.digests, isWeights: false)
      #expect(judged.verdict == verdict)
    }
  }

  @Test("digests of ranges that were not compared leave the file open, whatever else matches")
  func ranges() {
    var ranges = RangeDigests(.sha256)
    let isAppended = ranges.append(Self.wrong(.sha256), to: 1_000)
    #expect(isAppended)
    for (byteCount, verdict) in [(UInt64(1_000), Verdict?.none), (999, .mismatch)] {
      let claim = BoundClaim(
        claim: Claim(
          subject: .nameless, digests: [], byteCount: 1_000, ranges: ranges, line: 1),
        binding: .name, evidence: 0, assurance: .local)
      func judged(_ outcome: RangeOutcome?) -> ClaimJudgement {
        ClaimJudgement(claim, byteCount: byteCount, digests: Sample.digests, ranges: outcome)
      }
      #expect(judged(nil).verdict == verdict)
      #expect(judged(RangeOutcome(ranges, [])).verdict == verdict)
      #expect(judged(RangeOutcome(ranges, [nil])).verdict == verdict)
      #expect(judged(RangeOutcome(ranges, [Self.real(.sha256)])).verdict == .mismatch)
      let equal = judged(RangeOutcome(ranges, [Self.wrong(.sha256)]))
      #expect(equal.verdict == verdict ?? .verified)
      #expect(!equal.isWeak && equal.assurance == .local)
    }
  }

  @Test("TRUST 1.5: a git blob's SHA-1 never verifies weights, and a small file only where it may")
  func gitBlobs() {
    for (digest, acceptsWeak, isWeights, verdict) in [
      (Self.real(.gitBlob), true, false, Verdict.verified),
      (Self.real(.gitBlob), true, true, .unsupported),
      (Self.real(.gitBlob), false, false, .unsupported),
      (Self.real(.gitBlob), false, true, .unsupported),
      (Self.wrong(.gitBlob), true, false, .mismatch), (Self.wrong(.gitBlob), true, true, .mismatch),
      (Self.wrong(.gitBlob), false, true, .mismatch),
    ] {
      for assurance in [Assurance.local, .manifest, .signed] {
        let claim = Sample.claim([digest], .name, assurance, acceptsWeak: acceptsWeak)
        let judged = ClaimJudgement(
          claim, byteCount: nil, digests: Sample.digests, isWeights: isWeights)
        #expect(judged.verdict == verdict)
        #expect(judged.isWeak == (verdict == .verified))
        #expect(judged.assurance == .local)
      }
    }
  }

  @Test("TRUST 1.2: a git blob's SHA-1 beside a strong digest must match too")
  func gitBlobBesideStrong() {
    let good = ClaimJudgement(
      Sample.claim([Self.real(.sha256), Self.real(.gitBlob)], .name, .signed), byteCount: nil,
      digests: Sample.digests)
    #expect(good.verdict == .verified && !good.isWeak && good.assurance == .signed)
    let bad = ClaimJudgement(
      Sample.claim([Self.real(.sha256), Self.wrong(.gitBlob)]), byteCount: nil,
      digests: Sample.digests)
    #expect(bad.verdict == .mismatch)
  }

  @Test("one digit of a digest decides, wherever it stands", arguments: DigestAlgorithm.allCases)
  func everyBit(_ algorithm: DigestAlgorithm) throws {
    for index in 0..<algorithm.byteCount {
      for bit in 0..<8 {
        var bytes = Sample.real(algorithm).bytes
        bytes[index] ^= 1 << UInt8(bit)
        let claimed = try #require(Digest(algorithm, bytes: bytes))
        let judged = ClaimJudgement(
          Sample.claim([claimed]), byteCount: Sample.byteCount, digests: Sample.digests)
        #expect(judged.verdict == .mismatch, "bit \(bit) of byte \(index)")
      }
    }
  }

  @Test("neither the binding nor the assurance changes what becomes of a claim")
  func bindingAndAssurance() {
    for binding in [BoundClaim.Binding.name, .digest] {
      for assurance in Assurance.allCases {
        for (digest, verdict) in [
          (Self.real(.sha256), Verdict.verified), (Self.wrong(.sha256), .mismatch),
        ] {
          let judged = ClaimJudgement(
            Sample.claim([digest], binding, assurance), byteCount: nil, digests: Sample.digests)
          #expect(judged.verdict == verdict)
          #expect(judged.bound.binding == binding)
          #expect(judged.bound.assurance == assurance)
        }
      }
    }
  }

  private func check(_ test: Case) {
    let judged = ClaimJudgement(test.claim, byteCount: test.byteCount, digests: test.digests)
    #expect(judged.verdict == test.verdict)
    #expect(judged.bound == test.claim)
  }
}
