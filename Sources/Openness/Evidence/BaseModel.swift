// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import UntrustedInput

/// A model that a release says it was made from.
public struct BaseModel: Hashable, Sendable {
  /// Its name, as the release writes it.
  public let name: UntrustedText
  /// How it was used: `finetune`, `adapter`, `merge`, `quantized`; nil where that is not said.
  public let relation: UntrustedText?
  /// Where that stands.
  public let evidence: EvidenceItem
  /// The licence that models of such a name had, by a table; nil where it has none: that cannot be
  /// told.
  public let licenceClass: LicenceClass?
  /// What the table's row rests on, with its date; nil where there is no row.
  public let basis: String?
}
