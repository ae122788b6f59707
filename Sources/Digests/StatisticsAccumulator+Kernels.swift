// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Kernels

/// The kernel for each kind of element.
extension StatisticsAccumulator {
  func integerScan(
    _ rows: StatisticsRows, _ layout: StatisticsLayout
  ) -> StatisticsIntegerScan {
    switch kind.valueByteCount {
    case 1: unsafe kernels.scanIntegers8(rows, layout)
    case 2: unsafe kernels.scanIntegers16(rows, layout)
    case 4: unsafe kernels.scanIntegers32(rows, layout)
    default: unsafe kernels.scanIntegers64(rows, layout)
    }
  }

  func floatScan(_ rows: StatisticsRows) -> StatisticsFloatScan {
    switch kind.valueByteCount {
    case 2: unsafe kernels.scanFloats16(rows)
    case 4: unsafe kernels.scanFloats32(rows)
    default: unsafe kernels.scanFloats64(rows)
    }
  }

  func lowCounts(
    _ rows: StatisticsRows, _ layout: StatisticsLayout
  ) -> StatisticsLowCounts {
    switch kind.valueByteCount {
    case 2: unsafe kernels.countLow16(rows, layout)
    case 4: unsafe kernels.countLow32(rows, layout)
    default: unsafe kernels.countLow64(rows, layout)
    }
  }

  func exceptionScan(
    _ rows: StatisticsRows, _ layout: StatisticsLayout
  ) -> StatisticsExceptions {
    switch kind.valueByteCount {
    case 2: unsafe kernels.scanExceptions16(rows, layout)
    case 4: unsafe kernels.scanExceptions32(rows, layout)
    default: unsafe kernels.scanExceptions64(rows, layout)
    }
  }

  func sums(
    _ rows: StatisticsRows, _ layout: StatisticsLayout, _ shift: StatisticsShift
  ) -> StatisticsSums {
    let lanes = unsafe (memory + Memory.lanes).assumingMemoryBound(to: SIMD8<Double>.self)
    switch kind {
    case .int8, .uint8: return unsafe kernels.sumsInteger8(rows, layout)
    case .int16, .uint16: return unsafe kernels.sumsInteger16(rows, layout)
    case .int32, .uint32: unsafe kernels.sumsInteger32(rows, layout, shift, lanes)
    case .int64, .uint64: unsafe kernels.sumsInteger64(rows, layout, shift, lanes)
    case .bfloat16: unsafe kernels.sumsBFloat16(rows, shift, lanes)
    case .float16: unsafe kernels.sumsFloat16(rows, shift, lanes)
    case .float64: unsafe kernels.sumsFloat64(rows, shift, lanes)
    default: unsafe kernels.sumsFloat32(rows, shift, lanes)
    }
    return unsafe StatisticsSums(lanes: UnsafePointer(lanes))
  }
}
