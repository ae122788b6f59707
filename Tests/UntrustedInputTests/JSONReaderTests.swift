// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("the JSON reader")
struct JSONReaderTests {
  @Test(
    "documents are read into their tokens",
    arguments: [
      ("1", [.number(1)]), (" \t\r\n 1 \t\r\n ", [.number(1)]), ("\"\"", [.string("")]),
      ("null", [.null]), ("true", [.bool(true)]),
      ("[false]", [.beginArray, .bool(false), .endArray]),
      ("[]", [.beginArray, .endArray]), ("[ ]", [.beginArray, .endArray]),
      ("{}", [.beginObject, .endObject]), ("{\n}", [.beginObject, .endObject]),
      ("[[],{}]", [.beginArray, .beginArray, .endArray, .beginObject, .endObject, .endArray]),
      ("[1,-2,3.5]", [.beginArray, .number(1), .number(nil), .number(nil), .endArray]),
      (
        "{ \"a\" : [ 1 , \"b\" ] , \"c\" : { \"d\" : null } }",
        [
          .beginObject, .key("a"), .beginArray, .number(1), .string("b"), .endArray, .key("c"),
          .beginObject, .key("d"), .null, .endObject, .endObject,
        ]
      ),
    ] as [(String, [JSONEvent])])
  func tokens(text: String, events: [JSONEvent]) throws {
    #expect(try JSONEvent.read(text) == events)
    #expect(JSONGrammar.accepts(Array(text.utf8)))
  }

  @Test(
    "an unsigned 64-bit integer is read exactly, and nothing else is taken for one",
    arguments: [
      ("0", 0), ("1", 1), ("10", 10), ("4294967296", 4_294_967_296),
      // Beyond 2^53 a double would round.
      ("9007199254740993", 9_007_199_254_740_993),
      ("9223372036854775807", 9_223_372_036_854_775_807),
      ("9223372036854775808", 9_223_372_036_854_775_808),
      ("18446744073709551615", .max),
      // 2^64, and numbers that wrap back into range.
      ("18446744073709551616", nil), ("18446744073709551625", nil), ("36893488147419103232", nil),
      ("99999999999999999999", nil), ("184467440737095516150", nil),
      ("1" + String(repeating: "0", count: 308), nil),
      // Whole numbers in another spelling.
      ("1.0", nil), ("1e0", nil), ("1E2", nil), ("10e-1", nil), ("0e0", nil), ("-0", nil),
      ("-1", nil), ("0.0", nil),
      // Numbers of JSON that are no integers.
      ("0.5", nil), ("-1.5e+10", nil), ("1e308", nil), ("1.7976931348623157e308", nil),
      ("1e-999", nil), ("0e999", nil), ("5e-324", nil),
    ] as [(String, UInt64?)])
  func numbers(text: String, value: UInt64?) throws {
    #expect(try JSONEvent.read(text) == [.number(value)])
    #expect(try JSONEvent.read("[\(text) ]") == [.beginArray, .number(value), .endArray])
    #expect(JSONGrammar.accepts(Array(text.utf8)))
  }

