// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What the elements of a tensor are: how many there are of each sort, and the moments of their
/// values.
///
/// Counts, extremes and the histogram are exact. The moments are sums of 64-bit floats in an order
/// that is fixed, so that they have the same bits on every processor and for every number of
/// threads.
///
/// Extremes and moments are of the finite values only, and nil where there is none; they are never
/// NaN and never infinite. Of complex elements the real and the imaginary parts are counted as two
/// values.
public struct TensorStatistics: Sendable, Hashable {
  /// Values in all.
  public var count = 0
  /// Values that are neither infinite nor NaN, nor bytes that are no truth value.
  public var finite = 0
  /// Values that are not a number, whatever their payload.
  public var nan = 0
  /// Values that are positive infinity.
  public var positiveInfinity = 0
  /// Values that are negative infinity.
  public var negativeInfinity = 0
  /// Values that are zero, of either sign.
  public var zeros = 0
  /// Values that are -0.
  public var negativeZeros = 0
  /// Values that are subnormal in the elements' own format.
  public var subnormals = 0
  /// Bytes of truth values that are neither 0 nor 1.
  public var invalidBooleans = 0
  /// The least value; 0 if that is -0.
  public var minimum: ElementValue?
  /// The greatest value; 0 if that is -0.
  public var maximum: ElementValue?
  /// The greatest magnitude.
  public var absoluteMaximum: ElementValue?
  /// The arithmetic mean.
  public var mean: Double?
  /// The standard deviation of the population: divided by the count, not by one less.
  public var standardDeviation: Double?
  /// The Euclidean norm: the square root of the sum of squares; nil also if it `overflows`.
  public var euclideanNorm: Double?
  /// Whether the Euclidean norm is greater than every 64-bit float.
  public var overflows = false
  /// If it was asked for, the values by exponent, in 256 bins.
  ///
  /// The bin is the exponent byte of the value as a 32-bit float: values from 2^(k - 127) to below
  /// 2^(k - 126) are in bin k, and less than 2^-126 in bin 0, with zeros. Infinities and NaN are in
  /// bin 255; 64-bit floats that are too great for a 32-bit one are in bin 254. Of integers it is
  /// the exponent before rounding. Bytes that are no truth value are in no bin.
  public var exponentHistogram: [Int]?
  /// If it was asked for, the greatest magnitude of each channel; nil where no value is finite.
  ///
  /// 64-bit integers are rounded.
  public var absoluteMaximumPerChannel: [Double?]?

  package init() {}
}

/// Statistics that were found, in one place however many hold them.
package final class FoundStatistics: Hashable, Sendable {
  package let value: TensorStatistics

  init(_ value: TensorStatistics) {
    self.value = value
  }

  package static func == (left: FoundStatistics, right: FoundStatistics) -> Bool {
    left.value == right.value
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(value)
  }
}

/// A value of an element, exactly.
public enum ElementValue: Sendable, Hashable {
  /// Of a float; never -0, infinite or NaN.
  case real(Double)
  /// Of a signed integer.
  case signed(Int64)
  /// Of an unsigned integer or a truth value, or the magnitude of any integer.
  case unsigned(UInt64)

  /// The nearest 64-bit float.
  public var double: Double {
    switch self {
    case .real(let value): value
    case .signed(let value): Double(value)
    case .unsigned(let value): Double(value)
    }
  }
}
