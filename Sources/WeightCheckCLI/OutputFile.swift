// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization
internal import SystemPackage
internal import WeightCheck

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A file that appears whole or not at all: written beside its target, synced, renamed.
enum OutputFile {
  private static let temporary = Mutex<FilePath?>(nil)

  /// Writes what `body` writes to `target`, whole or not at all.
  ///
  /// - Parameters:
  ///   - place: where links in `target` lead, if there are any.
  ///   - isReplacing: whether something that appeared there meanwhile is replaced.
  static func write(
    to target: FilePath, at place: FilePath, replacing isReplacing: Bool = true,
    _ body: (Output) -> Void
  ) throws(CommandError) {
    let descriptor = try create(for: place)
    let file = Output(descriptor)
    body(file)
    file.flush()
    if let failure = file.failure {
      throw CommandError(
        status: .inputOutput, message: "\(FileAccessError.system(failure))", path: target.text)
    }
    try commit(descriptor, to: place, replacing: isReplacing)
  }

  /// Opens the temporary file `.NAME.weightcheck-XXXXXX` beside `target`.
  ///
  /// A symbolic link keeps being one: what it leads to is replaced. What is no regular file is
  /// refused, since a device or a FIFO must not be replaced by a file.
  private static func create(for target: FilePath) throws(CommandError) -> FileDescriptor {
    guard let name = target.lastComponent else {
      throw CommandError(status: .inputOutput, message: "not a file name", path: target.text)
    }
    var status = stat()
    let exists = unsafe target.withPlatformString { unsafe stat($0, &status) } == 0
    guard !exists || status.st_mode & S_IFMT == S_IFREG else {
      throw CommandError(
        status: .inputOutput, message: "exists and is no regular file", path: target.text)
    }
    // The longest name that leaves room for the rest in the 255 bytes of a file name.
    let shortened = String(decoding: name.string.utf8.prefix(200), as: UTF8.self)
    let template = target.removingLastComponent().appending(".\(shortened).weightcheck-XXXXXX")
    var bytes = unsafe template.withPlatformString { path in
      unsafe Array(UnsafeBufferPointer(start: path, count: strlen(path) + 1))
    }
    let descriptor = unsafe mkstemp(&bytes)
    guard descriptor >= 0 else { throw failure(target, Errno(rawValue: errno)) }
    temporary.withLock { $0 = FilePath(platformString: bytes) }
    // mkstemp makes private files; a result is as readable as any other new file.
    let mask = umask(0)
    umask(mask)
    fchmod(descriptor, 0o666 & ~mask)
    return FileDescriptor(rawValue: descriptor)
  }

  /// Makes what was written the content of `target`.
  private static func commit(
    _ descriptor: FileDescriptor, to target: FilePath, replacing isReplacing: Bool
  ) throws(CommandError) {
    let path = temporary.withLock { $0 }
    guard let path, fsync(descriptor.rawValue) == 0 else {
      throw failure(target, Errno(rawValue: errno))
    }
    try? descriptor.close()
    if !isReplacing {
      // A second name fails where there is one already, which a renaming would not.
      let result = unsafe path.withPlatformString { from in
        unsafe target.withPlatformString { to in unsafe link(from, to) }
      }
      if result == 0 { return removeTemporary() }
      if errno == EEXIST { throw failure(target, .fileExists) }
      // A file system without second names; what was there was looked for before.
    }
    let result = unsafe path.withPlatformString { from in
      unsafe target.withPlatformString { to in unsafe rename(from, to) }
    }
    guard result == 0 else { throw failure(target, Errno(rawValue: errno)) }
    temporary.withLock { $0 = nil }
  }

  /// Removes the temporary file, if there is one.
  static func removeTemporary() {
    temporary.withLock { path in
      if let path { unsafe _ = path.withPlatformString { unsafe unlink($0) } }
      path = nil
    }
  }

  private static func failure(_ target: FilePath, _ errno: Errno) -> CommandError {
    removeTemporary()
    return CommandError(
      status: .inputOutput, message: "\(FileAccessError.system(errno))", path: target.text)
  }
}
