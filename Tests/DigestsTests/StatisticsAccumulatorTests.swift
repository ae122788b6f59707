// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Digests
internal import TestSupport
internal import Testing

@Suite("Statistics of the elements of a tensor")
struct StatisticsAccumulatorTests {
  // MARK: All kinds

  @Test(
    "random bits of every kind, with all that they can mean, give what the oracle gives",
    arguments: StatisticsKind.allCases)
  func randomBits(kind: StatisticsKind) {
    var random = SplitMix64(seed: 1)
    let bytes = random.bytes(kind.elementByteCount * 5_000)
    Self.expectAll(kind, bytes)
  }

  @Test(
    "values like those of weights give what the oracle gives",
    arguments: StatisticsKind.allCases)
  func weights(kind: StatisticsKind) {
    Self.expectAll(kind, Self.weights(kind, count: 9_000, seed: 2))
  }

  @Test(
    "every count of elements around a row and around a block gives what the oracle gives",
    arguments: [StatisticsKind.bfloat16, .float32, .float64, .int8, .uint16, .int32, .uint64])
  func counts(kind: StatisticsKind) {
    let bytes = Self.weights(kind, count: 8_200, seed: 3)
    // A row has 32 elements, a block 4,096.
    let edges = [4_095, 4_096, 4_097, 4_128, 8_191, 8_192, 8_193]
    for count in Array(0...130) + edges {
      Self.expectAll(kind, Array(bytes.prefix(count * kind.elementByteCount)))
    }
  }

  @Test("specials of every float, in every place of a row, are counted by their bits")
  func specials() {
    for (kind, specials) in Self.specials {
      for place in [0, 1, 30, 31, 32, 40, 63] {
        for count in [place + 1, 64, 70] where count > place {
          for special in specials {
            var elements = [UInt64](repeating: Self.one(kind), count: count)
            elements[place] = special
            Self.expectAll(kind, Self.bytes(kind, elements))
          }
        }
      }
      Self.expectAll(kind, Self.bytes(kind, specials))
      Self.expectAll(
        kind, Self.bytes(kind, (0..<5_000).map { specials[$0 % specials.count] }))
    }
  }

  @Test(
    "every pattern of 16 bits, alone, has its value and is counted as what it is",
    arguments: [StatisticsKind.float16, .bfloat16])
  func patterns(kind: StatisticsKind) {
    #if DEBUG
      // Without optimisation a kernel takes a thousand times as long.
      let patterns = Array(stride(from: UInt64(0), to: 65_536, by: 61)) + [0x7C00, 0x7F80, 0xFFFF]
    #else
      let patterns = Array(UInt64(0)..<65_536)
    #endif
    for kernels in NamedKernels.all {
      for bits in patterns {
        let value = StatisticsOracle.value(kind, bits)
        let result = Self.run(kind, Self.bytes(kind, [bits]), kernels: kernels)
        let isExact =
          value.real.isFinite
          ? result.minimum == .real(value.real + 0) && result.mean == value.real + 0
            && result.euclideanNorm == value.real.magnitude && result.standardDeviation == 0
            && result.subnormals == (value.isSubnormal ? 1 : 0)
          : result.minimum == nil && result.mean == nil && result.finite == 0
        #expect(isExact, "\(kind) \(String(bits, radix: 16)) \(kernels)")
      }
    }
  }

  @Test("all patterns of 16 bits together give what the oracle gives")
  func allPatterns() {
    for kind: StatisticsKind in [.float16, .bfloat16, .int16, .uint16] {
      #if DEBUG
        Self.expectAll(kind, Self.bytes(kind, stride(from: 0, to: 65_536, by: 13).map { $0 }))
      #else
        Self.expectAll(kind, Self.bytes(kind, (0..<65_536).map { $0 }))
      #endif
    }
  }

  @Test("every byte of every kind of one byte, alone, gives what the oracle gives")
  func allBytes() {
    for kind in StatisticsKind.allCases where kind.elementByteCount == 1 {
      for byte in UInt8.min...UInt8.max { Self.expectAll(kind, [byte]) }
      Self.expectAll(kind, Array(UInt8.min...UInt8.max))
    }
  }

  // MARK: Form of the input

