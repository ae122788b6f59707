// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput

/// A key that stands twice is refused, at every level, in objects of every size.
@Suite("JSON keys")
struct JSONKeySetTests {
  @Test(
    "a key that stands twice in one object is refused where it stands again",
    arguments: [
      (#"{"a":1,^"a":2}"#, "a"), (#"{"":1,^"":2}"#, ""), (#"{"a":1,"b":2,^"a":3}"#, "a"),
      (#"{"a":1, ^"a" :2}"#, "a"),
      // At every level, and after an inner object is closed.
      (#"{"o":{"a":1,^"a":2}}"#, "a"), (#"[[{"a":1,^"a":2}]]"#, "a"),
      (#"{"a":{"a":{"a":1},^"a":2}}"#, "a"), (#"{"a":{"b":[{"c":1}]},^"a":2}"#, "a"),
      // Spelt with escapes, on either side or both.
      (#"{"a":1,^"\u0061":2}"#, "a"), (#"{"\u0061":1,^"a":2}"#, "a"),
      (#"{"\u0061b":1,^"a\u0062":2}"#, "ab"), (#"{"/":1,^"\/":2}"#, "/"),
      (#"{"\n":1,^"\u000A":2}"#, "\n"), (#"{"\u00e9":1,^"é":2}"#, "\u{E9}"),
      (#"{"😀":1,^"\ud83d\uDE00":2}"#, "😀"),
      // The first one's escapes must outlive the value between.
      (#"{"\u0061":{"\u0062":"\u0063"},^"\u0061":2}"#, "a"),
      (#"{"\u0061":["\u0062","\u0062"],"x":"\u0063\u0063",^"a":2}"#, "a"),
    ] as [(String, UntrustedText)])
  func duplicate(text: String, key: UntrustedText) {
    let marked = MarkedText(text)
    let error = JSONEvent.error(marked.bytes)
    #expect(error == JSONError(.duplicateKey(key), at: marked.offset))
    #expect(!JSONGrammar.accepts(marked.bytes))
  }

  @Test(
    "keys that only look alike, and keys of different objects, are no duplicates",
    arguments: [
      #"{"a":1,"A":2}"#, #"{"a":1,"a ":2}"#, #"{"a":1,"":2}"#, #"{"a":{"a":{"a":1}}}"#,
      #"[{"a":1},{"a":1}]"#, #"{"x":{"a":1},"y":{"a":1},"a":1}"#, #"{"a":"a","b":"a"}"#,
      #"{"\\u0061":1,"\u0061":2}"#, #"{"\u0061":{"\u0062":1},"\u0062":{"\u0061":1}}"#,
      // The same letter, composed and decomposed: other bytes, another key.
      "{\"\u{E9}\":1,\"e\u{301}\":2}", #"{"\u00e9":1,"e\u0301":2}"#,
      "{\"\u{1100}\u{1161}\":1,\"\u{AC00}\":2}", "{\"\u{212B}\":1,\"\u{C5}\":2}",
    ])
  func distinct(text: String) throws {
    _ = try JSONEvent.read(text)
    #expect(JSONGrammar.accepts(Array(text.utf8)))
  }

  /// Around 16 keys the search becomes a hash table, around 32 and 128 the table grows.
  static let counts = [1, 2, 15, 16, 17, 18, 31, 32, 33, 63, 64, 65, 66, 127, 128, 129, 130, 1000]

  @Test(
    "objects of every size keep distinct keys apart and find the one that repeats",
    arguments: counts)
  func size(count: Int) throws {
    let members = (0..<count).map { "\"k\($0)\":0" }.joined(separator: ",")
    let events = try JSONEvent.read("{\(members)}")
    #expect(events.count == 2 + 2 * count)

    for repeated in Set([0, count / 2, count - 1]) {
      for spelling in ["k\(repeated)", "\\u006b\(repeated)"] {
        let marked = MarkedText("{\(members),^\"\(spelling)\":1}")
        #expect(
          JSONEvent.error(marked.bytes)
            == JSONError(.duplicateKey(UntrustedText("k\(repeated)")), at: marked.offset))
      }
    }
  }

  @Test("a large object inside a large object keeps its own keys", arguments: [15, 16, 17, 40, 70])
  func nestedLargeObjects(count: Int) throws {
    let members = (0..<count).map { "\"k\($0)\":0" }.joined(separator: ",")
    let nested = "{\(members),\"inner\":{\(members),\"again\":{\(members)}},\"last\":1"
    _ = try JSONEvent.read(nested + "}")
    let marked = MarkedText(nested + ",^\"k0\":1}")
    #expect(JSONEvent.error(marked.bytes) == JSONError(.duplicateKey("k0"), at: marked.offset))
  }

  @Test("random objects are judged as a set of byte strings judges them", arguments: 0..<UInt64(40))
  func random(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var wrong: [String] = []
    for _ in 0..<100 {
      let count = Int.random(in: 1...90, using: &random)
      // About as many possible keys as make half of the objects free of duplicates.
      let possible = max(2, count * count / 2)
      var keys: Set<Int> = []
      var isUnique = true
      let members = (0..<count).map { _ -> String in
        let number = Int.random(in: 0..<possible, using: &random)
        if !keys.insert(number).inserted { isUnique = false }
        let spelt = String(number).unicodeScalars.map { scalar -> String in
          Bool.random(using: &random) ? String(scalar) : "\\u00" + String(scalar.value, radix: 16)
        }
        return "\"\(spelt.joined())\":{\"0\":\"\\u0030\"}"
      }
      let text = "{\(members.joined(separator: ","))}"
      if (JSONEvent.error(Array(text.utf8)) == nil) != isUnique { wrong.append(text) }
    }
    #expect(wrong == [])
  }
}
