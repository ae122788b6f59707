// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The files in which Linux says what a process has.
enum SystemFile {
  /// The first line that `isWanted`, with its newline; nil where there is none, as on other
  /// systems.
  static func firstLine(
    of path: String, where isWanted: (String) -> Bool = { _ in true }
  ) -> String? {
    guard let file = unsafe fopen(path, "r") else { return nil }
    defer { unsafe fclose(file) }
    var buffer = [CChar](repeating: 0, count: 4096)
    while unsafe fgets(&buffer, CInt(buffer.count), file) != nil {
      let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      let line = String(decoding: bytes, as: UTF8.self)
      if isWanted(line) { return line }
    }
    return nil
  }
}
