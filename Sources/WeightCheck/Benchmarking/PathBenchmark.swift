// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Digests
internal import SystemPackage
internal import UntrustedInput
internal import WeightFormats

/// The work over a path from opening the files to the answer, each use of it twice.
struct PathBenchmark {
  private let path: FilePath
  private let kernels: KernelSelection
  private let release: Release

  /// Uses of the path, with their repetitions.
  static let passCount = 2 * BenchReport.Pass.Use.allCases.count

  /// Looks at the path before anything is measured: what cannot be read should be told at once.
  init(_ path: FilePath, _ benchmark: MachineBenchmark) throws(WeightCheckError) {
    self.path = path
    kernels = benchmark.kernels
    release = try openRelease(path)
    if !release.files.contains(where: Self.isWeights) { throw .folderWithoutWeights(path) }
  }

  private static func isWeights(_ file: ReleaseFile) -> Bool {
    file.isNamed || FileFormat.isWeightName(file.path.basename)
  }

  /// What came of all uses.
  struct Results {
    var passes: [BenchReport.Pass] = []
    var problems: [BenchReport.Problem] = []
    var status = Reason.Status.verified
  }

  /// Uses the path.
  ///
  /// - Parameter observe: called with the number and the name of each use before it begins.
  func run(
    threadCount: Int, _ cancellation: CancellationHandle,
    observe: (_ done: Int, _ name: String) -> Void
  ) async throws(WeightCheckError) -> Results {
    var results = Results()
    for use in BenchReport.Pass.Use.allCases {
      for number in 1...2 {
        observe(results.passes.count, "\(use.rawValue), pass \(number)")
        let pageCache = pageCache(before: use)
        let progress = WorkProgress()
        let clock = ContinuousClock()
        let start = clock.now
        let (status, problems) = try await perform(use, threadCount, progress, cancellation)
        let seconds = (clock.now - start).inSeconds
        results.passes.append(
          BenchReport.Pass(
            use: use, number: number, pageCache: pageCache, threadCount: threadCount,
            speed: BenchReport.Speed(byteCount: progress.byteCount, seconds: seconds)))
        if results.status == .verified { results.status = status }
        for problem in problems where !results.problems.contains(problem) {
          results.problems.append(problem)
        }
      }
    }
    return results
  }

  private func perform(
    _ use: BenchReport.Pass.Use, _ threadCount: Int, _ progress: WorkProgress,
    _ cancellation: CancellationHandle
  ) async throws(WeightCheckError) -> (Reason.Status, [BenchReport.Problem]) {
    switch use {
    case .digestPerFile, .digestPerTensor:
      let report = try await digest(
        path, per: use == .digestPerFile ? .file : .tensor, threadCount: threadCount,
        kernels: kernels, progress: progress, cancellation: cancellation)
      return (
        report.status,
        report.files.compactMap { file in
          file.problem.map { BenchReport.Problem(path: file.path, message: $0) }
        }
      )
    case .statistics:
      var options = StatisticsOptions()
      options.threadCount = threadCount
      options.kernels = kernels
      let report = try await statistics(
        of: path, options, progress: progress, cancellation: cancellation)
      return (
        report.status,
        report.files.compactMap { file in
          file.problem.map { BenchReport.Problem(path: file.path, message: $0) }
        }
      )
    }
  }

  // MARK: Page cache

  /// What the system holds of the files that are about to be read.
  private func pageCache(before use: BenchReport.Pass.Use) -> BenchReport.PageCacheState {
    var (resident, total) = (0, 0)
    for file in release.files where use == .digestPerFile || Self.isWeights(file) {
      do throws(FileAccessError) {
        let opened = try release.open(file)
        guard let byteCount = PageCache.residentByteCount(of: opened) else { return .unknown }
        resident += byteCount
        total += Int(clamping: opened.identity.size)
      } catch {
        // It is not read, so it does not count.
        continue
      }
    }
    return BenchReport.PageCacheState(resident: resident, of: total)
  }
}

extension BenchReport.PageCacheState {
  /// What so many bytes in memory, of all bytes, are called.
  package init(resident: Int, of total: Int) {
    guard total > 0 else {
      self = .unknown
      return
    }
    let share = Double(resident) / Double(total)
    self = share < 0.01 ? .cold : share > 0.99 ? .warm : .partial(share)
  }
}

extension BenchReport.Pass {
  /// The same beside the speed that all are compared with.
  func compared(with reference: BenchReport.Speed?) -> BenchReport.Pass {
    BenchReport.Pass(
      use: use, number: number, pageCache: pageCache, threadCount: threadCount,
      speed: speed.compared(with: reference))
  }
}
