// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Hexadecimal digits, as digests and escapes are written.
package enum Hexadecimal {
  /// The value of one digit of either case.
  package static func value(of byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// Whether all of them are digits, and no letter among them is upper-case.
  package static func isLowerCase(_ digits: some Sequence<UInt8>) -> Bool {
    digits.allSatisfy { value(of: $0) != nil && !(0x41...0x46).contains($0) }
  }

  /// The bytes that `digits` write, two digits each; nil for an odd count or another character.
  @specialized(where C == ArraySlice<UInt8>)
  @specialized(where C == [UInt8])
  package static func decode<C: Collection<UInt8>>(_ digits: C) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    var high: UInt8?
    for digit in digits {
      guard let value = value(of: digit) else { return nil }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return high == nil ? bytes : nil
  }

  private static let digits = Array("0123456789abcdef".utf8)

  /// `bytes` in lower-case digits.
  package static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
