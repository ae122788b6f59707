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

  /// Whether the path leads to a folder.
  package var isFolder: Bool { appending(".").resolved != nil }

  /// Whether someone else than the owner may read what the path leads to; false where it is not
  /// known.
  package var isReadableByOthers: Bool {
    guard let status = try? stat() else { return false }
    return !status.permissions.isDisjoint(with: [.groupRead, .otherRead])
  }

  /// The path with its folder resolved and its last component as it is, so that a link stays a
  /// link.
  package var resolvingFolder: FilePath {
    guard let name = lastComponent, let folder = removingLastComponent().resolved else {
      return self
    }
    return folder.appending(name)
  }

  /// Every place that decides where this path leads: each of its prefixes, and what each symbolic
  /// link on the way says, with the folders resolved.
  ///
  /// Whoever controls one of these places controls what the path names.
  package var places: [FilePath] {
    var places = resolved.map { [$0] } ?? []
    var pending = [self]
    // A path that can be opened has at most 40 links on its way.
    var linkCount = 0
    while let path = pending.popLast() {
      var prefix = path
      while let name = prefix.lastComponent {
        let parent = prefix.removingLastComponent()
        if let folder = (parent.isEmpty ? FilePath(".") : parent).resolved {
          let place = folder.appending(name)
          if !places.contains(place) {
            places.append(place)
            if let target = place.linkTarget, linkCount < 40 {
              linkCount += 1
              pending.append(target.isAbsolute ? target : folder.pushing(target))
            }
          }
        }
        prefix = parent
      }
    }
    return places
  }

  /// Where the symbolic link at this path leads; nil if it is none.
  package var linkTarget: FilePath? {
    linkText.flatMap { FilePath($0) }
  }

  /// What the symbolic link at this path says, byte for byte, a slash at its end too; nil if it is
  /// none.
  package var linkText: UntrustedText? {
    var buffer = [CInterop.PlatformChar](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe withPlatformString { unsafe readlink($0, &buffer, Int(PATH_MAX)) }
    guard count > 0 else { return nil }
    return UntrustedText(bytes: buffer[..<count].map { UInt8(bitPattern: $0) })
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
