// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import Cryptography
public import Provenance
public import UntrustedInput
public import WeightFormats

/// What `verify` found out: the answer, what it rests on, and every reason against it.
public struct Verification: Sendable {
  /// The answer.
  public let verdict: OverallVerdict
  /// What the answer is worth.
  public let assurance: Assurance
  /// The least assurance that was asked for.
  public let required: Assurance
  /// The exit status.
  public let status: Reason.Status
  /// Everything that contributed to the status.
  public let reasons: [Reason]
  /// How much of what is there was spoken of.
  public let coverage: Coverage
  /// Every file, those that are claimed and missing too.
  public let files: [File]
  /// Every document that was considered as evidence.
  public let manifests: [ManifestUse]
  /// Files that no evidence speaks of; evidence itself does not count.
  public let unclaimed: [UntrustedText]
  /// Files that run code when the release is loaded and that no strong digest is claimed of.
  public let unlistedCode: [UntrustedText]
  /// Files that `--ignore` took out, or that a signer left out on purpose.
  public let exempted: [UntrustedText]
  /// What is odd, in the files and in the evidence.
  public let findings: [Finding]
  /// What a signer whom the user named vouches for; nil where the assurance is less than signed.
  public let signed: SignedCoverage?
  /// Whether the user named a signer.
  public let namesSigner: Bool
  /// Whether a list of what is denied was given.
  public let isDenialChecked: Bool
  /// Bytes of weights and other files that were hashed.
  public let byteCount: UInt64

  /// What a signature over the weights says of the set that they belong to: TRUST 2.5.
  public struct SignedCoverage: Hashable, Sendable {
    /// What one signed document covers.
    public enum Scope: String, Hashable, Sendable {
      /// All weight files, so that they belong together.
      case release
      /// Not all of them: each is signed, and nothing says that they belong together.
      case files
    }

    /// What one signed document covers.
    public let scope: Scope
    /// Which release that document says it is; nil where it says nothing.
    public let release: ReleaseIdentity?
    /// Who signed, without repetition.
    public let signers: [Signer]
    /// Whether files that the document lists were not looked at, since PATH is one of them.
    public let isPart: Bool
  }

  /// How much of what is there was spoken of.
  public struct Coverage: Hashable, Sendable {
    /// Files that are there, without evidence that nobody claims.
    public let files: Int
    /// Those with at least one claim.
    public let claimed: Int
    /// Weight files that are there.
    public let weightFiles: Int
    /// Those with at least one claim.
    public let weightFilesClaimed: Int
  }

  /// One file.
  public struct File: Sendable {
    /// The path, relative to the release or as the user gave it.
    public let path: UntrustedText
    /// Why it could not be read or is malformed: one sentence.
    public let problem: String?
    /// What is known of a file that is there; a million others may be missing.
    private let details: Details?
    /// Nil where the file was not or could not be read.
    public let verdict: Verdict?
    /// What the verdict is worth.
    public let assurance: Assurance
    /// Whether it is verified by weak digests only, as git names small files by.
    public let isWeak: Bool
    /// Whether it is a weight file, by its name or its content.
    public let isWeights: Bool
    /// Whether it is itself one of the manifests in use.
    public let isEvidence: Bool

    private final class Details: Sendable {
      let byteCount: UInt64?
      let sha256: Digest?
      let identity: FileIdentity?
      let claims: [ClaimResult]
      let tensorCount: Int?
      let segments: SegmentCheck?
      let statistics: MeasuredTensors?

      init(
        byteCount: UInt64?, sha256: Digest?, identity: FileIdentity?, claims: [ClaimResult],
        tensorCount: Int?, segments: SegmentCheck?, statistics: MeasuredTensors?
      ) {
        self.byteCount = byteCount
        self.sha256 = sha256
        self.identity = identity
        self.claims = claims
        self.tensorCount = tensorCount
        self.segments = segments
        self.statistics = statistics
      }
    }

