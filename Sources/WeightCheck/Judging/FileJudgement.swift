// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
internal import Provenance
package import UntrustedInput

/// What is known of one file when it is judged.
package struct FileFacts: Sendable {
  /// What the file's content turned out to be.
  package enum Content: Hashable, Sendable {
    /// A safetensors or GGUF file whose structure is valid.
    case weights
    /// A weight file whose structure is broken, or a file whose name says weights and whose bytes
    /// say otherwise.
    case malformedWeights
    /// A git-LFS pointer, and the SHA-256 it stands for.
    case pointer(sha256: [UInt8]?)
    /// A weight file of a format that this version cannot check.
    case unsupportedWeights
    /// A shard index that the user gave as PATH.
    case index
    /// Anything else.
    case other
    /// Not known, since the file could not be read.
    case unknown
  }

  package var path: UntrustedText
  package var content: Content
  /// Whether its name or its content says that it is a weight file.
  package var isWeights: Bool
  /// Whether the user gave this very file as PATH.
  package var isNamed: Bool
  /// Whether `--ignore` covers it.
  package var isExempt: Bool
  /// Whether its name or an index says that it is one of several shards.
  package var isShard: Bool
  /// Whether it is itself one of the manifests in use.
  package var isEvidence: Bool
  package var byteCount: UInt64?
  /// The digests that were computed.
  package var digests: [DigestAlgorithm: Digest]
  /// The claims that speak of it.
  package var claims: [BoundClaim]
  /// What came of the segments of those claims that have some, in the same order.
  package var segmentOutcomes: [SegmentOutcome] = []
  /// What came of those claims that speak of the bytes of its tensors, in the same order.
  package var tensorDataOutcomes: [SegmentOutcome] = []
  /// What came of those claims that speak of the file range by range, in the same order.
  package var rangeOutcomes: [RangeOutcome] = []
  /// What the claim of equal tensors is worth, where all tensors of the file's set are equal to
  /// those of one manifest.
  package var equivalence: Assurance?
  /// Why it could not be read.
  package var failure: FileAccessError?
  /// Whether work stopped before it was read.
  package var isSkipped: Bool

  package init(
    path: UntrustedText, content: Content = .weights, isWeights: Bool = true,
    isNamed: Bool = false, isExempt: Bool = false, isShard: Bool = false,
    isEvidence: Bool = false, byteCount: UInt64? = nil,
    digests: [DigestAlgorithm: Digest] = [:], claims: [BoundClaim] = [],
    failure: FileAccessError? = nil, isSkipped: Bool = false
  ) {
    self.path = path
    self.content = content
    self.isWeights = isWeights
    self.isNamed = isNamed
    self.isExempt = isExempt
    self.isShard = isShard
    self.isEvidence = isEvidence
    self.byteCount = byteCount
    self.digests = digests
    self.claims = claims
    self.failure = failure
    self.isSkipped = isSkipped
  }
}

extension FileFacts.Content {
  /// Whether it is what a weight file, good or bad, turns out to be.
  fileprivate var isOfWeights: Bool {
    switch self {
    case .weights, .malformedWeights, .unsupportedWeights, .pointer: true
    case .index, .other, .unknown: false
    }
  }
}

