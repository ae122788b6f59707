// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// OW01, OW02 and OW04 to OW09: statements of licences against each other.
struct LicenceFindings {
  private let facts: ReleaseFacts
  private let card: [LicenceStatement]
  private let cardTexts: Set<Substring>
  private let cardFamilies: Set<String>
  private let files: [LicenceStatement]

  init(_ facts: ReleaseFacts) {
    self.facts = facts
    let statements = facts.licences.statements
    let card = statements.filter { $0.source == .card }
    self.card = card
    let names = card.flatMap { LicenceName($0.evidence.token).identifiers }
    cardTexts = Set(names.map(LicenceName.textKey))
    cardFamilies = Set(
      card.filter { $0.licenceClass == .family }.compactMap { $0.id?.lowercased() })
    files = statements.filter {
      $0.source == .licenceFile && ($0.scope == .release || $0.scope == .weights)
    }
  }

  /// What was found, in the order of the patterns.
  var all: [OpennessFinding] {
    cardAndFiles + cardAndWeights + restrictedBases + passThrough + gated
      + LicenceRiders(facts).findings + missing + ambiguous
  }

  private func name(_ statement: LicenceStatement) -> String {
    "'\((statement.id.map { UntrustedText($0) } ?? statement.evidence.token).brief)'"
  }

  /// Whether the card states the licence that another place names.
  private func isInCard(_ statement: LicenceStatement) -> Bool {
    guard let id = statement.id else { return false }
    // The name of a family says less than a text, and nothing else.
    return cardTexts.contains(LicenceName.textKey(id))
      || cardFamilies.contains { LicenceFamily.has(id, in: $0) }
  }

  // MARK: OW01

  private var cardAndFiles: [OpennessFinding] {
    guard let stated = card.first(where: { $0.id != nil }) else { return [] }
    // Of several texts for the whole one is enough; the weights' own must be the one.
    let groups = [LicenceStatement.Scope.release, .weights].map { scope in
      files.filter { $0.scope == scope && $0.id != nil }
    }
    let differing = groups.filter { !$0.contains(where: isInCard) }.compactMap(\.first)
    return differing.prefix(1).map { text in
      OpennessFinding(
        .cardAndLicenceFile,
        text.licenceClass == stated.licenceClass ? .gap : .contradiction,
        "the card says \(name(stated)), and the text in '\(text.evidence.path.brief)' is "
          + name(text), [stated.evidence, text.evidence],
        remedy: "state in the card the licence whose text is shipped, or ship the text of the one "
          + "that is stated")
    }
  }

  // MARK: OW02

  private var cardAndWeights: [OpennessFinding] {
    guard let stated = card.first(where: { $0.id != nil }) else { return [] }
    let differing = facts.licences.statements.filter { statement in
      statement.source == .weights && statement.id != nil && !isInCard(statement)
    }
    return differing.prefix(1).map { weights in
      OpennessFinding(
        .cardAndWeights,
        weights.licenceClass == stated.licenceClass ? .gap : .contradiction,
        "the card says \(name(stated)), and the weights say \(name(weights))",
        [stated.evidence, weights.evidence],
        remedy: "write the same licence into the card and the weights")
    }
  }

  // MARK: OW04 and OW05

  /// What states an open licence of the weights, where that is what all statements come to.
  private var openClaim: EvidenceItem? {
    guard facts.licences.weights?.licenceClass.isOpen == true else { return nil }
    return (card + files).first { $0.licenceClass.isOpen }?.evidence
  }

  private var restrictedBases: [OpennessFinding] {
    guard let claim = openClaim else { return [] }
    return facts.lineage.compactMap { base -> OpennessFinding? in
      guard base.licenceClass?.isRestricted == true else { return nil }
      let isSourced = base.name.validUTF8.flatMap { RestrictedBase.row(for: $0) }?.isSourced == true
      return OpennessFinding(
        .restrictedBase, isSourced ? .contradiction : .gap,
        "'\(claim.token.brief)' is stated, and the base '\(base.name.brief)' is under "
          + (base.basis ?? ""), [claim, base.evidence],
        remedy: "state the licence of the base, or show why it does not pass on")
    }
  }

