// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What a folder shows, in one word; what is linked counts, and is named beside it.
public enum OpennessLabel: String, CaseIterable, Hashable, Sendable {
  /// One file alone, which shows too little; or a document that decides cannot be read.
  case notAssessed
  /// No weights.
  case closed
  /// Weights, and no licence that says what may be done with them.
  case weightsWithoutLicence
  /// Weights under a licence that is none that is known, or that files contradict each other about.
  case licenceUnclear
  /// Weights under a licence that restricts who may use them, or for what.
  case openAccess
  /// Weights under an open licence.
  case openWeights
  /// Also the code that trains, runs and measures.
  case openTooling
  /// Also the data, how it was made, and a paper.
  case openScience

  /// The words for people, after "this folder shows: ".
  public var phrase: String {
    switch self {
    case .notAssessed: "not assessed"
    case .closed: "no weights"
    case .weightsWithoutLicence: "weights without a stated licence"
    case .licenceUnclear: "weights under a licence that is not identified"
    case .openAccess: "open access: weights under a restricted licence"
    case .openWeights: "open weights, under an open licence"
    case .openTooling: "open weights and open tooling"
    case .openScience: "open weights, open tooling and open science"
    }
  }
}
