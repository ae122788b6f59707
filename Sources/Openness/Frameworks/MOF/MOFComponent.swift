// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// A component of the Model Openness Framework, as its Tool tells them apart.
///
/// The Tool has seventeen: it splits the parameters into final and intermediate ones and leaves
/// out the configuration file that the paper lists.
public enum MOFComponent: Int, CaseIterable, Hashable, Sendable {
  case modelArchitecture = 9
  case finalParameters = 10
  case modelCard = 13
  case dataCard = 14
  case technicalReport = 11
  case evaluationResults = 12
  case sampleOutputs = 20
  case trainingCode = 7
  case inferenceCode = 8
  case evaluationCode = 18
  case evaluationData = 19
  case supportingTools = 22
  case datasets = 15
  case preprocessingCode = 16
  case intermediateParameters = 24
  case researchPaper = 21
  case modelMetadata = 17

  /// What a licence must suit.
  public enum ContentType: String, CaseIterable, Hashable, Sendable {
    case code
    case data
    case document
  }

  /// The Tool's number of the component.
  public var id: Int { rawValue }

  /// The name in a YAML description of a release, which is compared exactly.
  public var name: String { row.name }

  /// A short key for declarations and JSON.
  public var key: String { row.key }

  /// What kind of thing it is.
  public var contentType: ContentType { row.contentType }

  /// The class that first asks for it: 3, 2 or 1.
  public var openingClass: Int { row.openingClass }

  /// Whether its class needs it.
  public var isRequired: Bool { row.isRequired }

  /// What it is, in a few words, for a description of a release.
  public var summary: String { row.summary }

  /// The component with this exact name.
  public init?(name: String) {
    guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = found
  }

  /// The component with this exact name or short key.
  public init?(nameOrKey: String) {
    guard let found = Self.allCases.first(where: { $0.name == nameOrKey || $0.key == nameOrKey })
    else { return nil }
    self = found
  }

  /// The required components of one class, in the Tool's order.
  ///
  /// The order matters once: see ``MOFEvaluation``.
  public static func required(inClass openingClass: Int) -> [MOFComponent] {
    switch openingClass {
    case 3:
      [
        .modelArchitecture, .finalParameters, .evaluationResults, .modelCard, .dataCard,
        .technicalReport,
      ]
    case 2: [.trainingCode, .inferenceCode, .evaluationCode, .evaluationData]
    case 1: [.datasets, .preprocessingCode, .intermediateParameters, .researchPaper]
    default: []
    }
  }
}
