// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import SystemPackage
internal import UntrustedInput
internal import WeightFormats

/// Gathers what was found about each release and draws the conclusion.
struct VerificationReport {
  private let strictness: Strictness
  private var judgements: [FileJudgement] = []
  private var files: [Verification.File] = []
  private var missing: [MissingFile] = []
  private var missingProblems: [UntrustedText: String] = [:]
  private var foldersWithoutWeights: [UntrustedText] = []
  private var otherReasons: [Reason] = []
  private var manifests: [Verification.ManifestUse] = []
  private var unlistedCode: [UntrustedText] = []
  private var findings: [Finding] = []
  private var byteCount: UInt64 = 0

  init(strictness: Strictness) {
    self.strictness = strictness
  }

  // MARK: Gathering

  mutating func add(unreadable path: FilePath, _ failure: FileAccessError) {
    otherReasons.append(Reason(.pathUnreadable, path: path.text))
    files.append(
      Verification.File(
        path: path.text, byteCount: nil, sha256: nil, verdict: nil, assurance: .none,
        identity: nil, claims: [], isWeights: false, tensorCount: nil, segments: nil,
        isEvidence: false,
        problem: "\(failure)"))
  }

  mutating func add(
    release: Release, evidence: [Evidence], binding: ClaimBinding, exempt: [Bool],
    examinations: [Examination], missing: [MissingFile], sets: WeightSets?,
    equivalences: [Equivalence]
  ) {
    findings += release.findings
    findings += sets?.findings ?? []
    var inconsistent: Set<UntrustedText?> = []
    for finding in sets?.findings ?? []
    where finding.severity == .error && inconsistent.insert(finding.path).inserted {
      otherReasons.append(Reason(.setInconsistent, path: finding.path))
    }
    let equivalent = add(equivalences, evidence, in: release)
    for (number, document) in evidence.enumerated() {
      add(document, escaping: binding.escaping[number])
    }
    let evidencePaths = Set(evidence.filter { $0.manifest != nil }.compactMap(\.releasePath))
    var hasWeights = false
    for (index, file) in release.files.enumerated() {
      var facts = Self.facts(
        file, examinations[index], claims: binding.claims[index], isExempt: exempt[index],
        isEvidence: evidencePaths.contains(file.path)
          && CodeCarrier.code(in: file, examinations[index], of: release) == nil)
      facts.segmentOutcomes = examinations[index].segmentOutcomes
      facts.equivalence = equivalent[index]
      // What is claimed segment by segment is claimed to be weights, whatever stands there now.
      if facts.claims.contains(where: { $0.claim.segments != nil }) { facts.isWeights = true }
      if release.namedIndex == file.path {
        facts.isNamed = true
        if facts.content == .other { facts.content = .index }
      }
      addSplit(file, examinations[index], sets)
      let judgement = FileJudgement(facts, strictness)
      hasWeights = hasWeights || facts.isWeights
      judgements.append(judgement)
      add(judgement, examinations[index], evidence)
      addCodeFindings(file, judgement, examinations[index], in: release)
    }
    if release.isFolder && !hasWeights { foldersWithoutWeights.append(release.path.text) }
    files.reserveCapacity(files.count + missing.count)
    for entry in missing { add(entry, of: release) }
  }

  private static func facts(
    _ file: ReleaseFile, _ examination: Examination, claims: [BoundClaim], isExempt: Bool,
    isEvidence: Bool
  ) -> FileFacts {
    let hasWeightName = FileFormat.isWeightName(file.path.basename)
    let content: FileFacts.Content
    switch examination.content {
    case nil: content = .unknown
    case .weights?: content = .weights
    case .refused(let error)? where error.isUnsupported: content = .unsupportedWeights
    case .refused(.safetensors)?, .refused(.gguf)?: content = .malformedWeights
    case .refused(.notWeights(.gitLFSPointer(let sha256)))?: content = .pointer(sha256: sha256)
    case .refused(.notWeights)?: content = hasWeightName ? .malformedWeights : .other
    }
    let isWeights: Bool
    switch content {
    case .weights, .malformedWeights, .unsupportedWeights: isWeights = true
    case .pointer, .index, .other, .unknown: isWeights = hasWeightName
    }
    return FileFacts(
      path: file.shownPath, content: content, isWeights: isWeights, isNamed: file.isNamed,
      isExempt: isExempt, isShard: ShardName(file.path.basename) != nil, isEvidence: isEvidence,
      byteCount: examination.identity?.size, digests: examination.digests, claims: claims,
      failure: examination.failure, isSkipped: examination.isSkipped)
  }
}

