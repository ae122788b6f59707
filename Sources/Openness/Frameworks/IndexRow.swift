// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// One criterion of the openness index of Liesenfeld and Dingemanse, in its form of 2026.
public struct IndexRow: Hashable, Sendable {
  /// The index's three levels, and how much each counts.
  public enum Level: String, CaseIterable, Hashable, Sendable {
    /// Counts 1.
    case open
    /// Counts one half.
    case partial
    /// Counts 0.
    case closed

    /// What it counts.
    public var score: Double {
      switch self {
      case .open: 1
      case .partial: 0.5
      case .closed: 0
      }
    }
  }

  /// The part of the index that a criterion belongs to.
  public enum Group: String, CaseIterable, Hashable, Sendable {
    /// Data, weights and training code.
    case availability
    /// What is written about them.
    case documentation
    /// Under which terms.
    case access
  }

  /// One of the twelve criteria; the raw value is its key in the index's files.
  public enum Criterion: String, CaseIterable, Hashable, Sendable {
    case dataSourcesBaseModel = "datasources_basemodel"
    case dataSourcesEndModel = "datasources_endmodel"
    case weightsBaseModel = "weights_basemodel"
    case weightsEndModel = "weights_endmodel"
    case trainingCode = "trainingcode"
    case code
    case hardwareArchitecture = "hardware_architecture"
    case preprint
    case paper
    case modelCard = "modelcard"
    case datasheet
    case licenses
  }

  /// Which criterion.
  public let criterion: Criterion
  /// The level, where files decide it; nil where they do not, which is never `closed`.
  public let level: Level?
  /// The least level that files show, where they do not decide it.
  public let lowerBound: Level?
  /// What it rests on.
  public let evidence: EvidenceRow
  /// Why it is left open: one phrase.
  public let note: String?
}

extension IndexRow.Criterion {
  /// The part of the index that it belongs to.
  public var group: IndexRow.Group {
    switch self {
    case .dataSourcesBaseModel, .dataSourcesEndModel, .weightsBaseModel, .weightsEndModel,
      .trainingCode:
      .availability
    case .code, .hardwareArchitecture, .preprint, .paper, .modelCard, .datasheet: .documentation
    case .licenses: .access
    }
  }

  /// The index's words for it.
  public var title: String {
    switch self {
    case .dataSourcesBaseModel: "Base Model Data"
    case .dataSourcesEndModel: "End User Model Data"
    case .weightsBaseModel: "Base Model Weights"
    case .weightsEndModel: "End User Model Weights"
    case .trainingCode: "Training Code"
    case .code: "Code Documentation"
    case .hardwareArchitecture: "Hardware Architecture"
    case .preprint: "Preprint"
    case .paper: "Paper"
    case .modelCard: "Modelcard"
    case .datasheet: "Datasheet"
    case .licenses: "Licenses"
    }
  }

  /// Its key in the form of 2023 to 2025, which had fourteen criteria.
  ///
  /// That form's `package` and `api` have none in this one.
  public var formerKey: String {
    switch self {
    case .dataSourcesBaseModel: "llmdata"
    case .dataSourcesEndModel: "rldata"
    case .weightsBaseModel: "llmweights"
    case .weightsEndModel: "rlweights"
    case .trainingCode: "opencode"
    case .hardwareArchitecture: "architecture"
    case .licenses: "license"
    case .code, .preprint, .paper, .modelCard, .datasheet: rawValue
    }
  }
}
