// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Kernels

/// Count, sum and sum of squared deviations of the values of blocks, merged one after the other.
///
/// Values are counted from an origin, the shift of the first block, so that little is lost where
/// they lie close together and far from 0. Blocks are merged by the formula of Chan, Golub and
/// LeVeque ("Updating formulae and a pairwise algorithm for computing sample variances", 1979), in
/// the order in which they come.
///
/// Squares of 64-bit floats can be too great or too small for one. Blocks of such values are summed
/// after multiplication by a power of two, so that the sums here always belong to one of three
/// scales, that of the block with the greatest magnitude.
struct StatisticsMoments {
  /// A power of two that values are multiplied by before they are squared.
  enum Scale: Int, Comparable {
    case small = -1
    case ordinary, large

    /// The scale for values of a greatest magnitude.
    init(magnitude: Double) {
      self = magnitude >= 0x1p400 ? .large : magnitude < 0x1p-400 ? .small : .ordinary
    }

    var factor: Double {
      switch self {
      case .small: 0x1p600
      case .ordinary: 1
      case .large: 0x1p-600
      }
    }

    static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
  }

  /// A sum of floats that keeps what rounding takes away (Neumaier's variant of Kahan's).
  struct Sum {
    private var high = 0.0
    private var low = 0.0

    var value: Double { high + low }

    static func += (sum: inout Self, term: Double) {
      let total = sum.high + term
      sum.low +=
        sum.high.magnitude >= term.magnitude
        ? (sum.high - total) + term : (term - total) + sum.high
      sum.high = total
    }

    mutating func scale(by factor: Double) {
      high *= factor
      low *= factor
    }
  }

  /// A block's part, in its own scale.
  struct Block {
    /// Finite values; at least 1.
    var count: Int
    /// The value that the sum counts from, and its key.
    var shift: Double
    var shiftKey: Int64
    var scale: Scale
    /// The sum of the distances from the shift.
    var sum: Double
    /// The sum of the squared distances from the mean.
    var deviations: Double
  }

  private(set) var count = 0
  private(set) var scale = Scale.small
  private let areKeysDistances: Bool
  private var origin = 0.0
  private var originKey: Int64 = 0
  private var sum = Sum()
  private var deviations = Sum()

  /// No values.
  ///
  /// - Parameter areKeysDistances: whether the difference of two keys is that of their values, as
  ///   it is for integers. Their values may not have a float.
  init(areKeysDistances: Bool) {
    self.areKeysDistances = areKeysDistances
  }

  /// Adds a block.
  mutating func merge(_ block: Block) {
    if count == 0 {
      (origin, originKey, scale) = (block.shift, block.shiftKey, block.scale)
    }
    var (blockSum, blockDeviations) = (block.sum, block.deviations)
    if block.scale > scale {
      let steps = block.scale.rawValue - scale.rawValue
      Self.reduce(by: steps) { factor in
        sum.scale(by: factor)
        // Twice, since the square of the factor is too small for a float.
        deviations.scale(by: factor)
        deviations.scale(by: factor)
      }
      scale = block.scale
    } else {
      Self.reduce(by: scale.rawValue - block.scale.rawValue) { factor in
        blockSum *= factor
        blockDeviations = blockDeviations * factor * factor
      }
    }

    let size = Double(block.count)
    let offset = offset(of: block)
    if count > 0 {
      let (before, after) = (Double(count), Double(count + block.count))
      let delta = (offset + blockSum / size) - sum.value / before
      deviations += delta * delta * (before * size / after)
    }
    deviations += blockDeviations
    sum += size * offset
    sum += blockSum
    count += block.count
  }

  /// The distance of a block's shift from the origin.
  private func offset(of block: Block) -> Double {
    guard areKeysDistances else { return block.shift * scale.factor - origin * scale.factor }
    return block.shiftKey >= originKey
      ? Double(UInt64(bitPattern: block.shiftKey &- originKey))
      : -Double(UInt64(bitPattern: originKey &- block.shiftKey))
  }

  private static func reduce(by steps: Int, _ body: (_ factor: Double) -> Void) {
    for _ in 0..<steps { body(0x1p-600) }
  }

  /// Mean, standard deviation and norm; no norm if it is too great for a float.
  var results: (mean: Double, standardDeviation: Double, euclideanNorm: Double?)? {
    if count == 0 { return nil }
    let size = Double(count)
    let mean = origin * scale.factor + sum.value / size
    let deviations = max(0, deviations.value)
    let norm = (deviations + size * mean * mean).squareRoot() / scale.factor
    let results = (mean / scale.factor, (deviations / size).squareRoot() / scale.factor)
    // Nothing but a change of the elements between two looks at them could do this.
    guard results.0.isFinite, results.1.isFinite, !norm.isNaN else { return nil }
    return (results.0, results.1, norm.isFinite ? norm : nil)
  }
}
