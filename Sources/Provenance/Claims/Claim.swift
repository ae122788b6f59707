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
  // A document may have a million claims, so what few of them tell stands apart, and what is left
  // is laid out without gaps.
  private var statedByteCount: UInt64
  private var details: Boxed<Details>?
  /// Names of algorithms that cannot, because they are weak, truncated or not supported here.
  package var unsupportedAlgorithms: [String]
  private var packedDigests: PackedDigests
  private var statesByteCount: Bool
  /// Whether what has a digest is an archive, whose files that digest does not tell.
  package var isArchive: Bool
  private var place: Int32

  /// What few claims tell.
  private struct Details: Hashable, Sendable {
    var segments: Boxed<SegmentTable>?
    var tensorData: TensorDataClaim?
    var ranges: Boxed<RangeDigests>?
    var set: UntrustedText?

    var isEmpty: Bool { segments == nil && tensorData == nil && ranges == nil && set == nil }
  }

  package init(
    subject: Subject, digests: [Digest], unsupportedAlgorithms: [String] = [],
    byteCount: UInt64? = nil, segments: SegmentTable? = nil, ranges: RangeDigests? = nil,
    set: UntrustedText? = nil, isArchive: Bool = false, line: Int
  ) {
    self.subject = subject
    packedDigests = PackedDigests(digests)
    self.unsupportedAlgorithms = unsupportedAlgorithms
    statedByteCount = byteCount ?? 0
    statesByteCount = byteCount != nil
    self.isArchive = isArchive
    place = Int32(clamping: line)
    let details = Details(
      segments: segments.map(Boxed.init), ranges: ranges.map(Boxed.init), set: set)
    self.details = details.isEmpty ? nil : Boxed(details)
  }

  /// Digests of the whole file, all of which must match; only strong ones establish what weights
  /// are.
  package var digests: [Digest] {
    get { packedDigests.digests }
    set { packedDigests = PackedDigests(newValue) }
  }

  /// What computed the digests, in their order.
  package var algorithms: [DigestAlgorithm] { packedDigests.algorithms }

  /// The file's size in bytes, where the manifest states it.
  package var byteCount: UInt64? {
    get { statesByteCount ? statedByteCount : nil }
    set {
      statedByteCount = newValue ?? 0
      statesByteCount = newValue != nil
    }
  }

  /// What the file consists of, where the manifest tells; then the file can be verified piece by
  /// piece, without its whole digest.
  package var segments: SegmentTable? {
    get { details?.value.segments?.value }
    set { change { $0.segments = newValue.map(Boxed.init) } }
  }

  /// Digests of the bytes of the file's tensors, which show a difference and establish nothing.
  package var tensorData: TensorDataClaim? {
    get { details?.value.tensorData }
    set { change { $0.tensorData = newValue } }
  }

  /// What the ranges of the file are, where the manifest tells that in place of the whole digest.
  package var ranges: RangeDigests? {
    get { details?.value.ranges?.value }
    set { change { $0.ranges = newValue.map(Boxed.init) } }
  }

  /// The set of shards that the file is part of, where the manifest tells.
  package var set: UntrustedText? {
    get { details?.value.set }
    set { change { $0.set = newValue } }
  }

  /// The line of the manifest, or the place of the entry in it, counted from 1.
  package var line: Int {
    get { Int(place) }
    set { place = Int32(clamping: newValue) }
  }

  private mutating func change(_ body: (inout Details) -> Void) {
    var changed = details?.value ?? Details()
    body(&changed)
    details = changed.isEmpty ? nil : Boxed(changed)
  }

  /// Whether one of the digests, or those of all ranges together, can establish what the file is.
  package var hasStrongDigest: Bool {
    packedDigests.hasStrong || details?.value.ranges?.value.algorithm.isWeak == false
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
