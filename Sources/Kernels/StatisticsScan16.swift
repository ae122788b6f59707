// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

// Scans over the bits of a block's elements: keys, zeros, what is not finite. One set for each
// width of element; see StatisticsRows.swift for the terms.
//
// The sets differ in the types only, yet they are written out: code that is generic over vectors
// does not become vector instructions. Minima are comparisons and replacements for the same kind of
// reason, since `pointwiseMin` goes lane by lane.

/// Scans 16-bit elements, at most a block of them.
@inlinable @inline(__always)
package func scan16(_ rows: StatisticsRows, _ layout: StatisticsLayout) -> StatisticsScan {
  // Vectors, as comparisons with a scalar would go lane by lane.
  let flip = SIMD16<Int16>(repeating: Int16(truncatingIfNeeded: layout.flip))
  let fold = SIMD16<Int16>(repeating: Int16(truncatingIfNeeded: layout.fold))
  let magnitude = SIMD16<Int16>(repeating: Int16(truncatingIfNeeded: layout.magnitude))
  let lowLimit = SIMD16<Int16>(repeating: Int16(truncatingIfNeeded: layout.lowLimit))
  let zero = SIMD16<Int16>()
  var (minimum, maximum) = (SIMD16<Int16>(repeating: .max), SIMD16<Int16>(repeating: .min))
  var (zeros, lows) = (zero, zero)
  var (row, remaining, tailRowCount) = unsafe (rows.base, rows.rowCount, rows.tailRowCount)
  while true {
    while remaining > 0 {
      var part = 0
      while part < 2 {
        let bits = unsafe row.loadUnaligned(fromByteOffset: part &* 32, as: SIMD16<Int16>.self)
        let flipped = bits ^ flip
        let key = flipped ^ ((flipped &>> 15) & fold)
        minimum.replace(with: key, where: key .< minimum)
        maximum.replace(with: key, where: key .> maximum)
        // A signed comparison tells low elements, since magnitudes of floats are not negative.
        let size = bits & magnitude
        zeros.replace(with: zeros &+ 1, where: size .== zero)
        lows.replace(with: lows &+ 1, where: size .<= lowLimit)
        part &+= 1
      }
      unsafe row += 64
      remaining &-= 1
    }
    if tailRowCount == 0 { break }
    unsafe (row, remaining, tailRowCount) = (rows.tail, 1, 0)
  }
  var scan = StatisticsScan(minimum: .max, maximum: .min, zeros: 0, lows: 0)
  var lane = 0
  while lane < 16 {
    scan.minimum = min(scan.minimum, Int64(minimum[lane]))
    scan.maximum = max(scan.maximum, Int64(maximum[lane]))
    scan.zeros &+= Int(zeros[lane])
    scan.lows &+= Int(lows[lane])
    lane &+= 1
  }
  return scan
}

/// How many 16-bit floats are -0.
@inlinable @inline(__always)
package func negativeZeros16(_ rows: StatisticsRows) -> Int {
  let negativeZero = SIMD16<Int16>(repeating: .min)
  var lanes = SIMD16<Int16>()
  var (row, remaining, tailRowCount) = unsafe (rows.base, rows.rowCount, rows.tailRowCount)
  while true {
    while remaining > 0 {
      var part = 0
      while part < 2 {
        let bits = unsafe row.loadUnaligned(
          fromByteOffset: part &* 32, as: SIMD16<Int16>.self)
        lanes.replace(with: lanes &+ 1, where: bits .== negativeZero)
        part &+= 1
      }
      unsafe row += 64
      remaining &-= 1
    }
    if tailRowCount == 0 { break }
    unsafe (row, remaining, tailRowCount) = (rows.tail, 1, 0)
  }
  var (count, lane) = (0, 0)
  while lane < 16 {
    count &+= Int(lanes[lane])
    lane &+= 1
  }
  return count
}

/// Scans 16-bit floats of which some are infinite or not a number.
@inlinable @inline(__always)
package func exceptions16(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsExceptions {
  let magnitude = SIMD16<Int16>(repeating: .max)
  let infinity = SIMD16<Int16>(repeating: Int16(truncatingIfNeeded: layout.finiteLimit) &+ 1)
  let negative = infinity | Int16.min
  var (minimum, maximum) = (SIMD16<Int16>(repeating: .max), SIMD16<Int16>(repeating: .min))
  var (nan, above, below) = (SIMD16<Int16>(), SIMD16<Int16>(), SIMD16<Int16>())
  var (row, remaining, tailRowCount) = unsafe (rows.base, rows.rowCount, rows.tailRowCount)
  while true {
    while remaining > 0 {
      var part = 0
      while part < 2 {
        let bits = unsafe row.loadUnaligned(
          fromByteOffset: part &* 32, as: SIMD16<Int16>.self)
        let size = bits & magnitude
        let key = bits ^ ((bits &>> 15) & magnitude)
        let low = key.replacing(with: .max, where: size .>= infinity)
        minimum.replace(with: low, where: low .< minimum)
        let high = key.replacing(with: .min, where: size .>= infinity)
        maximum.replace(with: high, where: high .> maximum)
        nan.replace(with: nan &+ 1, where: size .> infinity)
        above.replace(with: above &+ 1, where: bits .== infinity)
        below.replace(with: below &+ 1, where: bits .== negative)
        part &+= 1
      }
      unsafe row += 64
      remaining &-= 1
    }
    if tailRowCount == 0 { break }
    unsafe (row, remaining, tailRowCount) = (rows.tail, 1, 0)
  }
  var found = StatisticsExceptions(
    minimum: .max, maximum: .min, nan: 0, positiveInfinity: 0, negativeInfinity: 0)
  var lane = 0
  while lane < 16 {
    found.minimum = min(found.minimum, Int64(minimum[lane]))
    found.maximum = max(found.maximum, Int64(maximum[lane]))
    found.nan &+= Int(nan[lane])
    found.positiveInfinity &+= Int(above[lane])
    found.negativeInfinity &+= Int(below[lane])
    lane &+= 1
  }
  return found
}
