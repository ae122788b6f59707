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
  let bytes: Span<UInt8>
  let fileOffset: UInt64
  private let maximumDepth: Int
  var position = 0
  private var expectation = Expectation.value
  private var frames: [Frame] = []
  private var keys = JSONKeySet()
  var decoded: [UInt8] = []

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

  var peek: UInt8? {
    position < bytes.count ? bytes[position] : nil
  }

  func error(_ kind: JSONError.Kind) -> JSONError {
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
    skipWhitespace()
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