// MARK: - Sets

extension VerificationReport {
  /// A part of a split file whose name does not say that it is weights is in none of the sets.
  private mutating func addSplit(
    _ file: ReleaseFile, _ examination: Examination, _ sets: WeightSets?
  ) {
    guard !file.isNamed, examination.isSplit,
      !FileFormat.isWeightName(file.path.basename) || sets == nil
    else { return }
    findings.append(
      Finding(
        .setSplit, .error, path: file.shownPath,
        "says that it is one of several parts, and its name does not"))
    otherReasons.append(Reason(.setInconsistent, path: file.shownPath))
  }
}

// MARK: - Equal tensors

extension VerificationReport {
  /// Tells what came of comparing sets, and gives the files that are equivalent with what that is
  /// worth.
  ///
  /// A file that one manifest's claims differ from is equivalent to nothing, whatever others say.
  private mutating func add(
    _ equivalences: [Equivalence], _ evidence: [Evidence], in release: Release
  ) -> [Int: Assurance] {
    findings += equivalences.map { $0.finding(in: release, evidence) }
    let different = Set(equivalences.filter { !$0.isOpen }.flatMap(\.files))
    var files: [Int: Assurance] = [:]
    for equivalence in equivalences
    where equivalence.isOpen && different.isDisjoint(with: equivalence.files) {
      let assurance = evidence[equivalence.evidence].assurance
      for place in equivalence.files { files[place] = max(files[place] ?? .none, assurance) }
    }
    return files
  }
}

// MARK: - Evidence

extension VerificationReport {
  private mutating func add(
    _ document: Evidence, escaping: (count: Int, first: UntrustedText)?
  ) {
    let path = document.shownPath
    var refusal: String?
    switch document.state {
    case .used(let manifest):
      if manifest.repeatedEntryCount > 0 {
        findings.append(
          Finding(
            .manifestEntryRepeated, .warning, path: path,
            "\(manifest.repeatedEntryCount) entries stand twice, with the same digest"))
      }
    case .notUsed(let reason):
      refusal = reason
    case .unsearched(let reason):
      // What was not looked at could contradict what was; others can have put it there.
      refusal = reason
      otherReasons.append(Reason(.evidenceNotSearched, path: path))
    case .signature:
      refusal = "a signature: present, not checked, since this version reads none"
    case .malformed(let error):
      refusal = "\(error)"
      if document.isNamed { otherReasons.append(Reason(.manifestMalformed, path: path)) }
    case .unreadable(let failure):
      refusal = "\(failure)"
      if document.isNamed { otherReasons.append(Reason(.manifestUnreadable, path: path)) }
    }
    if let refusal, document.isBroken {
      findings.append(
        Finding(
          document.isUnreadable ? .manifestUnreadable : .manifestMalformed,
          document.isNamed ? .error : .warning, path: path, refusal))
    }
    if document.isInsideRelease {
      findings.append(
        Finding(
          .manifestInsideRelease, .warning, path: path,
          "lies inside the release, so it is worth no more than evidence found beside the weights"))
    }
    if let escaping {
      findings.append(
        Finding(
          .manifestPathEscapes, .warning, path: path,
          "\(escaping.count) entries lead out of its folder and are not opened, first "
            + "'\(escaping.first)'"))
    }
    let use = Verification.ManifestUse(
      path: path, form: document.manifest?.form, claimCount: document.manifest?.claims.count ?? 0,
      assurance: document.manifest == nil ? .none : document.assurance,
      isNamed: document.isNamed, isSignature: document.isSignature, refusal: refusal)
    // A manifest that the user named is held against each PATH, and shown once.
    if !manifests.contains(use) { manifests.append(use) }
  }
}

extension Evidence {
  /// Whether it should have been read and could not be.
  fileprivate var isBroken: Bool {
    switch state {
    case .malformed, .unreadable: true
    case .used, .notUsed, .signature, .unsearched: false
    }
  }

  /// Whether it could not be read at all.
  fileprivate var isUnreadable: Bool {
    if case .unreadable = state { return true }
    return false
  }

  /// Whether it is a signature that this version does not check.
  fileprivate var isSignature: Bool {
    if case .signature = state { return true }
    return false
  }
}

// MARK: - Files

