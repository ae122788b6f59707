// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
internal import UntrustedInput

/// Computes digests of ranges of files, in parallel.
///
/// Requests are planned into passes (`DigestWalk`), which threads share (`WorkQueue`). A thread
/// (`DigestWorker`) reads a slab of each of its passes into memory of its own, which stays in the
/// processor's cache while it is hashed, sixteen or 32 passes at a time where there are so many.
/// Between slabs it counts its progress and looks whether the run was cancelled. Results stand in
/// the order of the requests, whatever ran where.
///
/// Slabs are read, not mapped: with the page cache warm both were measured to cost the same, and
/// what is read cannot change between two looks at it.
package struct DigestEngine: Sendable {
  private let pool: WorkerPool
  private let kernels: KernelSelection

  /// An engine with `threadCount` threads of its own.
  package init(threadCount: Int, kernels: KernelSelection = .best) {
    pool = WorkerPool(threadCount: threadCount)
    self.kernels = kernels
  }

  /// Runs `requests` over `sources`.
  ///
  /// Every source is checked after the last read: a file that changed gives no digest at all.
  ///
  /// - Parameters:
  ///   - progress: counts the bytes read, those of overlapping ranges once.
  ///   - cancellation: looked at after every few slabs.
  ///   - observe: called on a worker's thread with each digest as soon as it is known, before its
  ///     file was checked; it may cancel the run.
  ///   - begin: called on a worker's thread with the index of the source it turns to.
  package func run(
    _ requests: [DigestRequest], over sources: [DigestSource], progress: DigestProgress,
    cancellation: Cancellation, observe: (@Sendable (Int, Digest) -> Void)? = nil,
    begin: (@Sendable (Int) -> Void)? = nil
  ) async -> [Result<Digest, DigestFailure>] {
    let walks = DigestWalk.plan(requests, readsOnce: !PhysicalMemory.canKeep(sources))
    precondition(
      walks.allSatisfy { $0.range.upperBound <= sources[$0.source].byteCount },
      "a range reaches past the end of its file")
    var results = [Result<Digest, DigestFailure>](
      repeating: .failure(.cancelled), count: requests.count)

    let threadCount = min(pool.threadCount, walks.count)
    let queue = WorkQueue(walks, threadCount: threadCount, kernels: kernels)
    await withTaskGroup(of: [(Int, Result<Digest, DigestFailure>)].self) { group in
      for _ in 0..<threadCount {
        group.addTask(executorPreference: pool) {
          let worker = DigestWorker(
            requests: requests, sources: sources, kernels: kernels, progress: progress,
            cancellation: cancellation, observe: observe, begin: begin)
          worker.work(on: queue)
          return worker.results
        }
      }
      for await done in group {
        for (request, result) in done { results[request] = result }
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
      if let failure = failures[request.source] { results[index] = .failure(.file(failure)) }
    }
    return results
  }
}
