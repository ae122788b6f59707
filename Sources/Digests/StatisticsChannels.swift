// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// The greatest magnitude of each channel: of each run of as many values.
struct StatisticsChannels {
  private let valuesPerChannel: Int
  /// Values that the last channel still lacks.
  private var missing = 0
  /// A channel without finite values has a negative one.
  private var maxima: [Double] = []

  init(valuesPerChannel: Int) {
    precondition(valuesPerChannel > 0)
    self.valuesPerChannel = valuesPerChannel
  }

  /// Adds `count` values, cut where channels end.
  ///
  /// - Parameter largest: the greatest magnitude of some of them; nil if none is finite.
  mutating func add(_ count: Int, _ largest: (_ start: Int, _ count: Int) -> Double?) {
    var start = 0
    while start < count {
      if missing == 0 {
        maxima.append(-1)
        missing = valuesPerChannel
      }
      let part = min(missing, count - start)
      if let magnitude = largest(start, part) {
        maxima[maxima.count - 1] = max(maxima[maxima.count - 1], magnitude)
      }
      start += part
      missing -= part
    }
  }

  var results: [Double?] { maxima.map { $0 < 0 ? nil : $0 } }
}
