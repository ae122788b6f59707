// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Digests
public import SystemPackage
public import UntrustedInput
public import WeightFormats

/// What `inspect` found out: the headers of the weight files of one PATH.
public struct Inspection: Sendable {
  /// The weight files, ordered by the bytes of their paths.
  public let files: [File]
  /// The sets of several files that the weight files are.
  public let sets: [FileSet]
  /// What is odd about the folder and its sets; what is odd about a file stands with it.
  public let findings: [Finding]
  /// The exit status: 0, or 3, 4 or 2 if a file could not be read as weights.
  public let status: Reason.Status

  /// Weight files that are one model together.
  public struct FileSet: Sendable {
    /// The name that all of them begin with.
    public let name: UntrustedText
    /// The files that are there, as `files` shows them.
    public let files: [UntrustedText]
    /// The set's index, if it has one.
    public let index: UntrustedText?
  }

  /// One weight file.
  public struct File: Sendable {
    /// The path, relative to the release or as the user gave it.
    public let path: UntrustedText
    /// Bytes; nil where the file could not be opened.
    public let byteCount: UInt64?
    /// The header; nil where it could not be read.
    public let weights: WeightFile?
    /// The programs in it that engines run to lay out a conversation.
    public let chatTemplates: [ChatTemplate]
    /// What is odd about it.
    public let findings: [Finding]
    /// Why it could not be read.
    public let problem: Finding?
  }
}

/// Reads the headers of the weight files at `path`; no tensor data is read.
///
/// - Throws: what prevents any answer: the path cannot be read, or a folder holds no weight file.
public func inspect(
  _ path: FilePath, cancellation: CancellationHandle = CancellationHandle()
) async throws(WeightCheckError) -> Inspection {
  let release = try openRelease(path)
  let places = release.files.indices.filter { place in
    let file = release.files[place]
    return file.isNamed || FileFormat.isWeightName(file.path.basename)
  }
  let files = places.map { release.files[$0] }
  guard !files.isEmpty || release.namedIndex != nil else { throw .folderWithoutWeights(path) }
  let examiner = FileExaminer(
    threadCount: 1, progress: WorkProgress(), cancellation: cancellation.cancellation,
    keepsTables: true)
  var inspected: [Inspection.File] = []
  var statuses: [Reason] = []
  var headers: [Int: WeightFile] = [:]
  await examiner.examine(files.map { ExaminationJob(file: $0, release: release) }) {
    number, examination in
    let file = files[number]
    statuses += problemCode(of: examination, isWeights: true).map { [Reason($0)] } ?? []
    let weights = examination.failure == nil ? examination.weights : nil
    headers[places[number]] = weights
    let templates = weights.map { ChatTemplate.all(in: $0.metadata) } ?? []
    inspected.append(
      Inspection.File(
        path: file.shownPath, byteCount: examination.identity?.size, weights: weights,
        chatTemplates: templates,
        findings: ((weights?.findings ?? []) + templates.compactMap(\.finding)).map { finding in
          var finding = finding
          finding.path = file.shownPath
          return finding
        },
        problem: examination.problem(path: file.shownPath)))
  }
  if cancellation.cancellation.isCancelled { throw .cancelled }
  let sets = WeightSets(release, headers: headers)
  // An index without files is broken, which is all that can be said.
  if files.isEmpty { statuses.append(Reason(.fileMalformed)) }
  return Inspection(
    files: inspected,
    sets: sets.sets.compactMap { set in
      set.name.map { name in
        Inspection.FileSet(
          name: name, files: set.files.map { release.files[$0].shownPath },
          index: set.index.map { release.files[$0].shownPath })
      }
    },
    findings: release.findings + sets.findings + sets.missing.map { $0.finding(in: release) },
    status: Reason.Status.combining(statuses))
}

/// Opens one PATH; a failure is the answer.
func openRelease(_ path: FilePath) throws(WeightCheckError) -> Release {
  do throws(FileAccessError) {
    return try Release(path)
  } catch {
    throw .unreadable([(path, error)])
  }
}

/// What stands in the way of calling a file good weights; nil if nothing does.
///
/// - Parameter isWeights: whether the file must be a weight file; any other may be anything.
func problemCode(of examination: Examination, isWeights: Bool) -> Reason.Code? {
  if let failure = examination.failure {
    switch failure {
    case .changedWhileRead: return .fileChanged
    case .danglingLink, .notFound: return .fileMissing
    case .escapesRoot: return .fileEscapes
    default: return .fileUnreadable
    }
  }
  switch examination.refusal {
  case nil: return nil
  case let error? where error.isUnsupported: return isWeights ? .fileUnsupported : nil
  case .notWeights(.gitLFSPointer)?: return isWeights ? .fileNotDownloaded : nil
  case .notWeights?: return isWeights ? .fileNotWeights : nil
  case .safetensors?, .gguf?: return .fileMalformed
  }
}

extension Examination {
  /// Why the file is no good weight file.
  func problem(path: UntrustedText) -> Finding? {
    failure.map { Finding(.fileUnreadable, .error, path: path, "\($0)") }
      ?? refusal?.finding(path: path)
  }
}
