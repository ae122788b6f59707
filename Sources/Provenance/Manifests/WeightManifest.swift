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

  /// Whether the document is an in-toto statement with this predicate, of any version.
  static func recognises(_ outline: JSONOutline) -> Bool {
    outline.string("_type", startsWith: "https://in-toto.io/Statement/")
      && outline.string("predicateType", startsWith: "urn:weightcheck:weight-manifest:")
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
    var type = UntrustedText("")
    var predicateType = UntrustedText("")
    var (hasPredicate, schema): (Bool, String?) = (false, nil)
    try ManifestJSON.readObject(bytes, "statement") { reader, key throws(ManifestError) in
      if reader.equals(key, "_type") {
        type = try ManifestJSON.readText(&reader, "_type")
      } else if reader.equals(key, "predicateType") {
        predicateType = try ManifestJSON.readText(&reader, "predicateType")
      } else if reader.equals(key, "predicate") {
        (hasPredicate, schema) = try readSchema(&reader)
      } else {
        try ManifestJSON.skip(&reader)
      }
    }
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
    guard try ManifestJSON.next(&reader) == .beginObject else {
      while reader.depth > depth { _ = try ManifestJSON.next(&reader) }
      return (false, nil)
    }
    var schema: String?
    while case .key(let key) = try ManifestJSON.next(&reader) {
      guard reader.equals(key, "schema") else {
        try ManifestJSON.skip(&reader)
        continue
      }
      let depth = reader.depth
      switch try ManifestJSON.next(&reader) {
      case .number(let number):
        schema = reader.integralUInt64(number).map(String.init) ?? "of another number"
      case .string(let text): schema = "'\(reader.text(text).brief)'"
      default:
        while reader.depth > depth { _ = try ManifestJSON.next(&reader) }
        schema = "of another type"
      }
    }
    return (true, schema)
  }
}
