// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Numbers that look random and are the same in each run.
///
/// SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014).
public struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Starts the sequence that belongs to `seed`.
  public init(seed: UInt64) {
    state = seed
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A place in a page of 4,096 bytes.
  public mutating func pageOffset() -> Int {
    Int.random(in: 0..<4096, using: &self)
  }

  /// A SHA-256 in hexadecimal that is that of nothing.
  mutating func hexadecimalDigest() -> String {
    (0..<4).map { _ in
      let digits = String(next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
