// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Digests
internal import TestSupport
internal import Testing

@Suite("Planning passes over files")
struct DigestWalkTests {
  /// Ranges of one source, and the passes they need, in order.
  struct Plan: CustomTestStringConvertible {
    let testDescription: String
    let ranges: [Range<UInt64>]
    let walks: [Range<Int>]
  }

  static let plans = [
    Plan(testDescription: "nothing", ranges: [], walks: []),
    Plan(testDescription: "one range", ranges: [3..<9], walks: [3..<9]),
    Plan(testDescription: "one empty range", ranges: [4..<4], walks: [4..<4]),
    Plan(testDescription: "equal ranges", ranges: [2..<5, 2..<5, 2..<5], walks: [2..<5]),
    Plan(testDescription: "equal empty ranges", ranges: [4..<4, 4..<4], walks: [4..<4]),
    Plan(testDescription: "nested ranges", ranges: [2..<3, 0..<10, 4..<9], walks: [0..<10]),
    Plan(testDescription: "the same start", ranges: [0..<3, 0..<7], walks: [0..<7]),
    Plan(testDescription: "the same end", ranges: [4..<7, 0..<7], walks: [0..<7]),
    Plan(testDescription: "overlapping ranges", ranges: [4..<8, 0..<5, 7..<9], walks: [0..<9]),
    Plan(
      testDescription: "touching ranges can run at once", ranges: [0..<4, 4..<8],
      walks: [0..<4, 4..<8]),
    Plan(
      testDescription: "touching ranges bridged by a third", ranges: [0..<4, 4..<8, 3..<5],
      walks: [0..<8]),
    Plan(testDescription: "a gap", ranges: [0..<2, 5..<9], walks: [5..<9, 0..<2]),
    Plan(testDescription: "an empty range inside", ranges: [0..<4, 2..<2], walks: [0..<4]),
    Plan(
      testDescription: "an empty range at the start", ranges: [1..<4, 1..<1], walks: [1..<4]),
    Plan(
      testDescription: "an empty range at the end", ranges: [1..<4, 4..<4],
      walks: [1..<4, 4..<4]),
    Plan(
      testDescription: "longest first, equals by position",
      ranges: [0..<2, 10..<15, 20..<22, 30..<35], walks: [10..<15, 30..<35, 0..<2, 20..<22]),
    Plan(
      testDescription: "beyond 4 GiB", ranges: [4_294_967_290..<4_294_967_300, 0..<1],
      walks: [4_294_967_290..<4_294_967_300, 0..<1]),
  ]

  @Test("ranges become the smallest passes, longest first", arguments: plans)
  func known(_ plan: Plan) {
    let requests = plan.ranges.map { DigestRequest(source: 0, range: $0, algorithm: .sha256) }
    let walks = DigestWalk.plan(requests, readsOnce: true, shortByteCount: 0)
    #expect(walks.map(\.range) == plan.walks)
    check(requests)
  }

  @Test("equal ranges of different files do not share a pass")
  func sources() {
    let requests = (0..<3).map { DigestRequest(source: $0, range: 0..<8, algorithm: .sha256) }
    let walks = DigestWalk.plan(requests, readsOnce: true)
    #expect(walks.map(\.source) == [0, 1, 2])
    #expect(walks.map(\.requests) == [[0], [1], [2]])
    check(requests)
  }

  @Test("three ranges anywhere in five bytes are read once each: every case there is")
  func smallDomain() {
    var ranges: [Range<UInt64>] = []
    for lower in UInt64(0)...5 {
      for upper in lower...5 { ranges.append(lower..<upper) }
    }
    for first in ranges {
      for second in ranges {
        for third in ranges {
          check(
            [first, second, third].map {
              DigestRequest(source: 0, range: $0, algorithm: .sha256)
            })
        }
      }
    }
  }

  @Test("random ranges of several files are read once each", arguments: 0..<300)
  func random(seed: Int) {
    var random = SplitMix64(seed: seed)
    let width = UInt64.random(in: 1...80, using: &random)
    let requests = (0..<Int.random(in: 0...40, using: &random)).map { _ in
      let ends = [
        UInt64.random(in: 0...200, using: &random), UInt64.random(in: 0...width, using: &random),
      ]
      return DigestRequest(
        source: Int.random(in: 0...2, using: &random), range: ends[0]..<(ends[0] + ends[1]),
        algorithm: .sha256)
    }
    check(requests)
  }

  @Test("where bytes may be read again, each range is a pass of its own, longest first")
  func independent() {
    let ranges: [Range<UInt64>] = [2..<3, 0..<10, 4..<9, 4..<9, 9..<9]
    let requests = ranges.map { DigestRequest(source: 0, range: $0, algorithm: .sha256) }
    let walks = DigestWalk.plan(requests, readsOnce: false, shortByteCount: 0)
    #expect(walks.map(\.range) == [0..<10, 4..<9, 2..<3, 9..<9])
    #expect(walks.map(\.requests) == [[1], [2, 3], [0], [4]])
  }

  @Test("short passes come behind the long ones, in the order of their bytes")
  func short() {
    let ranges: [Range<UInt64>] = [40..<44, 0..<5, 20..<40, 5..<5, 8..<20, 5..<8]
    let requests = ranges.map { DigestRequest(source: 0, range: $0, algorithm: .sha256) }
    let walks = DigestWalk.plan(requests, readsOnce: false, shortByteCount: 5)
    #expect(walks.map(\.range) == [20..<40, 8..<20, 0..<5, 5..<8, 5..<5, 40..<44])
    #expect(walks.map(\.requests) == [[2], [4], [1], [5], [3], [0]])
  }

  /// What must hold of every plan, counted byte by byte.
  private func check(
    _ requests: [DigestRequest], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let walks = DigestWalk.plan(requests, readsOnce: true, shortByteCount: 0)
    var faults: [String] = []

    if walks.flatMap(\.requests).sorted() != Array(requests.indices) {
      faults.append("a request is in no pass, or in two")
    }
    if zip(walks, walks.dropFirst()).contains(where: { $0.range.count < $1.range.count }) {
      faults.append("a longer pass comes later")
    }
    for walk in walks {
      let ranges = walk.requests.map { requests[$0].range }
      if walk.requests.contains(where: { requests[$0].source != walk.source }) {
        faults.append("a pass serves another source")
      }
      if ranges.map(\.lowerBound).min() != UInt64(walk.range.lowerBound)
        || ranges.map(\.upperBound).max() != UInt64(walk.range.upperBound)
      {
        faults.append("a pass does not reach from its first request's start to its last one's end")
      }
      if zip(ranges, ranges.dropFirst()).contains(where: { $0.lowerBound > $1.lowerBound }) {
        faults.append("the requests of a pass are not in the order of their starts")
      }
      // A pass that could be cut in two without cutting a request would be too long.
      if walk.range.count < 1000 {
        for cut in walk.range.dropFirst()
        where !ranges.contains(where: { $0.lowerBound < cut && cut < $0.upperBound }) {
          faults.append("a pass could be cut at \(cut)")
        }
      }
    }
    for source in Set(requests.map(\.source)) {
      let passes = walks.filter { $0.source == source }.map(\.range)
      for (index, pass) in passes.enumerated() {
        for other in passes[(index + 1)...] where pass.overlaps(other) {
          faults.append("bytes \(pass.clamped(to: other)) are read twice")
        }
      }
    }
    #expect(faults.isEmpty, "\(requests.map(\.range))", sourceLocation: sourceLocation)
  }
}
