// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// Metadata values in JSON.
///
/// An array of more than 1,000 elements is `{type, count, sha256, first[]}` unless all is asked
/// for; one of arrays always is, without `first`. The SHA-256 is of the elements' bytes as they
/// stand in the file.
enum MetadataJSON {
  private static let listedCount = 1000
  private static let firstCount: UInt64 = 8

  static func write(_ value: MetadataValue, inFull: Bool, to writer: inout JSONWriter) {
    switch value {
    case .unsigned(let number): writer.value(number)
    case .signed(let number): writer.value(number)
    case .float32(let number): writer.value(number)
    case .float64(let number): writer.value(number)
    case .bool(let flag): writer.value(flag)
    case .string(let text): write(text, to: &writer)
    case .array(let array): write(array, inFull: inFull, to: &writer)
    }
  }

  private static func write(_ text: UntrustedText, to writer: inout JSONWriter) {
    guard text.validUTF8 == nil else { return writer.value(text.lossyString) }
    writer.object(inline: true) { object in
      object.member("text", text.lossyString)
      object.member("base64", Base64.encode(text.bytes))
    }
  }

  private static func write(_ array: MetadataArray, inFull: Bool, to writer: inout JSONWriter) {
    let isNested = array.elementType == .array
    if !isNested && (inFull || array.count <= listedCount) {
      return writer.array(inline: true) { writer in
        elements(of: array, limit: .max, to: &writer)
      }
    }
    writer.object(inline: true) { object in
      object.member("type", array.elementType.name)
      object.member("count", array.count)
      object.member("sha256", array.sha256.hex)
      object.key("first")
      object.array { first in
        elements(of: array, limit: isNested ? 0 : firstCount, to: &first)
      }
    }
  }

  private static func elements(
    of array: MetadataArray, limit: UInt64, to writer: inout JSONWriter
  ) {
    for value in array.values(limit: limit) { write(value, inFull: false, to: &writer) }
  }

  /// `u32`, `string`, `array<f32>`.
  static func typeName(of entry: MetadataEntry) -> String {
    guard case .array(let array) = entry.value else { return entry.type.name }
    return "array<\(array.elementType.name)>"
  }
}
