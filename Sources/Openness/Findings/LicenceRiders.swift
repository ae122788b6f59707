// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// OW07: restrictions beside, or in, the text of an open licence.
struct LicenceRiders {
  private let facts: ReleaseFacts

  init(_ facts: ReleaseFacts) {
    self.facts = facts
  }

  var findings: [OpennessFinding] {
    facts.licences.texts.filter { [.release, .weights, .code].contains($0.scope) }
      .compactMap { text in text.isLicence ? changed(text) : beside(text) }
  }

  /// Statements about the weights or the whole, other than texts.
  private var stated: [LicenceStatement] {
    facts.licences.statements.filter {
      [.release, .weights].contains($0.scope) && $0.source != .licenceFile
    }
  }

  /// A licence file that resembles an open licence and is not it.
  ///
  /// It contradicts only what calls it that licence, or an open one while it restricts.
  private func changed(_ text: LicenceReport.Text) -> OpennessFinding? {
    guard case .modified(let difference) = text.identification.outcome,
      LicenceClass(identifier: difference.identifier).isOpen
    else { return nil }
    let known = UntrustedText(difference.identifier).brief
    let key = LicenceName.textKey(difference.identifier)
    let isOfWeights = text.scope != .code
    let same = stated.first { isOfWeights && $0.id.map(LicenceName.textKey) == key }
    let clause = text.identification.clauses.first
    let claim = same ?? stated.first { isOfWeights && $0.licenceClass.isOpen }
    if let clause, let claim {
      return OpennessFinding(
        .rider, .contradiction,
        "'\(claim.evidence.token.brief)' is stated, and the text that resembles '\(known)' adds a "
          + "restriction (\(clause.kind.phrase))", [claim.evidence, item(text, clause.passage)],
        remedy: "remove the restriction, or call the licence what it is")
    }
    if let same, let change = difference.bindingChange {
      return OpennessFinding(
        .rider, .contradiction,
        "'\(same.evidence.token.brief)' is stated, and the text that resembles it has terms of its "
          + "own", [same.evidence, item(text, change)],
        remedy: "ship the licence's text unchanged, or call the licence what it is")
    }
    let places = [clause?.passage, difference.residue.first].compactMap { $0 }.prefix(1)
    return OpennessFinding(
      .rider, difference.isTrivial ? .note : .gap,
      "the text in '\(text.path.brief)' resembles '\(known)' and is not it: "
        + "\(difference.residuePairCount) pairs of words are added, "
        + "\(difference.missingPairCount) are missing",
      places.isEmpty ? [EvidenceItem(file: text.path)] : places.map { item(text, $0) },
      remedy: "ship the licence's text unchanged, or name it otherwise")
  }

  /// A policy or notice with restrictions beside an open licence of the weights.
  private func beside(_ text: LicenceReport.Text) -> OpennessFinding? {
    guard facts.licences.weights?.licenceClass.isOpen == true,
      let open = facts.licences.statements.first(where: {
        [.release, .weights].contains($0.scope) && $0.licenceClass.isOpen
      }), let clause = text.identification.clauses.first
    else { return nil }
    let isPolicy = ContainedPath(text.path).map { FileRole.roles(of: $0).contains(.usePolicy) }
    // A notice quotes the terms of others; a policy sets its own.
    return OpennessFinding(
      .rider, isPolicy == true ? .contradiction : .gap,
      "'\(open.evidence.token.brief)' is stated, and '\(text.path.brief)' restricts "
        + "(\(clause.kind.phrase))", [open.evidence, item(text, clause.passage)],
      remedy: "say whether the policy binds; a licence with it is not the one that is stated")
  }

  private func item(_ text: LicenceReport.Text, _ passage: LicencePassage) -> EvidenceItem {
    EvidenceItem(text.path, .line(passage.line), token: passage.token)
  }
}
