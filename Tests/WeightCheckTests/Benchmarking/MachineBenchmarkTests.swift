// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Digests
internal import Synchronization
internal import SystemPackage
internal import TestSupport
internal import Testing
internal import WeightCheck

/// What a report holds; never how fast anything is.
@Suite("bench")
struct MachineBenchmarkTests {
  private static var benchmark: MachineBenchmark {
    var benchmark = MachineBenchmark()
    benchmark.duration = .milliseconds(5)
    benchmark.threadCount = 2
    return benchmark
  }

  @Test("every row that the processor can have is there, with a figure, on one and two threads")
  func rows() async throws {
    let report = try await Self.benchmark.run()
    var expected = ["memory read"]
    for backend in KernelBackend.allCases where backend.isAvailable {
      expected += backend.streamCounts.map { count in
        "SHA-256, \(backend.rawValue), \(count) stream\(count == 1 ? "" : "s")"
      }
    }
    let titles = report.measurements.filter { $0.threadCount == 1 }.map(\.title)
    #expect(titles.prefix(expected.count).elementsEqual(expected))
    for what in [
      "statistics, BF16", "statistics, F32", "SHA-256 and statistics, BF16",
      "SHA-256 and statistics, F32",
    ] {
      #expect(titles.filter { $0.hasPrefix("\(what), ") }.count == 1, "\(what)")
    }
    #expect(report.measurements.filter { $0.threadCount == 2 }.map(\.title) == titles)
    #expect(report.measurements.allSatisfy { $0.speed.gigabytesPerSecond > 0 })
    #expect(report.measurements.allSatisfy { $0.speed.byteCount > 0 && $0.speed.ratio > 0 })
    let reference = report.measurements.first { $0.backend == .openssl && $0.threadCount == 1 }
    #expect(reference?.speed.ratio == 1)
    #expect(report.passes.isEmpty && report.problems.isEmpty && report.status == .verified)
    #expect(report.machine.processorCount > 0 && report.machine.threadCount == 2)
    #expect(report.machine.availableBackends.contains(.openssl))
  }

  @Test("a path is used in three ways, each twice, and all of its bytes are read")
  func path() async throws {
    let folder = try TemporaryFolder()
    let file = SafetensorsBuilder.tiny
    try folder.write(file.bytes, to: "model.safetensors")
    try folder.write([1, 2, 3], to: "notes.txt")
    var benchmark = Self.benchmark
    benchmark.path = folder.path
    let names = Mutex<[String]>([])
    let report = try await benchmark.run { step in names.withLock { $0.append(step.name) } }
    let uses = report.passes.map { "\($0.use.rawValue) \($0.number)" }
    #expect(
      uses == [
        "digest --per file 1", "digest --per file 2", "digest --per tensor 1",
        "digest --per tensor 2", "stats 1", "stats 2",
      ])
    #expect(names.withLock(\.self).suffix(2) == ["stats, pass 1", "stats, pass 2"])
    #expect(report.passes.prefix(2).allSatisfy { $0.speed.byteCount == file.bytes.count + 3 })
    #expect(report.passes.suffix(4).allSatisfy { $0.speed.byteCount > 0 && $0.speed.ratio > 0 })
    // Whether the page cache still has what was just written is the system's business.
    #expect(report.status == .verified && report.problems.isEmpty)
  }

  @Test("a broken weight file is told, with its status")
  func brokenFile() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(SafetensorsBuilder.tiny.bytes + [0], to: "model.safetensors")
    var benchmark = Self.benchmark
    benchmark.path = path
    let report = try await benchmark.run()
    #expect(report.status == .malformed)
    #expect(report.problems.count == 1)
  }

  @Test("a path that cannot be read, or holds no weights, is told before anything is measured")
  func wrongPath() async throws {
    let folder = try TemporaryFolder()
    var benchmark = Self.benchmark
    benchmark.duration = .seconds(3600)
    benchmark.path = folder.path.appending("nothing")
    await #expect {
      try await benchmark.run()
    } throws: { error in
      if case .unreadable? = error as? WeightCheckError { true } else { false }
    }
    benchmark.path = folder.path
    await #expect {
      try await benchmark.run()
    } throws: { error in
      if case .folderWithoutWeights? = error as? WeightCheckError { true } else { false }
    }
  }

  @Test("cancelled, it ends without a report")
  func cancelled() async {
    let cancellation = CancellationHandle()
    cancellation.cancel()
    await #expect {
      try await Self.benchmark.run(cancellation: cancellation)
    } throws: { error in
      if case .cancelled? = error as? WeightCheckError { true } else { false }
    }
  }

  @Test(
    "shares of the page cache have names",
    arguments: [
      (0, 0, .unknown), (0, 1000, .cold), (9, 1000, .cold), (10, 1000, .partial(0.01)),
      (990, 1000, .partial(0.99)), (991, 1000, .warm), (1000, 1000, .warm),
    ] as [(Int, Int, BenchReport.PageCacheState)])
  func pageCacheNames(resident: Int, total: Int, state: BenchReport.PageCacheState) {
    #expect(BenchReport.PageCacheState(resident: resident, of: total) == state)
  }
}
