// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

struct CycloneDXBillTests {
  private func text(_ bill: ModelBill) -> String {
    String(decoding: CycloneDXBill.bytes(of: bill), as: UTF8.self)
  }

  @Test("a bill that says nothing is the model's name and what made the document")
  func empty() {
    #expect(
      text(SampleBills.empty) == """
        {
          "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
          "bomFormat": "CycloneDX",
          "specVersion": "1.6",
          "serialNumber": "urn:uuid:312464cf-c593-8ae0-ad7d-70f33ceb8499",
          "version": 1,
          "metadata": {
            "timestamp": "2026-01-02T03:04:05Z",
            "tools": {
              "components": [
                {
                  "type": "application",
                  "name": "weightcheck",
                  "version": "0.7.0"
                }
              ]
            },
            "component": {
              "type": "machine-learning-model",
              "bom-ref": "model",
              "name": "nothing",
              "modelCard": {
                "modelParameters": {}
              },
              "properties": [
                {"name": "weightcheck:licence.concluded", "value": "NOASSERTION"}
              ]
            }
          },
          "components": []
        }

        """)
  }

  @Test("a bill has the model, then its files by path, then its datasets")
  func small() {
    let hex = String(repeating: "01", count: 32)
    #expect(
      text(SampleBills.small) == """
        {
          "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
          "bomFormat": "CycloneDX",
          "specVersion": "1.6",
          "serialNumber": "urn:uuid:26cfa6d9-f889-8592-9bdf-d904fcb76c9b",
          "version": 1,
          "metadata": {
            "timestamp": "2026-01-02T03:04:05Z",
            "tools": {
              "components": [
                {
                  "type": "application",
                  "name": "weightcheck",
                  "version": "0.7.0"
                }
              ]
            },
            "component": {
              "type": "machine-learning-model",
              "bom-ref": "model",
              "name": "tiny",
              "licenses": [
                {
                  "license": {
                    "id": "Apache-2.0",
                    "acknowledgement": "declared"
                  }
                },
                {
                  "license": {
                    "id": "Apache-2.0",
                    "acknowledgement": "concluded"
                  }
                }
              ],
              "modelCard": {
                "modelParameters": {
                  "datasets": [
                    {"ref": "dataset-1"}
                  ]
                }
              },
              "properties": [
                {"name": "weightcheck:licence.declared.1", "value": "Apache-2.0"},
                {"name": "weightcheck:licence.declared.1.source", "value": "README.md"},
                {"name": "weightcheck:licence.declared.1.text", "value": "apache-2.0"},
                {"name": "weightcheck:licence.concluded", "value": "Apache-2.0"},
                {"name": "weightcheck:mof.class", "value": "3"}
              ]
            }
          },
          "components": [
            {
              "type": "file",
              "bom-ref": "file-1",
              "name": "README.md",
              "properties": [
                {"name": "weightcheck:purpose", "value": "documentation"},
                {"name": "weightcheck:byte-count", "value": "12"}
              ]
            },
            {
              "type": "file",
              "bom-ref": "file-2",
              "name": "tiny.safetensors",
              "hashes": [
                {"alg": "SHA-256", "content": "\(hex)"}
              ],
              "properties": [
                {"name": "weightcheck:purpose", "value": "model"},
                {"name": "weightcheck:byte-count", "value": "96"}
              ]
            },
            {
              "type": "data",
              "bom-ref": "dataset-1",
              "name": "squad",
              "data": [
                {
                  "type": "dataset",
                  "name": "squad"
                }
              ],
              "properties": [
                {"name": "weightcheck:use", "value": "training"},
                {"name": "weightcheck:availability", "value": "linked"}
              ]
            }
          ]
        }

        """)
  }

  @Test("licences that the schema does not know, and expressions beside others, are names")
  func names() {
    let written = text(SampleBills.full)
    for name in ["LicenseRef-llama3.1", "Bugroff", "Apache-2.0 OR BSD-3-Clause"] {
      #expect(written.contains("\"name\": \"\(name)\",\n            \"acknowledgement\": "))
    }
    #expect(written.contains("\"id\": \"MIT\",\n            \"acknowledgement\": \"declared\""))
  }

  @Test("an expression that stands alone is one")
  func expression() {
    var bill = SampleBills.empty
    bill.concludedLicence = .expression("MIT OR ISC")
    #expect(
      text(bill).contains(
        """
              "licenses": [
                {
                  "expression": "MIT OR ISC",
                  "acknowledgement": "concluded"
                }
              ],
        """))
  }

  @Test("verify reads the digests of the files, and of nothing else")
  func claims() throws {
    let manifest = try Manifest.parse(CycloneDXBill.bytes(of: SampleBills.full), name: "")
    #expect(ClaimedFile.files(in: manifest) == ClaimedFile.files(of: SampleBills.full))
  }

  @Test("paths keep every character, and those that are not UTF-8 have no claim")
  func hostileClaims() throws {
    let manifest = try Manifest.parse(CycloneDXBill.bytes(of: SampleBills.hostile), name: "")
    #expect(ClaimedFile.files(in: manifest) == ClaimedFile.files(of: SampleBills.hostile))
  }

  @Test("no text gets out of its string, and none that a terminal acts on is written raw")
  func hostile() {
    let bytes = CycloneDXBill.bytes(of: SampleBills.hostile)
    #expect(String(validating: bytes, as: UTF8.self) != nil)
    #expect(!bytes.contains { $0 < 0x20 && $0 != 0x0A })
    #expect(!text(SampleBills.hostile).contains("\u{202E}"))
  }

  @Test("the same bill gives the same bytes, whatever the order of its files")
  func deterministic() {
    var turned = SampleBills.full
    turned.files.reverse()
    #expect(text(turned) == text(SampleBills.full))
  }

  @Test("a bill that says something else has another serial number")
  func serialNumber() throws {
    var other = SampleBills.small
    other.properties[0].value = "2"
    let numbers = [SampleBills.small, other].map { bill in
      text(bill).split(separator: "\n").first { $0.contains("serialNumber") }
    }
    #expect(numbers[0] != nil && numbers[0] != numbers[1])
  }
}
