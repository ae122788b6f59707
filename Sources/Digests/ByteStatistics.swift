// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// The statistics of elements of one byte, from how often each byte occurs.
struct ByteStatistics {
  private let kind: StatisticsKind
  private let counts: [Int]

  /// - Parameter counts: of each of the 256 bytes.
  init(_ kind: StatisticsKind, counts: [Int]) {
    self.kind = kind
    self.counts = counts
  }

  /// The bytes that occur, with their values.
  private var entries: [(byte: UInt8, value: Double, count: Int)] {
    counts.enumerated().compactMap { byte, count in
      let byte = UInt8(byte)
      return count == 0 ? nil : kind.value(ofByte: byte).map { (byte, $0, count) }
    }
  }

  /// Adds everything but the count.
  func fill(_ result: inout TensorStatistics) {
    let entries = entries
    result.invalidBooleans = result.count - entries.reduce(0) { $0 + $1.count }
    for (byte, value, count) in entries {
      if value.isNaN { result.nan += count }
      if value == .infinity { result.positiveInfinity += count }
      if value == -.infinity { result.negativeInfinity += count }
      if value.isFinite { result.finite += count }
      if value == 0 { result.zeros += count }
      if value == 0, value.sign == .minus { result.negativeZeros += count }
      if kind.isSubnormal(byte: byte) { result.subnormals += count }
    }
    let finite = entries.filter(\.value.isFinite)
    let values = finite.map { $0.value == 0 ? 0 : $0.value }
    guard let minimum = values.min(), let maximum = values.max() else { return }
    result.minimum = element(minimum)
    result.maximum = element(maximum)
    result.absoluteMaximum = element(max(minimum.magnitude, maximum.magnitude))
    result.set(moments(of: finite.map { ($0.value, Double($0.count)) }))
  }

  private func element(_ value: Double) -> ElementValue {
    kind == .boolean ? .unsigned(value == 0 ? 0 : 1) : .real(value)
  }

  private func moments(
    of terms: [(value: Double, count: Double)]
  ) -> (mean: Double, standardDeviation: Double, euclideanNorm: Double?) {
    let size = terms.reduce(0) { $0 + $1.count }
    let mean = terms.reduce(0) { $0 + $1.value * $1.count } / size
    let deviations = terms.reduce(0) { sum, term in
      sum + term.count * (term.value - mean) * (term.value - mean)
    }
    let squares = terms.reduce(0) { $0 + $1.count * $1.value * $1.value }
    return (mean, (deviations / size).squareRoot(), squares.squareRoot())
  }

  /// The histogram of exponents; see `TensorStatistics.exponentHistogram`.
  var exponents: [Int] {
    var bins = [Int](repeating: 0, count: counts.count)
    for (_, value, count) in entries { bins[Self.bin(of: value)] += count }
    return bins
  }

  /// The exponent byte of a value that a 32-bit float has.
  static func bin(of value: Double) -> Int {
    Int(Float(value).bitPattern >> 23 & 0xFF)
  }
}
