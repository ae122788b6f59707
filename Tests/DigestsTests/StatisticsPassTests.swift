// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Digests
internal import TestSupport
internal import Testing

// One at a time: hundreds of open files at once are too many for Foundation to start programs.
@Suite("Statistics in the pass that hashes", .serialized)
struct StatisticsPassTests {
  private static func results(
    _ requests: [DigestRequest], _ bytes: [UInt8], readsOnce: Bool, _ kernels: KernelSelection
  ) async throws -> DigestEngine.Results {
    let file = try ScratchFile(bytes)
    return await DigestEngine(threadCount: 2, kernels: kernels).results(
      of: requests, over: [DigestSource(try file.map())], progress: DigestProgress(),
      cancellation: Cancellation(), readsOnce: readsOnce)
  }

  @Test(
    "ranges that begin and end anywhere within a measured one change nothing",
    arguments: KernelSelectionTests.backends)
  func partsOfAMeasuredRange(backend: KernelBackend?) async throws {
    let kernels = try #require(KernelSelectionTests.kernels(backend))
    var random = SplitMix64(seed: 7)
    let bytes = random.bytes(75_000 * KernelSelectionTests.scale)
    let end = UInt64(bytes.count) / 4 * 4
    let middle = end / 8 * 4
    let wanted = StatisticsRequest(.float32)
    var requests = [
      DigestRequest(source: 0, range: 0..<end, algorithm: .sha256),
      DigestRequest(source: 0, range: 4..<middle, algorithm: .sha256, statistics: wanted),
      DigestRequest(source: 0, range: middle..<end, algorithm: nil, statistics: wanted),
    ]
    for start in [10_001, 20_004, middle - 1, middle + 3] {
      requests.append(
        DigestRequest(source: 0, range: start..<min(start + 30_001, end), algorithm: .sha256))
    }
    let apart = try await Self.results(requests, bytes, readsOnce: false, kernels)
    let together = try await Self.results(requests, bytes, readsOnce: true, kernels)
    #expect(apart.digests == together.digests)
    #expect(apart.statistics == together.statistics)
    #expect(apart.digests[2] == .failure(.notWanted))
    #expect(
      apart.statistics.map { $0?.value.count } == [
        nil, Int(middle - 4) / 4, Int(end - middle) / 4, nil, nil, nil, nil,
      ])
  }

  @Test(
    "empty ranges have the statistics of nothing, however many there are", arguments: [true, false])
  func emptyRanges(readsOnce: Bool) async throws {
    let wanted = [StatisticsRequest(.float32), StatisticsRequest(.int8)]
    let requests = (0..<500).map {
      DigestRequest(source: 0, range: 3..<3, algorithm: .sha256, statistics: wanted[$0 % 2])
    }
    let results = try await Self.results(requests, [1, 2, 3, 4], readsOnce: readsOnce, .best)
    let nothing = DigestEngineTests.digest([], .sha256)
    #expect(results.digests.allSatisfy { $0 == .success(nothing) })
    #expect(results.statistics.allSatisfy { $0?.value.count == 0 && $0?.value.minimum == nil })
  }
}
