// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Digests
internal import TestSupport
internal import Testing

// One at a time: hundreds of open files at once are too many for Foundation to start programs.
@Suite("Digests of ranges of files", .serialized)
struct DigestEngineTests {
  @Test(
    "a whole file and ranges that overlap in every way have the digests of their bytes",
    arguments: [1, 2, 5])
  func overlapping(threadCount: Int) async throws {
    let bytes = Self.content(byteCount: 10_007)
    let file = try ScratchFile(bytes)
    let ranges: [Range<UInt64>] = [
      0..<10_007, 0..<1, 10_006..<10_007, 0..<5_000, 5_000..<10_007, 100..<200, 100..<200,
      150..<9_000, 4_999..<5_001, 0..<10_006,
    ]
    let requests = ranges.flatMap { range in
      DigestAlgorithm.allCases.map { DigestRequest(source: 0, range: range, algorithm: $0) }
    }
    let progress = DigestProgress()
    let results = await DigestEngine(threadCount: threadCount).run(
      requests, over: [DigestSource(try file.map())], progress: progress,
      cancellation: Cancellation())
    #expect(results == Self.oracle(requests, [bytes]))
    #expect(progress.byteCount == bytes.count)
  }

  @Test(
    "random ranges of several files give the digests of their bytes, and each byte counts once",
    arguments: 0..<40)
  func random(seed: Int) async throws {
    var random = SplitMix64(seed: seed)
    let contents = (0..<3).map { _ in random.bytes(Int.random(in: 0...3_000, using: &random)) }
    let files = try contents.map { try ScratchFile($0) }
    let requests = (0..<Int.random(in: 1...60, using: &random)).map { _ in
      let source = Int.random(in: 0..<3, using: &random)
      let ends = (0..<2).map { _ in
        UInt64.random(in: 0...UInt64(contents[source].count), using: &random)
      }
      return DigestRequest(
        source: source, range: min(ends[0], ends[1])..<max(ends[0], ends[1]),
        algorithm: DigestAlgorithm.allCases.randomElement(using: &random) ?? .sha256)
    }
    let progress = DigestProgress()
    let results = await DigestEngine(threadCount: 1 + seed % 3).run(
      requests, over: try files.map { DigestSource(try $0.map()) }, progress: progress,
      cancellation: Cancellation())
    #expect(results == Self.oracle(requests, contents))

    let wanted = Set(
      requests.flatMap { request in request.range.map { UInt64(request.source) << 32 | $0 } })
    #expect(progress.byteCount == wanted.count)
  }

  @Test("ranges on both sides of a block's end have the digests of their bytes")
  func blocks() async throws {
    // Blocks have 1 MiB; the file has three and a bit.
    let (block, byteCount) = (1 << 20, 3 << 20 | 77)
    var bytes = [UInt8](repeating: 0, count: byteCount)
    for mark in [0, block - 1, block, block + 1, 2 * block, byteCount - 1] {
      bytes[mark] = UInt8(truncatingIfNeeded: mark % 251 + 1)
    }
    let file = try ScratchFile(bytes)
    let edges = [0, 1, block - 1, block, block + 1, 2 * block, 3 * block, byteCount]
    let requests = edges.flatMap { lower in
      edges.filter { $0 >= lower }.map {
        DigestRequest(source: 0, range: UInt64(lower)..<UInt64($0), algorithm: .sha256)
      }
    }
    let progress = DigestProgress()
    let results = await DigestEngine(threadCount: 2).run(
      requests, over: [DigestSource(try file.map())], progress: progress,
      cancellation: Cancellation())
    #expect(results == Self.oracle(requests, [bytes]))
    #expect(progress.byteCount == byteCount)
  }

  @Test("a private header is hashed in place of the map's bytes", arguments: [1, 2])
  func privateHeader(threadCount: Int) async throws {
    let bytes = Self.content(byteCount: 5_000)
    let file = try ScratchFile(bytes)
    // As if the file had other bytes there when the header was parsed.
    let header = [UInt8](repeating: 0xAB, count: 1_000)
    let believed = header + bytes[1_000...]
    let ranges: [Range<UInt64>] = [
      0..<5_000, 0..<1_000, 1_000..<5_000, 999..<1_001, 0..<1, 999..<1_000, 1_000..<1_001,
      500..<3_000, 1_000..<1_000, 0..<0,
    ]
    let requests = ranges.map { DigestRequest(source: 0, range: $0, algorithm: .sha256) }
    let results = await DigestEngine(threadCount: threadCount).run(
      requests, over: [DigestSource(try file.map(), header: header)], progress: DigestProgress(),
      cancellation: Cancellation())
    #expect(results == Self.oracle(requests, [believed]))
    #expect(results.first != Self.oracle(requests, [bytes]).first)
  }

  @Test("a private header that is the whole file is hashed alone")
  func headerOnly() async throws {
    let file = try ScratchFile(Self.content(byteCount: 640))
    let header = [UInt8](repeating: 1, count: 640)
    let requests = [DigestRequest(source: 0, range: 0..<640, algorithm: .sha512)]
    let results = await DigestEngine(threadCount: 1).run(
      requests, over: [DigestSource(try file.map(), header: header)], progress: DigestProgress(),
      cancellation: Cancellation())
    #expect(results == Self.oracle(requests, [header]))
  }

