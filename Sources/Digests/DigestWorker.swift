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
  private let wantsStatistics: Bool
  private lazy var hasher = StreamHasher(kernels)
  private var currentSource = -1
  private var cachedPieces: CachedPieces
  /// What came of each request that this thread finished.
  private(set) var results: [(Int, Result<Digest, DigestFailure>)] = []
  /// The statistics of each request that wanted some.
  private(set) var statistics: [(Int, FoundStatistics)] = []

  init(
    requests: [DigestRequest], wantsStatistics: Bool, sources: [DigestSource],
    kernels: KernelSelection, progress: DigestProgress, cancellation: Cancellation,
    observe: (@Sendable (Int, Digest) -> Void)?, begin: (@Sendable (Int) -> Void)?
  ) {
    self.requests = requests
    self.wantsStatistics = wantsStatistics
    self.sources = sources
    self.kernels = kernels
    self.progress = progress
    self.cancellation = cancellation
    self.observe = observe
    self.begin = begin
    cachedPieces = CachedPieces(sourceCount: sources.count)
  }

  /// Works until nothing is left to do, or the run is cancelled.
  func work(on queue: WorkQueue) {
    var tasks: [DigestTask] = []
    while true {
      queue.share(&tasks, cancellation: cancellation)
      guard let first = tasks.first, !cancellation.isCancelled else { break }
      turn(to: first.walk.source)
      if first.isStream {
        advance(&tasks, of: queue)
      } else if advance(first, of: queue) {
        tasks = []
        queue.finish(1)
      }
    }
    queue.cancel()
  }

  private func turn(to source: Int) {
    guard source != currentSource else { return }
    currentSource = source
    begin?(source)
  }

  // MARK: Streams

  /// Hashes slabs of all streams, and those of new ones in place of those that end, until it is
  /// time to share again.
  private func advance(_ tasks: inout [DigestTask], of queue: WorkQueue) {
    let turnByteCount = queue.turnByteCount
    let slabByteCount = StreamHasher.slabByteCount(forStreams: tasks.count)
    // What has to be looked at twice should stay in the processor's caches.
    let mappedByteCount = wantsStatistics ? slabByteCount : StreamHasher.largestSlabByteCount
    var slots = tasks.map(Optional.some)
    // More streams would have been taken if that were better; then it is time to share again.
    let refills = tasks.count == queue.maximumStreamCount
    var byteCount = 0
    var isFilled = false
    var isClosing = false

    /// Notes that a slab is done; a task that has ended makes room for another.
    func finishSlab(of task: DigestTask, in slot: Int, _ state: StreamState) {
      count(task.finishSlab(state), of: task, queue)
      guard task.remaining == 0 else { return }
      finish(task)
      replace(slot)
    }

    func replace(_ slot: Int) {
      queue.finish(1)
      slots[slot] = isClosing || !refills ? nil : queue.nextStream()
      if let next = slots[slot] { turn(to: next.walk.source) } else { isClosing = true }
    }

    /// The next blocks in a slot; nil if nothing more is begun in it in this turn.
    func nextJob(in slot: Int) -> StreamJob? {
      while !isClosing, let task = slots[slot] {
        let start = task.position
        do throws(FileAccessError) {
          let job = try unsafe task.readSlab(
            of: sources[task.walk.source], mappedByteCount: mappedByteCount,
            byteCount: slabByteCount,
            into: hasher.slab(inSlot: slot, byteCount: slabByteCount), &cachedPieces)
          byteCount += task.position - start
          // Every stream that is hashed has a slab in every turn.
          let isFull = byteCount >= turnByteCount && (isFilled || !task.walk.wantsDigest)
          isClosing = isClosing || isFull || cancellation.isCancelled
          if job.blockCount > 0 { return job }
          // There is nothing to hash where only statistics are wanted.
          finishSlab(of: task, in: slot, job.state)
        } catch {
          fail(task, error)
          replace(slot)
        }
      }
      return nil
    }

    var jobs: [StreamJob] = []
    var slotOfJob: [Int] = []
    for slot in slots.indices {
      guard let job = nextJob(in: slot) else { continue }
      jobs.append(job)
      slotOfJob.append(slot)
    }
    isFilled = true
    hasher.compress(&jobs, mayStop: !wantsStatistics) { job, state in
      let slot = slotOfJob[job]
      if let task = slots[slot] { finishSlab(of: task, in: slot, state) }
      return nextJob(in: slot)
    }
    for (job, slot) in zip(jobs, slotOfJob) where job.blockCount > 0 {
      if let task = slots[slot] { count(task.interruptSlab(job), of: task, queue) }
    }
    tasks = slots.compactMap(\.self)
  }

  // MARK: By libcrypto

  /// Feeds the next blocks to libcrypto; gives whether the task is done.
  private func advance(_ task: DigestTask, of queue: WorkQueue) -> Bool {
    let turnByteCount = queue.turnByteCount
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
    } while task.remaining > 0 && byteCount < turnByteCount && !cancellation.isCancelled
    return task.remaining == 0
  }

  // MARK: Results

  private func finish(_ task: DigestTask) {
    let (digest, statistics) = (task.digest, task.finishedStatistics)
    for request in task.walk.requests { finish(request, digest, statistics) }
  }

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
