// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Benchmark
internal import GeneratedInputs
internal import SystemPackage
@_spi(Benchmarks) internal import WeightCheck

/// The engine on all cores over a file of 256 MiB in the page cache, cut into ranges.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = Benchmark.ordinaryConfiguration

  for wantsStatistics in [false, true] {
    for count in [1, 4, 64, 100_000] {
      let what = wantsStatistics ? "digests and statistics" : "digests"
      var engine: EngineBenchmark?
      Benchmark("\(what), ranges: \(count)") { benchmark in
        guard let engine else { return benchmark.error("the file cannot be written or read") }
        await benchmark.measure(byteCount: engine.byteCount) { await engine.run() }
      } setup: {
        let file = try ScratchFile(
          repeating: WeightFiles.elements(byteCount: 1 << 20, seed: 3), count: 256)
        engine = try EngineBenchmark(
          path: file.path, rangeCount: count, wantsStatistics: wantsStatistics)
      } teardown: {
        engine = nil
      }
    }
  }
}
