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

  /// Bytes that are read and hashed between two looks at progress and cancellation.
  ///
  /// A block is read into a buffer that stays in the processor's cache while it is hashed. For one
  /// pass over a file this was measured to cost less than the page faults of its map.
  static let blockByteCount = 256 << 10

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
  ///   - observe: called on a worker's thread with each digest as soon as it is known, before its
  ///     file was checked; it may cancel the run.
  ///   - begin: called on a worker's thread with the index of the source it turns to.
  package func run(
    _ requests: [DigestRequest], over sources: [DigestSource], progress: DigestProgress,
    cancellation: Cancellation, observe: (@Sendable (Int, Digest) -> Void)? = nil,
    begin: (@Sendable (Int) -> Void)? = nil
  ) async -> [Result<Digest, DigestFailure>] {
    let walks = DigestWalk.plan(requests)
    precondition(
      walks.allSatisfy { $0.range.upperBound <= sources[$0.source].byteCount },
      "a range reaches past the end of its file")
    let next = AtomicIndex()
    var results = [Result<Digest, DigestFailure>](
      repeating: .failure(.cancelled), count: requests.count)

    await withTaskGroup(of: [(Int, Result<Digest, DigestFailure>)].self) { group in
      for _ in 0..<min(pool.threadCount, walks.count) {
        group.addTask(executorPreference: pool) {
          var done: [(Int, Result<Digest, DigestFailure>)] = []
          var buffer = [UInt8](repeating: 0, count: Self.blockByteCount)
          while let index = next.take(below: walks.count), !cancellation.isCancelled {
            let walk = walks[index]
            begin?(walk.source)
            do throws(FileAccessError) {
              try Self.run(
                walk, of: requests, over: sources[walk.source], through: &buffer,
                progress: progress, cancellation: cancellation
              ) { request, digest in
                done.append((request, .success(digest)))
                observe?(request, digest)
              }
            } catch {
              done += walk.requests.map { ($0, .failure(.file(error))) }
            }
          }
          return done
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

  /// Walks through one range in blocks.
  private static func run(
    _ walk: DigestWalk, of requests: [DigestRequest], over source: DigestSource,
    through buffer: inout [UInt8], progress: DigestProgress, cancellation: Cancellation,
    finish: (Int, Digest) -> Void
  ) throws(FileAccessError) {
    var waiting = walk.requests
    var streams = DigestStreams()
    var position = walk.range.lowerBound
    repeat {
      if cancellation.isCancelled { return }
      let end = min(
        position + blockByteCount, walk.range.upperBound, source.endOfPiece(at: position))
      let block = position..<end
      // An empty walk has one empty block, in which its empty ranges start and end.
      while let index = waiting.first,
        requests[index].range.lowerBound < block.upperBound || block.isEmpty
      {
        streams.start(requests[index], index: index)
        waiting.removeFirst()
      }
      try source.read(block, into: &buffer)
      streams.feed(block, buffer, finish: finish)
      progress.add(block.count)
      position = block.upperBound
    } while position < walk.range.upperBound
  }
}
