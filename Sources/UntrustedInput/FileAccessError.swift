// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import SystemPackage

/// Why a file could not be read.
///
/// Whoever reports it names the path.
public enum FileAccessError: Error, Hashable, Sendable {
  /// The path does not exist.
  case notFound
  /// A symbolic link whose target does not exist.
  case danglingLink
  /// The path leaves the folder that it must stay in.
  case escapesRoot
  /// A folder stands where a file is wanted.
  case isDirectory
  /// A FIFO, device or socket; these are never read.
  case notRegularFile
  /// The file changed, shrank or was replaced while it was read.
  case changedWhileRead
  /// More bytes than this kind of document may have.
  case tooLarge(byteCount: UInt64, limit: UInt64)
  /// Folders inside folders beyond what is followed.
  case tooDeep(limit: Int)
  /// More files and folders than a release may have.
  case tooManyEntries(limit: Int)
  /// More files are open and mapped at once than can be watched.
  case tooManyMappings
  /// What the operating system answered.
  case system(Errno)
}

extension FileAccessError: CustomStringConvertible {
  /// One sentence without the path: lower case, no full stop.
  public var description: String {
    switch self {
    case .notFound: "no such file or folder"
    case .danglingLink: "a symbolic link to something that does not exist"
    case .escapesRoot: "leads out of the release folder, so it is not opened"
    case .isDirectory: "is a folder, not a file"
    case .notRegularFile: "not a regular file (a FIFO, device or socket), so it is not read"
    case .changedWhileRead: "the file changed while it was being read, so nothing can be said of it"
    case .tooLarge(let byteCount, let limit):
      "\(byteCount) bytes, more than the \(limit) bytes allowed here"
    case .tooDeep(let limit): "folders are nested deeper than \(limit)"
    case .tooManyEntries(let limit): "holds more than \(limit) files and folders"
    case .tooManyMappings: "too many files are mapped at once"
    case .system(.permissionDenied): "permission denied"
    case .system(let errno): "\(errno)".lowercased()
    }
  }
}
