// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

// Scans over the bits of a block of 8-bit elements; told in StatisticsScan16.swift.

// MARK: Integers

/// Scans 8-bit integers, at most a block of them.
@inlinable @inline(__always)
package func scanIntegers8(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsIntegerScan {
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
  var (zeroCount, lane) = (0, 0)
  while lane < 16 {
    zeroCount &+= Int(UInt8(bitPattern: zeros[lane])) &+ Int(UInt8(bitPattern: moreZeros[lane]))
    lane &+= 1
  }
  return StatisticsIntegerScan(
    minimum: least(minimum), maximum: greatest(maximum), zeros: zeroCount)
}
// MARK: Over all lanes

/// The least lane.
@inlinable @inline(__always)
func least(_ lanes: SIMD16<Int8>) -> Int64 {
  let eight = lanes.lowHalf.replacing(with: lanes.highHalf, where: lanes.highHalf .< lanes.lowHalf)
  let four = eight.lowHalf.replacing(with: eight.highHalf, where: eight.highHalf .< eight.lowHalf)
  let two = four.lowHalf.replacing(with: four.highHalf, where: four.highHalf .< four.lowHalf)
  return Int64(min(two.x, two.y))
}

/// The greatest lane.
@inlinable @inline(__always)
func greatest(_ lanes: SIMD16<Int8>) -> Int64 {
  let eight = lanes.lowHalf.replacing(with: lanes.highHalf, where: lanes.highHalf .> lanes.lowHalf)
  let four = eight.lowHalf.replacing(with: eight.highHalf, where: eight.highHalf .> eight.lowHalf)
  let two = four.lowHalf.replacing(with: four.highHalf, where: four.highHalf .> four.lowHalf)
  return Int64(max(two.x, two.y))
}