extension VerificationReport {
  private mutating func add(
    _ judgement: FileJudgement, _ examination: Examination, _ evidence: [Evidence]
  ) {
    let isHashed =
      examination.failure == nil
      && (!examination.digests.isEmpty || !examination.tensorDigests.isEmpty
        || judgement.claims.contains { $0.segments != nil })
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
    let segments = addSegmentFindings(judgement, evidence)
    files.append(
      Verification.File(
        path: judgement.path, byteCount: examination.identity?.size,
        sha256: examination.digests[.sha256], verdict: judgement.verdict,
        assurance: judgement.assurance, identity: examination.identity,
        claims: judgement.claims.flatMap { Self.results($0, examination.digests, evidence) },
        isWeights: judgement.isWeights, tensorCount: examination.tensorCount,
        segments: segments, isEvidence: judgement.isEvidence,
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
    func row(_ algorithm: String, expected: Digest?, verdict: Verdict?) -> Verification.ClaimResult
    {
      Verification.ClaimResult(
        manifest: document.shownPath, form: document.manifest?.form ?? .checksums, covers: .bytes,
        algorithm: algorithm, expected: expected?.hex,
        actual: expected.flatMap { digests[$0.algorithm] }?.hex,
        expectedByteCount: bound.claim.byteCount, verdict: verdict,
        assurance: bound.assurance, isNameBound: bound.binding == .name)
    }
    var rows = bound.claim.digests.map { digest in
      // TRUST section 5: where the segments match, the digest of the whole stays open.
      let isOpen = judged.isBySegments && digests[digest.algorithm] == nil
      return row(
        digest.algorithm.rawValue, expected: digest, verdict: isOpen ? nil : judged.verdict)
    }
    if let segments = judged.segments {
      rows.append(
        row(
          "segments", expected: nil,
          verdict: segments.isMismatch ? .mismatch : segments.isComplete ? .verified : nil))
    }
    rows += bound.claim.unsupportedAlgorithms.map {
      row($0, expected: nil, verdict: .unsupported)
    }
    return rows
  }

  private mutating func add(_ entry: MissingFile, of release: Release) {
    let path = release.shownPath(of: entry.path)
    missing.append(
      MissingFile(path: path, isWeights: entry.isWeights, claimedBy: entry.claimedBy))
    files.append(
      Verification.File(
        path: path, byteCount: nil, sha256: nil, verdict: .missing, assurance: .none,
        identity: nil, claims: [], isWeights: entry.isWeights, tensorCount: nil, segments: nil,
        isEvidence: false,
        problem: problemOfMissing(claimedBy: entry.claimedBy)))
  }

  /// One text for all files that one manifest claims: there may be a million.
  private mutating func problemOfMissing(claimedBy manifest: UntrustedText?) -> String {
    guard let manifest else {
      return "the names of the other shards say that it belongs to the set"
    }
    if let text = missingProblems[manifest] { return text }
    let text = "claimed by \(manifest) and not there"
    missingProblems[manifest] = text
    return text
  }

  /// TRUST 2.7 and 2.9: what was exempted although it decides what runs, and code that nobody
  /// vouches for.
  private mutating func addCodeFindings(
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
    } else if judgement.claims.isEmpty && !judgement.isEvidence {
      guard let what = CodeCarrier.code(in: file, examination, of: release) else { return }
      unlistedCode.append(judgement.path)
      findings.append(
        Finding(
          .codeUnlisted, .warning, path: judgement.path, "\(what), and no evidence speaks of it"))
    }
  }
}

// MARK: - The answer

extension VerificationReport {
  /// Concludes and gives all that was gathered.
  func verification() -> Verification {
    let conclusion = Conclusion(
      files: judgements, missing: missing, foldersWithoutWeights: foldersWithoutWeights,
      others: otherReasons, strictness)
    let present = judgements.filter { !($0.isEvidence && $0.claims.isEmpty) }
    let weights = present.filter(\.isWeights)
    return Verification(
      verdict: conclusion.verdict, assurance: conclusion.assurance, required: strictness.require,
      status: conclusion.status, reasons: conclusion.reasons,
      coverage: Verification.Coverage(
        files: present.count, claimed: present.count { $0.isSpokenOf },
        weightFiles: weights.count, weightFilesClaimed: weights.count { $0.isSpokenOf }),
      files: files, manifests: manifests,
      unclaimed: present.filter { !$0.isSpokenOf && !$0.isExempt }.map(\.path),
      unlistedCode: unlistedCode, exempted: present.filter(\.isExempt).map(\.path),
      findings: findings, byteCount: byteCount)
  }
}

extension FileJudgement {
  /// Whether evidence speaks of the file, or of all its tensors.
  fileprivate var isSpokenOf: Bool { !claims.isEmpty || verdict == .equivalent }
}
