// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightFormats

@Suite("segments and tables")
struct WeightFileTests {
  @Test("the segments of a file are its header and its tensors")
  func segments() throws {
    let file = try WeightFile.parse(SafetensorsBuilder.tiny.bytes).file
    #expect(file.segments.map(\.kind) == [.header, .tensor(0), .tensor(1)])
    #expect(file.segments.map(\.byteRange) == [0..<160, 160..<184, 184..<188])
  }

  @Test("an empty tensor is an empty segment")
  func emptySegment() throws {
    let builder = SafetensorsBuilder([.init("a", "U8", [0], 0, 0), .init("b", "U8", [1], 0, 1)])
    let file = try WeightFile.parse(builder.bytes).file
    let start = file.headerByteCount
    #expect(file.segments.map(\.kind) == [.header, .tensor(0), .tensor(1)])
    #expect(
      file.segments.map(\.byteRange) == [0..<start, start..<start, start..<(start + 1)])
  }

  @Test("a file without tensors is its header")
  func headerOnly() throws {
    let file = try WeightFile.parse(SafetensorsBuilder(header: "{}").bytes).file
    #expect(file.segments.map(\.byteRange) == [0..<10])
  }

  @Test("without its tables a file keeps its sizes and findings")
  func withoutTables() throws {
    let builder = SafetensorsBuilder([.init("a", "?", [1], 0, 1)], metadata: [("k", "v")])
    let file = try WeightFile.parse(builder.bytes).file
    let small = file.withoutTables
    #expect(small.tensors.isEmpty)
    #expect(small.metadata.isEmpty)
    #expect(small.format == file.format)
    #expect(small.byteCount == file.byteCount)
    #expect(small.headerByteCount == file.headerByteCount)
    #expect(small.findings == file.findings)
    #expect(small.findings.count == 1)
  }

  @Test("the table is a collection in the order of the data")
  func table() throws {
    let table = try WeightFile.parse(SafetensorsBuilder.tiny.bytes).file.tensors
    #expect(table.startIndex == 0)
    #expect(table.endIndex == 2)
    #expect(table.count == 2)
    #expect(table.byteRange(at: 1) == table[1].byteRange)
    #expect(table.last?.name == "bias")
    #expect(table.reversed().map(\.name) == ["bias", "weight"])
  }

  @Test(
    "parameters are counted while their number fits 64 bits",
    arguments: [
      ([[2, 3], [4]], 10), ([[]], 1), ([[0], [7]], 7), ([[.max]], .max), ([[.max], [0]], .max),
      ([[.max], [1]], nil), ([[1 << 63], [1 << 63]], nil), ([[.max, 2]], nil),
    ] as [([[UInt64]], UInt64?)])
  func parameterCount(shapes: [[UInt64]], count: UInt64?) throws {
    // An unknown type lets any shape stand.
    let entries = shapes.enumerated().map { index, shape in
      SafetensorsBuilder.Entry("t\(index)", "?", shape, UInt64(index), UInt64(index) + 1)
    }
    #expect(try WeightFile.parse(SafetensorsBuilder(entries).bytes).file.parameterCount == count)
  }
}
