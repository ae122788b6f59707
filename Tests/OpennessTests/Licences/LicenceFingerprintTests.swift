// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import Testing

struct LicenceFingerprintTests {
  @Test("the table is read whole: every licence has texts, titles as words, and pairs in order")
  func table() {
    let all = LicenceFingerprint.all
    #expect(all.count == 113)
    #expect(Set(all.map(\.identifier)).count == all.count)
    for fingerprint in all {
      #expect(!fingerprint.texts.isEmpty, "\(fingerprint.identifier)")
      #expect(!fingerprint.pairSets.isEmpty, "\(fingerprint.identifier)")
      for pairs in fingerprint.pairSets {
        #expect(zip(pairs, pairs.dropFirst()).allSatisfy { $0 < $1 })
        #expect(pairs.count > 30 && pairs.allSatisfy { $0 < 1 << 24 })
      }
      for title in fingerprint.titles {
        #expect(LicenceText(Array(title.utf8)).foldedBytes == Array(title.utf8))
        #expect(title.split(separator: " ").count <= 14)
      }
    }
    #expect(all.map(\.texts.count).reduce(0, +) > 330)
  }

  @Test("no text is that of two licences, and each is there once")
  func texts() {
    let texts = (LicenceFingerprint.all.flatMap(\.texts) + KnownText.listed).map(\.runs)
    #expect(Set(texts).count == texts.count)
  }

  @Test("each title is that of one licence")
  func titles() {
    let titles = LicenceFingerprint.all.flatMap(\.titles)
    #expect(Set(titles).count == titles.count)
  }

  @Test("every identifier is one of SPDX, or has a class of its own")
  func classes() {
    for fingerprint in LicenceFingerprint.all {
      let isListed = SPDXLicenceList.licence(fingerprint.identifier) != nil
      #expect(isListed || fingerprint.statedClass != nil, "\(fingerprint.identifier)")
      let licenceClass = LicenceClass(identifier: fingerprint.identifier)
      if let stated = fingerprint.statedClass { #expect(licenceClass == stated) }
      // Only what restricts has restrictions.
      if licenceClass.isOpen { #expect(fingerprint.restrictions.isEmpty) }
    }
  }

  @Test(
    "what vendors' licences restrict is known without their texts",
    arguments: [
      ("llama2", RestrictionClause.Kind.monthlyUsers), ("llama2", .noOtherModels),
      ("llama3", .monthlyUsers), ("llama3", .noOtherModels), ("llama3.1", .naming),
      ("llama3.2", .acceptableUse), ("llama3.3", .monthlyUsers), ("llama4", .monthlyUsers),
      ("gemma", .remoteRestriction), ("gemma", .useBased), ("exaone", .nonCommercial),
      ("creativeml-openrail-m", .useBased), ("deepseek", .military),
      ("tencent-hunyuan-3d-2.0", .territory), ("CC-BY-NC-4.0", .nonCommercial),
      ("CC-BY-ND-3.0", .noDerivatives), ("stability-ai-community", .companySize),
    ])
  func restrictions(identifier: String, kind: RestrictionClause.Kind) {
    #expect(LicenceFingerprint.restrictions(of: identifier).contains(kind))
  }

  @Test(
    "what is open restricts nothing", arguments: ["Apache-2.0", "MIT", "GPL-3.0-only", "MPL-2.0"])
  func open(identifier: String) {
    #expect(LicenceFingerprint.restrictions(of: identifier).isEmpty)
  }
}
