// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import CProcessor
internal import Digests
internal import TestSupport

/// The statistics of values, one after the other, in the plainest way.
///
/// Values are decoded here by formula, apart from the program's own decoding. Sums are those of
/// double-double arithmetic, whose error is far below what is tested.
struct StatisticsOracle {
  /// A value and what sort of value it is.
  struct Value {
    var real = 0.0
    /// Of integers, exactly.
    var integer: Int128?
    var isInvalid = false
    var isSubnormal = false
    var isNegativeZero = false
    var bin = 0
  }

  let kind: StatisticsKind
  let values: [Value]

  init(_ kind: StatisticsKind, _ bytes: [UInt8]) {
    self.kind = kind
    let size = kind.valueByteCount
    values = stride(from: 0, to: bytes.count, by: size).map { start in
      let bits = (0..<size).reduce(UInt64(0)) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) }
      return Self.value(kind, bits)
    }
  }

  var finite: [Value] { values.filter { $0.real.isFinite && !$0.isInvalid } }

  // MARK: Decoding

  static func value(_ kind: StatisticsKind, _ bits: UInt64) -> Value {
    switch kind {
    case .float64: float(bits, exponentBits: 11, fractionBits: 52)
    case .float32, .complex64: float(bits, exponentBits: 8, fractionBits: 23)
    case .float16: float(bits, exponentBits: 5, fractionBits: 10)
    case .bfloat16: float(bits, exponentBits: 8, fractionBits: 7)
    case .float8E5M2: float(bits, exponentBits: 5, fractionBits: 2)
    case .float8E4M3: float(bits, exponentBits: 4, fractionBits: 3, form: .finite)
    case .float8E4M3FNUZ: float(bits, exponentBits: 4, fractionBits: 3, form: .unsignedZero)
    case .float8E5M2FNUZ: float(bits, exponentBits: 5, fractionBits: 2, form: .unsignedZero)
    case .float8E8M0:
      bits == 0xFF
        ? Value(real: .nan, bin: 255)
        : Value(
          real: Double(sign: .plus, exponent: Int(bits) - 127, significand: 1), bin: Int(bits))
    case .boolean:
      bits > 1 ? Value(isInvalid: true) : integer(Int128(bits))
    case .int8: integer(Int128(Int8(truncatingIfNeeded: bits)))
    case .int16: integer(Int128(Int16(truncatingIfNeeded: bits)))
    case .int32: integer(Int128(Int32(truncatingIfNeeded: bits)))
    case .int64: integer(Int128(Int64(truncatingIfNeeded: bits)))
    case .uint8, .uint16, .uint32, .uint64: integer(Int128(bits))
    }
  }

  private static func integer(_ value: Int128) -> Value {
    let bin = value == 0 ? 0 : 127 + 127 - value.magnitude.leadingZeroBitCount
    return Value(real: Double(value), integer: value, bin: bin)
  }

  private enum Form { case usual, finite, unsignedZero }

  private static func float(
    _ bits: UInt64, exponentBits: UInt64, fractionBits: UInt64, form: Form = .usual
  ) -> Value {
    let fraction = bits & (1 << fractionBits - 1)
    let exponent = Int(bits >> fractionBits & (1 << exponentBits - 1))
    let isNegative = bits >> (fractionBits + exponentBits) & 1 == 1
    let top = 1 << Int(exponentBits) - 1
    var bias = 1 << (Int(exponentBits) - 1) - 1
    switch form {
    case .usual where exponent == top:
      let infinity: Double = isNegative ? -.infinity : .infinity
      return Value(real: fraction == 0 ? infinity : .nan, bin: 255)
    case .finite where exponent == top && fraction == 1 << fractionBits - 1:
      return Value(real: .nan, bin: 255)
    case .unsignedZero:
      if isNegative, exponent == 0, fraction == 0 { return Value(real: .nan, bin: 255) }
      bias += 1
    default:
      break
    }
    let significand = exponent == 0 ? fraction : fraction + 1 << fractionBits
    let power = max(exponent, 1) - bias - Int(fractionBits)
    let magnitude = scaled(Double(significand), power)
    var bin = 0
    if significand > 0 {
      bin = min(max(127 + power + 63 - significand.leadingZeroBitCount, 0), 254)
    }
    return Value(
      real: isNegative ? -magnitude : magnitude, isSubnormal: exponent == 0 && fraction > 0,
      isNegativeZero: isNegative && significand == 0, bin: bin)
  }

  /// In two steps, since the power alone may be no float.
  private static func scaled(_ value: Double, _ power: Int) -> Double {
    let half = power / 2
    return value * Double(sign: .plus, exponent: half, significand: 1)
      * Double(sign: .plus, exponent: power - half, significand: 1)
  }

  // MARK: Results

  /// All but the moments, which are left nil.
  func counts(hasHistogram: Bool) -> TensorStatistics {
    var result = TensorStatistics()
    result.count = values.count
    result.finite = finite.count
    result.nan = values.count { $0.real.isNaN }
    result.positiveInfinity = values.count { $0.real == .infinity }
    result.negativeInfinity = values.count { $0.real == -.infinity }
    result.invalidBooleans = values.count { $0.isInvalid }
    result.zeros = finite.count { $0.real == 0 }
    result.negativeZeros = values.count { $0.isNegativeZero }
    result.subnormals = values.count { $0.isSubnormal }
    if hasHistogram {
      result.exponentHistogram = [Int](repeating: 0, count: 256)
      for value in values where !value.isInvalid { result.exponentHistogram?[value.bin] += 1 }
    }
    let integers = finite.compactMap(\.integer)
    if let least = integers.min(), let greatest = integers.max() {
      let isSigned: Bool = [.int8, .int16, .int32, .int64].contains(kind)
      func element(_ value: Int128) -> ElementValue {
        isSigned ? .signed(Int64(value)) : .unsigned(UInt64(value))
      }
      result.minimum = element(least)
      result.maximum = element(greatest)
      result.absoluteMaximum = .unsigned(UInt64(max(least.magnitude, greatest.magnitude)))
    } else {
      // Adding 0 makes -0 to 0.
      let reals = finite.map { $0.real + 0 }
      result.minimum = reals.min().map(ElementValue.real)
      result.maximum = reals.max().map(ElementValue.real)
      result.absoluteMaximum = reals.map(\.magnitude).max().map(ElementValue.real)
    }
    return result
  }

  /// Mean, standard deviation and norm.
  ///
  /// Integers are exact until the end, where a 64-bit float takes the place of a fraction.
  var moments: (mean: Double, standardDeviation: Double, euclideanNorm: Double) {
    let size = Double(finite.count)
    if let first = finite.first?.integer {
      let sum = finite.reduce(Int128(0)) { $0 + (($1.integer ?? 0) - first) }
      let offset = Double(sum) / size
      let deviations = finite.reduce(DoubleDouble()) { total, value in
        total + DoubleDouble(square: Double((value.integer ?? 0) - first) - offset)
      }
      let squares = finite.reduce(DoubleDouble()) { $0 + DoubleDouble(square: $1.real) }
      return (
        Double(first) + offset, (deviations.value / size).squareRoot(), squares.value.squareRoot()
      )
    }
    // Brought near 1, where squares are floats; that is exact but for what is much smaller.
    let largest = finite.map(\.real.magnitude).max() ?? 0
    let power = largest == 0 ? 0 : -Int(largest.exponent)
    let values = finite.map { Self.scaled($0.real, power) }
    let mean = values.reduce(DoubleDouble()) { $0 + DoubleDouble($1) }.value / size
    let deviations = values.reduce(DoubleDouble()) { $0 + DoubleDouble(square: $1 - mean) }
    let squares = values.reduce(DoubleDouble()) { $0 + DoubleDouble(square: $1) }
    return (
      Self.scaled(mean, -power), Self.scaled((deviations.value / size).squareRoot(), -power),
      Self.scaled(squares.value.squareRoot(), -power)
    )
  }
}

