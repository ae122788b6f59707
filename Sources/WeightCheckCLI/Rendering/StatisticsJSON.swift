// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// The document `weightcheck/stats/1`.
enum StatisticsJSON {
  static func write(_ report: StatisticsReport, to output: Output) {
    var writer = JSONWriter(output)
    writer.object { document in
      document.header("weightcheck/stats/1")
      document.member("status", report.status.rawValue)
      document.key("files")
      document.array { files in
        for file in report.files {
          files.object { object in
            object.member("path", file.path)
            object.key("tensors")
            if let weights = file.weights {
              object.array { $0.values(file.tensors, of: weights) }
            } else {
              object.null()
            }
            if let problem = file.problem { object.member("problem", problem) }
          }
        }
      }
      document.member("findings", report.findings)
    }
    writer.finish()
  }
}

extension JSONWriter {
  /// Tensors with their digests and statistics.
  mutating func values(_ tensors: [MeasuredTensor], of weights: WeightFile) {
    for measured in tensors {
      object(inline: true) { $0.members(of: measured, weights.tensors[measured.index]) }
    }
  }

  private mutating func members(of measured: MeasuredTensor, _ tensor: Tensor) {
    members(of: tensor)
    member("sha256", measured.sha256?.hex)
    member("packed", measured.isPacked)
    member("decoded", measured.isDecoded)
    let statistics = measured.statistics
    member("count", statistics.map { UInt64($0.count) } ?? tensor.elementCount)
    member("finite", statistics?.finite)
    member("nan", statistics?.nan)
    member("positiveInfinity", statistics?.positiveInfinity)
    member("negativeInfinity", statistics?.negativeInfinity)
    member("zeros", statistics?.zeros)
    member("negativeZeros", statistics?.negativeZeros)
    member("subnormals", statistics?.subnormals)
    member("min", statistics?.minimum)
    member("max", statistics?.maximum)
    member("absmax", statistics?.absoluteMaximum)
    member("mean", statistics?.mean)
    member("std", statistics?.standardDeviation)
    member("l2", statistics?.euclideanNorm)
    guard let statistics else { return }
    if statistics.overflows { member("overflows", true) }
    if statistics.invalidBooleans > 0 { member("invalidBooleans", statistics.invalidBooleans) }
    if let bins = statistics.exponentHistogram {
      key("exponentHistogram")
      array(inline: true) { array in
        for count in bins { array.value(count) }
      }
    }
    if let channels = statistics.absoluteMaximumPerChannel {
      key("absmaxPerChannel")
      array(inline: true) { array in
        for channel in channels {
          if let channel { array.value(channel) } else { array.null() }
        }
      }
    }
  }

  private mutating func member(_ key: String, _ value: ElementValue?) {
    self.key(key)
    switch value {
    case .real(let value)?: self.value(value)
    case .signed(let value)?: self.value(value)
    case .unsigned(let value)?: self.value(value)
    case nil: null()
    }
  }

  private mutating func member(_ key: String, _ value: Double?) {
    self.key(key)
    if let value { self.value(value) } else { null() }
  }
}
