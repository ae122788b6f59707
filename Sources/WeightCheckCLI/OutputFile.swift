// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import WeightCheck

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A file that appears whole or not at all: written beside its target, synced, renamed.
struct OutputFile {
  /// The target, as the user named it.
  private let target: FilePath
  /// Where links in `target` lead, if there are any.
  let place: FilePath
  private let descriptor: FileDescriptor
  /// `.NAME.weightcheck-XXXXXX` beside the place.
  private let temporary: FilePath
  /// Another such name, by which what was in the place can be brought back.
  private var backup: FilePath?
  private var state = State.prepared

  private enum State {
    case prepared
    /// In place, where nothing was before.
    case new
    /// In place of something else.
    case replacing
  }

  /// Opens the temporary file.
  ///
  /// A symbolic link keeps being one: what it leads to is replaced. What is no regular file is
  /// refused, since a device or a FIFO must not be replaced by a file.
  init(for target: FilePath, at place: FilePath) throws(CommandError) {
    guard place.lastComponent != nil else {
      throw CommandError(status: .inputOutput, message: "not a file name", path: target.text)
    }
    var status = stat()
    let exists = unsafe place.withPlatformString { unsafe stat($0, &status) } == 0
    guard !exists || status.st_mode & S_IFMT == S_IFREG else {
      throw CommandError(
        status: .inputOutput, message: "exists and is no regular file", path: target.text)
    }
    guard let (number, temporary) = Self.makeTemporary(beside: place) else {
      throw Self.failure(target, errno)
    }
    // mkstemp makes private files; a result is as readable as any other new file.
    let mask = umask(0)
    umask(mask)
    fchmod(number, 0o666 & ~mask)
    descriptor = FileDescriptor(rawValue: number)
    self.target = target
    self.place = place
    self.temporary = temporary
  }

  private static func makeTemporary(beside place: FilePath) -> (Int32, FilePath)? {
    guard let name = place.lastComponent else { return nil }
    // The longest name that leaves room for the rest in the 255 bytes of a file name.
    let shortened = String(decoding: name.string.utf8.prefix(200), as: UTF8.self)
    let template = place.removingLastComponent().appending(".\(shortened).weightcheck-XXXXXX")
    var bytes = unsafe template.withPlatformString { path in
      unsafe Array(UnsafeBufferPointer(start: path, count: strlen(path) + 1))
    }
    let descriptor = unsafe mkstemp(&bytes)
    return descriptor < 0 ? nil : (descriptor, FilePath(platformString: bytes))
  }

  /// Writes what `body` writes, down to the disk.
  func write(_ body: (Output) -> Void) throws(CommandError) {
    let output = Output(descriptor)
    body(output)
    output.flush()
    if let failure = output.failure { throw Self.failure(target, failure.rawValue) }
    guard fsync(descriptor.rawValue) == 0 else { throw Self.failure(target, errno) }
  }

  /// Makes what was written the content of the target.
  ///
  /// - Parameter isReplacing: whether something that appeared there meanwhile is replaced.
  mutating func moveIntoPlace(replacing isReplacing: Bool) throws(CommandError) {
    if !isReplacing {
      // A second name fails where there is one already, which a renaming would not.
      if Self.addName(temporary, place) {
        state = .new
        return
      }
      if errno == EEXIST { throw Self.failure(target, EEXIST) }
      // A file system without second names.
      if exists { throw Self.failure(target, EEXIST) }
    }
    let isOccupied = isReplacing && exists
    guard Self.move(temporary, place) else { throw Self.failure(target, errno) }
    state = isOccupied ? .replacing : .new
  }

  private var exists: Bool {
    var status = stat()
    return unsafe place.withPlatformString { unsafe lstat($0, &status) } == 0
  }

  /// Gives what is in the place a second name, where there is something and that can be done, so
  /// that it can be brought back.
  mutating func keepOld() {
    guard exists, let (number, name) = Self.makeTemporary(beside: place) else { return }
    close(number)
    Self.remove(name)
    if Self.addName(place, name) { backup = name }
  }

  /// Brings back what was in the place before, as far as it was kept.
  mutating func undo() {
    switch state {
    case .prepared: break
    case .new: Self.remove(place)
    case .replacing:
      if let backup, Self.move(backup, place) { self.backup = nil }
    }
    state = .prepared
  }

  /// Removes what stands beside the target, and closes the file.
  func removeTemporaries() {
    Self.remove(temporary)
    if let backup { Self.remove(backup) }
    try? descriptor.close()
  }

  private static func addName(_ from: FilePath, _ to: FilePath) -> Bool {
    unsafe from.withPlatformString { from in
      unsafe to.withPlatformString { to in unsafe link(from, to) == 0 }
    }
  }

  private static func move(_ from: FilePath, _ to: FilePath) -> Bool {
    unsafe from.withPlatformString { from in
      unsafe to.withPlatformString { to in unsafe rename(from, to) == 0 }
    }
  }

  private static func remove(_ path: FilePath) {
    unsafe _ = path.withPlatformString { unsafe unlink($0) }
  }

  private static func failure(_ target: FilePath, _ errno: Int32) -> CommandError {
    CommandError(
      status: .inputOutput, message: "\(FileAccessError.system(Errno(rawValue: errno)))",
      path: target.text)
  }
}
