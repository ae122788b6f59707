// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import Testing

struct LicenceClassTests {
  @Test(
    "an identifier has the hub's class, or the one that its text or its flags give",
    arguments: [
      ("MIT", LicenceClass.osi), ("CC-BY-4.0", .openContent), ("CC-BY-SA-2.5", .openContent),
      ("CC-BY-NC-SA-2.5", .nonCommercial), ("CC-BY-ND-3.0", .noDerivatives),
      ("CC-BY-NC-ND-2.5", .nonCommercial), ("Apache-1.1", .osi), ("GFDL-1.3-only", .openContent),
      ("BSD-4-Clause", .fsf), ("BUSL-1.1", .other), ("C-UDA-1.0", .useLimitedData),
      ("LGPLLR", .other), ("OpenMDW-1.0", .openModel), ("llama3.1", .vendor),
      ("deepseek", .rail), ("qwen-research", .nonCommercial), ("exaone", .nonCommercial),
      ("gpl", .family), ("no-such-licence", .unknown),
    ])
  func identifiers(identifier: String, licenceClass: LicenceClass) {
    #expect(LicenceClass(identifier: identifier) == licenceClass)
  }

  @Test("a class is open, restricted, in need of a text, or other")
  func properties() {
    for licenceClass in LicenceClass.allCases {
      let count = [licenceClass.isOpen, licenceClass.isRestricted, licenceClass.needsText]
        .count { $0 }
      #expect(count == (licenceClass == .other ? 0 : 1), "\(licenceClass)")
    }
    #expect(Set(LicenceClass.allCases.map(\.phrase)).count == LicenceClass.allCases.count)
  }

  @Test("AND takes what withholds more, OR what withholds less")
  func combining() {
    for one in LicenceClass.allCases {
      for other in LicenceClass.allCases {
        #expect(one.and(other) == other.and(one))
        #expect(one.or(other) == other.or(one))
        // What is under an open and a restricted licence is not open; at choice it is.
        if one.isOpen && !other.isOpen {
          #expect(one.and(other) == other)
          #expect(one.or(other) == one)
        }
      }
    }
  }
}
