// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// Something that a model card points to; nothing of it is fetched.
package struct CardLink: Hashable, Sendable {
  /// What kinds of things a card points to.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    /// A paper on arXiv; the target is its identifier.
    case arXiv
    /// A digital object identifier; the target is that.
    case doi
    /// A model on the Hugging Face Hub; the target is `owner/name`.
    case hubModel
    /// A data set there; the target is `owner/name` or an old name without owner.
    case hubDataset
    /// A repository on GitHub; the target is `owner/name`.
    case gitHub
    /// Any other address; the target is that.
    case web
    /// A file beside the card; the target is the path as written, without `#` part.
    case file
  }

  /// What it points to.
  package let kind: Kind
  /// Which one.
  package let target: UntrustedText
  /// The line in the file, counted from 1.
  package let line: Int
  /// Whether it stands in a fenced code block, as in a citation or an example.
  package let isInCode: Bool
}
