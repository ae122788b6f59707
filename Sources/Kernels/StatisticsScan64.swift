// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

// Scans over the bits of a block of 64-bit elements; told in StatisticsScan16.swift.

// MARK: Integers

/// Scans 64-bit integers, at most a block of them.
@inlinable @inline(__always)
package func scanIntegers64(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsIntegerScan {
  let flip = SIMD8<Int64>(repeating: Int64(truncatingIfNeeded: layout.flip))
  let zero = SIMD8<Int64>()
  var (minimum, maximum) = (SIMD8<Int64>(repeating: .max), SIMD8<Int64>(repeating: .min))
  var zeros = zero
  var (row, remaining, tailRowCount) = unsafe (rows.base, rows.rowCount, rows.tailRowCount)
  while true {
    while remaining > 0 {
      var offset = 0
      while offset < 256 {
        let bits = unsafe row.loadUnaligned(fromByteOffset: offset, as: SIMD8<Int64>.self)
        let key = bits ^ flip
        minimum.replace(with: key, where: key .< minimum)
        maximum.replace(with: key, where: key .> maximum)
        zeros.replace(with: zeros &+ 1, where: bits .== zero)
        offset &+= 64
      }
      unsafe row += 256
      remaining &-= 1
    }
    if tailRowCount == 0 { break }
    unsafe (row, remaining, tailRowCount) = (rows.tail, 1, 0)
  }
  return StatisticsIntegerScan(
    minimum: least(minimum), maximum: greatest(maximum), zeros: total(zeros))
}

// MARK: Floats

/// Scans 64-bit floats, at most a block of them.
@inlinable @inline(__always)
package func scanFloats64(_ rows: StatisticsRows) -> StatisticsFloatScan {
  var (minimum, maximum) = (SIMD8<Int64>(repeating: .max), SIMD8<Int64>(repeating: .min))
  var smallest = SIMD8<Int64>(repeating: .max)
  var (row, remaining, tailRowCount) = unsafe (rows.base, rows.rowCount, rows.tailRowCount)
  while true {
    while remaining > 0 {
      var offset = 0
      while offset < 256 {
        let bits = unsafe row.loadUnaligned(fromByteOffset: offset, as: SIMD8<Int64>.self)
        let size = bits & Int64.max
        smallest.replace(with: size, where: size .< smallest)
        let key = bits ^ ((bits &>> 63) & Int64.max)
        minimum.replace(with: key, where: key .< minimum)
        maximum.replace(with: key, where: key .> maximum)
        offset &+= 64
      }
      unsafe row += 256
      remaining &-= 1
    }
    if tailRowCount == 0 { break }
    unsafe (row, remaining, tailRowCount) = (rows.tail, 1, 0)
  }
  return StatisticsFloatScan(
    minimum: least(minimum), maximum: greatest(maximum), smallest: least(smallest))
}

/// Counts 64-bit floats that are zero or subnormal.
@inlinable @inline(__always)
package func countLow64(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsLowCounts {
  let zero = SIMD8<Int64>()
  let negativeZero = SIMD8<Int64>(repeating: .min)
  let lowLimit = SIMD8<Int64>(repeating: Int64(truncatingIfNeeded: layout.lowLimit))
  var (lows, zeros, negativeZeros) = (zero, zero, zero)
  var (row, remaining, tailRowCount) = unsafe (rows.base, rows.rowCount, rows.tailRowCount)
  while true {
    while remaining > 0 {
      var offset = 0
      while offset < 256 {
        let bits = unsafe row.loadUnaligned(fromByteOffset: offset, as: SIMD8<Int64>.self)
        let size = bits & Int64.max
        lows.replace(with: lows &+ 1, where: size .<= lowLimit)
        zeros.replace(with: zeros &+ 1, where: size .== zero)
        negativeZeros.replace(with: negativeZeros &+ 1, where: bits .== negativeZero)
        offset &+= 64
      }
      unsafe row += 256
      remaining &-= 1
    }
    if tailRowCount == 0 { break }
    unsafe (row, remaining, tailRowCount) = (rows.tail, 1, 0)
  }
  return StatisticsLowCounts(
    lows: total(lows), zeros: total(zeros), negativeZeros: total(negativeZeros))
}

/// Scans 64-bit floats of which some are infinite or not a number.
@inlinable @inline(__always)
package func scanExceptions64(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsExceptions {
  let infinity = SIMD8<Int64>(repeating: Int64(truncatingIfNeeded: layout.finiteLimit) &+ 1)
  let negative = infinity | Int64.min
  var (minimum, maximum) = (SIMD8<Int64>(repeating: .max), SIMD8<Int64>(repeating: .min))
  var (nan, above, below) = (SIMD8<Int64>(), SIMD8<Int64>(), SIMD8<Int64>())
  var (row, remaining, tailRowCount) = unsafe (rows.base, rows.rowCount, rows.tailRowCount)
  while true {
    while remaining > 0 {
      var offset = 0
      while offset < 256 {
        let bits = unsafe row.loadUnaligned(fromByteOffset: offset, as: SIMD8<Int64>.self)
        let size = bits & Int64.max
        let key = bits ^ ((bits &>> 63) & Int64.max)
        let low = key.replacing(with: .max, where: size .>= infinity)
        minimum.replace(with: low, where: low .< minimum)
        let high = key.replacing(with: .min, where: size .>= infinity)
        maximum.replace(with: high, where: high .> maximum)
        nan.replace(with: nan &+ 1, where: size .> infinity)
        above.replace(with: above &+ 1, where: bits .== infinity)
        below.replace(with: below &+ 1, where: bits .== negative)
        offset &+= 64
      }
      unsafe row += 256
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
func least(_ lanes: SIMD8<Int64>) -> Int64 {
  let four = lanes.lowHalf.replacing(with: lanes.highHalf, where: lanes.highHalf .< lanes.lowHalf)
  let two = four.lowHalf.replacing(with: four.highHalf, where: four.highHalf .< four.lowHalf)
  return Int64(min(two.x, two.y))
}

/// The greatest lane.
@inlinable @inline(__always)
func greatest(_ lanes: SIMD8<Int64>) -> Int64 {
  let four = lanes.lowHalf.replacing(with: lanes.highHalf, where: lanes.highHalf .> lanes.lowHalf)
  let two = four.lowHalf.replacing(with: four.highHalf, where: four.highHalf .> four.lowHalf)
  return Int64(max(two.x, two.y))
}

/// The sum of the lanes, which has to fit in one of them.
@inlinable @inline(__always)
func total(_ lanes: SIMD8<Int64>) -> Int {
  let four = lanes.lowHalf &+ lanes.highHalf
  let two = four.lowHalf &+ four.highHalf
  return Int(two.x &+ two.y)
}
