// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography

/// One pass over a run of bytes that feeds every digest whose range lies in it.
package struct DigestWalk: Sendable {
  /// Index of the source.
  package let source: Int
  /// The bytes, counted from the start of the file.
  package let range: Range<Int>
  /// Indices of requests, by the start of their ranges.
  package let requests: ArraySlice<Int>
  /// Whether no digest but the SHA-256 of the whole range is wanted, and statistics of one sort.
  let isOneSHA256: Bool
  /// Whether any digest is wanted.
  let wantsDigest: Bool
  /// Statistics that are wanted of the range, or of a part of it.
  let statistics: StatisticsRequest?
  /// Bytes before this one are counted as progress by another walk.
  let countsFrom: Int

  /// Splits `requests` into passes, longest pass first.
  ///
  /// Ranges that do not touch each other become passes of their own, which can run at the same
  /// time. Ranges that overlap, such as a file and its tensors, can too, and are then hashed by the
  /// kernels that are best at each; but the second reading of their bytes is free of the storage
  /// only if the system can keep them in memory between the two.
  ///
  /// - Parameter readsOnce: whether overlapping ranges share a pass, so that no byte is read twice.
  package static func plan(_ requests: [DigestRequest], readsOnce: Bool) -> [DigestWalk] {
    let order = self.order(of: requests)
    // Each walk holds a slice of `order`: a million small walks need no million arrays.
    var walks: [DigestWalk] = []
    var start = 0
    var counted: (source: Int, end: UInt64) = (-1, 0)
    while start < order.count {
      let first = requests[order[start]]
      if counted.source != first.source { counted = (first.source, 0) }
      var range = first.range
      var isOneSHA256 = first.isAtMostSHA256
      var wantsDigest = first.algorithm != nil
      var statistics = first.statistics
      var end = start + 1
      while end < order.count {
        let next = requests[order[end]]
        guard next.source == first.source,
          next.range == range || (readsOnce && next.range.lowerBound < range.upperBound)
        else { break }
        isOneSHA256 = isOneSHA256 && next.range == range && next.isAtMostSHA256
        wantsDigest = wantsDigest || next.algorithm != nil
        if let wanted = next.statistics {
          if let statistics, statistics != wanted { isOneSHA256 = false }
          statistics = wanted
        }
        range = range.lowerBound..<max(range.upperBound, next.range.upperBound)
        end += 1
      }
      walks.append(
        DigestWalk(
          source: first.source, range: Int(range.lowerBound)..<Int(range.upperBound),
          requests: order[start..<end], isOneSHA256: isOneSHA256,
          wantsDigest: wantsDigest, statistics: statistics, countsFrom: Int(counted.end)))
      counted.end = max(counted.end, range.upperBound)
      start = end
    }
    // Longest first keeps the last pass short; the index keeps the order independent of the sort.
    return walks.enumerated()
      .map { (byteCount: $1.range.count, index: $0) }
      .sorted { ($1.byteCount, $0.index) < ($0.byteCount, $1.index) }
      .map { walks[$0.index] }
  }

  /// The indices of `requests` by source and start, of equal starts the longest range first.
  private static func order(of requests: [DigestRequest]) -> [Int] {
    struct Place {
      let source: Int
      let range: Range<UInt64>
      let index: Int

      func isBefore(_ other: Place) -> Bool {
        (source, range.lowerBound, other.range.upperBound, index)
          < (other.source, other.range.lowerBound, range.upperBound, other.index)
      }
    }
    let places = requests.enumerated().map {
      Place(source: $1.source, range: $1.range, index: $0)
    }
    // The tensors of a file come in order.
    if zip(places, places.dropFirst()).allSatisfy({ $0.isBefore($1) }) {
      return Array(requests.indices)
    }
    return places.sorted { $0.isBefore($1) }.map(\.index)
  }
}

extension DigestRequest {
  fileprivate var isAtMostSHA256: Bool { algorithm == nil || algorithm == .sha256 }
}
