// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Runs of bytes of one file, in order, that one digest is of; what stands between is left out.
///
/// A class, so that a request stays small.
package final class DigestParts: Hashable, Sendable {
  /// In bytes from the start of the file; none is empty, and none touches the next.
  package let ranges: [Range<UInt64>]

  /// Joins `ranges`, each of which must begin at or behind the end of the one before.
  package init(_ ranges: some Sequence<Range<UInt64>>) {
    var joined: [Range<UInt64>] = []
    for range in ranges where !range.isEmpty {
      guard let last = joined.last else {
        joined.append(range)
        continue
      }
      precondition(last.upperBound <= range.lowerBound, "parts of a digest must be in order")
      if last.upperBound == range.lowerBound {
        joined[joined.count - 1] = last.lowerBound..<range.upperBound
      } else {
        joined.append(range)
      }
    }
    self.ranges = joined
  }

  /// From the first byte to the last; empty where there is none.
  package var range: Range<UInt64> {
    guard let first = ranges.first, let last = ranges.last else { return 0..<0 }
    return first.lowerBound..<last.upperBound
  }

  /// Bytes that the digest is of.
  package var byteCount: UInt64 {
    ranges.reduce(0) { $0 + ($1.upperBound - $1.lowerBound) }
  }

  package static func == (left: DigestParts, right: DigestParts) -> Bool {
    left.ranges == right.ranges
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(ranges)
  }
}
