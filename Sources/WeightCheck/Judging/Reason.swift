// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import UntrustedInput

/// Why the status is not 0: one contribution to it.
public struct Reason: Hashable, Sendable {
  /// The statuses of DESIGN section 4 that a verification can end with.
  public enum Status: Int32, Hashable, Sendable {
    /// Verified.
    case verified = 0
    /// Something does not match.
    case mismatch = 1
    /// It cannot be established.
    case unestablished = 2
    /// A weight file or manifest is malformed.
    case malformed = 3
    /// Something could not be read.
    case inputOutput = 4

    /// Of several statuses the first of 1, 3, 4, 2 wins.
    static let precedence: [Status] = [.mismatch, .malformed, .inputOutput, .unestablished]

    /// The status of all `reasons` together.
    package static func combining(_ reasons: some Sequence<Reason>) -> Status {
      let statuses = Set(reasons.map(\.code.status))
      return precedence.first(where: statuses.contains) ?? .verified
    }
  }

  /// What happened; the raw value stands in JSON.
  public enum Code: String, CaseIterable, Hashable, Sendable {
    /// A claim about the file does not match its bytes.
    case fileMismatch = "file.mismatch"
    /// No evidence speaks of the file, and `--unlisted fail` was given.
    case fileUnlisted = "file.unlisted"
    /// A file that a signed manifest lists is not there.
    case fileMissingSigned = "file.missingSigned"
    /// A signature is not what it should be: it does not hold over what is signed.
    case signatureInvalid = "signature.invalid"
    /// What is signed is another release than the one that was expected.
    case releaseContradicted = "release.contradicted"
    /// Something is denied, whoever vouches for it.
    case denied
    /// Two pieces of a release contradict each other about how open it is.
    case opennessContradicted = "openness.contradicted"
    /// A document of the release cannot be read as what it is.
    case documentMalformed = "document.malformed"
    /// The release is not of the class that was required.
    case opennessClassNotMet = "openness.classNotMet"
    /// The file breaks the rules of its format, or is not what its name says.
    case fileMalformed = "file.malformed"
    /// A file that the user named is no weight file, and no evidence speaks of it.
    case fileNotWeights = "file.notWeights"
    /// A manifest that the user named cannot be read as one.
    case manifestMalformed = "manifest.malformed"
    /// A path that the user named cannot be read.
    case pathUnreadable = "path.unreadable"
    /// A file of the release cannot be read.
    case fileUnreadable = "file.unreadable"
    /// A file changed while it was read.
    case fileChanged = "file.changed"
    /// A manifest that the user named cannot be read at all.
    case manifestUnreadable = "manifest.unreadable"
    /// No evidence speaks of a weight file, or of a file the user named.
    case fileUnclaimed = "file.unclaimed"
    /// The evidence about the file, or its format, cannot be used by this version.
    case fileUnsupported = "file.unsupported"
    /// A claimed file is not there.
    case fileMissing = "file.missing"
    /// The file leads out of the release and is not opened.
    case fileEscapes = "file.escapes"
    /// A git-LFS pointer stands where the weights should be.
    case fileNotDownloaded = "file.notDownloaded"
    /// A weight file was exempted from verification.
    case fileExempted = "file.exempted"
    /// A shard's digest is claimed, but not under its name, so shards could be swapped.
    case fileNotNameBound = "file.notNameBound"
    /// The tensors are those claimed, the bytes are not.
    case fileEquivalent = "file.equivalent"
    /// The files of a set contradict each other or their index.
    case setInconsistent = "set.inconsistent"
    /// What is signed does not say which release it is, and one was expected.
    case releaseNotStated = "release.notStated"
    /// The file is verified by evidence below the required assurance.
    case assuranceTooLow = "assurance.tooLow"
    /// Work stopped before all that is claimed of the file was checked.
    case fileNotChecked = "file.notChecked"
    /// There is more evidence beside the files than is looked at.
    case evidenceNotSearched = "evidence.notSearched"
    /// Nothing at all was judged.
    case evidenceNone = "evidence.none"
    /// The folder holds no weight file.
    case releaseWithoutWeights = "release.withoutWeights"

    /// The exit status that it leads to.
    public var status: Status {
      switch self {
      case .fileMismatch, .fileUnlisted, .fileMissingSigned, .signatureInvalid,
        .releaseContradicted, .denied, .opennessContradicted:
        .mismatch
      case .fileMalformed, .fileNotWeights, .manifestMalformed, .documentMalformed: .malformed
      case .pathUnreadable, .fileUnreadable, .fileChanged, .manifestUnreadable: .inputOutput
      case .fileUnclaimed, .fileUnsupported, .fileMissing, .fileEscapes, .fileNotDownloaded,
        .fileExempted, .fileNotNameBound, .fileEquivalent, .setInconsistent, .releaseNotStated,
        .assuranceTooLow, .opennessClassNotMet,
        .fileNotChecked,
        .evidenceNotSearched, .evidenceNone, .releaseWithoutWeights:
        .unestablished
      }
    }
  }

  /// What happened.
  public let code: Code
  /// To what; nil for all of it.
  public let path: UntrustedText?

  /// Makes a reason.
  public init(_ code: Code, path: UntrustedText? = nil) {
    self.code = code
    self.path = path
  }
}
