// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What stands in the way to the next class.
extension MOFEvaluation {
  /// The components that the class which comes next asks for and that do not count.
  static func blockers(_ rows: [Row], _ tally: MOFTally, below reached: Int) -> [MOFBlocker] {
    guard reached != 1 else { return [] }
    let next = reached == 0 ? 3 : reached - 1
    var blockers: [MOFBlocker] = []
    for openingClass in stride(from: 3, through: next, by: -1) {
      for component in MOFComponent.required(inClass: openingClass) {
        guard let row = rows.first(where: { $0.component == component }) else { continue }
        if component == .technicalReport && tally.isReportReplaced {
          // In class I the paper is asked for by itself.
          if next == 1 { continue }
          let paper = rows.first { $0.component == .researchPaper }
          if row.state == .missing || paper?.state == .included {
            if let paper, let blocker = blocker(paper) { blockers.append(blocker) }
            continue
          }
        }
        if let blocker = blocker(row) { blockers.append(blocker) }
      }
    }
    return blockers
  }

  private static func blocker(_ row: Row) -> MOFBlocker? {
    row.state == .included
      ? nil : MOFBlocker(component: row.component, state: row.state, licence: row.licence)
  }
}
