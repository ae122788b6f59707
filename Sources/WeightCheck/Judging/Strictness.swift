// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// How strict a verification is.
public struct Strictness: Hashable, Sendable {
  /// What to do about something that the manifests and the folder disagree on.
  public enum Response: String, CaseIterable, Hashable, Sendable {
    /// It decides the status.
    case fail
    /// It is shown and does not decide.
    case report
  }

  /// The least assurance that weight files, and files the user named, must reach.
  public var require: Assurance
  /// A file that no evidence speaks of.
  public var unlisted: Response
  /// A claimed file that is not there.
  ///
  /// Never excuses a weight file.
  public var missing: Response
  /// Whether weights whose tensors are all equal to those claimed, and whose bytes are not, pass.
  public var acceptsEquivalent: Bool

  /// Makes a strictness; the defaults are those of the command.
  public init(
    require: Assurance = .local, unlisted: Response = .report, missing: Response = .fail,
    acceptsEquivalent: Bool = false
  ) {
    self.require = require
    self.unlisted = unlisted
    self.missing = missing
    self.acceptsEquivalent = acceptsEquivalent
  }
}
