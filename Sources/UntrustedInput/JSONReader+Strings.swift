// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

extension JSONReader {
  /// Reads a string whose opening quote is the next byte.
  @_lifetime(self: copy self)
  mutating func readString() throws(JSONError) -> JSONString {
    position += 1
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        defer { position += 1 }
        return JSONString(
          start: UInt32(start), count: UInt32(position - start), isDecoded: false)
      }
      if byte == UInt8(ascii: "\\") { return try readEscapedString(from: start) }
      if byte < 0x20 { throw error(.controlCharacter(byte)) }
      position += 1
    }
    throw error(.unexpectedEnd)
  }

  /// Continues a string at its first backslash, decoding it from `start` into private memory.
  @_lifetime(self: copy self)
  private mutating func readEscapedString(from start: Int) throws(JSONError) -> JSONString {
    let decodedStart = decoded.count
    for index in start..<position { decoded.append(bytes[index]) }
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return JSONString(
          start: UInt32(decodedStart), count: UInt32(decoded.count - decodedStart), isDecoded: true)
      case UInt8(ascii: "\\"):
        try readEscape()
      case ..<0x20:
        throw error(.controlCharacter(byte))
      default:
        decoded.append(byte)
        position += 1
      }
    }
    throw error(.unexpectedEnd)
  }

  /// Reads one escape and appends what it stands for.
  @_lifetime(self: copy self)
  private mutating func readEscape() throws(JSONError) {
    guard position + 1 < bytes.count else { throw error(.unexpectedEnd) }
    let start = offset
    let meaning: UInt8
    switch bytes[position + 1] {
    case UInt8(ascii: "\""): meaning = UInt8(ascii: "\"")
    case UInt8(ascii: "\\"): meaning = UInt8(ascii: "\\")
    case UInt8(ascii: "/"): meaning = UInt8(ascii: "/")
    case UInt8(ascii: "b"): meaning = 0x08
    case UInt8(ascii: "f"): meaning = 0x0C
    case UInt8(ascii: "n"): meaning = 0x0A
    case UInt8(ascii: "r"): meaning = 0x0D
    case UInt8(ascii: "t"): meaning = 0x09
    case UInt8(ascii: "u"):
      let first = try readHexadecimalEscape()
      var value = UInt32(first)
      if (0xD800..<0xDC00).contains(first) {
        guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
          bytes[position + 1] == UInt8(ascii: "u")
        else { throw JSONError(.loneSurrogate, at: start) }
        let second = try readHexadecimalEscape()
        guard (0xDC00..<0xE000).contains(second) else { throw JSONError(.loneSurrogate, at: start) }
        value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(value) else { throw JSONError(.loneSurrogate, at: start) }
      decoded.append(contentsOf: String(Character(scalar)).utf8)
      return
    default:
      throw error(.invalidEscape)
    }
    decoded.append(meaning)
    position += 2
  }

  /// Reads `\uXXXX`, whose backslash is the next byte.
  @_lifetime(self: copy self)
  private mutating func readHexadecimalEscape() throws(JSONError) -> UInt16 {
    guard position + 6 <= bytes.count else { throw error(.unexpectedEnd) }
    var value: UInt16 = 0
    for index in (position + 2)..<(position + 6) {
      guard let digit = Hexadecimal.value(of: bytes[index]) else { throw error(.invalidEscape) }
      value = value << 4 | UInt16(digit)
    }
    position += 6
    return value
  }

  /// The bytes of a string, escapes resolved.
  package func copy(_ string: JSONString) -> [UInt8] {
    var copy: [UInt8] = []
    append(string, to: &copy)
    return copy
  }

  /// Appends the bytes of a string, escapes resolved.
  package func append(_ string: JSONString, to target: inout [UInt8]) {
    let range = Int(string.start)..<(Int(string.start) + string.byteCount)
    if string.isDecoded {
      target.append(contentsOf: decoded[range])
    } else {
      unsafe bytes.extracting(range).withUnsafeBufferPointer {
        unsafe target.append(contentsOf: $0)
      }
    }
  }

  /// The string as text to be shown or kept.
  package func text(_ string: JSONString) -> UntrustedText {
    UntrustedText(bytes: copy(string))
  }

  /// Whether the string is `text`, compared as bytes.
  package func equals(_ string: JSONString, _ text: StaticString) -> Bool {
    guard string.byteCount == text.utf8CodeUnitCount else { return false }
    let start = Int(string.start)
    for index in 0..<string.byteCount {
      let byte = string.isDecoded ? decoded[start + index] : bytes[start + index]
      guard unsafe text.utf8Start[index] == byte else { return false }
    }
    return true
  }
}
