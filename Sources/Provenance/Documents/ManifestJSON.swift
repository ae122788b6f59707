// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import UntrustedInput

/// Steps through JSON manifests: what `JSONReader` does, with errors that name the field.
enum ManifestJSON {
  /// Reads a whole document; `body` must read its one value.
  static func read<R>(
    _ bytes: [UInt8], _ body: (inout JSONReader) throws(ManifestError) -> R
  ) throws(ManifestError) -> R {
    var reader: JSONReader
    do throws(JSONError) { reader = try JSONReader(bytes.span) } catch { throw .init(error) }
    let result = try body(&reader)
    _ = try next(&reader)
    return result
  }

  /// Reads a document that is an object; `body` is called behind each key and must read the value.
  static func readObject(
    _ bytes: [UInt8], _ field: String,
    _ body: (inout JSONReader, JSONString) throws(ManifestError) -> Void
  ) throws(ManifestError) {
    try read(bytes) { reader throws(ManifestError) in try readObject(&reader, field, body) }
  }

  static func next(_ reader: inout JSONReader) throws(ManifestError) -> JSONToken {
    do throws(JSONError) { return try reader.next() } catch { throw ManifestError(error) }
  }

  static func skip(_ reader: inout JSONReader) throws(ManifestError) {
    do throws(JSONError) { try reader.skipValue() } catch { throw ManifestError(error) }
  }

  /// Reads an object; `body` is called behind each key and must read the value.
  static func readObject(
    _ reader: inout JSONReader, _ field: String,
    _ body: (inout JSONReader, JSONString) throws(ManifestError) -> Void
  ) throws(ManifestError) {
    let offset = reader.offset
    guard try next(&reader) == .beginObject else {
      throw .fieldInvalid(field: field, offset: offset)
    }
    while case .key(let key) = try next(&reader) { try body(&reader, key) }
  }

  /// Reads an array; `body` is called before each element with its first token.
  static func readArray(
    _ reader: inout JSONReader, _ field: String,
    _ body: (inout JSONReader, JSONToken) throws(ManifestError) -> Void
  ) throws(ManifestError) {
    let offset = reader.offset
    guard try next(&reader) == .beginArray else {
      throw .fieldInvalid(field: field, offset: offset)
    }
    while true {
      let token = try next(&reader)
      if token == .endArray { return }
      try body(&reader, token)
    }
  }

  /// Reads an array of objects; `body` is called in each behind each key and must read the value,
  /// `end` behind each object.
  static func readObjects(
    _ reader: inout JSONReader, _ field: String,
    _ body: (inout JSONReader, JSONString) throws(ManifestError) -> Void,
    end: (_ offset: UInt64) throws(ManifestError) -> Void
  ) throws(ManifestError) {
    try readArray(&reader, field) { reader, token throws(ManifestError) in
      let offset = reader.offset
      guard token == .beginObject else { throw .fieldInvalid(field: field, offset: offset) }
      while case .key(let key) = try next(&reader) { try body(&reader, key) }
      try end(offset)
    }
  }

  /// Reads any value; nil if it is no string.
  static func readAnyText(_ reader: inout JSONReader) throws(ManifestError) -> UntrustedText? {
    let depth = reader.depth
    if case .string(let string) = try next(&reader) { return reader.text(string) }
    while reader.depth > depth { _ = try next(&reader) }
    return nil
  }

  static func readText(
    _ reader: inout JSONReader, _ field: String
  ) throws(ManifestError) -> UntrustedText {
    let offset = reader.offset
    guard case .string(let string) = try next(&reader) else {
      throw .fieldInvalid(field: field, offset: offset)
    }
    return reader.text(string)
  }

  static func readInteger(
    _ reader: inout JSONReader, _ field: String
  ) throws(ManifestError) -> UInt64 {
    let offset = reader.offset
    guard case .number(let number) = try next(&reader), let value = reader.integralUInt64(number)
    else { throw .fieldInvalid(field: field, offset: offset) }
    return value
  }

  /// Decodes the 64 hexadecimal digits of a SHA-256 that was read as `token`.
  static func digest(
    _ token: JSONToken, _ reader: borrowing JSONReader, _ field: String, offset: UInt64
  ) throws(ManifestError) -> [UInt8] {
    guard case .string(let string) = token, string.byteCount == 64,
      let digest = Hexadecimal.decode(reader.copy(string))
    else { throw .fieldInvalid(field: field, offset: offset) }
    return digest
  }

  static func readDigest(
    _ reader: inout JSONReader, _ field: String
  ) throws(ManifestError) -> [UInt8] {
    let offset = reader.offset
    return try digest(try next(&reader), reader, field, offset: offset)
  }
}
