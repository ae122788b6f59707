// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

extension LicenceIdentification {
  /// Words of a file that are still a notice about a licence, rather than a text.
  private static let maximumNoticeWordCount = 150
  /// Words beside known texts that still count as an addition to them, if the texts are shorter.
  private static let maximumAdditionWordCount = 400

  /// Identifies the text of a file.
  ///
  /// Linear in the bytes looked at, which are at most LicenceText.maximumByteCount.
  package init(of bytes: [UInt8]) {
    self.init(of: LicenceText(bytes))
  }

  /// Identifies a text.
  package init(of text: LicenceText) {
    let hashes = text.words.indices.map { WordHash.word(text.word($0)) }
    let found = KnownTexts.find(in: text, hashes)
    let outcome = Self.outcome(of: text, hashes, found)
    let scanned = Self.clauses(of: text, outcome.0, found, changes: outcome.changes)
    self.init(
      outcome: outcome.0,
      parts: found.map { Part(identifier: $0.identifier, passage: text.passage($0.words)) },
      clauses: scanned, statements: Self.statements(of: text, outcome.0),
      copyrightLines: text.copyrightLines, isComplete: text.isComplete)
  }

  private static func outcome(
    of text: LicenceText, _ hashes: [UInt64], _ found: [KnownTexts.Match]
  ) -> (Outcome, changes: [Range<Int>]) {
    let rest = gaps(between: found, count: hashes.count)
    if rest.isEmpty && !found.isEmpty && text.isComplete {
      let identifiers = found.map(\.identifier)
      return (found.count == 1 ? .identified(identifiers[0]) : .several(identifiers), [])
    }
    let covered = found.map(\.words.count).reduce(0, +)
    let added = rest.map(\.count).reduce(0, +)
    if let longest = found.max(by: { $0.words.count < $1.words.count }),
      added <= max(maximumAdditionWordCount, covered)
    {
      let comparison = TextComparison(text, hashes)
      return (.modified(comparison.difference(of: longest.identifier, added: rest)), rest)
    }
    let comparison = TextComparison(text, hashes)
    guard let nearest = comparison.nearest else { return (.unknown, []) }
    return (.modified(nearest.difference), nearest.changes)
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
    of text: LicenceText, _ outcome: Outcome, _ found: [KnownTexts.Match], changes: [Range<Int>]
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
      return scan.unknown()
    }
  }

  private static func statements(of text: LicenceText, _ outcome: Outcome) -> [Statement] {
    let tags = text.tags.map { passage in
      let value = LicenceLine.tagValue(passage.token.bytes[...]) ?? ""
      return Statement(kind: .tag, name: LicenceName(value), passage: passage)
    }
    guard outcome == .unknown, text.words.count <= maximumNoticeWordCount else { return tags }
    return tags + LicenceName.mentions(in: text)
  }
}
