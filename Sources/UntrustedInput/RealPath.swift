// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension FilePath {
  /// The absolute path without symbolic links, `.` and `..`, or nil where it does not exist.
  package var resolved: FilePath? {
    unsafe withPlatformString { path in
      guard let resolved = unsafe realpath(path, nil) else { return nil }
      defer { unsafe free(resolved) }
      return unsafe FilePath(platformString: resolved)
    }
  }

  /// The path's bytes, as the system takes them.
  package var text: UntrustedText {
    unsafe withPlatformString { path in
      unsafe UntrustedText(
        bytes: UnsafeBufferPointer(start: path, count: strlen(path)).map {
          UInt8(bitPattern: $0)
        })
    }
  }

  /// A path of exactly these bytes; nil if there is a NUL among them.
  package init?(_ text: UntrustedText) {
    guard !text.bytes.contains(0) else { return nil }
    let terminated = text.bytes.map { CInterop.PlatformChar(bitPattern: $0) } + [0]
    self = unsafe terminated.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { preconditionFailure("empty C string") }
      return unsafe FilePath(platformString: start)
    }
  }

  /// The path of `inner` as seen from this folder; nil where it is not inside.
  ///
  /// Both must be resolved.
  package func containedPath(of inner: FilePath) -> ContainedPath? {
    var rest = inner
    guard rest.removePrefix(self) else { return nil }
    return ContainedPath(rest.text)
  }
}
