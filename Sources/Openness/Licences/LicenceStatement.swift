// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// One place of a release that states a licence.
public struct LicenceStatement: Hashable, Sendable {
  /// What kind of place it is.
  public enum Source: String, Hashable, Sendable {
    /// The front matter of the model card.
    case card
    /// The text of a licence file.
    case licenceFile
    /// An `SPDX-License-Identifier:` line.
    case tag
    /// The metadata of a weight file.
    case weights
    /// The metadata of a package.
    case package
    /// A document about data.
    case dataCard
    /// The publisher's declaration.
    case declaration
  }

  /// What it is about.
  public enum Scope: String, Hashable, Sendable {
    /// All that is released.
    case release
    /// The weights.
    case weights
    /// The code.
    case code
    /// The data.
    case data
    /// A part of the release in a folder of its own, or one of several parts.
    case part
    /// The package that the release came in, which others may have made.
    case package
  }

  /// What kind of place it is.
  public let source: Source
  /// What it is about.
  public let scope: Scope
  /// Where it stands, and what stands there.
  public let evidence: EvidenceItem
  /// The identifier that it comes to: of the Hub or of SPDX; nil where it is none that is known.
  public let id: String?
  /// What kind of licence that is.
  public let licenceClass: LicenceClass

  /// Describes a statement.
  public init(
    _ source: Source, _ scope: Scope, _ evidence: EvidenceItem, id: String?,
    _ licenceClass: LicenceClass
  ) {
    self.source = source
    self.scope = scope
    self.evidence = evidence
    self.id = id
    self.licenceClass = licenceClass
  }
}
