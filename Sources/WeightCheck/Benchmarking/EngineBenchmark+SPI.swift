// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Digests
public import SystemPackage
public import UntrustedInput

/// The engine over ranges of one file; for the Benchmarks package only.
@_spi(Benchmarks)
public final class EngineBenchmark: Sendable {
  private let engine: DigestEngine
  private let source: DigestSource
  private let requests: [DigestRequest]

  /// Bytes that one run reads.
  public let byteCount: Int

  /// Cuts the file at `path` into `rangeCount` ranges of the same, even length.
  ///
  /// - Parameters:
  ///   - wantsStatistics: whether statistics of BF16 elements are computed too.
  ///   - threadCount: nil for as many as the process may keep busy.
  public init(
    path: FilePath, rangeCount: Int, wantsStatistics: Bool, threadCount: Int? = nil
  ) throws(FileAccessError) {
    engine = DigestEngine(threadCount: max(1, threadCount ?? ProcessorCount.available))
    source = DigestSource(SharedMappedFile(try MappedFile(OpenFile(path: path))))
    let length = source.byteCount / max(1, rangeCount) / 2 * 2
    let statistics = wantsStatistics ? StatisticsRequest(.bfloat16) : nil
    requests = (0..<rangeCount).map { index in
      DigestRequest(
        source: 0, range: UInt64(index * length)..<UInt64((index + 1) * length),
        algorithm: .sha256, statistics: statistics)
    }
    byteCount = length * rangeCount
  }

  /// Computes all digests; traps if there is one that cannot be computed.
  public func run() async {
    let results = await engine.results(
      of: requests, over: [source], progress: DigestProgress(), cancellation: Cancellation())
    for result in results.digests {
      guard case .success = result else { preconditionFailure("a range has no digest") }
    }
  }
}
