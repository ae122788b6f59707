// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Benchmark
@_spi(Benchmarks) internal import Digests
internal import GeneratedInputs

/// SHA-256 by each backend and number of streams, and statistics of each type of element, in memory.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = Benchmark.ordinaryConfiguration
  var random = SeededRandom(seed: 1)

  for backend in KernelBackend.allCases where backend.isAvailable {
    let streamCounts: [Int] =
      switch backend {
      case .openssl: [1]
      case .shani: [1, 2, 3, 4]
      case .avx2: [1, 4, 8, 12, 16]
      case .avx512: [1, 4, 8, 12, 16, 24, 32]
      }
    for count in streamCounts {
      let offset = random.pageOffset()
      add("sha256 \(backend.rawValue), streams: \(count)") {
        KernelBenchmark(sha256: backend, streamCount: count, pageOffset: offset)
      }
    }
  }
  for backend in [KernelBackend.openssl, .avx2, .avx512] where backend.isAvailable {
    let name = backend == .openssl ? "portable" : backend.rawValue
    for type in KernelBenchmark.elementTypes {
      let offset = random.pageOffset()
      add("statistics \(name), \(type)") {
        KernelBenchmark(statisticsOf: type, with: backend, pageOffset: offset)
      }
    }
  }
}

/// The memory of a benchmark is made when its turn comes, and goes with it.
private func add(_ name: String, _ make: @escaping @Sendable () -> KernelBenchmark?) {
  var work: KernelBenchmark?
  Benchmark(name) { benchmark in
    guard let work else { return benchmark.error("this processor lacks the backend") }
    benchmark.measure(byteCount: work.byteCount) { work.run() }
  } setup: {
    work = make()
  } teardown: {
    work = nil
  }
}
