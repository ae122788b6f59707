// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

// Scans over the bits of a block of 8-bit elements; told in StatisticsScan16.swift.

/// Scans 8-bit elements, at most a block of them.
@inlinable @inline(__always)
package func scan8(_ rows: StatisticsRows, _ layout: StatisticsLayout) -> StatisticsScan {
  let flip = SIMD16<Int8>(repeating: Int8(truncatingIfNeeded: layout.flip))
  let zero = SIMD16<Int8>()
  var (minimum, maximum) = (SIMD16<Int8>(repeating: .max), SIMD16<Int8>(repeating: .min))
  // A lane counts at most the 128 rows of a block.
  var (zeros, moreZeros) = (zero, zero)
  var (row, remaining, tailRowCount) = unsafe (rows.base, rows.rowCount, rows.tailRowCount)
  while true {
    while remaining > 0 {
      let first = unsafe row.loadUnaligned(as: SIMD16<Int8>.self)
      let second = unsafe row.loadUnaligned(fromByteOffset: 16, as: SIMD16<Int8>.self)
      zeros.replace(with: zeros &+ 1, where: first .== zero)
      moreZeros.replace(with: moreZeros &+ 1, where: second .== zero)
      let (firstKey, secondKey) = (first ^ flip, second ^ flip)
      minimum.replace(with: firstKey, where: firstKey .< minimum)
      maximum.replace(with: firstKey, where: firstKey .> maximum)
      minimum.replace(with: secondKey, where: secondKey .< minimum)
      maximum.replace(with: secondKey, where: secondKey .> maximum)
      unsafe row += 32
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
    scan.zeros &+= Int(UInt8(bitPattern: zeros[lane])) &+ Int(UInt8(bitPattern: moreZeros[lane]))
    lane &+= 1
  }
  return scan
}
