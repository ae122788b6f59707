// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// A path taken apart for rules about names: ASCII letters are lower-case, nothing else changes.
package struct FileName: Sendable {
  /// The folders it lies in, outermost first.
  package let folders: [String]
  /// The last component.
  package let base: String
  /// The last component up to its last dot.
  package let stem: String
  /// What follows the last dot; empty where there is none.
  package let ending: String

  /// Takes `path` apart.
  package init(_ path: ContainedPath) {
    let lower = path.text.bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    let components = lower.split(separator: UInt8(ascii: "/"))
      .map { String(decoding: $0, as: UTF8.self) }
    folders = Array(components.dropLast())
    base = components.last ?? ""
    if let dot = base.lastIndex(of: "."), dot != base.startIndex {
      stem = String(base[..<dot])
      ending = String(base[base.index(after: dot)...])
    } else {
      stem = base
      ending = ""
    }
  }

  /// The words of the stem: what stands between `-`, `_`, `.` and spaces.
  package var words: [Substring] {
    stem.split { $0 == "-" || $0 == "_" || $0 == "." || $0 == " " }
  }
}
