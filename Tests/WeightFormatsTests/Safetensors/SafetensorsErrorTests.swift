// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightFormats

/// Every rule of safetensors, broken once by a damaged twin of `SafetensorsBuilder.tiny`.
@Suite("safetensors errors")
struct SafetensorsErrorTests {
  /// A damaged file, and what reading it must come to.
  struct Twin: Sendable, CustomTestStringConvertible {
    let fault: String
    let bytes: [UInt8]
    let error: SafetensorsError
    let sentence: String
    var testDescription: String { fault }

    init(_ fault: String, _ bytes: [UInt8], _ error: SafetensorsError, _ sentence: String) {
      self.fault = fault
      self.bytes = bytes
      self.error = error
      self.sentence = sentence
    }

    /// A twin whose header differs in one place; `new` may mark the fault's offset with `^`.
    init(
      _ fault: String, replacing old: String, by new: String,
      _ error: (UInt64) -> SafetensorsError, _ sentence: String
    ) {
      var file = SafetensorsBuilder.tiny
      let header = String(decoding: file.header, as: UTF8.self)
      precondition(header.contains(old), "the good header has no \(old)")
      let changed = header.replacing(old, with: new, maxReplacements: 1)
      var offset: UInt64 = 0
      if changed.contains("^") {
        let marked = MarkedText(changed)
        file.header = marked.bytes
        offset = 8 + marked.offset
      } else {
        file.header = Array(changed.utf8)
      }
      self.init(fault, file.bytes, error(offset), sentence)
    }
  }

  private static func stating(_ length: UInt64, dataByteCount: Int = 28) -> [UInt8] {
    var file = SafetensorsBuilder.tiny
    file.statedHeaderByteCount = length
    file.data = SafetensorsBuilder.pattern(dataByteCount)
    return file.bytes
  }

  private static func withData(_ count: Int) -> [UInt8] {
    var file = SafetensorsBuilder.tiny
    file.data = SafetensorsBuilder.pattern(count)
    return file.bytes
  }

  private static let weight = #""weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}"#

  @Test("the good file of which the others are twins is read")
  func good() throws {
    let file = SafetensorsBuilder.tiny
    // The sentences below state offsets in this header.
    #expect(file.header.count == 152)
    #expect(file.bytes.count == 188)
    let parsed = try WeightFile.parse(file.bytes)
    #expect(parsed.file.findings == [])
  }

