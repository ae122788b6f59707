// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Digests
internal import Synchronization
internal import TestSupport
internal import Testing
internal import UntrustedInput

/// How threads share the work of a run, seen from outside: every run ends, and every result is
/// right.
@Suite("Work that threads share", .serialized, .timeLimit(.minutes(5)))
struct WorkQueueTests {
  #if DEBUG
    // Without optimisation Swift's vectors take a millisecond for what takes a microsecond.
    private static let runCount = 60
    private static let wishCount = 40
    private static let contentByteCount = 5_000
  #else
    private static let runCount = 3_000
    private static let wishCount = 300
    private static let contentByteCount = 9 << 20
  #endif

  // MARK: Many runs

  /// Wishes with the answers that they should get.
  private struct Pool {
    let content: [UInt8]
    let file: ScratchFile
    var answered: [Answered] = []

    init(seed: Int, byteCount: Int) throws {
      var random = SplitMix64(seed: seed)
      content = random.bytes(byteCount)
      file = try ScratchFile(content)
      // Of each octave of lengths as many.
      for _ in 0..<WorkQueueTests.wishCount {
        let most = 1 << Int.random(in: 0...24, using: &random)
        let length = min(Int.random(in: 0...most, using: &random), byteCount)
        answered.append(
          Answered(
            Int.random(in: 0...(byteCount - length), using: &random), length, of: content,
            &random))
      }
    }
  }

  /// What moment a run is cancelled at.
  private enum Moment: CaseIterable {
    case never, before, atSomeDigest, atSomeSource, meanwhile
  }

  @Test("thousands of runs with anything in them end, and every result is right or cancelled")
  func anything() async throws {
    var random = SplitMix64(seed: 11)
    let pool = try Pool(seed: 12, byteCount: Self.contentByteCount)
    let sources = try (0..<3).map { _ in DigestSource(try pool.file.map()) }
    let backends = [nil] + KernelBackend.allCases.filter(\.isAvailable)
    var (finished, cancelled) = (0, 0)
    for run in 0..<Self.runCount {
      // Most runs are small; some have long ranges.
      let longest = 1 << Int.random(in: 6...(run % 16 == 0 ? 24 : 15), using: &random)
      let candidates = pool.answered.filter { $0.byteCount <= longest }
      let count = Int.random(in: 0...(run % 4 == 0 ? 90 : 12), using: &random)
      let chosen = (0..<count).compactMap { _ in candidates.randomElement(using: &random) }
      let requests = chosen.map { $0.request(source: Int.random(in: 0..<3, using: &random)) }
      let backend = backends.randomElement(using: &random) ?? nil
      let kernels = try #require(KernelSelectionTests.kernels(backend))
      let threadCount = Int.random(in: 1...(run % 8 == 0 ? 40 : 5), using: &random)
      let moment =
        run.isMultiple(of: 2) ? .never : Moment.allCases.randomElement(using: &random) ?? .never

      let cancellation = Cancellation()
      let countdown = Atomic<Int>(Int.random(in: 1...max(1, count), using: &random))
      let yieldCount = Int.random(in: 0...60, using: &random)
      if moment == .before { cancellation.cancel() }
      let canceller = Task {
        guard moment == .meanwhile else { return }
        for _ in 0..<yieldCount { await Task.yield() }
        cancellation.cancel()
      }
      let results = await DigestEngine(threadCount: threadCount, kernels: kernels).results(
        of: requests, over: sources, progress: DigestProgress(), cancellation: cancellation,
        observe: { _, _ in
          guard moment == .atSomeDigest else { return }
          if countdown.subtract(1, ordering: .relaxed).newValue <= 0 { cancellation.cancel() }
        },
        begin: { _ in
          guard moment == .atSomeSource else { return }
          if countdown.subtract(1, ordering: .relaxed).newValue <= 0 { cancellation.cancel() }
        })
      await canceller.value

      let hasStatistics = requests.contains { $0.statistics != nil }
      #expect(results.digests.count == requests.count, "run \(run)")
      #expect(results.statistics.count == (hasStatistics ? requests.count : 0), "run \(run)")
      for (index, answered) in chosen.enumerated() {
        let found = hasStatistics ? results.statistics[index]?.value : nil
        if results.digests[index] == .failure(.cancelled) {
          #expect(cancellation.isCancelled && found == nil, "run \(run), request \(index)")
          cancelled += 1
        } else if !answered.isRight(results.digests[index], found) {
          Issue.record("run \(run), request \(index): \(requests[index])")
        } else {
          finished += 1
        }
      }
    }
    // Both happen, or this tests nothing.
    #expect(finished > Self.runCount && cancelled > Self.runCount / 20)
  }

