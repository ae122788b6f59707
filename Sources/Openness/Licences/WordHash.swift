// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Hashes of words and of pairs of words, as Licences/licence_words.py computes them.
enum WordHash {
  /// FNV-1a with 64 bits over the bytes of a word.
  static func word(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return value
  }

  /// 24 bits for two words in order.
  static func pair(_ first: UInt64, _ second: UInt64) -> UInt32 {
    var value = first &* 0x9E37_79B9_7F4A_7C15 &+ second
    value ^= value >> 32
    value = value &* 0xD6E8_FEB8_6659_FD93
    return UInt32(truncatingIfNeeded: value >> 40)
  }

  /// 24 bits for the four words from a place on; nil where there are fewer.
  static func opening(_ words: [UInt64], at index: Int) -> UInt32? {
    guard index + 4 <= words.count else { return nil }
    return pair(words[index], words[index + 1]) ^ pair(words[index + 2], words[index + 3])
  }
}
