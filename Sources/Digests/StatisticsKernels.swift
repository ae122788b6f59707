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
  typealias IntegerScan = @Sendable (StatisticsRows, StatisticsLayout) -> StatisticsIntegerScan
  typealias FloatScan = @Sendable (StatisticsRows) -> StatisticsFloatScan
  typealias LowCount = @Sendable (StatisticsRows, StatisticsLayout) -> StatisticsLowCounts
  typealias ExceptionScan = @Sendable (StatisticsRows, StatisticsLayout) -> StatisticsExceptions
  typealias FloatSums =
    @Sendable (
      StatisticsRows, StatisticsShift, UnsafeMutablePointer<SIMD8<Double>>
    ) -> Void
  typealias ExactSums = @Sendable (StatisticsRows, StatisticsLayout) -> StatisticsSums
  typealias IntegerSums =
    @Sendable (
      StatisticsRows, StatisticsLayout, StatisticsShift, UnsafeMutablePointer<SIMD8<Double>>
    ) -> Void

  let scanIntegers8: IntegerScan
  let scanIntegers16: IntegerScan
  let scanIntegers32: IntegerScan
  let scanIntegers64: IntegerScan
  let scanFloats16: FloatScan
  let scanFloats32: FloatScan
  let scanFloats64: FloatScan
  let countLow16: LowCount
  let countLow32: LowCount
  let countLow64: LowCount
  let scanExceptions16: ExceptionScan
  let scanExceptions32: ExceptionScan
  let scanExceptions64: ExceptionScan
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
    scanIntegers8: scanIntegers8Portable, scanIntegers16: scanIntegers16Portable,
    scanIntegers32: scanIntegers32Portable, scanIntegers64: scanIntegers64Portable,
    scanFloats16: scanFloats16Portable, scanFloats32: scanFloats32Portable,
    scanFloats64: scanFloats64Portable, countLow16: countLow16Portable,
    countLow32: countLow32Portable, countLow64: countLow64Portable,
    scanExceptions16: scanExceptions16Portable, scanExceptions32: scanExceptions32Portable,
    scanExceptions64: scanExceptions64Portable, sumsBFloat16: sumsBFloat16Portable,
    sumsFloat16: sumsFloat16Portable,
    sumsFloat32: sumsFloat32Portable, sumsFloat64: sumsFloat64Portable,
    sumsInteger8: sumsInteger8Portable, sumsInteger16: sumsInteger16Portable,
    sumsInteger32: sumsInteger32Portable, sumsInteger64: sumsInteger64Portable)

  #if arch(x86_64)
    /// For processors with AVX2, BMI1 and BMI2.
    package static let avx2 = unsafe StatisticsKernels(
      scanIntegers8: scanIntegers8AVX2, scanIntegers16: scanIntegers16AVX2,
      scanIntegers32: scanIntegers32AVX2, scanIntegers64: scanIntegers64AVX2,
      scanFloats16: scanFloats16AVX2, scanFloats32: scanFloats32AVX2,
      scanFloats64: scanFloats64AVX2, countLow16: countLow16AVX2, countLow32: countLow32AVX2,
      countLow64: countLow64AVX2, scanExceptions16: scanExceptions16AVX2,
      scanExceptions32: scanExceptions32AVX2, scanExceptions64: scanExceptions64AVX2,
      sumsBFloat16: sumsBFloat16AVX2, sumsFloat16: sumsFloat16AVX2, sumsFloat32: sumsFloat32AVX2,
      sumsFloat64: sumsFloat64AVX2, sumsInteger8: sumsInteger8AVX2,
      sumsInteger16: sumsInteger16AVX2, sumsInteger32: sumsInteger32AVX2,
      sumsInteger64: sumsInteger64AVX2)

    /// For processors with AVX-512 F, BW, DQ and VL.
    package static let avx512 = unsafe StatisticsKernels(
      scanIntegers8: scanIntegers8AVX512, scanIntegers16: scanIntegers16AVX512,
      scanIntegers32: scanIntegers32AVX512, scanIntegers64: scanIntegers64AVX512,
      scanFloats16: scanFloats16AVX512, scanFloats32: scanFloats32AVX512,
      scanFloats64: scanFloats64AVX512, countLow16: countLow16AVX512, countLow32: countLow32AVX512,
      countLow64: countLow64AVX512, scanExceptions16: scanExceptions16AVX512,
      scanExceptions32: scanExceptions32AVX512, scanExceptions64: scanExceptions64AVX512,
      sumsBFloat16: sumsBFloat16AVX512, sumsFloat16: sumsFloat16AVX512,
      sumsFloat32: sumsFloat32AVX512, sumsFloat64: sumsFloat64AVX512,
      sumsInteger8: sumsInteger8AVX512, sumsInteger16: sumsInteger16AVX512,
      sumsInteger32: sumsInteger32AVX512, sumsInteger64: sumsInteger64AVX512)
  #endif
}
