// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

// The statistics kernels for every processor.

/// `scan8` for every processor.
@inline(never)
package func scan8Portable(_ rows: StatisticsRows, _ layout: StatisticsLayout) -> StatisticsScan {
  unsafe scan8(rows, layout)
}

/// `scan16` for every processor.
@inline(never)
package func scan16Portable(_ rows: StatisticsRows, _ layout: StatisticsLayout) -> StatisticsScan {
  unsafe scan16(rows, layout)
}

/// `scan32` for every processor.
@inline(never)
package func scan32Portable(_ rows: StatisticsRows, _ layout: StatisticsLayout) -> StatisticsScan {
  unsafe scan32(rows, layout)
}

/// `scan64` for every processor.
@inline(never)
package func scan64Portable(_ rows: StatisticsRows, _ layout: StatisticsLayout) -> StatisticsScan {
  unsafe scan64(rows, layout)
}

/// `negativeZeros16` for every processor.
@inline(never)
package func negativeZeros16Portable(_ rows: StatisticsRows) -> Int {
  unsafe negativeZeros16(rows)
}

/// `exceptions16` for every processor.
@inline(never)
package func exceptions16Portable(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsExceptions {
  unsafe exceptions16(rows, layout)
}

/// `negativeZeros32` for every processor.
@inline(never)
package func negativeZeros32Portable(_ rows: StatisticsRows) -> Int {
  unsafe negativeZeros32(rows)
}

/// `exceptions32` for every processor.
@inline(never)
package func exceptions32Portable(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsExceptions {
  unsafe exceptions32(rows, layout)
}

/// `negativeZeros64` for every processor.
@inline(never)
package func negativeZeros64Portable(_ rows: StatisticsRows) -> Int {
  unsafe negativeZeros64(rows)
}

/// `exceptions64` for every processor.
@inline(never)
package func exceptions64Portable(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsExceptions {
  unsafe exceptions64(rows, layout)
}

/// `sumsBFloat16` for every processor.
@inline(never)
package func sumsBFloat16Portable(
  _ rows: StatisticsRows, _ shift: StatisticsShift, _ result: UnsafeMutablePointer<SIMD8<Double>>
) {
  unsafe sumsBFloat16(rows, shift, result)
}

/// `sumsFloat16` for every processor.
@inline(never)
package func sumsFloat16Portable(
  _ rows: StatisticsRows, _ shift: StatisticsShift, _ result: UnsafeMutablePointer<SIMD8<Double>>
) {
  unsafe sumsFloat16(rows, shift, result)
}

/// `sumsFloat32` for every processor.
@inline(never)
package func sumsFloat32Portable(
  _ rows: StatisticsRows, _ shift: StatisticsShift, _ result: UnsafeMutablePointer<SIMD8<Double>>
) {
  unsafe sumsFloat32(rows, shift, result)
}

/// `sumsFloat64` for every processor.
@inline(never)
package func sumsFloat64Portable(
  _ rows: StatisticsRows, _ shift: StatisticsShift, _ result: UnsafeMutablePointer<SIMD8<Double>>
) {
  unsafe sumsFloat64(rows, shift, result)
}

/// `sumsInteger8` for every processor.
@inline(never)
package func sumsInteger8Portable(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsSums {
  unsafe sumsInteger8(rows, layout)
}

/// `sumsInteger16` for every processor.
@inline(never)
package func sumsInteger16Portable(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsSums {
  unsafe sumsInteger16(rows, layout)
}

/// `sumsInteger32` for every processor.
@inline(never)
package func sumsInteger32Portable(
  _ rows: StatisticsRows, _ layout: StatisticsLayout, _ shift: StatisticsShift,
  _ result: UnsafeMutablePointer<SIMD8<Double>>
) {
  unsafe sumsInteger32(rows, layout, shift, result)
}

/// `sumsInteger64` for every processor.
@inline(never)
package func sumsInteger64Portable(
  _ rows: StatisticsRows, _ layout: StatisticsLayout, _ shift: StatisticsShift,
  _ result: UnsafeMutablePointer<SIMD8<Double>>
) {
  unsafe sumsInteger64(rows, layout, shift, result)
}
