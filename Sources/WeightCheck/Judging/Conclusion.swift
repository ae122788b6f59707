// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// A file that should be there and is not.
package struct MissingFile: Hashable, Sendable {
  package let path: UntrustedText
  /// The manifest that names it; nil where the names of other shards do.
  package let claimedBy: UntrustedText?
  private let evidenceNumber: Int32?
  package let isWeights: Bool
  /// Whether that manifest is signed, so that what it lists belongs together.
  package let isSigned: Bool
  /// Whether it is signed by someone whom the user did not name, though the user named a signer.
  package let isOfStranger: Bool

  package init(
    path: UntrustedText, isWeights: Bool, claimedBy: UntrustedText?, evidence: Int? = nil,
    isSigned: Bool = false, isOfStranger: Bool = false
  ) {
    self.isSigned = isSigned
    self.isOfStranger = isOfStranger
    self.path = path
    self.isWeights = isWeights
    self.claimedBy = claimedBy
    evidenceNumber = evidence.map { Int32($0) }
  }

  /// The same file, of which another document speaks too: it is weights if either says so, and what
  /// is signed stays signed, whatever others list and whichever comes first.
  package func joined(with other: MissingFile) -> MissingFile {
    if isOfStranger != other.isOfStranger { return isOfStranger ? other : self }
    let first = isSigned || !other.isSigned ? self : other
    return MissingFile(
      path: path, isWeights: isWeights || other.isWeights, claimedBy: first.claimedBy,
      evidence: first.evidence, isSigned: isSigned || other.isSigned, isOfStranger: isOfStranger)
  }

  /// The number of that manifest among the evidence about its release; nil where it is an index, or
  /// the names of other shards.
  package var evidence: Int? { evidenceNumber.map(Int.init) }
}

/// The verdict over everything that was asked about: a pure function of the judgements.
package struct Conclusion: Sendable {
  package let verdict: OverallVerdict
  package let assurance: Assurance
  package let status: Reason.Status
  /// Every reason that contributed, files first, in their order.
  package let reasons: [Reason]

  /// Concludes by the rules of TRUST section 2.
  ///
  /// - Parameters:
  ///   - files: all files, of all paths that were given.
  ///   - missing: claimed files that are not there.
  ///   - foldersWithoutWeights: folders given as PATH that hold no weight file.
  ///   - others: reasons that concern no judged file: unreadable paths, broken named manifests.
  package init(
    files: [FileJudgement], missing: [MissingFile] = [],
    foldersWithoutWeights: [UntrustedText] = [], others: [Reason] = [], _ strictness: Strictness
  ) {
    // TRUST 2.1: the lowest among the weight files, among all claimed files if there are none.
    let weights = files.filter(\.isWeights)
    let graded =
      weights.isEmpty
      ? files.filter { !$0.countingClaims.isEmpty || $0.isNamed } : weights
    assurance = graded.map(\.assurance).min() ?? .none

    var reasons = files.flatMap(\.reasons)
    // TRUST 2.6: `--missing report` does not excuse a weight file; in a signed form it is a
    // difference that something is missing. TRUST 4: where a signer whom the user named vouches for
    // all weights, what someone else lists fails nothing.
    reasons.reserveCapacity(reasons.count + missing.count)
    for file in missing
    where (strictness.missing == .fail || file.isWeights)
      && !(file.isOfStranger && assurance == .signed)
    {
      reasons.append(
        Reason(file.isSigned ? .fileMissingSigned : .fileMissing, path: file.path))
    }
    reasons += foldersWithoutWeights.map { Reason(.releaseWithoutWeights, path: $0) }
    reasons += others

    if reasons.isEmpty {
      // TRUST 2.2: at least one file must have been judged, and all at the required level.
      if !files.contains(where: { $0.verdict == .verified || $0.verdict == .equivalent }) {
        reasons.append(Reason(.evidenceNone))
      } else if assurance < strictness.require {
        reasons.append(Reason(.assuranceTooLow))
      }
    }

    status = Reason.Status.combining(reasons)
    verdict =
      switch status {
      case .verified: .verified
      case .mismatch: .failed
      case .malformed: .malformed
      case .unestablished, .inputOutput: .unestablished
      }
    self.reasons = reasons
  }
}
