// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

// Sums of the values of a block's elements, as distances from a shift; StatisticsRows.swift says in
// which order.
//
// Values are widened exactly. All elements are finite: a caller replaces those that are not by the
// shift, whose distance is 0.
//
// The loops take half a row at a time and have no branch. The compiler gets arithmetic of floats as
// eight scalars each and finds the vectors again; a second addition to the same lanes, sums of
// several terms and branches mislead it.

/// Eight lanes of sums of distances and of their squares.
@usableFromInline @frozen
struct SumLanes {
  @usableFromInline var sums = SIMD8<Double>()
  @usableFromInline var squares = SIMD8<Double>()

  @inlinable @inline(__always)
  init() {}

  @inlinable @inline(__always)
  mutating func add(_ distances: SIMD8<Double>) {
    sums += distances
    squares += distances * distances
  }

  /// Makes the sums those of distances that are `factor` times as great.
  @inlinable @inline(__always)
  mutating func scale(by factor: Double) {
    sums *= factor
    squares *= factor * factor
  }

  /// Writes the lanes of sums, then those of squares.
  ///
  /// Adding the lanes up here would make the compiler take them apart all the way up.
  @inlinable @inline(__always)
  func store(to lanes: UnsafeMutablePointer<SIMD8<Double>>) {
    unsafe lanes[0] = sums
    unsafe lanes[1] = squares
  }
}

// MARK: Widening

/// The same values as 64-bit floats.
///
/// Said lane by lane, since the generic conversion is not always inlined; it becomes one
/// instruction.
@inlinable @inline(__always)
func widen(_ values: SIMD8<Float>) -> SIMD8<Double> {
  SIMD8<Double>(
    Double(values[0]), Double(values[1]), Double(values[2]), Double(values[3]),
    Double(values[4]), Double(values[5]), Double(values[6]), Double(values[7]))
}

/// The values of the 32-bit floats with these bits.
@inlinable @inline(__always)
func values(_ bits: SIMD8<Int32>) -> SIMD8<Double> {
  widen(unsafe unsafeBitCast(bits, to: SIMD8<Float>.self))
}

// MARK: 16 bits

/// Sums bfloat16 elements, each of which is the upper half of a 32-bit float.
///
/// A vector has the even elements of sixteen, or the odd ones.
@inlinable @inline(__always)
package func sumsBFloat16(
  _ rows: StatisticsRows, _ shift: StatisticsShift, _ result: UnsafeMutablePointer<SIMD8<Double>>
) {
  if shift.element == 0 {
    // Most blocks have values on both sides of 0; they are spared the subtraction.
    unsafe sumsBFloat16(rows, center: SIMD8<Double>(repeating: 0), result)
  } else {
    unsafe sumsBFloat16(
      rows, center: values(SIMD8<Int32>(repeating: Int32(truncatingIfNeeded: shift.element << 16))),
      result)
  }
}

@inlinable @inline(__always)
func sumsBFloat16(
  _ rows: StatisticsRows, center: SIMD8<Double>, _ result: UnsafeMutablePointer<SIMD8<Double>>
) {
  var (even, odd) = (SumLanes(), SumLanes())
  var (row, remaining, tailRowCount) = unsafe (rows.base, rows.rowCount &* 2, rows.tailRowCount)
  while true {
    while remaining > 0 {
      let pairs = unsafe row.loadUnaligned(as: SIMD8<Int32>.self)
      even.add(values(pairs &<< 16) - center)
      odd.add(values(pairs & Int32(bitPattern: 0xFFFF_0000)) - center)
      unsafe row += 32
      remaining &-= 1
    }
    if tailRowCount == 0 { break }
    unsafe (row, remaining, tailRowCount) = (rows.tail, 2, 0)
  }
  unsafe even.store(to: result)
  unsafe odd.store(to: result + 2)
}

/// The bits of 32-bit floats with the values of binary16 elements times 2^-112.
///
/// Moved to where a 32-bit float has them, exponent and fraction are those of a number that is
/// 2^(127 - 15) times smaller, and that holds for subnormal numbers too. The shift has put copies
/// of the sign into the three bits above the exponent, and maybe other bits below the fraction;
/// both go.
///
/// - Parameter bits: the elements in the upper halves.
@inlinable @inline(__always)
func moveFloat16(_ bits: SIMD8<Int32>) -> SIMD8<Int32> {
  (bits &>> 3) & Int32(bitPattern: 0x8FFF_E000)
}

