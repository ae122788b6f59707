// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What is kept of a known licence's texts: digests, hashes of word pairs, and titles.
///
/// A pair's hash has 24 bits. It finds the nearest licence and shows what is not in it; it never
/// identifies. Only a digest of all words does.
package struct LicenceFingerprint: Sendable {
  /// The SPDX identifier, or else the hub's, or else a name in the same form.
  package let identifier: String
  /// The class, for what the SPDX list does not have or tell.
  package let statedClass: LicenceClass?
  /// Titles that no other known licence has, as words in small letters.
  package let titles: [String]
  /// What its texts restrict, for licences that restrict.
  package let restrictions: [RestrictionClause.Kind]
  /// Its texts: several, with and without titles or appendices.
  package let texts: [KnownText]
  /// The lines of the table that its sets of word pairs are read from, when a text is compared.
  let pairDigits: [[Substring.UTF8View]]
  /// Sets of word pairs, each ascending; more than one where its texts differ much.
  package var pairSets: [[UInt32]] { Self.pairSets[identifier] ?? [] }

  /// Where the texts came from, with versions.
  package static var sources: String { FingerprintTable.sources }

  /// All of them, by identifier; read once.
  package static let all: [LicenceFingerprint] = FingerprintReader.read(FingerprintTable.lines)

  /// The fingerprint of a licence; nil where none of its texts is known.
  package static func named(_ identifier: String) -> LicenceFingerprint? {
    byIdentifier[identifier]
  }

  private static let byIdentifier = Dictionary(
    all.map { ($0.identifier, $0) }, uniquingKeysWith: { first, _ in first })

  private static let pairSets = Dictionary(
    all.map { ($0.identifier, $0.pairDigits.map(FingerprintReader.pairs)) },
    uniquingKeysWith: { first, _ in first })

  /// What the licence restricts, by its known texts, or else by its name as Creative Commons gives
  /// them; empty for open and for unknown ones.
  package static func restrictions(of identifier: String) -> [RestrictionClause.Kind] {
    if let known = named(identifier) { return known.restrictions }
    guard SPDXLicenceList.licence(identifier) != nil else { return [] }
    let parts = identifier.split(separator: "-")
    return (parts.contains("NC") ? [.nonCommercial] : [])
      + (parts.contains("ND") ? [.noDerivatives] : [])
  }
}
