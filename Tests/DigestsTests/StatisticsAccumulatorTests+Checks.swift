// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Digests
internal import TestSupport
internal import Testing

extension StatisticsAccumulatorTests {
  // MARK: Checks

  /// The statistics of `bytes`, which are moved to an address of the given remainder.
  static func run(
    _ kind: StatisticsKind, _ bytes: [UInt8], kernels: NamedKernels,
    options: StatisticsAccumulator.Options = [], perChannel: Int? = nil, piece: Int = .max,
    offset: Int = 0
  ) -> TensorStatistics {
    let accumulator = StatisticsAccumulator(
      kind, options: options, elementsPerChannel: perChannel, kernels: kernels.kernels)
    let moved = [UInt8](repeating: 0xA5, count: offset) + bytes + [0x5A]
    let step = piece == .max ? max(bytes.count, 1) : piece * kind.elementByteCount
    unsafe moved.withUnsafeBytes { moved in
      for start in stride(from: 0, to: bytes.count, by: step) {
        let end = min(start + step, bytes.count)
        unsafe accumulator.add(
          UnsafeRawBufferPointer(rebasing: moved[offset + start..<offset + end]))
      }
    }
    return accumulator.finish()
  }

  /// The statistics of `bytes`, which must have the same bits with all kernels.
  @discardableResult
  static func expectSameBits(
    _ kind: StatisticsKind, _ bytes: [UInt8], location: SourceLocation = #_sourceLocation
  ) -> TensorStatistics {
    let results = NamedKernels.all.map {
      run(kind, bytes, kernels: $0, options: .exponentHistogram)
    }
    for (kernels, result) in zip(NamedKernels.all, results) {
      #expect(result == results[0], "\(kind) \(kernels)", sourceLocation: location)
    }
    return results[0]
  }

