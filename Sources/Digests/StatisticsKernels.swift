// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Kernels

#if arch(x86_64)
  internal import KernelsAVX2
  internal import KernelsAVX512
#endif

/// The statistics kernels for one instruction set.
///
/// All of them give the same bits. One that the processor lacks must not be used; the choice is
/// made by whoever has asked the processor.
///
/// SAFETY. The functions read what their rows say, which only `StatisticsAccumulator` makes.
@safe
package struct StatisticsKernels: Sendable {
  typealias Scan = @Sendable (StatisticsRows, StatisticsLayout) -> StatisticsScan
  typealias NegativeZeros = @Sendable (StatisticsRows) -> Int
  typealias Exceptions = @Sendable (StatisticsRows, StatisticsLayout) -> StatisticsExceptions
  typealias FloatSums =
    @Sendable (
      StatisticsRows, StatisticsShift, UnsafeMutablePointer<SIMD8<Double>>
    ) -> Void
  typealias ExactSums = @Sendable (StatisticsRows, StatisticsLayout) -> StatisticsSums
  typealias IntegerSums =
    @Sendable (
      StatisticsRows, StatisticsLayout, StatisticsShift, UnsafeMutablePointer<SIMD8<Double>>
    ) -> Void

  let scan8: Scan
  let scan16: Scan
  let scan32: Scan
  let scan64: Scan
  let negativeZeros16: NegativeZeros
  let negativeZeros32: NegativeZeros
  let negativeZeros64: NegativeZeros
  let exceptions16: Exceptions
  let exceptions32: Exceptions
  let exceptions64: Exceptions
  let sumsBFloat16: FloatSums
  let sumsFloat16: FloatSums
  let sumsFloat32: FloatSums
  let sumsFloat64: FloatSums
  let sumsInteger8: ExactSums
  let sumsInteger16: ExactSums
  let sumsInteger32: IntegerSums
  let sumsInteger64: IntegerSums

  /// For every processor.
  package static let portable = unsafe StatisticsKernels(
    scan8: scan8Portable, scan16: scan16Portable, scan32: scan32Portable, scan64: scan64Portable,
    negativeZeros16: negativeZeros16Portable, negativeZeros32: negativeZeros32Portable,
    negativeZeros64: negativeZeros64Portable, exceptions16: exceptions16Portable,
    exceptions32: exceptions32Portable, exceptions64: exceptions64Portable,
    sumsBFloat16: sumsBFloat16Portable, sumsFloat16: sumsFloat16Portable,
    sumsFloat32: sumsFloat32Portable, sumsFloat64: sumsFloat64Portable,
    sumsInteger8: sumsInteger8Portable, sumsInteger16: sumsInteger16Portable,
    sumsInteger32: sumsInteger32Portable, sumsInteger64: sumsInteger64Portable)

  #if arch(x86_64)
    /// For processors with AVX2, BMI1 and BMI2.
    package static let avx2 = unsafe StatisticsKernels(
      scan8: scan8AVX2, scan16: scan16AVX2, scan32: scan32AVX2, scan64: scan64AVX2,
      negativeZeros16: negativeZeros16AVX2, negativeZeros32: negativeZeros32AVX2,
      negativeZeros64: negativeZeros64AVX2, exceptions16: exceptions16AVX2,
      exceptions32: exceptions32AVX2, exceptions64: exceptions64AVX2,
      sumsBFloat16: sumsBFloat16AVX2, sumsFloat16: sumsFloat16AVX2, sumsFloat32: sumsFloat32AVX2,
      sumsFloat64: sumsFloat64AVX2, sumsInteger8: sumsInteger8AVX2,
      sumsInteger16: sumsInteger16AVX2, sumsInteger32: sumsInteger32AVX2,
      sumsInteger64: sumsInteger64AVX2)

    /// For processors with AVX-512 F, BW, DQ and VL.
    package static let avx512 = unsafe StatisticsKernels(
      scan8: scan8AVX512, scan16: scan16AVX512, scan32: scan32AVX512, scan64: scan64AVX512,
      negativeZeros16: negativeZeros16AVX512, negativeZeros32: negativeZeros32AVX512,
      negativeZeros64: negativeZeros64AVX512, exceptions16: exceptions16AVX512,
      exceptions32: exceptions32AVX512, exceptions64: exceptions64AVX512,
      sumsBFloat16: sumsBFloat16AVX512, sumsFloat16: sumsFloat16AVX512,
      sumsFloat32: sumsFloat32AVX512, sumsFloat64: sumsFloat64AVX512,
      sumsInteger8: sumsInteger8AVX512, sumsInteger16: sumsInteger16AVX512,
      sumsInteger32: sumsInteger32AVX512, sumsInteger64: sumsInteger64AVX512)
  #endif
}
