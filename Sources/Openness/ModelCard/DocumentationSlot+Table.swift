// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// The table of sections and of the headings under which they are found.
extension DocumentationSlot {
  /// A row of the table.
  struct Row {
    let document: Document
    let title: String
    let phrases: [String]

    init(_ document: Document, _ title: String, _ phrases: [String]) {
      self.document = document
      self.title = title
      self.phrases = phrases
    }
  }

  private static let usePhrases = [
    "uses", "=use", "usage", "intended use", "intended usage", "direct use", "downstream use",
    "out of scope use", "how to use", "use case", "use cases", "getting started", "get started",
    "quickstart", "quick start", "how to run", "inference",
  ]

  private static let limitationPhrases = [
    "bias", "biases", "risks", "=risk", "limitations", "=limitation", "ethical considerations",
    "ethics", "safety", "responsible ai considerations", "caveats", "known issues",
    "out of scope", "social impact",
  ]

  /// What the table says of the section.
  var row: Row {
    switch self {
    case .modelDetails:
      Row(
        .modelCard, "Model Details",
        [
          "model details", "model description", "model summary", "model overview",
          "model information", "model introduction", "=overview", "=introduction", "=description",
          "=summary", "=about", "about the model", "about this model",
        ])
    case .uses: Row(.modelCard, "Uses", Self.usePhrases)
    case .biasRisksLimitations:
      Row(.modelCard, "Bias, Risks and Limitations", Self.limitationPhrases)
    case .trainingData:
      Row(
        .modelCard, "Training Data",
        [
          "training data", "training dataset", "training datasets", "training corpus",
          "pretraining data", "pre training data", "fine tuning data", "finetuning data",
          "training and evaluation data", "=data", "=dataset", "=datasets", "data mix",
        ])
    case .trainingProcedure:
      Row(
        .modelCard, "Training Procedure",
        [
          "training procedure", "training details", "training hyperparameters", "hyperparameters",
          "hyper parameters", "training regime", "training setup", "training process",
          "training recipe", "=training", "=pre training", "=pretraining", "=fine tuning",
          "=finetuning", "=fine tuning details", "training parameters",
        ])
    case .evaluation:
      Row(
        .modelCard, "Evaluation",
        [
          "evaluation", "evaluations", "evaluation results", "eval results", "=results",
          "benchmark", "benchmarks", "=performance", "performance and limitations", "metrics",
          "model performance",
        ])
    case .environmentalImpact:
      Row(
        .modelCard, "Environmental Impact",
        [
          "environmental impact", "carbon footprint", "carbon emissions", "co2 emissions",
          "energy consumption", "energy use",
        ])
    case .technicalSpecifications:
      Row(
        .modelCard, "Technical Specifications",
        [
          "technical specifications", "technical specification", "technical details",
          "model architecture", "=architecture", "architecture and objective",
          "compute infrastructure", "hardware", "software", "model specifications",
        ])
    case .motivation: Row(.datasheet, "Motivation", ["motivation"])
    case .composition: Row(.datasheet, "Composition", ["composition"])
    case .collectionProcess:
      Row(
        .datasheet, "Collection Process",
        ["collection process", "data collection", "=collection", "collection and processing"])
    case .preprocessing:
      Row(
        .datasheet, "Preprocessing, Cleaning and Labelling",
        [
          "preprocessing", "pre processing", "data processing", "cleaning", "labeling",
          "labelling", "data filtering",
        ])
    case .dataUses: Row(.datasheet, "Uses", Self.usePhrases)
    case .distribution: Row(.datasheet, "Distribution", ["distribution"])
    case .maintenance: Row(.datasheet, "Maintenance", ["maintenance"])
    case .datasetDetails:
      Row(
        .datasetCard, "Dataset Details",
        [
          "dataset details", "dataset description", "dataset summary", "dataset sources",
          "dataset overview", "=overview", "=description", "=summary",
        ])
    case .datasetStructure:
      Row(
        .datasetCard, "Dataset Structure",
        ["dataset structure", "data fields", "data instances", "data splits", "data format"])
    case .curationRationale:
      Row(.datasetCard, "Curation Rationale", ["curation rationale", "dataset creation"])
    case .sourceData:
      Row(
        .datasetCard, "Source Data",
        ["source data", "data sources", "data collection", "collection process"])
    case .annotations:
      Row(.datasetCard, "Annotations", ["annotations", "annotation process", "annotators"])
    case .personalInformation:
      Row(
        .datasetCard, "Personal and Sensitive Information",
        ["sensitive information", "personal information", "personal data"])
    case .datasetUses: Row(.datasetCard, "Uses", Self.usePhrases)
    case .datasetLimitations:
      Row(.datasetCard, "Bias, Risks and Limitations", Self.limitationPhrases)
    }
  }
}
