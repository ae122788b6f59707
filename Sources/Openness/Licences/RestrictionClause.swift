// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// A clause of a licence text that restricts what may be done, and where it stands.
public struct RestrictionClause: Hashable, Sendable {
  /// What such a clause is about.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// A limit on how many users a product may have.
    case monthlyUsers
    /// A limit on the size or revenue of a company.
    case companySize
    /// Some need another licence than this one.
    case separateLicence
    /// A policy of acceptable or prohibited use has to be followed.
    case acceptableUse
    /// Certain uses are forbidden, and that passes on.
    case useBased
    /// Commercial use is excluded.
    case nonCommercial
    /// Other models may not be trained or improved.
    case noOtherModels
    /// Military use or weapons are mentioned.
    case military
    /// Products or models have to be named in a certain way.
    case naming
    /// The licensor may restrict the use from afar.
    case remoteRestriction
    /// Some countries or their people are treated apart.
    case territory
    /// Changed versions may not be shared.
    case noDerivatives
    /// A field of use is forbidden, or only one is allowed.
    case fieldOfUse
    /// Something is forbidden; counts only in what a known text does not have.
    case prohibition

    /// What it is about, in a few words.
    public var phrase: String {
      switch self {
      case .monthlyUsers: "limit on the number of users"
      case .companySize: "limit on the size of a company"
      case .separateLicence: "another licence needed by some"
      case .acceptableUse: "acceptable-use policy"
      case .useBased: "use-based restrictions"
      case .nonCommercial: "non-commercial or research only"
      case .noOtherModels: "no use for other models"
      case .military: "military use or weapons"
      case .naming: "duty to name or display"
      case .remoteRestriction: "restriction from afar"
      case .territory: "territory"
      case .noDerivatives: "no sharing of changed versions"
      case .fieldOfUse: "field of use"
      case .prohibition: "prohibition"
      }
    }
  }

  /// What it is about.
  public let kind: Kind
  /// The words that say so.
  public let passage: LicencePassage

  /// Describes a clause.
  package init(_ kind: Kind, _ passage: LicencePassage) {
    self.kind = kind
    self.passage = passage
  }
}
