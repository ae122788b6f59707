// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Benchmark
internal import Foundation
internal import GeneratedInputs
@_spi(Benchmarks) internal import Provenance
internal import SystemPackage
internal import WeightCheck
@_spi(Benchmarks) internal import WeightFormats

/// The readers of what comes from outside, over documents of a thousand and of 100,000 entries.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = Benchmark.ordinaryConfiguration
  var random = SeededRandom(seed: 2)

  for count in [1000, 100_000] {
    let (offset, other) = (random.pageOffset(), random.pageOffset())
    add("safetensors header, tensors: \(count)", { WeightFiles.safetensors(tensorCount: count) }) {
      document in
      let reader = ParsingBenchmark(document, name: "model.safetensors", pageOffset: offset)
      return { reader.tensorCount() == count }
    }
    add("gguf header, tensors: \(count)", { WeightFiles.gguf(tensorCount: count) }) { document in
      let reader = ParsingBenchmark(document, name: "model.gguf", pageOffset: other)
      return { reader.tensorCount() == count }
    }
    add("shard index, tensors: \(count)", { Documents.shardIndex(tensorCount: count) }) {
      document in { ParsingBenchmark.tensorCount(ofIndex: document) == count }
    }
    add("weight manifest, tensors: \(count)", { await weightManifest(tensorCount: count) }) {
      document in { ManifestBenchmark.claimCount(of: document, name: "weights.intoto.json") == 1 }
    }
    add("checksum file, lines: \(count)", { Documents.checksums(fileCount: count) }) {
      document in { ManifestBenchmark.claimCount(of: document, name: "SHA256SUMS") == count }
    }
  }
}

/// Adds a benchmark of a reader, whose document is made when its turn comes.
///
/// - Parameter prepare: gives what reads the document once, and tells whether it read what is there.
private func add(
  _ name: String, _ make: @escaping @Sendable () async -> [UInt8],
  _ prepare: @escaping @Sendable ([UInt8]) -> () -> Bool
) {
  var (read, byteCount): ((() -> Bool)?, Int) = (nil, 0)
  Benchmark(name) { benchmark in
    guard let read, read() else { return benchmark.error("the document is not read as it should") }
    var isRight = true
    benchmark.measure(byteCount: byteCount) { isRight = read() }
    Benchmark.blackHole(isRight)
  } setup: {
    let document = await make()
    byteCount = document.count
    read = prepare(document)
  } teardown: {
    read = nil
  }
}

/// What `attest` writes about a weight file; nothing if it refuses to.
private func weightManifest(tensorCount: Int) async -> [UInt8] {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("weightcheck-benchmark-\(UInt64.random(in: .min ... .max))")
  defer { try? FileManager.default.removeItem(at: folder) }
  do {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    let file = folder.appendingPathComponent("model.safetensors")
    try Data(WeightFiles.safetensors(tensorCount: tensorCount)).write(to: file)
    let request = AttestationRequest(path: FilePath(file.path), generator: ("benchmark", "1"))
    return try await attest(request).documents.first?.bytes ?? []
  } catch {
    return []
  }
}
