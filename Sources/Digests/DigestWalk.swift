// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// One pass over a run of bytes that feeds every digest whose range lies in it.
///
/// Requests whose ranges overlap, such as a file and its tensors, must share a pass, or their bytes
/// would be read twice; requests that do not touch each other become passes of their own, which can
/// run at the same time.
package struct DigestWalk: Sendable {
  /// Index of the source.
  package let source: Int
  /// The bytes, counted from the start of the file.
  package let range: Range<Int>
  /// Indices of requests, by the start of their ranges.
  package let requests: ArraySlice<Int>

  /// Splits `requests` into the smallest passes that read each byte once, longest pass first.
  package static func plan(_ requests: [DigestRequest]) -> [DigestWalk] {
    let order = requests.indices.sorted { left, right in
      let (a, b) = (requests[left], requests[right])
      return (a.source, a.range.lowerBound, a.range.upperBound, left)
        < (b.source, b.range.lowerBound, b.range.upperBound, right)
    }
    // Each walk holds a slice of `order`: a million small walks need no million arrays.
    var walks: [DigestWalk] = []
    var start = 0
    while start < order.count {
      let first = requests[order[start]]
      var range = first.range
      var end = start + 1
      while end < order.count {
        let next = requests[order[end]]
        guard next.source == first.source,
          next.range.lowerBound < range.upperBound || next.range == range
        else { break }
        range = range.lowerBound..<max(range.upperBound, next.range.upperBound)
        end += 1
      }
      walks.append(
        DigestWalk(
          source: first.source, range: Int(range.lowerBound)..<Int(range.upperBound),
          requests: order[start..<end]))
      start = end
    }
    // Longest first keeps the last pass short; the index keeps the order independent of the sort.
    return walks.indices
      .sorted { (walks[$1].range.count, $0) < (walks[$0].range.count, $1) }
      .map { walks[$0] }
  }
}
