// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// The table of components.
extension MOFComponent {
  /// A row of the table.
  struct Row {
    let name: String
    let key: String
    let contentType: ContentType
    let openingClass: Int
    let isRequired: Bool
    let summary: String

    init(
      _ name: String, _ key: String, _ contentType: ContentType, class openingClass: Int,
      isRequired: Bool = true, _ summary: String
    ) {
      self.name = name
      self.key = key
      self.contentType = contentType
      self.openingClass = openingClass
      self.isRequired = isRequired
      self.summary = summary
    }
  }

  /// What the framework says of the component.
  var row: Row {
    switch self {
    case .modelArchitecture:
      Row("Model architecture", "architecture", .code, class: 3, "Code that defines the model")
    case .finalParameters:
      Row("Model parameters (Final)", "parameters", .data, class: 3, "Weights as released")
    case .modelCard:
      Row("Model card", "model-card", .document, class: 3, "What the model is and is for")
    case .dataCard:
      Row("Data card", "data-card", .document, class: 3, "What the data are and whence")
    case .technicalReport:
      Row("Technical report", "technical-report", .document, class: 3, "How the model was made")
    case .evaluationResults:
      Row("Evaluation results", "evaluation-results", .document, class: 3, "Measured results")
    case .sampleOutputs:
      Row(
        "Sample model outputs", "sample-outputs", .document, class: 3, isRequired: false,
        "Examples of what the model puts out")
    case .trainingCode:
      Row("Training code", "training-code", .code, class: 2, "Code that trains the model")
    case .inferenceCode:
      Row("Inference code", "inference-code", .code, class: 2, "Code that runs the model")
    case .evaluationCode:
      Row("Evaluation code", "evaluation-code", .code, class: 2, "Code that measures the model")
    case .evaluationData:
      Row("Evaluation data", "evaluation-data", .data, class: 2, "Data that results rest on")
    case .supportingTools:
      Row(
        "Supporting libraries and tools", "supporting-tools", .code, class: 2, isRequired: false,
        "Libraries and tools used on the way")
    case .datasets:
      Row("Datasets", "datasets", .data, class: 1, "Data that the model was trained on")
    case .preprocessingCode:
      Row(
        "Data preprocessing code", "preprocessing-code", .code, class: 1,
        "Code that prepares the data")
    case .intermediateParameters:
      Row(
        "Model parameters (Intermediate)", "intermediate-parameters", .data, class: 1,
        "Weights saved during training")
    case .researchPaper:
      Row("Research paper", "research-paper", .document, class: 1, "A paper about the model")
    case .modelMetadata:
      Row(
        "Model metadata", "metadata", .data, class: 1, isRequired: false,
        "Configuration and state of the training")
    }
  }
}
