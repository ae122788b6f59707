// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import Testing

struct SPDXLicenceListTests {
  @Test("it is the list of the version that it says, with that list's flags")
  func counts() {
    #expect(SPDXLicenceList.version == "3.29.0")
    #expect(SPDXLicenceList.releaseDate == "2026-09-16")
    let licences = SPDXLicenceList.licences
    #expect(licences.count == 740)
    #expect(licences.count(where: \.isOSIApproved) == 154)
    #expect(licences.count(where: \.isFSFLibre) == 127)
    #expect(licences.count(where: \.isDeprecated) == 32)
  }

  @Test("identifiers are found exactly, or in any letter case when asked so")
  func lookup() throws {
    #expect(SPDXLicenceList.licence("Apache-2.0")?.isOSIApproved == true)
    #expect(SPDXLicenceList.licence("apache-2.0") == nil)
    #expect(SPDXLicenceList.licence("Apache 2.0") == nil)
    #expect(SPDXLicenceList.licence(ignoringCase: "aPACHE-2.0")?.identifier == "Apache-2.0")
    #expect(SPDXLicenceList.licence(ignoringCase: "cc0-1.0")?.isFSFLibre == true)
    #expect(SPDXLicenceList.licence("GPL-3.0")?.isDeprecated == true)
    #expect(SPDXLicenceList.licence("OpenMDW-1.0")?.isOSIApproved == false)
    #expect(SPDXLicenceList.licence("OpenMDW-1.1") == nil)
    #expect(SPDXLicenceList.hasException("Classpath-exception-2.0"))
  }
}
