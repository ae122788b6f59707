// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

extension ModelBill {
  /// What the card of a release says of the model.
  package struct Card: Hashable, Sendable {
    /// How a model learned, in the words of CycloneDX.
    package enum Approach: String, CaseIterable, Hashable, Sendable {
      /// From labelled examples.
      case supervised
      /// From examples without labels.
      case unsupervised
      /// From rewards.
      case reinforcementLearning = "reinforcement-learning"
      /// From examples of which few are labelled.
      case semiSupervised = "semi-supervised"
      /// From labels that the examples themselves give.
      case selfSupervised = "self-supervised"
    }

    /// A measured result.
    package struct Metric: Hashable, Sendable {
      /// What was measured, as in `accuracy`.
      package var type: UntrustedText
      /// The value as it stands in the card.
      package var value: UntrustedText
      /// What it was measured on.
      package var dataset: UntrustedText?

      /// Makes a metric.
      package init(type: UntrustedText, value: UntrustedText, dataset: UntrustedText? = nil) {
        self.type = type
        self.value = value
        self.dataset = dataset
      }
    }

    /// How the model learned, only where the release says it.
    package var approach: Approach?
    /// What the model does, as in `sentence-similarity`.
    package var task: UntrustedText?
    /// The family of its architecture, as in `bert`.
    package var architectureFamily: UntrustedText?
    /// Its architecture, as in `BertModel`.
    package var architecture: UntrustedText?
    /// The languages that it is for.
    package var languages: [UntrustedText] = []
    /// Results that the card states.
    package var metrics: [Metric] = []
    /// A short text on what the card says of limitations, as where it stands.
    package var limitation: UntrustedText?
    /// A short text on what the card says of training.
    package var training: UntrustedText?
    /// A short text on what the card says of safety.
    package var safety: UntrustedText?
    /// Whether one has to agree to something before one can have the release.
    package var isGated: Bool?

    /// A card that says nothing.
    package init() {}
  }
}
