// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Digests
internal import Synchronization
internal import Testing

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

@Suite("Threads of our own")
struct WorkerPoolTests {
  /// Which threads ran jobs.
  private final class Threads: Sendable {
    private let seen = Mutex<Set<String>>([])

    /// Notes the thread that this runs on.
    func note() {
      seen.withLock { _ = $0.insert(String(describing: pthread_self())) }
    }

    var count: Int { seen.withLock(\.count) }
    func contains(_ other: Threads) -> Bool {
      let others = other.seen.withLock { $0 }
      return seen.withLock { !$0.isDisjoint(with: others) }
    }
  }

  /// Jobs that wait for each other.
  private final class Meeting: Sendable {
    private let arrived = Atomic<Int>(0)

    /// Whether `count` jobs were here at once; false after a while.
    func wait(for count: Int) -> Bool {
      arrived.add(1, ordering: .sequentiallyConsistent)
      let deadline = ContinuousClock.now + .seconds(30)
      while arrived.load(ordering: .sequentiallyConsistent) < count {
        if ContinuousClock.now > deadline { return false }
        sched_yield()
      }
      return true
    }
  }

  @Test("as many jobs run at once as there are threads", arguments: [1, 2, 5])
  func parallelism(threadCount: Int) async {
    let pool = WorkerPool(threadCount: threadCount)
    #expect(pool.threadCount == threadCount)
    let (meeting, threads) = (Meeting(), Threads())
    let met = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<threadCount {
        group.addTask(executorPreference: pool) {
          threads.note()
          return meeting.wait(for: threadCount)
        }
      }
      return await group.reduce(true) { $0 && $1 }
    }
    #expect(met, "the jobs did not meet")
    #expect(threads.count == threadCount)
  }

  @Test("jobs never run on more threads than the pool has, nor on another pool's")
  func ownThreads() async {
    let pools = [WorkerPool(threadCount: 2), WorkerPool(threadCount: 2)]
    let threads = [Threads(), Threads()]
    await withTaskGroup { group in
      for index in 0..<400 {
        group.addTask(executorPreference: pools[index % 2]) {
          threads[index % 2].note()
          await Task.yield()
          threads[index % 2].note()
        }
      }
    }
    #expect((1...2).contains(threads[0].count))
    #expect((1...2).contains(threads[1].count))
    #expect(!threads[0].contains(threads[1]))
  }

  @Test("a pool that was used is released", arguments: [1, 2, 5])
  func release(threadCount: Int) async {
    weak var observed: WorkerPool?
    do {
      let pool = WorkerPool(threadCount: threadCount)
      observed = pool
      await withTaskGroup { group in
        for _ in 0..<20 { group.addTask(executorPreference: pool) {} }
      }
      #expect(observed != nil)
    }
    // The thread that ran the last job lets go of it a little after the group has its result.
    let deadline = ContinuousClock.now + .seconds(30)
    while observed != nil, ContinuousClock.now < deadline { await Task.yield() }
    #expect(observed == nil)
  }

  @Test("a pool that was never used is released")
  func releaseUnused() {
    weak var observed: WorkerPool?
    do {
      let pool = WorkerPool(threadCount: 2)
      observed = pool
    }
    #expect(observed == nil)
  }

  @Test("at least one thread is available, and no more than there are processors")
  func processorCount() {
    #expect(ProcessorCount.available >= 1)
    #expect(ProcessorCount.available <= Int(sysconf(CInt(_SC_NPROCESSORS_ONLN))))
  }
}
