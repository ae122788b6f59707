// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What became of one file, or of one claim.
public enum Verdict: String, Hashable, Sendable {
  /// The bytes are those that were claimed.
  case verified
  /// The bytes are not those that were claimed.
  case mismatch
  /// Not the claimed bytes, and nevertheless all of the claimed tensors and no others.
  case equivalent
  /// Claimed and not there.
  case missing
  /// There, and no evidence speaks of it.
  case unclaimed
  /// The evidence cannot be used: a weak or unknown algorithm, a path that leads out, a format not
  /// read.
  case unsupported
  /// Not a valid weight file, whatever its digest.
  case malformed
}

/// What became of everything that was asked about.
public enum OverallVerdict: String, Hashable, Sendable {
  /// All that had to be verified is.
  case verified
  /// Something does not match.
  case failed
  /// It cannot be said.
  case unestablished
  /// A weight file or a named manifest is broken.
  case malformed
}