  @Test(
    "escapes are resolved to UTF-8",
    arguments: [
      (#""a""#, "a"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041""#, "A"),
      (#""\u0000""#, "\0"), (#""\u00e9\u00E9""#, "\u{E9}\u{E9}"), (#""e\u0301""#, "e\u{301}"),
      (#""\u20ac""#, "\u{20AC}"), (#""\uffff""#, "\u{FFFF}"),
      (#""\uD7FF\uE000""#, "\u{D7FF}\u{E000}"),
      (#""\ud83d\ude00""#, "\u{1F600}"), (#""\uD800\uDC00""#, "\u{10000}"),
      (#""\uDBFF\uDFFF""#, "\u{10FFFF}"), (#""\\u0041""#, #"\u0041"#), (#""\\\u0041""#, #"\A"#),
      (#""before\tafter é 😀""#, "before\tafter é 😀"), (#""\u007f\u0080""#, "\u{7F}\u{80}"),
    ] as [(String, UntrustedText)])
  func strings(text: String, value: UntrustedText) throws {
    #expect(try JSONEvent.read(text) == [.string(value)])
    #expect(
      try JSONEvent.read("{\(text):1}") == [.beginObject, .key(value), .number(1), .endObject])
    #expect(JSONGrammar.accepts(Array(text.utf8)))
  }

  @Test("every scalar written as an escape comes back as itself")
  func everyScalar() throws {
    // One document of all scalars outside the surrogates, 4 KiB of scalars at a time.
    for start in stride(from: UInt32(0), to: 0x110000, by: 4096) {
      let scalars = (start..<(start + 4096)).compactMap(Unicode.Scalar.init)
      let text = scalars.map { scalar in
        String(scalar).utf16.map { unit in
          let digits = String(unit, radix: 16)
          return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
      }.joined()
      var plain = String.UnicodeScalarView()
      plain.append(contentsOf: scalars)
      let events = try JSONEvent.read("\"\(text)\"")
      #expect(events == [.string(UntrustedText(String(plain)))])
    }
  }

  @Test("a handle of a string with escapes stays good while its container is open")
  func handles() throws {
    let document = Array(#"{"k\u0031":["a\u0032",{"x\u0033":"y\u0034"},"b"],"z":1}"#.utf8)
    var reader = try JSONReader(document.span)
    let begin = try reader.next()
    #expect(begin == .beginObject)
    guard case .key(let key) = try reader.next(), case .beginArray = try reader.next(),
      case .string(let first) = try reader.next()
    else {
      Issue.record("other tokens than the document's")
      return
    }
    try reader.skipValue()
    let (keyText, firstText) = (reader.text(key), reader.text(first))
    #expect(keyText == "k1")
    #expect(firstText == "a2")
    let (isKey, isOther, isPrefix) = (
      reader.equals(key, "k1"), reader.equals(key, "k2"), reader.equals(key, "k")
    )
    #expect(isKey)
    #expect(!isOther)
    #expect(!isPrefix)
    #expect(key.byteCount == 2)
  }

  @Test("offsets count from the start of the file")
  func offsets() throws {
    let document = Array(#"  {"name":"v\n"}"#.utf8)
    var reader = try JSONReader(document.span, fileOffset: 100)
    let start = reader.offset
    #expect(start == 100)
    _ = try reader.next()
    let keyOffset = reader.offset
    #expect(keyOffset == 103)
    _ = try reader.next()
    let valueOffset = reader.offset
    #expect(valueOffset == 110)
    let depth = reader.depth
    #expect(depth == 1)
  }

  @Test(
    "a skipped value ends exactly where the next token begins",
    arguments: [
      "1", "-1.5e3", "\"s\"", "\"\\u0041\"", "true", "null", "[]", "{}", "[1,[2,[3]],{}]",
      "{\"a\":{\"b\":[{}]},\"c\":1}", "[[[[]]]]",
    ])
  func skipValue(text: String) throws {
    let document = Array("{\"skipped\": \(text) ,\"next\":7}".utf8)
    var reader = try JSONReader(document.span)
    _ = try reader.next()
    _ = try reader.next()
    try reader.skipValue()
    guard case .key(let key) = try reader.next(), case .number(let number) = try reader.next()
    else {
      Issue.record("the value was not skipped whole")
      return
    }
    let (name, value) = (reader.text(key), reader.uint64(number))
    #expect(name == "next")
    #expect(value == 7)
    let rest = [try reader.next(), try reader.next(), try reader.next()]
    #expect(rest == [.endObject, .end, .end])
  }

  @Test(
    "a fault inside a skipped value is still refused",
    arguments: [
      (#"{"x":{"a":1,^"a":2}}"#, .duplicateKey("a")), (#"{"x":[^1e999]}"#, .numberOutOfRange),
      (#"{"x":["^\ud800"]}"#, .loneSurrogate), (#"{"x":[1,^]}"#, .unexpectedByte(0x5D)),
      (#"{"x":[1^"#, .unexpectedEnd),
    ] as [(String, JSONError.Kind)])
  func skipValueIsStrict(text: String, kind: JSONError.Kind) {
    let marked = MarkedText(text)
    var refusal: JSONError?
    do throws(JSONError) {
      var reader = try JSONReader(marked.bytes.span)
      _ = try reader.next()
      _ = try reader.next()
      try reader.skipValue()
    } catch {
      refusal = error
    }
    #expect(refusal == JSONError(kind, at: marked.offset))
  }

  // MARK: - Properties

  /// A document with every production of the grammar in it.
  static let sample =
    Array(
      #"{"a":[0,-1.5e+10,18446744073709551615],"b\u00e9\n":{"c":null,"d":[true,false,{}]},"#
        .utf8) + Array(#" "😀\ud83d\ude00" : "x\"y" ,"e":[[],[[]]]}"#.utf8)

  @Test(
    "any byte of a document changed to any other gives a document or an error, as the grammar says")
  func mutated() throws {
    _ = try JSONEvent.read(Self.sample)
    var wrong: [[UInt8]] = []
    var document = Self.sample
    for index in document.indices {
      for byte in UInt8.min...UInt8.max {
        document[index] = byte
        if (JSONEvent.error(document) == nil) != JSONGrammar.accepts(document) {
          wrong.append(document)
        }
      }
      document[index] = Self.sample[index]
    }
    #expect(wrong.map { UntrustedText(bytes: $0) } == [])
  }

  @Test("no proper prefix of an object is a document")
  func prefixes() {
    for count in Self.sample.indices {
      let error = JSONEvent.error(Array(Self.sample[..<count]))
      #expect(error != nil)
      #expect((error?.offset ?? .max) <= UInt64(count))
    }
  }

  @Test(
    "random texts of JSON's own characters are judged as the grammar judges them",
    arguments: 0..<UInt64(16))
  func random(seed: UInt64) {
    let pieces = [
      "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"b\"", "\"\\u0061\"", "1", "0", "-", ".", "e5",
      "E", "+", "true", "null", " ", "\n", "\\", "\\ud800", "\\udc00", "\"a\":", "1,", "é", "x",
    ]
    var random = SplitMix64(seed: seed)
    var wrong: [String] = []
    for _ in 0..<20_000 {
      let count = Int.random(in: 1...12, using: &random)
      let text = (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }
        .joined()
      let bytes = Array(text.utf8)
      if (JSONEvent.error(bytes) == nil) != JSONGrammar.accepts(bytes) { wrong.append(text) }
    }
    #expect(wrong == [])
  }
}
