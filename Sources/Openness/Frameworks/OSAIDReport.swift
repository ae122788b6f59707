// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What a folder shows of the Open Source AI Definition 1.0.
///
/// Files can contradict the definition: an identified licence that restricts, or a statement that
/// something is withheld. They cannot fulfil it: whether what is told of the data suffices is for
/// people, so the best answer is "not contradicted".
public struct OSAIDReport: Hashable, Sendable {
  /// What the definition wants a release to give, and freedoms to use, study, modify and share.
  public struct Element: Hashable, Sendable {
    /// What the folder shows of it; `contradicted` only on positive evidence.
    public let row: FrameworkRow
    /// What someone would have to declare; nil where files show it.
    public let declaration: String?
  }

  /// The five elements: data information in three parts, code, parameters.
  public let elements: [Element]
  /// The four freedoms, each contradicted or not.
  public let freedoms: [FrameworkRow]

  /// Whether anything is contradicted.
  public var isContradicted: Bool {
    elements.contains { $0.row.evidence.state == .contradicted }
      || freedoms.contains { $0.evidence.state == .contradicted }
  }

  /// What someone would have to declare before the definition could be said to be met.
  public var declarationsNeeded: [String] { elements.compactMap(\.declaration) }
}
