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
    hasLanes16 = kernels.hasLanes
    hasLanes32 = kernels.hasLanes32
  }

  /// The most streams that a thread has at a time.
  var maximumStreamCount: Int {
    if hasLanes32 { 32 } else if hasLanes16 { 16 } else { Self.shaniStreamCount }
  }

  /// The most streams that SHA-NI interleaves: for a fourth, sixteen registers are too few.
  static let shaniStreamCount = KernelBackend.avx512.isAvailable ? 4 : 3

  /// Fewer streams than this are faster a few at a time than in lanes that stay empty.
  var minimumLaneCount: Int { hasSHANI ? 12 : 1 }

  /// Nanoseconds for 64 bytes of each of `count` streams, with reading.
  ///
  /// Measured on one core of an AMD EPYC of family 26; only the ratios matter.
  private func cost(of count: Int) -> Double {
    let reading = 3.8 * Double(count)
    if hasSHANI && count < minimumLaneCount {
      return [33, 43, 56, 72][min(count, Self.shaniStreamCount) - 1] + reading
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
  ///   - isCommon: whether each thread can have two ranges of such a length. Those are hashed fast
  ///     also when nothing else is left, so they may take longer than all the rest.
  func streamCount(
    available count: Int, longest: Int, remaining: Int, threadCount: Int, isCommon: Bool
  ) -> Int {
    guard count > 1 else { return count }
    let numbers = candidates(upTo: count)
    let best = numbers.map(rate).max() ?? 1
    let timeForAll = Double(remaining) / (Double(threadCount) * best)
    // Ranges of much the same length all count as fitting, though one of them is the longest.
    let slack = isCommon ? 2 : 1.25
    let fitting = numbers.filter { Double(longest) * cost(of: $0) <= slack * timeForAll }
    return fitting.max { rate(of: $0) < rate(of: $1) } ?? 1
  }
}
