// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Words in order, with gaps, that a restricting clause has.
struct ClausePattern: Sendable {
  /// A word of the pattern.
  struct Step: Sendable {
    /// Words that may stand in between before it.
    let gap: Int
    /// Hashes of the words that it may be; see WordHash.
    let choices: Set<UInt64>
  }

  let kind: RestrictionClause.Kind
  let steps: [Step]
  /// Whether it is a name or adjective alone, which restricts only in a sentence that does.
  let isBare: Bool
  /// Whether "not" can turn it into its opposite: what excludes commerce, and what "only" limits.
  let isDeniable: Bool

  /// All patterns, in the order of the table.
  static let all: [ClausePattern] = table.split(separator: "\n").compactMap(ClausePattern.init)

  /// The patterns that may begin with a word.
  static let byFirstWord: [UInt64: [ClausePattern]] = {
    var patterns: [UInt64: [ClausePattern]] = [:]
    for pattern in all {
      for word in pattern.steps[0].choices { patterns[word, default: []].append(pattern) }
    }
    return patterns
  }()

  private init?(line: Substring) {
    let parts = line.split(separator: " ")
    guard let kind = RestrictionClause.Kind(rawValue: String(parts[0].dropLast())) else {
      return nil
    }
    self.kind = kind
    var steps: [Step] = []
    var gap = 0
    for part in parts.dropFirst() {
      if part.hasPrefix("+"), let count = Int(part.dropFirst()) {
        gap = count
      } else {
        let choices = part.split(separator: "|").map { WordHash.word($0.utf8) }
        steps.append(Step(gap: gap, choices: Set(choices)))
        gap = 0
      }
    }
    self.steps = steps
    isBare =
      kind == .military && steps.count == 1
      || kind == .nonCommercial && (steps.count == 1 || parts[1] == "non")
    isDeniable =
      kind == .nonCommercial
      || Self.deniableWords.contains { word in steps.contains { $0.choices.contains(word) } }
  }

  private static let deniableWords = ["only", "prohibited"].map { WordHash.word($0.utf8) }

  /// How many words the pattern takes from `start` on, where its first word stands.
  ///
  /// Each further word is taken where it is first found; nil if the pattern does not fit.
  func length(_ words: ArraySlice<UInt64>, at start: Int) -> Int? {
    var index = start + 1
    for step in steps.dropFirst() {
      let end = min(index + step.gap + 1, words.endIndex)
      guard index < end, let hit = words[index..<end].firstIndex(where: step.choices.contains)
      else { return nil }
      index = hit + 1
    }
    return index - start
  }
}
