// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Looks for restricting clauses in the words of a licence text.
struct ClauseScan {
  /// Clauses of a kind that are told; more of the same say nothing new.
  private static let maximumCountPerKind = 4
  /// Words before and after a change that may belong to its clause.
  private static let contextCount = 5

  private let text: LicenceText
  private let words: [UInt64]
  private let sentence: ClauseSentence
  private var clauses: [RestrictionClause] = []
  private var counts: [RestrictionClause.Kind: Int] = [:]

  /// Readies the text: what looks like a Latin letter counts as one, what is invisible as nothing.
  init(_ text: LicenceText) {
    self.text = text
    words = text.words.indices.map { WordHash.word(PlainWord.bytes(of: text.word($0))) }
    sentence = ClauseSentence(text: text, words: words)
  }

  /// The clauses found so far and those in a text that is known, or in a range of it.
  ///
  /// Without plain prohibitions: every licence forbids something.
  mutating func known(_ range: Range<Int>? = nil) -> [RestrictionClause] {
    let range = range ?? 0..<words.count
    scan(range, within: range, without: .prohibition)
    return result
  }

  /// The clauses in a text of which nothing is known.
  mutating func unknown() -> [RestrictionClause] {
    scan(0..<words.count, within: 0..<words.count)
    return result
  }

  /// The clauses found so far and those that changes make: a pattern must take at least one word of
  /// a change.
  mutating func changes(_ ranges: [Range<Int>]) -> [RestrictionClause] {
    for range in ranges {
      let wide =
        max(
          0, range.lowerBound - Self.contextCount)..<min(
          words.count, range.upperBound + Self.contextCount)
      scan(range, within: wide)
    }
    return result
  }

  private var result: [RestrictionClause] {
    Set(clauses).sorted {
      ($0.passage.byteRange.lowerBound, $0.kind.rawValue)
        < ($1.passage.byteRange.lowerBound, $1.kind.rawValue)
    }
  }

  private mutating func scan(
    _ range: Range<Int>, within wide: Range<Int>, without excluded: RestrictionClause.Kind? = nil
  ) {
    // A kind is told once for overlapping words.
    var ends: [RestrictionClause.Kind: Int] = [:]
    for start in wide {
      guard let patterns = ClausePattern.byFirstWord[words[start]] else { continue }
      for pattern in patterns where pattern.kind != excluded {
        guard counts[pattern.kind, default: 0] < Self.maximumCountPerKind,
          ends[pattern.kind, default: 0] <= start,
          let length = pattern.length(words[wide], at: start)
        else { continue }
        let taken = start..<start + length
        guard taken.overlaps(range), !pattern.isDeniable || !sentence.denies(taken),
          !pattern.isBare || sentence.regulates(taken)
        else { continue }
        ends[pattern.kind] = taken.upperBound
        add(pattern.kind, taken)
      }
    }
    for index in range {
      for kind in ForeignClause.kinds(in: text.word(index)) where kind != excluded {
        if counts[kind, default: 0] < Self.maximumCountPerKind { add(kind, index..<index + 1) }
      }
    }
  }

  private mutating func add(_ kind: RestrictionClause.Kind, _ words: Range<Int>) {
    counts[kind, default: 0] += 1
    clauses.append(RestrictionClause(kind, text.passage(words)))
  }
}