/// A number as the sum of two floats, for sums without visible error.
struct DoubleDouble {
  private var high = 0.0
  private var low = 0.0

  init() {}

  init(_ value: Double) { high = value }

  init(square value: Double) {
    high = value * value
    low = (-high).addingProduct(value, value)
  }

  var value: Double { high + low }

  static func + (one: Self, other: Self) -> Self {
    let total = one.high + other.high
    let part = total - one.high
    let error = (one.high - (total - part)) + (other.high - part)
    var result = Self()
    let rest = error + one.low + other.low
    result.high = total + rest
    result.low = rest - (result.high - total)
    return result
  }
}

/// Kernels to be tested, with the names that failures show.
struct NamedKernels: Sendable, CustomStringConvertible {
  let name: String
  let kernels: StatisticsKernels

  var description: String { name }

  /// Those that this processor can run.
  static let all: [NamedKernels] = {
    var all = [NamedKernels(name: "portable", kernels: .portable)]
    #if arch(x86_64)
      let features = wc_processor_features()
      if features & WC_HAS_AVX2.rawValue != 0 {
        all.append(NamedKernels(name: "AVX2", kernels: .avx2))
      }
      if features & WC_HAS_AVX512.rawValue != 0 {
        all.append(NamedKernels(name: "AVX-512", kernels: .avx512))
      }
    #endif
    return all
  }()
}
