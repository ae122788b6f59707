// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A fixed number of threads that run the tasks which prefer it.
///
/// Workers hash for seconds without suspending. On Swift's shared pool, which has as many threads
/// as processors, they would starve everything else, the progress bar first, and would ignore the
/// number of threads that the user asked for. So they run here.
package final class WorkerPool: TaskExecutor {
  package let threadCount: Int
  private let queue = JobQueue()

  package init(threadCount: Int) {
    precondition(threadCount > 0, "a pool needs a thread")
    self.threadCount = threadCount
    for index in 0..<threadCount { start(isNeeded: index == 0) }
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    queue.add(UnownedJob(job))
  }

  deinit {
    for _ in 0..<threadCount { queue.add(nil) }
  }

  /// What a thread owns while it runs.
  ///
  /// It must not hold the pool, or the pool would never go.
  @safe
  private final class Worker {
    let queue: JobQueue
    let executor: UnownedTaskExecutor

    init(queue: JobQueue, executor: UnownedTaskExecutor) {
      self.queue = queue
      unsafe self.executor = executor
    }

    /// Runs jobs until the pool goes.
    ///
    /// A job's task retains the pool, so `executor` is alive then.
    func run() {
      while let job = queue.take() {
        unsafe job.runSynchronously(on: executor)
      }
    }
  }

  /// Starts one thread.
  ///
  /// The system may give fewer than were asked for; one is needed.
  private func start(isNeeded: Bool) {
    let worker = unsafe Worker(queue: queue, executor: asUnownedTaskExecutor())
    let context = unsafe Unmanaged.passRetained(worker).toOpaque()
    var thread = pthread_t()
    let status = unsafe pthread_create(
      &thread, nil,
      { context in
        if let context = unsafe context {
          unsafe Unmanaged<Worker>.fromOpaque(context).takeRetainedValue().run()
        }
        return nil
      }, context)
    guard status == 0 else {
      precondition(!isNeeded, "the system gives no thread")
      unsafe Unmanaged<Worker>.fromOpaque(context).release()
      return
    }
    pthread_detach(thread)
  }
}

/// Jobs that wait for a thread; nil tells one thread to end.
private final class JobQueue: Sendable {
  private let jobs = Mutex<(items: [UnownedJob?], first: Int)>(([], 0))
  private let available = DispatchSemaphore(value: 0)

  func add(_ job: UnownedJob?) {
    jobs.withLock { $0.items.append(job) }
    available.signal()
  }

  func take() -> UnownedJob? {
    available.wait()
    return jobs.withLock { queue in
      let job = queue.items[queue.first]
      queue.first += 1
      if queue.first == queue.items.count { queue = ([], 0) }
      return job
    }
  }
}
