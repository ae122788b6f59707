// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

// SHA-256 (FIPS 180-4) of sixteen independent messages at a time, one in each lane of a vector.
//
// The compression function is one long chain of dependent 32-bit operations, so a single message
// has nothing to give to a vector; sixteen messages have. Vector `w[t]` holds word `t` of the
// message schedule of every message. Sixteen blocks of 64 bytes are loaded as rows, their bytes
// swapped and the square of words transposed; what follows are the message schedule and the 64
// rounds of the standard, sixteen at a time.
//
// The schedule stands in memory, not in registers: sixteen words and eight of state would fill the
// 32 registers of AVX-512, and a load costs nothing beside the arithmetic. That leaves room to
// interleave two groups of sixteen messages, round by round, so that one group's operations fill
// the time in which the other's wait for each other.
//
// Nothing here looks at the length of a message. Padding is the caller's business.
//
// The functions are inlined into modules that are compiled for one instruction set each. They use
// no generic type but `SIMD16`, or copies of generic code for the wide instruction set could be
// taken by the linker for everyone's.

public import CProcessor

/// Word `t` of sixteen messages.
@usableFromInline
package typealias LaneWords = SIMD16<UInt32>

/// The same as eight pairs of words.
@usableFromInline
typealias LanePairs = SIMD8<UInt64>

/// The eight working variables of sixteen messages (FIPS 180-4, 6.2.2).
@usableFromInline @frozen
package struct LaneState {
  @usableFromInline var a, b, c, d, e, f, g, h: LaneWords

  @inlinable @inline(__always)
  init(_ words: UnsafePointer<LaneWords>) {
    unsafe (a, b, c, d) = (words[0], words[1], words[2], words[3])
    unsafe (e, f, g, h) = (words[4], words[5], words[6], words[7])
  }

  @inlinable @inline(__always)
  func store(to words: UnsafeMutablePointer<LaneWords>) {
    unsafe (words[0], words[1], words[2], words[3]) = (a, b, c, d)
    unsafe (words[4], words[5], words[6], words[7]) = (e, f, g, h)
  }

  @inlinable @inline(__always)
  mutating func add(_ other: LaneState) {
    (a, b, c, d) = (a &+ other.a, b &+ other.b, c &+ other.c, d &+ other.d)
    (e, f, g, h) = (e &+ other.e, f &+ other.f, g &+ other.g, h &+ other.h)
  }
}

// MARK: Functions of the standard (4.1.2)

@inlinable @inline(__always)
func rotateRight(_ x: LaneWords, _ n: UInt32) -> LaneWords { (x &>> n) | (x &<< (32 - n)) }

@inlinable @inline(__always)
func choose(_ x: LaneWords, _ y: LaneWords, _ z: LaneWords) -> LaneWords { (x & y) | (~x & z) }

@inlinable @inline(__always)
func majority(_ x: LaneWords, _ y: LaneWords, _ z: LaneWords) -> LaneWords {
  (x & y) | (z & (x | y))
}

@inlinable @inline(__always)
func bigSigma0(_ x: LaneWords) -> LaneWords {
  rotateRight(x, 2) ^ rotateRight(x, 13) ^ rotateRight(x, 22)
}

@inlinable @inline(__always)
func bigSigma1(_ x: LaneWords) -> LaneWords {
  rotateRight(x, 6) ^ rotateRight(x, 11) ^ rotateRight(x, 25)
}

@inlinable @inline(__always)
func smallSigma0(_ x: LaneWords) -> LaneWords {
  rotateRight(x, 7) ^ rotateRight(x, 18) ^ (x &>> 3)
}

@inlinable @inline(__always)
func smallSigma1(_ x: LaneWords) -> LaneWords {
  rotateRight(x, 17) ^ rotateRight(x, 19) ^ (x &>> 10)
}

// MARK: Loading

/// Swaps the bytes of every word: messages are big-endian.
@inlinable @inline(__always)
func swapBytes(_ x: LaneWords) -> LaneWords {
  (x &>> 24) | ((x &>> 8) & 0xff00) | ((x &<< 8) & 0xff_0000) | (x &<< 24)
}

