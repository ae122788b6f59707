// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Why a JSON document was refused: a rule and a place.
package struct JSONError: Error, Hashable, Sendable {
  /// The rule that was broken; one case each.
  package enum Kind: Hashable, Sendable {
    /// More bytes than the reader takes.
    case tooLarge(limit: Int)
    /// Bytes that are not UTF-8 (RFC 8259, section 8.1).
    case invalidUTF8
    /// The document ends in the middle.
    case unexpectedEnd
    /// A byte that cannot stand here.
    case unexpectedByte(UInt8)
    /// Something follows the document.
    case trailingContent
    /// Containers are nested deeper than the reader follows.
    case tooDeep(limit: Int)
    /// An object has the same key twice, compared after its escapes are resolved, as bytes.
    case duplicateKey(UntrustedText)
    /// A control character stands unescaped in a string.
    case controlCharacter(UInt8)
    /// A backslash is followed by something that is no escape.
    case invalidEscape
    /// Half of a surrogate pair.
    case loneSurrogate
    /// Digits, sign, point and exponent do not form a JSON number.
    case invalidNumber
    /// A number that no double can hold, such as 1e999.
    case numberOutOfRange
  }

  /// The rule that was broken.
  package let kind: Kind
  /// Where, in bytes from the start of the file that holds the document.
  package let offset: UInt64

  package init(_ kind: Kind, at offset: UInt64) {
    self.kind = kind
    self.offset = offset
  }
}

extension JSONError: CustomStringConvertible {
  /// One sentence that ends with the byte offset.
  package var description: String {
    let what =
      switch kind {
      case .tooLarge(let limit): "the JSON document is larger than \(limit) bytes"
      case .invalidUTF8: "the JSON text is not valid UTF-8"
      case .unexpectedEnd: "the JSON text ends too early"
      case .unexpectedByte(let byte):
        "unexpected '\(UntrustedText(bytes: [byte]).escaped)' in the JSON text"
      case .trailingContent: "something follows the JSON document"
      case .tooDeep(let limit): "JSON nested deeper than \(limit) levels"
      case .duplicateKey(let key): "the key '\(key.escaped)' stands twice in one JSON object"
      case .controlCharacter: "a control character stands unescaped in a JSON string"
      case .invalidEscape: "an invalid escape in a JSON string"
      case .loneSurrogate: "half of a surrogate pair in a JSON string"
      case .invalidNumber: "an invalid JSON number"
      case .numberOutOfRange: "a JSON number beyond every double"
      }
    return "\(what) at byte \(offset)"
  }
}
