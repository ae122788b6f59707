// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// What the top of a JSON document tells of its form: the keys of its outermost object, or of the
/// first object in its outermost array, and the short strings under them.
struct JSONOutline {
  /// Whether the document is an array.
  private(set) var isArray = false
  private var values: [UntrustedText: UntrustedText?] = [:]

  /// Bytes of a string, or of a key, that may tell the form.
  private static let longestByteCount = 256
  /// Keys that are looked at; no form has as many.
  private static let keyCount = 256

  /// Reads the whole document, so that what comes after may take it for sound.
  init(_ bytes: [UInt8]) throws(ManifestError) {
    var reader: JSONReader
    do throws(JSONError) { reader = try JSONReader(bytes.span) } catch { throw .init(error) }
    var token = try ManifestJSON.next(&reader)
    if token == .beginArray {
      isArray = true
      token = try ManifestJSON.next(&reader)
    }
    if token == .beginObject {
      while case .key(let key) = try ManifestJSON.next(&reader) { try note(key, &reader) }
    }
    while token != .end { token = try ManifestJSON.next(&reader) }
  }

  private mutating func note(
    _ key: JSONString, _ reader: inout JSONReader
  ) throws(ManifestError) {
    guard values.count < Self.keyCount, key.byteCount <= Self.longestByteCount else {
      return try ManifestJSON.skip(&reader)
    }
    let name = reader.text(key)
    let depth = reader.depth
    let token = try ManifestJSON.next(&reader)
    if case .string(let string) = token, string.byteCount <= Self.longestByteCount {
      values.updateValue(reader.text(string), forKey: name)
    } else {
      values.updateValue(nil, forKey: name)
    }
    while reader.depth > depth { _ = try ManifestJSON.next(&reader) }
  }

  /// Whether the key stands there.
  func has(_ key: StaticString) -> Bool { values[UntrustedText("\(key)")] != nil }

  /// The short string under a key.
  subscript(key: StaticString) -> UntrustedText? { values[UntrustedText("\(key)")] ?? nil }

  /// Whether the string under a key begins with `prefix`.
  func string(_ key: StaticString, startsWith prefix: StaticString) -> Bool {
    self[key]?.bytes.starts(with: "\(prefix)".utf8) == true
  }
}
