// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Memory that holds the numbers 0, 1, 2, … in words of 64 bits.
///
/// SAFETY. The memory is allocated and filled in `init`, only read afterwards, by any thread, and
/// freed in `deinit`.
@safe
final class CountedWords: @unchecked Sendable {
  let count: Int
  private let words: UnsafeMutablePointer<UInt64>

  init(byteCount: Int) {
    count = byteCount / 8
    unsafe words = .allocate(capacity: count)
    for index in 0..<count { unsafe (words + index).initialize(to: UInt64(index)) }
  }

  deinit { unsafe words.deallocate() }

  /// The sum of the words of `range`, whose length must be a multiple of 16.
  ///
  /// Two sums of eight words each: more loads are under way then than a core can wait for.
  func sum(of range: Range<Int>) -> UInt64 {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "words that are not there")
    var (first, second) = (SIMD8<UInt64>(), SIMD8<UInt64>())
    var place = unsafe UnsafeRawPointer(words + range.lowerBound)
    let end = unsafe UnsafeRawPointer(words + range.upperBound)
    while unsafe place < end {
      first &+= unsafe place.loadUnaligned(as: SIMD8<UInt64>.self)
      second &+= unsafe (place + 64).loadUnaligned(as: SIMD8<UInt64>.self)
      unsafe place += 128
    }
    return (first &+ second).wrappedSum()
  }
}

/// Reading of memory, a piece at a time, over and over; each thread reads a share of its own.
final class MemoryWork: MeasuredWork {
  private let words: CountedWords
  private let share: Range<Int>
  private let pieceCount: Int
  private var next: Int

  var byteCount: Int { pieceCount * 8 }

  private static let largestPieceCount = 1 << 19

  /// - Parameters:
  ///   - thread: which of `threadCount` shares is read.
  init(_ words: CountedWords, thread: Int, threadCount: Int) {
    self.words = words
    let length = words.count / threadCount
    share = (thread * length)..<((thread + 1) * length)
    pieceCount = min(Self.largestPieceCount, length) / 16 * 16
    next = share.lowerBound
  }

  func run() -> Bool {
    if next + pieceCount > share.upperBound { next = share.lowerBound }
    let range = next..<(next + pieceCount)
    next += pieceCount
    let (first, last) = (UInt64(range.lowerBound), UInt64(range.upperBound) &- 1)
    return words.sum(of: range) == UInt64(pieceCount) &* (first &+ last) / 2
  }
}
