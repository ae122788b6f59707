// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import Cryptography
public import Digests
public import SystemPackage

/// What `verify` is asked to do.
public struct VerificationRequest: Sendable {
  /// Evidence that the user named.
  ///
  /// If there is any, nothing is searched for.
  public enum Evidence: Sendable {
    /// A manifest in a file.
    case manifest(FilePath)
    /// A manifest that was read from standard input.
    case manifestBytes([UInt8])
    /// A digest of the one file that is asked about.
    case digest(Digest)
  }

  /// Files and folders.
  public var paths: [FilePath]
  /// What the user named.
  public var evidence: [Evidence]
  /// Whom the user trusts.
  public var trust: TrustRequest
  /// Which release the user means.
  public var expected: ExpectedRelease
  /// Files that say what must not pass.
  public var denied: [FilePath]
  /// The least assurance; nil for the strongest that `evidence` asks for (TRUST 2.3).
  public var require: Assurance?
  /// What to do about unlisted files.
  public var unlisted: Strictness.Response
  /// What to do about missing files.
  public var missing: Strictness.Response
  /// Paths that are taken out, relative to the release or absolute inside it; files or whole
  /// folders.
  public var ignored: [FilePath]
  /// Whether weights whose tensors are all equal to those claimed, and whose bytes are not, pass.
  public var acceptsEquivalent: Bool
  /// Whether the first mismatch ends the work.
  public var stopsAtMismatch: Bool
  /// Whether the SHA-256 of every weight file is computed, even where no claim needs it.
  public var hashesWholeFiles: Bool
  /// Whether the statistics of all tensors are computed too.
  public var wantsStatistics: Bool
  /// Threads that hash; nil for as many as the process may use.
  public var threadCount: Int?
  /// What SHA-256 is computed with.
  public var kernels: KernelSelection

  /// Asks about `paths` with the defaults of the command.
  public init(paths: [FilePath]) {
    self.paths = paths
    evidence = []
    trust = TrustRequest()
    expected = ExpectedRelease()
    denied = []
    require = nil
    unlisted = .report
    missing = .fail
    ignored = []
    acceptsEquivalent = false
    stopsAtMismatch = false
    hashesWholeFiles = false
    wantsStatistics = false
    threadCount = nil
    kernels = .best
  }

  /// The strictness that the options come to.
  package var strictness: Strictness {
    Strictness(
      require: require
        ?? (trust.namesSigner ? .signed : evidence.isEmpty ? .local : .manifest),
      unlisted: unlisted,
      missing: missing, acceptsEquivalent: acceptsEquivalent)
  }
}
