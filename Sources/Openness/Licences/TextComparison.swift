// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// A text beside the known ones, by the word pairs that they share.
struct TextComparison {
  /// The nearest known licence, and the words that it does not have.
  struct Nearest {
    let difference: LicenceDifference
    let changes: [Range<Int>]
  }

  /// Below this, a text resembles nothing.
  private static let minimumSimilarity = 0.85
  /// Texts of one family are closer to each other than this; then the title decides among them.
  private static let familyDistance = 0.03
  /// Pairs that two changes are apart at least; nearer ones are told as one.
  private static let minimumGap = 3
  /// Pairs up to which a difference may be trivial.
  private static let maximumTrivialPairCount = 3
  /// Passages of the residue that are told.
  private static let maximumResidueCount = 64
  /// Words that forbid, of which it is asked whether a name has them.
  private static let maximumNameCount = 64
  /// Words at the start of a text among which its title is looked for.
  private static let maximumTitleOffset = 40

  private let text: LicenceText
  private let pairs: [UInt32]
  private let present: PairSet

  init(_ text: LicenceText, _ hashes: [UInt64]) {
    self.text = text
    pairs = zip(hashes, hashes.dropFirst()).map { WordHash.pair($0, $1) }
    present = PairSet(pairs)
  }

  private struct Score {
    let fingerprint: LicenceFingerprint
    let known: [UInt32]
    let shared: Int
    let similarity: Double
  }

  private func score(_ fingerprint: LicenceFingerprint) -> Score? {
    fingerprint.pairSets.map { known in
      let shared = known.reduce(0) { present.contains($1) ? $0 + 1 : $0 }
      let total = known.count + present.count
      return Score(
        fingerprint: fingerprint, known: known, shared: shared,
        similarity: total == 0 ? 0 : Double(2 * shared) / Double(total))
    }.max { $0.similarity < $1.similarity }
  }

  /// The known text that shares most pairs, if it shares enough; among near ones that of the title.
  var nearest: Nearest? {
    let scores = LicenceFingerprint.all.compactMap(score)
    guard let best = scores.max(by: { $0.similarity < $1.similarity }),
      best.similarity >= Self.minimumSimilarity
    else { return nil }
    let titled = titledIdentifier
    let chosen =
      scores.first {
        $0.fingerprint.identifier == titled
          && $0.similarity >= best.similarity - Self.familyDistance
      } ?? best
    let changes = changes(from: chosen.known)
    let difference = difference(chosen, nearest: best, titled: titled, changes)
    return Nearest(difference: difference, changes: changes)
  }

  /// How the text differs from one that it holds whole, with words around it.
  func difference(of match: KnownTexts.Match, added: [Range<Int>]) -> LicenceDifference {
    let identifier = match.identifier
    let score = LicenceFingerprint.named(identifier).flatMap(score)
    // Titles are known of licences with a fingerprint only; another's may be that of its family.
    let titled = score == nil ? nil : titledIdentifier
    // Each added word makes one pair more.
    let count = added.map(text.wordCount).reduce(0, +)
    return LicenceDifference(
      identifier: identifier, nearestIdentifier: identifier, titledIdentifier: titled,
      similarity: score?.similarity ?? similarity(to: match.words),
      residue: added.prefix(Self.maximumResidueCount).map(text.passage),
      residuePairCount: count, missingPairCount: 0,
      isTrivial: count <= Self.maximumTrivialPairCount && text.isComplete
        && added.allSatisfy(isHarmless),
      bindingChange: bindingChange(added, isAdded: isAdded(added, to: score)).map(text.passage))
  }

  /// Which words beside a known text are added to it.
  ///
  /// All of them, unless they are nearly all known to the licence too: its appendix, filled in.
  private func isAdded(_ added: [Range<Int>], to score: Score?) -> (Int) -> Bool {
    guard let score else { return { _ in true } }
    let known = PairSet(score.known)
    let inside = added.flatMap { $0.lowerBound..<min($0.upperBound, pairs.count) }
    let knownCount = inside.count { known.contains(pairs[$0]) }
    let isAppendix = Double(knownCount) >= Self.minimumSimilarity * Double(inside.count)
    return isAppendix ? isNew(to: known) : { _ in true }
  }

  /// Which words are new: one with a known pair on either side was there before.
  private func isNew(to known: PairSet) -> (Int) -> Bool {
    { index in
      (index == 0 || !known.contains(pairs[index - 1]))
        && (index == pairs.count || !known.contains(pairs[index]))
    }
  }

