// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// One token of a document with its text resolved, so that whole documents can be compared.
enum JSONEvent: Equatable {
  case beginObject
  case endObject
  case beginArray
  case endArray
  case key(UntrustedText)
  case string(UntrustedText)
  /// Nil for a number that is no unsigned 64-bit integer.
  case number(UInt64?)
  case bool(Bool)
  case null

  /// Reads a whole document with `JSONReader`.
  static func read(
    _ document: [UInt8], fileOffset: UInt64 = 0, maximumDepth: Int = Limits.jsonDepth
  ) throws(JSONError) -> [JSONEvent] {
    var reader = try JSONReader(
      document.span, fileOffset: fileOffset, maximumDepth: maximumDepth)
    var events: [JSONEvent] = []
    while true {
      switch try reader.next() {
      case .beginObject: events.append(.beginObject)
      case .endObject: events.append(.endObject)
      case .beginArray: events.append(.beginArray)
      case .endArray: events.append(.endArray)
      case .key(let key): events.append(.key(reader.text(key)))
      case .string(let string): events.append(.string(reader.text(string)))
      case .number(let number): events.append(.number(reader.uint64(number)))
      case .bool(let value): events.append(.bool(value))
      case .null: events.append(.null)
      case .end: return events
      }
    }
  }

  static func read(
    _ document: String, fileOffset: UInt64 = 0, maximumDepth: Int = Limits.jsonDepth
  ) throws(JSONError) -> [JSONEvent] {
    try read(Array(document.utf8), fileOffset: fileOffset, maximumDepth: maximumDepth)
  }

  /// Why a document is refused; nil if it is read.
  static func error(
    _ document: [UInt8], fileOffset: UInt64 = 0, maximumDepth: Int = Limits.jsonDepth
  ) -> JSONError? {
    do {
      _ = try read(document, fileOffset: fileOffset, maximumDepth: maximumDepth)
      return nil
    } catch {
      return error
    }
  }
}
