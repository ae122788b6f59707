// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What a folder shows of shorter lists of attributes, and of the European Union's exemption.
public struct AttributeReport: Hashable, Sendable {
  /// New America's five attributes of openness: code, licence, inputs, threats, interoperability.
  public let fiveAttributes: [FrameworkRow]
  /// Widder, West and Whittaker: transparency, reusability, extensibility.
  public let threeAspects: [FrameworkRow]
  /// Article 53(2) of the EU AI Act: licence, weights, architecture, usage.
  ///
  /// Evidence, never a legal conclusion.
  public let euArticle53: [FrameworkRow]
  /// What the article depends on besides, and no file can show.
  public let euDeclarations: [String]

  init(_ facts: ReleaseFacts, _ components: [MOFComponent: EvidenceRow]) {
    func row(_ component: MOFComponent) -> EvidenceRow { components[component] ?? .absent }
    func present(_ items: [EvidenceItem]) -> EvidenceRow {
      items.isEmpty ? .absent : EvidenceRow(.present, items)
    }
    func joined(_ rows: [EvidenceRow]) -> EvidenceRow {
      let items = rows.flatMap(\.items)
      let order: [EvidenceRow.State] = [.contradicted, .present, .linked, .declared]
      let state = order.first { state in rows.contains { $0.state == state } }
      return state.map { EvidenceRow($0, items) } ?? .absent
    }
    let open = facts.licences.weights.flatMap { $0.licenceClass.isOpen ? $0.evidence : nil }
    let licence = facts.restriction(of: .weights) ?? present(open ?? [])
    let note = facts.licences.weights?.phrase
    let code = joined([
      row(.trainingCode), row(.inferenceCode), row(.evaluationCode), row(.preprocessingCode),
    ])
    let inputs = joined([row(.datasets), row(.dataCard), row(.finalParameters)])
    fiveAttributes = [
      FrameworkRow(id: "code", title: "Open code", evidence: code),
      FrameworkRow(id: "licence", title: "Open licence", evidence: licence, note: note),
      FrameworkRow(id: "inputs", title: "Transparent inputs", evidence: inputs),
      FrameworkRow(
        id: "threats", title: "Threats and their mitigation",
        evidence: present(facts.riskSection),
        note: "how good the analysis is, is for people"),
      FrameworkRow(
        id: "interoperability", title: "Open standards and interoperability",
        evidence: joined([
          present(facts.weightFiles),
          present(facts.files(.tokenizer)), present(facts.files(.chatTemplate)),
        ])),
    ]
    let isTrainable = facts.weights.storage == .trainable
    threeAspects = [
      FrameworkRow(
        id: "transparency", title: "Transparency: source, documents and data can be looked at",
        evidence: joined([code, row(.modelCard), row(.dataCard), row(.datasets)])),
      FrameworkRow(
        id: "reusability", title: "Reusability: it may be used again", evidence: licence,
        note: note),
      FrameworkRow(
        id: "extensibility", title: "Extensibility: it can be trained further",
        evidence: isTrainable ? EvidenceRow(.present, facts.weightFiles) : .absent,
        note: facts.weights.storage == .quantized ? "the weights are quantised" : nil),
    ]
    euArticle53 = [
      FrameworkRow(
        id: "licence", title: "A licence to access, use, modify and distribute", evidence: licence,
        note: note),
      FrameworkRow(id: "weights", title: "Weights", evidence: row(.finalParameters)),
      FrameworkRow(
        id: "architecture", title: "Information on the architecture",
        evidence: row(.modelArchitecture)),
      FrameworkRow(
        id: "usage", title: "Information on usage",
        evidence: present(facts.usageSection)),
    ]
    euDeclarations = [
      "that no component is monetised", "that the model poses no systemic risk",
      "a policy to comply with copyright", "a public summary of the training content",
    ]
  }
}