  /// Expects the oracle's counts and extremes of all kernels.
  @discardableResult
  static func expectCounts(
    _ kind: StatisticsKind, _ bytes: [UInt8], location: SourceLocation = #_sourceLocation
  ) -> TensorStatistics {
    let result = expectSameBits(kind, bytes, location: location)
    var counts = result
    (counts.mean, counts.standardDeviation, counts.euclideanNorm) = (nil, nil, nil)
    counts.overflows = false
    let expected = StatisticsOracle(kind, bytes).counts(hasHistogram: true)
    #expect(
      counts == expected, "\(kind), \(bytes.count) bytes", sourceLocation: location)
    return result
  }

  /// Expects what the oracle gives of all kernels, within the tolerances that are promised.
  static func expectAll(
    _ kind: StatisticsKind, _ bytes: [UInt8], location: SourceLocation = #_sourceLocation
  ) {
    let result = expectCounts(kind, bytes, location: location)
    let oracle = StatisticsOracle(kind, bytes)
    guard let mean = result.mean, let deviation = result.standardDeviation,
      let largest = result.absoluteMaximum?.double
    else {
      #expect(oracle.finite.isEmpty, "\(kind)", sourceLocation: location)
      return
    }
    let expected = oracle.moments
    #expect(
      result.overflows == expected.euclideanNorm.isInfinite, "\(kind)", sourceLocation: location)
    #expect(
      (result.euclideanNorm == nil) == result.overflows, "\(kind)", sourceLocation: location)
    let norm = result.euclideanNorm ?? 0
    let expectedNorm = result.overflows ? 0 : expected.euclideanNorm
    // Results that are themselves subnormal are rounded.
    let least = Double.leastNonzeroMagnitude
    let tolerance = expected.standardDeviation < 1e-3 * abs(expected.mean) ? 1e-6 : 1e-10
    let isClose =
      abs(mean - expected.mean) <= 1e-12 * max(abs(expected.mean), largest) + least
      && abs(deviation - expected.standardDeviation)
        <= tolerance * expected.standardDeviation + 1e-15 * largest + least
      && abs(norm - expectedNorm) <= 1e-10 * expectedNorm + least
    #expect(
      isClose, "\(kind), \(bytes.count) bytes: \((mean, deviation, norm)) for \(expected)",
      sourceLocation: location)
  }

  // MARK: Input

  /// Numbers that are distributed about as a normal distribution has them.
  static func normal(_ random: inout SplitMix64) -> Double {
    (0..<6).reduce(0) { sum, _ in sum + Double.random(in: -1...1, using: &random) } / 2.squareRoot()
  }

  /// Elements like those of a layer, with zeros, and some other values if wanted.
  static func weights(
    _ kind: StatisticsKind, count: Int, seed: Int, hasSpecials: Bool = false
  ) -> [UInt8] {
    var random = SplitMix64(seed: seed)
    let specials = Self.specials.first { $0.kind == kind }?.elements ?? []
    let elements = (0..<count * kind.valuesPerElement).map { _ -> UInt64 in
      if hasSpecials, random.isOneIn(300), let special = specials.randomElement(using: &random) {
        return special
      }
      if random.isOneIn(50) { return 0 }
      return encode(kind, normal(&random) * (kind.isFloat ? 0.02 : 30))
    }
    return bytes(kind, elements)
  }

  /// The bits of an element that has about this value; any bits for kinds of one byte.
  static func encode(_ kind: StatisticsKind, _ value: Double) -> UInt64 {
    switch kind {
    case .float64: value.bitPattern
    case .float32, .complex64: UInt64(Float(value).bitPattern)
    case .bfloat16: UInt64(Float(value).bitPattern >> 16)
    case .float16: float16(Float(value))
    case .int8, .int16, .int32, .int64: UInt64(bitPattern: Int64(value))
    case .uint8, .uint16, .uint32, .uint64: UInt64(abs(value))
    case .boolean: value > 0 ? 1 : 0
    default: UInt64(abs(value) * 1_000) & 0x3F
    }
  }

  /// Fraction bits are cut off; what is too small becomes 0.
  private static func float16(_ value: Float) -> UInt64 {
    let bits = value.bitPattern
    let exponent = Int(bits >> 23 & 0xFF) - 112
    let sign = UInt64(bits >> 31) << 15
    if exponent <= 0 || exponent >= 31 { return sign }
    return sign | UInt64(exponent) << 10 | UInt64(bits >> 13 & 0x3FF)
  }

  static func bytes(_ kind: StatisticsKind, _ elements: [UInt64]) -> [UInt8] {
    elements.flatMap { element in
      (0..<kind.valueByteCount).map { UInt8(truncatingIfNeeded: element >> UInt64(8 * $0)) }
    }
  }

  /// The bits of 1.
  static func one(_ kind: StatisticsKind) -> UInt64 { encode(kind, 1) }

  /// Elements that are easily got wrong: zeros, the least and the greatest subnormal and normal
  /// numbers, infinities, and NaN, quiet and signalling, with the least and the greatest payload.
  static let specials: [(kind: StatisticsKind, elements: [UInt64])] = [
    (.float64, specials(bitCount: 64, fractionBitCount: 52)),
    (.float32, specials(bitCount: 32, fractionBitCount: 23)),
    (.float16, specials(bitCount: 16, fractionBitCount: 10)),
    (.bfloat16, specials(bitCount: 16, fractionBitCount: 7)),
  ]

  private static func specials(
    bitCount: UInt64, fractionBitCount: UInt64
  ) -> [UInt64] {
    let sign = UInt64(1) << (bitCount - 1)
    let normal = UInt64(1) << fractionBitCount
    let infinity = sign - normal
    let finite = [1, normal - 1, normal, infinity - 1]
    let nan = [infinity + 1, infinity + normal / 2, infinity + normal / 2 + 1, sign - 1]
    let positive = [0] + finite + [infinity] + nan
    return positive + positive.map { $0 | sign }
  }
}

extension StatisticsKind {
  var elementByteCount: Int { valueByteCount * valuesPerElement }

  var isFloat: Bool {
    switch self {
    case .float64, .float32, .float16, .bfloat16, .complex64: true
    default: false
    }
  }
}
