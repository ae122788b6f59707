// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
package import UntrustedInput

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A file in the system's temporary folder that goes with its owner, or with the program.
///
/// Its name is removed at once, and it is opened through its descriptor: to remove the name later
/// would change the file's times under a mapping that outlives the owner.
package final class ScratchFile: Sendable {
  private let descriptor: FileDescriptor

  /// Makes a file that holds `bytes`.
  ///
  /// It says that it was last written in 2001, so that a change is seen however soon it follows:
  /// the system's clock for file times may stand still for some milliseconds.
  package init(_ bytes: [UInt8] = []) throws {
    let name = "weightcheck-test-" + String(UInt64.random(in: .min ... .max), radix: 36)
    let path = FilePath("/tmp").appending(name)
    descriptor = try FileDescriptor.open(
      path, .readWrite, options: [.create, .exclusiveCreate, .closeOnExec],
      permissions: [.ownerReadWrite])
    _ = unsafe path.withPlatformString { unsafe unlink($0) }
    try write(bytes, at: 0)
    let past = timespec(tv_sec: 1_000_000_000, tv_nsec: 0)
    guard unsafe futimens(descriptor.rawValue, [past, past]) == 0 else {
      throw Errno(rawValue: errno)
    }
  }

  /// Overwrites bytes in place, beyond the end too.
  package func write(_ bytes: [UInt8], at offset: Int) throws {
    _ = try descriptor.writeAll(toAbsoluteOffset: Int64(offset), bytes)
  }

  /// Makes the file that long: cut off, or filled up with zeros that take no space.
  package func resize(to byteCount: Int) throws {
    try descriptor.resize(to: Int64(byteCount))
  }

  /// Maps the file as the command does.
  package func map() throws -> SharedMappedFile {
    let path = FilePath("/dev/fd/\(descriptor.rawValue)")
    return SharedMappedFile(try MappedFile(OpenFile(path: path)))
  }

  deinit { try? descriptor.close() }
}
