// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput
internal import WeightFormats

extension ReleaseFacts {
  /// The name that the release gives itself: in its weights, else the title of its card.
  var name: EvidenceItem? {
    metadata(["general.name", "modelspec.title", "general.basename"]) ?? cardTitle
  }

  private var cardTitle: EvidenceItem? {
    card.flatMap { card in card.title.map(card.item) }
  }

  /// The version that the release gives itself in its weights.
  var version: EvidenceItem? { metadata(["general.version", "modelspec.version"]) }

  /// Who made it, as its weights say.
  var supplier: EvidenceItem? {
    metadata(["general.organization", "general.author", "modelspec.author"])
  }

  /// Where it can be had, as its weights say.
  var address: EvidenceItem? { metadata(["general.repo_url", "general.url"]) }

  private func metadata(_ keys: [StaticString]) -> EvidenceItem? {
    for file in contents.weights {
      for key in keys {
        guard case .string(let text)? = file.header?.metadata[key], !text.bytes.isEmpty else {
          continue
        }
        return EvidenceItem(file.path.text, .key(UntrustedText("\(key)")), token: text)
      }
    }
    return nil
  }

  // MARK: Lineage

  /// Base models that are looked at; a merge has some dozens.
  private static let maximumBaseCount = 256

  /// The models that the card and the weights' metadata name as what this one was made from.
  static func lineage(_ card: LocatedCard?, _ contents: FolderContents) -> [BaseModel] {
    var found: [BaseModel] = []
    if let card {
      let relation = card.card.metadata.baseModelRelation?.text
      for base in card.card.metadata.baseModels.prefix(Self.maximumBaseCount) {
        found.append(Self.base(base.text, relation, card.item(base)))
      }
    }
    for file in contents.weights {
      guard case .string(let text)? = file.header?.metadata["general.base_model.0.repo_url"]
      else { continue }
      let name = Self.withoutHost(text)
      guard !found.contains(where: { $0.name == name }) else { continue }
      let key = EvidenceItem.Place.key(UntrustedText("general.base_model.0.repo_url"))
      found.append(Self.base(name, nil, EvidenceItem(file.path.text, key, token: text)))
    }
    return found
  }

  private static func withoutHost(_ address: UntrustedText) -> UntrustedText {
    let host = Array("https://huggingface.co/".utf8)
    guard address.bytes.starts(with: host) else { return address }
    return UntrustedText(bytes: Array(address.bytes.dropFirst(host.count)))
  }

  private static func base(
    _ name: UntrustedText, _ relation: UntrustedText?, _ evidence: EvidenceItem
  ) -> BaseModel {
    let row = name.validUTF8.flatMap { RestrictedBase.row(for: $0) }
    let basis = row.map { row in
      row.isSourced
        ? "\(row.licence), \(row.source ?? "") of \(row.date ?? "")"
        : "\(row.licence), by a table of \(RestrictedBase.tableDate) without a source"
    }
    return BaseModel(
      name: name, relation: relation, evidence: evidence, licenceClass: row?.licenceClass,
      basis: basis)
  }

  // MARK: Documentation

  /// What the card has of the sections that templates ask for, and what a data card has.
  var documentation: [DocumentationRow] {
    var rows: [DocumentationRow] = []
    for document in [DocumentationSlot.Document.modelCard, .datasheet] {
      let located = document == .modelCard ? card : dataCard
      guard document == .modelCard || located != nil else { continue }
      let findings = located?.findings(for: document)
      rows += DocumentationSlot.of(document).map { slot in
        let finding = findings?.first { $0.slot == slot }
        return DocumentationRow(
          document: document == .modelCard ? .modelCard : .datasheet, section: slot.title,
          state: finding.map { DocumentationRow.State($0.state) } ?? .absent,
          evidence: located.flatMap { card in finding?.heading.map(card.item) })
      }
    }
    return rows
  }

  /// The document about data, where it is Markdown.
  var dataCard: LocatedCard? {
    contents.files.first { file in
      FileRole.roles(of: file.path).contains(.dataCard) && FileName(file.path).ending == "md"
    }.flatMap { file in file.bytes.map { LocatedCard(path: file.path.text, bytes: $0) } }
  }
}

extension DocumentationRow.State {
  fileprivate init(_ state: SlotFinding.State) {
    self =
      switch state {
      case .present: .present
      case .empty: .empty
      case .absent: .absent
      }
  }
}
