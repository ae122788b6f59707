// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import UntrustedInput

/// Which signed documents vouch for one PATH as a whole: TRUST 2.5.
///
/// Files of two signed releases could be mixed unseen if each had its own signature only.
struct SignedSet {
  /// What each signed document says it is about that covers every weight file, or every file that
  /// is spoken of where there are no weights.
  private(set) var releases: [ReleaseIdentity] = []
  /// Whether there is such a document.
  private(set) var isWhole = false
  /// What each signed weight manifest says it is about that any file rests on.
  private(set) var namings: [ReleaseIdentity] = []
  /// Everyone who signed something that a file was verified by.
  private(set) var signers: [Signer] = []
  /// Whether a document covers more files than PATH is.
  private(set) var isPart = false

  /// Nobody vouches for anything.
  init() {}

  init(_ judgements: some Sequence<FileJudgement>, _ evidence: [Evidence], in release: Release) {
    let files = Array(judgements)
    let weights = files.filter(\.isWeights)
    let covered = weights.isEmpty ? files.filter { !$0.claims.isEmpty } : weights
    for (number, document) in evidence.enumerated() where document.assurance == .signed {
      let vouched = files.filter { file in
        file.claims.contains { $0.bound.evidence == number && $0.verdict == .verified }
      }
      if vouched.isEmpty { continue }
      let origin = Self.origin(of: document, in: evidence)
      if let signer = origin.signature?.signer, !signers.contains(signer) { signers.append(signer) }
      isPart = isPart || Self.isMore(document, than: release)
      if document.manifest?.form == .weightManifest, let naming = document.manifest?.release {
        namings.append(naming)
      }
      let paths = Set(vouched.map(\.path))
      guard !covered.isEmpty, covered.allSatisfy({ paths.contains($0.path) }) else { continue }
      isWhole = true
      if let identity = document.manifest?.release ?? origin.manifest?.release {
        releases.append(identity)
      }
    }
  }

  /// Whether a document lists files beside PATH, which is a file or folder of what is signed.
  private static func isMore(_ document: Evidence, than release: Release) -> Bool {
    guard let claims = document.manifest?.claims else { return false }
    if !release.isFolder { return claims.count > 1 }
    return claims.contains { claim in
      if case .path(let path) = claim.subject { return document.releasePath(of: path) == nil }
      return false
    }
  }

  /// The document whose signature a document's word rests on.
  private static func origin(of document: Evidence, in evidence: [Evidence]) -> Evidence {
    var origin = document
    for _ in 0..<EvidenceGrading.chainLength {
      guard let voucher = origin.voucher,
        let next = evidence.first(where: { $0.shownPath == voucher })
      else { return origin }
      origin = next
    }
    return origin
  }

  /// What holds for all PATHs together.
  static func coverage(
    _ sets: [SignedSet], _ expected: ExpectedRelease
  ) -> Verification.SignedCoverage {
    var signers: [Signer] = []
    for signer in sets.flatMap(\.signers) where !signers.contains(signer) {
      signers.append(signer)
    }
    let isWhole = sets.count == 1 && sets[0].isWhole
    return Verification.SignedCoverage(
      scope: isWhole ? .release : .files,
      release: isWhole
        ? sets[0].releases.first(where: expected.isMet)
          ?? sets[0].releases.first { $0.version != nil } ?? sets[0].releases.first : nil,
      signers: signers, isPart: sets.contains(where: \.isPart))
  }
}
