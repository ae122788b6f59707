// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import Digests
public import SystemPackage

/// Measures what this machine does: memory, SHA-256, statistics, and the work over a path.
///
/// Every digest that is computed on the way is held against libcrypto's, and all statistics against
/// those of the kernels for every processor; a difference is an error, and nothing is reported.
public struct MachineBenchmark: Sendable {
  /// What `digest` and `stats` are measured over; nil for nothing.
  public var path: FilePath?
  /// Time for all measurements in memory together; each is repeated three times and takes a quarter
  /// of a second or less.
  public var duration = Duration.seconds(12)
  /// Threads of what is measured on all cores; nil for as many as the process may keep busy.
  public var threadCount: Int?
  /// What SHA-256 is computed with; where it is one backend, only that one is measured beside
  /// libcrypto.
  public var kernels = KernelSelection.best

  /// Measures memory only.
  public init() {}

  /// A step on the way.
  public struct Step: Sendable {
    /// Steps that are done.
    public let done: Int
    /// Steps in all.
    public let count: Int
    /// What is measured now.
    public let name: String
  }

  private static let longestRepetition = Duration.milliseconds(250)

  /// Measures.
  ///
  /// - Parameter observe: called before each step.
  /// - Throws: what prevents any answer: the path cannot be read or holds no weight file, the work
  ///   was cancelled, or a result was wrong.
  public func run(
    cancellation: CancellationHandle = CancellationHandle(),
    observe: @Sendable (Step) -> Void = { _ in }
  ) async throws(WeightCheckError) -> BenchReport {
    let work = try path.map { (path) throws(WeightCheckError) in try PathBenchmark(path, self) }
    let threadCount = max(1, threadCount ?? ProcessorCount.available)
    let tasks = MeasuredTask.all(kernels, threadCount: threadCount)
    let repetitionCount = tasks.count * MeasurementRunner.repetitionCount
    let share = MeasurementRunner.settlingShare
    let repetitionDuration = min(
      Self.longestRepetition, duration / repetitionCount * share / (share + 1))
    let stepCount = repetitionCount + (work == nil ? 0 : PathBenchmark.passCount)

    let found: [Digests.Measurement]
    do throws(MeasurementError) {
      let runner = MeasurementRunner(
        threadCount: threadCount, repetitionDuration: repetitionDuration)
      found = try await runner.run(tasks, cancellation: cancellation.cancellation) { done, task in
        observe(Step(done: done, count: stepCount, name: task.name))
      }
    } catch {
      switch error {
      case .cancelled: throw .cancelled
      case .wrongResult(let task): throw .wrongResult(task.name)
      }
    }
    let reference = found.first { $0.task == .reference }.map(BenchReport.Speed.init)
    let over = try await work?.run(threadCount: threadCount, cancellation) { number, name in
      observe(Step(done: repetitionCount + number, count: stepCount, name: name))
    }
    return BenchReport(
      machine: BenchReport.Machine(
        processorName: KernelBackend.processorName, processorCount: ProcessorCount.available,
        memoryByteCount: MachineMemory.byteCount,
        availableBackends: KernelBackend.allCases.filter(\.isAvailable),
        usedBackends: kernels.backends, threadCount: threadCount),
      repetitionCount: MeasurementRunner.repetitionCount, repetitionDuration: repetitionDuration,
      measurements: found.map { BenchReport.Measurement($0, reference) },
      passes: (over?.passes ?? []).map { $0.compared(with: reference) },
      problems: over?.problems ?? [], status: over?.status ?? .verified)
  }
}

extension BenchReport.Speed {
  fileprivate init(_ measurement: Digests.Measurement) {
    self.init(byteCount: measurement.byteCount, seconds: measurement.seconds)
  }
}

extension BenchReport.Measurement {
  fileprivate init(_ found: Digests.Measurement, _ reference: BenchReport.Speed?) {
    self.init(
      what: What(found.task.what), backend: found.task.backend,
      streamCount: found.task.streamCount, elementType: found.task.elementType,
      threadCount: found.task.threadCount,
      speed: BenchReport.Speed(found).compared(with: reference))
  }
}

extension BenchReport.Measurement.What {
  fileprivate init(_ what: MeasuredTask.What) {
    self =
      switch what {
      case .memoryRead: .memoryRead
      case .sha256: .sha256
      case .statistics: .statistics
      case .sha256AndStatistics: .sha256AndStatistics
      }
  }

  /// What people read.
  public var title: String {
    switch self {
    case .memoryRead: "memory read"
    case .sha256: "SHA-256"
    case .statistics: "statistics"
    case .sha256AndStatistics: "SHA-256 and statistics"
    }
  }
}

extension BenchReport.Measurement {
  /// What was done and with what, as people read it: `SHA-256, avx512, 32 streams`.
  public var title: String {
    Self.title(what, backend: backend, streamCount: streamCount, elementType: elementType)
  }

  static func title(
    _ what: What, backend: KernelBackend?, streamCount: Int?, elementType: String?
  ) -> String {
    let kernels = what == .statistics ? backend?.rawValue ?? "portable" : backend?.rawValue
    let streams = streamCount.map { "\($0) stream\($0 == 1 ? "" : "s")" }
    return [what.title, elementType, kernels, streams].compactMap(\.self).joined(separator: ", ")
  }
}

extension MeasuredTask {
  fileprivate var elementType: String? {
    switch kind {
    case .bfloat16: "BF16"
    case .float32: "F32"
    default: nil
    }
  }

  /// What is shown while it is measured, and if it fails.
  fileprivate var name: String {
    BenchReport.Measurement.title(
      .init(what), backend: backend, streamCount: streamCount, elementType: elementType)
      + (threadCount > 1 ? ", \(threadCount) threads" : "")
  }
}
