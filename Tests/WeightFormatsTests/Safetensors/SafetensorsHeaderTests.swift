// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightFormats

@Suite("safetensors headers")
struct SafetensorsHeaderTests {
  private static func entry(_ fields: String) -> String { #"{"t":{\#(fields)}}"# }
  private static let good = #""dtype":"U8","shape":[1],"data_offsets":[0,1]"#

  @Test("a good file is read whole")
  func tiny() throws {
    let builder = SafetensorsBuilder.tiny
    let parsed = try WeightFile.parse(builder.bytes)
    let file = parsed.file
    #expect(file.format == .safetensors)
    #expect(file.formatVersion == nil)
    #expect(file.byteOrder == .littleEndian)
    #expect(file.byteCount == 188)
    #expect(file.headerByteCount == 160)
    #expect(file.metadata.map(\.key) == ["format"])
    #expect(file.metadata.map(\.value) == [.string("pt")])
    #expect(file.findings == [])
    #expect(file.tensors.map(\.name) == ["weight", "bias"])
    #expect(file.tensors.map(\.elementType) == [.scalar(.f32), .scalar(.bf16)])
    #expect(file.tensors.map(\.shape) == [[2, 3], [2]])
    #expect(file.tensors.map(\.byteRange) == [160..<184, 184..<188])
    #expect(file.tensors.map(\.elementCount) == [6, 2])
    #expect(file.parameterCount == 8)
    // What was parsed is what will be hashed.
    #expect(parsed.header == Array(builder.bytes[..<160]))
  }

  // MARK: - formats.md 1.4, row by row

  /// A header, and the rule that refuses it or the findings that it is read with.
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let header: String
    let error: (@Sendable (UInt64) -> SafetensorsError)?
    let findings: [Finding.ID]

    static func read(_ what: String, _ header: String, _ findings: Finding.ID...) -> Row {
      Row(testDescription: what, header: header, error: nil, findings: findings)
    }

    static func refused(
      _ what: String, _ header: String, _ error: @escaping @Sendable (UInt64) -> SafetensorsError
    ) -> Row {
      Row(testDescription: what, header: header, error: error, findings: [])
    }

    static func notJSON(_ what: String, _ header: String, _ kind: JSONError.Kind) -> Row {
      refused(what, header) {
        .headerNotJSON(reason: JSONError(kind, at: $0).description, offset: $0)
      }
    }

    static func shape(_ what: String, _ dimension: String) -> Row {
      refused(what, #"{"t":{"dtype":"U8","shape":^[\#(dimension)],"data_offsets":[0,1]}}"#) {
        .shapeInvalid(tensor: "t", offset: $0)
      }
    }

    static func offsets(_ what: String, _ offsets: String) -> Row {
      refused(what, #"{"t":{"dtype":"U8","shape":[1],"data_offsets":^\#(offsets)}}"#) {
        .dataOffsetsInvalid(tensor: "t", offset: $0)
      }
    }
  }

  @Test(
    "white space around the header",
    arguments: [
      Row.read("spaces behind", entry(good) + "     "),
      .read("tab, return, newline behind", entry(good) + "\t\r\n"),
      .read("a space before", " " + entry(good), .safetensorsLeadingWhitespace),
      .read("other white space before", "\n\t\r" + entry(good), .safetensorsLeadingWhitespace),
      .read(
        "a page of spaces before", String(repeating: " ", count: 8192) + entry(good),
        .safetensorsLeadingWhitespace),
      .notJSON("NUL behind", entry(good) + "^\0", .trailingContent),
      .notJSON("NULs behind spaces", entry(good) + "  ^\0\0", .trailingContent),
      .notJSON("NUL before", "^\0" + entry(good), .unexpectedByte(0)),
      .notJSON("a second object", entry(good) + " ^{}", .trailingContent),
      .notJSON("nothing at all", "^", .unexpectedEnd),
      .notJSON("spaces only", "    ^", .unexpectedEnd),
    ])
  func whiteSpace(row: Row) throws { try Self.check(row) }

