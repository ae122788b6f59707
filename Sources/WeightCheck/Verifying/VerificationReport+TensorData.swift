// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import UntrustedInput
internal import WeightFormats

extension VerificationReport {
  /// The rows of a claim about the bytes of a file's tensors: of those that it lists, and of all of
  /// them together.
  ///
  /// TRUST 1.1: where they match they are still `unsupported`, since they cover no name, type,
  /// shape or metadata.
  static func tensorDataResults(
    _ judged: ClaimJudgement, _ document: Evidence
  ) -> [Verification.ClaimResult] {
    guard let claim = judged.bound.claim.tensorData else { return [] }
    let outcome = judged.segments
    let isCompared = outcome?.isComplete == true
    func row(
      expected: String?, actual: String?, isMismatch: Bool
    ) -> Verification.ClaimResult {
      Verification.ClaimResult(
        manifest: document.shownPath, form: document.manifest?.form ?? .ggufHash,
        covers: .tensorData, algorithm: "sha256", expected: expected, actual: actual,
        expectedByteCount: nil,
        verdict: isMismatch ? .mismatch : isCompared ? .unsupported : nil,
        assurance: judged.assurance, isWeak: false, claimedName: judged.bound.claimedName,
        isNameBound: judged.bound.binding == .name,
        isBoundByPlace: judged.bound.binding == .place)
    }
    var rows: [Verification.ClaimResult] = []
    if !claim.names.isEmpty {
      let differs = outcome?.failures.contains { $0.kind == .tensor } == true
      rows.append(row(expected: nil, actual: nil, isMismatch: differs))
    }
    if let whole = claim.whole {
      let differs = outcome?.failures.contains { $0.kind == .tensorData } == true
      rows.append(
        row(expected: whole.hex, actual: outcome?.tensorData?.hex, isMismatch: differs))
    }
    return rows
  }

  /// The rows of the digests that a file gives of itself, which are held against it and are never
  /// evidence, neither for it nor against it: DESIGN section 4.
  static func inFileResults(
    _ judgement: FileJudgement, _ examination: Examination
  ) -> [Verification.ClaimResult] {
    examination.inFileHashes.map { hash in
      Verification.ClaimResult(
        manifest: judgement.path, form: .inFile, covers: .tensorData,
        algorithm: hash.key.rawValue, expected: hash.expected?.hex,
        actual: hash.expected == nil ? nil : examination.tensorDataDigest?.hex,
        expectedByteCount: nil, verdict: .unsupported, assurance: .none,
        isWeak: hash.key == .kohyaLegacy, claimedName: nil, isNameBound: true, isBoundByPlace: false
      )
    }
  }

  /// Says which tensors a claim about tensors leaves out, and where a file is not what it says of
  /// itself.
  mutating func addTensorDataFindings(
    _ judgement: FileJudgement, _ examination: Examination, _ evidence: [Evidence]
  ) {
    for claim in judgement.claims {
      guard let outcome = claim.segments, let first = outcome.firstUnclaimedTensor else {
        continue
      }
      let count = outcome.unclaimedTensorCount
      findings.append(
        Finding(
          .manifestTensorsUncovered, .warning, path: judgement.path,
          "\(evidence[claim.bound.evidence].shownPath) says nothing of \(count) of its "
            + "\(examination.tensorCount ?? count) tensors, first '\(first.brief)'"))
    }
    guard let actual = examination.tensorDataDigest else { return }
    for hash in examination.inFileHashes {
      guard let expected = hash.expected, expected != actual else { continue }
      findings.append(
        Finding(
          .safetensorsHashMismatch, .warning, path: judgement.path,
          "its own \(hash.key.rawValue) is not the SHA-256 of the data behind its header: "
            + "\(expected.hex) is claimed, \(actual.hex) is there; nor can it be that of the "
            + "whole file, which no file can hold"))
    }
  }
}