  @Test("elements at every address give the same bits", arguments: NamedKernels.all)
  func addresses(kernels: NamedKernels) {
    for kind in StatisticsKind.allCases {
      let bytes = Self.weights(kind, count: 300, seed: 4)
      let expected = Self.run(kind, bytes, kernels: kernels)
      for offset in 1..<9 {
        let result = Self.run(kind, bytes, kernels: kernels, offset: offset)
        #expect(result == expected, "\(kind) at \(offset)")
      }
    }
  }

  @Test("big-endian elements give the same bits as little-endian ones")
  func bigEndian() {
    for kind in StatisticsKind.allCases {
      let bytes = Self.weights(kind, count: 4_500, seed: 5, hasSpecials: true)
      let size = kind.valueByteCount
      let swapped = stride(from: 0, to: bytes.count, by: size).flatMap {
        bytes[$0..<$0 + size].reversed()
      }
      let options: StatisticsAccumulator.Options = .exponentHistogram
      for kernels in NamedKernels.all {
        #expect(
          Self.run(
            kind, swapped, kernels: kernels, options: [options, .bigEndian], perChannel: 700)
            == Self.run(kind, bytes, kernels: kernels, options: options, perChannel: 700),
          "\(kind) \(kernels)")
      }
    }
  }

  @Test("pieces of any number of blocks give the same bits", arguments: StatisticsKind.allCases)
  func pieces(kind: StatisticsKind) {
    let bytes = Self.weights(kind, count: 4_096 * 5 + 77, seed: 6, hasSpecials: true)
    let expected = Self.run(
      kind, bytes, kernels: NamedKernels.all[0], options: .exponentHistogram, perChannel: 3_001)
    for kernels in NamedKernels.all {
      for blocks in [1, 2, 3, 5] {
        let result = Self.run(
          kind, bytes, kernels: kernels, options: .exponentHistogram, perChannel: 3_001,
          piece: blocks * 4_096)
        #expect(result == expected, "\(kernels), pieces of \(blocks) blocks")
      }
    }
  }

  @Test("no elements have no extremes and no moments", arguments: StatisticsKind.allCases)
  func empty(kind: StatisticsKind) {
    for kernels in NamedKernels.all {
      #expect(Self.run(kind, [], kernels: kernels) == TensorStatistics())
      let accumulator = StatisticsAccumulator(
        kind, options: .exponentHistogram, elementsPerChannel: 3, kernels: kernels.kernels)
      let result = accumulator.finish()
      #expect(result.exponentHistogram == [Int](repeating: 0, count: 256))
      #expect(result.absoluteMaximumPerChannel == [])
    }
  }

  @Test("nothing but NaN has no extremes and no moments")
  func allNaN() {
    for (kind, bits) in [
      (StatisticsKind.float64, UInt64(0x7FF0_0000_0000_0001)), (.float32, 0xFF80_0001),
      (.float16, 0x7C01), (.bfloat16, 0xFFFF), (.float8E4M3, 0x7F), (.float8E8M0, 0xFF),
    ] {
      for kernels in NamedKernels.all {
        let bytes = Self.bytes(kind, [UInt64](repeating: bits, count: 4_100))
        var expected = TensorStatistics()
        (expected.count, expected.nan) = (4_100, 4_100)
        expected.absoluteMaximumPerChannel = [nil, nil, nil]
        #expect(Self.run(kind, bytes, kernels: kernels, perChannel: 2_000) == expected)
      }
    }
  }

  // MARK: Numbers at the edge

  @Test("values far from 0 and close together keep their deviation")
  func farFromZero() throws {
    var random = SplitMix64(seed: 7)
    for kind in [StatisticsKind.float32, .float64, .int32, .uint32, .int64, .uint64] {
      let values = (0..<9_000).map { _ in 1e6 + Self.normal(&random) * (kind.isFloat ? 1 : 5) }
      Self.expectAll(kind, Self.bytes(kind, values.map { Self.encode(kind, $0) }))
    }
    // Further than 64-bit floats tell integers apart.
    let far = (0..<9_000).map { UInt64(bitPattern: Int64.max - Int64($0 % 7)) }
    for kernels in NamedKernels.all {
      for kind in [StatisticsKind.int64, .uint64] {
        let result = Self.run(kind, Self.bytes(kind, far), kernels: kernels)
        let deviation = try #require(result.standardDeviation)
        // 0 to 6 about equally often: the variance is 4, but for the last few.
        #expect(abs(deviation - 2) < 1e-3)
        let oracle = StatisticsOracle(kind, Self.bytes(kind, far)).moments
        #expect(abs(deviation - oracle.standardDeviation) < 1e-10)
      }
    }
  }

  @Test("one value far from all others keeps the deviation right, wherever it stands")
  func outlier() {
    var random = SplitMix64(seed: 8)
    for place in [0, 5, 4_095, 4_096, 8_999] {
      var values = (0..<9_000).map { _ in 1e6 + Self.normal(&random) }
      values[place] = -3
      Self.expectAll(
        .float32, Self.bytes(.float32, values.map { Self.encode(.float32, $0) }))
    }
  }

  @Test(
    "64-bit floats whose squares are too great or too small have their moments all the same",
    arguments: [-1_000, -700, -600, -400, -399, 399, 400, 600, 900, 1_000])
  func extremes(exponent: Int) throws {
    var random = SplitMix64(seed: 9)
    let values = (0..<9_000).map { _ in Self.normal(&random) }
    let factor = Double(sign: .plus, exponent: exponent, significand: 1)
    let bytes = Self.bytes(.float64, values.map { ($0 * factor).bitPattern })
    let oracle = StatisticsOracle(.float64, Self.bytes(.float64, values.map(\.bitPattern))).moments
    let expected = Self.expectSameBits(.float64, bytes)
    let (mean, deviation) = (try #require(expected.mean), try #require(expected.standardDeviation))
    #expect(abs(mean / factor - oracle.mean) < 1e-12)
    #expect(abs(deviation / factor - oracle.standardDeviation) < 1e-10)
    let norm = try #require(expected.euclideanNorm)
    #expect(abs(norm / factor - oracle.euclideanNorm) < 1e-8)
    #expect(!expected.overflows)
  }

  @Test("blocks of very different magnitudes are merged in every order")
  func mixedScales() throws {
    let magnitudes = [1e-300, 1.0, 1e300]
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2], [0, 2, 1], [2, 0, 1], [1, 2, 0]] {
      var random = SplitMix64(seed: 10)
      let values = order.flatMap { index in
        (0..<4_096).map { _ in Self.normal(&random) * magnitudes[index] }
      }
      let result = Self.expectSameBits(
        .float64, Self.bytes(.float64, values.map(\.bitPattern)))
      // Only the greatest ones matter.
      let great = values.map { $0 / 1e300 }
      let oracle = StatisticsOracle(
        .float64, Self.bytes(.float64, great.map(\.bitPattern))
      ).moments
      let deviation = try #require(result.standardDeviation) / 1e300
      #expect(abs(deviation / oracle.standardDeviation - 1) < 1e-10, "\(order)")
      let mean = try #require(result.mean) / 1e300
      #expect(abs(mean - oracle.mean) < 1e-12, "\(order)")
    }
  }

  @Test("a norm beyond the greatest 64-bit float is left out, and that is said")
  func overflow() {
    let greatest = Double.greatestFiniteMagnitude
    let bytes = Self.bytes(
      .float64, (0..<5_000).map { ($0 % 2 == 0 ? greatest : -greatest).bitPattern })
    let result = Self.expectSameBits(.float64, bytes)
    #expect(result.euclideanNorm == nil)
    #expect(result.overflows)
    #expect(result.mean == 0)
    #expect(result.standardDeviation == greatest)

    let same = Self.expectSameBits(
      .float64, Self.bytes(.float64, [UInt64](repeating: greatest.bitPattern, count: 33)))
    #expect(same.mean == greatest)
    #expect(same.standardDeviation == 0)
    #expect(same.overflows)

    let one = Self.expectSameBits(.float64, Self.bytes(.float64, [(-greatest).bitPattern]))
    #expect(one.euclideanNorm == greatest)
    #expect(!one.overflows)
  }

  @Test("subnormal 64-bit floats are not taken for 0")
  func subnormal() {
    let least = Double.leastNonzeroMagnitude
    let result = Self.expectSameBits(
      .float64, Self.bytes(.float64, [UInt64](repeating: least.bitPattern, count: 100)))
    #expect(result.subnormals == 100)
    #expect(result.mean == least)
    #expect(result.standardDeviation == 0)
    #expect(result.euclideanNorm == 10 * least)
  }

  @Test("the extremes of 64-bit integers are exact")
  func integerExtremes() {
    let signed = Self.expectSameBits(
      .int64, Self.bytes(.int64, [Int64.min, .max, -1, 0].map { UInt64(bitPattern: $0) }))
    #expect(signed.minimum == .signed(.min))
    #expect(signed.maximum == .signed(.max))
    #expect(signed.absoluteMaximum == .unsigned(1 << 63))

    let unsigned = Self.expectSameBits(.uint64, Self.bytes(.uint64, [.max, .max - 1, 1 << 63]))
    #expect(unsigned.minimum == .unsigned(1 << 63))
    #expect(unsigned.maximum == .unsigned(.max))
    #expect(unsigned.absoluteMaximum == .unsigned(.max))
    for kind in [StatisticsKind.int64, .uint64] {
      Self.expectAll(kind, Self.bytes(kind, [0, .max, 1 << 63, 1 << 63 - 1]))
      Self.expectAll(
        kind, Self.bytes(kind, (0..<5_000).map { $0 % 2 == 0 ? 1 << 63 : 1 << 63 - 1 }))
    }
  }

  @Test("narrow integers fill their sums to the last bit")
  func narrowIntegers() {
    for bits in [UInt64(0), 0x80, 0x7F, 0xFF, 0x8000, 0x7FFF, 0xFFFF] {
      for kind in [StatisticsKind.int8, .uint8, .int16, .uint16] {
        Self.expectAll(kind, Self.bytes(kind, [UInt64](repeating: bits, count: 8_192)))
      }
    }
  }

  @Test("equal values have the deviation 0, whatever their count")
  func equal() {
    for count in [1, 31, 4_096, 4_097, 12_000] {
      for kind in [StatisticsKind.float32, .bfloat16, .int32] {
        let bits = Self.encode(kind, kind == .int32 ? 77 : 0.1)
        let result = Self.expectSameBits(
          kind, Self.bytes(kind, [UInt64](repeating: bits, count: count)))
        #expect(result.standardDeviation == 0)
        #expect(result.mean == result.minimum?.double)
      }
    }
  }

  @Test("bytes that are no truth value are counted apart and left out of all else")
  func booleans() {
    let bytes = (0..<5_000).map { UInt8(truncatingIfNeeded: $0 % 3) }
    let result = Self.expectSameBits(.boolean, bytes)
    #expect(result.invalidBooleans == 1_666)
    #expect(result.zeros == 1_667)
    #expect(result.finite == 3_334)
    #expect(result.minimum == .unsigned(0))
    #expect(result.maximum == .unsigned(1))
    #expect(result.mean == 0.5)
    #expect(Self.expectSameBits(.boolean, [2, 255]).maximum == nil)
    for byte in UInt8(2)...255 {
      #expect(Self.expectSameBits(.boolean, [byte]).invalidBooleans == 1)
    }
  }

  // MARK: Channels

  @Test(
    "each channel has its own greatest magnitude, also across blocks and pieces",
    arguments: [1, 3, 31, 32, 33, 100, 4_095, 4_096, 4_097, 8_192, 10_000])
  func channels(perChannel: Int) {
    for kind in StatisticsKind.allCases {
      let count = perChannel < 31 ? 500 : 9_000
      let bytes = Self.weights(kind, count: count, seed: 12, hasSpecials: true)
      let values = StatisticsOracle(kind, bytes).values
      let size = perChannel * kind.valuesPerElement
      let expected: [Double?] = stride(from: 0, to: values.count, by: size).map { start in
        values[start..<min(start + size, values.count)]
          .filter { $0.real.isFinite && !$0.isInvalid }.map(\.real.magnitude).max()
      }
      for kernels in NamedKernels.all {
        let result = Self.run(
          kind, bytes, kernels: kernels, perChannel: perChannel, piece: 4_096)
        #expect(result.absoluteMaximumPerChannel == expected, "\(kind) \(kernels)")
      }
    }
  }
}
