// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// A relative path from an untrusted document that names something inside a folder.
///
/// The lexical rule: not empty, not absolute, no NUL, and no `..`. `.` components and repeated
/// slashes are dropped, so `./a//b` and `a/b` are one path. That it does not leave the folder
/// through a symbolic link either is seen to when it is opened (`OpenFile.init(path:beneath:)`).
public struct ContainedPath: Hashable, Sendable {
  /// The normalised path: components joined by single slashes.
  ///
  /// Empty for the folder itself.
  public let text: UntrustedText

  /// Nil where the path could leave the folder, or names nothing.
  public init?(_ text: UntrustedText) {
    let bytes = text.bytes
    guard let first = bytes.first, first != UInt8(ascii: "/"), !bytes.contains(0) else {
      return nil
    }
    var normalised: [UInt8] = []
    normalised.reserveCapacity(bytes.count)
    for component in bytes.split(separator: UInt8(ascii: "/")) {
      if component.elementsEqual(".".utf8) { continue }
      if component.elementsEqual("..".utf8) { return nil }
      if !normalised.isEmpty { normalised.append(UInt8(ascii: "/")) }
      normalised.append(contentsOf: component)
    }
    guard !normalised.isEmpty else { return nil }
    self.text = UntrustedText(bytes: normalised)
  }

  /// Joins a folder's path and a name found in it; both are known to be contained.
  package init(folder: ContainedPath?, name: [UInt8]) {
    guard let folder else {
      text = UntrustedText(bytes: name)
      return
    }
    text = UntrustedText(bytes: folder.text.bytes + [UInt8(ascii: "/")] + name)
  }

  /// The last component.
  public var basename: UntrustedText {
    guard let slash = text.bytes.lastIndex(of: UInt8(ascii: "/")) else { return text }
    return UntrustedText(bytes: Array(text.bytes[(slash + 1)...]))
  }

  /// The path without its last component; nil where it has only one.
  package var folder: ContainedPath? {
    guard let slash = text.bytes.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    return ContainedPath(UntrustedText(bytes: Array(text.bytes[..<slash])))
  }

  /// Whether the path has one component only.
  package var isBare: Bool { !text.bytes.contains(UInt8(ascii: "/")) }

  /// This path as seen from `folder`, or nil where it is not inside it.
  package func relative(to folder: ContainedPath) -> ContainedPath? {
    let prefix = folder.text.bytes + [UInt8(ascii: "/")]
    guard text.bytes.starts(with: prefix) else { return nil }
    return ContainedPath(UntrustedText(bytes: Array(text.bytes.dropFirst(prefix.count))))
  }

  /// `path` as seen from the folder that this path is seen from, when it stands in this one.
  package func appending(_ path: ContainedPath) -> ContainedPath {
    ContainedPath(folder: self, name: path.text.bytes)
  }

  /// Whether this path is `other` or lies inside of it.
  package func isAtOrBelow(_ other: ContainedPath) -> Bool {
    self == other || relative(to: other) != nil
  }

  /// Calls `body` with the path as a C string.
  func withCString<R>(_ body: (UnsafePointer<CChar>) -> R) -> R {
    let terminated = text.bytes.map { CChar(bitPattern: $0) } + [0]
    return unsafe terminated.withUnsafeBufferPointer { buffer in
      // The array has at least its terminator, so the address is never nil.
      guard let address = buffer.baseAddress else { preconditionFailure("empty C string") }
      return unsafe body(address)
    }
  }
}
