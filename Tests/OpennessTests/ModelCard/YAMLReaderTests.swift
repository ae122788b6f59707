// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import Testing
import UntrustedInput

@Suite("YAML that nobody vouches for")
struct YAMLReaderTests {
  private func read(
    _ text: String, _ mode: YAMLReader.Mode = .lenient, lineOffset: Int = 0
  ) throws(YAMLError) -> YAMLNode? {
    try YAMLReader.read(Array(text.utf8), mode, lineOffset: lineOffset)
  }

  @Test("scalars keep their text, nodes their lines")
  func tree() throws {
    let root = try #require(
      try read("a: 2024-12-15\nb:\n  - 1.0\n  - 'yes'\nc: {d: ~}\n", lineOffset: 1))
    #expect(root[key: "a"]?.string == "2024-12-15")
    #expect(root[key: "a"]?.line == 2)
    #expect(root[key: "b"]?.items?.map(\.string) == ["1.0", "yes"])
    #expect(root[key: "b"]?.items?.map(\.line) == [4, 5])
    #expect(root[key: "c"]?[key: "d"]?.isNull == true)
    #expect(root.entries?.map(\.key.lossyString) == ["a", "b", "c"])
    #expect(root.entries?.map(\.line) == [2, 3, 6])
  }

  @Test(
    "values by the core schema only",
    arguments: [
      ("true", true, nil), ("False", false, nil), ("yes", nil, nil), ("on", nil, nil),
      ("'true'", nil, nil), ("12", nil, 12), ("-3", nil, -3), ("+4", nil, 4), ("0o17", nil, 15),
      ("0x1F", nil, 31), ("0x-1", nil, nil), ("1_000", nil, nil), ("'12'", nil, nil),
      ("--1", nil, nil), ("1:30", nil, nil), ("1.0", nil, nil), ("-", nil, nil),
    ] as [(String, Bool?, Int?)])
  func values(text: String, bool: Bool?, int: Int?) throws {
    let node = try #require(try read("a: \(text == "-" ? "'-'" : text)\n")?[key: "a"])
    #expect(node.bool == bool)
    #expect(node.int == int)
  }

  @Test("nothing is nothing", arguments: ["", "# only a comment\n", "---\n# x\n"])
  func empty(text: String) throws {
    let node = try read(text)
    #expect(node == nil || node?.isNull == true)
  }

  @Test(
    "each rule has its error",
    arguments: [
      ("a: b\u{0}", "line 1 holds the control character 0x00"),
      ("a: 1\n%TAG ! x\n", "line 2 begins with \"%\"; directives are not accepted"),
      ("a: 1\nb: 2\na: 3\n", "line 1 has the key \"a\" a second time"),
      ("x: 1\n<<: {a: 1}\n", "line 2 has the merge key \"<<\", which is not accepted"),
      ("a: 1\n---\nb: 2\n", "line 2 begins a second document"),
      ("a: [1\n", "line 2 is not YAML: did not find expected ',' or ']'"),
      ("? a\n: b\n", "line 1 has or may have a key that is not a single value"),
      ("a: 1\n[b]: c\n", "line 2 has or may have a key that is not a single value"),
      ("{{a: b}: c}", "line 1 has or may have a key that is not a single value"),
      ("{[a], b}", "line 1 has or may have a key that is not a single value"),
      ("a: &x [1]\n*x : 2\n", "line 2 has or may have a key that is not a single value"),
      ("a: &x [1]\nb: {*x}\n", "line 2 has or may have a key that is not a single value"),
      ("a: *x\n", "line 1 is not YAML: found undefined alias"),
    ])
  func refusals(text: String, sentence: String) {
    #expect(throws: YAMLError.self) { try read(text) }
    do throws(YAMLError) {
      _ = try read(text)
    } catch {
      #expect("\(error)" == sentence)
    }
  }

  @Test("bytes that are no UTF-8 are refused with their line")
  func notUTF8() {
    #expect(throws: YAMLError.notUTF8(line: 4)) {
      try YAMLReader.read(Array("a: b\nc: ".utf8) + [0xFF], .lenient, lineOffset: 2)
    }
  }

  @Test("a document past the limit of bytes is refused")
  func tooLong() {
    let bytes = [UInt8](repeating: UInt8(ascii: "\n"), count: YAMLLimits.byteCount + 1)
    #expect(throws: YAMLError.tooLong(byteCount: bytes.count)) {
      try YAMLReader.read(bytes, .lenient)
    }
  }

  @Test(
    "deep nesting is refused before anything recurses",
    arguments: ["[", "[a: ", "{a: {a: ", "- ", ": ", "[{a: "])
  func deep(piece: String) {
    let text = String(repeating: piece, count: 100_000)
    #expect(throws: YAMLError.tooDeep(line: 1)) { try read(text) }
  }

  @Test("brackets that cannot be sorted out in time are refused")
  func tangled() {
    // Each bracket begins a list that is open to the end, so each is read to the end.
    let text =
      "a: '\n" + String(repeating: " [ a", count: 40) + String(repeating: " x", count: 200_000)
    #expect(throws: YAMLError.tangledBrackets(line: 2)) { try read(text) }
  }

  @Test("sixty-four levels are fine, one more is not")
  func depthLimit() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + "x" + String(repeating: "]", count: depth)
    }
    #expect(try read(nested(64)) != nil)
    #expect(throws: YAMLError.tooDeep(line: 1)) { try read(nested(65)) }
  }

  @Test("aliases are followed within bounds in lenient mode")
  func aliases() throws {
    let root = try #require(try read("a: &id001 {x: 1}\nb: *id001\n"))
    #expect(root[key: "b"]?[key: "x"]?.int == 1)
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<40 {
      let uses = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(uses)]\n"
    }
    #expect(throws: YAMLError.tooManyNodes(line: 1)) { try read(bomb) }
  }

  @Test(
    "strict mode takes no anchor and no tag",
    arguments: [
      ("a: &x 1\n", YAMLError.anchor(line: 1)), ("b: 1\na: &x [1]\n", .anchor(line: 2)),
      ("&x a: 1\n", .anchor(line: 1)), ("a: !!int 1\n", .tag(line: 1)),
      ("a: !!str 1\n", .tag(line: 1)), ("a: ! 1\n", .tag(line: 1)), ("a: !x '1'\n", .tag(line: 1)),
      ("a: !!seq [1]\n", .tag(line: 1)), ("!!map {a: 1}\n", .tag(line: 1)),
      ("!x a: 1\n", .tag(line: 1)),
    ])
  func strict(text: String, error: YAMLError) throws {
    #expect(throws: error) { try read(text, .strict) }
    #expect(try read(text, .lenient) != nil)
  }

  @Test(
    "what real cards hold is read",
    arguments: [
      "text: Où est-il ?\n", "text: '[MASK] is *bold*: yes & no'\n",
      "p: |\n  *Note:* see [the licence](https://x.org) & {{ more }}\n   - R&D: x\n",
      "a: [\"x\", 'y', z w, 1.5e3]\nb: {c: [d], e: {}}\n", "a: [\n  b,\n  c # comment: [\n]\n",
      "a: http://x.org/?q=[1]\n",
      "\u{FEFF}a: b\r\nc: d\r\n",
      "{\"a\": {\"b\": [1, 2, {\"c\": null}]}}",
    ])
  func realistic(text: String) throws {
    #expect(try read(text)?.entries?.isEmpty == false)
  }
}
