// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import SystemPackage
package import UntrustedInput
package import WeightFormats

/// One PATH of the command line: a file, a folder with everything in it, or of a folder the files
/// of one shard index, or of an Ollama store the blobs of one manifest.
package struct Release: Sendable {
  /// The path as it was given; for a shard index that of its folder, for an Ollama manifest that of
  /// its store.
  package let path: FilePath
  /// Whether it is a folder, or files of one.
  package let isFolder: Bool
  /// Which files of a folder count.
  package enum Listing: Sendable {
    /// What is there to be verified or hashed.
    case verification
    /// What is there to be attested.
    case attestation
  }

  private let listing: Listing
  /// The shard index that was given as PATH.
  package private(set) var namedIndex: ContainedPath?
  /// The manifest in an Ollama store that was given as PATH.
  package private(set) var namedManifest: ContainedPath?
  /// The only paths that count, where a shard index or an Ollama manifest was given.
  private let members: Set<ContainedPath>?
  /// The folder without symbolic links; for a file, the folder that the path names it in.
  package let resolvedRoot: FilePath
  /// The open root folder; everything below it is opened beneath it.
  package let folder: SharedFolder
  /// The model's folder in the cache of `huggingface_hub` that all this lies in, if it does.
  package let hub: HubRepository?
  /// The files, ordered by the bytes of their paths.
  package var files: [ReleaseFile]
  /// What the listing left out, files and folders.
  package private(set) var skipped: [ContainedPath] = []
  /// What the listing left out or could not look into; nil where there was no listing of all.
  private var unlooked: Set<ContainedPath>?
  /// What is shown before the paths of a folder's files, where there are several PATHs.
  private let shownPrefix: UntrustedText?
  /// What is odd about the folder itself.
  package var findings: [Finding]

  /// Opens what `path` names, and lists a folder.
  ///
  /// A symbolic link that the user names is followed. A special file is never opened for reading.
  ///
  /// - Parameters:
  ///   - showsPath: whether a folder's files are shown with the folder's path before them.
  ///   - listing: which files of a folder count.
  package init(
    _ path: FilePath, showsPath: Bool = false, listing: Listing = .verification
  ) throws(FileAccessError) {
    self.listing = listing
    files = []
    findings = []
    if let (name, files) = try Self.shardIndex(path) {
      let folderPath = path.removingLastComponent()
      self.path = folderPath.isEmpty ? FilePath(".") : folderPath
      isFolder = true
      folder = SharedFolder(try OpenFolder(path: self.path))
      resolvedRoot = self.path.resolved ?? self.path
      hub = HubRepository(around: resolvedRoot)
      shownPrefix = folderPath.isEmpty ? nil : folderPath.text
      namedIndex = name
      let members = [name] + files.compactMap { ContainedPath($0) }
      self.members = Set(members)
      list(members)
      return
    }
    if listing == .verification, let model = OllamaModel(at: path) {
      self.path = model.store
      isFolder = true
      folder = SharedFolder(try OpenFolder(path: model.store))
      resolvedRoot = model.store
      hub = nil
      shownPrefix = showsPath ? model.store.text : nil
      namedManifest = model.manifest
      let members = [model.manifest] + model.blobs
      self.members = Set(members)
      list(members)
      return
    }
    self.path = path
    members = nil
    guard let byteCount = try Self.fileByteCount(path), let name = path.lastComponent,
      let contained = ContainedPath(FilePath(root: nil, [name]).text)
    else {
      isFolder = true
      folder = SharedFolder(try OpenFolder(path: path))
      resolvedRoot = path.resolved ?? path
      hub = HubRepository(around: resolvedRoot)
      shownPrefix = showsPath ? path.text : nil
      try list()
      return
    }
    let parent = path.removingLastComponent()
    let root = parent.isEmpty ? FilePath(".") : parent
    isFolder = false
    shownPrefix = nil
    folder = SharedFolder(try OpenFolder(path: root))
    resolvedRoot = root.resolved ?? root
    hub = HubRepository(around: resolvedRoot)
    files = [
      ReleaseFile(
        path: contained, shownPath: path.text, location: .named(path), byteCount: byteCount,
        failure: nil, blob: hub?.blob(at: contained))
    ]
  }

  /// Bytes of the regular file at `path`; nil if it is a folder.
  private static func fileByteCount(_ path: FilePath) throws(FileAccessError) -> UInt64? {
    do throws(FileAccessError) {
      return try OpenFile(path: path).identity.size
    } catch .isDirectory {
      return nil
    }
  }

  /// The name of the shard index at `path` and the files that it names; nil where the file is no
  /// index of weight files.
  ///
  /// One that is broken names none; what is wrong with it is told where sets are looked at.
  private static func shardIndex(
    _ path: FilePath
  ) throws(FileAccessError) -> (ContainedPath, [UntrustedText])? {
    guard let name = path.lastComponent,
      let contained = ContainedPath(FilePath(root: nil, [name]).text),
      ShardIndex.isIndexName(contained.text)
    else { return nil }
    let bytes: [UInt8]
    do throws(FileAccessError) {
      bytes = try OpenFile(path: path).readAll(limit: Limits.shardIndexByteCount)
    } catch .isDirectory {
      return nil
    } catch .tooLarge {
      return (contained, [])
    }
    do throws(ShardIndex.Failure) {
      let index = try ShardIndex(bytes)
      guard index.files.contains(where: FileFormat.isWeightName) else { return nil }
      return (contained, index.files)
    } catch {
      return error == .noWeightMap ? nil : (contained, [])
    }
  }

  /// Lists those of `paths` that are there.
  private mutating func list(_ paths: [ContainedPath]) {
    for path in paths.sorted(by: { $0.text < $1.text }) {
      if let file = self.file(at: path) { files.append(file) }
    }
  }

  /// A file by its path, which may be a link to a blob of the same cache; nil where nothing is
  /// there.
  package func file(at path: ContainedPath) -> ReleaseFile? {
    var file = ReleaseFile(
      path: path, shownPath: shownPath(of: path.text), location: .beneath, byteCount: 0,
      failure: nil, blob: hub?.blob(at: path))
    do throws(FileAccessError) {
      file.byteCount = try OpenFile(path: path, beneath: folder.folder).identity.size
    } catch .notFound {
      return nil
    } catch .escapesRoot {
      open(blobOf: &file)
    } catch {
      file.failure = error
    }
    return file
  }

  /// Opens the blob that a link leads to which leaves the release's folder; fails where it leads
  /// elsewhere.
  private func open(blobOf file: inout ReleaseFile) {
    guard let hub, let blob = file.blob else {
      file.failure = .escapesRoot
      return
    }
    file.location = .blob(blob.path)
    file.failure = nil
    do throws(FileAccessError) {
      file.byteCount = try OpenFile(path: blob.path, beneath: hub.folder.folder).identity.size
    } catch .notFound {
      file.failure = .danglingLink
    } catch {
      file.failure = error
    }
  }

  /// The path inside the release that the user names: relative to it, or absolute; nil where it
  /// lies outside.
  package func containedPath(named path: FilePath) -> ContainedPath? {
    path.isAbsolute
      ? resolvedRoot.containedPath(of: path.resolvingFolder) : ContainedPath(path.text)
  }

  /// Whether a file at `path` would be one of the release's.
  package func covers(_ path: ContainedPath) -> Bool {
    isFolder && members?.contains(path) != false
  }

  /// Whether a file may be at `path` although it is none of the files: where the listing did not
  /// look, in what git keeps at the top, behind a link to a folder, or in a folder that is not
  /// readable.
  ///
  /// A document may name a million files that are not there, and each question to the system costs
  /// more than all else about such a name.
  package func mayHoldUnlisted(_ path: ContainedPath) -> Bool {
    guard let unlooked else { return true }
    return !unlooked.isEmpty
      && sequence(first: path, next: \.folder).contains(where: unlooked.contains)
  }

  private mutating func list() throws(FileAccessError) {
    var skipped: [ContainedPath] = []
    let entries = try folder.folder.walk { path, isFolder in
      let isSkipped = Self.isSkipped(path, isFolder: isFolder, listing)
      if isSkipped { skipped.append(path) }
      return isSkipped
    }.entries
    self.skipped = skipped
    unlooked = Set(skipped)
    for entry in entries {
      if case .file = entry.kind {} else { unlooked?.insert(entry.path) }
      var file = ReleaseFile(
        path: entry.path, shownPath: shownPath(of: entry.path.text), location: .beneath,
        byteCount: 0, failure: nil, blob: hub?.blob(at: entry.path))
      switch entry.kind {
      case .file(let byteCount):
        file.byteCount = byteCount
      case .folderLink where leadsToSkipped(entry.path):
        file.failure = .escapesRoot
        findings.append(
          Finding(
            .releaseUnreadable, .warning, path: file.shownPath,
            "a link to a folder that is left out, so what is behind it is not checked"))
      case .folderLink:
        findings.append(
          Finding(
            .releaseFolderLink, .note, path: file.shownPath,
            "a link to a folder; what is behind it is read only where a claim names it"))
        continue
      case .unreadable(let failure):
        file.failure = failure
        if failure == .escapesRoot { open(blobOf: &file) }
        if let failure = file.failure {
          findings.append(
            Finding(.releaseUnreadable, .warning, path: file.shownPath, "\(failure)"))
        }
      }
      files.append(file)
    }
    if listing == .verification {
      leaveOutNotesOfCache()
      findings += skipped.filter(Self.isUnfinishedDownload).map { path in
        Finding(
          .releaseUnfinishedDownload, .note, path: shownPath(of: path.text),
          "a part of a download that was not finished; it is not looked at")
      }
      findings += skipped.filter(Self.isUnfinishedOutput).map { path in
        Finding(
          .releaseUnfinishedOutput, .note, path: shownPath(of: path.text),
          "by its name an output of weightcheck that was not finished; it is not looked at")
      }
    }
    findings += NameCollision.findings(in: files)
  }

  /// Of a model's whole folder in a cache, the snapshots count, and blobs that none of them has.
  private mutating func leaveOutNotesOfCache() {
    guard let hub, hub.releaseFolder == nil else { return }
    let linked = Set(
      files.filter { !$0.isBlobItself && $0.failure == nil }.compactMap(\.blob))
    let isLeftOut = { (file: ReleaseFile) in
      file.isBlobItself && file.blob.map(linked.contains) == true
        || hub.isNote(file.path, byteCount: file.failure == nil ? file.byteCount : nil)
    }
    unlooked?.formUnion(files.lazy.filter(isLeftOut).map(\.path))
    files.removeAll(where: isLeftOut)
  }

  /// Whether a link to a folder leads into one that the listing leaves out.
  private func leadsToSkipped(_ link: ContainedPath) -> Bool {
    guard let path = FilePath(link.text)?.components,
      let target = resolvedRoot.appending(Array(path)).resolved,
      let inside = resolvedRoot.containedPath(of: target),
      let top = inside.text.bytes.split(separator: UInt8(ascii: "/")).first,
      let first = ContainedPath(UntrustedText(bytes: Array(top)))
    else { return false }
    return Self.isSkipped(first, isFolder: true, listing)
  }

  /// Whether the listing leaves an entry out.
  ///
  /// DESIGN section 4: all regular files count but what git and its hosts keep at the top, and no
  /// unfinished output of our own; TRUST section 6 attests more of them. What says that it is
  /// weights is never left out, but in git's own database, where nothing is loaded from.
  static func isSkipped(_ path: ContainedPath, isFolder: Bool, _ listing: Listing) -> Bool {
    if !isFolder && FileFormat.isWeightName(path.basename) { return false }
    switch listing {
    case .verification:
      if isOfGit(path, isFolder: isFolder) { return true }
    case .attestation:
      let isGit = [".git", ".gitattributes", ".gitignore", ".github"].contains {
        path.text.bytes.elementsEqual($0.utf8)
      }
      if isGit { return true }
      if !isFolder && path.text.bytes.starts(with: huggingFaceCache) { return true }
    }
    return !isFolder && (isDownloadRecord(path) || isUnfinishedOutput(path))
  }

  /// Whether an entry is one of those that git and its hosts keep at the top of a repository.
  private static func isOfGit(_ path: ContainedPath, isFolder: Bool) -> Bool {
    if path == gitDatabase { return true }
    if isFolder { return false }
    if path.isBare {
      return [".gitattributes", ".gitignore", ".gitmodules", ".gitkeep", ".gitlab-ci.yml"].contains
      {
        path.text.bytes.elementsEqual($0.utf8)
      }
    }
    // Scripts of a host's pipelines run there; no loader looks for code in these folders.
    return [".github/", ".gitlab/"].contains { path.text.bytes.starts(with: $0.utf8) }
      && !CodeCarrier.isCalledPickle(path)
  }

  /// git's own database, or the file that tells where it is.
  static let gitDatabase = ContainedPath(UntrustedText(".git"))

  /// Whether a name is that of an output of ours that was never finished,
  /// `.NAME.weightcheck-XXXXXX`, and of nothing that a loader could take for weights or code:
  /// neither is ever written so.
  private static func isUnfinishedOutput(_ path: ContainedPath) -> Bool {
    let name = path.basename.bytes
    let mark = Array(".weightcheck-".utf8)
    let isRandom = name.suffix(6).allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
    guard name.first == UInt8(ascii: "."), name.count > mark.count + 6, isRandom,
      name.dropLast(6).suffix(mark.count).elementsEqual(mark),
      let output = ContainedPath(
        UntrustedText(bytes: Array(name.dropLast(6 + mark.count).dropFirst())))
    else { return false }
    return !FileFormat.isWeightName(output.basename) && !CodeCarrier.decidesWhatRuns(output)
  }

  private static let huggingFaceCache = Array(".cache/huggingface/".utf8)

  /// What huggingface_hub notes of its downloads, and the part of one that is not finished: TRUST
  /// section 3 does not count it as content.
  private static func isDownloadRecord(_ path: ContainedPath) -> Bool {
    guard path.text.bytes.starts(with: huggingFaceCache) else { return false }
    let name = path.basename.bytes
    let place = path.text.bytes.dropFirst(huggingFaceCache.count)
    return name.elementsEqual(".gitignore".utf8) || name.elementsEqual("CACHEDIR.TAG".utf8)
      || [".metadata", ".lock"].contains { name.suffix($0.utf8.count).elementsEqual($0.utf8) }
      || isUnfinishedDownload(path) || HubRepository.isTreeListing(place)
  }

  private static func isUnfinishedDownload(_ path: ContainedPath) -> Bool {
    path.text.bytes.starts(with: huggingFaceCache + Array("download/".utf8))
      && path.text.bytes.suffix(11).elementsEqual(".incomplete".utf8)
  }

  /// How a path in this release is shown.
  package func shownPath(of path: UntrustedText) -> UntrustedText {
    guard let shownPrefix else { return path }
    return UntrustedText(bytes: shownPrefix.bytes + [UInt8(ascii: "/")] + path.bytes)
  }

  /// Opens one of the files.
  package func open(_ file: ReleaseFile) throws(FileAccessError) -> OpenFile {
    if let failure = file.failure { throw failure }
    switch file.location {
    case .named(let path): return try OpenFile(path: path)
    case .beneath: return try OpenFile(path: file.path, beneath: folder.folder)
    case .blob(let path):
      guard let hub else { throw .escapesRoot }
      return try OpenFile(path: path, beneath: hub.folder.folder)
    }
  }
}

/// A file of a release.
package struct ReleaseFile: Sendable {
  /// How the file is opened.
  package enum Location: Sendable {
    /// By a path that the user gave; links are followed.
    case named(FilePath)
    /// By its path, strictly beneath the release's folder.
    case beneath
    /// By its path beneath the model's folder in the cache that the release lies in.
    case blob(ContainedPath)
  }

  /// The path relative to the release's root.
  package let path: ContainedPath
  /// The path as it is shown.
  package let shownPath: UntrustedText
  package fileprivate(set) var location: Location
  /// Bytes, when the folder was listed.
  package var byteCount: UInt64
  /// Why it cannot be opened, where that is known already.
  package var failure: FileAccessError?
  /// The blob of a cache that it is, or is a link to.
  package var blob: HubRepository.Blob?

  /// Whether it is a blob by its own path, in a release that is a model's whole folder.
  fileprivate var isBlobItself: Bool { blob?.path == path }

  package var isNamed: Bool {
    if case .named = location { return true }
    return false
  }
}

/// A folder that several tasks open files beneath.
package final class SharedFolder: Sendable {
  package let folder: OpenFolder

  package init(_ folder: consuming OpenFolder) {
    self.folder = folder
  }
}
