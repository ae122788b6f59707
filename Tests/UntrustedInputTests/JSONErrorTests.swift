// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Every rule of the reader, broken at a marked place.
@Suite("JSON errors")
struct JSONErrorTests {
  /// A document with a `^` before the byte that the error must point at.
  struct Fault: Sendable, CustomTestStringConvertible {
    let text: String
    let kind: JSONError.Kind

    init(_ text: String, _ kind: JSONError.Kind) {
      self.text = text
      self.kind = kind
    }

    var testDescription: String { text.debugDescription }
  }

  private static func expect(_ fault: Fault, maximumDepth: Int = Limits.jsonDepth) {
    let marked = MarkedText(fault.text)
    let error = JSONEvent.error(marked.bytes, fileOffset: 1000, maximumDepth: maximumDepth)
    #expect(error == JSONError(fault.kind, at: 1000 + marked.offset))
    #expect(!JSONGrammar.accepts(marked.bytes, maximumDepth: maximumDepth))
  }

  @Test(
    "a document that ends in the middle is refused at its end",
    arguments: [
      "^", " \n^", "{^", "[^", "[1^", "[1,^", "{\"a\"^", "{\"a\":^", "{\"a\":1^", "{\"a\":1,^",
      "{\"a\":{\"b\":[]}^", "\"abc^", "\"^", "\"\\n^", "t^", "tru^", "fals^", "nul^", "-^", "1.^",
      "1e^", "1E+^", "[-0.^",
    ])
  func unexpectedEnd(text: String) {
    Self.expect(Fault(text, .unexpectedEnd))
  }

  @Test(
    "an escape that the document's end cuts is refused at its backslash",
    arguments: ["\"^\\", "\"ab^\\", "\"^\\u", "\"^\\u00", "\"^\\u004"])
  func unexpectedEndInEscape(text: String) {
    Self.expect(Fault(text, .unexpectedEnd))
  }

  @Test(
    "a byte that cannot stand there is refused",
    arguments: [
      // A value is wanted.
      ("^]", "]"), ("^}", "}"), ("^,", ","), ("^:", ":"), (" ^x", "x"), ("[^,]", ","),
      ("[1,^]", "]"), ("[1,^,2]", ","), ("{\"a\":^}", "}"), ("{\"a\":^,", ","), ("[^}", "}"),
      // A comma or an end is wanted.
      ("[1 ^2]", "2"), ("[1^}", "}"), ("[1^:2]", ":"), ("{\"a\":1^]", "]"),
      ("{\"a\":1 ^\"b\":2}", "\""), ("[\"a\"^\"b\"]", "\""),
      // A key or a colon is wanted.
      ("{^1:2}", "1"), ("{^,}", ","), ("{^]", "]"), ("{^a:1}", "a"), ("{^'a':1}", "'"),
      ("{\"a\":1,^}", "}"), ("{\"a\"^,1}", ","), ("{\"a\" ^1}", "1"), ("{\"a\"^}", "}"),
      // Words are whole and in lower case.
      ("tr^UE", "U"), ("t^ ", " "), ("nul^]", "]"), ("f^lase", "l"), ("^True", "T"),
      // What other readers take and JSON does not have.
      ("^NaN", "N"), ("^Infinity", "I"), ("^+1", "+"), ("^.5", "."), ("^'a'", "'"),
      ("[^/*c*/1]", "/"), ("[1^/*c*/]", "/"), ("^//c", "/"), ("^\0", "\0"), ("^\u{B}1", "\u{B}"),
      ("[0^x1]", "x"), ("[1^_0]", "_"),
    ] as [(String, Unicode.Scalar)])
  func unexpectedByte(text: String, byte: Unicode.Scalar) {
    Self.expect(Fault(text, .unexpectedByte(UInt8(ascii: byte))))
  }

  @Test(
    "a byte order mark and white space beyond ASCII are refused",
    arguments: [("^\u{FEFF}{}", 0xEF), ("^\u{A0}1", 0xC2), ("[^\u{2028}1]", 0xE2)]
      as [(String, UInt8)])
  func byteOrderMark(text: String, byte: UInt8) {
    Self.expect(Fault(text, .unexpectedByte(byte)))
  }

  @Test(
    "what follows the document is refused",
    arguments: [
      "1 ^2", "{}^}", "{}^{}", "[]^,", "null^null", "\"a\"^\"b\"", "{} ^\0", "{}\n^\u{FEFF}",
      "0^x1",
      "true^e", "{}^//",
    ])
  func trailingContent(text: String) {
    Self.expect(Fault(text, .trailingContent))
  }

