// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Openness
internal import SystemPackage
internal import UntrustedInput
internal import WeightFormats

/// Reads of a release what openness looks at: headers of weights, and small files by their roles.
///
/// No tensor data is read, and of other files no more than a bound by their role; together no more
/// than ``maximumByteCount``.
struct ReleaseContents {
  private let release: Release
  private var budget = ReleaseContents.maximumByteCount

  /// Bytes of all files together that are read.
  private static let maximumByteCount: UInt64 = 128 << 20
  /// Files of one wheel's `*.dist-info` that are looked at.
  private static let surroundingCount = 256

  init(_ release: Release) {
    self.release = release
  }

  /// What the release holds, and the reasons why that is not all of it.
  mutating func read(
    _ cancellation: CancellationHandle
  ) async -> (contents: FolderContents, reasons: [Reason], findings: [Finding]) {
    var reasons: [Reason] = []
    var problems: [Finding] = []
    let (weights, headers, numbers) = await readWeights(cancellation, &reasons, &problems)
    let sets = WeightSets(release, headers: headers)
    // What decides is read first, so that others cannot use up what may be read.
    let decisive: Set<FileRole> = [.modelCard, .licence, .usePolicy, .declaration]
    let isDecisive = release.files.map { !FileRole.roles(of: $0.path).isDisjoint(with: decisive) }
    var contentOf: [Int: FolderFile.Content] = [:]
    for isFirst in [true, false] {
      for place in release.files.indices where isDecisive[place] == isFirst {
        contentOf[place] = content(of: release.files[place])
      }
    }
    let files = release.files.enumerated().map { place, file in
      FolderFile(path: file.path, byteCount: file.byteCount, content: contentOf[place] ?? .notRead)
    }
    let contents = FolderContents(
      isFolder: release.isFolder, files: files, weights: weights,
      sets: sets.sets.map { $0.files.compactMap { numbers[$0] } }, gaps: gaps(in: sets),
      surroundings: surroundings())
    return (contents, reasons, problems + release.findings + sets.findings)
  }

  // MARK: Weights

  private func readWeights(
    _ cancellation: CancellationHandle, _ reasons: inout [Reason], _ problems: inout [Finding]
  ) async -> ([FolderContents.Weights], headers: [Int: WeightFile], numbers: [Int: Int]) {
    let places = release.files.indices.filter { place in
      let file = release.files[place]
      return file.isNamed || FileFormat.isWeightName(file.path.basename)
    }
    let examiner = FileExaminer(
      threadCount: 1, progress: WorkProgress(), cancellation: cancellation.cancellation,
      keepsTables: true)
    let jobs = places.map { ExaminationJob(file: release.files[$0], release: release) }
    var weights: [FolderContents.Weights] = []
    var headers: [Int: WeightFile] = [:]
    var found: [Reason] = []
    var wrong: [Finding] = []
    await examiner.examine(jobs) { number, examination in
      let file = release.files[places[number]]
      let header = examination.failure == nil ? examination.weights : nil
      headers[places[number]] = header
      var isPointer = false
      if case .notWeights(.gitLFSPointer)? = examination.refusal { isPointer = true }
      weights.append(
        FolderContents.Weights(path: file.path, header: header, isPointer: isPointer))
      if let problem = examination.problem(path: file.shownPath) { wrong.append(problem) }
      // What is not downloaded, or of a later format, is told as a gap; it says nothing false.
      if let code = problemCode(of: examination, isWeights: true),
        code.status == .malformed || code.status == .inputOutput
      {
        found.append(Reason(code, path: file.shownPath))
      }
    }
    reasons += found
    problems += wrong
    let numbers = Dictionary(uniqueKeysWithValues: zip(places, places.indices))
    return (weights, headers, numbers)
  }

  private func gaps(in sets: WeightSets) -> [FolderContents.Gap] {
    let missing = sets.missing.map { part in
      let name = release.shownPath(of: part.path)
      let asks = part.claimedBy ?? name
      return FolderContents.Gap(
        path: asks, subject: name, token: part.path,
        message: part.claimedBy == nil
          ? "'\(name.brief)' is counted by the names of the other shards, and is not here"
          : "'\(name.brief)' is named by '\(asks.brief)', and is not here")
    }
    let wrong = sets.findings.filter { $0.severity == .error || $0.id == .setTotalSize }
    return missing
      + wrong.map { finding in
        let path = finding.path ?? release.path.text
        return FolderContents.Gap(
          path: path, subject: path, token: UntrustedText(finding.id.rawValue),
          message: "'\(path.brief)': \(finding.message)")
      }
  }

  // MARK: Other files

  private mutating func content(of file: ReleaseFile) -> FolderFile.Content {
    guard let limit = FileRole.readByteCount(of: file.path) else { return .notRead }
    do throws(FileAccessError) {
      let opened = try release.open(file)
      return try content(of: opened, limit: limit, isHead: FileRole.isHeadEnough(file.path))
    } catch {
      return .unreadable("\(error)")
    }
  }

  private mutating func content(
    of file: borrowing OpenFile, limit: Int, isHead: Bool
  ) throws(FileAccessError) -> FolderFile.Content {
    let size = file.identity.size
    let count = min(size, UInt64(limit))
    guard count <= budget else {
      return .unreadable("not read, since the files before it have too many bytes together")
    }
    budget -= count
    if size <= UInt64(limit) { return .bytes(try file.readAll(limit: limit)) }
    let head = try file.read(byteCount: isHead ? limit : min(limit, FileRole.headByteCount))
    return isHead ? .bytes(head) : .tooLarge(first: head)
  }

  /// What the wheel that the release came in says of itself: its `METADATA` and licence files.
  ///
  /// The wheel is the one whose `RECORD` lists a file of the release.
  private mutating func surroundings() -> [FolderFile] {
    var search = RecordSearch(release)
    var discovery = Discovery.Budget()
    var files: [FolderFile] = []
    for record in search.run(&discovery) {
      // What lies inside of the release is listed with it.
      guard record.manifest != nil, record.releasePath == nil,
        let shown = FilePath(record.shownPath)?.removingLastComponent(),
        let folder = try? OpenFolder(path: shown)
      else { continue }
      let name = shown.lastComponent.map { Array($0.string.utf8) } ?? []
      let entries = (try? folder.walk { _, _ in false })?.entries.map(\.path) ?? []
      for entry in entries.prefix(Self.surroundingCount) {
        guard let path = ContainedPath(UntrustedText(bytes: name + [0x2F] + entry.text.bytes)),
          !FileRole.roles(of: path).isDisjoint(with: [.licence, .packageMetadata]),
          let limit = FileRole.readByteCount(of: path),
          let file = try? OpenFile(path: entry, beneath: folder),
          let content = try? content(of: file, limit: limit, isHead: false)
        else { continue }
        files.append(FolderFile(path: path, byteCount: file.identity.size, content: content))
      }
    }
    return files
  }
}
