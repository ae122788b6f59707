// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import UntrustedInput

/// The keys of a model card's front matter that openness looks at, each value with its line.
///
/// A key that holds another type than it should is a problem, not an error: the rest of the card
/// still counts.
public struct CardMetadata: Hashable, Sendable {
  /// The licence identifiers; a model has one, a list is accepted as on data-set cards.
  public internal(set) var licences: [CardValue] = []
  /// The name of a licence that is not on the Hub's list.
  public internal(set) var licenceName: CardValue?
  /// Where that licence can be read.
  public internal(set) var licenceLink: CardValue?
  /// The models that this one was made from.
  public internal(set) var baseModels: [CardValue] = []
  /// How it was made from them: `finetune`, `adapter`, `merge` or `quantized`.
  public internal(set) var baseModelRelation: CardValue?
  /// The model that replaces this one.
  public internal(set) var newVersion: CardValue?
  /// Data sets by name.
  public internal(set) var datasets: [CardValue] = []
  /// The library that loads the model.
  public internal(set) var libraryName: CardValue?
  /// The task.
  public internal(set) var pipelineTag: CardValue?
  /// Languages.
  public internal(set) var languages: [CardValue] = []
  /// Tags.
  public internal(set) var tags: [CardValue] = []
  /// Metrics by name.
  public internal(set) var metrics: [CardValue] = []
  /// The results of evaluations.
  public internal(set) var modelIndex: ModelIndex?
  /// Whether the card says that access must be asked for: `true`, `auto` or `manual`.
  public internal(set) var gated: CardValue?
  /// The texts that stand before gated files, by key.
  public internal(set) var gating: [GatingText] = []
  /// Whether people in the European Union are refused.
  public internal(set) var isRefusedInEU: CardValue?
  /// All other keys, by name, with the line of each; the value is the key.
  public internal(set) var otherKeys: [CardValue] = []
  /// What was not as expected, in the order of lines.
  public internal(set) var problems: [CardProblem] = []

  /// A key that begins with `extra_gated_`, with its text where it is a single value.
  public struct GatingText: Hashable, Sendable {
    /// The key.
    public let key: UntrustedText
    /// The text, or nil where it is a list or a mapping.
    public let text: UntrustedText?
    /// The line of the key.
    public let line: Int
  }

  /// Makes metadata of a card that has none.
  public init() {}
}
