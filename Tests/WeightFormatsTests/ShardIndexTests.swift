// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightFormats

/// reference/formats.md 1.5: the index of sharded safetensors.
struct ShardIndexTests {
  private static func failure(_ text: String) -> ShardIndex.Failure? {
    failure(Array(text.utf8))
  }

  private static func failure(_ bytes: [UInt8]) -> ShardIndex.Failure? {
    do throws(ShardIndex.Failure) {
      _ = try ShardIndex(bytes)
      return nil
    } catch {
      return error
    }
  }

  private static func index(_ map: String, metadata: String = "{}") throws -> ShardIndex {
    try ShardIndex(Array(#"{"metadata":\#(metadata),"weight_map":{\#(map)}}"#.utf8))
  }

  // MARK: Good

  @Test("tensors, files and the total are read, files in the order of their first mention")
  func read() throws {
    let index = try Self.index(
      #""a":"2.safetensors","b":"1.safetensors","c":"2.safetensors","":"1.safetensors""#,
      metadata: #"{"total_parameters":7,"total_size":42}"#)
    #expect(index.files == ["2.safetensors", "1.safetensors"])
    #expect(index.count == 4)
    #expect(
      (0..<4).map { String(decoding: index.nameBytes(of: $0), as: UTF8.self) } == [
        "a", "b", "c", "",
      ])
    #expect((0..<4).map(index.file(of:)) == [0, 1, 0, 1])
    #expect(index.totalByteCount == 42)
  }

  @Test("an empty map is an index of nothing")
  func empty() throws {
    let index = try Self.index("")
    #expect(index.count == 0 && index.files == [] && index.totalByteCount == nil)
  }

  @Test("unknown fields are read over, before and behind the map")
  func unknownFields() throws {
    let text = #"{"x":[{"weight_map":{}}],"weight_map":{"a":"f"},"y":{"metadata":1},"z":null}"#
    #expect(try ShardIndex(Array(text.utf8)).count == 1)
  }

  @Test(
    "a total that is no integer, or stands in odd metadata, is not stated",
    arguments: [
      #"{"total_size":1.5}"#, #"{"total_size":-1}"#, #"{"total_size":"12"}"#,
      #"{"total_size":null}"#, #"{"total_size":[12]}"#, #"{"total_size":{"a":12}}"#,
      #"{"total_size":18446744073709551616}"#, "null", "[]", "[[{}]]", "12", #""x""#, "{}",
    ])
  func oddTotal(metadata: String) throws {
    let index = try Self.index(#""a":"f""#, metadata: metadata)
    #expect(index.totalByteCount == nil && index.count == 1)
  }

  @Test("a total that is written as an integral float is read", arguments: ["42.0", "4.2e1", "42"])
  func floatTotal(number: String) throws {
    #expect(try Self.index("", metadata: #"{"total_size":\#(number)}"#).totalByteCount == 42)
  }

  @Test("names are bytes: NFC and NFD are two tensors, and two files")
  func normalisation() throws {
    let index = try Self.index(
      "\"\u{E9}\":\"\u{E9}.safetensors\",\"e\u{301}\":\"e\u{301}.safetensors\"")
    #expect(index.count == 2)
    #expect(index.files.map(\.bytes.count) == [14, 15])
    #expect(index.file(of: 0) == 0 && index.file(of: 1) == 1)
  }

  @Test("escapes are resolved")
  func escapes() throws {
    let index = try Self.index(#""\u0061\n\"":"\u0066.safetensors""#)
    #expect(Array(index.nameBytes(of: 0)) == Array("a\n\"".utf8))
    #expect(index.files == ["f.safetensors"])
  }

  @Test("an index is told by its name")
  func names() {
    for name in ["model.safetensors.index.json", ".index.json"] as [UntrustedText] {
      #expect(ShardIndex.isIndexName(name))
    }
    for name in ["index.json", "model.index.jsonx", "model.INDEX.json", ""] as [UntrustedText] {
      #expect(!ShardIndex.isIndexName(name))
    }
  }

  // MARK: Refused

  @Test("what is not JSON cannot be read", arguments: ["", "{", "nul", #"{"weight_map":{}}x"#])
  func notJSON(text: String) {
    guard case .notJSON(let reason)? = Self.failure(text) else {
      Issue.record("\(String(describing: Self.failure(text)))")
      return
    }
    #expect(!reason.isEmpty)
    #expect(Self.failure(text)?.description == "the shard index cannot be read: \(reason)")
  }

  @Test("an index that is not UTF-8 cannot be read")
  func notUTF8() {
    let bytes = Array(#"{"weight_map":{"a"#.utf8) + [0xFF] + Array(#"":"f"}}"#.utf8)
    guard case .notJSON? = Self.failure(bytes) else {
      Issue.record("\(String(describing: Self.failure(bytes)))")
      return
    }
  }

  @Test(
    "TRUST 8: duplicate keys are refused, compared as bytes behind their escapes",
    arguments: [
      (#"{"weight_map":{"a":"f","a":"f"}}"#, "a"),
      (#"{"weight_map":{"a":"f","\u0061":"g"}}"#, "a"),
      ("{\"weight_map\":{\"\u{E9}\":\"f\",\"\\u00e9\":\"g\"}}", "\u{E9}"),
      (#"{"weight_map":{},"weight_map":{"a":"f"}}"#, "weight_map"),
      (#"{"weight_map":{},"metadata":{"total_size":1,"total_size":2}}"#, "total_size"),
      (#"{"x":{"y":1,"y":2},"weight_map":{}}"#, "y"),
    ])
  func duplicates(text: String, key: String) {
    guard case .notJSON(let reason)? = Self.failure(text) else {
      Issue.record("\(String(describing: Self.failure(text)))")
      return
    }
    #expect(reason.hasPrefix("the key '\(key)' stands twice in one JSON object at byte "))
  }

  @Test(
    "a document without a map is another kind of document",
    arguments: ["{}", "[]", "1", #"{"weightMap":{}}"#, #"{"x":{"weight_map":{}}}"#, "null"])
  func noMap(text: String) {
    #expect(Self.failure(text) == .noWeightMap)
    #expect(Self.failure(text)?.description == "the document has no weight_map")
  }

  @Test(
    "a map that is not an object of strings is refused where it is wrong",
    arguments: [
      #"{"weight_map":^[]}"#, #"{"weight_map":^null}"#, #"{"weight_map":^"f"}"#,
      #"{"weight_map":{"a":^1}}"#, #"{"weight_map":{"a":"f","b":^null}}"#,
      #"{"weight_map":{"a":^["f"]}}"#, #"{"weight_map":{"a":^{"b":"f"}}}"#,
    ])
  func notAMap(text: String) {
    let marked = MarkedText(text)
    let failure = Self.failure(marked.bytes)
    #expect(failure == .weightMapInvalid(offset: marked.offset))
    #expect(
      failure?.description
        == "weight_map is not an object of file names, at byte \(marked.offset)")
  }

  @Test(
    "TRUST 8: a file's name must be plain",
    arguments: [
      "", ".", "..", "../f", "/f", "a/f", "./f", "f/", "f/.", "//f", "a/../f",
      "https://host/f", "..\\\\f/g",
    ])
  func notPlain(name: String) {
    let marked = MarkedText(#"{"weight_map":{"a":"ok","b":^"\#(name)"}}"#)
    let failure = Self.failure(marked.bytes)
    let shown = UntrustedText(name.replacing("\\\\", with: "\\"))
    #expect(failure == .fileNotPlain(shown, offset: marked.offset))
    #expect(
      failure?.description
        == "weight_map names '\(shown)', which is no plain file name, at byte \(marked.offset)")
  }

  @Test("a name with a NUL is not plain")
  func nul() {
    guard case .fileNotPlain? = Self.failure(#"{"weight_map":{"a":"f\u0000.safetensors"}}"#) else {
      Issue.record("a NUL was taken")
      return
    }
  }

  @Test(
    "names that only look like a way out are plain", arguments: ["...", "..f", "f..", "a b", "-"])
  func plain(name: String) throws {
    #expect(try Self.index("\"a\":\"\(name)\"").files == [UntrustedText(name)])
  }

  @Test("a document cut off anywhere is refused, and one flipped bit never traps")
  func damaged() {
    let bytes = Array(
      #"{"metadata":{"total_size":42},"weight_map":{"a":"f.safetensors","b":"g"}}"#.utf8)
    for count in bytes.indices {
      #expect(Self.failure(Array(bytes.prefix(count))) != nil)
      for bit in 0..<8 {
        var damaged = bytes
        damaged[count] ^= 1 << UInt8(bit)
        guard let index = try? ShardIndex(damaged) else { continue }
        #expect(index.count <= 2)
        #expect(index.files.allSatisfy { !$0.bytes.contains(0x2F) })
      }
    }
  }
}
