// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import SystemPackage
internal import UntrustedInput
internal import WeightFormats

/// Gathers what was found about each release and draws the conclusion.
struct VerificationReport {
  let strictness: Strictness
  let expected: ExpectedRelease
  let denied: DenyList
  private let namesSigner: Bool
  var judgements: [FileJudgement] = []
  var files: [Verification.File] = []
  var missing: [MissingFile] = []
  var missingProblems: [UntrustedText: String] = [:]
  var foldersWithoutWeights: [UntrustedText] = []
  var otherReasons: [Reason] = []
  var manifests: [Verification.ManifestUse] = []
  var listedManifests: Set<Verification.ManifestUse> = []
  var unlistedCode: [UntrustedText] = []
  private var signerExempted: [UntrustedText] = []
  /// What signers vouch for, for each PATH.
  private var signed: [SignedSet] = []
  var findings: [Finding] = []
  var byteCount: UInt64 = 0

  init(
    strictness: Strictness, expected: ExpectedRelease, denied: DenyList, namesSigner: Bool
  ) {
    self.namesSigner = namesSigner
    self.strictness = strictness
    self.expected = expected
    self.denied = denied
  }

  // MARK: Gathering

  mutating func add(unreadable path: FilePath, _ failure: FileAccessError) {
    otherReasons.append(Reason(.pathUnreadable, path: path.text))
    files.append(
      Verification.File(
        path: path.text, byteCount: nil, sha256: nil, verdict: nil, assurance: .none,
        isWeak: false,
        identity: nil, claims: [], isWeights: false, tensorCount: nil, segments: nil,
        statistics: nil,
        isEvidence: false,
        problem: "\(failure)"))
  }

  mutating func add(
    release: Release, evidence: [Evidence], binding: ClaimBinding, exempt: [Bool],
    examinations: [Examination], missing: [MissingFile], sets: WeightSets?,
    equivalences: [Equivalence]
  ) {
    findings += release.findings
    if strictness.unlisted == .fail {
      // What stands behind such a link is not walked, so nobody lists it under this path.
      otherReasons += release.findings.filter { $0.id == .releaseFolderLink }
        .map { Reason(.fileUnlisted, path: $0.path) }
    }
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
    let signers = evidence.compactMap(Signer.init)
    var hasWeights = false
    for (index, file) in release.files.enumerated() {
      var facts = Self.facts(
        file, examinations[index], claims: binding.claims[index], isExempt: exempt[index],
        isEvidence: evidencePaths.contains(file.path)
          && CodeCarrier.code(in: file, examinations[index], of: release) == nil)
      facts.segmentOutcomes = examinations[index].segmentOutcomes
      facts.tensorDataOutcomes = examinations[index].tensorDataOutcomes
      facts.rangeOutcomes = examinations[index].rangeOutcomes
      facts.equivalence = equivalent[index]
      let needsSet = !facts.isShard && facts.claims.contains { $0.binding == .digest }
      facts.isShard =
        facts.isShard || sets?.shards.contains(index) == true
        || needsSet && WeightSets.isShard(release)
      // What is claimed segment by segment is claimed to be weights, whatever stands there now.
      if facts.claims.contains(where: { $0.claim.segments != nil }) { facts.isWeights = true }
      if release.namedIndex == file.path {
        facts.isNamed = true
        if facts.content == .other { facts.content = .index }
      }
      addSplit(file, examinations[index], sets)
      let judgement = FileJudgement(facts, strictness)
      addExemption(file, judgement, by: signers)
      hasWeights = hasWeights || facts.isWeights
      judgements.append(judgement)
      add(judgement, examinations[index], evidence)
      addCodeFindings(file, judgement, examinations[index], in: release)
    }
    signed.append(SignedSet(judgements.suffix(release.files.count), evidence, in: release))
    addDenials(release, evidence, examinations)
    if release.isFolder && !hasWeights { foldersWithoutWeights.append(release.path.text) }
    files.reserveCapacity(files.count + missing.count)
    for entry in missing { add(entry, of: release) }
  }

  /// TRUST 2.7: what a signer left out of what was signed is counted; weights among it are not
  /// excused by other evidence, and what decides what runs is an error too.
  private mutating func addExemption(
    _ file: ReleaseFile, _ judgement: FileJudgement, by signers: [Signer]
  ) {
    guard !judgement.isExempt, !judgement.isEvidence else { return }
    for signer in signers {
      let isExempted =
        signer.exemptsAll
        || sequence(first: file.path, next: \.folder).contains { signer.exempted.contains($0) }
      guard isExempted else { continue }
      if signerExempted.last != file.shownPath { signerExempted.append(file.shownPath) }
      if judgement.isWeights { otherReasons.append(Reason(.fileExempted, path: file.shownPath)) }
      guard judgement.isWeights || CodeCarrier.decidesWhatRuns(file.path) else { continue }
      findings.append(
        Finding(
          .evidenceExempted, .error, path: file.shownPath,
          "was left out of what \(signer.path) signs"))
    }
  }

  /// A signed document, and the paths in the release that it leaves out.
  private struct Signer {
    let path: UntrustedText
    let exempted: Set<ContainedPath>
    /// Whether the release's own folder is left out, or one around it.
    let exemptsAll: Bool

    /// Nil for a document that leaves out nothing, or whose signer the user did not name (TRUST 4:
    /// a bundle for someone else fails nothing).
    init?(_ document: Evidence) {
      if document.isOfStranger { return nil }
      path = document.shownPath
      var prefix: ContainedPath?
      if case .above(let folder) = document.base { prefix = folder }
      var (exempted, exemptsAll): (Set<ContainedPath>, Bool) = ([], false)
      for name in document.manifest?.exempted ?? [] {
        guard let leftOut = ContainedPath(name) else {
          // `.`, or a path that leads elsewhere and back for all that is known.
          exemptsAll = true
          continue
        }
        if let inside = document.releasePath(of: leftOut) {
          exempted.insert(inside)
        } else if prefix?.isAtOrBelow(leftOut) == true {
          exemptsAll = true
        }
      }
      self.exempted = exempted
      self.exemptsAll = exemptsAll
      if exempted.isEmpty && !exemptsAll { return nil }
    }
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

// MARK: - The answer

extension VerificationReport {
  /// Concludes and gives all that was gathered.
  func verification() -> Verification {
    let expectations = signed.isEmpty ? [SignedSet()] : signed
    let conclusion = Conclusion(
      files: judgements, missing: missing, foldersWithoutWeights: foldersWithoutWeights,
      others: otherReasons + expectations.compactMap(expected.reason), strictness)
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
      unlistedCode: unlistedCode,
      exempted: present.filter(\.isExempt).map(\.path) + signerExempted,
      findings: findings,
      signed: conclusion.assurance == .signed ? SignedSet.coverage(signed, expected) : nil,
      namesSigner: namesSigner, isDenialChecked: !denied.isEmpty, byteCount: byteCount)
  }
}

extension FileJudgement {
  /// Whether evidence speaks of the file, or of all its tensors.
  fileprivate var isSpokenOf: Bool { !countingClaims.isEmpty || verdict == .equivalent }
}
