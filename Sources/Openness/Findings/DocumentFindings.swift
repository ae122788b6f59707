// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// OW03, OW10 to OW12 and OW18 to OW20: what documents say, and do not say.
struct DocumentFindings {
  private let facts: ReleaseFacts
  private let rows: [MOFComponent: EvidenceRow]
  private let mof: MOFEvaluation
  private let mention: EvidenceItem?
  private let isContradicted: Bool

  /// - Parameters:
  ///   - mof: the class by what is present, linked and declared.
  ///   - isContradicted: whether the Open Source AI Definition is.
  init(
    _ facts: ReleaseFacts, _ components: ComponentEvidence, _ mof: MOFEvaluation,
    isContradicted: Bool
  ) {
    self.isContradicted = isContradicted
    self.facts = facts
    rows = components.rows
    mention = components.mention(.trainingCode)
    self.mof = mof
  }

  /// What was found, in the order of the patterns.
  var all: [OpennessFinding] {
    [
      openSourceWording, dataInformation, trainingCode, card, dataLicence, evaluation,
      claimedStandard,
    ].compactMap { $0 }
  }

  private func state(_ component: MOFComponent) -> EvidenceRow.State {
    rows[component]?.state ?? .absent
  }

  private var openSourceWording: OpennessFinding? {
    guard let licence = facts.licences.weights, !licence.licenceClass.isOpen,
      licence.licenceClass != .unknown, licence.licenceClass != .family,
      let card = facts.card, let claim = card.prose.openSourceClaims.first
    else { return nil }
    return OpennessFinding(
      .openSourceWording, .note,
      "the card speaks of open source, and the licence is \(licence.licenceClass.phrase)",
      [card.item(claim.line, claim.text)] + licence.evidence.prefix(1),
      remedy: "say 'open weights', or what the licence allows")
  }

  private var dataInformation: OpennessFinding? {
    guard state(.datasets) == .absent, state(.dataCard) == .absent,
      facts.trainingDataSection.isEmpty, !facts.hasUnreadStatements,
      facts.declared(.description) == nil
    else { return nil }
    let heading = facts.card.flatMap { card in
      card.findings(for: .modelCard).first { $0.slot == .trainingData }?.heading.map(card.item)
    }
    return OpennessFinding(
      .noDataInformation, .gap,
      heading == nil
        ? "no data sets, no section called after training data and no data card are found"
        : "the section on training data is empty", heading.map { [$0] } ?? [],
      remedy: "list the data in the card (datasets:, a section on training data), or ship a data "
        + "card")
  }

  private var trainingCode: OpennessFinding? {
    switch state(.trainingCode) {
    case .absent:
      return OpennessFinding(
        .noTrainingCode, .gap,
        mention == nil
          ? "no code that trains is found by its name, in the folder or linked to"
          : "the card names '\(mention?.token.brief ?? "")', which is not in the folder",
        mention.map { [$0] } ?? [], remedy: "ship the code, or link to it in the card")
    case .linked:
      return OpennessFinding(
        .noTrainingCode, .note, "the code that trains is elsewhere, and was not looked at",
        rows[.trainingCode]?.items ?? [],
        remedy: "ship the code, or declare where it is and under which licence")
    default: return nil
    }
  }

  private var card: OpennessFinding? {
    guard let card = facts.card else {
      // A card that is there and cannot be read is told as that.
      guard facts.files(.modelCard).isEmpty else { return nil }
      return OpennessFinding(
        .cardMissing, .gap, "there is no model card (README.md)",
        remedy: "write one by the Hub's template")
    }
    guard card.card.hasProse else {
      return OpennessFinding(
        .cardMissing, .gap, "the model card has no words of its own",
        [EvidenceItem(file: card.path)], remedy: "fill in the template")
    }
    let empty = card.card.headings.filter { $0.content == .placeholder }
    guard let first = empty.first else { return nil }
    return OpennessFinding(
      .cardMissing, .note,
      "\(empty.count) section\(empty.count == 1 ? "" : "s") of the card hold only placeholders",
      [card.item(first)], remedy: "fill them in, or take them out")
  }

  private var dataLicence: OpennessFinding? {
    let stated = facts.licences.statements.first {
      $0.scope == .data && !$0.licenceClass.isOpen && !$0.licenceClass.needsText
    }
    guard let stated else { return nil }
    return OpennessFinding(
      .dataLicence, .gap, "the licence of the data is \(stated.licenceClass.phrase)",
      [stated.evidence], remedy: "say which of the data can be had, and under which terms")
  }

  private var evaluation: OpennessFinding? {
    guard let card = facts.card, let section = card.evaluationWithNumbers,
      card.card.metadata.modelIndex?.metricCount ?? 0 == 0, facts.files(.evaluationResults).isEmpty,
      state(.evaluationCode) == .absent
    else { return nil }
    return OpennessFinding(
      .evaluationUnsupported, .gap,
      "the card has results, and neither files of results nor code that measures are here",
      [section], remedy: "ship the results and the code that measured, or link to it")
  }

  private var claimedStandard: OpennessFinding? {
    guard let card = facts.card,
      let claim = card.prose.standardClaims.first(where: { claim in
        switch claim.standard {
        // A higher class has a lower number; 0 is none.
        case .mof(let claimed):
          mof.openingClass == 0 || claimed.map { $0 < mof.openingClass } ?? false
        case .osaid: isContradicted
        }
      })
    else { return nil }
    let ours =
      claim.standard == .osaid
      ? "the Open Source AI Definition is contradicted"
      : "the Model Openness Framework gives '\(mof.label)'"
    return OpennessFinding(
      .claimedStandard, .note,
      "the card speaks of a standard of openness, and by this folder and its links \(ours)",
      [card.item(claim.mention.line, claim.mention.text)],
      remedy: "ship or declare what the standard asks for; our view is of this folder only")
  }
}
