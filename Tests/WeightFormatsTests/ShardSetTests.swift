// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightFormats

/// reference/formats.md 1.5 and 2.6: what must hold within a set of shards.
struct ShardSetTests {
  private typealias Member = ShardSet.Member

  private static func member(_ name: String, _ tensors: [String]) throws -> Member {
    let entries = tensors.enumerated().map { place, name in
      SafetensorsBuilder.Entry(name, "U8", [4], UInt64(place * 4), UInt64(place * 4 + 4))
    }
    return Member(
      name: UntrustedText(name),
      weights: try WeightFile.parse(SafetensorsBuilder(entries).bytes).file)
  }

  private static func index(_ map: [(String, String)], total: Int? = nil) throws -> ShardIndex {
    let pairs = map.map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",")
    let metadata = total.map { #""metadata":{"total_size":\#($0)},"# } ?? ""
    return try ShardIndex(Array(#"{\#(metadata)"weight_map":{\#(pairs)}}"#.utf8))
  }

  private static func two() throws -> ShardSet {
    ShardSet([try member("1", ["a", "b"]), try member("2", ["c"])])
  }

  private static let map = [("a", "1"), ("b", "1"), ("c", "2")]

  // MARK: Index

  @Test("a set that is as its index says has no findings")
  func good() throws {
    #expect(try Self.two().findings(index: nil) == [])
    #expect(try Self.two().findings(index: Self.index(Self.map)) == [])
    #expect(try Self.two().findings(index: Self.index(Self.map, total: 12)) == [])
    #expect(ShardSet([]).findings(index: nil) == [])
    #expect(try ShardSet([]).findings(index: Self.index([])) == [])
    #expect(try ShardSet([Self.member("1", [])]).findings(index: Self.index([])) == [])
  }

  @Test("TRUST 8: a tensor that two files have is an error")
  func repeated() throws {
    let set = ShardSet([
      try Self.member("1", ["a", "b"]), try Self.member("2", ["b", "c"]),
      try Self.member("3", ["c", "a"]),
    ])
    #expect(
      set.findings(index: nil) == [
        Finding(
          .setTensorRepeated, .error,
          "tensors that two files of the set have: 3, first 'b' in '1' and '2'")
      ])
  }

  @Test("names are bytes: NFC and NFD of one name are two tensors")
  func normalisation() throws {
    let set = ShardSet([
      try Self.member("1", ["\u{E9}"]), try Self.member("2", ["e\u{301}"]),
    ])
    #expect(set.findings(index: nil) == [])
    let index = try Self.index([("\u{E9}", "1"), ("e\u{301}", "2")])
    #expect(set.findings(index: index) == [])
    let swapped = try Self.index([("e\u{301}", "1"), ("\u{E9}", "2")])
    #expect(set.findings(index: swapped).map(\.id) == [.setTensorMissing])
  }

  @Test("a tensor of the index that no file has is an error")
  func absent() throws {
    let findings = try Self.two().findings(
      index: Self.index(Self.map + [("x", "2"), ("y", "1")]))
    #expect(
      findings == [
        Finding(
          .setTensorMissing, .error, "tensors of the index that no file has: 2, first 'x' in '2'")
      ])
  }

