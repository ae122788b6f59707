// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

extension OSAIDReport {
  /// Holds what a folder shows against the definition's elements and freedoms.
  ///
  /// Source: the Open Source AI Definition 1.0 of 28 October 2024: data information, code and
  /// parameters, each under terms that the OSI approves; to use, study, modify and share.
  init(_ facts: ReleaseFacts, _ components: [MOFComponent: EvidenceRow]) {
    self.init(
      elements: [
        Self.dataDescription(facts, components), Self.publicData(facts, components),
        Self.obtainableData(facts), Self.code(facts, components),
        Self.parameters(facts, components),
      ],
      freedoms: Self.freedoms(facts))
  }

  private static func element(
    _ id: String, _ title: String, _ evidence: EvidenceRow, note: String? = nil,
    declaration: String?
  ) -> Element {
    Element(
      row: FrameworkRow(id: id, title: title, evidence: evidence, note: note),
      declaration: evidence.state == .contradicted ? nil : declaration)
  }

  private static func dataDescription(
    _ facts: ReleaseFacts, _ components: [MOFComponent: EvidenceRow]
  ) -> Element {
    var evidence = components[.dataCard] ?? .absent
    if evidence.state == .absent || evidence.state == .linked {
      let section = facts.trainingDataSection
      if !section.isEmpty { evidence = EvidenceRow(.present, section) }
    }
    if evidence.state == .absent, let declared = facts.declared(.description) {
      evidence = declared
    }
    // The definition asks for information about data, not for the data.
    if let withheld = facts.withheld([.dataCard]) { evidence = withheld }
    return element(
      "dataDescription", "Data information: description of all training data", evidence,
      note: facts.withheld([.datasets]).map { _ in "the data itself is declared to be withheld" },
      declaration: evidence.state == .absent
        ? "where the data is described: provenance, scope, selection, labelling, processing"
        : "that the description suffices for a skilled person to build an equivalent system")
  }

  private static func publicData(
    _ facts: ReleaseFacts, _ components: [MOFComponent: EvidenceRow]
  ) -> Element {
    var evidence = components[.datasets] ?? .absent
    if evidence.state == .absent && !facts.linksOfTrainingData.isEmpty {
      evidence = EvidenceRow(.linked, facts.linksOfTrainingData)
    }
    if evidence.state == .absent, let declared = facts.declared(.publicData) {
      evidence = declared
    }
    return element(
      "publicData", "Data information: list of publicly available data", evidence,
      declaration: evidence.state == .absent
        ? "which publicly available data was used, and where it is"
        : "that the list is complete")
  }

  private static func obtainableData(_ facts: ReleaseFacts) -> Element {
    let declared = facts.declared(.thirdPartyData)
    return element(
      "obtainableData", "Data information: list of data that third parties give or sell",
      declared ?? .absent,
      declaration: declared == nil
        ? "which data of third parties was used, for a fee too, and where it is had" : nil)
  }

  private static func code(
    _ facts: ReleaseFacts, _ components: [MOFComponent: EvidenceRow]
  ) -> Element {
    let asked: [MOFComponent] = [
      .preprocessingCode, .trainingCode, .evaluationCode, .inferenceCode, .modelArchitecture,
    ]
    let rows = asked.map { components[$0] ?? .absent }
    let missing = zip(asked, rows).filter { $1.state == .absent }.map(\.0.name)
    let items = rows.flatMap(\.items)
    var evidence = EvidenceRow.absent
    if !items.isEmpty {
      let strongest: EvidenceRow.State =
        rows.contains { $0.state == .present }
        ? .present
        : rows.contains { $0.state == .linked } ? .linked : .declared
      evidence = EvidenceRow(strongest, items)
    }
    if let withheld = facts.withheld(asked) { evidence = withheld }
    // The licence of a whole release contradicts nothing about code that is elsewhere.
    let isHere = rows.contains { $0.state == .present } || facts.licences.states(.code)
    if isHere, let restricted = facts.restriction(of: .code) { evidence = restricted }
    return element(
      "code", "Code: data processing, training, validation, inference, architecture", evidence,
      note: missing.isEmpty ? nil : "not here: " + missing.joined(separator: ", "),
      declaration: missing.isEmpty
        ? "that this is the code that was used, and all of it"
        : "where the code is that is not here, and under which licence")
  }

  private static func parameters(
    _ facts: ReleaseFacts, _ components: [MOFComponent: EvidenceRow]
  ) -> Element {
    var evidence = components[.finalParameters] ?? .absent
    if let withheld = facts.withheld([.finalParameters]) { evidence = withheld }
    if let restricted = facts.restriction(of: .weights) { evidence = restricted }
    let licenceClass = facts.licences.weights?.licenceClass ?? .unknown
    let declaration: String? =
      switch (licenceClass, facts.weights.isComplete) {
      case (.osi, true): nil
      case (_, true) where licenceClass.isOpen:
        "that these terms are ones that the OSI approves for parameters"
      default: "under which terms all weights can be had"
      }
    return element(
      "parameters", "Parameters: weights and other configuration", evidence,
      note: facts.weights.isComplete ? nil : "the weights are not whole here",
      declaration: declaration)
  }

  // MARK: Freedoms

  /// What a class of licence takes from each freedom.
  ///
  /// A licence whose text is not known, or is not one licence, takes nothing that could be quoted.
  private static func freedoms(_ facts: ReleaseFacts) -> [FrameworkRow] {
    let restriction = facts.restriction(of: .weights)
    let licenceClass = facts.licences.weights?.licenceClass
    let noChange = licenceClass == .noDerivatives ? restriction : facts.licences.noDerivatives
    let restrictsUse = restriction != nil && licenceClass != .noDerivatives
    let change = noChange ?? (restrictsUse ? restriction : nil)
    let table: [(id: String, title: String, against: EvidenceRow?)] = [
      (
        "use", "to use the system for any purpose without asking",
        restrictsUse ? restriction : nil
      ),
      ("study", "to study how it works", nil),
      ("modify", "to modify it for any purpose", change),
      ("share", "to share it with or without modifications", change),
    ]
    return table.map { freedom in
      FrameworkRow(
        id: freedom.id, title: freedom.title, evidence: freedom.against ?? .absent,
        note: freedom.against == nil ? "not contradicted" : facts.licences.weights?.phrase)
    }
  }
}
