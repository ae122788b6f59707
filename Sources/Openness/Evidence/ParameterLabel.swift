// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// A number of parameters that a name states: `7B`, `350M`, `8x7B`.
///
/// A label stands between the borders of words. What follows a letter, as the active parameters in
/// `A3B` and the effective ones in `E4B`, is none.
struct ParameterLabel: Hashable, Sendable {
  /// As it is written.
  let text: String
  /// The parameters it stands for; of `8x7B` the product.
  let count: Double
  /// Experts of a mixture; 1 for any other model.
  let expertCount: Int

  /// Words before a number that make it one of data.
  private static let dataNames: Set = ["laion", "datacomp", "dclm", "fineweb", "pile", "wit", "on"]
  /// Words behind a number that say what it counts.
  private static let units: Set = [
    "token", "tokens", "tok", "pair", "pairs", "sentence", "sentences", "sample", "samples",
    "image", "images", "step", "steps", "context", "ctx", "word", "words", "example", "examples",
  ]

  /// The labels in `name`, in order; numbers that count something else are none.
  static func all(in name: String) -> [ParameterLabel] {
    // A mixture's `8x7B`, and a version's dots stay inside of words.
    let words = name.split { "-_ /(),:;[]{}|+'\"`\t\n".contains($0) }.prefix(64)
    return words.indices.compactMap { index in
      // In a file's name a dot is often an underscore: `0_5b`.
      if index > 0, words[index - 1].utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return nil }
      if index > 0, dataNames.contains(words[index - 1].lowercased()) { return nil }
      if index + 1 < words.endIndex, units.contains(words[index + 1].lowercased()) { return nil }
      return ParameterLabel(words[index])
    }
  }

  private init?(_ word: Substring) {
    let bytes = Array(word.utf8)
    guard bytes.count >= 2, bytes.count <= 16, let unit = bytes.last else { return nil }
    let scale: Double
    switch unit {
    case UInt8(ascii: "B"), UInt8(ascii: "b"): scale = 1e9
    case UInt8(ascii: "M"), UInt8(ascii: "m"): scale = 1e6
    case UInt8(ascii: "T"): scale = 1e12
    default: return nil
    }
    let body = bytes.dropLast()
    let parts = body.split(omittingEmptySubsequences: false) {
      $0 == UInt8(ascii: "x") || $0 == UInt8(ascii: "X")
    }
    guard parts.count <= 2, let size = parts.last.flatMap(Self.number), size > 0 else { return nil }
    var experts = 1
    if parts.count == 2 {
      guard let number = Self.number(parts[0]), number >= 2, number <= 4096,
        number.rounded() == number
      else { return nil }
      experts = Int(number)
    }
    text = String(word)
    expertCount = experts
    count = size * scale * Double(experts)
  }

  /// Digits with at most one dot between them.
  private static func number(_ bytes: ArraySlice<UInt8>) -> Double? {
    guard !bytes.isEmpty, bytes.first != UInt8(ascii: "."), bytes.last != UInt8(ascii: "."),
      bytes.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") })
    else { return nil }
    return Double(String(decoding: bytes, as: UTF8.self))
  }

  /// Whether rounding and embeddings cannot be why `parameters` is another number.
  ///
  /// Of a mixture's product nobody knows how much is shared.
  func isFarOff(_ parameters: UInt64) -> Bool {
    let ratio = Double(parameters) / count
    return !((expertCount > 1 ? 0.1 : 0.4)...2.5 ~= ratio)
  }

  /// Whether `parameters` may be what the label means.
  ///
  /// Names round and leave out embeddings: `gemma-7b` has 8.5 billion, `Qwen1.5-0.5B` has 0.62. The
  /// experts of a mixture share what is not theirs, so that it has less than the product.
  func fits(_ parameters: UInt64) -> Bool {
    let ratio = Double(parameters) / count
    return (expertCount > 1 ? 0.5 : 0.75)...1.35 ~= ratio
  }
}
