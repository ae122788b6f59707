// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import UntrustedInput

/// How open a release is, by the evidence in its folder.
///
/// Nothing is fetched and nothing is guessed. What is not in the folder is absent from it, which is
/// never held against a release: models that meet every definition keep their code and data
/// elsewhere.
public struct OpennessReport: Sendable {
  /// The version of the rules by which evidence is found and judged; it grows with every change
  /// after which the same folder may be reported otherwise.
  public static let rulesVersion = 1

  /// The name that the release gives itself, and where.
  public let name: EvidenceItem?
  /// The version that it gives itself, and where.
  public let version: EvidenceItem?
  /// The label, and what it rests on.
  public let label: LabelReason
  /// What the headers of the weights come to.
  public let weights: WeightEvidence
  /// What states a licence, and what that comes to.
  public let licences: LicenceReport
  /// Where access is gated.
  public let gating: [EvidenceItem]
  /// The models that it was made from.
  public let lineage: [BaseModel]
  /// The Model Openness Framework's components, in the order of its Tool.
  public let components: [ComponentRow]
  /// The class by what is in the folder.
  public let mof: MOFEvaluation
  /// The class by what is in the folder, linked and declared.
  public let mofWithLinks: MOFEvaluation
  /// The Open Source AI Definition.
  public let osaid: OSAIDReport
  /// The openness index.
  public let index: IndexReport
  /// Shorter lists of attributes, and the EU AI Act.
  public let attributes: AttributeReport
  /// What the documents have sections about.
  public let documentation: [DocumentationRow]
  /// The patterns that were found, in their order.
  public let findings: [OpennessFinding]
  /// What only a person can say, one phrase each.
  public let unresolved: [String]
  /// Who declared something, and when; nil where there is no declaration.
  public let declaration: DeclarationSource?
  /// What could not be read of documents.
  public let problems: [Problem]
  /// What the model card tells that bills of materials have fields for; nil without a card.
  package let card: ModelCard?
  /// Who made it, and where it can be had, as the weights say.
  package let supplier: EvidenceItem?
  package let address: EvidenceItem?
  /// What configurations name to implement the model.
  package let architectures: [EvidenceItem]
  /// The release as the framework's Tool describes one, by what is present, linked and declared.
  package let mofRelease: MOFRelease

  /// One of the framework's components, and what the folder shows of it.
  public struct ComponentRow: Hashable, Sendable {
    /// Which component.
    public let component: MOFComponent
    /// What the folder shows of it.
    public let evidence: EvidenceRow
    /// A file that the card speaks of as being here, and that is not.
    public let mention: EvidenceItem?
  }

  /// Whence a declaration comes; what it says stands in the rows as declared.
  public struct DeclarationSource: Hashable, Sendable {
    /// The file.
    public let path: UntrustedText
    /// Who states it.
    public let by: UntrustedText?
    /// When, as it is written there.
    public let date: UntrustedText?
  }

  /// Something in a document that could not be read as what it should be.
  public struct Problem: Hashable, Sendable {
    /// The document.
    public let path: UntrustedText
    /// The line, counted from 1, where that is known.
    public let line: Int?
    /// One sentence: lower case, no full stop, escaped.
    public let message: String
    /// Whether what it says cannot be known at all, so that the status is 3; otherwise single
    /// values were passed over.
    public let isFatal: Bool
  }

  /// Whether two pieces of the folder contradict each other.
  public var isContradicted: Bool { findings.contains { $0.severity == .contradiction } }

  /// What stands in the way to the next class by what is in the folder, a sentence each.
  public var blockers: [String] { sentences(mof) }

  /// The same by what is in the folder, linked and declared.
  public var blockersWithLinks: [String] { sentences(mofWithLinks) }

  private func sentences(_ evaluation: MOFEvaluation) -> [String] {
    evaluation.blockers.map { blocker in
      blocker.sentence(
        components.first { $0.component == blocker.component }?.evidence ?? .absent)
    }
  }
}
