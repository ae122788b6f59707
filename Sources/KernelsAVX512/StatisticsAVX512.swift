// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Kernels

// The statistics kernels for processors with AVX-512 F, BW, DQ and VL.

/// `scanIntegers8` for processors with AVX-512.
@inline(never)
package func scanIntegers8AVX512(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsIntegerScan {
  unsafe scanIntegers8(rows, layout)
}

/// `scanIntegers16` for processors with AVX-512.
@inline(never)
package func scanIntegers16AVX512(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsIntegerScan {
  unsafe scanIntegers16(rows, layout)
}

/// `scanIntegers32` for processors with AVX-512.
@inline(never)
package func scanIntegers32AVX512(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsIntegerScan {
  unsafe scanIntegers32(rows, layout)
}

/// `scanIntegers64` for processors with AVX-512.
@inline(never)
package func scanIntegers64AVX512(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsIntegerScan {
  unsafe scanIntegers64(rows, layout)
}

/// `scanFloats16` for processors with AVX-512.
@inline(never)
package func scanFloats16AVX512(_ rows: StatisticsRows) -> StatisticsFloatScan {
  unsafe scanFloats16(rows)
}

/// `countLow16` for processors with AVX-512.
@inline(never)
package func countLow16AVX512(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsLowCounts {
  unsafe countLow16(rows, layout)
}

/// `scanExceptions16` for processors with AVX-512.
@inline(never)
package func scanExceptions16AVX512(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsExceptions {
  unsafe scanExceptions16(rows, layout)
}

/// `scanFloats32` for processors with AVX-512.
@inline(never)
package func scanFloats32AVX512(_ rows: StatisticsRows) -> StatisticsFloatScan {
  unsafe scanFloats32(rows)
}

/// `countLow32` for processors with AVX-512.
@inline(never)
package func countLow32AVX512(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsLowCounts {
  unsafe countLow32(rows, layout)
}

/// `scanExceptions32` for processors with AVX-512.
@inline(never)
package func scanExceptions32AVX512(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsExceptions {
  unsafe scanExceptions32(rows, layout)
}

/// `scanFloats64` for processors with AVX-512.
@inline(never)
package func scanFloats64AVX512(_ rows: StatisticsRows) -> StatisticsFloatScan {
  unsafe scanFloats64(rows)
}

/// `countLow64` for processors with AVX-512.
@inline(never)
package func countLow64AVX512(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsLowCounts {
  unsafe countLow64(rows, layout)
}

/// `scanExceptions64` for processors with AVX-512.
@inline(never)
package func scanExceptions64AVX512(
  _ rows: StatisticsRows, _ layout: StatisticsLayout
) -> StatisticsExceptions {
  unsafe scanExceptions64(rows, layout)
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
