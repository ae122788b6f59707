// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import Digests
public import SystemPackage

/// What `openness` is asked to do.
public struct OpennessRequest: Sendable {
  /// A release folder or a weight file.
  public var path: FilePath
  /// The class of the Model Openness Framework that must be met, 1 to 3; nil for none.
  public var requiredClass: Int?
  /// Whether what the folder links to or declares counts for that.
  public var countsLinks: Bool
  /// Whether the SHA-256 of every file is computed, as bills of materials need.
  public var wantsDigests: Bool
  /// Whether the release is verified too.
  public var isVerified: Bool
  /// Evidence that the user named for that.
  public var evidence: [VerificationRequest.Evidence]
  /// Whom the user trusts for that.
  public var trust: TrustRequest
  /// Files of the release that are left out, as those that documents go to.
  public var excluded: [FilePath]
  /// Threads that hash; nil for as many as the process may use.
  public var threadCount: Int?
  /// What SHA-256 is computed with.
  public var kernels: KernelSelection

  /// Asks about `path` with the defaults of the command.
  public init(path: FilePath) {
    self.path = path
    requiredClass = nil
    countsLinks = false
    wantsDigests = false
    isVerified = false
    evidence = []
    trust = TrustRequest()
    excluded = []
    threadCount = nil
    kernels = .best
  }
}
