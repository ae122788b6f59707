// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("untrusted text")
struct UntrustedTextTests {
  // MARK: - Comparison

  @Test(
    "texts that Swift's String calls equal are kept apart by their bytes",
    arguments: [
      ("\u{E9}", "e\u{301}"), ("\u{212B}", "\u{C5}"), ("\u{AC00}", "\u{1100}\u{1161}"),
      ("a\u{323}\u{302}", "a\u{302}\u{323}"),
    ])
  func canonicallyEqual(left: String, right: String) {
    #expect(left == right)
    #expect(UntrustedText(left) != UntrustedText(right))
    #expect(Set([UntrustedText(left), UntrustedText(right)]).count == 2)
    #expect(
      (UntrustedText(left) < UntrustedText(right)) != (UntrustedText(right) < UntrustedText(left)))
  }

  @Test("order is that of unsigned bytes")
  func order() {
    let ordered: [[UInt8]] = [
      [], [0], [0, 0], [0x41], [0x41, 0x42], [0x61], [0x7F], [0x80], [0xC3, 0xA9], [0xFF],
    ]
    for (left, right) in zip(ordered, ordered.dropFirst()) {
      #expect(UntrustedText(bytes: left) < UntrustedText(bytes: right))
      #expect(!(UntrustedText(bytes: right) < UntrustedText(bytes: left)))
    }
  }

  @Test(
    "text that is not UTF-8 has no valid string and a lossy one",
    arguments: [
      ([0x61], "a", "a"), ([], "", ""), ([0xFF], nil, "\u{FFFD}"),
      ([0x61, 0xC3], nil, "a\u{FFFD}"), ([0xC3, 0xA9], "\u{E9}", "\u{E9}"),
      ([0x1B], "\u{1B}", "\u{1B}"),
    ] as [([UInt8], String?, String)])
  func strings(bytes: [UInt8], valid: String?, lossy: String) {
    let text = UntrustedText(bytes: bytes)
    #expect(text.validUTF8 == valid)
    #expect(text.lossyString == lossy)
    #expect(text.bytes == bytes)
  }

  // MARK: - Escaping

  @Test(
    "what would not show as itself is escaped",
    arguments: [
      ("", ""), ("model.layers.0.weight", "model.layers.0.weight"), ("a b'c\"d", "a b'c\"d"),
      // C0, DEL and C1.
      ("a\nb\rc\td", #"a\nb\rc\td"#), ("\0", #"\u{0}"#), ("\u{7}\u{8}\u{C}", #"\u{7}\u{8}\u{c}"#),
      ("\r\n", #"\r\n"#), ("\u{7F}", #"\u{7f}"#), ("\u{80}\u{85}\u{9F}", #"\u{80}\u{85}\u{9f}"#),
      // Sequences that a terminal obeys: colour, title, a CSI of one character.
      ("\u{1B}[31mred\u{1B}[0m", #"\u{1b}[31mred\u{1b}[0m"#),
      ("\u{1B}]0;title\u{7}", #"\u{1b}]0;title\u{7}"#), ("\u{9B}2J", #"\u{9b}2J"#),
      // A name cannot pretend to be an escape.
      ("\\", #"\\"#), ("\\n", #"\\n"#), ("\\u{1b}", #"\\u{1b}"#), ("\\x??", #"\\x??"#),
      // Directions and what else has no shape.
      ("a\u{202E}b\u{202C}", #"a\u{202e}b\u{202c}"#), ("\u{2066}\u{2069}", #"\u{2066}\u{2069}"#),
      ("\u{200E}\u{200F}\u{61C}", #"\u{200e}\u{200f}\u{61c}"#), ("a\u{200B}b", #"a\u{200b}b"#),
      ("a\u{200D}b", #"a\u{200d}b"#), ("\u{FEFF}a", #"\u{feff}a"#), ("a\u{AD}b", #"a\u{ad}b"#),
      ("\u{2028}\u{2029}", #"\u{2028}\u{2029}"#), ("\u{E0041}", #"\u{e0041}"#),
      ("\u{E000}\u{FFFF}\u{10FFFF}", #"\u{e000}\u{ffff}\u{10ffff}"#),
      // Letters of every script stay, in the form that they came in.
      ("\u{E9}", "\u{E9}"), ("e\u{301}", "e\u{301}"), ("重み", "重み"), ("😀", "😀"), ("שלום", "שלום"),
    ] as [(String, UntrustedText)])
  func escaped(text: String, shown: UntrustedText) {
    #expect(UntrustedText(UntrustedText(text).escaped) == shown)
    #expect(UntrustedText("\(UntrustedText(text))") == shown)
  }

  @Test(
    "bytes that are not UTF-8 are shown by their values",
    arguments: [
      ([0xFF], #"\xff"#), ([0x61, 0x80, 0x62], #"a\x80b"#), ([0x0A, 0xFF], #"\n\xff"#),
      ([0xC3], #"\xc3"#), ([0xE2, 0x82], #"\xe2\x82"#), ([0xC0, 0xAF], #"\xc0\xaf"#),
      ([0xED, 0xA0, 0x80], #"\xed\xa0\x80"#), ([0xF4, 0x90, 0x80, 0x80], #"\xf4\x90\x80\x80"#),
      ([0xF0, 0x9F, 0x98], #"\xf0\x9f\x98"#), ([0x80, 0x09], #"\x80\t"#),
      ([0xFF, 0xC3, 0xA9, 0xFF], "\\xff\u{E9}\\xff"), ([0x5C, 0x78, 0xFF], #"\\x\xff"#),
      ([0xE2, 0x82, 0xC3, 0xA9], "\\xe2\\x82\u{E9}"),
      // A mark that combines with what stands before it.
      ([0xFF, 0xCC, 0x81], "\\xff\u{301}"), ([0xFE, 0xCC, 0x81], "\\xfe\u{301}"),
    ] as [([UInt8], UntrustedText)])
  func notUTF8(bytes: [UInt8], shown: UntrustedText) {
    #expect(UntrustedText(UntrustedText(bytes: bytes).escaped) == shown)
  }

  /// Whether a terminal shows the scalar, where it stands, without moving anything else.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      false
    default:
      !scalar.properties.isBidiControl && !scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  @Test("of all scalars none is shown that controls the terminal or the line")
  func everyScalar() {
    var wrong: [UInt32] = []
    for value in UInt32(0)..<0x110000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let shown = UntrustedText(String(scalar)).escaped
      let isKept = Self.isPrintable(scalar) && scalar != "\\"
      if !shown.unicodeScalars.allSatisfy(Self.isPrintable)
        || isKept != (Array(shown.unicodeScalars) == [scalar])
      {
        wrong.append(value)
      }
    }
    #expect(wrong == [])
  }

  /// The bytes that an escaped text stands for: the escapes read back, slowly.
  private static func unescape(_ shown: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var scalars = shown.unicodeScalars.makeIterator()
    func digits(_ text: String) -> UInt32 { UInt32(text, radix: 16) ?? .max }
    while let scalar = scalars.next() {
      guard scalar == "\\" else {
        bytes += Array(String(scalar).utf8)
        continue
      }
      switch scalars.next() {
      case "n": bytes.append(0x0A)
      case "r": bytes.append(0x0D)
      case "t": bytes.append(0x09)
      case "\\": bytes.append(0x5C)
      case "x":
        let text = String(
          String.UnicodeScalarView([scalars.next(), scalars.next()].compactMap(\.self)))
        bytes.append(UInt8(clamping: digits(text)))
      default:
        _ = scalars.next()
        var text = ""
        while let digit = scalars.next(), digit != "}" { text.unicodeScalars.append(digit) }
        bytes += Unicode.Scalar(digits(text)).map { Array(String($0).utf8) } ?? []
      }
    }
    return bytes
  }

  @Test(
    "any bytes are shown as one printable line from which they can be told",
    arguments: 0..<UInt64(16))
  func random(seed: UInt64) {
    let pieces: [[UInt8]] = [
      [0xFF], [0x80], [0xC3], [0xE2, 0x82], [0xF0, 0x9F], Array("\u{301}".utf8), Array("é".utf8),
      Array("\u{202E}".utf8), Array("\u{1B}[0m".utf8), Array("\\x??".utf8), Array("\n".utf8),
      Array("a".utf8), Array("\\".utf8), [0],
    ]
    var random = SplitMix64(seed: seed)
    var wrong: [[UInt8]] = []
    for round in 0..<4_000 {
      let count = Int.random(in: 0...12, using: &random)
      let bytes =
        round.isMultiple(of: 2)
        ? random.bytes(count)
        : (0..<count).flatMap { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }
      let shown = UntrustedText(bytes: bytes).escaped
      if !shown.unicodeScalars.allSatisfy(Self.isPrintable) || Self.unescape(shown) != bytes {
        wrong.append(bytes)
      }
    }
    #expect(wrong == [])
  }
}