  @Test("more threads than there is work for, on every backend", arguments: [0, 1, 2, 5])
  func idleThreads(count: Int) async throws {
    let content = DigestEngineTests.content(byteCount: 2_000)
    let file = try ScratchFile(content)
    let requests = (0..<count).map {
      DigestRequest(
        source: 0, range: UInt64($0 * 100)..<UInt64($0 * 100 + 1_500), algorithm: .sha256)
    }
    for backend in KernelSelectionTests.backends {
      let kernels = try #require(KernelSelectionTests.kernels(backend))
      for threadCount in [1, 3, 64] {
        let results = await DigestEngine(threadCount: threadCount, kernels: kernels).run(
          requests, over: [DigestSource(try file.map())], progress: DigestProgress(),
          cancellation: Cancellation())
        #expect(results == DigestEngineTests.oracle(requests, [content]))
      }
    }
  }

  @Test("one engine runs many things at a time, and each has its own results")
  func concurrentRuns() async throws {
    let pool = try Pool(seed: 13, byteCount: min(30_000, Self.contentByteCount))
    let source = DigestSource(try pool.file.map())
    let engine = DigestEngine(threadCount: 3)
    let wrong = await withTaskGroup(of: Int.self) { group in
      for run in 0..<20 {
        let chosen = pool.answered.filter { $0.byteCount % 20 <= run }
        group.addTask {
          let results = await engine.results(
            of: chosen.map { $0.request(source: 0) }, over: [source], progress: DigestProgress(),
            cancellation: Cancellation())
          return zip(chosen, zip(results.digests, results.statistics.map { $0?.value }))
            .count { !$0.isRight($1.0, $1.1) }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(wrong == 0)
  }

  // MARK: Files that cannot be read

  @Test(
    "a file that lost its end among many leaves the others right, in lanes and out of them",
    arguments: KernelSelectionTests.backends)
  func truncatedAmongOthers(backend: KernelBackend?) async throws {
    let kernels = try #require(KernelSelectionTests.kernels(backend))
    let contents = (0..<40).map { DigestEngineTests.content(byteCount: 9_000 + $0 * 37) }
    for threadCount in [1, 2, 5] {
      let files = try contents.map { try ScratchFile($0) }
      let sources = try files.map { DigestSource(try $0.map()) }
      let truncated: Set = [0, 7, 8, 39]
      for source in truncated { try files[source].resize(to: source == 8 ? 4_096 : 0) }
      var requests: [DigestRequest] = []
      for (source, content) in contents.enumerated() {
        let end = UInt64(content.count)
        requests.append(
          DigestRequest(
            source: source, range: 0..<end, algorithm: .sha256,
            statistics: StatisticsRequest(.uint8)))
        // This part is still there.
        requests.append(DigestRequest(source: source, range: 0..<100, algorithm: .sha256))
        requests.append(DigestRequest(source: source, range: 50..<end, algorithm: .sha512))
        requests.append(
          DigestRequest(
            source: source, range: 1..<end, algorithm: nil, statistics: StatisticsRequest(.int8)))
      }
      let results = await DigestEngine(threadCount: threadCount, kernels: kernels).results(
        of: requests, over: sources, progress: DigestProgress(), cancellation: Cancellation())
      let expected = DigestEngineTests.oracle(requests, contents)
      for (index, request) in requests.enumerated() {
        if truncated.contains(request.source) {
          #expect(results.digests[index] == .failure(.file(.changedWhileRead)))
          #expect(results.statistics[index]?.value == nil)
        } else {
          let result = request.algorithm == nil ? .failure(.notWanted) : expected[index]
          #expect(results.digests[index] == result)
          #expect(
            results.statistics[index]?.value.count
              == request.statistics.map { _ in
                Int(request.range.upperBound - request.range.lowerBound)
              })
        }
      }
    }
  }

  @Test(
    "a file that loses its end while it is read leaves the others right",
    arguments: KernelSelectionTests.backends)
  func truncatedMeanwhile(backend: KernelBackend?) async throws {
    let kernels = try #require(KernelSelectionTests.kernels(backend))
    // Long enough to be read in several slabs, and out of the map.
    let scale = KernelSelectionTests.scale
    let contents =
      [DigestEngineTests.content(byteCount: 30_000 * scale)]
      + (0..<20).map { DigestEngineTests.content(byteCount: 2_000 + $0) }
    for threadCount in [1, 2] {
      let files = try contents.map { try ScratchFile($0) }
      let requests = contents.enumerated().map { source, content in
        DigestRequest(source: source, range: 0..<UInt64(content.count), algorithm: .sha256)
      }
      let results = await DigestEngine(threadCount: threadCount, kernels: kernels).run(
        requests, over: try files.map { DigestSource(try $0.map()) }, progress: DigestProgress(),
        cancellation: Cancellation(),
        observe: { request, _ in
          guard request == 7 else { return }
          #expect(throws: Never.self) { try files[0].resize(to: 5_000) }
        })
      let expected = DigestEngineTests.oracle(requests, contents)
      #expect(results[0] == .failure(.file(.changedWhileRead)))
      #expect(Array(results.dropFirst()) == Array(expected.dropFirst()))
    }
  }

  // MARK: Statistics

  @Test(
    "where only statistics are wanted there is no digest, and nothing to observe",
    arguments: KernelSelectionTests.backends)
  func statisticsOnly(backend: KernelBackend?) async throws {
    let kernels = try #require(KernelSelectionTests.kernels(backend))
    let content = DigestEngineTests.content(byteCount: 70_000)
    let file = try ScratchFile(content)
    // The last two have the same range and different wishes; the first two are equal.
    let wishes: [(Range<UInt64>, DigestAlgorithm?, StatisticsRequest?)] = [
      (3..<40_003, nil, StatisticsRequest(.float32)),
      (3..<40_003, nil, StatisticsRequest(.float32)),
      (0..<0, nil, StatisticsRequest(.float64)),
      (40_003..<70_000, nil, StatisticsRequest(.uint8, options: .exponentHistogram)),
      (0..<70_000, .sha256, nil),
      (100..<116, .sha384, StatisticsRequest(.complex64, elementsPerChannel: 1)),
      (200..<264, .sha256, StatisticsRequest(.float64, options: .bigEndian)),
      (200..<264, nil, StatisticsRequest(.int16)),
      (200..<264, .sha256, nil),
    ]
    let requests = wishes.map {
      DigestRequest(source: 0, range: $0.0, algorithm: $0.1, statistics: $0.2)
    }
    let expected = DigestEngineTests.oracle(requests, [content])
    for threadCount in [1, 2, 5] {
      let results = await DigestEngine(threadCount: threadCount, kernels: kernels).results(
        of: requests, over: [DigestSource(try file.map())], progress: DigestProgress(),
        cancellation: Cancellation(),
        observe: { request, _ in #expect(requests[request].algorithm != nil) })
      for (index, request) in requests.enumerated() {
        #expect(
          results.digests[index]
            == (request.algorithm == nil ? .failure(.notWanted) : expected[index]),
          "request \(index)")
        #expect(
          results.statistics[index]?.value == Answered.statistics(request, of: content),
          "request \(index)")
      }
    }
  }

  @Test("where nothing measures, there is no list of statistics")
  func noStatistics() async throws {
    let file = try ScratchFile([1, 2, 3])
    let results = await DigestEngine(threadCount: 1).results(
      of: [DigestRequest(source: 0, range: 0..<3, algorithm: .sha256)],
      over: [DigestSource(try file.map())], progress: DigestProgress(),
      cancellation: Cancellation())
    #expect(results.statistics.isEmpty)
  }

  @Test("statistics of a file that changed are not given")
  func changed() async throws {
    let file = try ScratchFile([1, 2, 3])
    let source = DigestSource(try file.map())
    try file.write([9], at: 1)
    let wanted = StatisticsRequest(.uint8)
    let results = await DigestEngine(threadCount: 1).results(
      of: [
        DigestRequest(source: 0, range: 0..<3, algorithm: nil, statistics: wanted),
        DigestRequest(source: 0, range: 0..<3, algorithm: .sha256, statistics: wanted),
      ], over: [source], progress: DigestProgress(), cancellation: Cancellation())
    #expect(results.digests == Array(repeating: .failure(.file(.changedWhileRead)), count: 2))
    #expect(results.statistics == [nil, nil])
  }

  // MARK: Passes that are shared

  @Test("ranges that overlap share a pass only where bytes may be read once; equal ones always do")
  func sharedPasses() {
    let wanted = StatisticsRequest(.float32)
    let requests = [
      DigestRequest(source: 0, range: 0..<100, algorithm: .sha256),
      DigestRequest(source: 0, range: 20..<60, algorithm: .sha256, statistics: wanted),
      DigestRequest(source: 0, range: 20..<60, algorithm: nil, statistics: wanted),
      DigestRequest(source: 0, range: 60..<100, algorithm: nil, statistics: wanted),
    ]
    let once = DigestWalk.plan(requests, readsOnce: true)
    #expect(once.map(\.range) == [0..<100])
    #expect(once.map(\.requests) == [[0, 1, 2, 3]])
    let apart = DigestWalk.plan(requests, readsOnce: false)
    #expect(apart.map(\.range) == [0..<100, 20..<60, 60..<100])
    #expect(apart.map(\.requests) == [[0], [1, 2], [3]])
  }

  /// A source that no system can keep in memory, so that ranges which overlap share a pass.
  private static func hole() throws -> DigestSource {
    let file = try ScratchFile()
    try file.resize(to: 1 << 41)
    return DigestSource(try file.map())
  }

  @Test(
    "files and their tensors, in one pass, have the digests and statistics of their bytes",
    arguments: [1, 2, 5])
  func filesAndTensors(threadCount: Int) async throws {
    var random = SplitMix64(seed: 17)
    for round in 0..<(Self.wishCount / 15) {
      var contents: [[UInt8]] = []
      var requests: [DigestRequest] = []
      for source in 0..<3 {
        let start = requests.count
        var end = Int.random(in: 0...200, using: &random)
        for _ in 0..<Int.random(in: 0...12, using: &random) {
          let kind = Answered.kinds.randomElement(using: &random) ?? .uint8
          let bits = Self.wishCount < 100 ? 8 : round == 0 ? 18 : 12
          let most = 1 << Int.random(in: 0...bits, using: &random)
          let count = Int.random(in: 0...most, using: &random)
          let length = count * kind.valueByteCount * kind.valuesPerElement
          requests.append(
            DigestRequest(
              source: source, range: UInt64(end)..<UInt64(end + length),
              algorithm: random.isOneIn(3) ? nil : .sha256,
              statistics: random.isOneIn(5) ? nil : StatisticsRequest(kind)))
          if random.isOneIn(4) { requests.append(requests[requests.count - 1]) }
          end += length + (random.isOneIn(2) ? 0 : Int.random(in: 0...40, using: &random))
        }
        for algorithm in DigestAlgorithm.allCases where !random.isOneIn(3) {
          requests.append(
            DigestRequest(source: source, range: 0..<UInt64(end), algorithm: algorithm))
        }
        if random.isOneIn(2) { requests[start...].reverse() }
        contents.append(DigestEngineTests.content(byteCount: end))
      }
      let sources = try contents.map { DigestSource(try ScratchFile($0).map()) } + [Self.hole()]
      let progress = DigestProgress()
      let results = await DigestEngine(threadCount: threadCount).results(
        of: requests, over: sources, progress: progress, cancellation: Cancellation())
      let expected = DigestEngineTests.oracle(requests, contents)
      for (index, request) in requests.enumerated() {
        let result = request.algorithm == nil ? .failure(.notWanted) : expected[index]
        #expect(results.digests[index] == result, "round \(round), request \(index)")
        #expect(
          (results.statistics.isEmpty ? nil : results.statistics[index]?.value)
            == Answered.statistics(request, of: contents[request.source]),
          "round \(round), request \(index)")
      }
      let read = Set(
        requests.flatMap { request in request.range.map { UInt64(request.source) << 32 | $0 } })
      #expect(progress.byteCount == read.count)
    }
  }

  @Test("a digest that begins within an element leaves the statistics of its tensor right")
  func digestWithinATensor() async {
    await #expect(processExitsWith: .success) {
      let content = DigestEngineTests.content(byteCount: 40_000)
      let requests = [
        DigestRequest(
          source: 0, range: 0..<40_000, algorithm: .sha256,
          statistics: StatisticsRequest(.float32)),
        DigestRequest(source: 0, range: 1_001..<2_002, algorithm: .sha256),
        DigestRequest(source: 0, range: 30_000..<31_000, algorithm: .sha256),
      ]
      let sources = [DigestSource(try ScratchFile(content).map()), try WorkQueueTests.hole()]
      let results = await DigestEngine(threadCount: 1).results(
        of: requests, over: sources, progress: DigestProgress(), cancellation: Cancellation())
      #expect(results.digests == DigestEngineTests.oracle(requests, [content]))
      #expect(results.statistics[0]?.value == Answered.statistics(requests[0], of: content))
    }
  }
}

