// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// One thing that a framework asks for, and what the folder shows of it.
public struct FrameworkRow: Hashable, Sendable {
  /// The name in JSON; stays the same from version to version.
  public let id: String
  /// The framework's words for it.
  public let title: String
  /// What the folder shows.
  public let evidence: EvidenceRow
  /// Why it is so, or what a person would have to state: one phrase; nil where there is nothing to
  /// say.
  public let note: String?

  /// Makes a row.
  public init(id: String, title: String, evidence: EvidenceRow, note: String? = nil) {
    self.id = id
    self.title = title
    self.evidence = evidence
    self.note = note
  }
}
