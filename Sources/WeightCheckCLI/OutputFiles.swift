// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization
internal import SystemPackage
internal import WeightCheck

/// Files of one answer, which appear all together or not at all.
enum OutputFiles {
  /// One of them.
  struct Content {
    /// The target, as the user named it; links in it are followed.
    let target: FilePath
    /// Writes the content.
    let body: (Output) -> Void
  }

  private static let prepared = Mutex<[OutputFile]>([])

  /// Writes all files, and moves them into their places once every one is complete.
  ///
  /// If one cannot be moved, those before it are taken away, and what they replaced is brought back
  /// where the file system can give a file a second name. Only the machine's end in between leaves
  /// some without the others. The folders are locked meanwhile, so that of several runs one has all
  /// its files in their places.
  ///
  /// - Parameter isReplacing: whether something that appeared there meanwhile is replaced.
  static func write(
    _ contents: [Content], replacing isReplacing: Bool = true
  ) throws(CommandError) {
    defer { removeTemporaries() }
    for content in contents {
      let file = try prepared.withLock { (files) throws(CommandError) in
        let target = content.target
        let file = try OutputFile(for: target, at: target.resolved ?? target)
        files.append(file)
        return file
      }
      try file.write(content.body)
    }
    let lock = try FolderLock(foldersOf: prepared.withLock { $0.map(\.place) })
    defer { withExtendedLifetime(lock) {} }
    // No signal that ends the process comes in between.
    try prepared.withLock { (files) throws(CommandError) in
      for index in files.indices {
        do throws(CommandError) {
          // After the last nothing more can fail.
          if isReplacing && index < files.count - 1 { files[index].keepOld() }
          try files[index].moveIntoPlace(replacing: isReplacing)
        } catch {
          for earlier in files[..<index].indices.reversed() { files[earlier].undo() }
          throw error
        }
      }
    }
  }

  /// Removes what stands beside the targets, if there is something.
  static func removeTemporaries() {
    prepared.withLock { files in
      for file in files { file.removeTemporaries() }
      files = []
    }
  }
}
