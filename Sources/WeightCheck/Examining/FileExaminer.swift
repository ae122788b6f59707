// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
package import Digests
internal import WeightFormats

/// Opens files, parses their headers and computes what digests are wanted, a batch at a time.
package struct FileExaminer: Sendable {
  private let engine: DigestEngine
  private let progress: WorkProgress
  private let cancellation: Cancellation
  private let keepsTables: Bool

  /// Files that are open and mapped at once.
  static let batchCount = 256
  /// Bytes of headers that are held at once, but for one file's.
  static let batchHeaderByteCount = 64 << 20

  /// - Parameters:
  ///   - threadCount: nil for as many as the process may keep busy.
  ///   - keepsTables: whether what is received has its tensors and metadata.
  package init(
    threadCount: Int?, kernels: KernelSelection = .best, progress: WorkProgress,
    cancellation: Cancellation, keepsTables: Bool
  ) {
    self.keepsTables = keepsTables
    engine = DigestEngine(
      threadCount: max(1, threadCount ?? ProcessorCount.available), kernels: kernels)
    self.progress = progress
    self.cancellation = cancellation
  }

  /// Examines all `jobs`.
  ///
  /// - Parameters:
  ///   - onMismatch: called, possibly on a worker's thread, when something is not as claimed.
  ///   - receive: called with each job's number and what was found, in the order of the jobs.
  package func examine(
    _ jobs: [ExaminationJob], onMismatch: (@Sendable () -> Void)? = nil,
    receive: (Int, Examination) throws -> Void
  ) async rethrows {
    var start = 0
    var channelBudget = StatisticsPlan.maximumChannelCount
    while start < jobs.count {
      let examinations = await examine(
        batchFrom: start, of: jobs, channelBudget: &channelBudget, onMismatch: onMismatch)
      for (offset, examination) in examinations.enumerated() {
        try receive(start + offset, examination)
      }
      start += examinations.count
    }
  }

  private func examine(
    batchFrom first: Int, of jobs: [ExaminationJob], channelBudget: inout UInt64,
    onMismatch: (@Sendable () -> Void)?
  ) async -> [Examination] {
    var opened: [OpenedFile] = []
    var headerByteCount = 0
    for job in jobs[first...].prefix(Self.batchCount) {
      let file = OpenedFile(job, cancellation, channelBudget: &channelBudget)
      headerByteCount += file.source?.headerByteCount ?? 0
      opened.append(file)
      if headerByteCount >= Self.batchHeaderByteCount { break }
    }
    var plan = DigestPlan()
    for (offset, file) in opened.enumerated() { file.add(to: &plan, file: offset) }
    if let onMismatch, opened.contains(where: { $0.comparisons.contains { $0.comparesByName } }) {
      onMismatch()
    }

    let (runs, files) = (plan.runs, plan.files)
    let comparisons = opened.map(\.comparisons)
    /// Whether a digest is what is claimed, as far as anything is.
    @Sendable func isExpected(_ request: Int, _ digest: Digest) -> Bool {
      let run = runs[runs.partitioningIndex { $0.requests.upperBound > request }]
      switch run.subject {
      case .file:
        return jobs[first + run.file].expectedDigests.allSatisfy {
          $0.algorithm != digest.algorithm || $0 == digest
        }
      case .tensorData:
        return jobs[first + run.file].claimedTensorData.allSatisfy {
          $0.whole == nil || $0.whole == digest
        }
      case .units(let comparison):
        let unit = request - run.requests.lowerBound
        return comparisons[run.file][comparison].agrees(digest, unit: unit)
      case .ranges(let claim):
        return jobs[first + run.file].claimedRanges[claim].agrees(
          digest, at: request - run.requests.lowerBound)
      default: return true
      }
    }
    var observe: (@Sendable (Int, Digest) -> Void)?
    if let onMismatch {
      observe = { request, digest in
        if !isExpected(request, digest) { onMismatch() }
      }
    }
    let results = await engine.results(
      of: plan.requests, over: plan.sources, progress: progress.digests, cancellation: cancellation,
      observe: observe,
      begin: { progress.begin(jobs[first + files[$0]].file.shownPath.escaped) })
    for run in runs {
      opened[run.file].record(
        results.digests[run.requests],
        results.statistics.isEmpty ? [] : results.statistics[run.requests], of: run.subject)
    }
    return opened.map { $0.finished(keepsTables: keepsTables) }
  }
}
