// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import UntrustedInput

/// The weight manifest: an in-toto Statement v1 that lists every segment of every weight file.
///
///     {"_type": "https://in-toto.io/Statement/v1",
///      "subject": [{"name": path, "digest": {"sha256": hex}}],
///      "predicateType": "urn:weightcheck:weight-manifest:v1",
///      "predicate": {"schema": 1, "generator": {…}, "release": {"name": …, "version": …},
///        "scope": "folder" or "file", "excluded": [path], "chunkBytes": 16777216,
///        "files": [{"path", "size", "sha256", "format": "safetensors", "gguf" or "other",
///          "formatVersion", "byteOrder", "set", "segments": [{"kind": "header", "tensor" or
///          "padding", "name", "dtype", "shape", "offset", "length", "sha256",
///          "chunks": [hex]}]}]}}
///
/// `subject` and `files` correspond one to one, with equal `sha256`; a SHA-384 or SHA-512 in a
/// subject must match too. Segments stand on every weight file and on no other; they tile the file,
/// the header first. A segment longer than `chunkBytes` has the SHA-256 of each of its chunks too.
/// Fields that are not known are ignored; integers may be written as integral floats, as tools do
/// that keep all numbers as doubles.
package enum WeightManifest {
  /// in-toto's name for the outer document.
  static let statementType: StaticString = "https://in-toto.io/Statement/v1"
  /// The name of the predicate.
  static let predicateType: StaticString = "urn:weightcheck:weight-manifest:v1"
  /// Bytes of a chunk as weightcheck writes them.
  package static let chunkByteCount: UInt64 = 16 << 20

  /// Whether the document is an in-toto statement, as far as its first bytes tell.
  package static func recognises(_ bytes: [UInt8]) -> Bool {
    guard var reader = try? JSONReader(bytes.span), (try? reader.next()) == .beginObject else {
      return false
    }
    while case .key(let key) = try? reader.next() {
      if reader.equals(key, "_type") {
        guard case .string(let type) = try? reader.next() else { return false }
        return reader.text(type).bytes.starts(with: "https://in-toto.io/Statement/".utf8)
      }
      guard (try? reader.skipValue()) != nil else { return false }
    }
    return false
  }

  /// Reads a weight manifest.
  package static func parse(_ bytes: [UInt8]) throws(ManifestError) -> Manifest {
    try checkSchema(bytes)
    var parser = WeightManifestParser()
    try parser.readStatement(bytes)
    return try parser.manifest()
  }

  /// Looks at what decides how the rest is to be read, wherever it stands.
  private static func checkSchema(_ bytes: [UInt8]) throws(ManifestError) {
    var reader: JSONReader
    do throws(JSONError) { reader = try JSONReader(bytes.span) } catch { throw .init(error) }
    var type = UntrustedText("")
    var predicateType = UntrustedText("")
    var (hasPredicate, schema): (Bool, String?) = (false, nil)
    try readObject(&reader, "statement") { reader, key throws(ManifestError) in
      if reader.equals(key, "_type") {
        type = try readText(&reader, "_type")
      } else if reader.equals(key, "predicateType") {
        predicateType = try readText(&reader, "predicateType")
      } else if reader.equals(key, "predicate") {
        (hasPredicate, schema) = try readSchema(&reader)
      } else {
        try skip(&reader)
      }
    }
    _ = try next(&reader)
    guard type == UntrustedText("\(statementType)"),
      predicateType == UntrustedText("\(Self.predicateType)")
    else {
      throw .predicateUnsupported(predicateType)
    }
    guard let schema else {
      throw .fieldInvalid(field: hasPredicate ? "schema" : "predicate", offset: 0)
    }
    guard schema == "1" else { throw .schemaUnsupported(schema) }
  }

  /// Whether a predicate, which may be of another kind than ours, is an object, and the schema that
  /// it states.
  private static func readSchema(
    _ reader: inout JSONReader
  ) throws(ManifestError) -> (isObject: Bool, schema: String?) {
    let depth = reader.depth
    guard try next(&reader) == .beginObject else {
      while reader.depth > depth { _ = try next(&reader) }
      return (false, nil)
    }
    var schema: String?
    while case .key(let key) = try next(&reader) {
      guard reader.equals(key, "schema") else {
        try skip(&reader)
        continue
      }
      let depth = reader.depth
      switch try next(&reader) {
      case .number(let number):
        schema = reader.integralUInt64(number).map(String.init) ?? "of another number"
      case .string(let text): schema = "'\(reader.text(text).brief)'"
      default:
        while reader.depth > depth { _ = try next(&reader) }
        schema = "of another type"
      }
    }
    return (true, schema)
  }
}

// MARK: - Reading JSON

extension WeightManifest {
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

  /// Reads the digest under `key` of a subject; nil for algorithms that establish nothing here.
  static func readDigest(
    under key: JSONString, _ reader: inout JSONReader
  ) throws(ManifestError) -> Digest? {
    for algorithm in DigestAlgorithm.allCases
    where reader.text(key) == UntrustedText(algorithm.rawValue) {
      let offset = reader.offset
      guard case .string(let hex) = try next(&reader),
        let digest = Digest(algorithm, hex: reader.copy(hex))
      else { throw .fieldInvalid(field: algorithm.rawValue, offset: offset) }
      return digest
    }
    try skip(&reader)
    return nil
  }

  static func readDigest(
    _ reader: inout JSONReader, _ field: String
  ) throws(ManifestError) -> [UInt8] {
    let offset = reader.offset
    return try digest(try next(&reader), reader, field, offset: offset)
  }
}