/// Bytes ahead of the block that is loaded which the processor is asked to have ready.
///
/// It finds out by itself where a few streams of bytes go on, but not where thirty-two do. Asking
/// took a quarter off the time of messages of 300 kB in memory, and a twentieth off that of long
/// ones; 512 to 4,096 bytes ahead are much the same.
@inlinable @inline(__always)
var prefetchDistance: UInt { 512 }

/// 64 bytes of one message as sixteen words.
@inlinable @inline(__always)
func loadRow(
  _ lanes: UnsafePointer<UnsafeRawPointer>, _ lane: Int, _ offset: Int
) -> LaneWords {
  unsafe wc_prefetch(lanes[lane] + offset, prefetchDistance)
  return unsafe swapBytes((lanes[lane] + offset).loadUnaligned(as: LaneWords.self))
}

@inlinable @inline(__always)
func pairs(_ x: LaneWords) -> LanePairs { unsafe unsafeBitCast(x, to: LanePairs.self) }

@inlinable @inline(__always)
func words(_ x: LanePairs) -> LaneWords { unsafe unsafeBitCast(x, to: LaneWords.self) }

/// The lower halves of two rows of pairs, one pair of `x` and one of `y` in turn.
@inlinable @inline(__always)
func interleaveLow(_ x: LanePairs, _ y: LanePairs) -> LanePairs {
  LanePairs(x[0], y[0], x[1], y[1], x[2], y[2], x[3], y[3])
}

/// The same of the upper halves.
@inlinable @inline(__always)
func interleaveHigh(_ x: LanePairs, _ y: LanePairs) -> LanePairs {
  LanePairs(x[4], y[4], x[5], y[5], x[6], y[6], x[7], y[7])
}

/// Eight rows of eight pairs.
@usableFromInline
typealias PairSquare = (
  LanePairs, LanePairs, LanePairs, LanePairs, LanePairs, LanePairs, LanePairs, LanePairs
)

/// A perfect shuffle of all 64 pairs; three of them transpose the square.
@inlinable @inline(__always)
func shuffle(_ x: PairSquare) -> PairSquare {
  (
    interleaveLow(x.0, x.4), interleaveHigh(x.0, x.4),
    interleaveLow(x.1, x.5), interleaveHigh(x.1, x.5),
    interleaveLow(x.2, x.6), interleaveHigh(x.2, x.6),
    interleaveLow(x.3, x.7), interleaveHigh(x.3, x.7)
  )
}

/// The eight rows of pairs at `w`, transposed.
@inlinable @inline(__always)
func transposed(_ w: UnsafeMutablePointer<LaneWords>) -> PairSquare {
  unsafe shuffle(
    shuffle(
      shuffle(
        (
          pairs(w[0]), pairs(w[1]), pairs(w[2]), pairs(w[3]),
          pairs(w[4]), pairs(w[5]), pairs(w[6]), pairs(w[7])
        ))))
}

/// Loads one block of each of sixteen messages and puts word `t` of all to `w[t]`, 0 ≤ t < 16.
///
/// Words of two neighbouring messages are paired first, by shifts and masks. What is left is two
/// squares of eight pairs by eight, which shuffles of whole rows transpose.
@inlinable @inline(__always)
func loadBlocks(
  _ lanes: UnsafePointer<UnsafeRawPointer>, _ offset: Int, _ w: UnsafeMutablePointer<LaneWords>
) {
  var row = 0
  while row < 8 {
    let even = unsafe pairs(loadRow(lanes, 2 * row, offset))
    let odd = unsafe pairs(loadRow(lanes, 2 * row + 1, offset))
    unsafe w[row] = words((even & 0xffff_ffff) | (odd &<< 32))
    unsafe w[row + 8] = words((even &>> 32) | (odd & 0xffff_ffff_0000_0000))
    row += 1
  }
  let even = unsafe transposed(w)
  let odd = unsafe transposed(w + 8)
  unsafe (w[0], w[1], w[2], w[3]) = (words(even.0), words(odd.0), words(even.1), words(odd.1))
  unsafe (w[4], w[5], w[6], w[7]) = (words(even.2), words(odd.2), words(even.3), words(odd.3))
  unsafe (w[8], w[9], w[10], w[11]) = (words(even.4), words(odd.4), words(even.5), words(odd.5))
  unsafe (w[12], w[13], w[14], w[15]) = (words(even.6), words(odd.6), words(even.7), words(odd.7))
}

