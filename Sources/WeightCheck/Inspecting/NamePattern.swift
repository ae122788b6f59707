// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import UntrustedInput

/// A shell-like pattern for tensor names: `*` is any run of bytes, `?` is any one byte, all else is
/// itself.
///
/// The pattern matches whole names. The work is at most the product of both lengths.
public struct NamePattern: Sendable {
  private let pattern: [UInt8]

  /// Every text is a pattern.
  public init(_ pattern: String) {
    self.pattern = Array(pattern.utf8)
  }

  /// Whether the whole of `name` fits.
  public func matches(_ name: UntrustedText) -> Bool {
    let name = name.bytes
    var (position, place) = (0, 0)
    // After a star: where to go on in the pattern, and how much of the name the star has taken.
    var star: (place: Int, position: Int)?
    while position < name.count {
      if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
        place += 1
        star = (place, position)
      } else if place < pattern.count,
        pattern[place] == UInt8(ascii: "?") || pattern[place] == name[position]
      {
        place += 1
        position += 1
      } else if let last = star {
        star = (last.place, last.position + 1)
        (place, position) = (last.place, last.position + 1)
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