  @Test(
    "an unescaped control character in a string is refused",
    arguments: 0..<UInt8(0x20))
  func controlCharacter(byte: UInt8) {
    let character = Character(Unicode.Scalar(byte))
    Self.expect(Fault("\"a^\(character)\"", .controlCharacter(byte)))
    // After an escape another loop reads the string.
    Self.expect(Fault("\"\\n^\(character)\"", .controlCharacter(byte)))
    Self.expect(Fault("{\"^\(character)\":1}", .controlCharacter(byte)))
  }

  @Test("DEL and C1 controls may stand in a string, as RFC 8259 has it")
  func laterControlCharacters() throws {
    let events = try JSONEvent.read("\"\u{7F}\u{85}\"")
    #expect(events == [.string("\u{7F}\u{85}")])
  }

  @Test(
    "an escape that JSON does not have is refused at its backslash",
    arguments: [
      #""^\x""#, #""^\'""#, #""^\U0041""#, #""^\0""#, #""^\a""#, #""^\v""#, #""^\ ""#,
      #""^\u12G4""#, #""^\u 041""#, #""^\u+041""#, #""^\u-041""#, #""^\u{41}""#, #""^\u00""}}"#,
      #""ab\n^\q""#, #"{"^\z":1}"#, #""\ud800^\uZZZZ""#,
    ])
  func invalidEscape(text: String) {
    Self.expect(Fault(text, .invalidEscape))
  }

  @Test("only the eight letters, the quote, the solidi and u follow a backslash")
  func everyEscapeLetter() {
    let allowed = Set("\"\\/bfnrt".utf8)
    for byte in UInt8(0x20)..<0x7F where byte != UInt8(ascii: "u") {
      let error = JSONEvent.error(Array("\"\\".utf8) + [byte] + Array("\"".utf8))
      if allowed.contains(byte) {
        #expect(error == nil)
      } else {
        #expect(error == JSONError(.invalidEscape, at: 1))
      }
    }
  }

  @Test(
    "half of a surrogate pair is refused at its backslash",
    arguments: [
      #""^\ud800""#, #""^\uDBFF""#, #""^\udc00""#, #""^\uDFFF""#, #""^\ud800x""#, #""^\ud800\n""#,
      #""^\ud800\ud800""#, #""^\ud800\u0041""#, #""^\udc00\ud800""#, #""a\ud83d\ude00^\ud83d""#,
      #"{"^\ud800":1}"#,
    ])
  func loneSurrogate(text: String) {
    Self.expect(Fault(text, .loneSurrogate))
  }

  @Test(
    "digits, sign, point and exponent in a wrong order are refused",
    arguments: [
      "0^1", "-0^1", "0^0", "[0^123]", "[-^]", "-^a", "-^-1", "-^.5", "1.^e5", "1.^ ", "[1.^]",
      "1e^ ",
      "[1e+^]", "1e^x", "1e^e", "1.2^.3", "1e5^.5", "1e5^e5", "1^a", "1^F", "[0.^,1]", "-^Infinity",
    ])
  func invalidNumber(text: String) {
    Self.expect(Fault(text, .invalidNumber))
  }

  @Test(
    "a number beyond every double is refused at its first byte",
    arguments: [
      "^1e999", "[^-1e999]", "[1, ^1e309]", "[^1.8e308]", "^1e99999999999999999999",
      "^1" + String(repeating: "0", count: 309), "[^-9" + String(repeating: "9", count: 400) + "]",
    ])
  func numberOutOfRange(text: String) {
    Self.expect(Fault(text, .numberOutOfRange))
  }

  @Test("containers may be nested up to the limit and no deeper")
  func tooDeep() throws {
    _ = try JSONEvent.read("[[[1]]]", maximumDepth: 3)
    _ = try JSONEvent.read("[[[1],[]],{}]", maximumDepth: 3)
    _ = try JSONEvent.read("1", maximumDepth: 0)
    Self.expect(Fault("[[[^[1]]]]", .tooDeep(limit: 3)), maximumDepth: 3)
    Self.expect(Fault("{\"a\":[{\"b\":^{}}]}", .tooDeep(limit: 3)), maximumDepth: 3)
    Self.expect(Fault("^[]", .tooDeep(limit: 0)), maximumDepth: 0)
  }

