// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// The licence that all statements about one part of a release come to.
public struct ConcludedLicence: Hashable, Sendable {
  /// The identifier, of the Hub or of SPDX; nil where it has none.
  public let id: String?
  /// The identifier of SPDX; nil where the list does not have it.
  public let spdx: String?
  /// What kind of licence it is.
  public let licenceClass: LicenceClass
  /// What it is and where that stands: one phrase.
  public let phrase: String
  /// What it rests on.
  public let evidence: [EvidenceItem]
}
