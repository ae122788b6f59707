// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Digests
internal import TestSupport
internal import Testing

/// Every backend that this processor has, and the choice among them, through the engine.
// One at a time: hundreds of open files at once are too many for Foundation to start programs.
@Suite("The engine with every backend", .serialized)
struct KernelSelectionTests {
  /// Nil is the choice among all of them.
  static let backends: [KernelBackend?] = [nil] + KernelBackend.allCases.filter(\.isAvailable)

  static func kernels(_ backend: KernelBackend?) -> KernelSelection? {
    guard let backend else { return .best }
    return KernelSelection(only: backend)
  }

  #if DEBUG
    // Without optimisation Swift's vectors take a millisecond for what takes a microsecond.
    static let scale = 1
  #else
    static let scale = 16
  #endif

  /// How many bytes lie in at least one range.
  private static func byteCount(inAnyOf requests: [DigestRequest]) -> Int {
    let order = requests.sorted {
      ($0.source, $0.range.lowerBound) < ($1.source, $1.range.lowerBound)
    }
    var (source, end, sum) = (-1, UInt64(0), 0)
    for request in order {
      if request.source != source { (source, end) = (request.source, 0) }
      let start = max(request.range.lowerBound, end)
      if request.range.upperBound > start { sum += Int(request.range.upperBound - start) }
      end = max(end, request.range.upperBound)
    }
    return sum
  }

