// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Openness
internal import UntrustedInput
internal import WeightFormats

extension OpennessAssessment {
  /// A CycloneDX 1.6 bill of materials of the release.
  ///
  /// - Parameter created: when it counts as made, in seconds since 1970.
  public func cycloneDX(created: Int64, toolVersion: String) -> [UInt8] {
    CycloneDXBill.bytes(of: bill(created: created, toolVersion: toolVersion))
  }

  /// An SPDX 3.0.1 document of the release.
  ///
  /// - Parameter created: when it counts as made, in seconds since 1970.
  public func spdx(created: Int64, toolVersion: String) -> [UInt8] {
    SPDX3Bill.bytes(of: bill(created: created, toolVersion: toolVersion))
  }

  /// What both say.
  package func bill(created: Int64, toolVersion: String) -> ModelBill {
    var bill = ModelBill(
      toolVersion: toolVersion, created: created,
      name: report.name?.token ?? UntrustedText("unnamed"))
    bill.version = report.version?.token
    bill.supplier = report.supplier?.token
    bill.downloadLocation = report.address?.token
    bill.files = byteCounts.map { file in
      ModelBill.File(
        path: file.path, byteCount: file.byteCount, sha256: digests[file.path],
        purpose: Self.purpose(of: file.path))
    }
    bill.weights = weights
    let stated = report.licences.statements.filter {
      $0.scope == .release || $0.scope == .weights
    }
    bill.declaredLicences = stated.map { statement in
      ModelBill.LicenceStatement(
        source: statement.evidence.path, text: statement.evidence.token,
        licence: Self.licence(statement.id) ?? .reference(statement.evidence.token))
    }
    // A statement is declared; only a text that is identified, against which nothing stands, is
    // concluded.
    let concluded = report.licences.weights
    let isShown = stated.contains { $0.source == .licenceFile && $0.id != nil }
    bill.concludedLicence = isShown ? concluded?.id.flatMap { Self.licence($0) } : nil
    bill.conclusionReason = concluded.map { UntrustedText($0.phrase) }
    bill.datasets = datasets
    bill.baseModels = report.lineage.map { base in
      ModelBill.BaseModel(name: base.name, relation: base.relation)
    }
    bill.card = card
    bill.properties = properties
    return bill
  }

  private static func licence(_ id: String?) -> BillLicence? {
    guard let id else { return nil }
    if SPDXLicenceList.licence(id) != nil { return .listed(id) }
    return id.contains(" ") ? .expression(UntrustedText(id)) : .reference(UntrustedText(id))
  }

  private static func purpose(of path: UntrustedText) -> ModelBill.File.Purpose {
    guard let path = ContainedPath(path) else { return .other }
    if FileFormat.isWeightName(path.basename) { return .model }
    let roles = FileRole.roles(of: path)
    let table: [(ModelBill.File.Purpose, Set<FileRole>)] = [
      (.evidence, [.evaluationResults]),
      (.data, [.trainingData, .evaluationData]),
      (
        .documentation,
        [
          .modelCard, .licence, .notice, .usePolicy, .dataCard, .technicalReport, .researchPaper,
          .sampleOutputs, .declaration,
        ]
      ),
      (.configuration, [.configuration, .tokenizer, .adapterConfiguration, .chatTemplate]),
      (
        .code,
        [
          .architectureCode, .trainingCode, .inferenceCode, .evaluationCode, .preprocessingCode,
          .supportingLibraries,
        ]
      ),
    ]
    return table.first { !$0.1.isDisjoint(with: roles) }?.0
      ?? (FileRole.isHeadEnough(path) ? .code : .other)
  }

  private var weights: ModelBill.Weights {
    var weights = ModelBill.Weights()
    weights.formats = report.weights.formats.map(\.rawValue)
    weights.parameterCount = report.weights.parameterCount
    weights.tensorCount = UInt64(report.weights.totals.tensorCount)
    // Of packed values only bytes are known.
    let types = report.weights.hasPackedValues ? [] : report.weights.totals.types
    weights.shares = types.compactMap { entry in
      entry.parameterCount.map { count in
        ModelBill.Weights.Share(dtype: entry.name.lossyString, parameterCount: count)
      }
    }
    if report.weights.storage == .quantized { weights.quantisation = UntrustedText("quantized") }
    return weights
  }

  private var datasets: [ModelBill.Dataset] {
    guard let metadata = report.card?.metadata else { return [] }
    return metadata.datasets.map { dataset in
      ModelBill.Dataset(name: dataset.text, use: .training, availability: .linked)
    }
  }

  private var card: ModelBill.Card {
    var card = ModelBill.Card()
    card.isGated = report.gating.isEmpty ? nil : true
    card.architecture = report.architectures.first?.token
    guard let read = report.card else { return card }
    card.task = read.metadata.pipelineTag?.text
    card.languages = read.metadata.languages.map(\.text)
    card.metrics = (read.metadata.modelIndex?.metrics ?? []).compactMap { metric in
      metric.value.map {
        ModelBill.Card.Metric(type: metric.metric, value: $0, dataset: metric.dataset)
      }
    }
    func section(_ slot: DocumentationSlot) -> UntrustedText? {
      read.findings(for: slot.document).first { $0.slot == slot && $0.state == .present }?
        .heading.map { UntrustedText("see '\($0.title.brief)' on line \($0.line) of the card") }
    }
    card.limitation = section(.biasRisksLimitations)
    card.training = section(.trainingData) ?? section(.trainingProcedure)
    return card
  }

  /// Verdicts, in the order of the report.
  private var properties: [ModelBill.Property] {
    var properties = [
      ModelBill.Property("openness.label", report.label.label.rawValue),
      ModelBill.Property("mof.class", "\(report.mof.openingClass)"),
      ModelBill.Property("mof.class.withLinks", "\(report.mofWithLinks.openingClass)"),
      ModelBill.Property("osaid.contradicted", report.osaid.isContradicted ? "true" : "false"),
      ModelBill.Property("spdxLicenceList.version", SPDXLicenceList.version),
    ]
    if let rootDigest { properties.append(ModelBill.Property("rootDigest", rootDigest.hex)) }
    if let verification {
      properties.append(ModelBill.Property("verification.verdict", verification.verdict.rawValue))
      properties.append(
        ModelBill.Property("verification.assurance", verification.assurance.name))
    }
    properties += report.findings.map { finding in
      ModelBill.Property(
        "finding.\(finding.id.rawValue)", "\(finding.severity.rawValue): \(finding.message)")
    }
    return properties
  }
}
