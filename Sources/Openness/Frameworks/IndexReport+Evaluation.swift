// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

extension IndexReport {
  /// Fills in the index's criteria as far as files decide them.
  ///
  /// Source: the criteria and levels of the European Open Source AI Index, as its template of 2026
  /// describes them. What is merely not in the folder is left open, never `closed`.
  init(_ facts: ReleaseFacts, _ components: [MOFComponent: EvidenceRow]) {
    rows = IndexRow.Criterion.allCases.map { criterion in
      let row = Self.row(criterion, facts, components)
      guard row.level == nil, row.evidence.state == .absent,
        let declared = facts.declared(criterion)
      else { return row }
      return IndexRow(
        criterion: criterion, level: nil, lowerBound: nil, evidence: declared, note: "declared")
    }
    formerRows = [
      FrameworkRow(
        id: "package", title: "Package", evidence: components[.supportingTools] ?? .absent,
        note: "a package manager's entry is not a file of the release"),
      FrameworkRow(
        id: "api", title: "API and Meta Prompts", evidence: .absent,
        note: "an interface to call is not a file of the release"),
    ]
  }

  private static func row(
    _ criterion: IndexRow.Criterion, _ facts: ReleaseFacts,
    _ components: [MOFComponent: EvidenceRow]
  ) -> IndexRow {
    func open(_ evidence: EvidenceRow, atLeast bound: IndexRow.Level? = nil, _ note: String)
      -> IndexRow
    {
      IndexRow(
        criterion: criterion, level: nil,
        lowerBound: evidence.state == .absent ? nil : bound, evidence: evidence, note: note)
    }
    func decided(_ level: IndexRow.Level, _ evidence: EvidenceRow) -> IndexRow {
      IndexRow(criterion: criterion, level: level, lowerBound: nil, evidence: evidence, note: nil)
    }
    let absentHere = "not in this folder; needs a declaration"
    switch criterion {
    case .weightsEndModel:
      let evidence = components[.finalParameters] ?? .absent
      guard evidence.state == .present, facts.weights.isComplete, !facts.weights.isAdapter else {
        return open(evidence, atLeast: .partial, "the weights are not whole here")
      }
      return facts.gating.isEmpty
        ? decided(.open, evidence) : decided(.partial, EvidenceRow(.present, facts.gating))
    case .weightsBaseModel:
      return open(
        facts.baseModels.isEmpty ? .absent : EvidenceRow(.linked, facts.baseModels),
        facts.baseModels.isEmpty
          ? "the card's front matter names no base model" : "the base model is elsewhere")
    case .dataSourcesBaseModel:
      return open(.absent, "the data of the base model is not told by these files")
    case .dataSourcesEndModel:
      let evidence = components[.datasets] ?? .absent
      return open(
        evidence, atLeast: .partial,
        evidence.state == .absent
          ? absentHere : "whether the list is complete needs a declaration")
    case .trainingCode:
      let evidence = components[.trainingCode] ?? .absent
      guard evidence.state == .absent else {
        return open(evidence, atLeast: .partial, "whether it is all of it needs a declaration")
      }
      let inference = components[.inferenceCode] ?? .absent
      // The name of a library is no code of this release.
      return open(
        inference, atLeast: inference.state == .present ? .partial : nil,
        inference.state == .absent ? absentHere : "only code that runs the model")
    case .code:
      return open(.absent, "how well code is documented is for people")
    case .hardwareArchitecture:
      let evidence = components[.modelArchitecture] ?? .absent
      return open(evidence, atLeast: .partial, "how well it is documented is for people")
    case .preprint:
      let linked = facts.preprints
      return linked.isEmpty
        ? open(.absent, absentHere) : decided(.open, EvidenceRow(.linked, linked))
    case .paper:
      return open(
        components[.researchPaper] ?? .absent, atLeast: .partial,
        "whether it was reviewed needs a declaration")
    case .modelCard:
      let evidence = components[.modelCard] ?? .absent
      guard evidence.state == .present else { return open(.absent, absentHere) }
      return decided(facts.isCardComplete ? .open : .partial, evidence)
    case .datasheet:
      return open(components[.dataCard] ?? .absent, atLeast: .partial, absentHere)
    case .licenses:
      return licences(facts, components)
    }
  }

  /// `open` where weights, training code and data sources are all under open licences, `partial`
  /// where two of them are at least partly; files seldom decide the third.
  private static func licences(
    _ facts: ReleaseFacts, _ components: [MOFComponent: EvidenceRow]
  ) -> IndexRow {
    let weights = facts.licences.weights
    let evidence = weights.map { EvidenceRow(.present, $0.evidence) } ?? .absent
    func isOpen(_ component: MOFComponent, _ licence: ConcludedLicence?) -> Bool {
      components[component]?.state == .present && licence?.licenceClass.isOpen == true
    }
    let openCount = [
      weights?.licenceClass.isOpen == true, isOpen(.trainingCode, facts.licences.code),
      isOpen(.datasets, facts.licences.data),
    ].count { $0 }
    if openCount == 3 {
      return IndexRow(
        criterion: .licenses, level: .open, lowerBound: nil, evidence: evidence, note: nil)
    }
    return IndexRow(
      criterion: .licenses, level: nil, lowerBound: openCount == 2 ? .partial : nil,
      evidence: evidence,
      note: "the licences of weights, training code and data count together; \(openCount) of these "
        + "are shown here to be open")
  }
}
