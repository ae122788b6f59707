// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import UntrustedInput

/// Writes a bill as CycloneDX 1.6 in JSON (ECMA-424): a bill of materials of machine learning.
///
/// `metadata.component` is the model with its card, its licences and all properties. `components`
/// are the files, and the datasets, to which the card refers. What the model comes from is its
/// `pedigree`. Only files have hashes: a digest of a model would be of no bytes that anybody holds,
/// and ``CycloneDX`` in `Provenance` reads the names of components of type `file` as paths.
package enum CycloneDXBill {
  /// The document, in UTF-8, with a newline at its end.
  ///
  /// The same bill gives the same bytes: `serialNumber` follows from all the rest.
  package static func bytes(of bill: ModelBill) -> [UInt8] {
    let name = DocumentName.uuid(of: document(bill, serialNumber: nil))
    return document(bill, serialNumber: name)
  }

  private static func document(_ bill: ModelBill, serialNumber: String?) -> [UInt8] {
    JSONWriter.bytes { document in
      document.member("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json")
      document.member("bomFormat", "CycloneDX")
      document.member("specVersion", "1.6")
      if let serialNumber { document.member("serialNumber", serialNumber) }
      document.member("version", 1)
      document.key("metadata")
      document.object { metadata in
        metadata.member("timestamp", BillTime.text(bill.created))
        metadata.key("tools")
        metadata.object { tools in
          tools.key("components")
          tools.array { $0.object { writeTool(bill, &$0) } }
        }
        metadata.key("component")
        metadata.object { writeModel(bill, &$0) }
      }
      document.key("components")
      document.array { components in
        for (place, file) in bill.sortedFiles.enumerated() {
          components.object { writeFile(file, number: place + 1, &$0) }
        }
        for (place, dataset) in bill.datasets.enumerated() {
          components.object { writeDataset(dataset, number: place + 1, &$0) }
        }
      }
    }
  }

  private static func writeTool(_ bill: ModelBill, _ tool: inout JSONWriter) {
    tool.member("type", "application")
    tool.member("name", "weightcheck")
    tool.member("version", bill.toolVersion)
  }

  // MARK: Model

  private static func writeModel(_ bill: ModelBill, _ model: inout JSONWriter) {
    model.member("type", "machine-learning-model")
    model.member("bom-ref", "model")
    if let supplier = bill.supplier {
      model.key("supplier")
      model.object { $0.member("name", supplier.lossyString) }
    }
    model.member("name", bill.name.lossyString)
    if let version = bill.version { model.member("version", version.lossyString) }
    CycloneDXLicences(
      declared: bill.distinctDeclaredLicences, concluded: bill.concludedLicence
    ).write(&model)
    writePedigree(bill.baseModels, &model)
    if let location = bill.downloadLocation.flatMap(WebAddress.uri) {
      model.key("externalReferences")
      model.array { references in
        references.object { reference in
          reference.member("type", "distribution")
          reference.member("url", location)
        }
      }
    }
    CycloneDXModelCard(bill).write(&model)
    let training = bill.card.training.map { ModelBill.Property("card.training", $0) }
    writeProperties(bill.modelProperties + (training.map { [$0] } ?? []), &model)
  }

  private static func writePedigree(_ models: [ModelBill.BaseModel], _ model: inout JSONWriter) {
    guard !models.isEmpty else { return }
    model.key("pedigree")
    model.object { pedigree in
      pedigree.key("ancestors")
      pedigree.array { ancestors in
        for (place, base) in models.enumerated() {
          ancestors.object { ancestor in
            ancestor.member("type", "machine-learning-model")
            ancestor.member("bom-ref", "base-model-\(place + 1)")
            ancestor.member("name", base.name.lossyString)
            if let relation = base.relation {
              writeProperties([ModelBill.Property("relation", relation)], &ancestor)
            }
          }
        }
      }
    }
  }

  // MARK: Other components

  private static func writeFile(
    _ file: ModelBill.File, number: Int, _ component: inout JSONWriter
  ) {
    component.member("type", "file")
    component.member("bom-ref", "file-\(number)")
    component.member("name", file.path.lossyString)
    if let hex = file.hex {
      component.key("hashes")
      component.array { hashes in
        hashes.object(inline: true) { hash in
          hash.member("alg", "SHA-256")
          hash.member("content", hex)
        }
      }
    }
    let purpose = ModelBill.Property("purpose", file.purpose.rawValue)
    writeProperties([purpose] + file.properties, &component)
  }

  private static func writeDataset(
    _ dataset: ModelBill.Dataset, number: Int, _ component: inout JSONWriter
  ) {
    component.member("type", "data")
    component.member("bom-ref", "dataset-\(number)")
    component.member("name", dataset.name.lossyString)
    CycloneDXLicences(
      declared: dataset.declaredLicence.map { [$0] } ?? [], concluded: nil
    ).write(&component)
    component.key("data")
    component.array { data in
      data.object { datum in
        datum.member("type", "dataset")
        datum.member("name", dataset.name.lossyString)
        guard let address = dataset.uri else { return }
        datum.key("contents")
        datum.object { $0.member("url", address) }
      }
    }
    writeProperties(dataset.properties, &component)
  }

  private static func writeProperties(
    _ properties: [ModelBill.Property], _ component: inout JSONWriter
  ) {
    guard !properties.isEmpty else { return }
    component.key("properties")
    component.array { array in
      for property in properties {
        array.object(inline: true) { entry in
          entry.member("name", ModelBill.propertyPrefix + property.name)
          entry.member("value", property.value.lossyString)
        }
      }
    }
  }
}
