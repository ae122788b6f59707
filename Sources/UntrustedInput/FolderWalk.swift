// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import CFileAccess
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What stands in a release folder.
package struct FolderListing: Sendable {
  /// One name below the folder.
  package struct Entry: Sendable {
    package let path: ContainedPath
    package let kind: Kind
  }

  /// What an entry is.
  package enum Kind: Hashable, Sendable {
    /// A regular file, or a link to one inside the folder, of that many bytes.
    case file(byteCount: UInt64)
    /// A link to a folder inside the folder; it is not descended.
    case folderLink
    /// Something that is not read: a link out or to nothing, a special file, a folder without
    /// permission.
    case unreadable(FileAccessError)
  }

  /// All entries but folders, ordered by the bytes of their paths.
  package fileprivate(set) var entries: [Entry] = []
}

extension OpenFolder {
  /// Walks through the folder without ever leaving it and without following links to folders.
  ///
  /// - Parameter isSkipped: told each entry's path and whether it is a folder; what it returns true
  ///   for is left out with all
  ///   below it.
  package func walk(
    skipping isSkipped: (ContainedPath, _ isFolder: Bool) -> Bool = { _, _ in false }
  ) throws(FileAccessError) -> FolderListing {
    var listing = FolderListing()
    var folders: [(path: ContainedPath?, depth: Int)] = [(nil, 0)]
    while let (folder, depth) = folders.popLast() {
      let names: [(name: [UInt8], status: NameStatus)]
      do throws(FileAccessError) {
        names = try list(folder)
      } catch {
        guard let folder else { throw error }
        listing.entries.append(.init(path: folder, kind: .unreadable(error)))
        continue
      }
      for (name, status) in names {
        let path = ContainedPath(folder: folder, name: name)
        if isSkipped(path, status == .folder) { continue }
        switch status {
        case .folder where depth < Limits.releaseDepth: folders.append((path, depth + 1))
        case .folder:
          listing.entries.append(
            .init(path: path, kind: .unreadable(.tooDeep(limit: Limits.releaseDepth))))
        case .file(let byteCount):
          listing.entries.append(.init(path: path, kind: .file(byteCount: byteCount)))
        case .link: listing.entries.append(.init(path: path, kind: linkKind(path)))
        case .special:
          listing.entries.append(.init(path: path, kind: .unreadable(.notRegularFile)))
        }
      }
      guard listing.entries.count + folders.count <= Limits.releaseEntryCount else {
        throw .tooManyEntries(limit: Limits.releaseEntryCount)
      }
    }
    listing.entries.sort { $0.path.text < $1.path.text }
    return listing
  }

  /// The names directly in this folder and whether each is a folder; links are followed inside
  /// only.
  package func names() throws(FileAccessError) -> [(name: UntrustedText, isFolder: Bool)] {
    try list(nil)
      .map { (UntrustedText(bytes: $0.name), $0.status == .folder) }
      .sorted { $0.0 < $1.0 }
  }

  /// Where a link inside the folder leads.
  private func linkKind(_ path: ContainedPath) -> FolderListing.Kind {
    do throws(FileAccessError) {
      return .file(byteCount: try OpenFile(path: path, beneath: self).identity.size)
    } catch {
      switch error {
      case .isDirectory: return .folderLink
      case .notFound, .system(.tooManySymbolicLinkLevels): return .unreadable(.danglingLink)
      default: return .unreadable(error)
      }
    }
  }

  private enum NameStatus: Equatable {
    case folder
    case file(byteCount: UInt64)
    case link
    case special
  }

  /// The names in one folder below this one, or in this one, without `.` and `..`.
  private func list(
    _ path: ContainedPath?
  ) throws(FileAccessError) -> [(name: [UInt8], status: NameStatus)] {
    let descriptor = try open(path ?? ContainedPath(folder: nil, name: [UInt8(ascii: ".")]))
    guard let stream = unsafe fdopendir(descriptor.rawValue) else {
      let code = errno
      try? descriptor.close()
      throw code == ENOTDIR ? .notFound : .system(Errno(rawValue: code))
    }
    defer { unsafe closedir(stream) }
    var names: [(name: [UInt8], status: NameStatus)] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        if errno != 0 { throw .system(Errno(rawValue: errno)) }
        return names
      }
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe Array(bytes.prefix { $0 != 0 })
      }
      if name == Array(".".utf8) || name == Array("..".utf8) { continue }
      var status = stat()
      let result = unsafe ContainedPath(folder: nil, name: name).withCString {
        unsafe fstatat(descriptor.rawValue, $0, &status, AT_SYMLINK_NOFOLLOW)
      }
      guard result == 0 else {
        // A name that went away since it was listed is not there.
        if errno == ENOENT { continue }
        throw .system(Errno(rawValue: errno))
      }
      switch status.st_mode & S_IFMT {
      case S_IFREG: names.append((name, .file(byteCount: UInt64(clamping: status.st_size))))
      case S_IFDIR: names.append((name, .folder))
      case S_IFLNK: names.append((name, .link))
      default: names.append((name, .special))
      }
    }
  }
}
