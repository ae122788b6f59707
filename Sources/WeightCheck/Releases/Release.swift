// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import SystemPackage
package import UntrustedInput
package import WeightFormats

/// One PATH of the command line: a file, or a folder with everything in it.
package struct Release: Sendable {
  /// The path as it was given.
  package let path: FilePath
  package let isFolder: Bool
  /// The folder without symbolic links; for a file, the folder that the path names it in.
  package let resolvedRoot: FilePath
  /// The open root folder; everything below it is opened beneath it.
  package let folder: SharedFolder
  /// The files, ordered by the bytes of their paths.
  package var files: [ReleaseFile]
  /// What is odd about the folder itself.
  package var findings: [Finding]

  /// Opens what `path` names, and lists a folder.
  ///
  /// A symbolic link that the user names is followed. A special file is never opened for reading.
  ///
  /// - Parameter showsPath: whether a folder's files are shown with the folder's path before them.
  package init(_ path: FilePath, showsPath: Bool = false) throws(FileAccessError) {
    self.path = path
    files = []
    findings = []
    guard let byteCount = try Self.fileByteCount(path), let name = path.lastComponent,
      let contained = ContainedPath(FilePath(root: nil, [name]).text)
    else {
      isFolder = true
      folder = SharedFolder(try OpenFolder(path: path))
      resolvedRoot = path.resolved ?? path
      try list(prefix: showsPath ? path : nil)
      return
    }
    let parent = path.removingLastComponent()
    let root = parent.isEmpty ? FilePath(".") : parent
    isFolder = false
    folder = SharedFolder(try OpenFolder(path: root))
    resolvedRoot = root.resolved ?? root
    files = [
      ReleaseFile(
        path: contained, shownPath: path.text, location: .named(path), byteCount: byteCount,
        failure: nil)
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

  private mutating func list(prefix: FilePath?) throws(FileAccessError) {
    let listing = try folder.folder.walk(skipping: Self.isSkipped)
    for entry in listing.entries {
      let shown = prefix.map {
        UntrustedText(bytes: $0.text.bytes + [0x2F] + entry.path.text.bytes)
      }
      var file = ReleaseFile(
        path: entry.path, shownPath: shown ?? entry.path.text, location: .beneath, byteCount: 0,
        failure: nil)
      switch entry.kind {
      case .file(let byteCount):
        file.byteCount = byteCount
      case .folderLink:
        findings.append(
          Finding(
            .releaseFolderLink, .note, path: file.shownPath,
            "a link to a folder; what is behind it is read only where a claim names it"))
        continue
      case .unreadable(let failure):
        file.failure = failure
        findings.append(
          Finding(.releaseUnreadable, .warning, path: file.shownPath, "\(failure)"))
      }
      files.append(file)
    }
    findings += NameCollision.findings(in: files)
  }

  /// DESIGN section 4: all regular files but top-level `.git*`; and no unfinished output of our
  /// own.
  static func isSkipped(_ path: ContainedPath) -> Bool {
    let name = path.basename.bytes
    if path.isBare && name.starts(with: ".git".utf8) { return true }
    let mark = Array(".weightcheck-".utf8)
    return name.first == UInt8(ascii: ".") && name.count > mark.count + 6
      && name.dropLast(6).suffix(mark.count).elementsEqual(mark)
  }

  /// Opens one of the files.
  package func open(_ file: ReleaseFile) throws(FileAccessError) -> OpenFile {
    if let failure = file.failure { throw failure }
    switch file.location {
    case .named(let path): return try OpenFile(path: path)
    case .beneath: return try OpenFile(path: file.path, beneath: folder.folder)
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
  }

  /// The path relative to the release's root.
  package let path: ContainedPath
  /// The path as it is shown.
  package let shownPath: UntrustedText
  package let location: Location
  /// Bytes, when the folder was listed.
  package var byteCount: UInt64
  /// Why it cannot be opened, where that is known already.
  package var failure: FileAccessError?

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
