// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput
internal import WeightFormats

/// A card with the file that it stands in.
struct LocatedCard {
  /// The file, relative to the release.
  let path: UntrustedText
  /// What the card says.
  let card: ModelCard
  /// What its prose says that rows and findings ask for.
  let prose: CardProse
  /// The sections of a model card that it has; many rows and findings ask for them.
  private let sections: [SlotFinding]

  init(path: UntrustedText, bytes: [UInt8]) {
    self.path = path
    card = ModelCard(bytes)
    sections = card.findings(for: .modelCard)
    prose = CardProse(bytes, from: card.bodyStart)
  }

  /// A piece of evidence on a line of the file.
  func item(_ line: Int, _ token: UntrustedText) -> EvidenceItem {
    EvidenceItem(path, .line(line), token: token)
  }

  /// A value of the front matter as a piece of evidence.
  func item(_ value: CardValue) -> EvidenceItem { item(value.line, value.text) }

  /// A heading as a piece of evidence.
  func item(_ heading: CardHeading) -> EvidenceItem { item(heading.line, heading.title) }

  /// The title: the first heading of the first level.
  var title: CardHeading? { card.headings.first { $0.level == 1 } }

  /// The heading that a line stands under; nil before the first.
  func heading(above line: Int) -> CardHeading? {
    let end = card.headings.partitioningIndex { $0.line > line }
    return end == 0 ? nil : card.headings[end - 1]
  }

  /// The heading with words for a section; nil where there is none.
  func section(_ slot: DocumentationSlot) -> EvidenceItem? {
    findings(for: slot.document).first { $0.slot == slot && $0.state == .present }?.heading
      .map(item)
  }

  /// The heading of the evaluation, where numbers stand below it.
  var evaluationWithNumbers: EvidenceItem? {
    guard
      let heading = sections.first(where: { $0.slot == .evaluation && $0.state == .present })?
        .heading
    else { return nil }
    let next = card.headings.first { $0.line > heading.line && $0.level <= heading.level }
    let hasNumber = prose.numberLines.contains {
      $0 > heading.line && $0 < next?.line ?? .max
    }
    return hasNumber ? item(heading) : nil
  }

  /// The line on which the text speaks of a licence, though the front matter states none.
  var licenceLine: Int? { card.metadata.licences.isEmpty ? prose.licenceMention?.line : nil }

  /// What it has of the sections of a document.
  func findings(for document: DocumentationSlot.Document) -> [SlotFinding] {
    document == .modelCard ? sections : card.findings(for: document)
  }
}
