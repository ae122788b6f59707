// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// What stands in the way to the next class.
extension MOFEvaluation {
  /// The sentences for the class that comes next.
  static func blockers(_ rows: [Row], _ tally: MOFTally, below reached: Int) -> [String] {
    guard reached != 1 else { return [] }
    let next = reached == 0 ? 3 : reached - 1
    var sentences: [String] = []
    for openingClass in stride(from: 3, through: next, by: -1) {
      for component in MOFComponent.required(inClass: openingClass) {
        guard let row = rows.first(where: { $0.component == component }) else { continue }
        if component == .technicalReport && tally.isReportReplaced {
          // In class I the paper is asked for by itself.
          if next == 1 { continue }
          let paper = rows.first { $0.component == .researchPaper }
          if row.state == .missing || paper?.state == .included {
            if let paper, let sentence = sentence(paper) { sentences.append(sentence) }
            continue
          }
        }
        if let sentence = sentence(row) { sentences.append(sentence) }
      }
    }
    return sentences
  }

  private static func sentence(_ row: Row) -> String? {
    switch row.state {
    case .included: nil
    case .missing: "\(row.component.name) is not listed"
    case .unlicensed: "\(row.component.name) has no licence"
    case .invalid:
      "\(row.component.name) is under \"\(row.licence?.brief ?? "")\", which the Tool does not take for open"
    }
  }
}
