// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
internal import UntrustedInput

/// Computes digests of ranges of files, in parallel.
///
/// Requests are planned into passes (`DigestWalk`), which threads share (`WorkQueue`). A thread
/// (`DigestWorker`) hashes a slab of each of its passes at a time, 16 or 32 passes in the lanes
/// of vectors where there are so many. Between slabs it counts its progress and looks whether the
/// run was cancelled. Results stand in the order of the requests, whatever ran where.
///
/// Slabs that are in the page cache are looked at where the map has them; others are read into the
/// thread's own memory, with the system asked to have the next ones ready.
package struct DigestEngine: Sendable {
  private let pool: WorkerPool
  private let kernels: KernelSelection

  /// An engine with `threadCount` threads of its own.
  package init(threadCount: Int, kernels: KernelSelection = .best) {
    pool = WorkerPool(threadCount: threadCount)
    self.kernels = kernels
  }

  /// What came of a run.
  package struct Results: Sendable {
    /// The digest of each request.
    package var digests: [Result<Digest, DigestFailure>]
    /// The statistics of each request that wanted some and has its digest; empty if none did.
    package var statistics: [FoundStatistics?]
  }

  /// Runs `requests` over `sources`, and gives the digests only.
  package func run(
    _ requests: [DigestRequest], over sources: [DigestSource], progress: DigestProgress,
    cancellation: Cancellation, observe: (@Sendable (Int, Digest) -> Void)? = nil,
    begin: (@Sendable (Int) -> Void)? = nil
  ) async -> [Result<Digest, DigestFailure>] {
    await results(
      of: requests, over: sources, progress: progress, cancellation: cancellation,
      observe: observe, begin: begin
    ).digests
  }

  /// Runs `requests` over `sources`.
  ///
  /// Every source is checked after the last read: a file that changed gives no digest at all.
  ///
  /// - Parameters:
  ///   - progress: counts the bytes that are done, those of overlapping ranges once.
  ///   - cancellation: looked at after every few slabs.
  ///   - observe: called on a worker's thread with each digest as soon as it is known, before its
  ///     file was checked; it may cancel the run.
  ///   - begin: called on a worker's thread with the index of the source it turns to.
  ///   - readsOnce: whether overlapping ranges share a pass; nil to share one only if the sources
  ///     are too large to stay in memory.
  package func results(
    of requests: [DigestRequest], over sources: [DigestSource], progress: DigestProgress,
    cancellation: Cancellation, observe: (@Sendable (Int, Digest) -> Void)? = nil,
    begin: (@Sendable (Int) -> Void)? = nil, readsOnce: Bool? = nil
  ) async -> Results {
    let walks = DigestWalk.plan(
      requests, readsOnce: readsOnce ?? !MachineMemory.canKeep(sources))
    precondition(
      walks.allSatisfy { $0.range.upperBound <= sources[$0.source].byteCount },
      "a range reaches past the end of its file")
    let wantsStatistics = requests.contains { $0.statistics != nil }
    var results = Results(
      digests: Array(repeating: .failure(.cancelled), count: requests.count),
      statistics: wantsStatistics ? Array(repeating: nil, count: requests.count) : [])

    let threadCount = min(pool.threadCount, walks.count)
    let queue = WorkQueue(walks, threadCount: threadCount, kernels: kernels)
    typealias Done = (
      digests: [(Int, Result<Digest, DigestFailure>)], statistics: [(Int, FoundStatistics)]
    )
    await withTaskGroup(of: Done.self) { group in
      for _ in 0..<threadCount {
        group.addTask(executorPreference: pool) {
          let worker = DigestWorker(
            requests: requests, wantsStatistics: wantsStatistics, sources: sources,
            kernels: kernels, progress: progress, cancellation: cancellation, observe: observe,
            begin: begin)
          worker.work(on: queue)
          return (worker.results, worker.statistics)
        }
      }
      for await done in group {
        for (request, result) in done.digests { results.digests[request] = result }
        for (request, found) in done.statistics { results.statistics[request] = found }
      }
    }

    let failures = sources.map { source -> FileAccessError? in
      do throws(FileAccessError) {
        try source.shared.file.checkUnchanged()
        return nil
      } catch {
        return error
      }
    }
    for (index, request) in requests.enumerated() {
      guard let failure = failures[request.source] else { continue }
      results.digests[index] = .failure(.file(failure))
      if request.statistics != nil { results.statistics[index] = nil }
    }
    return results
  }
}