  /// What the licences of Llama 3 and later ask of those who pass a derivative on.
  private var passThrough: [OpennessFinding] {
    facts.lineage.prefix(1).flatMap { base -> [OpennessFinding] in
      let name = base.name.lossyString.lowercased()
      guard name.hasPrefix("meta-llama/"),
        ["llama-3", "llama-4"].contains(where: { name.contains($0) })
      else { return [] }
      var missing: [String] = []
      let hasText = facts.licences.texts.contains { text in
        guard text.isLicence else { return false }
        // With the policy behind it, it is still a copy.
        let parts = text.identification.parts.map(\.identifier)
        return parts.contains { $0.lowercased().hasPrefix("llama") }
      }
      if !hasText { missing.append("a copy of the licence") }
      if facts.files(.notice).isEmpty { missing.append("a NOTICE file") }
      if facts.card?.prose.saysBuiltWithLlama != true { missing.append("the words 'Built with'") }
      let title = facts.name?.token.lossyString.lowercased() ?? ""
      if !title.hasPrefix("llama") { missing.append("a name that begins with 'Llama'") }
      guard !missing.isEmpty else { return [] }
      return [
        OpennessFinding(
          .passThrough, .gap,
          "the base '\(base.name.brief)' asks for \(missing.joined(separator: ", ")), which "
            + "\(missing.count == 1 ? "is" : "are") not here", [base.evidence],
          remedy: "add what the licence of the base asks for")
      ]
    }
  }

  // MARK: OW06

  private var gated: [OpennessFinding] {
    guard let claim = openClaim, let gate = facts.gating.first else { return [] }
    return [
      OpennessFinding(
        .gated, .contradiction,
        "'\(claim.token.brief)' is stated, and '\(gate.token.brief)' gates access", [claim, gate],
        remedy: "remove the gate, or say what it is for; a mirror should not copy the field")
    ]
  }

  // MARK: OW08 and OW09

  private var missing: [OpennessFinding] {
    let counted = facts.licences.statements.filter { $0.scope == .release || $0.scope == .weights }
    if counted.isEmpty {
      // What cannot be read may state one.
      if facts.hasUnreadStatements { return [] }
      if let card = facts.card, card.licenceLine != nil, let mention = card.prose.licenceMention {
        return [
          OpennessFinding(
            .licenceMissing, .gap,
            "the card speaks of a licence in its text only, which no program can rely on",
            [card.item(mention.line, mention.text)],
            remedy: "add license: to the card's front matter, and a LICENSE file")
        ]
      }
      return [
        OpennessFinding(
          .licenceMissing, .gap, "no file states a licence of the weights", facts.cardWithProse,
          remedy: "add a LICENSE file, and license: to the card's front matter")
      ]
    }
    guard facts.licences.texts.allSatisfy({ !$0.isLicence || $0.scope == .package }),
      counted.allSatisfy({ $0.id == nil }), let stated = counted.first,
      stated.evidence.token != UntrustedText("unknown")
    else { return [] }
    let link = facts.card?.card.metadata.licenceLink
    let place = link.flatMap { link in facts.card.map { $0.item(link) } }
    let items = [stated.evidence, place].compactMap { $0 }
    return [
      OpennessFinding(
        .licenceMissing, .gap,
        "the licence is only named\(link == nil ? "" : " and linked to"), and its text is not here",
        items, remedy: "ship the text of the licence")
    ]
  }

  private var ambiguous: [OpennessFinding] {
    if card.count > 1 {
      return [
        OpennessFinding(
          .licenceAmbiguous, .gap,
          "the card states \(card.count) licences, and does not say which is for what",
          card.map(\.evidence), remedy: "state one licence, or which part is under which")
      ]
    }
    guard let stated = card.first,
      stated.licenceClass == .family || stated.evidence.token == UntrustedText("unknown"),
      !files.contains(where: { $0.id != nil })
    else { return [] }
    return [
      OpennessFinding(
        .licenceAmbiguous, .gap,
        "'\(stated.evidence.token.brief)' is no one licence", [stated.evidence],
        remedy: "state the licence with its version, and ship its text")
    ]
  }
}
