// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

// Scans over the bits of a block of 64-bit elements; told in StatisticsScan16.swift.

/// Scans 64-bit elements, at most a block of them.
@inlinable @inline(__always)
package func scan64(_ rows: StatisticsRows, _ layout: StatisticsLayout) -> StatisticsScan {
  // Vectors, as comparisons with a scalar would go lane by lane.
  let flip = SIMD8<Int64>(repeating: Int64(truncatingIfNeeded: layout.flip))
  let fold = SIMD8<Int64>(repeating: Int64(truncatingIfNeeded: layout.fold))
  let magnitude = SIMD8<Int64>(repeating: Int64(truncatingIfNeeded: layout.magnitude))
  let lowLimit = SIMD8<Int64>(repeating: Int64(truncatingIfNeeded: layout.lowLimit))
  let zero = SIMD8<Int64>()
  var (minimum, maximum) = (SIMD8<Int64>(repeating: .max), SIMD8<Int64>(repeating: .min))
  var (zeros, lows) = (zero, zero)
  var (row, remaining, tailRowCount) = unsafe (rows.base, rows.rowCount, rows.tailRowCount)
  while true {
    while remaining > 0 {
      var part = 0
      while part < 4 {
        let bits = unsafe row.loadUnaligned(fromByteOffset: part &* 64, as: SIMD8<Int64>.self)
        let flipped = bits ^ flip
        let key = flipped ^ ((flipped &>> 63) & fold)
        minimum.replace(with: key, where: key .< minimum)
        maximum.replace(with: key, where: key .> maximum)
        // A signed comparison tells low elements, since magnitudes of floats are not negative.
        let size = bits & magnitude
        zeros.replace(with: zeros &+ 1, where: size .== zero)
        lows.replace(with: lows &+ 1, where: size .<= lowLimit)
        part &+= 1
      }
      unsafe row += 256
      remaining &-= 1
    }
    if tailRowCount == 0 { break }
    unsafe (row, remaining, tailRowCount) = (rows.tail, 1, 0)
  }
  var scan = StatisticsScan(minimum: .max, maximum: .min, zeros: 0, lows: 0)
  var lane = 0
  while lane < 8 {
    scan.minimum = min(scan.minimum, Int64(minimum[lane]))
    scan.maximum = max(scan.maximum, Int64(maximum[lane]))
    scan.zeros &+= Int(zeros[lane])
    scan.lows &+= Int(lows[lane])
    lane &+= 1
  }
  return scan
}

/// How many 64-bit floats are -0.
@inlinable @inline(__always)
package func negativeZeros64(_ rows: StatisticsRows) -> Int {
  let negativeZero = SIMD8<Int64>(repeating: .min)
  var lanes = SIMD8<Int64>()
  var (row, remaining, tailRowCount) = unsafe (rows.base, rows.rowCount, rows.tailRowCount)
  while true {
    while remaining > 0 {
      var part = 0
      while part < 4 {
        let bits = unsafe row.loadUnaligned(
          fromByteOffset: part &* 64, as: SIMD8<Int64>.self)
        lanes.replace(with: lanes &+ 1, where: bits .== negativeZero)
        part &+= 1
      }
      unsafe row += 256
      remaining &-= 1
    }
    if tailRowCount == 0 { break }
    unsafe (row, remaining, tailRowCount) = (rows.tail, 1, 0)
  }
  var (count, lane) = (0, 0)
  while lane < 8 {
    count &+= Int(lanes[lane])
    lane &+= 1
  }
  return count
}

/// Scans 64-bit floats of which some are infinite or not a number.
@inlinable @inline(__always)
package func exceptions64(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsExceptions {
  let magnitude = SIMD8<Int64>(repeating: .max)
  let infinity = SIMD8<Int64>(repeating: Int64(truncatingIfNeeded: layout.finiteLimit) &+ 1)
  let negative = infinity | Int64.min
  var (minimum, maximum) = (SIMD8<Int64>(repeating: .max), SIMD8<Int64>(repeating: .min))
  var (nan, above, below) = (SIMD8<Int64>(), SIMD8<Int64>(), SIMD8<Int64>())
  var (row, remaining, tailRowCount) = unsafe (rows.base, rows.rowCount, rows.tailRowCount)
  while true {
    while remaining > 0 {
      var part = 0
      while part < 4 {
        let bits = unsafe row.loadUnaligned(
          fromByteOffset: part &* 64, as: SIMD8<Int64>.self)
        let size = bits & magnitude
        let key = bits ^ ((bits &>> 63) & magnitude)
        let low = key.replacing(with: .max, where: size .>= infinity)
        minimum.replace(with: low, where: low .< minimum)
        let high = key.replacing(with: .min, where: size .>= infinity)
        maximum.replace(with: high, where: high .> maximum)
        nan.replace(with: nan &+ 1, where: size .> infinity)
        above.replace(with: above &+ 1, where: bits .== infinity)
        below.replace(with: below &+ 1, where: bits .== negative)
        part &+= 1
      }
      unsafe row += 256
      remaining &-= 1
    }
    if tailRowCount == 0 { break }
    unsafe (row, remaining, tailRowCount) = (rows.tail, 1, 0)
  }
  var found = StatisticsExceptions(
    minimum: .max, maximum: .min, nan: 0, positiveInfinity: 0, negativeInfinity: 0)
  var lane = 0
  while lane < 8 {
    found.minimum = min(found.minimum, Int64(minimum[lane]))
    found.maximum = max(found.maximum, Int64(maximum[lane]))
    found.nan &+= Int(nan[lane])
    found.positiveInfinity &+= Int(above[lane])
    found.negativeInfinity &+= Int(below[lane])
    lane &+= 1
  }
  return found
}