    init(
      path: UntrustedText, byteCount: UInt64?, sha256: Digest?, verdict: Verdict?,
      assurance: Assurance, isWeak: Bool, identity: FileIdentity?, claims: [ClaimResult],
      isWeights: Bool, tensorCount: Int?, segments: SegmentCheck?, statistics: MeasuredTensors?,
      isEvidence: Bool, problem: String?
    ) {
      self.path = path
      self.verdict = verdict
      self.assurance = assurance
      self.isWeak = isWeak
      self.isWeights = isWeights
      self.isEvidence = isEvidence
      self.problem = problem
      let isKnown =
        byteCount != nil || sha256 != nil || identity != nil || !claims.isEmpty
        || tensorCount != nil || segments != nil || statistics != nil
      details =
        isKnown
        ? Details(
          byteCount: byteCount, sha256: sha256, identity: identity, claims: claims,
          tensorCount: tensorCount, segments: segments, statistics: statistics) : nil
    }

    /// Bytes; nil where the file is not there or could not be read.
    public var byteCount: UInt64? { details?.byteCount }
    /// The SHA-256 of the whole file, where it was computed.
    public var sha256: Digest? { details?.sha256 }
    /// What tells this state of the file from any other.
    public var identity: FileIdentity? { details?.identity }
    /// Every claim about it.
    public var claims: [ClaimResult] { details?.claims ?? [] }
    /// Tensors in it, if it is a weight file in good order.
    public var tensorCount: Int? { details?.tensorCount }
    /// What came of comparing it segment by segment; nil where no claim tells the segments.
    public var segments: SegmentCheck? { details?.segments }
    /// The statistics of its tensors; nil where they were not asked for or could not be computed.
    public var statistics: MeasuredTensors? { details?.statistics }
  }

  /// What came of comparing a file with claimed segments.
  public struct SegmentCheck: Hashable, Sendable {
    /// Tensors that were hashed and compared.
    public let checkedTensorCount: Int
    /// Those whose name, type, shape and bytes are as claimed.
    public let equalTensorCount: Int
    /// Every piece that is not as claimed, in the order of the file.
    public let failures: [SegmentFailure]
    /// Whether the file's own header tells of other segments than are claimed.
    public let disagrees: Bool
  }

  /// One digest of one claim, held against the file.
  public struct ClaimResult: Hashable, Sendable {
    /// The manifest, as `manifests` shows it.
    public let manifest: UntrustedText
    /// Its form.
    public let form: ManifestForm
    /// What the digest is computed over.
    public let covers: ClaimCoverage
    /// The algorithm's name; `segments` for all segments that a weight manifest lists,
    /// `ranges` for all ranges of a file that is signed in parts.
    public let algorithm: String
    /// The claimed digest, lower-case hex; nil where its algorithm is not supported.
    public let expected: String?
    /// The file's digest, lower-case hex; nil where it was not computed.
    public let actual: String?
    /// The claimed size in bytes, where it is stated.
    public let expectedByteCount: UInt64?
    /// What became of it; nil where it was not compared, as the whole digest of a file that was
    /// verified by its segments.
    public let verdict: Verdict?
    /// What the manifest's word is worth.
    public let assurance: Assurance
    /// Whether the digest is weak, so that it never verifies weights.
    public let isWeak: Bool
    /// The name that the claim gives its file, as its document writes it; nil for none.
    public let claimedName: UntrustedText?
    /// Whether the claim names this file; otherwise its digest alone binds it.
    public let isNameBound: Bool
    /// Whether the claim was found by the name of its own document, which is about no name.
    public let isBoundByPlace: Bool
  }

  /// A document that was considered as evidence.
  public struct ManifestUse: Hashable, Sendable {
    /// The path as the user gave it, or as it was found.
    public let path: UntrustedText
    /// Its form; nil where it is of none.
    public let form: ManifestForm?
    /// Claims in it.
    public let claimCount: Int
    /// What its word is worth.
    public let assurance: Assurance
    /// Whether the user named it.
    public let isNamed: Bool
    /// Whether it is signed, or a signature.
    public let isSignature: Bool
    /// What its signature is worth; nil where it is not signed, or not in a way that is read.
    public let signature: SignatureOutcome?
    /// The signed document that vouches for its bytes.
    public let voucher: UntrustedText?
    /// Why it was not used; nil if it was.
    public let refusal: String?
  }
}
