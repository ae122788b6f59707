// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import Testing

@Suite("sections of documentation")
struct DocumentationSlotTests {
  @Test(
    "headings of real cards find their sections of a model card",
    arguments: [
      ("Intended uses & limitations", [.uses, .biasRisksLimitations]),
      ("Intended uses", [.uses]), ("Usage (Sentence-Transformers)", [.uses]),
      ("How to use", [.uses]), ("🚀 Quick Start", [.uses]),
      ("Out-of-Scope Use", [.uses, .biasRisksLimitations]),
      ("Training data", [.trainingData]), ("Training procedure", [.trainingProcedure]),
      ("Hyper parameters", [.trainingProcedure]),
      ("Training hyperparameters", [.trainingProcedure]),
      ("Pre-training", [.trainingProcedure]), ("Fine-tuning", [.trainingProcedure]),
      ("Training and evaluation data", [.trainingData, .evaluation]),
      ("Evaluation results", [.evaluation]), ("Limitations and bias", [.biasRisksLimitations]),
      ("Bias, Risks, and Limitations", [.biasRisksLimitations]),
      ("Hardware", [.technicalSpecifications]), ("Model Details", [.modelDetails]),
      ("Model description", [.modelDetails]),
      ("Model Architecture and Objective", [.technicalSpecifications]),
      ("Environmental Impact", [.environmentalImpact]), ("CO2 Emissions", [.environmentalImpact]),
      ("TRAINING DATA:", [.trainingData]), ("Background", []), ("all-MiniLM-L6-v2", []),
      ("Citation", []), ("Licence", []), ("Because", []), ("Unbiased", []),
    ] as [(String, [DocumentationSlot])])
  func modelCard(title: String, slots: [DocumentationSlot]) {
    #expect(DocumentationSlot.of(.modelCard).filter { $0.matches(title) } == slots)
  }

  @Test(
    "headings of datasheets and data-set cards find theirs",
    arguments: [
      ("Motivation", DocumentationSlot.motivation), ("Composition", .composition),
      ("Collection Process", .collectionProcess),
      ("3. Preprocessing/cleaning/labeling", .preprocessing),
      ("Uses", .dataUses), ("Distribution", .distribution), ("Maintenance", .maintenance),
      ("Dataset Description", .datasetDetails), ("Data Fields", .datasetStructure),
      ("Curation Rationale", .curationRationale), ("Data Collection and Processing", .sourceData),
      ("Annotation process", .annotations),
      ("Personal and Sensitive Information", .personalInformation),
      ("Direct Use", .datasetUses), ("Social Impact of Dataset", .datasetLimitations),
    ])
  func data(title: String, slot: DocumentationSlot) {
    #expect(slot.matches(title))
  }

  @Test("every section is asked for by one document and has a title")
  func table() {
    for slot in DocumentationSlot.allCases {
      #expect(DocumentationSlot.of(slot.document).contains(slot))
      #expect(slot.matches(slot.title))
    }
  }
}
