// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// What a folder shows of each of the Model Openness Framework's components.
///
/// A file of the right role makes a component present, a link in the card makes it linked, a
/// declaration declared; the strongest counts. What a linked place holds was not looked at, and
/// whether a document is what its name says is for people.
struct ComponentEvidence {
  private let facts: ReleaseFacts
  private(set) var rows: [MOFComponent: EvidenceRow] = [:]

  init(_ facts: ReleaseFacts) {
    self.facts = facts
    for component in MOFComponent.allCases {
      rows[component] = strongest(
        present: present(component), linked: linked(component), declared: declared(component))
    }
  }

  private func strongest(
    present: [EvidenceItem], linked: [EvidenceItem], declared: [EvidenceItem]
  ) -> EvidenceRow {
    if !present.isEmpty { return EvidenceRow(.present, present) }
    if !linked.isEmpty { return EvidenceRow(.linked, linked) }
    if !declared.isEmpty { return EvidenceRow(.declared, declared) }
    return .absent
  }

  // MARK: Files

  private func present(_ component: MOFComponent) -> [EvidenceItem] {
    switch component {
    case .modelArchitecture: facts.files(.architectureCode)
    case .finalParameters: facts.weightFiles
    case .intermediateParameters: facts.files(.intermediateWeights)
    case .modelCard: facts.cardWithProse
    case .dataCard: facts.files(.dataCard)
    case .technicalReport: facts.files(.technicalReport)
    case .researchPaper: facts.files(.researchPaper)
    case .evaluationResults: facts.files(.evaluationResults) + facts.evaluationInCard
    case .sampleOutputs: facts.files(.sampleOutputs)
    case .trainingCode: facts.files(.trainingCode)
    case .inferenceCode: facts.files(.inferenceCode)
    case .evaluationCode: facts.files(.evaluationCode)
    case .evaluationData: facts.files(.evaluationData)
    case .supportingTools: facts.files(.supportingLibraries)
    case .datasets: facts.files(.trainingData)
    case .preprocessingCode: facts.files(.preprocessingCode)
    case .modelMetadata: facts.files(.trainingMetadata) + facts.files(.configuration)
    }
  }

  // MARK: Links

  private func linked(_ component: MOFComponent) -> [EvidenceItem] {
    guard let card = facts.card else {
      return component == .modelArchitecture ? facts.architectureInConfigurations : []
    }
    let metadata = card.card.metadata
    switch component {
    // The code that implements it is the library's, not the folder's.
    case .modelArchitecture: return facts.architectureInConfigurations
    case .datasets: return metadata.datasets.map(card.item)
    case .technicalReport: return facts.preprints
    case .researchPaper: return facts.papers
    case .evaluationData:
      return (metadata.modelIndex?.metrics ?? []).compactMap { metric in
        metric.dataset.map { card.item(metric.line, $0) }
      }
    case .supportingTools: return metadata.libraryName.map { [card.item($0)] } ?? []
    case .inferenceCode:
      return code(.inferenceCode, card) + (metadata.libraryName.map { [card.item($0)] } ?? [])
    case .trainingCode, .evaluationCode, .preprocessingCode: return code(component, card)
    default: return []
    }
  }

  /// Repositories that a line of the card links to and calls code of this kind.
  private func code(_ component: MOFComponent, _ card: LocatedCard) -> [EvidenceItem] {
    card.card.links.filter { link in
      [.gitHub, .web].contains(link.kind)
        && card.prose.codeLines[link.line]?.contains(component) == true
    }.map { card.item($0.line, $0.target) }
  }

  // MARK: Declarations and mentions

  private func declared(_ component: MOFComponent) -> [EvidenceItem] {
    facts.declaration?.items(component) ?? []
  }

  /// A file of code that the card names as if it were here, and that is not.
  func mention(_ component: MOFComponent) -> EvidenceItem? {
    let roles: [MOFComponent: FileRole] = [
      .trainingCode: .trainingCode, .inferenceCode: .inferenceCode,
      .evaluationCode: .evaluationCode, .preprocessingCode: .preprocessingCode,
      .modelArchitecture: .architectureCode,
    ]
    guard rows[component]?.state != .present, let role = roles[component], let card = facts.card
    else { return nil }
    return card.prose.fileNames.first { name in
      ContainedPath(name.text).map { FileRole.roles(of: $0).contains(role) } ?? false
    }.map { card.item($0.line, $0.text) }
  }
}
