// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// The words for each reason against a verification.
enum ReasonText {
  static func sentence(_ reason: Reason, _ verification: Verification) -> String {
    let path = reason.path.map { "\($0)" } ?? ""
    return switch reason.code {
    case .fileMismatch: mismatch(path, file(reason, verification))
    case .fileUnlisted: "\(path) is not listed by the evidence"
    case .fileMalformed, .fileNotWeights, .fileUnreadable, .pathUnreadable, .fileChanged,
      .fileEscapes:
      "\(path): \(problem(of: reason, verification) ?? "cannot be read")"
    case .manifestMalformed, .manifestUnreadable:
      "\(path): \(refusal(of: reason, verification) ?? "cannot be read")"
    case .fileUnclaimed:
      (verification.manifests.contains { $0.refusal == nil }
        ? "the evidence does not speak of \(path)" : "no evidence found for \(path)")
        + inFile(file(reason, verification))
    case .fileUnsupported: "\(path): \(unsupported(reason, verification))"
    case .fileMissing: "\(path) is missing"
    case .fileMissingSigned: "\(path) is missing from what was signed"
    case .fileNotDownloaded: "\(path) is a git-LFS pointer: not downloaded: run git lfs pull"
    case .fileExempted: "\(path) was exempted, so it is not verified"
    case .fileEquivalent:
      "\(path) has the claimed tensors, not the claimed bytes; --accept equivalent takes that"
    case .setInconsistent: "\(path): the files of its set do not fit together"
    case .fileNotNameBound: "\(path) is a shard, and nobody claims its digest under its own name"
    case .assuranceTooLow:
      "\(path) matches evidence worth '\(worth(of: reason, verification))', and "
        + "'\(verification.required.name)' is required"
    case .signatureInvalid: "\(path): \(signature(of: reason, verification))"
    case .releaseContradicted: "what is signed is another release than you expected"
    case .releaseNotStated: "what is signed does not say which release it is"
    case .denied: "\(path): \(denial(of: reason, verification))"
    case .fileNotChecked: "\(path) was not checked any more"
    case .evidenceNotSearched: "\(path): \(refusal(of: reason, verification) ?? "more evidence")"
    case .evidenceNone: "nothing was checked: no evidence speaks of any file"
    case .opennessContradicted: "two pieces of the release contradict each other"
    case .documentMalformed: "\(path) cannot be read as what it is"
    case .opennessClassNotMet: "the release is not of the required class"
    case .releaseWithoutWeights: "\(path) holds no safetensors or GGUF file"
    }
  }

  /// Names the first piece that differs, where it is known.
  private static func mismatch(_ path: String, _ file: Verification.File?) -> String {
    guard let first = file?.segments?.failures.first else {
      let contradicting = (file?.claims ?? []).filter { $0.verdict == .mismatch }
      if !contradicting.isEmpty && contradicting.allSatisfy({ $0.form == .git }) {
        return "\(path) is not what git's current commit says it is: changed since, or damaged"
      }
      return "\(path) is not what was claimed"
    }
    return "\(path) is not what was claimed: \(SegmentText.name(of: first))"
  }

  private static func file(
    _ reason: Reason, _ verification: Verification
  ) -> Verification.File? {
    verification.files.first { $0.path == reason.path }
  }

  private static func problem(of reason: Reason, _ verification: Verification) -> String? {
    file(reason, verification)?.problem
  }

  private static func refusal(of reason: Reason, _ verification: Verification) -> String? {
    verification.manifests.first { $0.path == reason.path }?.refusal
  }

  private static func signature(of reason: Reason, _ verification: Verification) -> String {
    verification.manifests.first { $0.path == reason.path }?.signature?.reason
      ?? "its signature is invalid"
  }

  private static func denial(of reason: Reason, _ verification: Verification) -> String {
    verification.findings.first { $0.id == .denied && $0.path == reason.path }?.message
      ?? "is denied by a list you named"
  }

  private static func worth(of reason: Reason, _ verification: Verification) -> String {
    file(reason, verification)?.assurance.name ?? Assurance.none.name
  }

  /// What a file that nothing else speaks of says of itself.
  private static func inFile(_ file: Verification.File?) -> String {
    let compared = (file?.claims ?? []).filter {
      $0.form == .inFile && $0.expected != nil && $0.actual != nil
    }
    if compared.isEmpty { return "" }
    return compared.allSatisfy { $0.expected == $0.actual }
      ? "; the hash that it gives of itself cannot verify it"
      : "; not even the hash that it gives of itself is that of its data"
  }

  private static func unsupported(_ reason: Reason, _ verification: Verification) -> String {
    let file = file(reason, verification)
    if let problem = file?.problem { return problem }
    let claims = (file?.claims ?? []).filter { $0.form != .inFile }
    if !claims.isEmpty && claims.allSatisfy(\.isWeak) {
      return "SHA-1, by which git names it, cannot verify weights"
    }
    let ofTensors = claims.filter { $0.covers == .tensorData }
    if !ofTensors.isEmpty && !ofTensors.contains(where: { $0.algorithm == "sha256" }) {
      let names = ofTensors.map(\.algorithm).joined(separator: ", ")
      return "only \(names) of its tensors, which is not checked and cannot verify a file"
    }
    if !ofTensors.isEmpty {
      return "the bytes of tensors without names, types and metadata cannot verify a file"
    }
    return "\(claims.map(\.algorithm).joined(separator: ", ")) cannot verify a file"
  }
}
