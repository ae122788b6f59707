// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

extension LicenceIdentification {
  /// Words beside known texts that still count as an addition to them, if the texts are shorter.
  private static let maximumAdditionWordCount = 400

  /// Identifies the text of a file.
  ///
  /// Linear in the bytes looked at, which are at most LicenceText.maximumByteCount. Places in a
  /// file of UTF-16 are those in its UTF-8 form.
  package init(of bytes: [UInt8]) {
    if let text = LicenceEncoding.text(bytes) {
      self.init(of: LicenceText(text))
    } else {
      self.init(
        outcome: .unknown, parts: [], clauses: [], statements: [], copyrightLines: [],
        isText: false, isComplete: bytes.count <= LicenceText.maximumByteCount)
    }
  }

  /// Identifies a text.
  package init(of text: LicenceText) {
    let hashes = text.words.indices.map { WordHash.word(text.word($0)) }
    let found = Self.withTitles(KnownTexts.find(in: text, hashes), in: text)
    let tags = Self.tags(of: text)
    var outcome = Self.outcome(of: text, hashes, found)
    if let disagreement = Self.disagreement(of: tags, with: outcome.0) {
      outcome = (.modified(disagreement), [])
    }
    let mentions = outcome.0 == .unknown ? LicenceMentions(in: text).statements : []
    let scanned = Self.clauses(
      of: text, outcome.0, found, changes: outcome.changes, isNotice: !mentions.isEmpty)
    self.init(
      outcome: outcome.0,
      parts: found.map { Part(identifier: $0.identifier, passage: text.passage($0.words)) },
      clauses: scanned, statements: tags + mentions,
      copyrightLines: text.copyrightLines, isText: true, isComplete: text.isComplete)
  }

  private static func outcome(
    of text: LicenceText, _ hashes: [UInt64], _ found: [KnownTexts.Match]
  ) -> (Outcome, changes: [Range<Int>]) {
    let rest = gaps(between: found, count: hashes.count)
    if rest.isEmpty && !found.isEmpty && text.isComplete {
      let identifiers = found.map(\.identifier)
      return (found.count == 1 ? .identified(identifiers[0]) : .several(identifiers), [])
    }
    let comparison = TextComparison(text, hashes)
    let covered = found.map(\.words.count).reduce(0, +)
    let added = rest.map(text.wordCount).reduce(0, +)
    if let longest = found.max(by: { $0.words.count < $1.words.count }),
      added <= maximumAddition(to: longest, covered: covered)
    {
      return (.modified(comparison.difference(of: longest, added: rest)), rest)
    }
    guard let nearest = comparison.nearest else { return (.unknown, []) }
    return (.modified(nearest.difference), nearest.changes)
  }

  /// Words that may stand beside a known text, for the file to be that text with an addition.
  ///
  /// What has no fingerprint may be short, or a part of another licence's text, and must be most of
  /// the file.
  private static func maximumAddition(to longest: KnownTexts.Match, covered: Int) -> Int {
    LicenceFingerprint.named(longest.identifier) == nil
      ? covered : max(maximumAdditionWordCount, covered)
  }

  /// The words that belong to no known text.
  private static func gaps(between found: [KnownTexts.Match], count: Int) -> [Range<Int>] {
    var gaps: [Range<Int>] = []
    var end = 0
    for match in found {
      if match.words.lowerBound > end { gaps.append(end..<match.words.lowerBound) }
      end = match.words.upperBound
    }
    if end < count { gaps.append(end..<count) }
    return gaps
  }

  private static func clauses(
    of text: LicenceText, _ outcome: Outcome, _ found: [KnownTexts.Match], changes: [Range<Int>],
    isNotice: Bool
  ) -> [RestrictionClause] {
    var scan = ClauseScan(text)
    switch outcome {
    case .identified, .several:
      var clauses: [RestrictionClause] = []
      for match in found where LicenceClass(identifier: match.identifier).isRestricted {
        clauses = scan.known(match.words)
      }
      return clauses
    case .modified(let difference):
      let clauses = scan.changes(changes)
      return difference.licenceClass.isRestricted ? scan.known() : clauses
    case .unknown:
      // The notice that a licence itself asks for prohibits nothing that it does not.
      return isNotice ? scan.known() : scan.unknown()
    }
  }

  private static func tags(of text: LicenceText) -> [Statement] {
    text.tags.map { passage in
      let value = LicenceLine.tagValue(passage.token.bytes[...]) ?? ""
      return Statement(kind: .tag, name: LicenceName(value), passage: passage)
    }
  }

  /// The texts, each with a heading before it that says its title once more.
  private static func withTitles(
    _ found: [KnownTexts.Match], in text: LicenceText
  ) -> [KnownTexts.Match] {
    var end = 0
    return found.map { match in
      let heading = end..<match.words.lowerBound
      end = match.words.upperBound
      let isTitled =
        isTitle(heading, of: match.identifier, in: text)
        || lines(heading, of: text).allSatisfy { isTitle($0, of: match.identifier, in: text) }
      let words = isTitled ? heading.lowerBound..<end : match.words
      return KnownTexts.Match(identifier: match.identifier, words: words)
    }
  }

  private static func isTitle(
    _ words: Range<Int>, of identifier: String, in text: LicenceText
  ) -> Bool {
    LicenceName.titled(text, words).map(LicenceName.textKey) == LicenceName.textKey(identifier)
  }

  private static func lines(_ words: Range<Int>, of text: LicenceText) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    for index in words {
      if let last = lines.last, text.words[index].line == text.words[last.lowerBound].line {
        lines[lines.count - 1] = last.lowerBound..<index + 1
      } else {
        lines.append(index..<index + 1)
      }
    }
    return lines
  }

  /// What tags say that the identified texts do not.
  private static func disagreement(
    of tags: [Statement], with outcome: Outcome
  ) -> LicenceDifference? {
    let identifiers: [String]
    switch outcome {
    case .identified(let identifier): identifiers = [identifier]
    case .several(let all): identifiers = all
    case .modified, .unknown: return nil
    }
    let keys = Set(identifiers.map(LicenceName.textKey))
    let other = tags.filter { tag in
      let named = tag.name.identifiers.map(LicenceName.textKey)
      // A choice among licences is met by the text of one of them.
      let isChoice = tag.name.identifier?.contains(" AND ") == false
      return !(isChoice ? named.contains(where: keys.contains) : keys.isSuperset(of: named))
        || named.isEmpty
    }
    guard let first = other.first else { return nil }
    return LicenceDifference(
      identifier: identifiers[0], nearestIdentifier: identifiers[0],
      titledIdentifier: first.name.identifier, similarity: 1,
      residue: other.map(\.passage), residuePairCount: other.count, missingPairCount: 0,
      isTrivial: false,
      bindingChange: other.first { !$0.name.licenceClass.isOpen }?.passage)
  }
}
