// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import UntrustedInput

/// The `modelCard` of the model; its parts are written only where something is known.
struct CycloneDXModelCard {
  private let card: ModelBill.Card
  private let datasetCount: Int

  init(_ bill: ModelBill) {
    card = bill.card
    datasetCount = bill.datasets.count
  }

  func write(_ model: inout JSONWriter) {
    model.key("modelCard")
    model.object { card in
      writeParameters(&card)
      writeAnalysis(&card)
      writeConsiderations(&card)
    }
  }

  private func writeParameters(_ modelCard: inout JSONWriter) {
    modelCard.key("modelParameters")
    modelCard.object { parameters in
      if let approach = card.approach {
        parameters.key("approach")
        parameters.object { $0.member("type", approach.rawValue) }
      }
      if let task = card.task { parameters.member("task", task.lossyString) }
      if let family = card.architectureFamily {
        parameters.member("architectureFamily", family.lossyString)
      }
      if let architecture = card.architecture {
        parameters.member("modelArchitecture", architecture.lossyString)
      }
      guard datasetCount > 0 else { return }
      parameters.key("datasets")
      parameters.array { datasets in
        for number in 1...datasetCount {
          datasets.object(inline: true) { $0.member("ref", "dataset-\(number)") }
        }
      }
    }
  }

  private func writeAnalysis(_ modelCard: inout JSONWriter) {
    guard !card.metrics.isEmpty else { return }
    modelCard.key("quantitativeAnalysis")
    modelCard.object { analysis in
      analysis.key("performanceMetrics")
      analysis.array { metrics in
        for metric in card.metrics {
          metrics.object { entry in
            entry.member("type", metric.type.lossyString)
            entry.member("value", metric.value.lossyString)
            if let dataset = metric.dataset { entry.member("slice", dataset.lossyString) }
          }
        }
      }
    }
  }

  private func writeConsiderations(_ modelCard: inout JSONWriter) {
    guard let limitation = card.limitation else { return }
    modelCard.key("considerations")
    modelCard.object { considerations in
      considerations.key("technicalLimitations")
      considerations.array { $0.value(limitation.lossyString) }
    }
  }
}
