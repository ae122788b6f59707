// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import Testing
internal import UntrustedInput
internal import WeightCheck

@Suite("What becomes of a claim about the bytes of tensors")
struct TensorDataJudgementTests {
  private static func claim(_ digests: [Digest] = []) -> BoundClaim {
    var claim = Claim(subject: .nameless, digests: digests, line: 1)
    claim.tensorData = TensorDataClaim()
    claim.tensorData?.whole = Sample.real(.sha256)
    return BoundClaim(claim: claim, binding: .name, evidence: 0, assurance: .manifest)
  }

  private static func judged(
    _ claim: BoundClaim, _ outcome: SegmentOutcome?
  ) -> ClaimJudgement {
    ClaimJudgement(
      claim, byteCount: Sample.byteCount, digests: Sample.digests, segments: outcome)
  }

  private static var complete: SegmentOutcome {
    var outcome = SegmentOutcome()
    outcome.isComplete = true
    return outcome
  }

  @Test("TRUST 1.1: one that matches is unsupported, whatever digest stands beside it")
  func matching() {
    for digests in [[], [Sample.real(.sha256)]] {
      let judged = Self.judged(Self.claim(digests), Self.complete)
      #expect(judged.verdict == .unsupported)
      #expect(!judged.isBySegments)
    }
  }

  @Test("TRUST 2.1: one that differs is a mismatch, and so is a file that others verify")
  func different() {
    var outcome = Self.complete
    outcome.disagreement = "another tensor"
    #expect(Self.judged(Self.claim(), outcome).verdict == .mismatch)
    for (outcome, verdict) in [(outcome, Verdict.mismatch), (Self.complete, .verified)] {
      var facts = Sample.weights("m.gguf", [Sample.claim(), Self.claim()])
      facts.tensorDataOutcomes = [outcome]
      #expect(FileJudgement(facts, Strictness(require: .local)).verdict == verdict)
    }
  }

  @Test("TRUST 2.1: one that was not compared is open, and keeps others from verifying the file")
  func open() {
    for outcome in [SegmentOutcome(), nil] {
      #expect(Self.judged(Self.claim([Sample.real(.sha256)]), outcome).verdict == nil)
    }
    var facts = Sample.weights("m.gguf", [Sample.claim(), Self.claim()])
    facts.tensorDataOutcomes = [SegmentOutcome()]
    let judged = FileJudgement(facts, Strictness(require: .local))
    #expect(judged.verdict == nil)
    #expect(judged.reasons.map(\.code) == [.fileNotChecked])
  }
}
