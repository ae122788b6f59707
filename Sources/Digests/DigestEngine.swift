// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
internal import UntrustedInput

/// Computes digests of ranges of files, in parallel, reading each byte once.
///
/// Requests are planned into passes (`DigestWalk`); workers take passes one after the other,
/// longest first, and hash them in blocks. Between blocks a worker counts its progress and looks
/// whether the run was cancelled. Results stand in the order of the requests, whatever ran where.
package struct DigestEngine: Sendable {
  private let pool: WorkerPool

  /// Bytes that are hashed between two looks at progress and cancellation.
  static let blockByteCount = 1 << 20

  /// An engine with `threadCount` threads of its own.
  package init(threadCount: Int) {
    pool = WorkerPool(threadCount: threadCount)
  }

  /// Runs `requests` over `sources`.
  ///
  /// Every source is checked after the last read: a file that changed gives no digest at all.
  ///
  /// - Parameters:
  ///   - progress: counts the bytes read.
  ///   - cancellation: looked at before every block.
  ///   - begin: called on a worker's thread with the index of the source it turns to.
  ///   - observe: called on a worker's thread with each digest as soon as it is known, before its
  ///     file was checked; it may cancel the run.
  package func run(
    _ requests: [DigestRequest], over sources: [DigestSource], progress: DigestProgress,
    cancellation: Cancellation, begin: (@Sendable (Int) -> Void)? = nil,
    observe: (@Sendable (Int, Digest) -> Void)? = nil
  ) async -> [Result<Digest, DigestFailure>] {
    let walks = DigestWalk.plan(requests)
    let next = AtomicIndex()
    var results = [Result<Digest, DigestFailure>](
      repeating: .failure(.cancelled), count: requests.count)

    await withTaskGroup(of: [(Int, Digest)].self) { group in
      for _ in 0..<min(pool.threadCount, walks.count) {
        group.addTask(executorPreference: pool) {
          var done: [(Int, Digest)] = []
          while let index = next.take(below: walks.count), !cancellation.isCancelled {
            let walk = walks[index]
            begin?(walk.source)
            Self.run(
              walk, of: requests, over: sources[walk.source], progress: progress,
              cancellation: cancellation
            ) { request, digest in
              done.append((request, digest))
              observe?(request, digest)
            }
          }
          return done
        }
      }
      for await done in group {
        for (request, digest) in done { results[request] = .success(digest) }
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

  /// Walks through one range in blocks.
  private static func run(
    _ walk: DigestWalk, of requests: [DigestRequest], over source: DigestSource,
    progress: DigestProgress, cancellation: Cancellation, finish: (Int, Digest) -> Void
  ) {
    var waiting = walk.requests
    var streams = DigestStreams()
    var position = walk.range.lowerBound
    repeat {
      if cancellation.isCancelled { return }
      let end = min(
        position + blockByteCount, walk.range.upperBound, source.endOfPiece(at: position))
      let block = position..<end
      source.prepare(block)
      // An empty walk has one empty block, in which its empty ranges start and end.
      while let index = waiting.first,
        requests[index].range.lowerBound < block.upperBound || block.isEmpty
      {
        streams.start(requests[index], index: index)
        waiting.removeFirst()
      }
      streams.feed(block, of: source, finish: finish)
      progress.add(block.count)
      position = block.upperBound
    } while position < walk.range.upperBound
  }
}