  static let twins: [Twin] = [
    Twin(
      "7 of the 8 bytes of the length", Array(SafetensorsBuilder.tiny.bytes[..<7]),
      .headerTooSmall(fileByteCount: 7),
      "7 bytes are too few for a safetensors file, which starts with an 8-byte header length"),
    Twin(
      "a length of 100,000,001", stating(100_000_001),
      .headerTooLarge(byteCount: 100_000_001, limit: 100_000_000),
      "a header of 100000001 bytes is announced, more than the 100000000 that safetensors allows"),
    Twin(
      "a length of 100,000,000", stating(100_000_000),
      .headerPastEnd(byteCount: 100_000_000, fileByteCount: 188),
      "a header of 100000000 bytes is announced, but the file has 188 bytes"),
    Twin(
      "a byte that is not UTF-8 in the name of a tensor",
      {
        var file = SafetensorsBuilder.tiny
        file.header[33] = 0xFF
        return file.bytes
      }(),
      .headerNotUTF8(offset: 41), "the header is not valid UTF-8 at byte 41"),
    Twin(
      "a comma too many", replacing: "[2,3]", by: "[2,3,^]",
      {
        .headerNotJSON(reason: "unexpected ']' in the JSON text at byte \($0)", offset: $0)
      }, "the header cannot be read: unexpected ']' in the JSON text at byte 77"),
    Twin(
      "a tensor's name twice", replacing: "\"bias\"", by: "^\"weight\"",
      { .duplicateKey("weight", offset: $0) },
      "the key 'weight' stands twice in one object of the header, at byte 101"),
    Twin(
      "an array in place of the header", SafetensorsBuilder(header: "[]").bytes,
      .headerNotObject(offset: 8), "the header is not a JSON object, at byte 8"),
    Twin(
      "a string for metadata", replacing: #"{"format":"pt"}"#, by: #"^"pt""#,
      { .metadataNotObject(offset: $0) }, "'__metadata__' is not an object, at byte 24"),
    Twin(
      "a number in the metadata", replacing: "\"pt\"", by: "^1",
      { .metadataValueNotString(key: "format", offset: $0) },
      "the metadata value of 'format' is not a string, at byte 34"),
    Twin(
      "an array for a tensor", replacing: weight, by: #""weight":^["F32",[2,3],[0,24]]"#,
      { .tensorNotObject(tensor: "weight", offset: $0) },
      "the entry of tensor 'weight' is not an object, at byte 49"),
    Twin(
      "no dtype", replacing: #"{"dtype":"F32","#, by: "^{",
      { .fieldMissing(tensor: "weight", field: "dtype", offset: $0) },
      "the entry of tensor 'weight' has no 'dtype', at byte 49"),
    Twin(
      "no shape", replacing: #"{"dtype":"F32","shape":[2,3],"#, by: #"^{"dtype":"F32","#,
      { .fieldMissing(tensor: "weight", field: "shape", offset: $0) },
      "the entry of tensor 'weight' has no 'shape', at byte 49"),
    Twin(
      "no data_offsets", replacing: weight, by: #""weight":^{"dtype":"F32","shape":[2,3]}"#,
      { .fieldMissing(tensor: "weight", field: "data_offsets", offset: $0) },
      "the entry of tensor 'weight' has no 'data_offsets', at byte 49"),
    Twin(
      "a number for a dtype", replacing: "\"F32\"", by: "^32",
      { .dtypeNotString(tensor: "weight", offset: $0) },
      "the dtype of tensor 'weight' is not a string, at byte 58"),
    Twin(
      "a negative dimension", replacing: "[2,3]", by: "^[2,-3]",
      { .shapeInvalid(tensor: "weight", offset: $0) },
      "the shape of tensor 'weight' is not a list of unsigned integers, at byte 72"),
    Twin(
      "three offsets", replacing: "[0,24]", by: "^[0,24,28]",
      { .dataOffsetsInvalid(tensor: "weight", offset: $0) },
      "the data_offsets of tensor 'weight' are not two unsigned integers, at byte 93"),
    Twin(
      "an end before its begin", replacing: "[24,28]", by: "[24,23]",
      { _ in .offsetsReversed(tensor: "bias", begin: 24, end: 23) },
      "the data of tensor 'bias' ends at 23, before its begin at 24"),
    Twin(
      "a byte between two tensors", replacing: "[24,28]", by: "[25,29]",
      { _ in .gap(tensor: "bias", begin: 25, expected: 24) },
      "the data of tensor 'bias' begins at 25, leaving a gap after 24"),
    Twin(
      "a byte before the first tensor", replacing: "[0,24]", by: "[1,25]",
      { _ in .gap(tensor: "weight", begin: 1, expected: 0) },
      "the data of tensor 'weight' begins at 1, leaving a gap after 0"),
    Twin(
      "a byte in two tensors", replacing: "[24,28]", by: "[23,27]",
      { _ in .overlap(tensor: "bias", begin: 23, expected: 24) },
      "the data of tensor 'bias' begins at 23, inside data that ends at 24"),
    Twin(
      "the same bytes in two tensors", replacing: "[24,28]", by: "[0,24]",
      { _ in .overlap(tensor: "bias", begin: 0, expected: 24) },
      "the data of tensor 'bias' begins at 0, inside data that ends at 24"),
    Twin(
      "2^64 elements", replacing: "[2,3]", by: "[4294967296,4294967296]",
      { _ in .sizeOverflow(tensor: "weight") }, "the size of tensor 'weight' does not fit 64 bits"),
    Twin(
      "half a byte too many",
      SafetensorsBuilder([.init("a", "F4", [1, 3], 0, 2)]).bytes,
      .notWholeBytes(tensor: "a", bitCount: 12), "the 12 bits of tensor 'a' are not whole bytes"),
    Twin(
      "a dimension too large", replacing: "[2,3]", by: "[2,4]",
      { _ in .sizeMismatch(tensor: "weight", expected: 32, actual: 24) },
      "tensor 'weight' needs 32 bytes by its dtype and shape, but has 24"),
    Twin(
      "the last byte lost", withData(27), .dataTruncated(expected: 188, actual: 187),
      "the file is truncated: 187 bytes of 188"),
    Twin(
      "all data lost", withData(0), .dataTruncated(expected: 188, actual: 160),
      "the file is truncated: 160 bytes of 188"),
    Twin(
      "a byte behind the data", withData(29), .trailingBytes(expected: 188, actual: 189),
      "the last tensor ends at 188, but the file has 189 bytes"),
  ]

