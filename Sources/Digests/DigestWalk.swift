// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// One pass over a run of bytes that feeds every digest whose range lies in it.
///
/// Requests whose ranges overlap, such as a file and its tensors, must share a pass, or their bytes would
/// be read twice; requests that do not touch each other become passes of their own, which can run
/// at the same time.
struct DigestWalk {
  let source: Int
  let range: Range<Int>
  /// Indices of requests, by the start of their ranges.
  let requests: [Int]

  /// Splits `requests` into the smallest passes that read each byte once, longest pass first.
  static func plan(_ requests: [DigestRequest]) -> [DigestWalk] {
    let order = requests.indices.sorted { left, right in
      let (a, b) = (requests[left], requests[right])
      return (a.source, a.range.lowerBound, a.range.upperBound, left)
        < (b.source, b.range.lowerBound, b.range.upperBound, right)
    }
    var walks: [DigestWalk] = []
    var open: (source: Int, range: Range<UInt64>, requests: [Int])?
    func close() {
      guard let walk = open else { return }
      walks.append(
        DigestWalk(
          source: walk.source,
          range: Int(walk.range.lowerBound)..<Int(walk.range.upperBound),
          requests: walk.requests))
    }
    for index in order {
      let request = requests[index]
      if let walk = open, walk.source == request.source,
        request.range.lowerBound < walk.range.upperBound || request.range == walk.range
      {
        let end = max(walk.range.upperBound, request.range.upperBound)
        open?.range = walk.range.lowerBound..<end
        open?.requests.append(index)
      } else {
        close()
        open = (request.source, request.range, [index])
      }
    }
    close()
    // Longest first keeps the last pass short; the index keeps the order independent of the sort.
    return walks.indices
      .sorted { (walks[$1].range.count, $0) < (walks[$0].range.count, $1) }
      .map { walks[$0] }
  }
}
