// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Which characters part words and leave no trace; licence_words.py has the same ones.
enum LicenceMarks {
  /// Tags that change how text looks, but not whether it is seen.
  private static let tags: Set<String> = [
    "b", "blockquote", "body", "br", "center", "code", "div", "em", "h1", "h2", "h3", "h4", "h5",
    "h6", "head", "hr", "html", "i", "li", "ol", "p", "pre", "span", "strong", "title", "tt", "u",
    "ul",
  ]
  private static let entities = [
    "amp;", "gt;", "ldquo;", "lsquo;", "lt;", "mdash;", "nbsp;", "ndash;", "quot;", "rdquo;",
    "rsquo;",
  ].map { Array($0.utf8) }

  private static let attributes: Set<String> = ["class", "id", "lang"]
  private static let documentType = "<!doctype html>"
  private static let maximumAttributeCount = 4
  private static let maximumAttributeByteCount = 16

  /// Bytes of the tag that begins at `start`, or 0.
  ///
  /// It has no attributes but such as hide and show nothing, with one plain word each.
  static func tagLength(_ bytes: [UInt8], at start: Int) -> Int {
    let head = String(decoding: bytes[start...].prefix(documentType.utf8.count), as: UTF8.self)
    if head.lowercased() == documentType { return documentType.utf8.count }
    var index = start + 1
    func byte() -> UInt8? { index < bytes.count ? bytes[index] : nil }
    if byte() == UInt8(ascii: "/") { index += 1 }
    let name = index
    while index - name < 11, let next = byte(), isLetterOrDigit(next) { index += 1 }
    let text = String(decoding: bytes[name..<index], as: UTF8.self).lowercased()
    guard tags.contains(text) else { return 0 }
    for _ in 0..<maximumAttributeCount { index += attributeLength(bytes, at: index) }
    let end = index
    while index - end < 8, byte() == 0x20 { index += 1 }
    if byte() == UInt8(ascii: "/") { index += 1 }
    return byte() == UInt8(ascii: ">") ? index + 1 - start : 0
  }

  /// Bytes of an attribute with the blank before it, or 0.
  private static func attributeLength(_ bytes: [UInt8], at start: Int) -> Int {
    guard start < bytes.count, bytes[start] == 0x20 else { return 0 }
    func word(_ start: Int) -> ArraySlice<UInt8> {
      bytes[start...].prefix(maximumAttributeByteCount).prefix(while: isLetterOrDigit)
    }
    let name = word(start + 1)
    let isKnown = attributes.contains(String(decoding: name, as: UTF8.self))
    guard isKnown, bytes[name.endIndex...].starts(with: "=\"".utf8) else { return 0 }
    let value = word(name.endIndex + 2)
    let text = String(decoding: value, as: UTF8.self).lowercased()
    guard bytes[value.endIndex...].first == UInt8(ascii: "\""), !BindingWords.contains(text) else {
      return 0
    }
    return value.endIndex + 1 - start
  }

  /// Bytes of the entity that begins at `start`, or 0.
  static func entityLength(_ bytes: [UInt8], at start: Int) -> Int {
    let rest = bytes[(start + 1)...].prefix(8)
    let found = entities.first { rest.starts(with: $0) }
    return found.map { $0.count + 1 } ?? 0
  }

  /// Whether the byte is an ASCII letter or digit.
  static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  /// Whether a character beyond ASCII is a blank, quote, dash, bullet or other mark.
  static func isSeparator(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x85, 0xA0, 0xA7, 0xAB, 0xAE, 0xB4, 0xB6, 0xB7, 0xBB, 0x2000...0x200A, 0x2010...0x201F,
      0x2022, 0x2023, 0x2026, 0x2028, 0x2029, 0x202F, 0x2032, 0x2033, 0x2043, 0x205F, 0x2122,
      0x2190, 0x2192, 0x2212, 0x2219, 0x25A0, 0x25AA, 0x25CB, 0x25CF, 0x25E6, 0x3000...0x3002,
      0x3008...0x3011, 0xFF08, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B:
      true
    default: false
    }
  }

  /// What stands for the same letters in ASCII.
  static func replacement(for scalar: UInt32) -> String? {
    switch scalar {
    case 0xA9: "c"
    case 0xFB00: "ff"
    case 0xFB01: "fi"
    case 0xFB02: "fl"
    case 0xFB03: "ffi"
    case 0xFB04: "ffl"
    default: nil
    }
  }

  /// The character at a byte of 0x80 or more, and its bytes; U+FFFD and 1 for what is not UTF-8.
  static func scalar(_ bytes: [UInt8], at index: Int) -> (scalar: UInt32, length: Int) {
    var parser = Unicode.UTF8.ForwardParser()
    var source = bytes[index...].prefix(4).makeIterator()
    guard case .valid(let encoded) = parser.parseScalar(from: &source) else { return (0xFFFD, 1) }
    return (Unicode.UTF8.decode(encoded).value, encoded.count)
  }
}