  @Test("a damaged twin is refused by the rule that it breaks", arguments: twins)
  func twin(twin: Twin) {
    #expect(WeightFile.error(twin.bytes) == .safetensors(twin.error))
    #expect(twin.error.description == twin.sentence)
  }

  @Test("every rule has a twin that breaks it")
  func allRules() {
    // `String(describing:)` would use the sentence; the case's name is the mirror's label.
    let names = Set(Self.twins.compactMap { Mirror(reflecting: $0.error).children.first?.label })
    #expect(
      names == [
        "headerTooSmall", "headerTooLarge", "headerPastEnd", "headerNotUTF8", "headerNotJSON",
        "duplicateKey", "headerNotObject", "metadataNotObject", "metadataValueNotString",
        "tensorNotObject", "fieldMissing", "dtypeNotString", "shapeInvalid", "dataOffsetsInvalid",
        "offsetsReversed", "gap", "overlap", "sizeOverflow", "notWholeBytes", "sizeMismatch",
        "dataTruncated", "trailingBytes",
      ])
  }

  @Test(
    "a fault has a place in the file where that is known",
    arguments: [
      (.headerTooSmall(fileByteCount: 3), 0), (.headerTooLarge(byteCount: 9, limit: 8), 0),
      (.headerPastEnd(byteCount: 9, fileByteCount: 8), 0), (.headerNotUTF8(offset: 9), 9),
      (.headerNotJSON(reason: "", offset: 9), 9), (.duplicateKey("a", offset: 9), 9),
      (.headerNotObject(offset: 9), 9), (.metadataNotObject(offset: 9), 9),
      (.metadataValueNotString(key: "a", offset: 9), 9),
      (.tensorNotObject(tensor: "a", offset: 9), 9),
      (.fieldMissing(tensor: "a", field: "b", offset: 9), 9),
      (.dtypeNotString(tensor: "a", offset: 9), 9), (.shapeInvalid(tensor: "a", offset: 9), 9),
      (.dataOffsetsInvalid(tensor: "a", offset: 9), 9),
      (.offsetsReversed(tensor: "a", begin: 2, end: 1), nil),
      (.gap(tensor: "a", begin: 2, expected: 1), nil),
      (.overlap(tensor: "a", begin: 1, expected: 2), nil), (.sizeOverflow(tensor: "a"), nil),
      (.notWholeBytes(tensor: "a", bitCount: 4), nil),
      (.sizeMismatch(tensor: "a", expected: 1, actual: 2), nil),
      (.dataTruncated(expected: 10, actual: 9), 9), (.trailingBytes(expected: 10, actual: 12), 10),
    ] as [(SafetensorsError, UInt64?)])
  func offset(error: SafetensorsError, offset: UInt64?) {
    #expect(error.offset == offset)
  }

  @Test("names are escaped in sentences")
  func escapedNames() {
    let error = SafetensorsError.sizeOverflow(tensor: "a\u{1B}[31m\n\u{202E}")
    #expect(
      error.description == #"the size of tensor 'a\u{1b}[31m\n\u{202e}' does not fit 64 bits"#)
  }

  @Test(
    "white space before a faulty value does not move the offset away from it",
    arguments: [
      #"{"__metadata__": ^1}"#, #"{"__metadata__":{"a": ^1}}"#, #"{"t": ^1}"#, "{\"t\":\n\t^{}}",
      #"{"t":{"dtype": ^1}}"#, #"{"t":{"shape": ^1}}"#, #"{"t":{"data_offsets": ^1}}"#,
    ])
  func offsetsBehindWhiteSpace(header: String) {
    let marked = MarkedText(header)
    let error = WeightFile.error(SafetensorsBuilder(header: marked.bytes).bytes)
    #expect(error?.offset == 8 + marked.offset)
  }

  // MARK: - Order of the checks

  @Test(
    "of two faults the one that the reference reader sees first is told",
    arguments: [
      // 2 before 3: too large, and past the end.
      Twin(
        "too large and past the end", stating(.max),
        .headerTooLarge(byteCount: .max, limit: 100_000_000), ""),
      // 3 before 4 and 5.
      Twin(
        "past the end, not UTF-8 and not JSON",
        {
          var file = SafetensorsBuilder(header: [0x7B, 0xFF, 0x7D])
          file.statedHeaderByteCount = 4
          return file.bytes
        }(), .headerPastEnd(byteCount: 4, fileByteCount: 11), ""),
      // 4 before 5, though the fault of JSON stands first.
      Twin(
        "not UTF-8 and not JSON", SafetensorsBuilder(header: [0x7B, 0x2C, 0xFF, 0x7D]).bytes,
        .headerNotUTF8(offset: 10), ""),
      // 5 before 6 to 10: a fault of form in the last entry before a gap in the first.
      Twin(
        "a gap, and later a shape that is none",
        SafetensorsBuilder(
          header: #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]},"#
            + #""b":{"dtype":"U8","shape":1,"data_offsets":[2,3]}}"#
        ).bytes, .shapeInvalid(tensor: "b", offset: 87), ""),
      // 6 before 7, 8 and 9.
      Twin(
        "a gap and a size that overflows",
        SafetensorsBuilder([.init("a", "U8", [.max, 2], 1, 2)]).bytes,
        .gap(tensor: "a", begin: 1, expected: 0), ""),
      Twin(
        "a gap and half a byte", SafetensorsBuilder([.init("a", "F4", [1], 1, 2)]).bytes,
        .gap(tensor: "a", begin: 1, expected: 0), ""),
      Twin(
        "reversed, and of a wrong size",
        SafetensorsBuilder([.init("a", "U8", [1], 0, 1), .init("b", "U8", [9], 1, 0)]).bytes,
        .offsetsReversed(tensor: "b", begin: 1, end: 0), ""),
      // 7 before 8 and 9: 2^64 + 4 bits, which would wrap to half a byte.
      Twin(
        "an overflow that wraps to half a byte",
        SafetensorsBuilder([.init("a", "F4", [(1 << 62) + 1], 0, 1)]).bytes,
        .sizeOverflow(tensor: "a"), ""),
      // 8 before 9.
      Twin(
        "half a byte and a wrong size", SafetensorsBuilder([.init("a", "F4", [3], 0, 7)]).bytes,
        .notWholeBytes(tensor: "a", bitCount: 12), ""),
      // 9 before 10.
      Twin(
        "a wrong size and lost data",
        {
          var file = SafetensorsBuilder([.init("a", "U8", [3], 0, 4)])
          file.data = []
          return file.bytes
        }(), .sizeMismatch(tensor: "a", expected: 3, actual: 4), ""),
      // Tensors are checked in the order of their data, not of the header.
      Twin(
        "faults in two tensors, the later one first in the header",
        SafetensorsBuilder([.init("z", "F4", [1], 4, 5), .init("a", "U8", [3], 0, 4)]).bytes,
        .sizeMismatch(tensor: "a", expected: 3, actual: 4), ""),
      // All rules of one tensor come before the first rule of the next.
      Twin(
        "a wrong size, then a gap",
        SafetensorsBuilder([.init("a", "U8", [3], 0, 4), .init("b", "U8", [1], 9, 10)]).bytes,
        .sizeMismatch(tensor: "a", expected: 3, actual: 4), ""),
      // 6 of the last tensor before 10.
      Twin(
        "an overlap, and bytes behind the data",
        {
          var file = SafetensorsBuilder([.init("a", "U8", [2], 0, 2), .init("b", "U8", [1], 1, 2)])
          file.data.append(0)
          return file.bytes
        }(), .overlap(tensor: "b", begin: 1, expected: 2), ""),
    ])
  func order(twin: Twin) {
    #expect(WeightFile.error(twin.bytes) == .safetensors(twin.error))
  }
}
