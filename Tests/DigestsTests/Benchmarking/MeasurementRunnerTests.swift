// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

@_spi(Benchmarks) internal import Digests
internal import Synchronization
internal import Testing

/// That everything is measured and each wrong result is seen; never how fast anything is.
@Suite("Measurements")
struct MeasurementRunnerTests {
  private static let runner = MeasurementRunner(
    threadCount: 2, repetitionDuration: .microseconds(100))

  @Test("each task that this processor has is measured, with right results")
  func allTasks() async throws {
    let tasks = MeasuredTask.all(.best, threadCount: 2)
    let steps = Mutex<[Int]>([])
    let found = try await Self.runner.run(tasks, cancellation: Cancellation()) { done, _ in
      steps.withLock { $0.append(done) }
    }
    #expect(found.map(\.task) == tasks)
    #expect(found.allSatisfy { $0.byteCount > 0 && $0.seconds > 0 })
    #expect(steps.withLock(\.self) == Array(0..<(3 * tasks.count)))
  }

  @Test("tasks are of one and of all threads, and of every backend that is there")
  func taskList() {
    let tasks = MeasuredTask.all(.best, threadCount: 3)
    #expect(Set(tasks).count == tasks.count)
    #expect(tasks.filter { $0.threadCount == 1 }.count * 2 == tasks.count)
    #expect(tasks.allSatisfy { $0.threadCount == 1 || $0.threadCount == 3 })
    let hashed = tasks.filter { $0.what == .sha256 && $0.threadCount == 1 }
    let expected = KernelBackend.allCases.filter(\.isAvailable).flatMap(\.streamCounts)
    #expect(hashed.compactMap(\.streamCount) == expected)
    #expect(tasks.contains(.reference))
    #expect(MeasuredTask.all(.best, threadCount: 1).allSatisfy { $0.threadCount == 1 })
  }

  @Test(
    "of one backend only its own tasks are there, and the reference once",
    arguments: KernelBackend.allCases.filter(\.isAvailable))
  func oneBackend(backend: KernelBackend) throws {
    let kernels = try #require(KernelSelection(only: backend))
    let tasks = MeasuredTask.all(kernels, threadCount: 2)
    #expect(tasks.filter { $0 == .reference }.count == 1)
    let others = tasks.filter { $0 != .reference }.compactMap(\.backend)
    #expect(others.allSatisfy { $0 == backend })
  }

  @Test("a cancelled run gives no figure")
  func cancelled() async {
    let cancellation = Cancellation()
    cancellation.cancel()
    await #expect {
      try await Self.runner.run([.reference], cancellation: cancellation)
    } throws: { error in
      if case .cancelled? = error as? MeasurementError { true } else { false }
    }
  }

  @Test("one wrong result, in any run on any thread, is an error", arguments: [1, 2, 3])
  func wrong(run: Int) async {
    var task = MeasuredTask.reference
    task.threadCount = 2
    await #expect {
      try await Self.runner.measureOnce(task, Cancellation()) { thread in
        FailingWork(failsAt: thread == 1 ? run : .max)
      }
    } throws: { error in
      if case .wrongResult(task)? = error as? MeasurementError { true } else { false }
    }
  }

  @Test("kernels over memory at odd places give right results")
  func pageOffsets() throws {
    for backend in KernelBackend.allCases where backend.isAvailable {
      for count in Set([1, 5, backend.streamCounts.last ?? 1]) {
        try #require(
          KernelBenchmark(sha256: backend, streamCount: count, pageOffset: 4093)
        ).run()
      }
    }
    let widest = KernelSelection.best.backends[0]
    for type in KernelBenchmark.elementTypes {
      try #require(KernelBenchmark(statisticsOf: type, with: widest, pageOffset: 1)).run()
    }
    #expect(KernelBenchmark(statisticsOf: "float3", with: .openssl, pageOffset: 0) == nil)
  }
}

/// Gives a wrong result at one run.
private final class FailingWork: MeasuredWork {
  let byteCount = 1
  private let failsAt: Int
  private var runCount = 0

  init(failsAt: Int) {
    self.failsAt = failsAt
  }

  func run() -> Bool {
    runCount += 1
    return runCount != failsAt
  }
}
