// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// How far a licence lets people use, study, change and share what it covers.
///
/// A class says what a licence is, not what it is worth: `vendor` and `rail` licences allow much,
/// but not everything to everyone, which is what openness asks for.
public enum LicenceClass: String, CaseIterable, Hashable, Sendable {
  /// Approved by the Open Source Initiative.
  case osi
  /// Free for the Free Software Foundation, and not approved by the OSI.
  case fsf
  /// An open licence for data or content.
  case openContent
  /// An open licence made for models, not approved by the OSI.
  case openModel
  /// A licence for data that limits what it may be used for.
  case useLimitedData
  /// The name of a family; which member it is, and so what it allows, only a text tells.
  case family
  /// A responsible AI licence: certain uses are forbidden, and that passes on.
  case rail
  /// A vendor's own terms, with restrictions of use, users or names.
  case vendor
  /// For research, or for anything but commercial use.
  case nonCommercial
  /// Changed versions may not be shared.
  case noDerivatives
  /// A licence that none of the lists has as open.
  case other
  /// Nothing that says what the terms are.
  case unknown

  /// What people call it.
  public var phrase: String {
    switch self {
    case .osi: "open source (OSI-approved)"
    case .fsf: "free software (FSF), not OSI-approved"
    case .openContent: "open data or content"
    case .openModel: "open model licence, not OSI-approved"
    case .useLimitedData: "data, use-limited"
    case .family: "family of licences; the text decides"
    case .rail: "responsible AI licence, use-restricted"
    case .vendor: "vendor's community terms, restricted"
    case .nonCommercial: "research or non-commercial only"
    case .noDerivatives: "no derivatives"
    case .other: "other terms, neither OSI-approved nor FSF-free"
    case .unknown: "unknown"
    }
  }

  /// Whether everyone may use, study, change and share for any purpose.
  public var isOpen: Bool {
    switch self {
    case .osi, .fsf, .openContent, .openModel: true
    default: false
    }
  }

  /// Whether it is known to withhold a use, a user, or the sharing of changed versions.
  public var isRestricted: Bool {
    switch self {
    case .rail, .vendor, .nonCommercial, .noDerivatives, .useLimitedData: true
    default: false
    }
  }

  /// Whether only a text can tell what the terms are.
  public var needsText: Bool { self == .family || self == .unknown }

  /// How much it withholds, for choosing among the licences of an expression; larger is more.
  private var restriction: Int {
    switch self {
    case .osi: 0
    case .fsf: 1
    case .openModel: 2
    case .openContent: 3
    case .family: 4
    case .unknown: 5
    case .other: 6
    case .useLimitedData: 7
    case .rail: 8
    case .vendor: 9
    case .noDerivatives: 10
    case .nonCommercial: 11
    }
  }

  /// The class of what is under both licences: that of the one which withholds more.
  package func and(_ other: LicenceClass) -> LicenceClass {
    restriction >= other.restriction ? self : other
  }

  /// The class of what is under either licence, at choice: that of the one which withholds less.
  package func or(_ other: LicenceClass) -> LicenceClass {
    restriction <= other.restriction ? self : other
  }
}
