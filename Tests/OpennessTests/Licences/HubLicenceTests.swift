// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import Testing

struct HubLicenceTests {
  @Test("there are 83, as many in each class as the hub's list has")
  func counts() {
    let counts = LicenceClass.allCases.map { licenceClass in
      HubLicence.all.count { $0.licenceClass == licenceClass }
    }
    // osi, fsf, open content, open model, use-limited data, family, rail, vendor, non-commercial,
    // no derivatives, other, unknown
    #expect(counts == [27, 2, 14, 2, 1, 5, 6, 8, 13, 1, 2, 2])
    #expect(HubLicence.all.count == 83)
    #expect(Set(HubLicence.all.map(\.identifier)).count == 83)
  }

  @Test("each SPDX identifier is in the list, in its letter case")
  func spdxIdentifiers() {
    let identifiers = HubLicence.all.compactMap(\.spdxIdentifier)
    // All but the families, models and vendors, and those that say nothing.
    #expect(identifiers.count == 55)
    for identifier in identifiers {
      #expect(SPDXLicenceList.licence(identifier) != nil, "\(identifier)")
    }
  }

  @Test(
    "what differs by more than letter case is mapped by name",
    arguments: [
      ("gpl-3.0", "GPL-3.0-only"), ("lgpl-2.1", "LGPL-2.1-only"), ("agpl-3.0", "AGPL-3.0-only"),
      ("odc-by", "ODC-By-1.0"), ("odbl", "ODbL-1.0"), ("pddl", "PDDL-1.0"),
      ("c-uda", "C-UDA-1.0"), ("lgpl-lr", "LGPLLR"), ("openmdw-1.0", "OpenMDW-1.0"),
      // Boost, and not Business Source.
      ("bsl-1.0", "BSL-1.0"),
    ])
  func irregular(hub: String, spdx: String) {
    #expect(HubLicence(hub)?.spdxIdentifier == spdx)
  }

  @Test(
    "families, models' and vendors' licences have no SPDX identifier",
    arguments: ["bsd", "cc", "gpl", "gfdl", "llama3.1", "openrail", "openmdw-1.1", "other"])
  func withoutSPDX(identifier: String) throws {
    #expect(try #require(HubLicence(identifier)).spdxIdentifier == nil)
  }

  @Test("all that the hub has as OSI-approved is flagged so in the SPDX list, and nothing else is")
  func flags() throws {
    for licence in HubLicence.all {
      guard let spdx = licence.spdxIdentifier.flatMap({ SPDXLicenceList.licence($0) }) else {
        continue
      }
      #expect(spdx.isOSIApproved == (licence.licenceClass == .osi), "\(licence.identifier)")
      if licence.licenceClass == .fsf { #expect(spdx.isFSFLibre) }
    }
  }

  @Test("the hub's identifiers are in small letters only")
  func letterCase() {
    #expect(HubLicence("MIT") == nil)
    #expect(HubLicence("Apache-2.0") == nil)
    #expect(HubLicence("") == nil)
  }
}
