// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import Cryptography
public import Digests
internal import Provenance
public import SystemPackage
public import UntrustedInput
public import WeightFormats

/// What `digest` computed.
public struct DigestReport: Sendable {
  /// What digests are computed of.
  public enum Scope: String, CaseIterable, Sendable {
    /// Whole files.
    case file
    /// The tensors of weight files.
    case tensor
    /// Both, from one reading.
    case both
    /// The tensors of GGUF files, and the bytes of all of them together: what llama.cpp's
    /// `gguf-hash` computes.
    case ggufHash
  }

  /// The files, ordered by the bytes of their paths.
  public let files: [File]
  /// What is odd about the folder.
  public let findings: [Finding]
  /// The exit status: 0, or 3, 4 or 2 if a file could not be read as it had to be.
  public let status: Reason.Status

  /// One file.
  public struct File: Sendable {
    /// The path, relative to the release or as the user gave it.
    public let path: UntrustedText
    /// Bytes; nil where the file could not be opened.
    public let byteCount: UInt64?
    /// The SHA-256 of the whole file; nil where it was not asked for or could not be computed.
    public let sha256: Digest?
    /// The header, where tensors were asked for.
    public let weights: WeightFile?
    /// The SHA-256 of each tensor of `weights`, in the same order; nil where not asked for.
    public let tensorDigests: [Digest]?
    /// The SHA-256 of the bytes of all tensors together, in their order and without padding; nil
    /// where not asked for.
    public let tensorDataDigest: Digest?
    /// Why something is missing, or why the file is no good weight file: one sentence.
    public let problem: String?
  }
}

/// Computes the SHA-256 of the files at `path`, of their tensors, or both.
///
/// Of a folder all regular files count; with `tensor` and `ggufHash`, its weight files.
///
/// - Parameter excluded: a file of the folder that is left out, as the one that the result goes to.
/// - Throws: what prevents any answer: the path cannot be read, `tensor` finds no weight file, or
///   `ggufHash` finds one that is not GGUF.
public func digest(
  _ path: FilePath, per scope: DigestReport.Scope = .file, excluding excluded: FilePath? = nil,
  threadCount: Int? = nil, kernels: KernelSelection = .best,
  progress: WorkProgress = WorkProgress(), cancellation: CancellationHandle = CancellationHandle()
) async throws(WeightCheckError) -> DigestReport {
  let release = try openRelease(path)
  let excludedPath = (excluded?.resolved).flatMap { release.resolvedRoot.containedPath(of: $0) }
  let files = release.files.filter { file in
    if !file.isNamed && file.path == excludedPath { return false }
    return !scope.isOfWeights || file.isNamed || FileFormat.isWeightName(file.path.basename)
  }
  guard !files.isEmpty || !scope.isOfWeights else { throw .folderWithoutWeights(path) }
  if scope == .ggufHash {
    // What cannot be told in its lines is better known before anything is hashed.
    try await checkGGUF(files, of: release, cancellation)
  }
  progress.setTotal(of: files.map(\.byteCount))

  let examiner = FileExaminer(
    threadCount: threadCount, kernels: kernels, progress: progress,
    cancellation: cancellation.cancellation, keepsTables: false)
  let jobs = files.map { file in
    var job = ExaminationJob(
      file: file, release: release, algorithms: scope.isOfWeights ? [] : [.sha256],
      wantsTensors: scope != .file)
    job.wantsTensorData = scope == .ggufHash
    return job
  }
  var digested: [DigestReport.File] = []
  var reasons: [Reason] = []
  await examiner.examine(jobs) { number, examination in
    let file = files[number]
    let hasWeightName = FileFormat.isWeightName(file.path.basename)
    let mustBeWeights = hasWeightName || (scope.isOfWeights && file.isNamed)
    var code = problemCode(of: examination, isWeights: mustBeWeights)
    // A digest of the whole file needs no knowledge of its format.
    if code == .fileUnsupported && scope == .file { code = nil }
    reasons += code.map { [Reason($0)] } ?? []
    let isRead = examination.failure == nil
    digested.append(
      DigestReport.File(
        path: file.shownPath, byteCount: examination.identity?.size,
        sha256: isRead ? examination.digests[.sha256] : nil,
        weights: isRead && scope != .file ? examination.weights : nil,
        tensorDigests: isRead && examination.weights != nil && scope != .file
          ? examination.tensorDigests : nil,
        tensorDataDigest: isRead && scope == .ggufHash ? examination.tensorDataDigest : nil,
        problem: code == nil ? nil : examination.problem(path: file.shownPath)?.message))
  }
  if cancellation.cancellation.isCancelled { throw .cancelled }
  return DigestReport(
    files: digested, findings: release.findings, status: Reason.Status.combining(reasons))
}

extension DigestReport.Scope {
  /// Whether only weight files count, and not each as a whole.
  fileprivate var isOfWeights: Bool { self == .tensor || self == .ggufHash }
}

/// Looks whether lines of gguf-hash can tell of all these files, whose headers are read.
private func checkGGUF(
  _ files: [ReleaseFile], of release: Release, _ cancellation: CancellationHandle
) async throws(WeightCheckError) {
  let examiner = FileExaminer(
    threadCount: 1, progress: WorkProgress(), cancellation: cancellation.cancellation,
    keepsTables: true)
  var failure: WeightCheckError?
  await examiner.examine(files.map { ExaminationJob(file: $0, release: release) }) {
    number, examination in
    guard failure == nil, let weights = examination.weights else { return }
    let path = files[number].shownPath
    if weights.format != .gguf {
      failure = .notGGUF(path)
    } else if !GGUFHash.canBeWritten(path.bytes)
      || !weights.tensors.indices.allSatisfy({
        GGUFHash.canBeWritten(weights.tensors.nameBytes(at: $0))
      })
    {
      failure = .nameOfSeveralLines(path)
    }
  }
  if let failure { throw failure }
}
