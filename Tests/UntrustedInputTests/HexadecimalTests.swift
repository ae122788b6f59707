// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Testing
internal import UntrustedInput

@Suite("hexadecimal digits")
struct HexadecimalTests {
  @Test(
    "every byte has its two lower-case digits, and they decode to it",
    arguments: UInt8.min...UInt8.max)
  func everyByte(byte: UInt8) {
    let digits = Hexadecimal.encode([byte])
    let plain = String(byte, radix: 16)
    #expect(digits == (plain.count == 1 ? "0" + plain : plain))
    #expect(Hexadecimal.decode(digits.utf8) == [byte])
    #expect(Hexadecimal.decode(digits.uppercased().utf8) == [byte])
  }

  @Test("only the 22 digits have a value", arguments: UInt8.min...UInt8.max)
  func everyDigit(byte: UInt8) {
    let character = Character(Unicode.Scalar(byte))
    let expected = character.isASCII ? character.hexDigitValue.map { UInt8($0) } : nil
    #expect(Hexadecimal.value(of: byte) == expected)
  }

  @Test(
    "bytes are written in order",
    arguments: [
      ([], ""), ([0], "00"), ([0x01, 0x23, 0xAB, 0xFF], "0123abff"), ([0xDE, 0xAD], "dead"),
    ] as [([UInt8], String)])
  func encode(bytes: [UInt8], digits: String) {
    #expect(Hexadecimal.encode(bytes) == digits)
    #expect(Hexadecimal.decode(digits.utf8) == bytes)
  }

  @Test(
    "an odd count and anything but digits are refused",
    arguments: ["0", "abc", "0g", "g0", " 00", "00 ", "0x00", "-1", "00\n", "0\u{FF10}", "é0"])
  func refused(digits: String) {
    #expect(Hexadecimal.decode(digits.utf8) == nil)
  }
}
