// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import Benchmark

extension Benchmark {
  /// 10^6 bytes per second; what all benchmarks here report beside the time.
  public static var throughputMetric: BenchmarkMetric {
    .custom("MB/s", polarity: .prefersLarger, useScalingFactor: false)
  }

  /// What all benchmarks here measure, and how long.
  public static var ordinaryConfiguration: Configuration {
    Configuration(
      metrics: [.wallClock, throughputMetric], units: [throughputMetric: .count],
      warmupIterations: 2, maxDuration: .seconds(1),
      maxIterations: 1_000_000)
  }

  /// Measures `body`, which passes over `byteCount` bytes.
  public func measure(byteCount: Int, _ body: () -> Void) {
    startMeasurement()
    let start = ContinuousClock.now
    body()
    let end = ContinuousClock.now
    stopMeasurement()
    report(byteCount, end - start)
  }

  /// Measures `body`, which passes over `byteCount` bytes.
  public func measure(
    byteCount: Int, isolation: isolated (any Actor)? = #isolation, _ body: () async -> Void
  ) async {
    startMeasurement()
    let start = ContinuousClock.now
    await body()
    let end = ContinuousClock.now
    stopMeasurement()
    report(byteCount, end - start)
  }

  private func report(_ byteCount: Int, _ duration: Duration) {
    let microseconds = duration / .microseconds(1)
    if microseconds > 0 {
      measurement(Self.throughputMetric, Int((Double(byteCount) / microseconds).rounded()))
    }
  }
}
