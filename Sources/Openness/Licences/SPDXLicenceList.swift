// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// A licence of the SPDX License List, with the flags of that list.
public struct SPDXLicence: Hashable, Sendable {
  /// Its identifier, in the list's letter case.
  public let identifier: String
  /// Whether the Open Source Initiative approved it.
  public let isOSIApproved: Bool
  /// Whether the Free Software Foundation lists it as free; false where that is not known.
  public let isFSFLibre: Bool
  /// Whether the list has a newer identifier for it.
  public let isDeprecated: Bool
}

/// The SPDX License List, as of the version that is told.
public enum SPDXLicenceList {
  /// The list's version.
  public static var version: String { SPDXLicenceTable.version }
  /// The day on which that version was released, as year-month-day.
  public static var releaseDate: String { SPDXLicenceTable.releaseDate }

  /// All licences, in the order of their identifiers.
  public static let licences: [SPDXLicence] = SPDXLicenceTable.licences
    .split(whereSeparator: \.isWhitespace)
    .map { entry in
      let parts = entry.split(separator: "=")
      let flags = parts.count > 1 ? parts[1] : ""
      return SPDXLicence(
        identifier: String(parts[0]), isOSIApproved: flags.contains("o"),
        isFSFLibre: flags.contains("f"), isDeprecated: flags.contains("d"))
    }

  private static let exact = Dictionary(
    licences.map { ($0.identifier, $0) }, uniquingKeysWith: { first, _ in first })
  private static let folded = Dictionary(
    licences.map { ($0.identifier.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
  private static let exceptions = Set(
    SPDXLicenceTable.exceptions.split(whereSeparator: \.isWhitespace).map { $0.lowercased() })

  /// The licence with exactly this identifier, in the list's letter case.
  public static func licence(_ identifier: String) -> SPDXLicence? { exact[identifier] }

  /// The licence with this identifier in any letter case.
  public static func licence(ignoringCase identifier: String) -> SPDXLicence? {
    folded[identifier.lowercased()]
  }

  /// Whether the list has an exception with this identifier, in any letter case.
  package static func hasException(_ identifier: String) -> Bool {
    exceptions.contains(identifier.lowercased())
  }
}
