// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
package import Provenance
package import UntrustedInput
internal import WeightFormats

/// A claim that was found to speak of a file.
package struct BoundClaim: Hashable, Sendable {
  /// How the claim found its file.
  package enum Binding: Hashable, Sendable {
    /// By its path, or by a basename that is unique on both sides.
    case name
    /// By the name of a signature beside it, which nobody signed: signatures and files can be
    /// swapped together.
    case place
    /// By the digest alone.
    case digest
  }

  package let claim: Claim
  package let binding: Binding
  /// Index of the manifest it stands in.
  package let evidence: Int
  /// What that manifest's word is worth.
  package let assurance: Assurance
  /// Whether weak digests alone may speak of a file that is no weights.
  package let acceptsWeak: Bool
  /// Whether that manifest is signed by someone whom the user did not name, though the user named a
  /// signer.
  package let isOfStranger: Bool

  package init(
    claim: Claim, binding: Binding, evidence: Int, assurance: Assurance, acceptsWeak: Bool = false,
    isOfStranger: Bool = false
  ) {
    self.isOfStranger = isOfStranger
    self.acceptsWeak = acceptsWeak
    self.claim = claim
    self.binding = binding
    self.evidence = evidence
    self.assurance = assurance
  }

  /// The name that the document itself gives the file; nil where it gives none.
  package var claimedName: UntrustedText? {
    guard binding != .place, case .path(let path) = claim.subject else { return nil }
    return path.text
  }

  /// Whether the claim names one of several shards, so that its digest alone binds nothing.
  package var claimsShard: Bool {
    guard case .path(let path) = claim.subject else { return false }
    return ShardName(path.basename) != nil
  }
}

/// What became of one claim about one file.
package struct ClaimJudgement: Hashable, Sendable {
  package let bound: BoundClaim
  /// `verified`, `mismatch`, `unsupported` or, where the file's bytes are not known, nil.
  package let verdict: Verdict?

  /// Whether it is not so, and counts for nothing, since a stranger says it: TRUST section 4.
  package internal(set) var isOverruled = false

  /// What came of its segments; nil where it has none, or they were not looked at.
  package let segments: SegmentOutcome?
  /// What became of its ranges; nil where it has none, or they were not looked at.
  package let ranges: RangeOutcome?

  /// Holds one claim against what is known of the file's bytes.
  ///
  /// TRUST 1.2: all strong digests of a claim must match, and its size too where it states one.
  /// TRUST 1.5: a claim without a strong digest proves nothing. TRUST section 5: where every
  /// segment matches, the digest of the whole file may stay open.
  ///
  /// - Parameter isWeights: whether the file is a weight file, which no weak digest verifies.
  package init(
    _ bound: BoundClaim, byteCount: UInt64?, digests: [DigestAlgorithm: Digest],
    segments: SegmentOutcome? = nil, ranges: RangeOutcome? = nil, isWeights: Bool = true
  ) {
    self.bound = bound
    self.segments = segments
    self.ranges = ranges
    let claim = bound.claim
    let sizeDiffers = claim.byteCount != nil && byteCount != nil && claim.byteCount != byteCount
    let sizeIsOpen = claim.byteCount != nil && byteCount == nil
    let known = claim.digests.compactMap { claimed in
      digests[claimed.algorithm].map { $0 == claimed }
    }
    if sizeDiffers || known.contains(false) || segments?.isMismatch == true
      || ranges?.differing.isEmpty == false
    {
      verdict = .mismatch
    } else if claim.ranges != nil && ranges?.isComplete != true {
      // They could differ, and nothing else about the file may hide that.
      verdict = nil
    } else if claim.tensorData != nil {
      // TRUST 1.1: the bytes of tensors establish nothing; left open, they could differ.
      verdict = segments?.isComplete == true ? .unsupported : nil
    } else if !claim.hasStrongDigest && byteCount ?? 0 > Self.weakByteCount {
      verdict = .unsupported
    } else if !claim.hasStrongDigest && (claim.digests.isEmpty || isWeights || !bound.acceptsWeak) {
      verdict = .unsupported
    } else if sizeIsOpen {
      verdict = nil
    } else if let segments {
      // The segments stand for the SHA-256 of the whole, not for other digests.
      let isOpen = claim.digests.contains {
        $0.algorithm != .sha256 && digests[$0.algorithm] == nil
      }
      verdict = segments.isComplete && !isOpen ? .verified : nil
    } else {
      verdict = known.count < claim.digests.count ? nil : .verified
    }
  }

  /// TRUST 1.5: bytes of a small file; the Hugging Face Hub keeps larger ones by their SHA-256.
  private static let weakByteCount: UInt64 = 10 << 20

  /// Whether only weak digests were matched.
  package var isWeak: Bool { verdict == .verified && !bound.claim.hasStrongDigest }

  /// What the claim's word is worth: TRUST 1.5, a weak one no more than what lies beside the file.
  package var assurance: Assurance {
    bound.claim.hasStrongDigest ? bound.assurance : min(bound.assurance, .local)
  }

  /// Whether it was held against the file segment by segment, and the whole digest was not needed.
  package var isBySegments: Bool {
    bound.claim.tensorData == nil && segments?.isComplete == true
  }
}
