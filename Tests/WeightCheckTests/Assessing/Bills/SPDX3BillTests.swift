// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

struct SPDX3BillTests {
  private func text(_ bill: ModelBill) -> String {
    String(decoding: SPDX3Bill.bytes(of: bill), as: UTF8.self)
  }

  @Test("a bill that says nothing is a package of which no licence is asserted")
  func empty() {
    #expect(
      text(SampleBills.empty) == """
        {
          "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
          "@graph": [
            {
              "type": "SoftwareAgent",
              "spdxId": "urn:uuid:5212c9cb-5c2a-8e7c-8d6f-4bb97e81f18b#agent-1",
              "creationInfo": "_:creation-info",
              "name": "weightcheck"
            },
            {
              "type": "Tool",
              "spdxId": "urn:uuid:5212c9cb-5c2a-8e7c-8d6f-4bb97e81f18b#tool-1",
              "creationInfo": "_:creation-info",
              "name": "weightcheck 0.7.0"
            },
            {
              "type": "CreationInfo",
              "@id": "_:creation-info",
              "specVersion": "3.0.1",
              "created": "2026-01-02T03:04:05Z",
              "createdBy": ["urn:uuid:5212c9cb-5c2a-8e7c-8d6f-4bb97e81f18b#agent-1"],
              "createdUsing": ["urn:uuid:5212c9cb-5c2a-8e7c-8d6f-4bb97e81f18b#tool-1"]
            },
            {
              "type": "ai_AIPackage",
              "spdxId": "urn:uuid:5212c9cb-5c2a-8e7c-8d6f-4bb97e81f18b#model-1",
              "creationInfo": "_:creation-info",
              "name": "nothing",
              "software_primaryPurpose": "model",
              "extension": [
                {
                  "type": "extension_CdxPropertiesExtension",
                  "extension_cdxProperty": [
                    {
                      "type": "extension_CdxPropertyEntry",
                      "extension_cdxPropName": "weightcheck:licence.concluded",
                      "extension_cdxPropValue": "NOASSERTION"
                    }
                  ]
                }
              ]
            },
            {
              "type": "Relationship",
              "spdxId": "urn:uuid:5212c9cb-5c2a-8e7c-8d6f-4bb97e81f18b#relationship-1",
              "creationInfo": "_:creation-info",
              "from": "urn:uuid:5212c9cb-5c2a-8e7c-8d6f-4bb97e81f18b#model-1",
              "relationshipType": "hasDeclaredLicense",
              "to": [
                "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense"
              ]
            },
            {
              "type": "Relationship",
              "spdxId": "urn:uuid:5212c9cb-5c2a-8e7c-8d6f-4bb97e81f18b#relationship-2",
              "creationInfo": "_:creation-info",
              "from": "urn:uuid:5212c9cb-5c2a-8e7c-8d6f-4bb97e81f18b#model-1",
              "relationshipType": "hasConcludedLicense",
              "to": [
                "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense"
              ]
            },
            {
              "type": "SpdxDocument",
              "spdxId": "urn:uuid:5212c9cb-5c2a-8e7c-8d6f-4bb97e81f18b#document-1",
              "creationInfo": "_:creation-info",
              "name": "nothing",
              "profileConformance": [
                "core",
                "software",
                "ai",
                "dataset",
                "simpleLicensing",
                "extension"
              ],
              "rootElement": ["urn:uuid:5212c9cb-5c2a-8e7c-8d6f-4bb97e81f18b#model-1"],
              "element": [
                "urn:uuid:5212c9cb-5c2a-8e7c-8d6f-4bb97e81f18b#agent-1",
                "urn:uuid:5212c9cb-5c2a-8e7c-8d6f-4bb97e81f18b#tool-1",
                "urn:uuid:5212c9cb-5c2a-8e7c-8d6f-4bb97e81f18b#model-1",
                "urn:uuid:5212c9cb-5c2a-8e7c-8d6f-4bb97e81f18b#relationship-1",
                "urn:uuid:5212c9cb-5c2a-8e7c-8d6f-4bb97e81f18b#relationship-2"
              ]
            }
          ]
        }

        """)
  }

  @Test("each package has exactly one declared and one concluded licence")
  func licences() {
    for (_, bill) in SampleBills.all {
      let written = text(bill)
      let packages = 1 + bill.baseModels.count + bill.datasets.count
      for type in ["hasDeclaredLicense", "hasConcludedLicense"] {
        #expect(written.split(separator: "\n").count { $0.contains("\"\(type)\"") } == packages)
      }
    }
  }

  @Test("licences that several places state are joined, expressions in parentheses")
  func joined() {
    #expect(
      text(SampleBills.full).contains(
        "\"MIT AND (Apache-2.0 OR BSD-3-Clause) AND LicenseRef-llama3.1 AND Bugroff\""))
  }

  @Test("verify reads the digests of the files, and of nothing else")
  func claims() throws {
    let manifest = try Manifest.parse(SPDX3Bill.bytes(of: SampleBills.full), name: "")
    #expect(ClaimedFile.files(in: manifest) == ClaimedFile.files(of: SampleBills.full))
  }

  @Test("paths keep every character, and those that are not UTF-8 have no claim")
  func hostileClaims() throws {
    let manifest = try Manifest.parse(SPDX3Bill.bytes(of: SampleBills.hostile), name: "")
    #expect(ClaimedFile.files(in: manifest) == ClaimedFile.files(of: SampleBills.hostile))
  }

  @Test("no text gets out of its string, and none that a terminal acts on is written raw")
  func hostile() {
    let bytes = SPDX3Bill.bytes(of: SampleBills.hostile)
    #expect(String(validating: bytes, as: UTF8.self) != nil)
    #expect(!bytes.contains { $0 < 0x20 && $0 != 0x0A })
    #expect(!text(SampleBills.hostile).contains("\u{202E}"))
  }

  @Test("identifiers hold nothing from outside")
  func identifiers() {
    let lines = text(SampleBills.hostile).split(separator: "\n")
    let ids = lines.filter { $0.contains("\"spdxId\": ") }
    #expect(ids.count > 40)
    #expect(
      ids.allSatisfy { line in
        line.wholeMatch(of: #/ *"spdxId": "urn:uuid:[0-9a-f-]{36}\#[a-z-]+-[0-9]+",/#) != nil
      })
  }

  @Test("the same bill gives the same bytes, whatever the order of its files")
  func deterministic() {
    var turned = SampleBills.full
    turned.files.reverse()
    #expect(text(turned) == text(SampleBills.full))
  }

  @Test(
    "a time that SPDX cannot write is the nearest that it can",
    arguments: [
      (Int64.min, "1970-01-01T00:00:00Z"), (-1, "1970-01-01T00:00:00Z"),
      (0, "1970-01-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
      (253_402_300_800, "9999-12-31T23:59:59Z"), (.max, "9999-12-31T23:59:59Z"),
    ])
  func created(_ seconds: Int64, _ text: String) {
    var bill = SampleBills.empty
    bill.created = seconds
    #expect(self.text(bill).contains("\"created\": \"\(text)\""))
  }
}
