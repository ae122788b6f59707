// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// One step through a JSON document.
package enum JSONToken: Equatable, Sendable {
  case beginObject
  case endObject
  case beginArray
  case endArray
  /// A key; the next token begins its value.
  case key(JSONString)
  case string(JSONString)
  case number(JSONNumber)
  case bool(Bool)
  case null
  /// The document is complete and nothing follows it.
  case end
}

/// A string of the document that was just read: a handle that its `JSONReader` resolves to bytes.
///
/// A string without escapes is a range of the document; one with escapes lies decoded in the
/// reader's memory. A key's handle is good while its object is open, a value's until the container
/// around it is closed.
package struct JSONString: Equatable, Sendable {
  let start: UInt32
  let count: UInt32
  let isDecoded: Bool

  /// Bytes of UTF-8, escapes resolved.
  package var byteCount: Int { Int(count) }
}

/// A number of the document that was just read, as the range of its text.
package struct JSONNumber: Equatable, Sendable {
  let start: UInt32
  let count: UInt32
  /// Whether the text has neither fraction nor exponent.
  package let isInteger: Bool
}
