// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import UntrustedInput
internal import WeightFormats

extension VerificationReport {
  /// Lists a file that is there, with what is odd about it.
  mutating func add(
    _ judgement: FileJudgement, _ examination: Examination, _ evidence: [Evidence]
  ) {
    let isHashed =
      examination.failure == nil
      && (!examination.digests.isEmpty || !examination.tensorDigests.isEmpty
        || !examination.measuredTensors.isEmpty || examination.tensorDataDigest != nil
        || judgement.claims.contains { $0.segments != nil || $0.ranges?.isComplete == true })
    if isHashed { byteCount += examination.identity?.size ?? 0 }
    if let weights = examination.weights {
      findings += weights.findings.map { finding in
        var finding = finding
        finding.path = judgement.path
        return finding
      }
    }
    if judgement.isWeights, let refusal = examination.refusal {
      findings.append(refusal.finding(path: judgement.path))
    }
    findings += examination.tensorFindings(path: judgement.path)
    let segments = addSegmentFindings(judgement, evidence)
    addRangeFindings(judgement, evidence)
    addOverruledFindings(judgement, evidence)
    addTensorDataFindings(judgement, examination, evidence)
    files.append(
      Verification.File(
        path: judgement.path, byteCount: examination.identity?.size,
        sha256: examination.digests[.sha256], verdict: judgement.verdict,
        assurance: judgement.assurance, isWeak: judgement.isWeak,
        identity: examination.identity,
        claims: judgement.claims.flatMap { Self.results($0, examination.digests, evidence) }
          + Self.inFileResults(judgement, examination),
        isWeights: judgement.isWeights, tensorCount: examination.tensorCount,
        segments: segments,
        statistics: examination.isMeasured ? MeasuredTensors(examination) : nil,
        isEvidence: judgement.isEvidence,
        problem: Self.problem(of: judgement, examination)))
  }

  /// TRUST section 5: where a manifest and the file's own header disagree, it is said how.
  ///
  /// - Returns: what came of all tables of claimed segments together.
  private mutating func addSegmentFindings(
    _ judgement: FileJudgement, _ evidence: [Evidence]
  ) -> Verification.SegmentCheck? {
    let judged = judgement.claims.filter { $0.segments != nil }
    for claim in judged {
      guard let outcome = claim.segments, let disagreement = outcome.disagreement else { continue }
      let claimed = claim.bound.claim.segments?.tensorCount ?? 0
      let equal =
        outcome.isComplete
        ? "; \(outcome.equalTensorCount) of \(claimed) claimed tensors are there with equal values"
        : ""
      findings.append(
        Finding(
          .manifestSegmentsDisagree, .error, path: judgement.path,
          "\(evidence[claim.bound.evidence].shownPath) and the file's header disagree: "
            + disagreement + equal))
    }
    let outcomes = judged.compactMap(\.segments)
    guard !outcomes.isEmpty else { return nil }
    return Verification.SegmentCheck(
      checkedTensorCount: outcomes.map(\.checkedTensorCount).max() ?? 0,
      equalTensorCount: outcomes.map(\.equalTensorCount).min() ?? 0,
      failures: outcomes.flatMap(\.failures),
      disagrees: outcomes.contains { $0.disagreement != nil })
  }

  /// Says where a file differs from a manifest that lists its ranges.
  private mutating func addRangeFindings(_ judgement: FileJudgement, _ evidence: [Evidence]) {
    for claim in judgement.claims {
      guard let differing = claim.ranges?.differing, let first = differing.first else { continue }
      let more = differing.count > 1 ? ", and \(differing.count - 1) more ranges" : ""
      findings.append(
        Finding(
          .manifestRangesDiffer, .error, path: judgement.path, offset: first.lowerBound,
          "\(first.upperBound - first.lowerBound) bytes from \(first.lowerBound) on are not those "
            + "that \(evidence[claim.bound.evidence].shownPath) lists\(more)"))
    }
  }

  /// Says which bundles by others than the named signers differ.
  private mutating func addOverruledFindings(_ judgement: FileJudgement, _ evidence: [Evidence]) {
    for claim in judgement.claims where claim.isOverruled {
      findings.append(
        Finding(
          .evidenceOverruled, .warning, path: judgement.path,
          "is not what \(evidence[claim.bound.evidence].shownPath) says, which is signed by nobody "
            + "whom you named"))
    }
  }

  /// Why a file could not be read or is no good; a file that may be anything has no such problem.
  private static func problem(of judgement: FileJudgement, _ examination: Examination) -> String? {
    if let failure = examination.failure { return "\(failure)" }
    let isRefused = judgement.isWeights || (judgement.isNamed && judgement.verdict != .verified)
    return isRefused ? examination.refusal.map { "\($0)" } : nil
  }

