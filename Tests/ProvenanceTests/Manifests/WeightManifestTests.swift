// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightFormats

/// TRUST section 5: what a weight manifest says, and that what is written is what is read.
struct WeightManifestTests {
  static func hex(_ digit: Character) -> String { WeightManifestBuilder.hex(digit) }

  /// The segments of a weight file in memory, with digests that are its place over and over.
  static func table(
    of bytes: [UInt8], name: UntrustedText = "m.safetensors", chunkByteCount: UInt64
  ) throws -> SegmentTable {
    let weights = try unsafe WeightFile.parse(bytes.span.bytes, name: name).file
    var table = SegmentTable(layoutOf: weights, chunkByteCount: chunkByteCount)
    table.digests = (0..<table.count).flatMap { [UInt8](repeating: UInt8($0), count: 32) }
    let chunks = (0..<table.count).reduce(0) { $0 + table.chunkCount(of: $1) }
    table.chunkDigests = (0..<chunks).flatMap {
      [UInt8](repeating: UInt8(truncatingIfNeeded: 0xC0 + $0), count: 32)
    }
    return table
  }

  private static func claim(
    _ path: String, _ digit: Character, size: UInt64, segments: SegmentTable? = nil,
    set: UntrustedText? = nil, line: Int
  ) throws -> Claim {
    let path = try #require(ContainedPath(UntrustedText(path)))
    let digest = try #require(Digest(.sha256, hex: Array(Self.hex(digit).utf8)))
    return Claim(
      subject: .path(path), digests: [digest], byteCount: size, segments: segments, set: set,
      line: line)
  }

  private static func document(_ entries: [WeightManifest.Entry]) -> WeightManifest.Document {
    WeightManifest.Document(
      generator: (name: "test", version: "0"), releaseName: "r", releaseVersion: "1",
      isFolder: true, excluded: ["b", "a"], entries: entries)
  }

  // MARK: Writing and reading

  @Test("what is written is read back: paths, digests, sizes, segments, chunks and sets")
  func roundTrip() throws {
    let tiny = SafetensorsBuilder.tiny.bytes
    // Three chunks of 16 MiB, the last of one byte; only the header is there.
    let large = SafetensorsBuilder([
      .init("large", "U8", [2 * 16 << 20 + 1], 0, 2 * 16 << 20 + 1),
      .init("e\u{301} \"\\\n\u{1}日本", "F32", [], 2 * 16 << 20 + 1, 2 * 16 << 20 + 5),
    ])
    let entries = [
      WeightManifest.Entry(
        claim: try Self.claim(
          "model.safetensors", "a", size: UInt64(tiny.count),
          segments: Self.table(of: tiny, chunkByteCount: WeightManifest.chunkByteCount), line: 1),
        format: .safetensors, formatVersion: nil),
      WeightManifest.Entry(
        claim: try Self.claim(
          "e\u{301}/\"quoted\" \\ \n.safetensors", "b", size: UInt64(large.bytes.count),
          segments: Self.table(of: large.bytes, chunkByteCount: WeightManifest.chunkByteCount),
          set: "e\u{301}/set", line: 2),
        format: .safetensors, formatVersion: nil),
      WeightManifest.Entry(
        claim: try Self.claim("config.json", "c", size: 0, line: 3), format: nil,
        formatVersion: nil),
    ]
    let bytes = WeightManifest.write(Self.document(entries))
    let manifest = try Manifest.parse(bytes, name: "anything")
    #expect(manifest.form == .weightManifest)
    #expect(manifest.claims == entries.map(\.claim))
    #expect(manifest.excluded == ["b", "a"])
    #expect(manifest.claims[1].segments?.unitCount == 5)
    #expect(manifest.repeatedEntryCount == 0)
    // The same content gives the same bytes.
    #expect(WeightManifest.write(Self.document(entries)) == bytes)
  }

