// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import Testing

struct KnownTextTests {
  @Test("the table is read whole, and every text is that of a licence of the SPDX list")
  func table() {
    let texts = KnownText.listed
    #expect(texts.count == 962)
    #expect(texts.count { $0.runs.count > 1 } == 100)
    #expect(Set(texts.map(\.identifier)).count == 577)
    for text in texts {
      #expect(SPDXLicenceList.licence(text.identifier)?.isDeprecated == false)
      #expect(text.minimumWordCount >= 12 && text.runs[0].wordCount >= 4)
      #expect(text.openingHash < 1 << 24)
    }
  }

  @Test("what is approved, free or from Creative Commons has a text, if a package has one")
  func coverage() {
    let known = Set(
      (KnownText.listed.map(\.identifier) + LicenceFingerprint.all.map(\.identifier))
        .map(LicenceName.textKey))
    let missing = SPDXLicenceList.licences.filter { licence in
      let isNotable =
        licence.isOSIApproved || licence.isFSFLibre || licence.identifier.hasPrefix("CC")
      return isNotable && !licence.isDeprecated
        && !known.contains(LicenceName.textKey(licence.identifier))
    }
    #expect(
      missing.map(\.identifier)
        == [
          // Not in the packages that the table is made from.
          "ALGLIB-Documentation", "BSD-ask-to-endorse", "CC-BY-NC-3.0-IGO", "OSC-1.0", "WordNet",
          // Its text is that of MPL-2.0.
          "MPL-2.0-no-copyleft-exception",
        ].sorted())
  }

  @Test("a licence without a fingerprint restricts what Creative Commons says in its name")
  func restrictions() {
    #expect(LicenceFingerprint.restrictions(of: "CC-BY-NC-SA-2.0-UK") == [.nonCommercial])
    #expect(
      LicenceFingerprint.restrictions(of: "CC-BY-NC-ND-3.0-IGO")
        == [.nonCommercial, .noDerivatives])
    #expect(LicenceFingerprint.restrictions(of: "X11").isEmpty)
    #expect(LicenceFingerprint.restrictions(of: "My-NC-Terms").isEmpty)
  }
}
