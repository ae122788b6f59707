// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

// Sums of the values of a block of integers. See StatisticsRows.swift for the order, which matters
// from 32 bits on; narrower integers are summed exactly.

// MARK: 8 and 16 bits

/// Sums 8-bit integers by their keys: unsigned ones as distances from 128.
///
/// Two elements go to a lane of 16 bits in each row, and there are 128 rows, so their sum just
/// fits: it is at least 128 * 2 * -128. Two squares fit without a sign; they are summed in 32 bits.
@inlinable @inline(__always)
package func sumsInteger8(_ rows: StatisticsRows, _ layout: StatisticsLayout) -> StatisticsSums {
  let flip = Int16(truncatingIfNeeded: layout.flip << 8 | layout.flip)
  var sums = SIMD16<Int16>()
  var squares = SIMD8<UInt32>()
  var (row, remaining, tailRowCount) = unsafe (rows.base, rows.rowCount, rows.tailRowCount)
  while true {
    while remaining > 0 {
      let row16 = unsafe row.loadUnaligned(as: SIMD16<Int16>.self) ^ flip
      let (even, odd) = ((row16 &<< 8) &>> 8, row16 &>> 8)
      sums &+= even &+ odd
      let pairs = unsafe unsafeBitCast(even &* even &+ odd &* odd, to: SIMD8<UInt32>.self)
      squares &+= (pairs & 0xFFFF) &+ (pairs &>> 16)
      unsafe row += 32
      remaining &-= 1
    }
    if tailRowCount == 0 { break }
    unsafe (row, remaining, tailRowCount) = (rows.tail, 1, 0)
  }
  var (sum, square, lane) = (0, 0, 0)
  while lane < 8 {
    sum &+= Int(sums[lane]) &+ Int(sums[lane &+ 8])
    square &+= Int(squares[lane])
    lane &+= 1
  }
  return StatisticsSums(sum: Double(sum), squares: Double(square))
}

/// Sums 16-bit integers by their keys: unsigned ones as distances from 32,768.
///
/// A lane takes 256 elements. Squares have up to 30 bits, so their halves are summed apart.
@inlinable @inline(__always)
package func sumsInteger16(_ rows: StatisticsRows, _ layout: StatisticsLayout) -> StatisticsSums {
  let flip = Int32(truncatingIfNeeded: layout.flip << 16 | layout.flip)
  var (sums, lows, highs) = (SIMD16<Int32>(), SIMD16<Int32>(), SIMD16<Int32>())
  var (row, remaining, tailRowCount) = unsafe (rows.base, rows.rowCount, rows.tailRowCount)
  while true {
    while remaining > 0 {
      let pairs = unsafe row.loadUnaligned(as: SIMD16<Int32>.self) ^ flip
      let (even, odd) = ((pairs &<< 16) &>> 16, pairs &>> 16)
      sums &+= even &+ odd
      let (evenSquare, oddSquare) = (even &* even, odd &* odd)
      lows &+= (evenSquare & 0xFFFF) &+ (oddSquare & 0xFFFF)
      highs &+= (evenSquare &>> 16) &+ (oddSquare &>> 16)
      unsafe row += 64
      remaining &-= 1
    }
    if tailRowCount == 0 { break }
    unsafe (row, remaining, tailRowCount) = (rows.tail, 1, 0)
  }
  var (sum, square, lane) = (0, 0, 0)
  while lane < 16 {
    sum &+= Int(sums[lane])
    square &+= Int(lows[lane]) &+ Int(highs[lane]) << 16
    lane &+= 1
  }
  return StatisticsSums(sum: Double(sum), squares: Double(square))
}

// MARK: 32 and 64 bits

/// The bits of 2^52: the lowest bit of its fraction is worth 1, so that its lower half can be an
/// integer of 32 bits.
@inlinable @inline(__always)
var lowCarrier: UInt64 { 0x4330_0000_0000_0000 }

/// The bits of 2^52 + 2^51: like 2^52, but less can be taken away, too.
@inlinable @inline(__always)
var signedCarrier: UInt64 { 0x4338_0000_0000_0000 }

/// The bits of 2^84: the lower half of its fraction counts 2^32 each.
@inlinable @inline(__always)
var highCarrier: UInt64 { 0x4530_0000_0000_0000 }

