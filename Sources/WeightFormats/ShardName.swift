// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// The name of a file that is one part of a set: `model-00002-of-00005.safetensors`.
///
/// Five or six digits and `-` or `_` before the number occur in released sets.
package struct ShardName: Hashable, Sendable {
  /// What stands before the number, with its separator.
  package let base: [UInt8]
  /// The part, counted from 1.
  package let number: Int
  /// How many parts there are.
  package let count: Int
  /// The digits of a number, with leading zeros.
  package let digitCount: Int
  /// What stands after the count, with its dot.
  package let suffix: [UInt8]

  /// Nil where `name` is not of that shape.
  package init?(_ name: UntrustedText) {
    let bytes = name.bytes
    guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    var rest = bytes[..<dot]
    guard let count = Self.removeNumber(&rest), rest.suffix(4).elementsEqual("-of-".utf8) else {
      return nil
    }
    rest = rest.dropLast(4)
    guard let number = Self.removeNumber(&rest),
      rest.last == UInt8(ascii: "-") || rest.last == UInt8(ascii: "_")
    else { return nil }
    base = Array(rest)
    self.number = number.value
    self.count = count.value
    digitCount = number.digitCount
    suffix = Array(bytes[dot...])
  }

  /// The name of another part of the same set.
  package func sibling(_ number: Int) -> UntrustedText {
    UntrustedText(
      bytes: base + Self.digits(number, digitCount) + Array("-of-".utf8)
        + Self.digits(count, digitCount) + suffix)
  }

  private static func digits(_ number: Int, _ count: Int) -> [UInt8] {
    let digits = Array(String(number).utf8)
    return [UInt8](repeating: UInt8(ascii: "0"), count: max(0, count - digits.count)) + digits
  }

  /// Takes five or six digits off the end.
  private static func removeNumber(
    _ text: inout ArraySlice<UInt8>
  ) -> (value: Int, digitCount: Int)? {
    let digits = text.reversed().prefix { $0 >= 0x30 && $0 <= 0x39 }.count
    guard digits == 5 || digits == 6,
      let value = Int(String(decoding: text.suffix(digits), as: UTF8.self))
    else { return nil }
    text = text.dropLast(digits)
    return (value, digits)
  }
}
