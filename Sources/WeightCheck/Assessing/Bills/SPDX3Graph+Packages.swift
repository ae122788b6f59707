// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import UntrustedInput

extension SPDX3Graph {
  /// Writes the model, and all that it is related to.
  mutating func writeModel(_ bill: ModelBill, _ array: inout JSONWriter) -> ID {
    let supplier = bill.supplier.map { element("Agent", "supplier", name: $0, &array) }
    let model = element(
      "ai_AIPackage", "model", name: bill.name, properties: bill.modelProperties, &array
    ) { package in
      if let supplier { package.member("suppliedBy", supplier) }
      package.member("software_primaryPurpose", "model")
      if let version = bill.version {
        package.member("software_packageVersion", version.lossyString)
      }
      if let location = bill.downloadLocation.flatMap(WebAddress.uri) {
        package.member("software_downloadLocation", location)
      }
      Self.writeCard(bill.card, &package)
    }
    for text in bill.licenceTexts { writeText(text, &array) }
    license(
      model, declared: bill.declaredExpression, concluded: bill.concludedLicence?.expression,
      reason: bill.conclusionReason, &array)
    writeFiles(bill.sortedFiles, of: model, &array)
    writeDatasets(bill.datasets, of: model, &array)
    for base in bill.baseModels {
      let id = element("ai_AIPackage", "base-model", name: base.name, &array) {
        $0.member("software_primaryPurpose", "model")
      }
      license(id, declared: nil, concluded: nil, &array)
      relate(model, "descendantOf", [id], comment: base.relation, &array)
    }
    return model
  }

  private static func writeCard(_ card: ModelBill.Card, _ package: inout JSONWriter) {
    writeTexts("ai_domain", [card.task], &package)
    writeTexts(
      "ai_typeOfModel",
      [
        card.approach.map { UntrustedText($0.rawValue) }, card.architectureFamily,
        card.architecture,
      ], &package)
    if let training = card.training {
      package.member("ai_informationAboutTraining", training.lossyString)
    }
    if let limitation = card.limitation {
      package.member("ai_limitation", limitation.lossyString)
    }
    guard !card.metrics.isEmpty else { return }
    package.key("ai_metric")
    package.array { array in
      let entries = card.metrics.map { metric in
        let type = metric.type.lossyString
        let key = metric.dataset.map { "\(type) (\($0.lossyString))" } ?? type
        return (key, metric.value.lossyString)
      }
      writeDictionary(entries, &array)
    }
  }

  private static func writeTexts(
    _ key: String, _ texts: [UntrustedText?], _ package: inout JSONWriter
  ) {
    let known = texts.compactMap(\.self)
    guard !known.isEmpty else { return }
    package.key(key)
    package.array(inline: true) { array in
      for text in known { array.value(text.lossyString) }
    }
  }

  // MARK: Files

  private mutating func writeFiles(
    _ files: [ModelBill.File], of model: ID, _ array: inout JSONWriter
  ) {
    var ids: [(id: ID, purpose: ModelBill.File.Purpose)] = []
    for file in files {
      let id = element(
        "software_File", "file", name: file.path, properties: file.properties, &array
      ) { element in
        element.member("software_primaryPurpose", Self.purpose(file.purpose))
        guard let hex = file.hex else { return }
        element.key("verifiedUsing")
        element.array { methods in
          methods.object { hash in
            hash.member("type", "Hash")
            hash.member("algorithm", "sha256")
            hash.member("hashValue", hex)
          }
        }
      }
      ids.append((id, file.purpose))
    }
    relate(model, "contains", ids.map(\.id), &array)
    for (purpose, type) in [
      (ModelBill.File.Purpose.data, "hasDataFile"), (.documentation, "hasDocumentation"),
      (.evidence, "hasEvidence"),
    ] {
      relate(model, type, ids.filter { $0.purpose == purpose }.map(\.id), &array)
    }
  }

  private static func purpose(_ purpose: ModelBill.File.Purpose) -> String {
    switch purpose {
    case .model: "model"
    case .code: "source"
    case .data: "data"
    case .documentation: "documentation"
    case .configuration: "configuration"
    case .evidence: "evidence"
    case .other: "other"
    }
  }

  // MARK: Datasets

  private mutating func writeDatasets(
    _ datasets: [ModelBill.Dataset], of model: ID, _ array: inout JSONWriter
  ) {
    for dataset in datasets {
      let id = element(
        "dataset_DatasetPackage", "dataset", name: dataset.name, properties: dataset.properties,
        &array
      ) { element in
        element.member("software_primaryPurpose", "data")
        if let uri = dataset.uri { element.member("software_downloadLocation", uri) }
        element.key("dataset_datasetType")
        element.array(inline: true) { $0.value("noAssertion") }
        // Whether what was not fetched can be had at once is not known.
        if dataset.availability == .gated {
          element.member("dataset_datasetAvailability", "registration")
        }
      }
      license(id, declared: dataset.declaredLicence?.expression, concluded: nil, &array)
      switch dataset.use {
      case .training: relate(model, "trainedOn", [id], &array)
      case .evaluation: relate(model, "testedOn", [id], &array)
      case .unstated:
        relate(model, "other", [id], comment: UntrustedText("names the dataset"), &array)
      }
    }
  }
}