/// Sums binary16 elements.
///
/// A vector has the even elements of sixteen, or the odd ones.
@inlinable @inline(__always)
package func sumsFloat16(
  _ rows: StatisticsRows, _ shift: StatisticsShift, _ result: UnsafeMutablePointer<SIMD8<Double>>
) {
  if shift.element == 0 {
    // Most blocks have values on both sides of 0; they are spared the subtraction.
    unsafe sumsFloat16(rows, center: SIMD8<Double>(repeating: 0), result)
  } else {
    unsafe sumsFloat16(
      rows,
      center: values(
        moveFloat16(SIMD8<Int32>(repeating: Int32(truncatingIfNeeded: shift.element << 16)))),
      result)
  }
}

@inlinable @inline(__always)
func sumsFloat16(
  _ rows: StatisticsRows, center: SIMD8<Double>, _ result: UnsafeMutablePointer<SIMD8<Double>>
) {
  var (even, odd) = (SumLanes(), SumLanes())
  var (row, remaining, tailRowCount) = unsafe (rows.base, rows.rowCount &* 2, rows.tailRowCount)
  while true {
    while remaining > 0 {
      let pairs = unsafe row.loadUnaligned(as: SIMD8<Int32>.self)
      even.add(values(moveFloat16(pairs &<< 16)) - center)
      odd.add(values(moveFloat16(pairs)) - center)
      unsafe row += 32
      remaining &-= 1
    }
    if tailRowCount == 0 { break }
    unsafe (row, remaining, tailRowCount) = (rows.tail, 2, 0)
  }
  // Powers of two go in and out of 64-bit floats exactly, as these are far from both ends.
  even.scale(by: 0x1p112)
  odd.scale(by: 0x1p112)
  unsafe even.store(to: result)
  unsafe odd.store(to: result + 2)
}

// MARK: 32 and 64 bits

/// Sums binary32 elements.
///
/// A vector has eight neighbours.
@inlinable @inline(__always)
package func sumsFloat32(
  _ rows: StatisticsRows, _ shift: StatisticsShift, _ result: UnsafeMutablePointer<SIMD8<Double>>
) {
  if shift.element == 0 {
    // Most blocks have values on both sides of 0; they are spared the subtraction.
    unsafe sumsFloat32(rows, center: SIMD8<Double>(repeating: 0), result)
  } else {
    unsafe sumsFloat32(
      rows, center: values(SIMD8<Int32>(repeating: Int32(truncatingIfNeeded: shift.element))),
      result)
  }
}

@inlinable @inline(__always)
func sumsFloat32(
  _ rows: StatisticsRows, center: SIMD8<Double>, _ result: UnsafeMutablePointer<SIMD8<Double>>
) {
  var (even, odd) = (SumLanes(), SumLanes())
  var (row, remaining, tailRowCount) = unsafe (rows.base, rows.rowCount &* 2, rows.tailRowCount)
  while true {
    while remaining > 0 {
      let first = unsafe row.loadUnaligned(as: SIMD8<Int32>.self)
      let second = unsafe row.loadUnaligned(fromByteOffset: 32, as: SIMD8<Int32>.self)
      even.add(values(first) - center)
      odd.add(values(second) - center)
      unsafe row += 64
      remaining &-= 1
    }
    if tailRowCount == 0 { break }
    unsafe (row, remaining, tailRowCount) = (rows.tail, 2, 0)
  }
  unsafe even.store(to: result)
  unsafe odd.store(to: result + 2)
}

/// The distances of eight binary64 elements.
@inlinable @inline(__always)
func distances(
  _ elements: SIMD8<Int64>, _ shift: StatisticsShift, _ center: SIMD8<Double>
) -> SIMD8<Double> {
  unsafe unsafeBitCast(elements, to: SIMD8<Double>.self) * shift.scale - center
}

/// Sums binary64 elements, times the scale.
///
/// A vector has eight neighbours.
@inlinable @inline(__always)
package func sumsFloat64(
  _ rows: StatisticsRows, _ shift: StatisticsShift, _ result: UnsafeMutablePointer<SIMD8<Double>>
) {
  let center = SIMD8<Double>(repeating: Double(bitPattern: shift.element) * shift.scale)
  var (even, odd) = (SumLanes(), SumLanes())
  var (row, remaining, tailRowCount) = unsafe (rows.base, rows.rowCount &* 2, rows.tailRowCount)
  while true {
    while remaining > 0 {
      let first = unsafe row.loadUnaligned(as: SIMD8<Int64>.self)
      let second = unsafe row.loadUnaligned(fromByteOffset: 64, as: SIMD8<Int64>.self)
      even.add(distances(first, shift, center))
      odd.add(distances(second, shift, center))
      unsafe row += 128
      remaining &-= 1
    }
    if tailRowCount == 0 { break }
    unsafe (row, remaining, tailRowCount) = (rows.tail, 2, 0)
  }
  unsafe even.store(to: result)
  unsafe odd.store(to: result + 2)
}
