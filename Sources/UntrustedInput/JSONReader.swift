// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// The strict reader of every JSON document from outside.
///
/// A pull reader: `next()` returns one token after the other. It keeps a stack of open containers
/// instead of recursing, so that depth costs a limit and not the stack; it allocates nothing per
/// value; and it refuses what RFC 8259 only advises against or leaves open:
/// - a key that stands twice in one object, at every level, compared as bytes after its escapes
///   are resolved (general decoders silently keep one of the two, and not all the same one);
/// - invalid UTF-8, lone surrogates, a byte order mark, numbers beyond a double;
/// - anything but white space after the document.
/// Every error carries the byte offset of the fault in the file.
package struct JSONReader: ~Escapable {
  private let bytes: Span<UInt8>
  private let fileOffset: UInt64
  private let maximumDepth: Int
  private var position = 0
  private var expectation = Expectation.value
  private var frames: [Frame] = []
  private var keys = JSONKeySet()
  private var decoded: [UInt8] = []

  /// What the grammar allows next.
  private enum Expectation {
    case value
    case firstValueOrEnd
    case firstKeyOrEnd
    case commaOrEnd
    case nothing
  }

  /// An open container.
  private struct Frame {
    let isObject: Bool
    /// Bytes of `decoded` that are older than this container.
    let decodedCount: Int
  }

  /// Starts reading `bytes`; the whole text is checked to be UTF-8 first.
  ///
  /// - Parameters:
  ///   - fileOffset: where `bytes` starts in its file; errors count from the file's start.
  ///   - maximumDepth: how many containers may be open at once.
  @_lifetime(copy bytes)
  package init(
    _ bytes: Span<UInt8>, fileOffset: UInt64 = 0, maximumDepth: Int = Limits.jsonDepth
  ) throws(JSONError) {
    guard bytes.count <= Self.maximumByteCount else {
      throw JSONError(.tooLarge(limit: Self.maximumByteCount), at: fileOffset)
    }
    do {
      _ = try UTF8Span(validating: bytes)
    } catch {
      throw JSONError(.invalidUTF8, at: fileOffset + UInt64(error.byteOffsets.lowerBound))
    }
    self.bytes = bytes
    self.fileOffset = fileOffset
    self.maximumDepth = maximumDepth
  }

  /// Positions are kept in 32 bits.
  package static let maximumByteCount = Int(UInt32.max) - 1

  /// Containers that are open now.
  package var depth: Int { frames.count }

  /// Where the next token is looked for, in bytes from the start of the file.
  package var offset: UInt64 { fileOffset + UInt64(position) }

  /// The file offset of `string`'s first byte inside its quotes; for a string with escapes, of the reader.
  package func offset(of string: JSONString) -> UInt64 {
    string.isDecoded ? offset : fileOffset + UInt64(string.start)
  }
}

// MARK: - Tokens

extension JSONReader {
  /// The next token.
  @_lifetime(self: copy self)
  package mutating func next() throws(JSONError) -> JSONToken {
    skipWhitespace()
    switch expectation {
    case .value:
      return try readValue()
    case .firstValueOrEnd:
      if peek == UInt8(ascii: "]") { return endContainer(.endArray) }
      return try readValue()
    case .firstKeyOrEnd:
      if peek == UInt8(ascii: "}") { return endContainer(.endObject) }
      return try readKey()
    case .commaOrEnd:
      guard let byte = peek else { throw error(.unexpectedEnd) }
      let inObject = frames[frames.count - 1].isObject
      switch byte {
      case UInt8(ascii: ","):
        position += 1
        skipWhitespace()
        return inObject ? try readKey() : try readValue()
      case UInt8(ascii: "}") where inObject:
        return endContainer(.endObject)
      case UInt8(ascii: "]") where !inObject:
        return endContainer(.endArray)
      default:
        throw error(.unexpectedByte(byte))
      }
    case .nothing:
      guard peek == nil else { throw error(.trailingContent) }
      return .end
    }
  }

