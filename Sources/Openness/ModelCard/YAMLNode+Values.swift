// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// What a node says, by the rules of YAML 1.2's core schema and no others.
extension YAMLNode {
  /// The bytes of a scalar that is a string or may be taken as one; nil for null and collections.
  package var text: UntrustedText? {
    guard case .scalar(let text, _) = content, !isNull else { return nil }
    return text
  }

  /// The text of a scalar as a string.
  package var string: String? {
    text?.validUTF8
  }

  /// Whether nothing stands there: a plain scalar that is empty, `~` or `null`.
  package var isNull: Bool {
    guard case .scalar(let text, .plain) = content else { return false }
    switch text.lossyString {
    case "", "~", "null", "Null", "NULL": return true
    default: return false
    }
  }

  /// The truth value of a plain scalar; `yes` and `on` are strings.
  package var bool: Bool? {
    guard case .scalar(let text, .plain) = content else { return nil }
    switch text.lossyString {
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    default: return nil
    }
  }

  /// The whole number of a plain scalar in decimal, `0o` octal or `0x` hexadecimal form.
  package var int: Int? {
    guard case .scalar(let text, .plain) = content else { return nil }
    let written = text.lossyString
    if written.hasPrefix("0o") { return Self.digits(written.dropFirst(2), radix: 8) }
    if written.hasPrefix("0x") { return Self.digits(written.dropFirst(2), radix: 16) }
    let unsigned = written.drop { $0 == "-" || $0 == "+" }
    guard written.utf8.count - unsigned.utf8.count <= 1,
      unsigned.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") })
    else { return nil }
    return Int(written)
  }

  /// The items of a sequence.
  package var items: [YAMLNode]? {
    if case .sequence(let items) = content { items } else { nil }
  }

  /// The entries of a mapping, in the order of the file.
  package var entries: [Entry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  /// The value under a key of a mapping.
  package subscript(key key: String) -> YAMLNode? {
    entry(key)?.value
  }

  /// A key of a mapping with its value.
  package func entry(_ key: String) -> Entry? {
    let bytes = Array(key.utf8)
    return entries?.first { $0.key.bytes == bytes }
  }

  /// What the node is, for a sentence.
  package var kind: String {
    switch content {
    case .scalar: isNull ? "nothing" : "a single value"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  private static func digits(_ text: Substring, radix: Int) -> Int? {
    text.utf8.first == UInt8(ascii: "-") || text.utf8.first == UInt8(ascii: "+")
      ? nil : Int(text, radix: radix)
  }
}
