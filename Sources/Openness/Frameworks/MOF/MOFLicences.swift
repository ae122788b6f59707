// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Which licences the Model Openness Tool takes for open, and for which content.
///
/// It compares identifiers exactly: "Apache 2.0" and "apache-2.0" are not open to it. Its list of
/// open-data licences has the made-up `ODC-PDDL-1.0`, so that the real `PDDL-1.0` is not open;
/// some licences suit a content type and are not open. All of that is kept.
public struct MOFLicences: Sendable {
  private let isOSIOrFSF: @Sendable (String) -> Bool

  /// Makes the rules.
  ///
  /// - Parameter isOSIOrFSF: Whether an exact SPDX identifier is approved by the OSI or called
  ///   free by the FSF.
  public init(isOSIOrFSF: @escaping @Sendable (String) -> Bool) {
    self.isOSIOrFSF = isOSIOrFSF
  }

  /// Whether a licence is open to the Tool.
  public func isOpen(_ identifier: String) -> Bool {
    Self.contains(Self.openData, identifier) || Self.contains([Self.openMDW], identifier)
      || isOSIOrFSF(identifier)
  }

  /// Whether a licence is one that the Tool suggests for a kind of content.
  public func isAppropriate(_ identifier: String, for type: MOFComponent.ContentType) -> Bool {
    if Self.contains([Self.openMDW], identifier) { return true }
    return switch type {
    case .code: Self.contains(Self.code, identifier)
    case .data: Self.contains(Self.data, identifier)
    case .document: Self.contains(Self.document, identifier)
    }
  }

  /// Licences of data that the Tool calls open beside those of the OSI and the FSF.
  public static let openData: [String] = [
    "CC0-1.0", "CC-BY-1.0", "CC-BY-2.0", "CC-BY-2.5", "CC-BY-2.5-AU", "CC-BY-3.0", "CC-BY-3.0-AT",
    "CC-BY-3.0-AU", "CC-BY-3.0-DE", "CC-BY-3.0-IGO", "CC-BY-3.0-NL", "CC-BY-3.0-US", "CC-BY-4.0",
    "CC-BY-SA-1.0", "CC-BY-SA-2.0", "CC-BY-SA-2.0-UK", "CC-BY-SA-2.1-JP", "CC-BY-SA-2.5",
    "CC-BY-SA-3.0", "CC-BY-SA-3.0-AT", "CC-BY-SA-4.0", "CDLA-Permissive-1.0",
    "CDLA-Permissive-2.0", "CDLA-Sharing-1.0", "ODC-PDDL-1.0", "ODC-By-1.0", "ODbL-1.0",
    "GFDL-1.3", "OGL-Canada-2.0", "OGL-UK-2.0", "OGL-UK-3.0",
  ]

  private static let openMDW = "OpenMDW-1.0"

  private static let code: [String] = [
    "0BSD", "AFL-1.1", "AFL-1.2", "AFL-2.0", "AFL-2.1", "AFL-3.0", "Apache-1.0", "Apache-1.1",
    "Apache-2.0", "ECL-1.0", "ECL-2.0", "ISC", "MIT", "MIT-0", "MulanPSL-1.0", "MulanPSL-2.0",
    "NCSA", "UPL-1.0",
  ]

  private static let data: [String] = [
    "CDLA-Permissive-1.0", "CDLA-Permissive-2.0", "C-UDA-1.0", "PDDL-1.0",
  ]

  private static let document: [String] = [
    "Apache-2.0", "CC-BY-4.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0", "FreeBSD-DOC", "CC-PDDC", "CC0-1.0",
  ]

  /// Whether a list has an identifier, byte for byte.
  private static func contains(_ list: [String], _ identifier: String) -> Bool {
    list.contains { $0.utf8.elementsEqual(identifier.utf8) }
  }
}
