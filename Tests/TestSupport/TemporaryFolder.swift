// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A new, empty folder that is removed with all it holds when the last reference goes.
///
/// Paths are relative to the folder; folders on the way to a new file or link are made.
package final class TemporaryFolder: Sendable {
  /// The folder's absolute path, free of symbolic links.
  package let path: FilePath

  /// Makes a folder below `$TMPDIR`, or `/tmp` where that is not set.
  package init() throws(Errno) {
    var template = unsafe Self.temporaryRoot.pushing("weightcheck-XXXXXX")
      .withPlatformString { unsafe Array(UnsafeBufferPointer(start: $0, count: strlen($0) + 1)) }
    guard unsafe mkdtemp(&template) != nil, let resolved = unsafe realpath(template, nil) else {
      throw Errno(rawValue: errno)
    }
    path = unsafe FilePath(platformString: resolved)
    unsafe free(resolved)
  }

  deinit { Self.removeAll(path) }

  /// Writes `bytes` to a new file, or over an old one.
  @discardableResult
  package func write(_ bytes: [UInt8], to relative: FilePath) throws -> FilePath {
    let path = try prepare(relative)
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite])
    try file.closeAfter { _ = try file.writeAll(bytes) }
    return path
  }

  /// Writes `bytes` at the end of an existing file.
  package func append(_ bytes: [UInt8], to relative: FilePath) throws {
    let file = try FileDescriptor.open(path.pushing(relative), .writeOnly, options: [.append])
    try file.closeAfter { _ = try file.writeAll(bytes) }
  }

  /// Gives a file this size, making it where it does not exist; what is added is a hole of zeros.
  @discardableResult
  package func resize(_ relative: FilePath, to byteCount: Int64) throws -> FilePath {
    let path = try prepare(relative)
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create], permissions: [.ownerReadWrite])
    try file.closeAfter { try file.resize(to: byteCount) }
    return path
  }

  /// Sets a file's times of access and modification, in seconds since 1970-01-01 UTC.
  package func setTimes(of relative: FilePath, to seconds: Int) throws {
    let times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
    try check(
      unsafe path.pushing(relative).withPlatformString { unsafe utimensat(AT_FDCWD, $0, times, 0) })
  }

  /// Makes a folder and those above it.
  @discardableResult
  package func makeFolder(_ relative: FilePath) throws -> FilePath {
    _ = try prepare(relative.appending("x"))
    return path.pushing(relative)
  }

  /// Makes a symbolic link whose text is `target`, whether that exists or not.
  @discardableResult
  package func link(_ relative: FilePath, to target: String) throws -> FilePath {
    let path = try prepare(relative)
    try check(unsafe path.withPlatformString { unsafe symlink(target, $0) })
    return path
  }

  /// Makes a FIFO that nobody writes to.
  @discardableResult
  package func makeFIFO(_ relative: FilePath) throws -> FilePath {
    let path = try prepare(relative)
    try check(unsafe path.withPlatformString { unsafe mkfifo($0, 0o600) })
    return path
  }

  /// Removes a file or link.
  package func remove(_ relative: FilePath) throws {
    try check(unsafe path.pushing(relative).withPlatformString { unsafe unlink($0) })
  }

  /// The absolute path of `relative`, after the folders that it goes through are made.
  private func prepare(_ relative: FilePath) throws -> FilePath {
    var folder = path
    for component in relative.removingLastComponent().components {
      folder.append(component)
      let result = unsafe folder.withPlatformString { unsafe mkdir($0, 0o700) }
      if result != 0 && errno != EEXIST { throw Errno(rawValue: errno) }
    }
    return path.pushing(relative)
  }

  private func check(_ result: CInt) throws {
    if result != 0 { throw Errno(rawValue: errno) }
  }

  private static var temporaryRoot: FilePath {
    guard let root = unsafe getenv("TMPDIR"), unsafe root.pointee != 0 else { return "/tmp" }
    return unsafe FilePath(platformString: root)
  }

  /// Removes bottom up, without following links.
  private static func removeAll(_ path: FilePath) {
    if let stream = unsafe path.withPlatformString({ unsafe opendir($0) }) {
      var names: [FilePath.Component] = []
      while let entry = unsafe readdir(stream) {
        let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
          unsafe name.withMemoryRebound(to: CInterop.PlatformChar.self, capacity: 256) {
            unsafe FilePath.Component(platformString: $0)
          }
        }
        if let name, name.kind == .regular { names.append(name) }
      }
      unsafe closedir(stream)
      for name in names {
        let inner = path.appending(name)
        // A link to a folder is unlinked here, never entered.
        if unsafe inner.withPlatformString({ unsafe unlink($0) }) != 0 { removeAll(inner) }
      }
    }
    _ = unsafe path.withPlatformString { unsafe rmdir($0) }
  }
}
