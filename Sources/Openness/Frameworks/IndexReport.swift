// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What a folder shows of the openness index, criterion by criterion.
public struct IndexReport: Hashable, Sendable {
  /// The twelve criteria of 2026, in the index's order.
  public let rows: [IndexRow]
  /// What the form of 2023 to 2025 asked for besides: a package, and an interface to call.
  public let formerRows: [FrameworkRow]

  /// Criteria that files decide.
  public var decidedCount: Int { rows.count { $0.level != nil } }

  /// The mean over the criteria that files decide, from 0 to 1; nil where they decide none.
  public var mean: Double? {
    let scores = rows.compactMap { $0.level?.score }
    return scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count)
  }

  /// The mean over the criteria of one group that files decide, from 0 to 1; nil where they decide
  /// none.
  public func mean(of group: IndexRow.Group) -> Double? {
    let scores = rows.filter { $0.criterion.group == group }.compactMap { $0.level?.score }
    return scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count)
  }

  /// The mean over all criteria if whatever files leave open had no more than they show, from 0
  /// to 1.
  public var lowerBound: Double {
    rows.reduce(0) { $0 + ($1.level ?? $1.lowerBound ?? .closed).score } / Double(rows.count)
  }
}
