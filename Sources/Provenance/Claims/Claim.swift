// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
package import UntrustedInput

/// "Subject S has digest D", read from a manifest.
package struct Claim: Hashable, Sendable {
  /// What a claim is about.
  package enum Subject: Hashable, Sendable {
    /// A file, by its path from the manifest's base folder.
    case path(ContainedPath)
    /// A path that would leave the base folder; it is shown, and never opened.
    case escaping(UntrustedText)
    /// A digest without a name.
    case nameless
  }

  package internal(set) var subject: Subject
  /// Digests of the whole file, all of which must match; only strong ones establish what weights
  /// are.
  package var digests: [Digest]
  /// Names of algorithms that cannot, because they are weak, truncated or not supported here.
  package var unsupportedAlgorithms: [String]
  /// The file's size in bytes, where the manifest states it.
  package var byteCount: UInt64?
  /// What the file consists of, where the manifest tells; then the file can be verified piece by
  /// piece, without its whole digest.
  package var segments: SegmentTable?
  /// Digests of the bytes of the file's tensors, which show a difference and establish nothing.
  package var tensorData: TensorDataClaim?
  /// What the ranges of the file are, where the manifest tells that in place of the whole digest.
  package var ranges: RangeDigests?
  /// The set of shards that the file is part of, where the manifest tells.
  package var set: UntrustedText?
  /// Whether what has a digest is an archive, whose files that digest does not tell.
  package var isArchive: Bool
  /// The line of the manifest, or the place of the entry in it, counted from 1.
  package var line: Int

  package init(
    subject: Subject, digests: [Digest], unsupportedAlgorithms: [String] = [],
    byteCount: UInt64? = nil, segments: SegmentTable? = nil, ranges: RangeDigests? = nil,
    set: UntrustedText? = nil, isArchive: Bool = false, line: Int
  ) {
    self.subject = subject
    self.digests = digests
    self.unsupportedAlgorithms = unsupportedAlgorithms
    self.byteCount = byteCount
    self.segments = segments
    self.ranges = ranges
    self.set = set
    self.isArchive = isArchive
    self.line = line
  }

  /// Whether one of the digests, or those of all ranges together, can establish what the file is.
  package var hasStrongDigest: Bool {
    digests.contains { !$0.algorithm.isWeak } || ranges?.algorithm.isWeak == false
  }

  /// Interprets a name as it stands in a manifest.
  package static func subject(named name: UntrustedText) -> Subject {
    if name.bytes.isEmpty { return .nameless }
    return ContainedPath(name).map(Subject.path) ?? .escaping(name)
  }
}

/// What a claim's digest is computed over.
public enum ClaimCoverage: String, Hashable, Sendable {
  /// The whole file; the only coverage that can verify a file.
  case bytes
  /// The bytes of its tensors, without their names, dtypes and shapes.
  case tensorData
}
