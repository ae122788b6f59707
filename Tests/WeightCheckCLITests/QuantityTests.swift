// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestSupport
internal import Testing

/// Numbers as people read them, by what `stats` shows of tensors that have one value each.
@Suite("Four significant digits")
struct QuantityTests {
  /// Numbers and what they look like.
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let numbers: [(value: Double, text: String)]
  }

  static let cases = [
    Case(
      testDescription: "zero and small whole numbers",
      numbers: [
        (0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (12, "12"), (999, "999"), (1234, "1234"),
        (-9999, "-9999"),
      ]),
    Case(
      testDescription: "powers of ten, where notation changes",
      numbers: [
        (1e-6, "1e-6"), (1e-5, "1e-5"), (1e-4, "0.0001"), (1e-3, "0.001"), (0.01, "0.01"),
        (0.1, "0.1"), (10, "10"), (100, "100"), (1000, "1000"), (1e4, "10000"), (1e5, "100000"),
        (1e6, "1e6"), (1e7, "1e7"), (1e15, "1e15"), (1e22, "1e22"), (1e23, "1e23"),
        (1e-22, "1e-22"),
      ]),
    Case(
      testDescription: "neighbours of powers of ten",
      numbers: [
        (Double(1000).nextDown, "1000"), (Double(1000).nextUp, "1000"), (0.1.nextDown, "0.1"),
        (0.001.nextDown, "0.001"), (0.001.nextUp, "0.001"), (1e-5.nextUp, "1e-5"),
        (1e-4.nextDown, "0.0001"), (1e6.nextDown, "1e6"), (1e15.nextDown, "1e15"),
      ]),
    Case(
      testDescription: "rounding, up to the next power too",
      numbers: [
        (0.12344, "0.1234"), (0.12346, "0.1235"), (-0.023414, "-0.02341"), (9.9994, "9.999"),
        (9.9996, "10"), (99.996, "100"), (9999.4, "9999"), (9999.6, "10000"), (99994, "99990"),
        (99996, "100000"), (999_949, "999900"), (999_951, "1e6"), (-999_999, "-1e6"),
        (0.00009999, "9.999e-5"), (0.000099996, "0.0001"), (123_456, "123500"),
        (1_234_567, "1.235e6"),
      ]),
    Case(
      testDescription: "trailing zeros are left out",
      numbers: [
        (1.5, "1.5"), (1.25, "1.25"), (1.125, "1.125"), (100.5, "100.5"), (1.5e-8, "1.5e-8"),
        (2e-5, "2e-5"), (1_200_000, "1.2e6"), (120_000, "120000"), (0.002, "0.002"),
        (1.0004, "1"), (10.02, "10.02"),
      ]),
    Case(
      testDescription: "the greatest and the least normal numbers",
      numbers: [
        (1e308, "1e308"), (-1e308, "-1e308"), (1.2344e308, "1.234e308"),
        (.greatestFiniteMagnitude, "1.798e308"), (-.greatestFiniteMagnitude, "-1.798e308"),
        (.leastNormalMagnitude, "2.225e-308"), (1e-300, "1e-300"), (1.5e-301, "1.5e-301"),
        (9.9996e-301, "1e-300"), (1e-307, "1e-307"),
      ]),
    // Literals of these are warned of, so they are multiples of the least number, 4.9407e-324.
    Case(
      testDescription: "subnormal numbers",
      numbers: [
        (multiple(2_024_022_533_073_106), "1e-308"), (multiple(24_976_438_057_000), "1.234e-310"),
        (-multiple(202_402_253), "-1e-315"), (multiple(2024), "1e-320"),
        (multiple(90), "4.447e-322"),
        (multiple(3), "1.482e-323"),
      ]),
    Case(
      testDescription: "twice the least number of all", numbers: [(multiple(2), "9.881e-324")]),
    Case(testDescription: "the least number of all", numbers: [(multiple(1), "4.941e-324")]),
    Case(
      testDescription: "the least number of all, negative",
      numbers: [(-multiple(1), "-4.941e-324")]),
  ]

  private static func multiple(_ count: UInt64) -> Double { Double(bitPattern: count) }

  @Test("a number has four digits at most, and no more zeros than it needs", arguments: cases)
  func significant(_ numbers: Case) throws {
    let folder = try TemporaryFolder()
    let tensors = numbers.numbers.enumerated().map { index, number in
      SafetensorsBuilder.NamedTensor(
        "t\(index)", "F64", [1],
        (0..<8).map { UInt8(truncatingIfNeeded: number.value.bitPattern >> ($0 * 8)) })
    }
    let path = try folder.write(SafetensorsBuilder(tensors: tensors).bytes, to: "x.safetensors")
    let run = try Command.run("stats", path.string)
    #expect(run.status == 0, "\(run.error)")
    let rows = run.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    for (index, number) in numbers.numbers.enumerated() {
      let row = rows.first { $0.last == "t\(index)" } ?? []
      // dtype, shape, min, max, mean, std, zeros, name
      #expect(
        row.dropFirst(2).prefix(4) == [number.text, number.text, number.text, "0"],
        "\(number.value)")
    }
  }
}
