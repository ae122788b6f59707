// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// How fast a task was: what was done in the median of its repetitions.
package struct Measurement: Sendable {
  /// What was done.
  package let task: MeasuredTask
  /// Bytes that all threads together passed over.
  package let byteCount: Int
  /// Seconds from the start of the first thread to the end of the last.
  package let seconds: Double

  var bytesPerSecond: Double { Double(byteCount) / seconds }
}

/// Why a machine was not measured.
package enum MeasurementError: Error, Sendable {
  /// The work was cancelled.
  case cancelled
  /// A result is not what it must be: a fault of ours, or of the machine.
  case wrongResult(MeasuredTask)
}

/// Measures tasks, each several times.
///
/// All tasks are run once, then all of them again: what else the machine does for a while then
/// spoils one repetition of some tasks rather than all repetitions of one. Every result of every
/// run is checked, those outside the measured time too.
package struct MeasurementRunner: Sendable {
  /// How often each task is measured; odd, so that there is a median.
  package static let repetitionCount = 3

  /// Before each repetition threads work without being measured, for this part of its time.
  package static let settlingShare = 4

  private let pool: WorkerPool
  private let repetitionDuration: Duration

  /// - Parameters:
  ///   - threadCount: as many as the largest task has.
  ///   - repetitionDuration: how long each repetition is.
  package init(threadCount: Int, repetitionDuration: Duration) {
    pool = WorkerPool(threadCount: threadCount)
    self.repetitionDuration = repetitionDuration
  }

  /// Measures `tasks`; the results stand in their order.
  ///
  /// - Parameter observe: called before each repetition with the number of those that are done.
  package func run(
    _ tasks: [MeasuredTask], cancellation: Cancellation,
    observe: @Sendable (_ done: Int, MeasuredTask) -> Void = { _, _ in }
  ) async throws(MeasurementError) -> [Measurement] {
    let memory = CountedWords(
      byteCount: WorkSize.memoryByteCount(
        threadCount: pool.threadCount, in: repetitionDuration))
    let passCount = WorkSize.passCount(in: repetitionDuration)
    var repetitions = [[Measurement]](repeating: [], count: tasks.count)
    for round in 0..<Self.repetitionCount {
      for (index, task) in tasks.enumerated() {
        observe(round * tasks.count + index, task)
        repetitions[index].append(
          try await measureOnce(task, cancellation) { thread in
            task.work(thread: thread, memory: memory, passCount: passCount)
          })
      }
    }
    return repetitions.map { repetitions in
      let ordered = repetitions.sorted { $0.bytesPerSecond < $1.bytesPerSecond }
      return ordered[ordered.count / 2]
    }
  }

  /// A work on its way from the thread that prepared it to the one that does it.
  ///
  /// `@unchecked`: one thread at a time has it.
  private struct Prepared: @unchecked Sendable {
    let work: any MeasuredWork
    let isRight: Bool
  }

  private struct Part: Sendable {
    var byteCount = 0
    var isRight = true
    var start: ContinuousClock.Instant
    var end: ContinuousClock.Instant
  }

  /// Measures one repetition.
  ///
  /// - Parameter makeWork: called on the thread with this number.
  package func measureOnce(
    _ task: MeasuredTask, _ cancellation: Cancellation,
    makeWork: @escaping @Sendable (_ thread: Int) -> any MeasuredWork
  ) async throws(MeasurementError) -> Measurement {
    // Prepared first, so that afterwards all threads begin together.
    let prepared = await withTaskGroup(of: Prepared.self) { group in
      for thread in 0..<task.threadCount {
        group.addTask(executorPreference: pool) {
          // Once without measuring: code and tables come into the caches.
          let work = makeWork(thread)
          return Prepared(work: work, isRight: work.run())
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    let duration = repetitionDuration
    let parts = await withTaskGroup(of: Part.self) { group in
      for prepared in prepared {
        group.addTask(executorPreference: pool) {
          Self.measure(prepared.work, for: duration, cancellation)
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    if cancellation.isCancelled { throw .cancelled }
    guard prepared.allSatisfy(\.isRight), parts.allSatisfy(\.isRight),
      let start = parts.map(\.start).min(), let end = parts.map(\.end).max()
    else { throw .wrongResult(task) }
    return Measurement(
      task: task, byteCount: parts.reduce(0) { $0 + $1.byteCount },
      seconds: max((end - start).inSeconds, 1e-9))
  }

  private static func measure(
    _ work: any MeasuredWork, for duration: Duration, _ cancellation: Cancellation
  ) -> Part {
    let clock = ContinuousClock()
    var start = clock.now
    var part = Part(start: start, end: start)
    // The system needs some milliseconds to give threads that just woke a core each.
    let settled = start + duration / settlingShare
    while clock.now < settled && !cancellation.isCancelled {
      guard work.run() else {
        part.isRight = false
        return part
      }
    }
    start = clock.now
    part.start = start
    repeat {
      guard work.run() else {
        part.isRight = false
        return part
      }
      part.byteCount += work.byteCount
      part.end = clock.now
    } while part.end - start < duration && !cancellation.isCancelled
    return part
  }
}

extension Duration {
  /// The same as a number of seconds.
  package var inSeconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }
}