/// 2^52 and the lower halves of eight 64-bit integers.
@inlinable @inline(__always)
func carryLow(_ key: SIMD8<UInt64>) -> SIMD8<Double> {
  unsafe unsafeBitCast((key & 0xFFFF_FFFF) | lowCarrier, to: SIMD8<Double>.self)
}

/// 2^52 and the upper halves of eight 64-bit integers.
@inlinable @inline(__always)
func carryUpper(_ key: SIMD8<UInt64>) -> SIMD8<Double> {
  unsafe unsafeBitCast((key &>> 32) | lowCarrier, to: SIMD8<Double>.self)
}

/// 2^84 and 2^32 times the upper halves of eight 64-bit integers.
@inlinable @inline(__always)
func carryHigh(_ key: SIMD8<UInt64>) -> SIMD8<Double> {
  unsafe unsafeBitCast((key &>> 32) | highCarrier, to: SIMD8<Double>.self)
}

/// Sums 32-bit integers.
///
/// A vector has the even elements of sixteen, or the odd ones. Keys are moved up to be positive.
/// The difference between two carriers is the distance, exactly.
@inlinable @inline(__always)
package func sumsInteger32(
  _ rows: StatisticsRows, _ layout: StatisticsLayout, _ shift: StatisticsShift,
  _ result: UnsafeMutablePointer<SIMD8<Double>>
) {
  let flip = (layout.flip << 32 | layout.flip) ^ 0x8000_0000_8000_0000
  let center = carryLow(SIMD8(repeating: shift.element ^ flip))
  var (even, odd) = (SumLanes(), SumLanes())
  var (row, remaining, tailRowCount) = unsafe (rows.base, rows.rowCount &* 2, rows.tailRowCount)
  while true {
    while remaining > 0 {
      let pairs = unsafe row.loadUnaligned(as: SIMD8<UInt64>.self) ^ flip
      even.add(carryLow(pairs) - center)
      odd.add(carryUpper(pairs) - center)
      unsafe row += 64
      remaining &-= 1
    }
    if tailRowCount == 0 { break }
    unsafe (row, remaining, tailRowCount) = (rows.tail, 2, 0)
  }
  unsafe even.store(to: result)
  unsafe odd.store(to: result + 2)
}

/// The distances of eight keys, moved up to be positive; see `sumsInteger64`.
@inlinable @inline(__always)
func distances(
  _ key: SIMD8<UInt64>, _ centerLow: UInt64, _ centerHigh: SIMD8<Double>
) -> SIMD8<Double> {
  let low = unsafe unsafeBitCast((key & 0xFFFF_FFFF) &+ centerLow, to: SIMD8<Double>.self)
  return (carryHigh(key) - centerHigh) + low
}

/// Sums 64-bit integers.
///
/// A vector has eight neighbours. A distance is that of the upper halves and that of the lower
/// halves, each exact, and their sum is rounded. The lower one may be negative, so it stands in a
/// carrier of 2^52 + 2^51, and that is taken from the upper one beforehand; both are multiples of
/// 2^32 below 2^85, so nothing is lost.
@inlinable @inline(__always)
package func sumsInteger64(
  _ rows: StatisticsRows, _ layout: StatisticsLayout, _ shift: StatisticsShift,
  _ result: UnsafeMutablePointer<SIMD8<Double>>
) {
  let flip = layout.flip ^ 1 << 63
  let center = shift.element ^ flip
  let centerHigh = carryHigh(SIMD8(repeating: center)) + SIMD8(repeating: 0x1.8p52)
  let centerLow = signedCarrier &- (center & 0xFFFF_FFFF)
  var (even, odd) = (SumLanes(), SumLanes())
  var (row, remaining, tailRowCount) = unsafe (rows.base, rows.rowCount &* 2, rows.tailRowCount)
  while true {
    while remaining > 0 {
      let first = unsafe row.loadUnaligned(as: SIMD8<UInt64>.self)
      let second = unsafe row.loadUnaligned(fromByteOffset: 64, as: SIMD8<UInt64>.self)
      even.add(distances(first ^ flip, centerLow, centerHigh))
      odd.add(distances(second ^ flip, centerLow, centerHigh))
      unsafe row += 128
      remaining &-= 1
    }
    if tailRowCount == 0 { break }
    unsafe (row, remaining, tailRowCount) = (rows.tail, 2, 0)
  }
  unsafe even.store(to: result)
  unsafe odd.store(to: result + 2)
}