// MARK: Rounds

/// Puts word 16 of the message schedule behind the sixteen words at `w` (6.2.2, step 1).
@inlinable @inline(__always)
func extendSchedule(_ w: UnsafeMutablePointer<LaneWords>) {
  unsafe w[16] = w[0] &+ smallSigma0(w[1]) &+ w[9] &+ smallSigma1(w[14])
}

/// Extends the schedule by eight words.
@inlinable @inline(__always)
func extendScheduleBy8(_ w: UnsafeMutablePointer<LaneWords>) {
  unsafe extendSchedule(w)
  unsafe extendSchedule(w + 1)
  unsafe extendSchedule(w + 2)
  unsafe extendSchedule(w + 3)
  unsafe extendSchedule(w + 4)
  unsafe extendSchedule(w + 5)
  unsafe extendSchedule(w + 6)
  unsafe extendSchedule(w + 7)
}

/// One round (6.2.2, step 3) without the renaming of variables: `d` becomes the next `e` and `h`
/// the next `a`, and the caller names them so.
@inlinable @inline(__always)
func round(
  _ a: LaneWords, _ b: LaneWords, _ c: LaneWords, _ d: inout LaneWords,
  _ e: LaneWords, _ f: LaneWords, _ g: LaneWords, _ h: inout LaneWords, _ wk: LaneWords
) {
  let t1 = h &+ bigSigma1(e) &+ choose(e, f, g) &+ wk
  d = d &+ t1
  h = t1 &+ bigSigma0(a) &+ majority(a, b, c)
}

/// Eight rounds of one group, after which every variable has its own name again.
@inlinable @inline(__always)
func eightRounds(
  _ s: inout LaneState, _ w: UnsafePointer<LaneWords>, _ k: UnsafePointer<UInt32>
) {
  unsafe round(s.a, s.b, s.c, &s.d, s.e, s.f, s.g, &s.h, w[0] &+ k[0])
  unsafe round(s.h, s.a, s.b, &s.c, s.d, s.e, s.f, &s.g, w[1] &+ k[1])
  unsafe round(s.g, s.h, s.a, &s.b, s.c, s.d, s.e, &s.f, w[2] &+ k[2])
  unsafe round(s.f, s.g, s.h, &s.a, s.b, s.c, s.d, &s.e, w[3] &+ k[3])
  unsafe round(s.e, s.f, s.g, &s.h, s.a, s.b, s.c, &s.d, w[4] &+ k[4])
  unsafe round(s.d, s.e, s.f, &s.g, s.h, s.a, s.b, &s.c, w[5] &+ k[5])
  unsafe round(s.c, s.d, s.e, &s.f, s.g, s.h, s.a, &s.b, w[6] &+ k[6])
  unsafe round(s.b, s.c, s.d, &s.e, s.f, s.g, s.h, &s.a, w[7] &+ k[7])
}

