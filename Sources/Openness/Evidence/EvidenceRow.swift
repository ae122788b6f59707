// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What a release's folder shows of one thing that openness asks for.
public struct EvidenceRow: Hashable, Sendable {
  /// How sure the folder makes it.
  public enum State: String, CaseIterable, Hashable, Sendable {
    /// It is in the folder.
    case present
    /// A file of the folder points to it; nothing was fetched.
    case linked
    /// A person states it in a declaration file; nothing in the folder shows it.
    case declared
    /// It is not in this folder, which does not mean that it is nowhere.
    case absent
    /// Two pieces of the folder say different things about it.
    case contradicted
    /// The question does not arise: one file alone has no folder around it.
    case notApplicable = "n/a"
  }

  /// How sure the folder makes it.
  public let state: State
  /// Pieces of evidence that a row keeps.
  public static let maximumItemCount = 256

  /// What that rests on, in the order of paths and places; the first of many.
  public let items: [EvidenceItem]
  /// How many pieces there are.
  public let count: Int

  /// Nothing in the folder is about it.
  public static let absent = EvidenceRow(.absent, [])

  /// Makes a row of evidence.
  public init(_ state: State, _ items: [EvidenceItem]) {
    self.state = state
    self.items = Array(items.prefix(Self.maximumItemCount))
    count = items.count
  }
}
