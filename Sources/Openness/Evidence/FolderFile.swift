// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// A regular file of a release's folder, with as much of it as openness looks at.
package struct FolderFile: Sendable {
  /// What was read of a file.
  package enum Content: Sendable {
    /// Nothing: its name is all that counts.
    case notRead
    /// All of its bytes.
    case bytes([UInt8])
    /// It has more bytes than are read of such a file; these are the first ones.
    case tooLarge(first: [UInt8])
    /// It could not be read; a sentence without full stop.
    case unreadable(String)
  }

  /// Its path in the folder.
  package let path: ContainedPath
  /// Bytes in it.
  package let byteCount: UInt64
  /// What was read of it.
  package let content: Content

  /// Describes a file.
  package init(path: ContainedPath, byteCount: UInt64, content: Content = .notRead) {
    self.path = path
    self.byteCount = byteCount
    self.content = content
  }

  /// All of its bytes, where they were read.
  package var bytes: [UInt8]? {
    if case .bytes(let bytes) = content { bytes } else { nil }
  }
}