/// The judgement of one file: a pure function of what is known about it.
package struct FileJudgement: Sendable {
  package let path: UntrustedText
  package let isWeights: Bool
  package let isNamed: Bool
  package let isExempt: Bool
  package let isEvidence: Bool
  /// Nil where the file could not be read, or was not.
  package let verdict: Verdict?
  /// What `verdict` is worth; `none` unless it is `verified`, or `equivalent` and accepted.
  package let assurance: Assurance
  /// Whether it is verified by weak digests only.
  package let isWeak: Bool
  package let claims: [ClaimJudgement]
  /// What it contributes to the status.
  package let reasons: [Reason]

  /// Judges a file by the rules of TRUST sections 1 and 2.
  package init(_ facts: FileFacts, _ strictness: Strictness) {
    // Weight files, and what the user named, must be verified; the rest may stand beside them.
    let mustBeVerified = facts.isWeights || facts.isNamed
    let allClaims = facts.isExempt ? [] : Self.judgeClaims(facts, mustBeVerified, strictness)
    let claims = allClaims.filter { !$0.isOverruled }
    let isUnread = facts.content == .unknown && facts.failure == nil
    // TRUST 2.6: no evidence speaks of it, whatever else it is. A manifest in use need not list
    // itself.
    let isUnlisted =
      strictness.unlisted == .fail && claims.isEmpty
      && (facts.equivalence == nil || !strictness.acceptsEquivalent)
      && (mustBeVerified || !facts.isEvidence)
    var reasons: [Reason.Code] = []
    var verdict: Verdict?
    var assurance = Assurance.none
    var isWeak = false

    if facts.isExempt {
      // TRUST 2.6 and 2.7: no claim speaks of it any more, and weights are not excused by that.
      verdict = .unclaimed
      if mustBeVerified { reasons.append(.fileExempted) }
    } else if isUnread || (facts.isSkipped && !claims.contains { $0.verdict == .mismatch }) {
      reasons.append(.fileNotChecked)
    } else if let failure = facts.failure {
      (verdict, reasons) = Self.judge(failure, isAskedAbout: mustBeVerified || !claims.isEmpty)
      if isUnlisted { reasons.append(.fileUnlisted) }
    } else if case .pointer(let sha256) = facts.content, Self.allClaims(claims, name: sha256) {
      // The weights are not here; the claims about them may well be right.
      let isAskedAbout = mustBeVerified || !claims.isEmpty
      verdict = isAskedAbout ? .missing : .unclaimed
      if isAskedAbout { reasons.append(.fileNotDownloaded) }
      if isUnlisted { reasons.append(.fileUnlisted) }
    } else {
      // TRUST 2.1: any mismatch wins, however many other claims match.
      let isMismatch = claims.contains { $0.verdict == .mismatch }
      if isMismatch { reasons.append(.fileMismatch) }
      // DESIGN 7.8: a digest that matches does not make a broken file good.
      let isMalformed = facts.content == .malformedWeights
      if isMalformed { reasons.append(.fileMalformed) }

      if isMismatch {
        verdict = .mismatch
      } else if isMalformed {
        verdict = .malformed
      } else {
        let best = Self.best(claims, facts)
        if case .pointer = facts.content {
          // Claims about the pointer's own bytes hold, and say nothing about the weights.
          verdict = .missing
          reasons.append(.fileNotDownloaded)
        } else if facts.content == .unsupportedWeights {
          verdict = .unsupported
          reasons.append(.fileUnsupported)
        } else if claims.contains(where: { $0.verdict == nil }) {
          // A claim that was not held against the bytes could be a mismatch.
          reasons.append(.fileNotChecked)
        } else if let best {
          verdict = .verified
          assurance = best.assurance
          isWeak = best.isWeak
          // TRUST 2.3: what anyone could have put beside the file does not list it either.
          if (mustBeVerified || strictness.unlisted == .fail) && assurance < strictness.require {
            reasons.append(.assuranceTooLow)
          }
        } else if let equivalence = facts.equivalence {
          // TRUST 1.6: it is not verified, and is taken for it only where the user says so.
          verdict = .equivalent
          if !strictness.acceptsEquivalent {
            reasons.append(.fileEquivalent)
          } else {
            assurance = equivalence
            if assurance < strictness.require { reasons.append(.assuranceTooLow) }
          }
        } else {
          let code: Reason.Code?
          (verdict, code) = Self.judgeUnverified(
            facts, claims, isUnclaimedReason: mustBeVerified && !isUnlisted)
          if let code { reasons.append(code) }
        }
      }
      if isUnlisted { reasons.append(.fileUnlisted) }
    }

    path = facts.path
    isWeights = facts.isWeights
    isNamed = facts.isNamed
    isExempt = facts.isExempt
    isEvidence = facts.isEvidence
    self.verdict = verdict
    self.assurance = assurance
    self.isWeak = isWeak
    self.claims = allClaims
    self.reasons = reasons.map { Reason($0, path: facts.path) }
  }

  /// The claims that count for something.
  package var countingClaims: some Collection<ClaimJudgement> {
    claims.lazy.filter { !$0.isOverruled }
  }

  /// Holds every claim against the file.
  ///
  /// TRUST 4: what someone else signed fails nothing that a signer whom the user named establishes,
  /// nor, where only signers count, what need not be verified at all.
  private static func judgeClaims(
    _ facts: FileFacts, _ mustBeVerified: Bool, _ strictness: Strictness
  ) -> [ClaimJudgement] {
    var claims = judgeClaims(facts)
    let isEstablished =
      best(claims, facts)?.assurance == .signed
      || strictness.require == .signed && !mustBeVerified
    guard isEstablished else { return claims }
    for place in claims.indices
    where claims[place].verdict == .mismatch && claims[place].bound.isOfStranger {
      claims[place].isOverruled = true
    }
    return claims
  }

  /// Outcomes of segments belong to those claims that have some.
  private static func judgeClaims(_ facts: FileFacts) -> [ClaimJudgement] {
    var outcomes = facts.segmentOutcomes.makeIterator()
    var tensorDataOutcomes = facts.tensorDataOutcomes.makeIterator()
    var rangeOutcomes = facts.rangeOutcomes.makeIterator()
    return facts.claims.map { bound in
      let outcome =
        if bound.claim.segments != nil {
          outcomes.next()
        } else if bound.claim.tensorData != nil {
          tensorDataOutcomes.next()
        } else {
          SegmentOutcome?.none
        }
      return ClaimJudgement(
        bound, byteCount: facts.byteCount, digests: facts.digests, segments: outcome,
        ranges: bound.claim.ranges == nil ? nil : rangeOutcomes.next(),
        isWeights: facts.isWeights || facts.content.isOfWeights)
    }
  }

  /// TRUST 2.1: the best matching claim; 1.2: a shard needs one that is bound by name.
  private static func best(_ claims: [ClaimJudgement], _ facts: FileFacts)
    -> ClaimJudgement?
  {
    claims
      .filter { judged in
        let needsName = facts.isShard || judged.bound.claimsShard
        return judged.verdict == .verified && (!needsName || judged.bound.binding == .name)
      }
      .max { ($0.assurance, $1.isWeak ? 1 : 0) < ($1.assurance, $0.isWeak ? 1 : 0) }
  }

  private static func judgeUnverified(
    _ facts: FileFacts, _ claims: [ClaimJudgement], isUnclaimedReason: Bool
  ) -> (Verdict, Reason.Code?) {
    if claims.contains(where: { $0.verdict == .verified }) {
      return (.unclaimed, .fileNotNameBound)
    }
    if !claims.isEmpty { return (.unsupported, .fileUnsupported) }
    if facts.isNamed && facts.content == .other { return (.unclaimed, .fileNotWeights) }
    return (.unclaimed, isUnclaimedReason ? .fileUnclaimed : nil)
  }

  /// A link that leads nowhere, or a special file, that nobody asks about is only unclaimed.
  ///
  /// A link that leads out is never excused: what a loader would find there is not known (TRUST
  /// 1.4).
  private static func judge(
    _ failure: FileAccessError, isAskedAbout: Bool
  ) -> (Verdict?, [Reason.Code]) {
    switch failure {
    case .danglingLink, .notRegularFile:
      if !isAskedAbout { return (.unclaimed, []) }
    default: break
    }
    return switch failure {
    case .escapesRoot: (.unsupported, [.fileEscapes])
    case .notFound, .danglingLink: (.missing, [.fileMissing])
    case .changedWhileRead: (nil, [.fileChanged])
    default: (nil, [.fileUnreadable])
    }
  }

  /// Whether no claim disputes that the file behind a pointer is the one with digest `sha256`.
  private static func allClaims(_ claims: [ClaimJudgement], name sha256: [UInt8]?) -> Bool {
    claims.allSatisfy { judged in
      judged.bound.claim.digests.contains { $0.algorithm == .sha256 && $0.bytes == sha256 }
    }
  }
}