  /// Reads over one whole value, checking it as strictly as any other.
  @_lifetime(self: copy self)
  package mutating func skipValue() throws(JSONError) {
    let before = depth
    repeat { _ = try next() } while depth > before
  }

  private var peek: UInt8? {
    position < bytes.count ? bytes[position] : nil
  }

  private func error(_ kind: JSONError.Kind) -> JSONError {
    JSONError(kind, at: offset)
  }

  @_lifetime(self: copy self)
  private mutating func skipWhitespace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  @_lifetime(self: copy self)
  private mutating func readKey() throws(JSONError) -> JSONToken {
    guard let byte = peek else { throw error(.unexpectedEnd) }
    guard byte == UInt8(ascii: "\"") else { throw error(.unexpectedByte(byte)) }
    let start = offset
    let key = try readString()
    guard keys.insert(key, document: bytes, decoded: decoded) else {
      throw JSONError(.duplicateKey(text(key)), at: start)
    }
    skipWhitespace()
    guard let colon = peek else { throw error(.unexpectedEnd) }
    guard colon == UInt8(ascii: ":") else { throw error(.unexpectedByte(colon)) }
    position += 1
    expectation = .value
    return .key(key)
  }

  @_lifetime(self: copy self)
  private mutating func readValue() throws(JSONError) -> JSONToken {
    guard let byte = peek else { throw error(.unexpectedEnd) }
    switch byte {
    case UInt8(ascii: "{"):
      try beginContainer(isObject: true)
      return .beginObject
    case UInt8(ascii: "["):
      try beginContainer(isObject: false)
      return .beginArray
    case UInt8(ascii: "\""):
      let string = try readString()
      endValue()
      return .string(string)
    case UInt8(ascii: "t"):
      try readWord("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try readWord("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try readWord("null")
      return .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      let number = try readNumber()
      endValue()
      return .number(number)
    default:
      throw error(.unexpectedByte(byte))
    }
  }

  @_lifetime(self: copy self)
  private mutating func endValue() {
    expectation = frames.isEmpty ? .nothing : .commaOrEnd
  }

  @_lifetime(self: copy self)
  private mutating func beginContainer(isObject: Bool) throws(JSONError) {
    guard frames.count < maximumDepth else { throw error(.tooDeep(limit: maximumDepth)) }
    position += 1
    frames.append(Frame(isObject: isObject, decodedCount: decoded.count))
    if isObject { keys.beginObject() }
    expectation = isObject ? .firstKeyOrEnd : .firstValueOrEnd
  }

  @_lifetime(self: copy self)
  private mutating func endContainer(_ token: JSONToken) -> JSONToken {
    position += 1
    let frame = frames.removeLast()
    if frame.isObject { keys.endObject() }
    decoded.removeLast(decoded.count - frame.decodedCount)
    endValue()
    return token
  }

  @_lifetime(self: copy self)
  private mutating func readWord(_ word: StaticString) throws(JSONError) {
    for index in 0..<word.utf8CodeUnitCount {
      guard let byte = peek else { throw error(.unexpectedEnd) }
      guard unsafe word.utf8Start[index] == byte else { throw error(.unexpectedByte(byte)) }
      position += 1
    }
    endValue()
  }
}

// MARK: - Strings

extension JSONReader {
  /// Reads a string whose opening quote is the next byte.
  @_lifetime(self: copy self)
  private mutating func readString() throws(JSONError) -> JSONString {
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
        else { throw error(.loneSurrogate) }
        let second = try readHexadecimalEscape()
        guard (0xDC00..<0xE000).contains(second) else { throw error(.loneSurrogate) }
        value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(value) else { throw error(.loneSurrogate) }
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

// MARK: - Numbers

extension JSONReader {
  /// Reads `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?` (RFC 8259, section 6).
  @_lifetime(self: copy self)
  private mutating func readNumber() throws(JSONError) -> JSONNumber {
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

  private func double(_ number: JSONNumber) -> Double {
    var text: [UInt8] = []
    for index in Int(number.start)..<Int(number.start + number.count) { text.append(bytes[index]) }
    return Double(String(decoding: text, as: UTF8.self)) ?? .infinity
  }
}
