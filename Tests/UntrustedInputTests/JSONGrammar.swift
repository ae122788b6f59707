// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// What the strict reader should accept, written as plainly as possible: the fuzz tests' oracle.
///
/// One function per production of RFC 8259, which recurse; each returns false where the text does
/// not match. It keeps no offsets and tells no reasons.
struct JSONGrammar {
  private let bytes: [UInt8]
  private var position = 0
  private let maximumDepth: Int

  /// Whether `document` is one JSON value without duplicate keys, half surrogates or numbers
  /// beyond a double.
  static func accepts(_ document: [UInt8], maximumDepth: Int = Limits.jsonDepth) -> Bool {
    guard String(validating: document, as: UTF8.self) != nil else { return false }
    var grammar = JSONGrammar(bytes: document, maximumDepth: maximumDepth)
    guard grammar.element(depth: 0) else { return false }
    return grammar.position == document.count
  }

  private init(bytes: [UInt8], maximumDepth: Int) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  private mutating func take(_ character: Character) -> Bool {
    guard position < bytes.count, bytes[position] == character.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func whitespace() {
    while take(" ") || take("\t") || take("\n") || take("\r") {}
  }

  private mutating func element(depth: Int) -> Bool {
    whitespace()
    defer { whitespace() }
    guard position < bytes.count else { return false }
    switch Character(Unicode.Scalar(bytes[position])) {
    case "{": return depth < maximumDepth && object(depth: depth + 1)
    case "[": return depth < maximumDepth && array(depth: depth + 1)
    case "\"": return string() != nil
    case "t": return "true".allSatisfy { take($0) }
    case "f": return "false".allSatisfy { take($0) }
    case "n": return "null".allSatisfy { take($0) }
    default: return number()
    }
  }

  private mutating func object(depth: Int) -> Bool {
    var keys: Set<[UInt8]> = []
    guard take("{") else { return false }
    whitespace()
    if take("}") { return true }
    repeat {
      whitespace()
      guard let key = string(), keys.insert(key).inserted else { return false }
      whitespace()
      guard take(":"), element(depth: depth) else { return false }
    } while take(",")
    return take("}")
  }

  private mutating func array(depth: Int) -> Bool {
    guard take("[") else { return false }
    whitespace()
    if take("]") { return true }
    repeat {
      guard element(depth: depth) else { return false }
    } while take(",")
    return take("]")
  }

  /// The string's bytes with its escapes resolved.
  private mutating func string() -> [UInt8]? {
    guard take("\"") else { return nil }
    var units: [UInt8] = []
    while position < bytes.count {
      if take("\"") { return units }
      if take("\\") {
        guard let escaped = escape() else { return nil }
        units += escaped
      } else {
        guard bytes[position] >= 0x20 else { return nil }
        units.append(bytes[position])
        position += 1
      }
    }
    return nil
  }

  private mutating func escape() -> [UInt8]? {
    let simple: [(Character, UInt8)] = [
      ("\"", 0x22), ("\\", 0x5C), ("/", 0x2F), ("b", 8), ("f", 12), ("n", 10), ("r", 13), ("t", 9),
    ]
    for (character, meaning) in simple where take(character) { return [meaning] }
    guard let first = fourDigits() else { return nil }
    var units = [first]
    if UTF16.isLeadSurrogate(first) {
      guard take("\\"), let second = fourDigits() else { return nil }
      units.append(second)
    }
    return String(validating: units, as: UTF16.self).map { Array($0.utf8) }
  }

  /// The code unit of `uXXXX`.
  private mutating func fourDigits() -> UInt16? {
    guard take("u"), position + 4 <= bytes.count else { return nil }
    defer { position += 4 }
    let digits = bytes[position..<(position + 4)]
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  private mutating func number() -> Bool {
    let start = position
    _ = take("-")
    guard take("0") || digits() else { return false }
    if take("."), !digits() { return false }
    if take("e") || take("E") {
      _ = take("+") || take("-")
      guard digits() else { return false }
    }
    return Double(String(decoding: bytes[start..<position], as: UTF8.self))?.isFinite == true
  }

  private mutating func digits() -> Bool {
    let start = position
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
    return position > start
  }
}
