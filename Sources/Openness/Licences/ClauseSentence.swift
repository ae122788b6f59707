// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// The words around a clause, and whether they turn its meaning.
///
/// A bare "noncommercial" in a glossary restricts nothing, nor does "not intended only for
/// research". In doubt the clause counts.
struct ClauseSentence {
  /// Words before a clause that may belong to it.
  private static let reach = 24
  /// Words between a negation and what it denies.
  private static let maximumDistance = 3

  let text: LicenceText
  let words: [UInt64]

  /// Whether something near a clause of a bare name or adjective says what may or may not be done.
  func regulates(_ clause: Range<Int>) -> Bool {
    let start = start(of: clause.lowerBound, atCommas: false)
    let limit = min(words.count, clause.upperBound + Self.reach)
    let end = text.words[clause.upperBound..<limit].firstIndex { $0.gap == .stop } ?? limit
    // A list of what is prohibited goes on over the ends of sentences.
    let before = words[max(0, clause.lowerBound - 2 * Self.reach)..<clause.lowerBound]
    return before.contains(where: Self.prohibiting.contains)
      || (start..<end).contains { !clause.contains($0) && Self.regulating.contains(words[$0]) }
  }

  /// Whether the clause says of itself that something is not limited, prohibited or reserved.
  func denies(_ clause: Range<Int>) -> Bool {
    let start = start(of: clause.lowerBound, atCommas: true)
    let negations = (start..<clause.upperBound).filter { Self.negating.contains(words[$0]) }
    guard negations.count == 1, let negation = negations.first else { return false }
    let end = min(words.count, negation + 1 + Self.maximumDistance)
    guard
      let limit = (negation + 1..<end).first(where: {
        Self.limiting.contains(words[$0]) || text.words[$0].gap.rawValue > WordGap.blank.rawValue
          || Self.parting.contains(words[$0])
      }), Self.limiting.contains(words[limit])
    else { return false }
    // Between what is denied and the clause no other thought begins.
    return !(limit..<max(limit, clause.upperBound)).contains { index in
      index > limit
        && (Self.parting.contains(words[index])
          || text.words[index].gap.rawValue > WordGap.blank.rawValue)
    }
  }

  /// Where the sentence begins that a word belongs to, or the part of it after a comma.
  private func start(of index: Int, atCommas: Bool) -> Int {
    let least = max(0, index - Self.reach)
    let gap: WordGap = atCommas ? .comma : .stop
    return text.words[least...index].lastIndex { $0.gap.rawValue >= gap.rawValue } ?? least
  }

  private static func set(_ words: String) -> Set<UInt64> {
    Set(words.split(separator: " ").map { WordHash.word($0.utf8) })
  }

  private static let regulating = set(
    """
    agree agrees allowed basis cannot for forbidden free grant granted grants licence license \
    licensed may must no not only permitted prohibited purpose purposes research restricted shall \
    solely under unless use used user users uses using without
    """)
  private static let prohibiting = set(
    "cannot disallowed exclude excluded forbidden forbids not prohibited prohibits restricted")
  private static let negating = set("never no not without nothing nor")
  private static let limiting = set(
    """
    ban banned conditions exclude excluded excludes exclusively forbid forbidden forbids limit \
    limitation limitations limited limits only prohibit prohibited prohibits restrict restricted \
    restriction restrictions restricts solely
    """)
  private static let parting = set("and but except however or unless")
}
