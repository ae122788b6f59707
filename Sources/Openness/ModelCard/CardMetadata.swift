// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// The keys of a model card's front matter that openness looks at, each value with its line.
///
/// A key that holds another type than it should is a problem, not an error: the rest of the card
/// still counts.
package struct CardMetadata: Hashable, Sendable {
  /// The licence identifiers; a model has one, a list is accepted as on data-set cards.
  package internal(set) var licences: [CardValue] = []
  /// The name of a licence that is not on the Hub's list.
  package internal(set) var licenceName: CardValue?
  /// Where that licence can be read.
  package internal(set) var licenceLink: CardValue?
  /// The models that this one was made from.
  package internal(set) var baseModels: [CardValue] = []
  /// How it was made from them: `finetune`, `adapter`, `merge` or `quantized`.
  package internal(set) var baseModelRelation: CardValue?
  /// The model that replaces this one.
  package internal(set) var newVersion: CardValue?
  /// Data sets by name.
  package internal(set) var datasets: [CardValue] = []
  /// The library that loads the model.
  package internal(set) var libraryName: CardValue?
  /// The task.
  package internal(set) var pipelineTag: CardValue?
  /// Languages.
  package internal(set) var languages: [CardValue] = []
  /// Tags.
  package internal(set) var tags: [CardValue] = []
  /// Metrics by name.
  package internal(set) var metrics: [CardValue] = []
  /// The results of evaluations.
  package internal(set) var modelIndex: ModelIndex?
  /// Whether the card says that access must be asked for: `true`, `auto` or `manual`.
  package internal(set) var gated: CardValue?
  /// Whether the card says that access need not be asked for.
  package internal(set) var isUngated = false
  /// The texts that stand before gated files, by key.
  package internal(set) var gating: [GatingText] = []
  /// Whether people in the European Union are refused.
  package internal(set) var isRefusedInEU: CardValue?
  /// All other keys, by name, with the line of each; the value is the key.
  package internal(set) var otherKeys: [CardValue] = []
  /// What was not as expected, in the order of lines.
  package internal(set) var problems: [CardProblem] = []

  /// A key that begins with `extra_gated_`, with its text where it is a single value.
  package struct GatingText: Hashable, Sendable {
    /// The key.
    package let key: UntrustedText
    /// The text, or nil where it is a list or a mapping.
    package let text: UntrustedText?
    /// The line of the key.
    package let line: Int
  }

  /// Makes metadata of a card that has none.
  package init() {}
}
