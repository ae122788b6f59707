// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// A set of hashes of word pairs, as bits: membership is one look, and a hostile order costs
/// nothing.
struct PairSet {
  private var bits = [UInt64](repeating: 0, count: 1 << 18)
  /// Hashes in it.
  private(set) var count = 0

  init(_ pairs: some Sequence<UInt32>) {
    for pair in pairs where !contains(pair) {
      bits[Int(pair >> 6)] |= 1 << UInt64(pair & 63)
      count += 1
    }
  }

  /// Whether the 24-bit hash is in it.
  func contains(_ pair: UInt32) -> Bool {
    bits[Int(pair >> 6)] >> UInt64(pair & 63) & 1 == 1
  }
}
