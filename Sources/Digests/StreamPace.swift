// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// How fast a thread is with a number of streams at a time, and which number is best.
///
/// More streams at a time are faster in all, and each of them is slower. So a thread takes as many
/// as it can, unless the longest of them would then be alone in the end, long after all others.
struct StreamPace {
  private let hasSHANI: Bool
  private let hasLanes16: Bool
  private let hasLanes32: Bool

  init(_ kernels: KernelSelection) {
    hasSHANI = kernels.hasSHANI
    unsafe hasLanes16 = kernels.lanes16 != nil
    unsafe hasLanes32 = kernels.lanes32 != nil
  }

  /// The most streams that a thread has at a time.
  var maximumStreamCount: Int {
    if hasLanes32 { 32 } else if hasLanes16 { 16 } else { Self.shaniStreamCount }
  }

  /// The most streams that SHA-NI interleaves: with a fourth the registers run out.
  static let shaniStreamCount = 3

  /// Fewer streams than this are faster one to three at a time than in lanes that stay empty.
  var minimumLaneCount: Int { hasSHANI ? 12 : 1 }

  /// Nanoseconds for 64 bytes of each of `count` streams, with reading.
  ///
  /// Measured on one core of an AMD EPYC of family 26, `Benchmarks/results`; only the ratios
  /// matter, and they are much the same on other processors.
  private func cost(of count: Int) -> Double {
    let reading = 3.8 * Double(count)
    if hasSHANI && count < minimumLaneCount {
      return [34, 43, 58][min(count, Self.shaniStreamCount) - 1] + reading
    }
    return (hasLanes32 && count > 16 ? 355 : 213) + reading
  }

  /// Streams' worth of bytes per nanosecond with `count` streams, in units of 64 bytes.
  private func rate(of count: Int) -> Double { Double(count) / cost(of: count) }

  /// Numbers of streams that are worth considering where `count` are there.
  private func candidates(upTo count: Int) -> [Int] {
    var numbers = Array(1...min(count, hasSHANI ? Self.shaniStreamCount : 1))
    if hasLanes16 && count >= minimumLaneCount { numbers.append(min(count, 16)) }
    if hasLanes32 && count > 16 { numbers.append(min(count, 32)) }
    return numbers
  }

  /// How many streams a thread should take.
  ///
  /// - Parameters:
  ///   - count: how many it can have.
  ///   - longest: bytes that the longest of them still has.
  ///   - remaining: bytes that all threads still have.
  ///   - threadCount: how many threads share the work.
  func streamCount(
    available count: Int, longest: Int, remaining: Int, threadCount: Int
  ) -> Int {
    guard count > 1 else { return count }
    let numbers = candidates(upTo: count)
    let best = numbers.map(rate).max() ?? 1
    let timeForAll = Double(remaining) / (Double(threadCount) * best)
    // Ranges of much the same length all count as fitting, though one of them is the longest.
    let fitting = numbers.filter { Double(longest) * cost(of: $0) <= 1.25 * timeForAll }
    return fitting.max { rate(of: $0) < rate(of: $1) } ?? 1
  }
}
