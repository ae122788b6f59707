// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Base64 (RFC 4648), of which only the one text is read that an encoder writes for some bytes.
///
/// So there are no line breaks, no digits of another alphabet, no padding too much or too little,
/// and no bits set behind the last byte.
package enum Base64 {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Standard base64 with padding (section 4).
  package static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let value = group.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        let digit = digits[Int(value >> UInt32(18 - 6 * place) & 63)]
        text.append(place <= group.count ? digit : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of standard base64 with padding (section 4); nil where it is not canonical.
  package static func decode(_ text: [UInt8]) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    let padding = text.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
    return decode(text.dropLast(padding), values)
  }

  /// The bytes of URL-safe base64 without padding (section 5); nil where it is not canonical.
  static func decodeURLSafe(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    decode(text, urlSafeValues)
  }

  private static func decode(_ text: ArraySlice<UInt8>, _ values: [UInt8]) -> [UInt8]? {
    guard text.count % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3 + 2)
    var accumulator: UInt32 = 0
    var bitCount: UInt32 = 0
    for byte in text {
      let value = values[Int(byte)]
      guard value < 64 else { return nil }
      accumulator = accumulator << 6 | UInt32(value)
      bitCount += 6
      if bitCount >= 8 {
        bitCount -= 8
        bytes.append(UInt8(truncatingIfNeeded: accumulator >> bitCount))
        accumulator &= (1 << bitCount) - 1
      }
    }
    return accumulator == 0 ? bytes : nil
  }

  /// The value of each byte as a digit; 64 for those that are none.
  private static let values = valueTable(digits)
  private static let urlSafeValues = valueTable(digits.dropLast(2) + Array("-_".utf8))

  private static func valueTable(_ digits: [UInt8]) -> [UInt8] {
    var values = [UInt8](repeating: 64, count: 256)
    for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
    return values
  }
}