  @Test(
    "duplicate keys",
    arguments: [
      Row.refused("a tensor", #"{"t":{\#(good)},^"t":{\#(good)}}"#) {
        .duplicateKey("t", offset: $0)
      },
      .refused("a tensor by an escape", #"{"t":{\#(good)},^"\u0074":{\#(good)}}"#) {
        .duplicateKey("t", offset: $0)
      },
      .refused(
        "a tensor whose first entry is out of bounds",
        #"{"t":{"dtype":"U8","shape":[9],"data_offsets":[0,9]},^"t":{\#(good)}}"#
      ) { .duplicateKey("t", offset: $0) },
      .refused(
        "a key of the metadata", #"{"__metadata__":{"a":"1",^"a":"2"},"t":{\#(good)}}"#
      ) { .duplicateKey("a", offset: $0) },
      .refused(
        "a key of the metadata by an escape",
        #"{"__metadata__":{"a":"1",^"\u0061":"2"},"t":{\#(good)}}"#
      ) { .duplicateKey("a", offset: $0) },
      .refused(
        "the metadata", #"{"__metadata__":{},"t":{\#(good)},^"__metadata__":{}}"#
      ) { .duplicateKey("__metadata__", offset: $0) },
      .refused("a field", entry(good + #",^"dtype":"U8""#)) { .duplicateKey("dtype", offset: $0) },
      .refused("a field by an escape", entry(good + #",^"sh\u0061pe":[1]"#)) {
        .duplicateKey("shape", offset: $0)
      },
      .refused("an unknown field", entry(good + #","x":1,^"x":1"#)) {
        .duplicateKey("x", offset: $0)
      },
      .refused("a key inside an unknown field", entry(good + #","x":[{"y":1,^"y":1}]"#)) {
        .duplicateKey("y", offset: $0)
      },
    ])
  func duplicates(row: Row) throws { try Self.check(row) }

  @Test(
    "forms that serde takes for the format and the format does not have",
    arguments: [
      Row.read(
        "an unknown field", entry(good + #","x":{"y":[1,null,-1.5e3,"z"]}"#),
        .safetensorsUnknownField),
      .read(
        "two unknown fields, one finding", entry(good + #","x":1,"y":2"#), .safetensorsUnknownField),
      .refused("a tensor as an array", #"{"t":^["U8",[1],[0,1]]}"#) {
        .tensorNotObject(tensor: "t", offset: $0)
      },
      .refused("a tensor as null", #"{"t":^null}"#) { .tensorNotObject(tensor: "t", offset: $0) },
      .refused(
        "a dtype as an object", #"{"t":{"dtype":^{"U8":null},"shape":[1],"data_offsets":[0,1]}}"#
      ) {
        .dtypeNotString(tensor: "t", offset: $0)
      },
      .refused("a dtype as null", #"{"t":{"dtype":^null,"shape":[1],"data_offsets":[0,1]}}"#) {
        .dtypeNotString(tensor: "t", offset: $0)
      },
      .refused(
        "fields under other spellings", #"{"t":^{"Dtype":"U8","SHAPE":[1],"dataOffsets":[0,1]}}"#
      ) {
        .fieldMissing(tensor: "t", field: "dtype", offset: $0)
      },
      .refused("an empty entry", #"{"t":^{}}"#) {
        .fieldMissing(tensor: "t", field: "dtype", offset: $0)
      },
    ])
  func serdeForms(row: Row) throws { try Self.check(row) }

  @Test(
    "metadata",
    arguments: [
      Row.read("null", #"{"__metadata__":null,"t":{\#(good)}}"#, .safetensorsNullMetadata),
      .read("empty", #"{"__metadata__":{},"t":{\#(good)}}"#),
      .read("last", #"{"t":{\#(good)},"__metadata__":{"a":"b"}}"#),
      .read("strings of every kind", #"{"__metadata__":{"":"","a\n":"\u0000😀"},"t":{\#(good)}}"#),
      .refused("an array", #"{"__metadata__":^[],"t":{\#(good)}}"#) {
        .metadataNotObject(offset: $0)
      },
      .refused("a string", #"{"__metadata__":^"a","t":{\#(good)}}"#) {
        .metadataNotObject(offset: $0)
      },
      .refused("true", #"{"__metadata__":^true,"t":{\#(good)}}"#) {
        .metadataNotObject(offset: $0)
      },
      .refused("a number as a value", #"{"__metadata__":{"a":^1},"t":{\#(good)}}"#) {
        .metadataValueNotString(key: "a", offset: $0)
      },
      .refused("null as a value", #"{"__metadata__":{"a":^null},"t":{\#(good)}}"#) {
        .metadataValueNotString(key: "a", offset: $0)
      },
      .refused("an object as a value", #"{"__metadata__":{"a":"","b":^{}},"t":{\#(good)}}"#) {
        .metadataValueNotString(key: "b", offset: $0)
      },
      .refused("a tensor under its name", #"{"__metadata__":{"dtype":"U8","shape":^[1]}}"#) {
        .metadataValueNotString(key: "shape", offset: $0)
      },
    ])
  func metadata(row: Row) throws { try Self.check(row) }

  @Test(
    "integers in other spellings",
    arguments: [
      Row.shape("a point", "1.0"), .shape("an exponent", "1e0"), .shape("minus zero", "-0"),
      .shape("minus one", "-1"), .shape("a string", "\"1\""),
      .shape("2^64", "18446744073709551616"),
      .shape("2^64 in second place", "1,18446744073709551616"), .shape("null", "null"),
      .shape("true", "true"), .shape("an array", "[1]"), .shape("an object", "{}"),
      .refused("a number for a shape", #"{"t":{"dtype":"U8","shape":^1,"data_offsets":[0,1]}}"#) {
        .shapeInvalid(tensor: "t", offset: $0)
      },
      .refused("null for a shape", #"{"t":{"dtype":"U8","shape":^null,"data_offsets":[0,1]}}"#) {
        .shapeInvalid(tensor: "t", offset: $0)
      },
      .offsets("a point", "[0.0,1]"), .offsets("an exponent", "[0,1e0]"),
      .offsets("minus zero", "[-0,1]"),
      .offsets("minus one", "[-1,1]"), .offsets("a string", "[0,\"1\"]"),
      .offsets("2^64", "[0,18446744073709551616]"), .offsets("none", "[]"), .offsets("one", "[0]"),
      .offsets("three", "[0,1,1]"), .offsets("an object", "{\"begin\":0,\"end\":1}"),
      .offsets("null", "null"), .offsets("an array in it", "[[0],1]"),
      .notJSON(
        "a leading zero", #"{"t":{"dtype":"U8","shape":[0^1],"data_offsets":[0,1]}}"#,
        .invalidNumber),
      .notJSON(
        "a plus sign", #"{"t":{"dtype":"U8","shape":[^+1],"data_offsets":[0,1]}}"#,
        .unexpectedByte(0x2B)),
    ])
  func integers(row: Row) throws { try Self.check(row) }

  @Test(
    "what JSON forbids, in a field that is ignored otherwise",
    arguments: [
      Row.notJSON("1e999", entry(good + #","x":^1e999"#), .numberOutOfRange),
      .notJSON("half a surrogate pair", entry(good + #","x":"^\ud800""#), .loneSurrogate),
      .notJSON("a raw control character", entry(good + ",\"x\":\"^\n\""), .controlCharacter(0x0A)),
      .notJSON("a byte order mark", "^\u{FEFF}" + entry(good), .unexpectedByte(0xEF)),
      .notJSON("a comment", entry(good + ",^/**/\"x\":1"), .unexpectedByte(0x2F)),
      .notJSON("NaN", entry(good + #","x":^NaN"#), .unexpectedByte(0x4E)),
      .notJSON("a trailing comma", #"{"t":{\#(good)},^}"#, .unexpectedByte(0x7D)),
      .notJSON("single quotes", "{^'t':{}}", .unexpectedByte(0x27)),
      .read(
        "62 levels in it, 64 together",
        entry(
          good + #","x":"# + String(repeating: "[", count: 62) + String(repeating: "]", count: 62)),
        .safetensorsUnknownField),
      .notJSON(
        "63 levels in it",
        entry(
          good + #","x":"# + String(repeating: "[", count: 62) + "^["
            + String(repeating: "]", count: 63)), .tooDeep(limit: 64)),
    ])
  func json(row: Row) throws { try Self.check(row) }

  private static func check(_ row: Row) throws {
    guard let error = row.error else {
      let parsed = try WeightFile.parse(
        SafetensorsBuilder(header: row.header, dataByteCount: 1).bytes)
      #expect(parsed.file.tensors.count == 1)
      #expect(parsed.file.tensors[0].byteRange.count == 1)
      #expect(parsed.file.findings.map(\.id) == row.findings)
      #expect(parsed.file.findings.allSatisfy { $0.severity == .warning })
      return
    }
    let marked = MarkedText(row.header)
    let file = SafetensorsBuilder(header: marked.bytes, data: [0])
    #expect(WeightFile.error(file.bytes) == .safetensors(error(8 + marked.offset)))
  }

  @Test("metadata keeps the order of the file and its bytes, escapes resolved")
  func metadataValues() throws {
    let header =
      #"{"\u005f_metadata__":{"z":"1","a":"\u00e9\n","":"e\u0301","é":"x","e\u0301":"y"}}"#
    let metadata = try WeightFile.parse(SafetensorsBuilder(header: header).bytes).file.metadata
    #expect(metadata.map(\.key) == ["z", "a", "", "\u{E9}", "e\u{301}"])
    let values = ["1", "\u{E9}\n", "e\u{301}", "x", "y"] as [UntrustedText]
    #expect(metadata.map(\.value) == values.map(MetadataValue.string))
  }

  @Test(
    "any name is taken as its bytes",
    arguments: [
      "", "a\0b", "../../etc/passwd", "/abs", "\u{1B}[31m", "\u{202E}x", "a\"b\\c", "重み", "dtype",
      "__metadata", "__METADATA__", "😀", UntrustedText(String(repeating: "n", count: 5000)),
    ] as [UntrustedText])
  func names(name: UntrustedText) throws {
    let tensors = try WeightFile.parse(
      SafetensorsBuilder([.init(name.lossyString, "U8", [1], 0, 1)]).bytes
    ).file.tensors
    #expect(tensors.map(\.name) == [name])
  }

  @Test("names that String takes for equal are two tensors")
  func normalisationForms() throws {
    let file = SafetensorsBuilder([
      .init("\u{E9}", "U8", [1], 0, 1), .init("e\u{301}", "U8", [1], 1, 2),
    ])
    let names = try WeightFile.parse(file.bytes).file.tensors.map(\.name)
    #expect(names == ["\u{E9}", "e\u{301}"])
    #expect(Set(names).count == 2)
  }

  // MARK: - Shapes and sizes

  @Test(
    "shapes up to the edge of 64 bits are accepted where their bytes are there",
    arguments: [
      // Rank 0 is one element; rank 20 is one element, too.
      ("U8", [], 1, 1), ("F64", [], 8, 1), ("U8", Array(repeating: 1, count: 20), 1, 1),
      ("U8", [0], 0, 0), ("F32", [0, 5], 0, 0), ("F32", [5, 0], 0, 0),
      // A zero first keeps the product from overflowing.
      ("U8", [0, .max], 0, 0), ("U64", [0, .max, .max], 0, 0), ("U8", [.max, 0], 0, 0),
      // Types below a byte fill whole bytes.
      ("F4", [2], 1, 2), ("F4", [3, 2], 3, 6), ("F4", [0], 0, 0), ("F6_E2M3", [4], 3, 4),
      ("F6_E3M2", [2, 2], 3, 4),
    ] as [(String, [UInt64], UInt64, UInt64)])
  func shapes(dtype: String, shape: [UInt64], byteCount: UInt64, elementCount: UInt64) throws {
    let file = SafetensorsBuilder([.init("t", dtype, shape, 0, byteCount)])
    let parsed = try WeightFile.parse(file.bytes).file
    #expect(parsed.tensors[0].shape == shape)
    #expect(parsed.tensors[0].elementCount == elementCount)
    #expect(parsed.tensors[0].byteRange.count == Int(byteCount))
    #expect(parsed.parameterCount == elementCount)
  }

  @Test(
    "sizes beyond 64 bits are refused, sizes at the edge are taken at their word",
    arguments: [
      // The product overflows before the zero is met.
      ("U8", [.max, 2, 0], 0, .sizeOverflow(tensor: "t")),
      ("U8", [2, .max, 0], 0, .sizeOverflow(tensor: "t")),
      ("U8", [1 << 32, 1 << 32], 0, .sizeOverflow(tensor: "t")),
      ("U8", [1 << 63, 2], 0, .sizeOverflow(tensor: "t")),
      ("U8", [1 << 16, 1 << 16, 1 << 16, 1 << 16], 0, .sizeOverflow(tensor: "t")),
      // The elements fit, their bits do not.
      ("U8", [.max], .max, .sizeOverflow(tensor: "t")),
      ("U8", [1 << 61], 0, .sizeOverflow(tensor: "t")),
      ("U8", [1 << 63], 1 << 63, .sizeOverflow(tensor: "t")),
      ("F64", [1 << 58], 0, .sizeOverflow(tensor: "t")),
      ("F4", [1 << 62], 0, .sizeOverflow(tensor: "t")),
      // The largest sizes whose bits fit.
      ("U8", [(1 << 61) - 1], 0, .sizeMismatch(tensor: "t", expected: (1 << 61) - 1, actual: 0)),
      ("F64", [(1 << 58) - 1], 1, .sizeMismatch(tensor: "t", expected: (1 << 61) - 8, actual: 1)),
      ("F4", [(1 << 62) - 2], 0, .sizeMismatch(tensor: "t", expected: (1 << 61) - 1, actual: 0)),
      // Whole bytes.
      ("F4", [1], 0, .notWholeBytes(tensor: "t", bitCount: 4)),
      ("F4", [1, 3], 1, .notWholeBytes(tensor: "t", bitCount: 12)),
      ("F6_E2M3", [2], 1, .notWholeBytes(tensor: "t", bitCount: 12)),
      ("F6_E3M2", [], 1, .notWholeBytes(tensor: "t", bitCount: 6)),
      // One more and one less than there is.
      ("F32", [2], 7, .sizeMismatch(tensor: "t", expected: 8, actual: 7)),
      ("F32", [2], 9, .sizeMismatch(tensor: "t", expected: 8, actual: 9)),
      ("F32", [0], 1, .sizeMismatch(tensor: "t", expected: 0, actual: 1)),
      ("F32", [2], 0, .sizeMismatch(tensor: "t", expected: 8, actual: 0)),
    ] as [(String, [UInt64], UInt64, SafetensorsError)])
  func sizes(dtype: String, shape: [UInt64], end: UInt64, error: SafetensorsError) {
    let entry = SafetensorsBuilder.Entry("t", dtype, shape, 0, end)
    let file = SafetensorsBuilder(header: "{\(entry.json)}")
    #expect(WeightFile.error(file.bytes) == .safetensors(error))
  }

  @Test(
    "data that would end beyond every file is called truncated",
    arguments: [
      // Dtype, elements, end; expected end of the file, 2^64-1 where that overflows.
      ("U8", (1 << 61) - 1, (1 << 61) - 1, nil), ("?", 1, 1 << 63, nil), ("?", 1, .max, .max),
      ("?", 1, .max - 8, .max), ("?", 1, (1 << 63) - 1, nil),
    ] as [(String, UInt64, UInt64, UInt64?)])
  func hugeOffsets(dtype: String, count: UInt64, end: UInt64, expected: UInt64?) {
    let entry = SafetensorsBuilder.Entry("t", dtype, [count], 0, end)
    let file = SafetensorsBuilder(header: "{\(entry.json)}")
    let fileByteCount = UInt64(file.bytes.count)
    #expect(
      WeightFile.error(file.bytes)
        == .safetensors(
          .dataTruncated(expected: expected ?? end + fileByteCount, actual: fileByteCount)))
  }

  @Test("the edge between an end that fits 64 bits and one that does not")
  func endOverflow() {
    // The header with this entry has 71 characters, so that the data starts at byte 79.
    for (end, expected) in [
      (UInt64.max - 78, UInt64.max), (.max - 79, .max), (.max - 80, .max - 1),
    ] {
      let entry = SafetensorsBuilder.Entry("t", "?", [1], 0, end)
      let file = SafetensorsBuilder(header: "{\(entry.json)}")
      #expect(file.bytes.count == 79)
      #expect(
        WeightFile.error(file.bytes) == .safetensors(.dataTruncated(expected: expected, actual: 79))
      )
    }
  }

  @Test(
    "the length field is bounded before anything is read or allocated",
    arguments: [
      (100_000_000, .headerPastEnd(byteCount: 100_000_000, fileByteCount: 10)),
      (3, .headerPastEnd(byteCount: 3, fileByteCount: 10)),
      (100_000_001, .headerTooLarge(byteCount: 100_000_001, limit: 100_000_000)),
      (1 << 32, .headerTooLarge(byteCount: 1 << 32, limit: 100_000_000)),
      ((1 << 32) + 2, .headerTooLarge(byteCount: (1 << 32) + 2, limit: 100_000_000)),
      ((1 << 63) - 1, .headerTooLarge(byteCount: (1 << 63) - 1, limit: 100_000_000)),
      (1 << 63, .headerTooLarge(byteCount: 1 << 63, limit: 100_000_000)),
      (.max - 7, .headerTooLarge(byteCount: .max - 7, limit: 100_000_000)),
      (.max, .headerTooLarge(byteCount: .max, limit: 100_000_000)),
    ] as [(UInt64, SafetensorsError)])
  func lengths(length: UInt64, error: SafetensorsError) {
    var file = SafetensorsBuilder(header: "{}")
    file.statedHeaderByteCount = length
    #expect(WeightFile.error(file.bytes) == .safetensors(error))
  }

  @Test("a header shorter than its text is cut there")
  func lengthTooSmall() {
    var file = SafetensorsBuilder(header: "{}")
    for (length, offset) in [(UInt64(0), UInt64(8)), (1, 9)] {
      file.statedHeaderByteCount = length
      let reason = JSONError(.unexpectedEnd, at: offset).description
      #expect(
        WeightFile.error(file.bytes) == .safetensors(.headerNotJSON(reason: reason, offset: offset))
      )
    }
  }

  // MARK: - Layout

  @Test("zero-size tensors share an offset with each other and with the next tensor")
  func zeroSize() throws {
    let file = SafetensorsBuilder([
      .init("full", "U8", [4], 0, 4), .init("z1", "F32", [0], 4, 4), .init("end", "U8", [2], 4, 6),
      .init("z0", "F32", [3, 0], 0, 0), .init("z2", "U8", [0], 4, 4), .init("z3", "U8", [0], 6, 6),
    ])
    let parsed = try WeightFile.parse(file.bytes).file
    // By begin and end, equal ones in the order of the header.
    #expect(parsed.tensors.map(\.name) == ["z0", "full", "z1", "z2", "end", "z3"])
    #expect(parsed.segmentsTileTheFile)
  }

  @Test("a zero-size tensor inside another one's data is an overlap, one behind it a gap")
  func zeroSizeElsewhere() {
    let inside = SafetensorsBuilder([.init("a", "U8", [4], 0, 4), .init("z", "U8", [0], 2, 2)])
    #expect(
      WeightFile.error(inside.bytes) == .safetensors(.overlap(tensor: "z", begin: 2, expected: 4)))
    let behind = SafetensorsBuilder([.init("a", "U8", [4], 0, 4), .init("z", "U8", [0], 5, 5)])
    #expect(
      WeightFile.error(behind.bytes) == .safetensors(.gap(tensor: "z", begin: 5, expected: 4)))
  }

  @Test("the header may list tensors and fields in any order, at any alignment")
  func order() throws {
    let header =
      #"{"b":{"data_offsets":[3,7],"shape":[1],"dtype":"F32"},"#
      + #""__metadata__":{},"a":{"shape":[3],"data_offsets":[0,3],"dtype":"U8"}}"#
    let parsed = try WeightFile.parse(SafetensorsBuilder(header: header, dataByteCount: 7).bytes)
      .file
    let start = 8 + UInt64(header.utf8.count)
    #expect(parsed.tensors.map(\.name) == ["a", "b"])
    #expect(parsed.tensors.map(\.byteRange) == [start..<(start + 3), (start + 3)..<(start + 7)])
    #expect(parsed.findings == [])
  }

  @Test("a file without tensors is told", arguments: ["{}", "{ }", #"{"__metadata__":{}}"#])
  func noTensors(header: String) throws {
    let parsed = try WeightFile.parse(SafetensorsBuilder(header: header).bytes).file
    #expect(parsed.tensors.isEmpty)
    #expect(parsed.parameterCount == 0)
    #expect(
      parsed.findings == [Finding(.safetensorsNoTensors, .warning, "the file holds no tensor")])
    #expect(parsed.segmentsTileTheFile)
    // Then no byte of data may be there.
    let size = UInt64(8 + header.utf8.count)
    #expect(
      WeightFile.error(SafetensorsBuilder(header: header, dataByteCount: 2).bytes)
        == .safetensors(.trailingBytes(expected: size, actual: size + 2)))
  }

  // MARK: - Findings

  @Test("findings say what is odd and where")
  func findings() throws {
    let header =
      #" {"__metadata__":null,"a\n":{"x":1,"dtype":"U8","shape":[1],"data_offsets":[0,1],"y":2}}"#
    let findings = try WeightFile.parse(
      SafetensorsBuilder(header: header, dataByteCount: 1).bytes
    ).file.findings
    #expect(
      findings == [
        Finding(
          .safetensorsLeadingWhitespace, .warning, offset: 8,
          "white space stands before the header, which must begin with '{'"),
        Finding(.safetensorsNullMetadata, .warning, offset: 25, "'__metadata__' is null"),
        Finding(
          .safetensorsUnknownField, .warning, offset: 41,
          #"fields that safetensors does not define: 2, first 'x' of tensor 'a\n'"#),
      ])
  }

  @Test("an unknown dtype keeps offsets and shape, and is a finding")
  func unknownDtype() throws {
    let file = SafetensorsBuilder([
      .init("a", "F99", [3, 2], 0, 5), .init("b", "U8", [2], 5, 7),
      .init("c", "F99", [.max, 2], 7, 7),
      .init("d", "x\n", [1], 7, 8), .init("e", "F99", [], 8, 9),
    ])
    let parsed = try WeightFile.parse(file.bytes).file
    let start = parsed.headerByteCount
    #expect(parsed.tensors.map(\.name) == ["a", "b", "c", "d", "e"])
    #expect(
      parsed.tensors.map(\.elementType) == [
        .unknown("F99"), .scalar(.u8), .unknown("F99"), .unknown("x\n"), .unknown("F99"),
      ])
    #expect(parsed.tensors[0].byteRange == start..<(start + 5))
    #expect(parsed.tensors[0].shape == [3, 2])
    #expect(parsed.tensors.map(\.elementCount) == [6, 2, nil, 1, 1])
    #expect(parsed.parameterCount == nil)
    #expect(parsed.segmentsTileTheFile)
    #expect(
      parsed.findings == [
        Finding(
          .safetensorsUnknownDtype, .warning,
          "the dtype 'F99' is not known to this version; tensors of it: 3; hashed, but their sizes and "
            + "values are not checked"),
        Finding(
          .safetensorsUnknownDtype, .warning,
          #"the dtype 'x\n' is not known to this version; tensors of it: 1; hashed, but their sizes and "#
            + "values are not checked"),
      ])
  }

  @Test("an unknown dtype does not excuse gaps, overlaps or lost data")
  func unknownDtypeIsChecked() {
    let gap = SafetensorsBuilder([.init("a", "F99", [1], 1, 2)])
    #expect(WeightFile.error(gap.bytes) == .safetensors(.gap(tensor: "a", begin: 1, expected: 0)))
    let overlap = SafetensorsBuilder([.init("a", "F99", [1], 0, 2), .init("b", "F99", [1], 1, 2)])
    #expect(
      WeightFile.error(overlap.bytes) == .safetensors(.overlap(tensor: "b", begin: 1, expected: 2)))
  }

  @Test("a dtype invented per tensor makes 256 findings at most, which count every tensor")
  func manyUnknownDtypes() throws {
    let entries = (0..<300).map {
      SafetensorsBuilder.Entry("t\($0)", "D\($0)", [1], UInt64($0), UInt64($0) + 1)
    }
    let parsed = try WeightFile.parse(SafetensorsBuilder(entries).bytes).file
    #expect(parsed.tensors.count == 300)
    #expect(parsed.findings.count == 256)
    #expect(
      parsed.findings[0].message.hasPrefix(
        "the dtype 'D0' is not known to this version; tensors of it: 1;"))
    #expect(parsed.findings[255].message.contains("tensors of it: 45;"))
    #expect(parsed.tensors[254].elementType == .unknown("D254"))
  }
}