/// A wish with the answer that it should get.
private struct Answered: Sendable {
  let range: Range<UInt64>
  let algorithm: DigestAlgorithm?
  let wanted: StatisticsRequest?
  let digest: Digest?
  let found: TensorStatistics?

  static let kinds: [StatisticsKind] = [
    .float32, .bfloat16, .float64, .uint8, .int16, .boolean, .complex64, .float8E4M3,
  ]

  /// A random wish for `byteCount` bytes, or a few less.
  init(_ start: Int, _ byteCount: Int, of content: [UInt8], _ random: inout SplitMix64) {
    let kind = Self.kinds.randomElement(using: &random) ?? .uint8
    // In debug builds statistics take longer than all else.
    let measures = random.isOneIn(2) && byteCount < 1 << 20
    let elementByteCount = measures ? kind.valueByteCount * kind.valuesPerElement : 1
    let length = byteCount / elementByteCount * elementByteCount
    range = UInt64(start)..<UInt64(start + length)
    wanted =
      measures
      ? StatisticsRequest(
        kind, options: random.isOneIn(3) ? .exponentHistogram : [],
        elementsPerChannel: random.isOneIn(3) ? 100 : nil) : nil
    algorithm =
      measures && random.isOneIn(3)
      ? nil : random.isOneIn(8) ? DigestAlgorithm.allCases.randomElement(using: &random) : .sha256
    digest = algorithm.map {
      DigestEngineTests.digest(Array(content[start..<(start + length)]), $0)
    }
    found = Self.statistics(
      DigestRequest(source: 0, range: range, algorithm: nil, statistics: wanted), of: content)
  }

  var byteCount: Int { Int(range.upperBound - range.lowerBound) }

  func request(source: Int) -> DigestRequest {
    DigestRequest(source: source, range: range, algorithm: algorithm, statistics: wanted)
  }

  func isRight(_ result: Result<Digest, DigestFailure>, _ statistics: TensorStatistics?) -> Bool {
    result == (digest.map { .success($0) } ?? .failure(.notWanted)) && statistics == found
  }

  /// The statistics that a request should get, all bytes at once.
  static func statistics(_ request: DigestRequest, of content: [UInt8]) -> TensorStatistics? {
    guard let wanted = request.statistics else { return nil }
    let accumulator = StatisticsAccumulator(
      wanted.kind, options: wanted.options, elementsPerChannel: wanted.elementsPerChannel)
    let bytes = Array(content[Int(request.range.lowerBound)..<Int(request.range.upperBound)])
    unsafe bytes.withUnsafeBytes { unsafe accumulator.add($0) }
    return accumulator.finish()
  }
}
