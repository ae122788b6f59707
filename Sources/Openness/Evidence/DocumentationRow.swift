// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// A section that a card should have, and what is there of it.
public struct DocumentationRow: Hashable, Sendable {
  /// The kind of document that asks for it.
  public enum Document: String, Hashable, Sendable {
    /// A model card, by the Hub's template.
    case modelCard
    /// A datasheet for data.
    case datasheet
  }

  /// What is there.
  public enum State: String, Hashable, Sendable {
    /// A heading with words below it.
    case present
    /// A heading with nothing or a placeholder below it.
    case empty
    /// No such heading.
    case absent
  }

  /// The kind of document.
  public let document: Document
  /// The section's name.
  public let section: String
  /// What is there.
  public let state: State
  /// The heading; nil where there is none.
  public let evidence: EvidenceItem?
}
