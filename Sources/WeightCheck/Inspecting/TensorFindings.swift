// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Digests
internal import UntrustedInput
internal import WeightFormats

extension MeasuredTensor {
  /// What is wrong with the values of a tensor: weights that are no numbers, none that is not zero,
  /// truth values that are neither.
  ///
  /// Packed bytes say nothing of the kind.
  func findings(in weights: WeightFile, path: UntrustedText) -> [Finding] {
    guard isDecoded, let statistics, statistics.count > 0 else { return [] }
    let tensor = weights.tensors[index]
    let name = "tensor '\(tensor.name.escaped)'"
    let offset = tensor.byteRange.lowerBound
    var findings: [Finding] = []
    func add(_ id: Finding.ID, _ message: String) {
      findings.append(Finding(id, .warning, path: path, offset: offset, message))
    }
    if statistics.nan > 0 {
      add(.tensorNaN, "\(name) has \(statistics.nan) NaN of \(statistics.count) values")
    }
    let infinite = statistics.positiveInfinity + statistics.negativeInfinity
    if infinite > 0 {
      add(.tensorInfinite, "\(name) has \(infinite) infinite of \(statistics.count) values")
    }
    if statistics.invalidBooleans > 0 {
      add(
        .tensorBoolValue,
        "\(name) has \(statistics.invalidBooleans) of \(statistics.count) bytes that are neither 0 "
          + "nor 1")
    }
    if statistics.zeros == statistics.count {
      add(.tensorAllZero, "\(name) is all zero")
    }
    return findings
  }
}
