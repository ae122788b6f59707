// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

// Statistics of the elements of a tensor: what goes into a kernel and what comes out.
//
// The elements of a tensor are taken in blocks of 4,096, counted from its start, and a block in
// rows of 32. A block is looked at twice, while it is in the first-level cache: a scan over the
// bits of the elements finds the least and the greatest, and a pass over their values sums them and
// their squares. Blocks of floats with zeros, subnormal numbers, infinities or NaN are scanned once
// more for how many there are.
//
// Values are summed as distances from a shift, a value of the block's own, in sixteen lanes of 64
// bits, two vectors of eight. Half a row at a time goes to the lanes, an element to each; which one
// to which is said at each kernel. At the end the second vector is added to the first; of that,
// lane `j` takes lane `j + 4`, then `j + 2`, then `j + 1`. That order is part of the result. It is
// the same for every width of register, and multiplication and addition are never fused, so that
// all processors give the same bits.

/// Elements that stand in a block; a tensor's last block may have fewer.
@inlinable @inline(__always)
package var statisticsBlockCount: Int { 4096 }

/// Elements that kernels take at a time.
@inlinable @inline(__always)
package var statisticsRowCount: Int { 32 }

/// The elements of a block, little-endian, at any address.
///
/// A block that does not fill its last row has that row elsewhere, filled up by the caller.
@unsafe @usableFromInline @frozen
package struct StatisticsRows {
  /// The first row.
  @usableFromInline var base: UnsafeRawPointer
  /// Rows at `base`.
  @usableFromInline var rowCount: Int
  /// One more row.
  @usableFromInline var tail: UnsafeRawPointer
  /// How many rows there are at `tail`: 0 or 1.
  @usableFromInline var tailRowCount: Int

  /// Rows at `base` and, if `hasTail`, another at `tail`.
  package init(
    _ base: UnsafeRawPointer, rowCount: Int, tail: UnsafeRawPointer, hasTail: Bool
  ) {
    unsafe self.base = base
    unsafe self.rowCount = rowCount
    unsafe self.tail = tail
    unsafe tailRowCount = hasTail ? 1 : 0
  }
}

/// What the bits of an element mean, for elements of one width.
///
/// A scan compares elements by their *keys*: signed integers in the order of the values. The key of
/// `x` is `x ^ flip`, and of that the bits of `fold` are flipped if it is negative. A float's key
/// is so 0 for 0, -1 for -0, and beyond `finiteLimit` or `~finiteLimit` for what is not finite.
@usableFromInline @frozen
package struct StatisticsLayout: Sendable {
  /// The sign bit for unsigned integers, otherwise nothing.
  @usableFromInline package var flip: UInt64
  /// All bits but the sign for floats, otherwise nothing.
  @usableFromInline package var fold: UInt64
  /// The bits that make an element something else than zero: for floats all but the sign.
  @usableFromInline package var magnitude: UInt64
  /// The greatest magnitude of floats that are zero or subnormal.
  @usableFromInline package var lowLimit: UInt64
  /// The greatest finite magnitude; for integers the greatest key.
  @usableFromInline package var finiteLimit: UInt64

  /// Floats of a sign, an exponent and `fractionBitCount` bits, the greatest exponent being that of
  /// infinities and NaN.
  package init(floatBitCount: Int, fractionBitCount: Int) {
    flip = 0
    fold = (1 << UInt64(floatBitCount - 1)) - 1
    magnitude = fold
    lowLimit = (1 << UInt64(fractionBitCount)) - 1
    finiteLimit = fold - lowLimit - 1
  }

  /// Integers in two's complement, or without a sign.
  package init(integerBitCount: Int, isSigned: Bool) {
    let sign: UInt64 = 1 << UInt64(integerBitCount - 1)
    flip = isSigned ? 0 : sign
    fold = 0
    magnitude = sign | (sign - 1)
    lowLimit = 0
    finiteLimit = sign - 1
  }
}

