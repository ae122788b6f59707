// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// The label of a release, and what it rests on.
public struct LabelReason: Hashable, Sendable {
  /// The label.
  public let label: OpennessLabel
  /// Why it is this one: one phrase.
  public let reason: String
  /// The components that it counts although the folder only links to them.
  public let linked: [MOFComponent]
  /// What the next label would need; empty where there is none.
  public let missing: [MOFComponent]

  private static let tooling: [MOFComponent] = [.trainingCode, .inferenceCode, .evaluationCode]
  private static let science: [MOFComponent] = [.datasets, .preprocessingCode]

  private init(
    _ label: OpennessLabel, _ reason: String, linked: [MOFComponent] = [],
    missing: [MOFComponent] = []
  ) {
    self.label = label
    self.reason = reason
    self.linked = linked
    self.missing = missing
  }

  init(_ facts: ReleaseFacts, _ components: [MOFComponent: EvidenceRow]) {
    guard facts.contents.isFolder else {
      self.init(.notAssessed, "one file alone does not show what was released with it")
      return
    }
    if let problem = facts.problems.first(where: \.isFatal) {
      self.init(.notAssessed, "'\(problem.path.brief)' cannot be read")
      return
    }
    if facts.weightFiles.isEmpty && !facts.pickles.isEmpty {
      self.init(.notAssessed, "the weights are pickles, which are not looked into")
      return
    }
    if facts.weightFiles.isEmpty, let file = facts.contents.weights.first {
      self.init(
        .notAssessed,
        "'\(file.path.text.brief)' \(file.isPointer ? "is not downloaded" : "cannot be read")")
      return
    }
    guard !facts.weightFiles.isEmpty else {
      self.init(.closed, "there is no weight file in the folder", missing: [.finalParameters])
      return
    }
    if facts.licences.weights == nil, let card = facts.card, let line = card.licenceLine {
      self.init(
        .licenceUnclear,
        "the card speaks of a licence on line \(line), and not in its front matter")
      return
    }
    guard let licence = facts.licences.weights else {
      self.init(.weightsWithoutLicence, "no file of the folder states a licence of the weights")
      return
    }
    guard licence.licenceClass.isOpen else {
      self.init(
        licence.licenceClass.isRestricted ? .openAccess : .licenceUnclear, licence.phrase)
      return
    }
    // What is here counts by its licence; what is elsewhere is named, since its is not known.
    func isThere(_ component: MOFComponent) -> Bool {
      switch components[component]?.state {
      case .linked: return true
      case .present:
        let licence = component.contentType == .data ? facts.licences.data : facts.licences.code
        return component.contentType == .document || licence?.licenceClass.isOpen == true
      default: return false
      }
    }
    func linked(_ counted: [MOFComponent]) -> [MOFComponent] {
      counted.filter { components[$0]?.state == .linked }
    }
    let missingTools = Self.tooling.filter { !isThere($0) }
    guard missingTools.isEmpty else {
      self.init(.openWeights, licence.phrase, missing: missingTools)
      return
    }
    let reports: [MOFComponent] = [.researchPaper, .technicalReport]
    var missingScience = Self.science.filter { !isThere($0) }
    if !reports.contains(where: isThere) { missingScience.append(.researchPaper) }
    guard missingScience.isEmpty else {
      self.init(
        .openTooling, licence.phrase, linked: linked(Self.tooling), missing: missingScience)
      return
    }
    self.init(
      .openScience, licence.phrase,
      linked: linked(Self.tooling + Self.science + reports.filter(isThere)))
  }
}