  /// One row for each digest of a claim, and for each algorithm that cannot be used.
  private static func results(
    _ judged: ClaimJudgement, _ digests: [DigestAlgorithm: Digest], _ evidence: [Evidence]
  ) -> [Verification.ClaimResult] {
    let bound = judged.bound
    let document = evidence[bound.evidence]
    func row(
      _ algorithm: String, expected: Digest?, verdict: Verdict?, covers: ClaimCoverage = .bytes
    ) -> Verification.ClaimResult {
      Verification.ClaimResult(
        manifest: document.shownPath, form: document.manifest?.form ?? .checksums, covers: covers,
        algorithm: algorithm, expected: expected?.hex,
        actual: expected.flatMap { digests[$0.algorithm] }?.hex,
        expectedByteCount: bound.claim.byteCount, verdict: verdict,
        assurance: judged.assurance, isWeak: expected?.algorithm.isWeak == true,
        claimedName: bound.claimedName, isNameBound: bound.binding == .name,
        isBoundByPlace: bound.binding == .place)
    }
    var rows = bound.claim.digests.map { digest in
      // TRUST section 5: where the segments match, the digest of the whole stays open.
      let isOpen = judged.isBySegments && digests[digest.algorithm] == nil
      return row(
        digest.algorithm.rawValue, expected: digest, verdict: isOpen ? nil : judged.verdict)
    }
    if bound.claim.tensorData != nil {
      rows += tensorDataResults(judged, document)
    } else if let segments = judged.segments, bound.claim.segments != nil {
      rows.append(
        row(
          "segments", expected: nil,
          verdict: segments.isMismatch ? .mismatch : segments.isComplete ? .verified : nil))
    }
    if bound.claim.ranges != nil {
      rows.append(row("ranges", expected: nil, verdict: judged.verdict))
    }
    rows += bound.claim.unsupportedAlgorithms.map {
      row(
        $0, expected: nil, verdict: .unsupported,
        covers: bound.claim.tensorData == nil ? .bytes : .tensorData)
    }
    return rows
  }

  /// Lists a file that is not there.
  mutating func add(_ entry: MissingFile, of release: Release) {
    let path = release.shownPath(of: entry.path)
    missing.append(
      MissingFile(
        path: path, isWeights: entry.isWeights, claimedBy: entry.claimedBy,
        isSigned: entry.isSigned, isOfStranger: entry.isOfStranger))
    files.append(
      Verification.File(
        path: path, byteCount: nil, sha256: nil, verdict: .missing, assurance: .none,
        isWeak: false,
        identity: nil, claims: [], isWeights: entry.isWeights, tensorCount: nil, segments: nil,
        statistics: nil,
        isEvidence: false,
        problem: problemOfMissing(claimedBy: entry.claimedBy)))
  }

  /// One text for all files that one manifest claims: there may be a million.
  private mutating func problemOfMissing(claimedBy manifest: UntrustedText?) -> String {
    guard let manifest else {
      return "the names of the other shards say that it belongs to the set"
    }
    if let text = missingProblems[manifest] { return text }
    let isGit = manifest.bytes.reversed().starts(with: "/.git".utf8.reversed())
    let text =
      "claimed by \(manifest) and not there" + (isGit ? ", as in a sparse checkout" : "")
    missingProblems[manifest] = text
    return text
  }

  /// TRUST 2.7 and 2.9: what was exempted although it decides what runs, and code that nobody
  /// vouches for.
  mutating func addCodeFindings(
    _ file: ReleaseFile, _ judgement: FileJudgement, _ examination: Examination,
    in release: Release
  ) {
    if judgement.isExempt {
      if judgement.isWeights || CodeCarrier.decidesWhatRuns(file.path) {
        findings.append(
          Finding(
            .evidenceExempted, .error, path: judgement.path,
            "taken out by --ignore, although it decides what is loaded or run"))
      }
    } else if !judgement.countingClaims.contains(where: \.bound.claim.hasStrongDigest)
      && !judgement.isEvidence
    {
      guard let what = CodeCarrier.code(in: file, examination, of: release) else { return }
      unlistedCode.append(judgement.path)
      findings.append(
        Finding(
          .codeUnlisted, .warning, path: judgement.path,
          judgement.claims.isEmpty
            ? "\(what), and no evidence speaks of it"
            : "\(what), and no strong digest speaks of it"))
    }
  }
}
