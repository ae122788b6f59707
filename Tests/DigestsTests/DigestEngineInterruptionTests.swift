// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Digests
internal import Synchronization
internal import TestSupport
internal import Testing
internal import UntrustedInput

// One at a time: hundreds of open files at once are too many for Foundation to start programs.
@Suite("Digests of files that change, and of runs that are cancelled", .serialized)
struct DigestEngineInterruptionTests {
  private static let changed = Result<Digest, DigestFailure>.failure(.file(.changedWhileRead))
  private static let cancelled = Result<Digest, DigestFailure>.failure(.cancelled)

  /// What can happen to a file after it was opened.
  enum Change: CaseIterable {
    case truncatedToNothing, truncatedByAPage, grown, overwritten

    func apply(to file: ScratchFile) throws {
      switch self {
      case .truncatedToNothing: try file.resize(to: 0)
      case .truncatedByAPage: try file.resize(to: 3 * 4_096)
      case .grown: try file.resize(to: 5 * 4_096)
      case .overwritten: try file.write([0xFF], at: 7)
      }
    }
  }

  @Test(
    "a file that changed before it is read has no digest, and others have theirs",
    arguments: Change.allCases)
  func changedBefore(_ change: Change) async throws {
    let bytes = DigestEngineTests.content(byteCount: 4 * 4_096)
    let (file, other) = (try ScratchFile(bytes), try ScratchFile(bytes))
    let sources = [DigestSource(try file.map()), DigestSource(try other.map())]
    try change.apply(to: file)
    let ranges: [(Int, Range<UInt64>)] = [(0, 0..<16_384), (1, 0..<16_384), (0, 3..<4), (0, 9..<9)]
    let requests = ranges.map { DigestRequest(source: $0, range: $1, algorithm: .sha256) }
    let results = await DigestEngine(threadCount: 2).run(
      requests, over: sources, progress: DigestProgress(), cancellation: Cancellation())
    #expect(
      results == [
        Self.changed, .success(DigestEngineTests.digest(bytes, .sha256)), Self.changed,
        Self.changed,
      ])
  }

  @Test(
    "a file that changes after its digest was computed, and before the end, has none",
    arguments: Change.allCases)
  func changedDuring(_ change: Change) async throws {
    let bytes = DigestEngineTests.content(byteCount: 4 * 4_096)
    let file = try ScratchFile(bytes)
    let requests = [
      DigestRequest(source: 0, range: 0..<9_000, algorithm: .sha256),
      DigestRequest(source: 0, range: 9_000..<16_384, algorithm: .sha256),
    ]
    let results = await DigestEngine(threadCount: 1).run(
      requests, over: [DigestSource(try file.map())], progress: DigestProgress(),
      cancellation: Cancellation()
    ) { request, _ in
      guard request == 0 else { return }
      #expect(throws: Never.self) { try change.apply(to: file) }
    }
    #expect(results == [Self.changed, Self.changed])
  }

  @Test("a change is reported even where the run was cancelled")
  func changedAndCancelled() async throws {
    let file = try ScratchFile(DigestEngineTests.content(byteCount: 100))
    let source = DigestSource(try file.map())
    try file.resize(to: 0)
    let cancellation = Cancellation()
    cancellation.cancel()
    let results = await DigestEngine(threadCount: 1).run(
      [DigestRequest(source: 0, range: 0..<100, algorithm: .sha256)], over: [source],
      progress: DigestProgress(), cancellation: cancellation)
    #expect(results == [Self.changed])
  }

  @Test("a run that was cancelled before it began reads nothing", arguments: [1, 2, 5])
  func cancelledBefore(threadCount: Int) async throws {
    let file = try ScratchFile(DigestEngineTests.content(byteCount: 1_000))
    let requests = [0..<1_000, 0..<10, 5..<5].map {
      DigestRequest(source: 0, range: $0, algorithm: .sha256)
    }
    let (progress, cancellation) = (DigestProgress(), Cancellation())
    #expect(!cancellation.isCancelled)
    cancellation.cancel()
    #expect(cancellation.isCancelled)
    let results = await DigestEngine(threadCount: threadCount).run(
      requests, over: [DigestSource(try file.map())], progress: progress,
      cancellation: cancellation
    ) { request, _ in
      Issue.record("request \(request) was computed")
    }
    #expect(results == [Self.cancelled, Self.cancelled, Self.cancelled])
    #expect(progress.byteCount == 0)
  }

  @Test("passes that were not begun when the run was cancelled are `cancelled`; the others stand")
  func cancelledBetweenPasses() async throws {
    let bytes = DigestEngineTests.content(byteCount: 1_000)
    let file = try ScratchFile(bytes)
    // Short ranges run in the order of their bytes: request 1 before the others.
    let requests = [600..<700, 0..<600, 700..<1_000].map {
      DigestRequest(source: 0, range: $0, algorithm: .sha256)
    }
    let (progress, cancellation) = (DigestProgress(), Cancellation())
    // Other backends have all three in hand at a time.
    let kernels = try #require(KernelSelection(only: .openssl))
    let results = await DigestEngine(threadCount: 1, kernels: kernels).run(
      requests, over: [DigestSource(try file.map())], progress: progress,
      cancellation: cancellation
    ) { _, _ in
      cancellation.cancel()
    }
    #expect(
      results == [
        Self.cancelled, .success(DigestEngineTests.digest(Array(bytes[0..<600]), .sha256)),
        Self.cancelled,
      ])
    #expect(progress.byteCount == 600)
  }

  @Test("a pass that is cancelled on its way keeps the digests that were done")
  func cancelledWithinAPass() async throws {
    let file = try ScratchFile()
    try file.resize(to: 64 << 20)
    let requests = [
      DigestRequest(source: 0, range: 0..<(64 << 20), algorithm: .sha256),
      DigestRequest(source: 0, range: 0..<10, algorithm: .sha256),
    ]
    let (progress, cancellation) = (DigestProgress(), Cancellation())
    let results = await DigestEngine(threadCount: 2).run(
      requests, over: [DigestSource(try file.map())], progress: progress,
      cancellation: cancellation
    ) { _, _ in
      cancellation.cancel()
    }
    let zeros = [UInt8](repeating: 0, count: 10)
    #expect(results == [Self.cancelled, .success(DigestEngineTests.digest(zeros, .sha256))])
    // The other thread goes on until it looks, which it does every few slabs.
    #expect((10...(48 << 20)).contains(progress.byteCount))
  }

  @Test("each digest is observed once, with the request it answers", arguments: [1, 2, 5])
  func observed(threadCount: Int) async throws {
    let bytes = DigestEngineTests.content(byteCount: 5_000)
    let file = try ScratchFile(bytes)
    let requests = (0..<100).map {
      DigestRequest(source: 0, range: UInt64($0 * 40)..<UInt64($0 * 50), algorithm: .sha256)
    }
    let seen = Mutex<[Int: [Digest]]>([:])
    let results = await DigestEngine(threadCount: threadCount).run(
      requests, over: [DigestSource(try file.map())], progress: DigestProgress(),
      cancellation: Cancellation()
    ) { request, digest in
      seen.withLock { $0[request, default: []].append(digest) }
    }
    let observed = seen.withLock { $0 }
    #expect(observed.count == requests.count)
    for (index, result) in results.enumerated() {
      #expect(observed[index] == [try result.get()])
    }
  }

  @Test("progress can be read while a run is on its way, and never falls")
  func progressGrows() async throws {
    let file = try ScratchFile(DigestEngineTests.content(byteCount: 1_000))
    let requests = (0..<10).map {
      DigestRequest(source: 0, range: UInt64($0 * 100)..<UInt64($0 * 100 + 100), algorithm: .sha256)
    }
    let progress = DigestProgress()
    let counts = Mutex<[Int]>([])
    _ = await DigestEngine(threadCount: 1).run(
      requests, over: [DigestSource(try file.map())], progress: progress,
      cancellation: Cancellation()
    ) { _, _ in
      counts.withLock { $0.append(progress.byteCount) }
    }
    let seen = counts.withLock { $0 }
    #expect(seen.count == 10 && seen == seen.sorted() && seen.allSatisfy { $0 <= 1_000 })
    #expect(progress.byteCount == 1_000)
  }
}
