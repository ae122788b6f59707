// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

extension JSONReader {
  /// Reads a number as RFC 8259 section 6 writes it.
  ///
  /// The grammar is `[-] (0 | [1-9] [0-9]*) [. [0-9]+] [(e | E) [+ | -] [0-9]+]`.
  @_lifetime(self: copy self)
  mutating func readNumber() throws(JSONError) -> JSONNumber {
    let start = position
    var isInteger = true
    if peek == UInt8(ascii: "-") { position += 1 }
    if peek == UInt8(ascii: "0") {
      position += 1
    } else {
      try readDigits()
    }
    if peek == UInt8(ascii: ".") {
      isInteger = false
      position += 1
      try readDigits()
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      isInteger = false
      position += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
      try readDigits()
    }
    // After a number only white space, a comma, a closing bracket or the end can stand.
    if let next = peek, Hexadecimal.value(of: next) != nil || next == UInt8(ascii: ".") {
      throw error(.invalidNumber)
    }
    let number = JSONNumber(
      start: UInt32(start), count: UInt32(position - start), isInteger: isInteger)
    // Fewer than 300 digits without an exponent are below the largest double, 1.8e308.
    if !isInteger || number.count > 300 {
      guard double(number).isFinite else {
        throw JSONError(.numberOutOfRange, at: fileOffset + UInt64(start))
      }
    }
    return number
  }

  @_lifetime(self: copy self)
  private mutating func readDigits() throws(JSONError) {
    let start = position
    while let byte = peek, byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") {
      position += 1
    }
    guard position > start else { throw error(peek == nil ? .unexpectedEnd : .invalidNumber) }
  }

  /// The number, if it is written as an unsigned integer that fits 64 bits: no sign, no fraction,
  /// no exponent.
  package func uint64(_ number: JSONNumber) -> UInt64? {
    guard number.isInteger else { return nil }
    var value: UInt64 = 0
    for index in Int(number.start)..<Int(number.start + number.count) {
      let byte = bytes[index]
      guard byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carried) = product.addingReportingOverflow(UInt64(byte - UInt8(ascii: "0")))
      guard !overflow && !carried else { return nil }
      value = sum
    }
    return value
  }

  /// The number, if its value is an unsigned integer.
  ///
  /// It may be written as one, or, below 2^53, with a fraction or an exponent, as tools write it
  /// that keep all numbers as doubles.
  package func integralUInt64(_ number: JSONNumber) -> UInt64? {
    if number.isInteger { return uint64(number) }
    let value = double(number)
    guard value.sign == .plus, value < 0x1p53, value == value.rounded() else { return nil }
    return UInt64(value)
  }

  private func double(_ number: JSONNumber) -> Double {
    var text: [UInt8] = []
    for index in Int(number.start)..<Int(number.start + number.count) { text.append(bytes[index]) }
    return Double(String(decoding: text, as: UTF8.self)) ?? .infinity
  }
}
