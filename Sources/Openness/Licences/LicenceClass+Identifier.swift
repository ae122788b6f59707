// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

extension LicenceClass {
  /// The class of the licence with this normalised identifier: an SPDX one, one of the hub's, or
  /// one of a known text.
  ///
  /// The hub's classes come first, since they hold licences of data and content apart, many of
  /// which the FSF lists as free too; then those of known texts, then the flags of the SPDX list.
  package init(identifier: String) {
    if let known = Self.byIdentifier[identifier] ?? Self.contentByIdentifier[identifier] {
      self = known
    } else if let licence = SPDXLicenceList.licence(identifier) {
      self = Self(licence)
    } else {
      self = .unknown
    }
  }

  /// By the flags of the list, and by what Creative Commons says in its identifiers.
  private init(_ licence: SPDXLicence) {
    let parts = licence.identifier.split(separator: "-")
    self =
      if licence.isOSIApproved {
        .osi
      } else if parts.contains("NC") {
        .nonCommercial
      } else if parts.contains("ND") {
        .noDerivatives
      } else if licence.identifier.hasPrefix("CC-BY-") {
        .openContent
      } else if licence.isFSFLibre {
        .fsf
      } else {
        .other
      }
  }

  private static let byIdentifier: [String: LicenceClass] = {
    var classes: [String: LicenceClass] = [:]
    for fingerprint in LicenceFingerprint.all {
      classes[fingerprint.identifier] = fingerprint.statedClass
    }
    for licence in WellKnownLicence.all {
      if let stated = licence.statedClass { classes[licence.identifier] = stated }
    }
    for licence in HubLicence.all {
      classes[licence.identifier] = licence.licenceClass
      if let spdx = licence.spdxIdentifier { classes[spdx] = licence.licenceClass }
    }
    return classes
  }()

  /// Licences of data and content that the hub has no identifier for.
  private static let contentByIdentifier: [String: LicenceClass] = Dictionary(
    [
      "GFDL-1.1-only", "GFDL-1.1-or-later", "GFDL-1.2-only", "GFDL-1.2-or-later", "GFDL-1.3",
      "GFDL-1.3-only", "GFDL-1.3-or-later", "OGL-Canada-2.0", "OGL-UK-1.0", "OGL-UK-2.0",
      "OGL-UK-3.0",
    ].map { ($0, .openContent) }, uniquingKeysWith: { first, _ in first })
}
