// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// Writes one JSON document as it goes, so that a million tensors need no tree in memory.
///
/// Keys stand in the order in which they are written. Integers are exact; there is no way to write
/// NaN or an infinity. Containers are indented, except those that ask to stand on one line. Text is
/// escaped so that the document is safe to show on a terminal: control and invisible format
/// characters are `\u` escapes.
package struct JSONWriter: ~Copyable {
  private let sink: ([UInt8]) -> Void
  private var buffer: [UInt8] = []
  private var depth = 0
  private var inlineDepth = 0
  private var needsComma = false
  private var isAfterKey = false

  private static let bufferByteCount = 1 << 16

  /// - Parameter sink: takes the document piece by piece, in order.
  package init(_ sink: @escaping ([UInt8]) -> Void) {
    self.sink = sink
    buffer.reserveCapacity(Self.bufferByteCount + 4096)
  }

  /// The bytes of one object, whose members `body` writes.
  package static func bytes(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
    let collected = Collected()
    var writer = JSONWriter { collected.bytes += $0 }
    writer.object(body)
    writer.finish()
    return collected.bytes
  }

  private final class Collected {
    var bytes: [UInt8] = []
  }

  /// Ends the document with a newline and gives what is left to the sink.
  package consuming func finish() {
    put("\n")
    sink(buffer)
  }

  private mutating func put(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.bufferByteCount {
      sink(buffer)
      buffer.removeAll(keepingCapacity: true)
    }
  }

  // MARK: Containers

  package mutating func object(inline: Bool = false, _ body: (inout JSONWriter) -> Void) {
    container("{", "}", inline: inline, body)
  }

  package mutating func array(inline: Bool = false, _ body: (inout JSONWriter) -> Void) {
    container("[", "]", inline: inline, body)
  }

  private mutating func container(
    _ open: String, _ close: String, inline: Bool, _ body: (inout JSONWriter) -> Void
  ) {
    separate()
    put(open)
    depth += 1
    if inline || inlineDepth > 0 { inlineDepth += 1 }
    needsComma = false
    body(&self)
    let isEmpty = !needsComma
    depth -= 1
    let isInline = inlineDepth > 0
    if isInline { inlineDepth -= 1 }
    if !isEmpty && !isInline { newLine() }
    put(close)
    needsComma = true
  }

  package mutating func key(_ key: String) {
    separate()
    // A million tensors have five million keys; pieces cost less than a text made of them.
    put("\"")
    put(key)
    put("\": ")
    isAfterKey = true
  }

  /// A key that comes from a file; one that is not UTF-8 stays unique by its base64.
  package mutating func key(_ key: UntrustedText) {
    separate()
    writeQuoted(key.validUTF8 ?? "\(key.lossyString) (base64 \(Base64.encode(key.bytes)))")
    put(": ")
    isAfterKey = true
  }

  private mutating func separate() {
    if isAfterKey {
      isAfterKey = false
      return
    }
    if needsComma { put(inlineDepth > 0 ? ", " : ",") }
    if inlineDepth == 0 && depth > 0 { newLine() }
    needsComma = true
  }

  private mutating func newLine() {
    put("\n")
    for _ in 0..<depth { put("  ") }
  }

  // MARK: Values

  package mutating func null() {
    separate()
    put("null")
    needsComma = true
  }

  package mutating func value(_ value: Bool) {
    separate()
    put(value ? "true" : "false")
    needsComma = true
  }

  package mutating func value(_ value: some BinaryInteger) {
    separate()
    put("\(value)")
    needsComma = true
  }

  /// A number as Swift writes it, which JSON reads; NaN and the infinities as text.
  package mutating func value(_ value: some BinaryFloatingPoint & LosslessStringConvertible) {
    guard value.isFinite else { return self.value("\(value)") }
    separate()
    put("\(value)")
    needsComma = true
  }

  /// Seconds, to the microsecond.
  package mutating func value(_ duration: Duration) {
    separate()
    let (seconds, attoseconds) = duration.components
    let fraction = "\(attoseconds / 1_000_000_000_000)"
    put("\(seconds)." + String(repeating: "0", count: 6 - fraction.count) + fraction)
    needsComma = true
  }

  package mutating func value(_ text: String) {
    separate()
    writeQuoted(text)
    needsComma = true
  }

  private mutating func writeQuoted(_ text: String) {
    put("\"")
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) {
      put(text)
    } else {
      put(Self.escaped(text))
    }
    put("\"")
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": escaped += "\\\""
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\r": escaped += "\\r"
      case "\t": escaped += "\\t"
      default:
        if scalar.isInvisible {
          for unit in String(Character(scalar)).utf16 {
            let hex = String(unit, radix: 16)
            escaped += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
          }
        } else {
          escaped.unicodeScalars.append(scalar)
        }
      }
    }
    return escaped
  }
}

// MARK: - Members

extension JSONWriter {
  package mutating func member(_ key: String, _ value: String?) {
    self.key(key)
    if let value { self.value(value) } else { null() }
  }

  package mutating func member(_ key: String, _ value: (some BinaryInteger)?) {
    self.key(key)
    if let value { self.value(value) } else { null() }
  }

  package mutating func member(_ key: String, _ value: Bool?) {
    self.key(key)
    if let value { self.value(value) } else { null() }
  }

  /// A name or path from outside: with U+FFFD for what is not UTF-8, and then also in base64.
  package mutating func member(_ key: String, _ value: UntrustedText?) {
    self.key(key)
    guard let value else { return null() }
    self.value(value.lossyString)
    if value.validUTF8 == nil { member("\(key)Base64", Base64.encode(value.bytes)) }
  }

  package mutating func member(_ key: String, _ values: [UntrustedText]) {
    self.key(key)
    array { array in
      for value in values { array.value(value.lossyString) }
    }
    if values.contains(where: { $0.validUTF8 == nil }) {
      self.key("\(key)Base64")
      array { array in
        for value in values { array.value(Base64.encode(value.bytes)) }
      }
    }
  }
}