/// Eight rounds of two groups, one round of each in turn.
@inlinable @inline(__always)
func eightRounds(
  _ s: inout LaneState, _ w: UnsafePointer<LaneWords>,
  _ t: inout LaneState, _ x: UnsafePointer<LaneWords>, _ k: UnsafePointer<UInt32>
) {
  unsafe round(s.a, s.b, s.c, &s.d, s.e, s.f, s.g, &s.h, w[0] &+ k[0])
  unsafe round(t.a, t.b, t.c, &t.d, t.e, t.f, t.g, &t.h, x[0] &+ k[0])
  unsafe round(s.h, s.a, s.b, &s.c, s.d, s.e, s.f, &s.g, w[1] &+ k[1])
  unsafe round(t.h, t.a, t.b, &t.c, t.d, t.e, t.f, &t.g, x[1] &+ k[1])
  unsafe round(s.g, s.h, s.a, &s.b, s.c, s.d, s.e, &s.f, w[2] &+ k[2])
  unsafe round(t.g, t.h, t.a, &t.b, t.c, t.d, t.e, &t.f, x[2] &+ k[2])
  unsafe round(s.f, s.g, s.h, &s.a, s.b, s.c, s.d, &s.e, w[3] &+ k[3])
  unsafe round(t.f, t.g, t.h, &t.a, t.b, t.c, t.d, &t.e, x[3] &+ k[3])
  unsafe round(s.e, s.f, s.g, &s.h, s.a, s.b, s.c, &s.d, w[4] &+ k[4])
  unsafe round(t.e, t.f, t.g, &t.h, t.a, t.b, t.c, &t.d, x[4] &+ k[4])
  unsafe round(s.d, s.e, s.f, &s.g, s.h, s.a, s.b, &s.c, w[5] &+ k[5])
  unsafe round(t.d, t.e, t.f, &t.g, t.h, t.a, t.b, &t.c, x[5] &+ k[5])
  unsafe round(s.c, s.d, s.e, &s.f, s.g, s.h, s.a, &s.b, w[6] &+ k[6])
  unsafe round(t.c, t.d, t.e, &t.f, t.g, t.h, t.a, &t.b, x[6] &+ k[6])
  unsafe round(s.b, s.c, s.d, &s.e, s.f, s.g, s.h, &s.a, w[7] &+ k[7])
  unsafe round(t.b, t.c, t.d, &t.e, t.f, t.g, t.h, &t.a, x[7] &+ k[7])
}

// MARK: Compression

/// Compresses `blockCount` blocks of 64 bytes of each of 16 messages.
///
/// - Parameters:
///   - states: 8 vectors: word 0 of all messages, word 1, … They need their natural alignment.
///   - lanes: 16 pointers to `blockCount * 64` readable bytes each, of any alignment.
///   - schedule: room for 64 vectors.
///   - constants: the 64 round constants (FIPS 180-4, 4.2.2).
@inlinable @inline(__always)
package func compress16Lanes(
  _ states: UnsafeMutablePointer<LaneWords>, _ lanes: UnsafePointer<UnsafeRawPointer>,
  blockCount: Int, schedule w: UnsafeMutablePointer<LaneWords>, constants k: UnsafePointer<UInt32>
) {
  var state = unsafe LaneState(states)
  var offset = 0
  while offset < blockCount &* 64 {
    let before = state
    unsafe loadBlocks(lanes, offset, w)
    var t = 0
    while t < 48 {
      unsafe extendScheduleBy8(w + t)
      unsafe eightRounds(&state, w + t, k + t)
      t &+= 8
    }
    while t < 64 {
      unsafe eightRounds(&state, w + t, k + t)
      t &+= 8
    }
    state.add(before)
    offset &+= 64
  }
  unsafe state.store(to: states)
}

/// Compresses `blockCount` blocks of 64 bytes of each of 32 messages, in two groups of 16.
///
/// - Parameters:
///   - states: 16 vectors: the 8 of the first group, then the 8 of the second.
///   - lanes: 32 pointers, as for 16 lanes.
///   - schedule: room for 128 vectors.
@inlinable @inline(__always)
package func compress32Lanes(
  _ states: UnsafeMutablePointer<LaneWords>, _ lanes: UnsafePointer<UnsafeRawPointer>,
  blockCount: Int, schedule w: UnsafeMutablePointer<LaneWords>, constants k: UnsafePointer<UInt32>
) {
  let x = unsafe w + 64
  var first = unsafe LaneState(states)
  var second = unsafe LaneState(states + 8)
  var offset = 0
  while offset < blockCount &* 64 {
    let (firstBefore, secondBefore) = (first, second)
    unsafe loadBlocks(lanes, offset, w)
    unsafe loadBlocks(lanes + 16, offset, x)
    var t = 0
    while t < 48 {
      unsafe extendScheduleBy8(w + t)
      unsafe extendScheduleBy8(x + t)
      unsafe eightRounds(&first, w + t, &second, x + t, k + t)
      t &+= 8
    }
    while t < 64 {
      unsafe eightRounds(&first, w + t, &second, x + t, k + t)
      t &+= 8
    }
    first.add(firstBefore)
    second.add(secondBefore)
    offset &+= 64
  }
  unsafe first.store(to: states)
  unsafe second.store(to: states + 8)
}
