// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography

/// Something whose speed is measured, over memory of its own.
package protocol MeasuredWork: AnyObject {
  /// Bytes that one run passes over.
  var byteCount: Int { get }

  /// Does it once.
  ///
  /// - Returns: whether the result is what it must be.
  func run() -> Bool
}

/// SHA-256 of one message by libcrypto, and statistics of its elements if they are wanted.
///
/// The message comes in pieces, as the engine gives them to libcrypto.
final class LibcryptoWork: MeasuredWork {
  private let bytes: GeneratedBytes
  private let kind: StatisticsKind?
  private let kernels: StatisticsKernels
  private let passCount: Int
  private let expected: Digest
  private let expectedStatistics: TensorStatistics?

  var byteCount: Int { passCount * bytes.pieceCount * bytes.pieceByteCount }

  init(
    _ kernels: KernelSelection, statistics kind: StatisticsKind?, seed: UInt64, passCount: Int,
    pageOffset: Int = 0
  ) {
    self.kind = kind
    self.kernels = kernels.statistics
    bytes = GeneratedBytes(
      pieceCount: WorkSize.libcryptoPieceCount,
      pieceByteCount: WorkSize.pieceByteCount(forStreams: 1), seed: seed, pageOffset: pageOffset)
    self.passCount = passCount
    (expected, expectedStatistics) = Self.results(bytes, passCount, kind, .portable)
  }

  private static func results(
    _ bytes: GeneratedBytes, _ passCount: Int, _ kind: StatisticsKind?, _ kernels: StatisticsKernels
  ) -> (Digest, TensorStatistics?) {
    var context = DigestContext(.sha256)
    let statistics = kind.map { StatisticsAccumulator($0, kernels: kernels) }
    for _ in 0..<passCount {
      for index in 0..<bytes.pieceCount {
        let piece = unsafe bytes.piece(index)
        unsafe context.update(piece.bytes)
        unsafe statistics?.add(piece)
      }
    }
    return (context.finalize(), statistics?.finish())
  }

  func run() -> Bool {
    let (digest, statistics) = Self.results(bytes, passCount, kind, kernels)
    return digest == expected && statistics == expectedStatistics
  }
}

/// SHA-256 of several messages at a time by our own kernels, and statistics of their elements if
/// they are wanted.
///
/// The states of all messages are held against libcrypto's digests after each pass.
final class StreamWork: MeasuredWork {
  private let bytes: GeneratedBytes
  private let hasher: StreamHasher
  private let kind: StatisticsKind?
  private let kernels: StatisticsKernels
  private let passCount: Int
  private let expected: [SIMD8<UInt32>]
  private let expectedStatistics: [TensorStatistics]
  private var jobs: [StreamJob] = []

  var byteCount: Int { passCount * bytes.pieceCount * bytes.pieceByteCount }

  init(
    _ kernels: KernelSelection, streamCount: Int, statistics kind: StatisticsKind?, seed: UInt64,
    passCount: Int, pageOffset: Int = 0
  ) {
    self.kind = kind
    self.kernels = kernels.statistics
    hasher = StreamHasher(kernels)
    let bytes = GeneratedBytes(
      pieceCount: streamCount, pieceByteCount: WorkSize.pieceByteCount(forStreams: streamCount),
      seed: seed, pageOffset: pageOffset)
    self.bytes = bytes
    let passCount = kind == nil ? 1 : passCount
    self.passCount = passCount
    expected = (0..<streamCount).map { index in
      let digest = unsafe Digest(of: bytes.piece(index).bytes, .sha256)
      return SIMD8(digest.words)
    }
    expectedStatistics = (0..<streamCount).compactMap { index in
      guard let kind else { return nil }
      let statistics = StatisticsAccumulator(kind)
      for _ in 0..<passCount { unsafe statistics.add(bytes.piece(index)) }
      return statistics.finish()
    }
  }

  func run() -> Bool {
    let statistics = expectedStatistics.compactMap { _ in
      kind.map { StatisticsAccumulator($0, kernels: kernels) }
    }
    for _ in 0..<passCount {
      jobs.removeAll(keepingCapacity: true)
      for index in 0..<bytes.pieceCount { jobs.append(bytes.job(index)) }
      hasher.compress(&jobs) { _, _ in nil }
      for index in expected.indices where jobs[index].state.words != expected[index] {
        return false
      }
      for index in statistics.indices { unsafe statistics[index].add(bytes.piece(index)) }
    }
    for index in statistics.indices where statistics[index].finish() != expectedStatistics[index] {
      return false
    }
    return true
  }
}

/// Statistics of one tensor, which comes in pieces of 32 KiB.
final class StatisticsWork: MeasuredWork {
  private let bytes: GeneratedBytes
  private let kind: StatisticsKind
  private let kernels: StatisticsKernels
  private let passCount: Int
  private let expected: TensorStatistics

  var byteCount: Int { passCount * bytes.pieceCount * bytes.pieceByteCount }

  init(
    _ kernels: KernelSelection, _ kind: StatisticsKind, seed: UInt64, passCount: Int,
    pageOffset: Int = 0
  ) {
    self.kind = kind
    self.passCount = passCount
    self.kernels = kernels.statistics
    bytes = GeneratedBytes(
      pieceCount: WorkSize.statisticsPieceCount, pieceByteCount: StreamHasher.smallestSlabByteCount,
      seed: seed, pageOffset: pageOffset)
    expected = Self.statistics(of: bytes, passCount, kind, .portable)
  }

  private static func statistics(
    of bytes: GeneratedBytes, _ passCount: Int, _ kind: StatisticsKind,
    _ kernels: StatisticsKernels
  ) -> TensorStatistics {
    let statistics = StatisticsAccumulator(kind, kernels: kernels)
    for _ in 0..<passCount {
      for index in 0..<bytes.pieceCount { unsafe statistics.add(bytes.piece(index)) }
    }
    return statistics.finish()
  }

  func run() -> Bool {
    Self.statistics(of: bytes, passCount, kind, kernels) == expected
  }
}

extension Digest {
  /// The eight words of a SHA-256.
  fileprivate var words: [UInt32] {
    stride(from: 0, to: 32, by: 4).map { start in
      bytes[start..<(start + 4)].reduce(0) { $0 << 8 | UInt32($1) }
    }
  }
}