  private static func check(
    _ contents: [[UInt8]], _ requests: [DigestRequest], _ backend: KernelBackend?,
    threadCounts: [Int], sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let kernels = try #require(Self.kernels(backend), sourceLocation: sourceLocation)
    let expected = DigestEngineTests.oracle(requests, contents)
    let files = try contents.map { try ScratchFile($0) }
    for threadCount in threadCounts {
      let progress = DigestProgress()
      let results = await DigestEngine(threadCount: threadCount, kernels: kernels).run(
        requests, over: try files.map { DigestSource(try $0.map()) }, progress: progress,
        cancellation: Cancellation())
      #expect(results == expected, "\(threadCount) threads", sourceLocation: sourceLocation)
      #expect(
        progress.byteCount == Self.byteCount(inAnyOf: requests), "\(threadCount) threads",
        sourceLocation: sourceLocation)
    }
  }

  @Test("all lengths from 0 to 300, at once", arguments: backends)
  func lengths(backend: KernelBackend?) async throws {
    let bytes = DigestEngineTests.content(byteCount: 1_000)
    let requests = (0...300).map {
      DigestRequest(source: 0, range: 7..<UInt64(7 + $0), algorithm: .sha256)
    }
    try await Self.check([bytes], requests, backend, threadCounts: [1, 3])
  }

  @Test(
    "every number of ranges from 1 to 70: lanes that stay empty, end, and are filled again",
    arguments: backends)
  func counts(backend: KernelBackend?) async throws {
    let bytes = DigestEngineTests.content(byteCount: 64 << 10)
    for count in [1, 2, 3, 4, 5, 11, 12, 13, 15, 16, 17, 31, 32, 33, 63, 64, 65, 70] {
      var random = SplitMix64(seed: count)
      let requests = (0..<count).map { _ in
        let length = Int.random(in: 0...(200 * Self.scale), using: &random)
        let start = Int.random(in: 0...(bytes.count - length), using: &random)
        return DigestRequest(
          source: 0, range: UInt64(start)..<UInt64(start + length), algorithm: .sha256)
      }
      try await Self.check([bytes], requests, backend, threadCounts: [1, 2])
    }
  }

  @Test("lengths around every slab", arguments: backends)
  func slabs(backend: KernelBackend?) async throws {
    let slab = 32 << 10
    let bytes = DigestEngineTests.content(byteCount: 9 * slab + 100)
    var lengths = [slab - 1, slab, slab + 1, 2 * slab - 63, 8 * slab, 8 * slab + 64]
    if Self.scale > 1 { lengths += (0..<40).map { slab - 20 + $0 } }
    let requests = lengths.enumerated().map { index, length in
      DigestRequest(
        source: 0, range: UInt64(index)..<UInt64(index + length), algorithm: .sha256)
    }
    try await Self.check([bytes], requests, backend, threadCounts: [1, 2])
  }

  @Test("ranges side by side of all lengths, for many turns of a thread", arguments: backends)
  func turns(backend: KernelBackend?) async throws {
    var random = SplitMix64(seed: 7)
    var requests: [DigestRequest] = []
    var end = 0
    while end < 4_000_000 * Self.scale {
      let largest = [100, 5_000, 100_000 * Self.scale].randomElement(using: &random) ?? 0
      let length = Int.random(in: 0...largest, using: &random)
      requests.append(
        DigestRequest(source: 0, range: UInt64(end)..<UInt64(end + length), algorithm: .sha256))
      end += length
    }
    let bytes = DigestEngineTests.content(byteCount: end)
    try await Self.check([bytes], requests, backend, threadCounts: [1, 2])
  }

  @Test("one range that is most of the bytes, and many small ones", arguments: backends)
  func dominating(backend: KernelBackend?) async throws {
    let large = DigestEngineTests.content(byteCount: 300_000 * Self.scale)
    let small = DigestEngineTests.content(byteCount: 40_000)
    var requests = [DigestRequest(source: 0, range: 0..<UInt64(large.count), algorithm: .sha256)]
    for start in stride(from: 0, to: small.count, by: 400) {
      requests.append(
        DigestRequest(source: 1, range: UInt64(start)..<UInt64(start + 400), algorithm: .sha256))
    }
    try await Self.check([large, small], requests, backend, threadCounts: [1, 2, 5])
  }

  @Test("files, their parts and other algorithms, all at once", arguments: backends)
  func mixed(backend: KernelBackend?) async throws {
    let contents = [30_000, 0, 77, 9_000].map { DigestEngineTests.content(byteCount: $0) }
    var requests: [DigestRequest] = []
    for (source, content) in contents.enumerated() {
      let whole = 0..<UInt64(content.count)
      for algorithm in DigestAlgorithm.allCases {
        requests.append(DigestRequest(source: source, range: whole, algorithm: algorithm))
      }
      for start in stride(from: 0, to: content.count, by: 500) {
        let end = min(start + 500, content.count)
        requests.append(
          DigestRequest(
            source: source, range: UInt64(start)..<UInt64(end),
            algorithm: start % 1_500 == 0 ? .sha512 : .sha256))
      }
    }
    try await Self.check(contents, requests, backend, threadCounts: [1, 2, 7])
  }

  @Test("a private header is hashed in place of the file's bytes", arguments: backends)
  func privateHeader(backend: KernelBackend?) async throws {
    let bytes = DigestEngineTests.content(byteCount: 5_000)
    let header = [UInt8](repeating: 0xAB, count: 1_001)
    let believed = header + bytes[1_001...]
    let file = try ScratchFile(bytes)
    let kernels = try #require(Self.kernels(backend))
    let ranges = (0..<40).map { UInt64($0 * 50)..<UInt64(2_000 + $0) } + [0..<5_000]
    let requests = ranges.map { DigestRequest(source: 0, range: $0, algorithm: .sha256) }
    let results = await DigestEngine(threadCount: 2, kernels: kernels).run(
      requests, over: [DigestSource(try file.map(), header: header)], progress: DigestProgress(),
      cancellation: Cancellation())
    #expect(results == DigestEngineTests.oracle(requests, [believed]))
  }

  #if !DEBUG
    // The kernels do not know how long a range is; in a lane, alone, this one would take long.
    @Test(
      "a range longer than 4 GiB of a sparse file",
      arguments: backends.filter { $0 == nil || $0 == .shani })
    func longerThan4GiB(backend: KernelBackend?) async throws {
      let file = try ScratchFile()
      try file.resize(to: (4 << 30) + 200)
      try file.write([1, 2, 3], at: (4 << 30) + 150)
      let kernels = try #require(Self.kernels(backend))
      let results = await DigestEngine(threadCount: 2, kernels: kernels).run(
        [DigestRequest(source: 0, range: 7..<(4 << 30) + 151, algorithm: .sha256)],
        over: [DigestSource(try file.map())], progress: DigestProgress(),
        cancellation: Cancellation())
      // By Python's hashlib of the same bytes.
      #expect(
        try results.map { try $0.get().hex } == [
          "56872e5522c0369674a80af3699666c592701a1c287e3183866e39ae907f9378"
        ])
    }
  #endif

  @Test("ranges beyond 4 GiB of a sparse file", arguments: backends)
  func beyond4GiB(backend: KernelBackend?) async throws {
    let file = try ScratchFile()
    try file.resize(to: (4 << 30) + 5_000)
    let bytes = DigestEngineTests.content(byteCount: 5_000)
    try file.write(bytes, at: 4 << 30)
    let kernels = try #require(Self.kernels(backend))
    let ranges = (0..<40).map { UInt64($0 * 100)..<UInt64($0 * 101 + 900) }
    let requests = ranges.map {
      DigestRequest(
        source: 0, range: ($0.lowerBound + (4 << 30))..<($0.upperBound + (4 << 30)),
        algorithm: .sha256)
    }
    let results = await DigestEngine(threadCount: 2, kernels: kernels).run(
      requests, over: [DigestSource(try file.map())], progress: DigestProgress(),
      cancellation: Cancellation())
    let expected = ranges.map { DigestRequest(source: 0, range: $0, algorithm: .sha256) }
    #expect(results == DigestEngineTests.oracle(expected, [bytes]))
  }
}