/// What a scan finds in a block of integers.
@usableFromInline @frozen
package struct StatisticsIntegerScan {
  /// The least key.
  @usableFromInline package var minimum: Int64
  /// The greatest key.
  @usableFromInline package var maximum: Int64
  /// Elements that are zero.
  @usableFromInline package var zeros: Int

  @inlinable @inline(__always)
  init(minimum: Int64, maximum: Int64, zeros: Int) {
    self.minimum = minimum
    self.maximum = maximum
    self.zeros = zeros
  }
}

/// What a scan finds in a block of floats.
@usableFromInline @frozen
package struct StatisticsFloatScan {
  /// The least key, be it of a finite value or not.
  @usableFromInline package var minimum: Int64
  /// The greatest key, be it of a finite value or not.
  @usableFromInline package var maximum: Int64
  /// The bits of the smallest magnitude.
  @usableFromInline package var smallest: Int64

  @inlinable @inline(__always)
  init(minimum: Int64, maximum: Int64, smallest: Int64) {
    self.minimum = minimum
    self.maximum = maximum
    self.smallest = smallest
  }
}

/// What a second scan finds in a block of floats with zeros or subnormal numbers.
@usableFromInline @frozen
package struct StatisticsLowCounts {
  /// Elements that are zero or subnormal.
  @usableFromInline package var lows: Int
  /// Elements that are zero.
  @usableFromInline package var zeros: Int
  /// Elements that are -0.
  @usableFromInline package var negativeZeros: Int

  @inlinable @inline(__always)
  init(lows: Int, zeros: Int, negativeZeros: Int) {
    self.lows = lows
    self.zeros = zeros
    self.negativeZeros = negativeZeros
  }
}

/// What a second scan finds in a block of floats that are not all finite.
@usableFromInline @frozen
package struct StatisticsExceptions {
  /// The least key of a finite element; greater than `maximum` if there is none.
  @usableFromInline package var minimum: Int64
  /// The greatest key of a finite element.
  @usableFromInline package var maximum: Int64
  /// Elements that are not a number.
  @usableFromInline package var nan: Int
  /// Elements that are positive infinity.
  @usableFromInline package var positiveInfinity: Int
  /// Elements that are negative infinity.
  @usableFromInline package var negativeInfinity: Int

  @inlinable @inline(__always)
  init(minimum: Int64, maximum: Int64, nan: Int, positiveInfinity: Int, negativeInfinity: Int) {
    self.minimum = minimum
    self.maximum = maximum
    self.nan = nan
    self.positiveInfinity = positiveInfinity
    self.negativeInfinity = negativeInfinity
  }
}

/// How the values of a block are to be summed.
@usableFromInline @frozen
package struct StatisticsShift {
  /// The bits of an element; distances are counted from its value.
  @usableFromInline package var element: UInt64
  /// A power of two that elements of 64-bit floats are multiplied by, shift and all.
  @usableFromInline package var scale: Double

  /// Distances from `element`.
  package init(element: UInt64, scale: Double) {
    self.element = element
    self.scale = scale
  }
}

/// The sum of a block's distances from the shift, and of their squares.
///
/// Kernels of integers of 8 and 16 bits sum exactly; the others give their lanes.
@usableFromInline @frozen
package struct StatisticsSums {
  /// The sum of the distances.
  @usableFromInline package var sum: Double
  /// The sum of their squares.
  @usableFromInline package var squares: Double

  @inlinable @inline(__always)
  init(sum: Double, squares: Double) {
    self.sum = sum
    self.squares = squares
  }

  /// Adds up what a kernel gave: twice eight lanes of sums and eight of squares.
  package init(lanes: UnsafePointer<SIMD8<Double>>) {
    sum = unsafe Self.total(of: lanes[0], lanes[2])
    squares = unsafe Self.total(of: lanes[1], lanes[3])
  }

  private static func total(of even: SIMD8<Double>, _ odd: SIMD8<Double>) -> Double {
    let eight = even + odd
    let four = (
      eight[0] + eight[4], eight[1] + eight[5], eight[2] + eight[6], eight[3] + eight[7]
    )
    return (four.0 + four.2) + (four.1 + four.3)
  }
}