  @Test("TRUST 8: a tensor that is in another file than the index says is an error")
  func elsewhere() throws {
    let findings = try Self.two().findings(
      index: Self.index([("a", "1"), ("b", "2"), ("c", "2")]))
    #expect(
      findings == [
        Finding(
          .setTensorMissing, .error,
          "tensors that are not in the file the index names: 1, first 'b' in '2'")
      ])
  }

  @Test("a tensor that the index does not name is an error")
  func unmapped() throws {
    let findings = try Self.two().findings(index: Self.index([("a", "1"), ("c", "2")]))
    #expect(
      findings == [
        Finding(
          .setTensorUnmapped, .error, "tensors that the index does not name: 1, first 'b' in '1'")
      ])
  }

  @Test("a total that is not the sum of the tensors is a note", arguments: [0, 11, 13])
  func total(stated: Int) throws {
    let findings = try Self.two().findings(index: Self.index(Self.map, total: stated))
    #expect(
      findings == [
        Finding(
          .setTotalSize, .note,
          "the index states \(stated) bytes of tensors, and there are 12")
      ])
  }

  @Test("of a file that is not there nothing is said")
  func missingFile() throws {
    let index = try Self.index(Self.map + [("d", "3")], total: 100)
    #expect(try Self.two().findings(index: index) == [])
  }

  @Test("several faults are told at once")
  func several() throws {
    let set = ShardSet([try Self.member("1", ["a", "b"]), try Self.member("2", ["b"])])
    let index = try Self.index([("a", "2"), ("x", "1")], total: 1)
    #expect(
      set.findings(index: index).map(\.id) == [
        .setTensorRepeated, .setTensorMissing, .setTensorMissing, .setTensorUnmapped,
        .setTotalSize,
      ])
  }

  // MARK: Split GGUF

  /// A part of a split GGUF file; what is nil does not stand in it.
  private struct Part {
    var name: String
    var number: UInt16?
    var count: UInt16?
    var tensorCount: Int32?
    var tensors: [String]

    private func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
      (0..<(value.bitWidth / 8)).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private func text(_ text: String) -> [UInt8] {
      bytes(UInt64(text.utf8.count)) + Array(text.utf8)
    }

    func member() throws -> Member {
      // u16 is type 2, i32 is type 5.
      let entries =
        [
          number.map { text("split.no") + bytes(UInt32(2)) + bytes($0) },
          count.map { text("split.count") + bytes(UInt32(2)) + bytes($0) },
          tensorCount.map { text("split.tensors.count") + bytes(UInt32(5)) + bytes($0) },
        ]
        .compactMap { $0 }
      var file = Array("GGUF".utf8) + bytes(UInt32(3)) + bytes(UInt64(tensors.count))
      file += bytes(UInt64(entries.count)) + entries.flatMap { $0 }
      for (place, tensor) in tensors.enumerated() {
        file += text(tensor) + bytes(UInt32(1)) + bytes(UInt64(8)) + bytes(UInt32(0))
        file += bytes(UInt64(place * 32))
      }
      file += [UInt8](repeating: 0, count: (32 - file.count % 32) % 32 + tensors.count * 32)
      return Member(
        name: UntrustedText(name),
        weights: try WeightFile.parse(file, name: UntrustedText(name)).file)
    }
  }

  private static let parts = [
    Part(
      name: "m-00001-of-00003.gguf", number: 0, count: 3, tensorCount: 3, tensors: []),
    Part(
      name: "m-00002-of-00003.gguf", number: 1, count: 3, tensorCount: 3, tensors: ["a", "b"]),
    Part(name: "m-00003-of-00003.gguf", number: 2, count: 3, tensorCount: 3, tensors: ["c"]),
  ]

  /// The findings of the three parts after a change.
  private static func findings(
    _ change: (inout [Part]) -> Void = { _ in }
  ) throws -> [Finding] {
    var parts = parts
    change(&parts)
    return ShardSet(try parts.map { try $0.member() }).findings(index: nil)
  }

  private static func wrong(_ message: String) -> Finding {
    Finding(.setSplit, .error, message)
  }

  @Test("parts that agree have no findings, whatever their order")
  func goodSplit() throws {
    #expect(try Self.findings() == [])
    #expect(try Self.findings { $0.reverse() } == [])
    let split = try Self.parts[1].member().weights.split
    #expect(split?.number == 1 && split?.count == 3 && split?.tensorCount == 3)
  }

  @Test("a file that says nothing, or that it is the only part, is whole")
  func whole() throws {
    for count in [nil, 0, 1] as [UInt16?] {
      let part = Part(name: "m.gguf", number: 0, count: count, tensorCount: 9, tensors: ["a"])
      #expect(try part.member().weights.split == nil)
      #expect(ShardSet([try part.member()]).findings(index: nil) == [])
    }
    #expect(try Self.member("m", ["a"]).weights.split == nil)
  }

  @Test("a number that is not that of the name is an error")
  func number() throws {
    #expect(
      try Self.findings { $0[2].number = 3 } == [
        Self.wrong("'m-00003-of-00003.gguf' says that it is part 4 of 3")
      ])
    #expect(
      try Self.findings { $0[2].number = nil } == [
        Self.wrong("'m-00003-of-00003.gguf' says that it is part ? of 3")
      ])
  }

  @Test("two parts of one number are an error")
  func sameNumber() throws {
    #expect(
      try Self.findings { $0[2].number = 1 } == [
        Self.wrong(
          "'m-00002-of-00003.gguf' and 'm-00003-of-00003.gguf' both say that they are part 2"),
        Self.wrong("'m-00003-of-00003.gguf' says that it is part 2 of 3"),
      ])
  }

  @Test("a count that is not that of the name is an error")
  func count() throws {
    #expect(
      try Self.findings { $0[0].count = 4 } == [
        Self.wrong("'m-00001-of-00003.gguf' says that it is part 1 of 4")
      ])
  }

  @Test("a part that does not say so is an error")
  func silent() throws {
    #expect(
      try Self.findings { $0[1].count = nil } == [
        Self.wrong("'m-00002-of-00003.gguf' does not say which part of the set it is")
      ])
  }

  @Test("a part whose name does not number it is an error")
  func unnumbered() throws {
    #expect(
      try Self.findings { $0[1].name = "other.gguf" } == [
        Self.wrong("'other.gguf' says that it is one of 3 parts, and its name does not")
      ])
  }

  @Test("names that were exchanged are an error")
  func exchanged() throws {
    let findings = try Self.findings { parts in
      let name = parts[0].name
      parts[0].name = parts[1].name
      parts[1].name = name
    }
    #expect(
      findings == [
        Self.wrong("'m-00002-of-00003.gguf' says that it is part 1 of 3"),
        Self.wrong("'m-00001-of-00003.gguf' says that it is part 2 of 3"),
      ])
  }

  @Test("TRUST 8: a count of tensors that is not theirs is an error", arguments: [0, 2, 4, -1])
  func tensorCount(stated: Int32) throws {
    let findings = try Self.findings { parts in
      for place in parts.indices { parts[place].tensorCount = stated }
    }
    if stated >= 0 {
      #expect(findings == [Self.wrong("the parts state \(stated) tensors, and there are 3")])
    } else {
      // A negative count is no count at all; at least it must not trap.
      #expect(findings.allSatisfy { $0.id == .setSplit })
    }
  }

  @Test("parts that state different counts of tensors are an error")
  func tensorCountsDiffer() throws {
    #expect(
      try Self.findings { $0[1].tensorCount = 4 } == [
        Self.wrong("the parts state 4 tensors, and there are 3")
      ])
  }

  @Test("a tensor that is gone from a part is seen by the count of all")
  func tensorGone() throws {
    #expect(
      try Self.findings { $0[1].tensors = ["a"] } == [
        Self.wrong("the parts state 3 tensors, and there are 2")
      ])
  }

  @Test("a tensor in two parts is an error, though the sum is right")
  func tensorTwice() throws {
    #expect(
      try Self.findings { $0[2].tensors = ["a"] }.map(\.id) == [.setTensorRepeated])
  }
}
