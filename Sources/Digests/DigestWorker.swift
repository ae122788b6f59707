// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import UntrustedInput

/// What one thread of a run does.
final class DigestWorker {
  private let requests: [DigestRequest]
  private let sources: [DigestSource]
  private let progress: DigestProgress
  private let cancellation: Cancellation
  private let observe: (@Sendable (Int, Digest) -> Void)?
  private let begin: (@Sendable (Int) -> Void)?
  private let kernels: KernelSelection
  private lazy var hasher = StreamHasher(kernels)
  private var currentSource = -1
  /// What came of each request that this thread finished.
  private(set) var results: [(Int, Result<Digest, DigestFailure>)] = []
  /// The statistics of each request that wanted some.
  private(set) var statistics: [(Int, FoundStatistics)] = []

  /// Bytes that a thread reads before it shares its work with others again.
  private static let turnByteCount = 4 << 20

  init(
    requests: [DigestRequest], sources: [DigestSource], kernels: KernelSelection,
    progress: DigestProgress, cancellation: Cancellation,
    observe: (@Sendable (Int, Digest) -> Void)?, begin: (@Sendable (Int) -> Void)?
  ) {
    self.requests = requests
    self.sources = sources
    self.kernels = kernels
    self.progress = progress
    self.cancellation = cancellation
    self.observe = observe
    self.begin = begin
  }

  /// Works until nothing is left to do, or the run is cancelled.
  func work(on queue: WorkQueue) {
    var tasks: [DigestTask] = []
    while true {
      queue.share(&tasks, cancellation: cancellation)
      guard let first = tasks.first, !cancellation.isCancelled else { break }
      if first.walk.source != currentSource {
        currentSource = first.walk.source
        begin?(currentSource)
      }
      if first.isStream {
        advance(&tasks, of: queue)
      } else if advance(first, of: queue) {
        tasks = []
        queue.finish(1)
      }
    }
    queue.cancel()
  }

  // MARK: Streams

  /// Hashes slabs of all streams until one of them ends, or it is time to share again.
  private func advance(_ tasks: inout [DigestTask], of queue: WorkQueue) {
    let slabByteCount = StreamHasher.slabByteCount(forStreams: tasks.count)
    var jobs: [StreamJob] = []
    var slabs = unsafe [UnsafeRawPointer]()
    var lengths: [Int] = []
    var byteCount = 0
    var hasEnded = false
    repeat {
      jobs.removeAll(keepingCapacity: true)
      unsafe slabs.removeAll(keepingCapacity: true)
      lengths.removeAll(keepingCapacity: true)
      tasks.removeAll { task in
        let slot = jobs.count
        let start = task.position
        do throws(FileAccessError) {
          jobs.append(
            try unsafe task.readSlab(
              of: sources[task.walk.source], byteCount: slabByteCount,
              into: hasher.slab(inSlot: slot, byteCount: slabByteCount)))
          count(start..<task.position, of: task, queue)
          unsafe slabs.append(jobs[slot].bytes)
          lengths.append(task.position - start)
          byteCount += task.position - start
          return false
        } catch {
          fail(task, error)
          queue.finish(1)
          return true
        }
      }
      hasher.compress(&jobs)
      for (slot, task) in tasks.enumerated() {
        unsafe task.advance(
          to: jobs[slot].state,
          over: UnsafeRawBufferPointer(start: slabs[slot], count: lengths[slot]))
      }
      tasks.removeAll { task in
        guard task.remaining == 0 else { return false }
        let (digest, statistics) = (task.digest, task.finishedStatistics)
        for request in task.walk.requests { finish(request, digest, statistics) }
        queue.finish(1)
        hasEnded = true
        return true
      }
    } while !hasEnded && !tasks.isEmpty && byteCount < Self.turnByteCount
      && !cancellation.isCancelled
  }

  // MARK: By libcrypto

  /// Feeds the next blocks to libcrypto; gives whether the task is done.
  private func advance(_ task: DigestTask, of queue: WorkQueue) -> Bool {
    let slab = unsafe hasher.slab(inSlot: 0, byteCount: StreamHasher.largestSlabByteCount)
    var byteCount = 0
    repeat {
      let start = task.position
      do throws(FileAccessError) {
        try unsafe task.readBlock(
          of: sources[task.walk.source], requests: requests,
          byteCount: StreamHasher.largestSlabByteCount, through: slab, kernels: kernels,
          finish: finish)
      } catch {
        fail(task, error)
        return true
      }
      count(start..<task.position, of: task, queue)
      byteCount += task.position - start
    } while task.remaining > 0 && byteCount < Self.turnByteCount && !cancellation.isCancelled
    return task.remaining == 0
  }

  // MARK: Results

  private func finish(_ request: Int, _ digest: Digest?, _ found: FoundStatistics?) {
    if let found, requests[request].statistics != nil { statistics.append((request, found)) }
    guard requests[request].algorithm != nil else {
      results.append((request, .failure(.notWanted)))
      return
    }
    guard let digest else { preconditionFailure("a digest that was wanted was not computed") }
    results.append((request, .success(digest)))
    observe?(request, digest)
  }

  private func fail(_ task: DigestTask, _ error: FileAccessError) {
    results += task.walk.requests.map { ($0, .failure(.file(error))) }
  }

  private func count(_ range: Range<Int>, of task: DigestTask, _ queue: WorkQueue) {
    queue.countRead(range.count)
    progress.add(max(0, range.upperBound - max(range.lowerBound, task.walk.countsFrom)))
  }
}
