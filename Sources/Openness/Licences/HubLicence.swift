// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// One of the licence identifiers that Hugging Face knows for model and dataset cards.
public struct HubLicence: Hashable, Sendable {
  /// The identifier, in lower case, as a card has it.
  public let identifier: String
  /// What kind of licence it is.
  public let licenceClass: LicenceClass
  /// The identifier in the SPDX list, where that has the licence.
  public let spdxIdentifier: String?

  /// The licence that a card names; nil unless `identifier` is exactly one of the hub's.
  public init?(_ identifier: String) {
    guard let found = Self.byIdentifier[identifier] else { return nil }
    self = found
  }

  private init(identifier: String, licenceClass: LicenceClass) {
    self.identifier = identifier
    self.licenceClass = licenceClass
    self.spdxIdentifier =
      switch licenceClass {
      // "bsd" or "gpl" name no single licence.
      case .family, .unknown: nil
      default:
        Self.irregular[identifier] ?? SPDXLicenceList.licence(ignoringCase: identifier)?.identifier
      }
  }

  /// All of them, by class and then in the hub's order.
  public static let all: [HubLicence] = LicenceClass.allCases.flatMap { licenceClass in
    identifiers(of: licenceClass).split(separator: " ").map {
      HubLicence(identifier: String($0), licenceClass: licenceClass)
    }
  }

  private static let byIdentifier = Dictionary(
    all.map { ($0.identifier, $0) }, uniquingKeysWith: { first, _ in first })

  /// Those whose SPDX identifier is more than the same letters in other case.
  ///
  /// The hub's `gpl-3.0` does not say whether later versions are meant; the text in a folder is the
  /// same, so the narrower reading is taken. `bsl-1.0` is Boost, not Business Source.
  private static let irregular = [
    "agpl-3.0": "AGPL-3.0-only", "gpl-2.0": "GPL-2.0-only", "gpl-3.0": "GPL-3.0-only",
    "lgpl-2.1": "LGPL-2.1-only", "lgpl-3.0": "LGPL-3.0-only", "odc-by": "ODC-By-1.0",
    "odbl": "ODbL-1.0", "pddl": "PDDL-1.0", "c-uda": "C-UDA-1.0", "lgpl-lr": "LGPLLR",
  ]

  private static func identifiers(of licenceClass: LicenceClass) -> String {
    switch licenceClass {
    case .osi:
      """
      apache-2.0 mit afl-3.0 artistic-2.0 bsl-1.0 bsd-2-clause bsd-3-clause ecl-2.0 epl-1.0 \
      epl-2.0 eupl-1.1 eupl-1.2 agpl-3.0 gpl-2.0 gpl-3.0 lgpl-2.1 lgpl-3.0 isc lppl-1.3c ms-pl \
      mpl-2.0 osl-3.0 postgresql ofl-1.1 ncsa unlicense zlib
      """
    case .fsf: "bsd-3-clause-clear wtfpl"
    case .openContent:
      """
      cc0-1.0 cc-by-2.0 cc-by-2.5 cc-by-3.0 cc-by-4.0 cc-by-sa-3.0 cc-by-sa-4.0 \
      cdla-sharing-1.0 cdla-permissive-1.0 cdla-permissive-2.0 odc-by odbl pddl etalab-2.0
      """
    case .openModel: "openmdw-1.0 openmdw-1.1"
    case .useLimitedData: "c-uda"
    case .family: "bsd cc gpl lgpl gfdl"
    case .rail:
      """
      openrail bigscience-openrail-m creativeml-openrail-m bigscience-bloom-rail-1.0 \
      bigcode-openrail-m openrail++
      """
    case .vendor: "llama2 llama3 llama3.1 llama3.2 llama3.3 llama4 grok2-community gemma"
    case .nonCommercial:
      """
      h-research intel-research apple-amlr deepfloyd-if-license \
      fair-noncommercial-research-license cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 \
      cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0
      """
    case .noDerivatives: "cc-by-nd-4.0"
    case .other: "apple-ascl lgpl-lr"
    case .unknown: "unknown other"
    }
  }
}
