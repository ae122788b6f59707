// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import Testing

@Suite("digests of the ranges of a file")
struct RangeDigestsTests {
  private static func digest(_ byte: UInt8, _ algorithm: DigestAlgorithm = .sha256) throws -> Digest
  {
    try #require(
      Digest(algorithm, bytes: [UInt8](repeating: byte, count: algorithm.byteCount)))
  }

  @Test("ranges follow each other from the first byte", arguments: DigestAlgorithm.allCases)
  func ranges(algorithm: DigestAlgorithm) throws {
    var ranges = RangeDigests(algorithm)
    #expect(ranges.count == 0)
    #expect(ranges.byteCount == 0)
    let added = [
      ranges.append(try Self.digest(1, algorithm), to: 1),
      ranges.append(try Self.digest(2, algorithm), to: 10),
      ranges.append(try Self.digest(3, algorithm), to: .max),
    ]
    #expect(added == [true, true, true])
    #expect(ranges.count == 3)
    #expect(ranges.byteCount == .max)
    #expect((0..<3).map(ranges.byteRange) == [0..<1, 1..<10, 10..<UInt64.max])
    for index in 0..<3 {
      for value in UInt8(1)...3 {
        let isEqual = ranges.agrees(try Self.digest(value, algorithm), at: index)
        #expect(isEqual == (value == index + 1))
      }
    }
  }

  @Test("an empty range and another algorithm are not taken")
  func refused() throws {
    var ranges = RangeDigests(.sha256)
    let zero = ranges.append(try Self.digest(1), to: 0)
    let good = ranges.append(try Self.digest(1), to: 5)
    let empty = ranges.append(try Self.digest(2), to: 5)
    let back = ranges.append(try Self.digest(2), to: 4)
    let other = ranges.append(try Self.digest(2, .sha512), to: 9)
    #expect([zero, good, empty, back, other] == [false, true, false, false, false])
    #expect(ranges.count == 1)
    #expect(ranges.byteCount == 5)
  }
}
