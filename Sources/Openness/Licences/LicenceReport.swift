// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import UntrustedInput

/// Every statement of a licence in a release, and what they come to.
public struct LicenceReport: Sendable {
  /// A licence file, a notice or a policy, and what its text is.
  public struct Text: Sendable {
    /// The file.
    public let path: UntrustedText
    /// What it is about.
    public let scope: LicenceStatement.Scope
    /// Whether it is the text of a licence; otherwise a notice or a policy beside one.
    public let isLicence: Bool
    /// What the text is.
    public let identification: LicenceIdentification
  }

  /// What states a licence, in the order of the kinds of places and then of paths.
  public let statements: [LicenceStatement]
  /// The texts, in the order of their paths.
  public let texts: [Text]
  /// What holds for the weights; nil where nothing states it.
  public let weights: ConcludedLicence?
  /// What holds for the code.
  public let code: ConcludedLicence?
  /// What holds for the data.
  public let data: ConcludedLicence?

  /// The clause of a licence of the weights that forbids to share changed versions.
  var noDerivatives: EvidenceRow? {
    for text in texts where text.isLicence && [.release, .weights].contains(text.scope) {
      guard let clause = text.identification.clauses.first(where: { $0.kind == .noDerivatives })
      else { continue }
      let passage = clause.passage
      return EvidenceRow(
        .contradicted, [EvidenceItem(text.path, .line(passage.line), token: passage.token)])
    }
    return nil
  }

  /// The clauses that take a use or a user from everyone, whatever the licence is called.
  private static let restrictingKinds: Set<RestrictionClause.Kind> = [
    .monthlyUsers, .companySize, .acceptableUse, .useBased, .nonCommercial, .noOtherModels,
    .military, .remoteRestriction, .territory, .fieldOfUse,
  ]

  /// A clause of a licence of the weights, which is none that is known, that restricts the use.
  var restrictingClause: EvidenceRow? {
    for text in texts where text.isLicence && [.release, .weights].contains(text.scope) {
      guard text.identification.identifier == nil,
        let clause = text.identification.clauses.first(where: {
          Self.restrictingKinds.contains($0.kind)
        })
      else { continue }
      let passage = clause.passage
      return EvidenceRow(
        .contradicted, [EvidenceItem(text.path, .line(passage.line), token: passage.token)])
    }
    return nil
  }

  /// Whether a place states the licence of one part by itself.
  func states(_ scope: LicenceStatement.Scope) -> Bool {
    statements.contains { $0.scope == scope }
  }

  init(statements: [LicenceStatement], texts: [Text]) {
    self.statements = statements
    self.texts = texts
    weights = ConcludedLicence(of: .weights, statements)
    code = ConcludedLicence(of: .code, statements)
    data = ConcludedLicence(of: .data, statements)
  }
}
