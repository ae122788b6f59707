// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// Looks for the twenty patterns in a release.
struct OpennessFindings {
  /// What was found, in the order of the patterns.
  let all: [OpennessFinding]

  /// - Parameters:
  ///   - mof: the class by what is present, linked and declared.
  ///   - isContradicted: whether the Open Source AI Definition is.
  init(
    _ facts: ReleaseFacts, _ components: ComponentEvidence, _ mof: MOFEvaluation,
    isContradicted: Bool
  ) {
    var found = LicenceFindings(facts).all
    // One file alone is without all the others by nature.
    if facts.contents.isFolder {
      found += DocumentFindings(facts, components, mof, isContradicted: isContradicted).all
    }
    found += WeightFindings.incomplete(facts.contents)
    let card = facts.card
    let stated =
      [card?.title].compactMap { $0 }.compactMap { title in
        card.map { StatedParameters.Statement($0.item(title), in: title.title.lossyString) }
      }.filter { !$0.labels.isEmpty }
    found += [StatedParameters.finding(card: stated, facts.contents, facts.weights)]
      .compactMap { $0 }
    // An adapter's folder often has the configuration of its base.
    if !facts.weights.isAdapter {
      found += StatedStorage.findings(of: facts.contents)
      found += facts.configurations.compactMap { path, document in
        StatedStorage.finding(document, at: path, of: facts.contents)
      }
    }
    let relation = card?.card.metadata.baseModelRelation?.text.lossyString
    found += [
      WeightFindings.derivedOnly(
        facts.weights, facts.contents,
        isSaid: !facts.baseModels.isEmpty && (relation == "quantized" || relation == "adapter"))
    ].compactMap { $0 }
    found += WeightFindings.unsafe(
      facts.contents, pickles: facts.pickles, facts.configurations)
    let order = found.enumerated().sorted {
      ($0.element.id.rawValue, $0.offset) < ($1.element.id.rawValue, $1.offset)
    }
    all = order.map(\.element)
  }
}