  @Test("what is written has every field of the contract, and those only")
  func document() throws {
    let text = String(
      decoding: WeightManifest.write(
        Self.document([
          WeightManifest.Entry(
            claim: try Self.claim(
              "m.safetensors", "a", size: 10,
              segments: Self.table(of: SafetensorsBuilder(header: "{}").bytes, chunkByteCount: 64),
              set: "s", line: 1), format: .safetensors, formatVersion: nil),
          WeightManifest.Entry(
            claim: try Self.claim("c", "b", size: 0, line: 2), format: nil, formatVersion: nil),
        ])), as: UTF8.self)
    #expect(
      text == """
        {
          "_type": "https://in-toto.io/Statement/v1",
          "subject": [
            {"name": "m.safetensors", "digest": {"sha256": "\(Self.hex("a"))"}},
            {"name": "c", "digest": {"sha256": "\(Self.hex("b"))"}}
          ],
          "predicateType": "urn:weightcheck:weight-manifest:v1",
          "predicate": {
            "schema": 1,
            "generator": {"name": "test", "version": "0"},
            "release": {"name": "r", "version": "1"},
            "scope": "folder",
            "excluded": [
              "b",
              "a"
            ],
            "chunkBytes": 16777216,
            "files": [
              {
                "path": "m.safetensors",
                "size": 10,
                "sha256": "\(Self.hex("a"))",
                "format": "safetensors",
                "set": "s",
                "byteOrder": "little",
                "segments": [
                  {"kind": "header", "offset": 0, "length": 10, "sha256": "\(Self.hex("0"))"}
                ]
              },
              {
                "path": "c",
                "size": 0,
                "sha256": "\(Self.hex("b"))",
                "format": "other"
              }
            ]
          }
        }

        """)
  }

  @Test("the tiny manifest of the other tests is read as it is meant")
  func tiny() throws {
    let manifest = try Manifest.parse(WeightManifestBuilder.tiny.bytes, name: "")
    #expect(manifest.claims.map(\.byteCount) == [100, 3])
    #expect(manifest.claims.map { $0.digests[0].hex } == [Self.hex("a"), Self.hex("b")])
    #expect(manifest.claims.map(\.line) == [1, 2])
    #expect(manifest.claims[1].segments == nil)
    let table = try #require(manifest.claims[0].segments)
    #expect((0..<4).map(table.kind(of:)) == [.header, .tensor, .padding, .tensor])
    #expect((0..<4).map(table.byteRange(of:)) == [0..<64, 64..<88, 88..<96, 96..<100])
    #expect((0..<4).map(table.name(of:)) == ["", "a", "", "b"])
    #expect(table.dtype(of: 1) == "F32" && table.dtype(of: 3) == "F16")
    #expect(Array(table.shape(of: 1)) == [2, 3] && Array(table.shape(of: 3)) == [2])
    #expect(Array(table.digestBytes(of: 2)) == [UInt8](repeating: 0x33, count: 32))
    #expect(table.tensorCount == 2 && table.unitCount == 4)
    #expect(!table.isBigEndian)
  }

  // MARK: Freedom of form

  @Test("TRUST 5: fields may stand in any order, the schema last")
  func anyOrder() throws {
    let builder = WeightManifestBuilder.tiny
    let expected = try Manifest.parse(builder.bytes, name: "").claims
    var predicate = builder.predicate
    predicate.append(predicate.removeFirst())
    var statement = builder.statement
    statement[3].value = WeightManifestBuilder.object(predicate)
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 3, 1, 0], [0, 3, 1, 2]] {
      let text = WeightManifestBuilder.object(order.map { statement[$0] })
      #expect(try Manifest.parse(Array(text.utf8), name: "").claims == expected)
    }
    let reversed = WeightManifestBuilder.object(predicate.reversed())
    statement[3].value = reversed
    let text = WeightManifestBuilder.object(statement)
    #expect(try Manifest.parse(Array(text.utf8), name: "").claims == expected)
  }

  @Test("TRUST 5: subjects may stand in another order than files")
  func subjectOrder() throws {
    var builder = WeightManifestBuilder.tiny
    let expected = try Manifest.parse(builder.bytes, name: "").claims
    builder.subjects = builder.files.reversed().map { ($0.path, $0.sha256) }
    #expect(try Manifest.parse(builder.bytes, name: "").claims == expected)
  }

  @Test("TRUST 5: unknown fields are ignored, in every object")
  func unknownFields() throws {
    let expected = try Manifest.parse(WeightManifestBuilder.tiny.bytes, name: "").claims
    let unknown: WeightManifestBuilder.Member = ("later", #"{"a":[1,{"sha256":"x"}],"b":null}"#)
    var builder = WeightManifestBuilder.tiny
    builder.files[0].others = [unknown]
    builder.files[0].segments?[1].others = [unknown]
    var statement = builder.statement
    statement[3].value = WeightManifestBuilder.object([unknown] + builder.predicate)
    statement[1].value = statement[1].value
      .replacing(#""name""#, with: #""later":[[]],"name""#)
      .replacing(#""sha256""#, with: #""gitCommit":"x","sha256""#)
    let text = WeightManifestBuilder.object([unknown] + statement + [("end", "0")])
    #expect(try Manifest.parse(Array(text.utf8), name: "").claims == expected)
  }

  @Test("TRUST 5: integral floats are integers", arguments: ["100.0", "1e2", "1.0E+2", "1000e-1"])
  func integralFloats(number: String) throws {
    var builder = WeightManifestBuilder.tiny
    let expected = try Manifest.parse(builder.bytes, name: "").claims
    builder.files[0].size = number
    builder.files[0].segments?[3].offset = "96.0"
    builder.files[0].segments?[3].length = "0.4e1"
    builder.files[0].segments?[3].shape = "[2.0]"
    builder.chunkBytes = "16777216.0"
    builder.schema = "1.0"
    #expect(try Manifest.parse(builder.bytes, name: "").claims == expected)
  }

  @Test("a digest may be written in digits of either case")
  func upperCase() throws {
    var builder = WeightManifestBuilder.tiny
    let expected = try Manifest.parse(builder.bytes, name: "").claims
    builder.subjects = builder.files.map { ($0.path, $0.sha256) }
    builder.files[0].sha256 = WeightManifestBuilder.quoted(Self.hex("A"))
    #expect(try Manifest.parse(builder.bytes, name: "").claims == expected)
  }

  @Test("a big-endian file and a set are told")
  func byteOrderAndSet() throws {
    var builder = WeightManifestBuilder.tiny
    builder.files[0].others = [("byteOrder", #""big""#), ("set", #""model""#)]
    let claim = try Manifest.parse(builder.bytes, name: "").claims[0]
    #expect(claim.segments?.isBigEndian == true)
    #expect(claim.set == "model")
    builder.files[0].others = [("byteOrder", #""little""#)]
    #expect(
      try Manifest.parse(builder.bytes, name: "").claims[0].segments?.isBigEndian == false)
  }

  @Test("names are bytes: two files may differ in normalisation only")
  func namesAreBytes() throws {
    let builder = WeightManifestBuilder([
      .init("\u{E9}", size: 0, format: "other", sha256: Self.hex("1")),
      .init("e\u{301}", size: 0, format: "other", sha256: Self.hex("2")),
    ])
    let manifest = try Manifest.parse(builder.bytes, name: "")
    #expect(manifest.claims.map { $0.digests[0].hex } == [Self.hex("1"), Self.hex("2")])
  }

  @Test("segments of no bytes are segments")
  func emptySegments() throws {
    var builder = WeightManifestBuilder.tiny
    builder.files[0].segments?.insert(
      .init("tensor", 64..<64, name: "none", dtype: "F32", shape: "[0]"), at: 1)
    let table = try #require(try Manifest.parse(builder.bytes, name: "").claims[0].segments)
    #expect(table.count == 5 && table.byteRange(of: 1).isEmpty)
  }

  @Test("many element types share no name with another tensor's")
  func manyTypes() throws {
    var builder = WeightManifestBuilder.tiny
    builder.files[0].segments =
      [.init("header", 0..<64)]
      + (0..<300).map {
        .init("tensor", 64..<64, name: "t\($0)", dtype: "X\($0)", shape: "[0]")
      } + [.init("padding", 64..<100)]
    let table = try #require(try Manifest.parse(builder.bytes, name: "").claims[0].segments)
    for index in 0..<255 { #expect(table.dtype(of: index + 1) == UntrustedText("X\(index)")) }
  }

  // MARK: Units

  @Test(
    "units tile every segment, whatever the size of chunks",
    arguments: [1, 2, 3, 7, 8, 23, 24, 25, 64, 1000, .max] as [UInt64])
  func units(chunkByteCount: UInt64) throws {
    let table = try Self.table(
      of: SafetensorsBuilder.tiny.bytes, chunkByteCount: chunkByteCount)
    var end: UInt64 = 0
    var counts = [Int](repeating: 0, count: table.count)
    for unit in 0..<table.unitCount {
      let (segment, range) = (table.segment(ofUnit: unit), table.byteRange(ofUnit: unit))
      #expect(range.lowerBound == end)
      #expect(UInt64(range.count) <= chunkByteCount)
      end = range.upperBound
      let bounds = table.byteRange(of: segment)
      #expect(bounds.lowerBound <= range.lowerBound && range.upperBound <= bounds.upperBound)
      let isChunked = UInt64(bounds.count) > chunkByteCount
      #expect(table.chunk(ofUnit: unit) == (isChunked ? counts[segment] : nil))
      counts[segment] += 1
      let digest =
        isChunked
        ? table.chunkDigests(of: segment)[counts[segment] - 1] : table.digestBytes(of: segment)
      #expect(table.digestBytes(ofUnit: unit).elementsEqual(digest))
    }
    #expect(end == UInt64(SafetensorsBuilder.tiny.bytes.count))
    #expect(!counts.contains(0))
  }

  @Test("a segment of exactly a chunk has no chunks, one byte more has two")
  func chunkBoundary() throws {
    for (count, chunks) in [(16, 1), (17, 2), (32, 2), (33, 3)] {
      let file = SafetensorsBuilder([.init("t", "U8", [UInt64(count)], 0, UInt64(count))])
      let table = try Self.table(of: file.bytes, chunkByteCount: 16)
      #expect(table.chunkDigests(of: 1).count == (chunks == 1 ? 0 : chunks))
    }
  }

  // MARK: Difference

  private static let entries: [SafetensorsBuilder.Entry] = [
    .init("a", "F32", [2, 3], 0, 24), .init("b", "BF16", [2], 24, 28),
  ]

  private static func differing(
    _ change: (inout [SafetensorsBuilder.Entry]) -> Void
  ) throws -> String? {
    var other = entries
    change(&other)
    // Both headers are padded to one length, so that only what is changed differs.
    let first = try table(
      of: SafetensorsBuilder(entries, alignment: 512).bytes, chunkByteCount: 64)
    let second = try table(
      of: SafetensorsBuilder(other, alignment: 512).bytes, chunkByteCount: 32)
    return first.difference(from: second)
  }

  @Test("two tables of one layout do not differ, whatever their digests and chunks")
  func noDifference() throws {
    #expect(try Self.differing { _ in } == nil)
  }

  @Test("where two tables first differ is said")
  func differences() throws {
    let a = "tensor 'a' F32 [2, 3] of 24 bytes at 520"
    let b = "tensor 'b' BF16 [2] of 4 bytes at 544"
    #expect(
      try Self.differing { $0[0].name = "c" }
        == "it claims \(a), the file has tensor 'c' F32 [2, 3] of 24 bytes at 520")
    #expect(
      try Self.differing { $0[0].dtype = "I32" }
        == "it claims \(a), the file has tensor 'a' I32 [2, 3] of 24 bytes at 520")
    #expect(
      try Self.differing { $0[0].shape = [3, 2] }
        == "it claims \(a), the file has tensor 'a' F32 [3, 2] of 24 bytes at 520")
    #expect(
      try Self.differing { $0[1].shape = [1, 2] }
        == "it claims \(b), the file has tensor 'b' BF16 [1, 2] of 4 bytes at 544")
    #expect(
      try Self.differing {
        $0[0] = .init("a", "F32", [5], 0, 20)
        $0[1] = .init("b", "BF16", [4], 20, 28)
      } == "it claims \(a), the file has tensor 'a' F32 [5] of 20 bytes at 520")
    #expect(
      try Self.differing { $0.removeLast() } == "it claims 3 segments, the file has 2")
    #expect(
      try Self.differing { $0.append(.init("c", "U8", [1], 28, 29)) }
        == "it claims 3 segments, the file has 4")
  }

  @Test("headers of different length differ in the header")
  func headerDifference() throws {
    let first = try Self.table(
      of: SafetensorsBuilder(Self.entries, alignment: 512).bytes, chunkByteCount: 64)
    let second = try Self.table(
      of: SafetensorsBuilder(Self.entries, alignment: 1024).bytes, chunkByteCount: 64)
    #expect(
      first.difference(from: second)
        == "it claims a header of 520 bytes, the file has a header of 1032 bytes")
  }
}

extension SegmentTable {
  /// How many chunks a segment has by its length.
  fileprivate func chunkCount(of segment: Int) -> Int {
    (0..<unitCount).count { self.segment(ofUnit: $0) == segment && chunk(ofUnit: $0) != nil }
  }
}
