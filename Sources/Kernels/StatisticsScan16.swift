// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

// Scans over the bits of a block's elements: extremes by key, zeros, what is not finite. One set
// for each width of element; see StatisticsRows.swift for the terms.
//
// The sets differ in the types only, yet they are written out: code that is generic over vectors
// does not become vector instructions. Minima are comparisons and replacements for the same kind of
// reason, since `pointwiseMin` goes lane by lane; so do comparisons with a scalar.

// MARK: Integers

/// Scans 16-bit integers, at most a block of them.
@inlinable @inline(__always)
package func scanIntegers16(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsIntegerScan {
  let flip = SIMD16<Int16>(repeating: Int16(truncatingIfNeeded: layout.flip))
  let zero = SIMD16<Int16>()
  var (minimum, maximum) = (SIMD16<Int16>(repeating: .max), SIMD16<Int16>(repeating: .min))
  var zeros = zero
  var (row, remaining, tailRowCount) = unsafe (rows.base, rows.rowCount, rows.tailRowCount)
  while true {
    while remaining > 0 {
      var offset = 0
      while offset < 64 {
        let bits = unsafe row.loadUnaligned(fromByteOffset: offset, as: SIMD16<Int16>.self)
        let key = bits ^ flip
        minimum.replace(with: key, where: key .< minimum)
        maximum.replace(with: key, where: key .> maximum)
        zeros.replace(with: zeros &+ 1, where: bits .== zero)
        offset &+= 32
      }
      unsafe row += 64
      remaining &-= 1
    }
    if tailRowCount == 0 { break }
    unsafe (row, remaining, tailRowCount) = (rows.tail, 1, 0)
  }
  return StatisticsIntegerScan(
    minimum: least(minimum), maximum: greatest(maximum), zeros: total(zeros))
}

// MARK: Floats

/// Scans 16-bit floats, at most a block of them.
@inlinable @inline(__always)
package func scanFloats16(_ rows: StatisticsRows) -> StatisticsFloatScan {
  var (minimum, maximum) = (SIMD16<Int16>(repeating: .max), SIMD16<Int16>(repeating: .min))
  var smallest = SIMD16<Int16>(repeating: .max)
  var (row, remaining, tailRowCount) = unsafe (rows.base, rows.rowCount, rows.tailRowCount)
  while true {
    while remaining > 0 {
      var offset = 0
      while offset < 64 {
        let bits = unsafe row.loadUnaligned(fromByteOffset: offset, as: SIMD16<Int16>.self)
        let size = bits & Int16.max
        smallest.replace(with: size, where: size .< smallest)
        let key = bits ^ ((bits &>> 15) & Int16.max)
        minimum.replace(with: key, where: key .< minimum)
        maximum.replace(with: key, where: key .> maximum)
        offset &+= 32
      }
      unsafe row += 64
      remaining &-= 1
    }
    if tailRowCount == 0 { break }
    unsafe (row, remaining, tailRowCount) = (rows.tail, 1, 0)
  }
  return StatisticsFloatScan(
    minimum: least(minimum), maximum: greatest(maximum), smallest: least(smallest))
}

/// Counts 16-bit floats that are zero or subnormal.
@inlinable @inline(__always)
package func countLow16(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsLowCounts {
  let zero = SIMD16<Int16>()
  let negativeZero = SIMD16<Int16>(repeating: .min)
  let lowLimit = SIMD16<Int16>(repeating: Int16(truncatingIfNeeded: layout.lowLimit))
  var (lows, zeros, negativeZeros) = (zero, zero, zero)
  var (row, remaining, tailRowCount) = unsafe (rows.base, rows.rowCount, rows.tailRowCount)
  while true {
    while remaining > 0 {
      var offset = 0
      while offset < 64 {
        let bits = unsafe row.loadUnaligned(fromByteOffset: offset, as: SIMD16<Int16>.self)
        let size = bits & Int16.max
        lows.replace(with: lows &+ 1, where: size .<= lowLimit)
        zeros.replace(with: zeros &+ 1, where: size .== zero)
        negativeZeros.replace(with: negativeZeros &+ 1, where: bits .== negativeZero)
        offset &+= 32
      }
      unsafe row += 64
      remaining &-= 1
    }
    if tailRowCount == 0 { break }
    unsafe (row, remaining, tailRowCount) = (rows.tail, 1, 0)
  }
  return StatisticsLowCounts(
    lows: total(lows), zeros: total(zeros), negativeZeros: total(negativeZeros))
}

/// Scans 16-bit floats of which some are infinite or not a number.
@inlinable @inline(__always)
package func scanExceptions16(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsExceptions {
  let infinity = SIMD16<Int16>(repeating: Int16(truncatingIfNeeded: layout.finiteLimit) &+ 1)
  let negative = infinity | Int16.min
  var (minimum, maximum) = (SIMD16<Int16>(repeating: .max), SIMD16<Int16>(repeating: .min))
  var (nan, above, below) = (SIMD16<Int16>(), SIMD16<Int16>(), SIMD16<Int16>())
  var (row, remaining, tailRowCount) = unsafe (rows.base, rows.rowCount, rows.tailRowCount)
  while true {
    while remaining > 0 {
      var offset = 0
      while offset < 64 {
        let bits = unsafe row.loadUnaligned(fromByteOffset: offset, as: SIMD16<Int16>.self)
        let size = bits & Int16.max
        let key = bits ^ ((bits &>> 15) & Int16.max)
        let low = key.replacing(with: .max, where: size .>= infinity)
        minimum.replace(with: low, where: low .< minimum)
        let high = key.replacing(with: .min, where: size .>= infinity)
        maximum.replace(with: high, where: high .> maximum)
        nan.replace(with: nan &+ 1, where: size .> infinity)
        above.replace(with: above &+ 1, where: bits .== infinity)
        below.replace(with: below &+ 1, where: bits .== negative)
        offset &+= 32
      }
      unsafe row += 64
      remaining &-= 1
    }
    if tailRowCount == 0 { break }
    unsafe (row, remaining, tailRowCount) = (rows.tail, 1, 0)
  }
  return StatisticsExceptions(
    minimum: least(minimum), maximum: greatest(maximum), nan: total(nan),
    positiveInfinity: total(above), negativeInfinity: total(below))
}

// MARK: Over all lanes

/// The least lane.
@inlinable @inline(__always)
func least(_ lanes: SIMD16<Int16>) -> Int64 {
  let eight = lanes.lowHalf.replacing(with: lanes.highHalf, where: lanes.highHalf .< lanes.lowHalf)
  let four = eight.lowHalf.replacing(with: eight.highHalf, where: eight.highHalf .< eight.lowHalf)
  let two = four.lowHalf.replacing(with: four.highHalf, where: four.highHalf .< four.lowHalf)
  return Int64(min(two.x, two.y))
}

/// The greatest lane.
@inlinable @inline(__always)
func greatest(_ lanes: SIMD16<Int16>) -> Int64 {
  let eight = lanes.lowHalf.replacing(with: lanes.highHalf, where: lanes.highHalf .> lanes.lowHalf)
  let four = eight.lowHalf.replacing(with: eight.highHalf, where: eight.highHalf .> eight.lowHalf)
  let two = four.lowHalf.replacing(with: four.highHalf, where: four.highHalf .> four.lowHalf)
  return Int64(max(two.x, two.y))
}

/// The sum of the lanes, which has to fit in one of them.
@inlinable @inline(__always)
func total(_ lanes: SIMD16<Int16>) -> Int {
  let eight = lanes.lowHalf &+ lanes.highHalf
  let four = eight.lowHalf &+ eight.highHalf
  let two = four.lowHalf &+ four.highHalf
  return Int(two.x &+ two.y)
}
