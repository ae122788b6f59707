// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What tells one state of one file from another: a changed file differs in at least one of these.
public struct FileIdentity: Hashable, Sendable {
  /// The device that holds the file (`st_dev`).
  public let device: UInt64
  /// The file's number on that device (`st_ino`).
  public let inode: UInt64
  /// Bytes in the file.
  public let size: UInt64
  /// Time of the last change of content, in nanoseconds since 1970-01-01 UTC.
  public let modificationNanoseconds: Int64
  /// Time of the last change of content or attributes, in nanoseconds since 1970-01-01 UTC.
  public let statusChangeNanoseconds: Int64
}