  /// How much the text shares with some of its own words.
  private func similarity(to words: Range<Int>) -> Double {
    let known = PairSet(pairs[words.lowerBound..<words.upperBound - 1])
    return Double(2 * known.count) / Double(known.count + present.count)
  }

  private func difference(
    _ chosen: Score, nearest: Score, titled: String?, _ changes: [Range<Int>]
  ) -> LicenceDifference {
    let residue = present.count - chosen.shared
    let missing = chosen.known.count - chosen.shared
    let known = PairSet(chosen.known)
    let isSmall =
      residue <= Self.maximumTrivialPairCount && missing <= Self.maximumTrivialPairCount
    return LicenceDifference(
      identifier: chosen.fingerprint.identifier,
      nearestIdentifier: nearest.fingerprint.identifier, titledIdentifier: titled,
      similarity: chosen.similarity,
      residue: changes.prefix(Self.maximumResidueCount).map(text.passage),
      residuePairCount: residue, missingPairCount: missing,
      // The same pairs in another order, or more often, are another text.
      isTrivial: isSmall && !changes.isEmpty && text.isComplete && changes.allSatisfy(isHarmless),
      bindingChange: bindingChange(changes, isAdded: isNew(to: known)).map(text.passage))
  }

  /// Whether a change, with a word on either side, has no number and no word that could bind.
  private func isHarmless(_ change: Range<Int>) -> Bool {
    let words = max(0, change.lowerBound - 1)..<min(text.words.count, change.upperBound + 1)
    return words.allSatisfy { index in
      let word = text.word(index)
      return word.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        && !BindingWords.contains(String(decoding: word, as: UTF8.self))
    }
  }

  /// The first change in which an added word forbids or limits, and is no part of a licence's name.
  private func bindingChange(_ changes: [Range<Int>], isAdded: (Int) -> Bool) -> Range<Int>? {
    // Names are looked for so often; a text with more such words binds in any case.
    var budget = Self.maximumNameCount
    return changes.first { change in
      change.contains { index in
        guard isAdded(index) else { return false }
        let word = PlainWord.bytes(of: text.word(index))
        guard BindingWords.forbids(String(decoding: word, as: UTF8.self)) else { return false }
        budget -= 1
        return budget < 0 || !LicenceName.isPartOfName(text, index)
      }
    }
  }

  /// The words that stand in pairs which the known text does not have, in runs.
  private func changes(from known: [UInt32]) -> [Range<Int>] {
    let known = PairSet(known)
    var runs: [ClosedRange<Int>] = []
    for (index, pair) in pairs.enumerated() where !known.contains(pair) {
      if let last = runs.last, index - last.upperBound <= Self.minimumGap {
        runs[runs.count - 1] = last.lowerBound...index
      } else {
        runs.append(index...index)
      }
    }
    return runs.map { run in
      // The first and the last word of a run of pairs belong to the known text, unless the file
      // begins or ends there, or nothing is in between since something was left out.
      let first = run.lowerBound == 0 ? 0 : run.lowerBound + 1
      let last = run.upperBound == pairs.count - 1 ? run.upperBound + 1 : run.upperBound
      return first <= last ? first..<last + 1 : run.lowerBound..<run.upperBound + 2
    }
  }

  /// The licence whose title stands first in the text; the longest title, where several do.
  private var titledIdentifier: String? {
    for start in 0..<min(Self.maximumTitleOffset, text.words.count) {
      // A title begins a line; elsewhere its words may be about another licence.
      guard start == 0 || text.words[start].line > text.words[start - 1].line else { continue }
      let rest = text.foldedBytes[Int(text.words[start].start)...].prefix(400)
      var found: (identifier: String, count: Int)?
      for fingerprint in LicenceFingerprint.all {
        for title in fingerprint.titles
        where title.utf8.count > found?.count ?? 0 && Self.begins(rest, with: title) {
          found = (fingerprint.identifier, title.utf8.count)
        }
      }
      if let found { return found.identifier }
    }
    return nil
  }

  /// Whether the words begin with those of the title, all of them whole.
  private static func begins(_ words: ArraySlice<UInt8>, with title: String) -> Bool {
    guard words.starts(with: title.utf8) else { return false }
    let rest = words.dropFirst(title.utf8.count)
    return rest.isEmpty || rest.first == 0x20
  }
}
