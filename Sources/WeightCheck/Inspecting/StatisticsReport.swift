// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import Digests
public import SystemPackage
public import UntrustedInput
public import WeightFormats

/// What `stats` found out.
public struct StatisticsReport: Sendable {
  /// The weight files, ordered by the bytes of their paths.
  public let files: [File]
  /// What is odd about the folder, and about the tensors.
  public let findings: [Finding]
  /// The exit status: 0, or 3, 4 or 2 if a file could not be read as weights.
  public let status: Reason.Status

  /// One weight file.
  public struct File: Sendable {
    /// The path, relative to the release or as the user gave it.
    public let path: UntrustedText
    /// The header; nil where it could not be read.
    public let weights: WeightFile?
    /// The tensors that were asked for, in the order of the header.
    public let tensors: [MeasuredTensor]
    /// Why it could not be read: one sentence.
    public let problem: String?
  }
}

/// Which statistics `statistics(of:_:)` computes.
public struct StatisticsOptions: Sendable {
  /// Names of the tensors; nil for all.
  public var pattern: NamePattern?
  /// Whether values are counted by their exponents.
  public var wantsHistogram = false
  /// Whether the greatest magnitude of each channel, a step of the outermost dimension, is wanted
  /// of tensors with two dimensions or more.
  public var wantsChannels = false
  /// Threads that work; nil for as many as the process may use.
  public var threadCount: Int?
  /// What SHA-256 and the statistics are computed with.
  public var kernels = KernelSelection.best

  /// All tensors, without histograms and channels.
  public init() {}

  var selection: StatisticsSelection {
    var selection = StatisticsSelection()
    selection.pattern = pattern
    selection.wantsHistogram = wantsHistogram
    selection.wantsChannels = wantsChannels
    return selection
  }
}

/// Computes the SHA-256 and the statistics of the tensors of the weight files at `path`, in one
/// pass.
///
/// - Throws: what prevents any answer: the path cannot be read, or a folder holds no weight file.
public func statistics(
  of path: FilePath, _ options: StatisticsOptions = StatisticsOptions(),
  progress: WorkProgress = WorkProgress(), cancellation: CancellationHandle = CancellationHandle()
) async throws(WeightCheckError) -> StatisticsReport {
  let release = try openRelease(path)
  let files = release.files.filter { $0.isNamed || FileFormat.isWeightName($0.path.basename) }
  guard !files.isEmpty else { throw .folderWithoutWeights(path) }
  progress.setTotal(of: files.map(\.byteCount))

  let examiner = FileExaminer(
    threadCount: options.threadCount, kernels: options.kernels, progress: progress,
    cancellation: cancellation.cancellation, keepsTables: true)
  let jobs = files.map { file in
    var job = ExaminationJob(file: file, release: release)
    job.statistics = options.selection
    return job
  }
  var measured: [StatisticsReport.File] = []
  var findings = release.findings
  var reasons: [Reason] = []
  await examiner.examine(jobs) { number, examination in
    let path = files[number].shownPath
    let code = problemCode(of: examination, isWeights: true)
    reasons += code.map { [Reason($0)] } ?? []
    let weights = examination.failure == nil ? examination.weights : nil
    findings += examination.tensorFindings(path: path)
    measured.append(
      StatisticsReport.File(
        path: path, weights: weights, tensors: examination.measuredTensors,
        problem: code == nil ? nil : examination.problem(path: path)?.message))
  }
  if cancellation.cancellation.isCancelled { throw .cancelled }
  return StatisticsReport(
    files: measured, findings: findings, status: Reason.Status.combining(reasons))
}

extension Examination {
  /// What is wrong with the values of the tensors that were measured.
  func tensorFindings(path: UntrustedText) -> [Finding] {
    guard let weights else { return [] }
    var findings = measuredTensors.flatMap { $0.findings(in: weights, path: path) }
    if countWithoutChannels > 0 {
      findings.append(
        Finding(
          .tensorChannelCount, .note, path: path,
          "absmaxPerChannel is left out, tensors: \(countWithoutChannels); all files together have "
            + "more than \(StatisticsPlan.maximumChannelCount) channels"))
    }
    return findings
  }
}
