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

  /// The most bytes of a short pass.
  static let shortByteCount = 1 << 20

  /// Splits `requests` into passes, the longest first, so that the last ones end at about the same
  /// time.
  ///
  /// Short ones come behind them in the order of their bytes: none keeps a thread for long, and
  /// those that run at the same time lie side by side in memory.
  ///
  /// Ranges that do not touch each other become passes of their own, which can run at the same
  /// time. Ranges that overlap, such as a file and its tensors, can too, and are then hashed by the
  /// kernels that are best at each; but the second reading of their bytes is free of the storage
  /// only if the system can keep them in memory between the two.
  ///
  /// - Parameters:
  ///   - readsOnce: whether overlapping ranges share a pass, so that no byte is read twice.
  ///   - shortByteCount: the most bytes of a short pass.
  package static func plan(
    _ requests: [DigestRequest], readsOnce: Bool, shortByteCount: Int = DigestWalk.shortByteCount
  ) -> [DigestWalk] {
    let order = self.order(of: requests)
    // Each walk holds a slice of `order`: a million small walks need no million arrays.
    var walks: [DigestWalk] = []
    walks.reserveCapacity(requests.count)
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
    let long = walks.indices.filter { walks[$0].range.count > shortByteCount }
      .sorted { (walks[$1].range.count, $0) < (walks[$0].range.count, $1) }
    return long.map { walks[$0] } + walks.filter { $0.range.count <= shortByteCount }
  }

  /// The indices of `requests` by source and start, of equal starts the longest range first.
  private static func order(of requests: [DigestRequest]) -> [Int] {
    func isBefore(_ left: Int, _ right: Int) -> Bool {
      let (a, b) = (requests[left], requests[right])
      return (a.source, a.range.lowerBound, b.range.upperBound, left)
        < (b.source, b.range.lowerBound, a.range.upperBound, right)
    }
    let indices = Array(requests.indices)
    // The tensors of a file come in order.
    let isSorted = indices.dropLast().allSatisfy { isBefore($0, $0 + 1) }
    return isSorted ? indices : indices.sorted(by: isBefore)
  }
}

extension DigestRequest {
  /// Whether it can share a stream; a digest of parts of its range is a sort of its own.
  fileprivate var isAtMostSHA256: Bool {
    (algorithm == nil || algorithm == .sha256) && parts == nil
  }
}