  @Test("the answers do not depend on the number of threads")
  func threadCounts() async throws {
    let contents = [9_000, 1, 0, 70_000].map { Self.content(byteCount: $0) }
    let files = try contents.map { try ScratchFile($0) }
    var requests: [DigestRequest] = []
    for (source, content) in contents.enumerated() {
      for step in [7_000, 1_000, 333] {
        for start in stride(from: 0, through: content.count, by: step) {
          requests.append(
            DigestRequest(
              source: source,
              range: UInt64(start)..<UInt64(min(start + step, content.count)),
              algorithm: .sha256))
        }
      }
    }
    requests.reverse()
    let expected = Self.oracle(requests, contents)
    for threadCount in [1, 2, 5] {
      let results = await DigestEngine(threadCount: threadCount).run(
        requests, over: try files.map { DigestSource(try $0.map()) }, progress: DigestProgress(),
        cancellation: Cancellation())
      #expect(results == expected, "\(threadCount) threads")
    }
  }

  @Test("an engine can run again")
  func secondRun() async throws {
    let bytes = Self.content(byteCount: 100)
    let file = try ScratchFile(bytes)
    let engine = DigestEngine(threadCount: 2)
    let requests = [DigestRequest(source: 0, range: 0..<100, algorithm: .sha256)]
    for _ in 0..<3 {
      let results = await engine.run(
        requests, over: [DigestSource(try file.map())], progress: DigestProgress(),
        cancellation: Cancellation())
      #expect(results == Self.oracle(requests, [bytes]))
    }
  }

  @Test("an empty range has the digest of nothing, wherever it lies")
  func emptyRanges() async throws {
    let file = try ScratchFile(Self.content(byteCount: 10))
    let ranges: [Range<UInt64>] = [0..<0, 5..<5, 10..<10, 0..<10, 5..<5]
    let requests = ranges.map { DigestRequest(source: 0, range: $0, algorithm: .sha256) }
    let progress = DigestProgress()
    let results = await DigestEngine(threadCount: 2).run(
      requests, over: [DigestSource(try file.map())], progress: progress,
      cancellation: Cancellation())
    let nothing = Self.digest([], .sha256)
    #expect(try results[0].get() == nothing)
    #expect(try results[1].get() == nothing)
    #expect(try results[2].get() == nothing)
    #expect(try results[4].get() == nothing)
    #expect(progress.byteCount == 10)
  }

  @Test("an empty file has the digest of nothing")
  func emptyFile() async throws {
    let file = try ScratchFile()
    let requests = [DigestRequest(source: 0, range: 0..<0, algorithm: .sha384)]
    let results = await DigestEngine(threadCount: 2).run(
      requests, over: [DigestSource(try file.map())], progress: DigestProgress(),
      cancellation: Cancellation())
    #expect(results == Self.oracle(requests, [[]]))
  }

  @Test("no request has no answer")
  func noRequest() async throws {
    let file = try ScratchFile(Self.content(byteCount: 10))
    let progress = DigestProgress()
    let results = await DigestEngine(threadCount: 2).run(
      [], over: [DigestSource(try file.map())], progress: progress, cancellation: Cancellation())
    #expect(results.isEmpty)
    #expect(progress.byteCount == 0)
  }

  @Test("ranges beyond 4 GiB of a sparse file are found")
  func beyond4GiB() async throws {
    let file = try ScratchFile()
    try file.resize(to: 5 << 30)
    let (seam, end) = (1 << 32, 5 << 30)
    let marks = Self.content(byteCount: 200)
    try file.write(marks, at: seam - 100)
    try file.write(marks, at: end - 200)
    let requests = [
      DigestRequest(source: 0, range: UInt64(seam - 100)..<UInt64(seam + 100), algorithm: .sha256),
      DigestRequest(source: 0, range: UInt64(end - 200)..<UInt64(end), algorithm: .sha256),
      DigestRequest(source: 0, range: UInt64(seam)..<UInt64(seam + 100), algorithm: .sha512),
      // Where the others would be if positions were cut to 32 bits.
      DigestRequest(source: 0, range: 0..<100, algorithm: .sha512),
    ]
    let progress = DigestProgress()
    let results = await DigestEngine(threadCount: 2).run(
      requests, over: [DigestSource(try file.map())], progress: progress,
      cancellation: Cancellation())
    #expect(try results[0].get() == Self.digest(marks, .sha256))
    #expect(try results[1].get() == Self.digest(marks, .sha256))
    #expect(try results[2].get() == Self.digest(Array(marks[100...]), .sha512))
    #expect(try results[3].get() == Self.digest([UInt8](repeating: 0, count: 100), .sha512))
    #expect(progress.byteCount == 500)
  }

  @Test("a range that reaches past the end of its file is a caller's mistake")
  func pastTheEnd() async {
    await #expect(processExitsWith: .failure) {
      let file = try ScratchFile([1, 2, 3])
      _ = await DigestEngine(threadCount: 1).run(
        [DigestRequest(source: 0, range: 2..<4, algorithm: .sha256)],
        over: [DigestSource(try file.map())], progress: DigestProgress(),
        cancellation: Cancellation())
    }
  }

  static func content(byteCount: Int) -> [UInt8] {
    var random = SplitMix64(seed: byteCount)
    return random.bytes(byteCount)
  }

  static func digest(_ bytes: [UInt8], _ algorithm: DigestAlgorithm) -> Digest {
    unsafe Digest(of: bytes.span.bytes, algorithm)
  }

  /// The slow, obvious way: one digest after the other, each over a copy of its bytes.
  static func oracle(
    _ requests: [DigestRequest], _ contents: [[UInt8]]
  ) -> [Result<Digest, DigestFailure>] {
    requests.map { request in
      let range = Int(request.range.lowerBound)..<Int(request.range.upperBound)
      return .success(digest(Array(contents[request.source][range]), request.algorithm ?? .sha256))
    }
  }
}
