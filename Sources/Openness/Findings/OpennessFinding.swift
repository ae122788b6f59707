// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// One of the twenty patterns in which a release's files differ from each other, or lack what its
/// words let a reader expect.
///
/// It quotes what stands where and says that these differ; what to call that is not for a tool.
public struct OpennessFinding: Hashable, Sendable {
  /// Which pattern it is; the raw value stays the same from version to version.
  public enum ID: String, CaseIterable, Hashable, Sendable {
    /// The card names another licence than the licence file holds.
    case cardAndLicenceFile = "OW01"
    /// The card names another licence than the weights' own metadata.
    case cardAndWeights = "OW02"
    /// "Open source" stands in the prose of a card with a restricted licence.
    case openSourceWording = "OW03"
    /// An open licence on weights made from a base whose licence is restricted.
    case restrictedBase = "OW04"
    /// What the licence of a Llama base asks to be passed on is not there.
    case passThrough = "OW05"
    /// Access is gated while the licence is open.
    case gated = "OW06"
    /// Restrictions stand beside, or in, the text of an open licence.
    case rider = "OW07"
    /// No licence is stated, or only a place where one is.
    case licenceMissing = "OW08"
    /// What is stated is no one licence.
    case licenceAmbiguous = "OW09"
    /// Nothing says what it was trained on.
    case noDataInformation = "OW10"
    /// No code that trains.
    case noTrainingCode = "OW11"
    /// No model card, or one without content.
    case cardMissing = "OW12"
    /// The number of parameters is not the one that is stated.
    case parameterCount = "OW13"
    /// The weights are not stored as is stated.
    case storage = "OW14"
    /// Parts of the weights are not there.
    case incompleteWeights = "OW15"
    /// Only quantised weights, or only an adapter.
    case derivedWeightsOnly = "OW16"
    /// Loading runs code that comes with the weights.
    case unsafeFormat = "OW17"
    /// The licence of the data is not open.
    case dataLicence = "OW18"
    /// Results are stated and nothing shows how they came about.
    case evaluationUnsupported = "OW19"
    /// A standard is claimed that this folder does not show.
    case claimedStandard = "OW20"
  }

  /// How much it weighs.
  public enum Severity: String, Hashable, Sendable {
    /// Two pieces of evidence in the folder cannot both be true; the status is 1.
    case contradiction
    /// Something is not there that openness asks for.
    case gap
    /// Worth a look.
    case note
  }

  /// Which pattern it is.
  public let id: ID
  /// How much it weighs.
  public let severity: Severity
  /// One sentence: lower case, no full stop, escaped.
  public let message: String
  /// What it rests on: of a contradiction, both pieces.
  public let evidence: [EvidenceItem]
  /// What would mend it: one sentence, lower case, no full stop.
  public let remedy: String

  /// Makes a finding.
  public init(
    _ id: ID, _ severity: Severity, _ message: String, _ evidence: [EvidenceItem] = [],
    remedy: String
  ) {
    self.id = id
    self.severity = severity
    self.message = message
    self.evidence = evidence
    self.remedy = remedy
  }
}
