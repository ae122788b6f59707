// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import WeightCheck

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Folders that no other weightcheck moves files into meanwhile, so that documents of two runs are
/// never mixed.
///
/// It is `flock(2)` on the folders themselves: nothing is left behind, whatever ends the process.
/// Where a folder cannot be read, or its file system has no such locks, there is none.
struct FolderLock: ~Copyable {
  /// How long another run is waited for; it holds its lock for a few renamings only.
  private static let patience = Duration.seconds(5)
  private static let pauseMicroseconds: UInt32 = 10_000

  private let descriptors: [FileDescriptor]

  /// Locks the folders of some files, which are given by their places with links followed.
  ///
  /// - Throws: status 4 where somebody else keeps one of them locked.
  init(foldersOf places: [FilePath]) throws(CommandError) {
    var opened: [(folder: FilePath, descriptor: FileDescriptor, identity: [UInt64])] = []
    for place in places {
      let parent = place.removingLastComponent()
      let folder = parent.isEmpty ? FilePath(".") : parent
      guard
        let descriptor = try? FileDescriptor.open(
          folder, .readOnly, options: [.directory, .closeOnExec])
      else { continue }
      var status = stat()
      _ = unsafe fstat(descriptor.rawValue, &status)
      let identity = [UInt64(truncatingIfNeeded: status.st_dev), UInt64(status.st_ino)]
      // A second lock of one folder would wait for the first.
      if opened.contains(where: { $0.identity == identity }) {
        try? descriptor.close()
      } else {
        opened.append((folder, descriptor, identity))
      }
    }
    // In one order, so that no two runs wait for each other.
    opened.sort { $0.identity.lexicographicallyPrecedes($1.identity) }
    let deadline = ContinuousClock.now + Self.patience
    for (folder, descriptor, _) in opened {
      while flock(descriptor.rawValue, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK {
        guard ContinuousClock.now < deadline else {
          for other in opened { try? other.descriptor.close() }
          throw CommandError(
            status: .inputOutput,
            message: "is locked, as by another run that writes into it: nothing was written",
            path: folder.text)
        }
        usleep(Self.pauseMicroseconds)
      }
    }
    descriptors = opened.map(\.descriptor)
  }

  deinit {
    // The lock ends with its descriptor.
    for descriptor in descriptors { try? descriptor.close() }
  }
}
