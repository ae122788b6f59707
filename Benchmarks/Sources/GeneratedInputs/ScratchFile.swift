// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
public import SystemPackage

/// A file in the system's temporary folder that goes with the process.
///
/// Its name is removed at once; it is opened again through its descriptor.
public final class ScratchFile: Sendable {
  private let descriptor: FileDescriptor

  /// Where it can be opened.
  public var path: FilePath { FilePath("/dev/fd/\(descriptor.rawValue)") }

  /// Writes a file of `bytes`, `count` times.
  public init(repeating bytes: [UInt8], count: Int) throws {
    let name = "weightcheck-benchmark-" + String(UInt64.random(in: .min ... .max), radix: 36)
    let path = FilePath(FileManager.default.temporaryDirectory.path).appending(name)
    descriptor = try FileDescriptor.open(
      path, .readWrite, options: [.create, .exclusiveCreate, .closeOnExec],
      permissions: [.ownerReadWrite])
    try FileManager.default.removeItem(atPath: path.string)
    for _ in 0..<count { try descriptor.writeAll(bytes) }
  }
}
