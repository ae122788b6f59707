// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What the parser takes for blanks, breaks and names.
extension YAMLGuard {
  /// The byte at an index, or nil behind the end.
  func byte(_ index: Int) -> UInt8? {
    index < bytes.count ? bytes[index] : nil
  }

  /// Whether a space or tab stands there.
  func isBlank(at index: Int) -> Bool {
    let found = byte(index)
    return found == UInt8(ascii: " ") || found == UInt8(ascii: "\t")
  }

  /// Whether a blank, a break or the end is there.
  func isBlankOrEnd(at index: Int) -> Bool {
    index >= bytes.count || isBlank(at: index) || breakWidth(at: index) > 0
  }

  /// The bytes of the line break at an index, 0 where none is: LF, CR, NEL, LS or PS.
  func breakWidth(at index: Int) -> Int {
    switch byte(index) {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): 1
    case 0xC2 where byte(index + 1) == 0x85: 2
    case 0xE2 where byte(index + 1) == 0x80 && (byte(index + 2) == 0xA8 || byte(index + 2) == 0xA9):
      3
    default: 0
    }
  }

  /// Where the line ends on which an index is.
  func lineEnd(from start: Int) -> Int {
    var index = start
    while index < bytes.count && breakWidth(at: index) == 0 { index += 1 }
    return index
  }

  /// Whether a byte can be part of the name of an anchor.
  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default:
      false
    }
  }
}
