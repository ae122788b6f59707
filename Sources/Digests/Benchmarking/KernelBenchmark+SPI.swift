// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// SHA-256, statistics, or both, over generated memory; for the Benchmarks package only.
///
/// What it measures is what `bench` measures; only the numbers of streams and the types of elements
/// are free here.
@_spi(Benchmarks)
public final class KernelBenchmark {
  private let work: any MeasuredWork

  private static let passCount = WorkSize.passCount(in: .seconds(1))

  /// The types of elements that there are statistics of.
  public static let elementTypes = StatisticsKind.allCases.map { "\($0)" }

  /// Bytes that one run passes over.
  public var byteCount: Int { work.byteCount }

  /// SHA-256 of `streamCount` messages at a time, and statistics of their elements if a type is
  /// given; nil where the processor lacks the backend.
  ///
  /// - Parameter pageOffset: where in a page the first message begins.
  public init?(
    sha256 backend: KernelBackend, streamCount: Int, statisticsOf elementType: String? = nil,
    pageOffset: Int
  ) {
    guard let kernels = KernelSelection(only: backend) else { return nil }
    let kind = elementType.flatMap(StatisticsKind.init(name:))
    work =
      backend == .openssl
      ? LibcryptoWork(
        kernels, statistics: kind, seed: 1, passCount: Self.passCount, pageOffset: pageOffset)
      : StreamWork(
        kernels, streamCount: streamCount, statistics: kind, seed: 1,
        passCount: Self.passCount, pageOffset: pageOffset)
  }

  /// Statistics of elements of a type; nil where there is no such type, or the processor lacks the
  /// backend.
  ///
  /// - Parameter pageOffset: where in a page the first element begins.
  public init?(statisticsOf elementType: String, with backend: KernelBackend, pageOffset: Int) {
    guard let kernels = KernelSelection(only: backend), let kind = StatisticsKind(name: elementType)
    else { return nil }
    work = StatisticsWork(
      kernels, kind, seed: 1, passCount: Self.passCount, pageOffset: pageOffset)
  }

  /// Does it once; traps if the result is wrong.
  public func run() {
    precondition(work.run(), "a kernel gave a wrong result")
  }
}

extension StatisticsKind {
  fileprivate init?(name: String) {
    guard let kind = Self.allCases.first(where: { "\($0)" == name }) else { return nil }
    self = kind
  }
}
