// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Kernels

// The statistics kernels for processors with AVX-512 F, BW, DQ and VL.

/// `scan8` for processors with AVX-512.
@inline(never)
package func scan8AVX512(_ rows: StatisticsRows, _ layout: StatisticsLayout) -> StatisticsScan {
  unsafe scan8(rows, layout)
}

/// `scan16` for processors with AVX-512.
@inline(never)
package func scan16AVX512(_ rows: StatisticsRows, _ layout: StatisticsLayout) -> StatisticsScan {
  unsafe scan16(rows, layout)
}

/// `scan32` for processors with AVX-512.
@inline(never)
package func scan32AVX512(_ rows: StatisticsRows, _ layout: StatisticsLayout) -> StatisticsScan {
  unsafe scan32(rows, layout)
}

/// `scan64` for processors with AVX-512.
@inline(never)
package func scan64AVX512(_ rows: StatisticsRows, _ layout: StatisticsLayout) -> StatisticsScan {
  unsafe scan64(rows, layout)
}

/// `negativeZeros16` for processors with AVX-512.
@inline(never)
package func negativeZeros16AVX512(_ rows: StatisticsRows) -> Int {
  unsafe negativeZeros16(rows)
}

/// `exceptions16` for processors with AVX-512.
@inline(never)
package func exceptions16AVX512(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsExceptions {
  unsafe exceptions16(rows, layout)
}

/// `negativeZeros32` for processors with AVX-512.
@inline(never)
package func negativeZeros32AVX512(_ rows: StatisticsRows) -> Int {
  unsafe negativeZeros32(rows)
}

/// `exceptions32` for processors with AVX-512.
@inline(never)
package func exceptions32AVX512(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsExceptions {
  unsafe exceptions32(rows, layout)
}

/// `negativeZeros64` for processors with AVX-512.
@inline(never)
package func negativeZeros64AVX512(_ rows: StatisticsRows) -> Int {
  unsafe negativeZeros64(rows)
}

/// `exceptions64` for processors with AVX-512.
@inline(never)
package func exceptions64AVX512(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsExceptions {
  unsafe exceptions64(rows, layout)
}

/// `sumsBFloat16` for processors with AVX-512.
@inline(never)
package func sumsBFloat16AVX512(
  _ rows: StatisticsRows, _ shift: StatisticsShift, _ result: UnsafeMutablePointer<SIMD8<Double>>
) {
  unsafe sumsBFloat16(rows, shift, result)
}

/// `sumsFloat16` for processors with AVX-512.
@inline(never)
package func sumsFloat16AVX512(
  _ rows: StatisticsRows, _ shift: StatisticsShift, _ result: UnsafeMutablePointer<SIMD8<Double>>
) {
  unsafe sumsFloat16(rows, shift, result)
}

/// `sumsFloat32` for processors with AVX-512.
@inline(never)
package func sumsFloat32AVX512(
  _ rows: StatisticsRows, _ shift: StatisticsShift, _ result: UnsafeMutablePointer<SIMD8<Double>>
) {
  unsafe sumsFloat32(rows, shift, result)
}

/// `sumsFloat64` for processors with AVX-512.
@inline(never)
package func sumsFloat64AVX512(
  _ rows: StatisticsRows, _ shift: StatisticsShift, _ result: UnsafeMutablePointer<SIMD8<Double>>
) {
  unsafe sumsFloat64(rows, shift, result)
}

/// `sumsInteger8` for processors with AVX-512.
@inline(never)
package func sumsInteger8AVX512(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsSums {
  unsafe sumsInteger8(rows, layout)
}

/// `sumsInteger16` for processors with AVX-512.
@inline(never)
package func sumsInteger16AVX512(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsSums {
  unsafe sumsInteger16(rows, layout)
}

/// `sumsInteger32` for processors with AVX-512.
@inline(never)
package func sumsInteger32AVX512(
  _ rows: StatisticsRows, _ layout: StatisticsLayout, _ shift: StatisticsShift,
  _ result: UnsafeMutablePointer<SIMD8<Double>>
) {
  unsafe sumsInteger32(rows, layout, shift, result)
}

/// `sumsInteger64` for processors with AVX-512.
@inline(never)
package func sumsInteger64AVX512(
  _ rows: StatisticsRows, _ layout: StatisticsLayout, _ shift: StatisticsShift,
  _ result: UnsafeMutablePointer<SIMD8<Double>>
) {
  unsafe sumsInteger64(rows, layout, shift, result)
}