  @Test("64 levels are followed, the 65th is not", arguments: [("[", "]"), ("{\"a\":", "}")])
  func depthLimit(open: String, close: String) throws {
    func nested(_ depth: Int) -> String {
      String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
    }
    #expect(Limits.jsonDepth == 64)
    let events = try JSONEvent.read(nested(64))
    #expect(events.count { $0 == .beginArray || $0 == .beginObject } == 64)
    let error = JSONEvent.error(Array(nested(65).utf8))
    #expect(error == JSONError(.tooDeep(limit: 64), at: UInt64(64 * open.utf8.count)))
  }

  @Test("half a million open brackets cost an error and no stack")
  func nestingBomb() {
    let error = JSONEvent.error(Array(repeating: UInt8(ascii: "["), count: 500_000))
    #expect(error == JSONError(.tooDeep(limit: 64), at: 64))
  }

  @Test(
    "bytes that are not UTF-8 are refused where the fault begins, wherever they stand",
    arguments: [
      ([0xFF], 0), ([0x22, 0x80, 0x22], 1), ([0x22, 0x61, 0xC3, 0x22], 2),
      // Overlong, surrogate, beyond U+10FFFF, cut.
      ([0x22, 0xC0, 0xAF, 0x22], 1), ([0x22, 0xED, 0xA0, 0x80, 0x22], 1),
      ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1), ([0x5B, 0x31, 0x5D, 0xE2, 0x82], 3),
      // The fault after the document, and one that comes after a fault of grammar.
      ([0x31, 0x20, 0xFE], 2), ([0x7D, 0x20, 0xFE], 2),
    ] as [([UInt8], UInt64)])
  func invalidUTF8(document: [UInt8], offset: UInt64) {
    let error = JSONEvent.error(document, fileOffset: 8)
    #expect(error == JSONError(.invalidUTF8, at: 8 + offset))
    #expect(!JSONGrammar.accepts(document))
  }

  @Test("a document beyond 32-bit positions is refused before a byte of it is read")
  func tooLarge() {
    // Four GiB of address space that no memory stands behind: a read would end the process.
    let count = JSONReader.maximumByteCount + 1
    guard
      let base = unsafe mmap(nil, count, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      unsafe base != MAP_FAILED
    else {
      Issue.record("no address space")
      return
    }
    defer { unsafe munmap(base, count) }
    let buffer = unsafe UnsafeRawBufferPointer(start: base, count: count)
    let bytes = unsafe buffer.bindMemory(to: UInt8.self)
    var refusal: JSONError?
    do throws(JSONError) {
      _ = try unsafe JSONReader(bytes.span, fileOffset: 7)
    } catch {
      refusal = error
    }
    #expect(refusal == JSONError(.tooLarge(limit: 4_294_967_294), at: 7))
  }

  @Test(
    "every kind has its sentence",
    arguments: [
      (.tooLarge(limit: 5), "the JSON document is larger than 5 bytes at byte 9"),
      (.invalidUTF8, "the JSON text is not valid UTF-8 at byte 9"),
      (.unexpectedEnd, "the JSON text ends too early at byte 9"),
      (.unexpectedByte(0x7D), "unexpected '}' in the JSON text at byte 9"),
      (.unexpectedByte(0x1B), #"unexpected '\u{1b}' in the JSON text at byte 9"#),
      (.unexpectedByte(0xEF), #"unexpected '\xef' in the JSON text at byte 9"#),
      (.trailingContent, "something follows the JSON document at byte 9"),
      (.tooDeep(limit: 64), "JSON nested deeper than 64 levels at byte 9"),
      (
        .duplicateKey("a\n\u{202E}"),
        #"the key 'a\n\u{202e}' stands twice in one JSON object at byte 9"#
      ),
      (
        .controlCharacter(0x0A), "a control character stands unescaped in a JSON string at byte 9"
      ),
      (.invalidEscape, "an invalid escape in a JSON string at byte 9"),
      (.loneSurrogate, "half of a surrogate pair in a JSON string at byte 9"),
      (.invalidNumber, "an invalid JSON number at byte 9"),
      (.numberOutOfRange, "a JSON number beyond every double at byte 9"),
    ] as [(JSONError.Kind, String)])
  func sentences(kind: JSONError.Kind, sentence: String) {
    #expect(JSONError(kind, at: 9).description == sentence)
  }
}
