// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Digests
internal import TestSupport
internal import Testing

@Suite("One digest of several parts of a file", .serialized)
struct DigestPartsTests {
  @Test("parts that touch are one, empty ones are none")
  func joined() {
    let parts = DigestParts([3..<3, 4..<8, 8..<9, 9..<9, 12..<14])
    #expect(parts.ranges == [4..<9, 12..<14])
    #expect(parts.range == 4..<14)
    #expect(parts.byteCount == 7)
    #expect(DigestParts([Range<UInt64>]()).range.isEmpty)
    #expect(
      DigestRequest(source: 0, parts: DigestParts([4..<8, 8..<9]), algorithm: .sha256).parts == nil)
  }

  private static func run(
    _ requests: [DigestRequest], _ bytes: [UInt8], threadCount: Int, readsOnce: Bool?
  ) async throws -> (digests: [Digest?], byteCount: Int) {
    let file = try ScratchFile(bytes)
    let progress = DigestProgress()
    let results = await DigestEngine(threadCount: threadCount).results(
      of: requests, over: [DigestSource(try file.map())], progress: progress,
      cancellation: Cancellation(), readsOnce: readsOnce)
    return (results.digests.map { try? $0.get() }, progress.byteCount)
  }

  @Test("nothing has the digest of nothing")
  func nothing() async throws {
    let request = DigestRequest(
      source: 0, parts: DigestParts([Range<UInt64>]()), algorithm: .sha256)
    let found = try await Self.run([request], [1, 2, 3], threadCount: 1, readsOnce: nil)
    #expect(found.digests == [DigestEngineTests.digest([], .sha256)])
  }

  @Test("gaps at every edge of a block are left out", arguments: [1, 3], [nil, true, false])
  func blocks(threadCount: Int, readsOnce: Bool?) async throws {
    let block = 256 << 10
    let bytes = DigestEngineTests.content(byteCount: 3 * block + 77)
    let edges = [
      0, 1, 31, 32, block - 1, block, block + 1, 2 * block - 3, 2 * block, 2 * block + 5,
      3 * block + 76, 3 * block + 77,
    ]
    var ranges: [Range<UInt64>] = []
    for index in stride(from: 0, to: edges.count, by: 2) {
      ranges.append(UInt64(edges[index])..<UInt64(edges[index + 1]))
    }
    let later = [UInt64(5)..<7, UInt64(block + 9)..<UInt64(3 * block)]
    let requests =
      DigestAlgorithm.allCases.map {
        DigestRequest(source: 0, parts: DigestParts(ranges), algorithm: $0)
      } + [
        DigestRequest(source: 0, range: 0..<UInt64(bytes.count), algorithm: .sha256),
        DigestRequest(source: 0, parts: DigestParts(later), algorithm: .sha256),
        DigestRequest(
          source: 0, range: 3..<UInt64(block + 9), algorithm: .sha256,
          statistics: StatisticsRequest(.uint8)),
      ]
    func joined(_ ranges: [Range<UInt64>]) -> [UInt8] {
      ranges.flatMap { bytes[Int($0.lowerBound)..<Int($0.upperBound)] }
    }
    let expected =
      DigestAlgorithm.allCases.map { DigestEngineTests.digest(joined(ranges), $0) } + [
        DigestEngineTests.digest(bytes, .sha256),
        DigestEngineTests.digest(joined(later), .sha256),
        DigestEngineTests.digest(Array(bytes[3..<(block + 9)]), .sha256),
      ]
    let found = try await Self.run(
      requests, bytes, threadCount: threadCount, readsOnce: readsOnce)
    #expect(found.digests == expected)
    #expect(found.byteCount == bytes.count)
  }

  @Test("random parts give the digest of their bytes behind each other", arguments: 0..<30)
  func random(seed: Int) async throws {
    var random = SplitMix64(seed: seed)
    let bytes = random.bytes(Int.random(in: 1...5_000, using: &random))
    let edges = (0..<Int.random(in: 2...40, using: &random)).map { _ in
      Int.random(in: 0...bytes.count, using: &random)
    }.sorted()
    let ranges = zip(edges, edges.dropFirst()).enumerated().compactMap { index, pair in
      index % 2 == 0 ? UInt64(pair.0)..<UInt64(pair.1) : nil
    }
    let request = DigestRequest(source: 0, parts: DigestParts(ranges), algorithm: .sha256)
    let whole = DigestRequest(source: 0, range: request.range, algorithm: .sha256)
    let found = try await Self.run(
      [request, whole], bytes, threadCount: 2, readsOnce: seed % 2 == 0)
    let wanted = ranges.flatMap { bytes[Int($0.lowerBound)..<Int($0.upperBound)] }
    let all = bytes[Int(request.range.lowerBound)..<Int(request.range.upperBound)]
    #expect(
      found.digests == [
        DigestEngineTests.digest(wanted, .sha256), DigestEngineTests.digest(Array(all), .sha256),
      ])
  }
}
