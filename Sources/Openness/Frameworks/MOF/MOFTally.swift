// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// The components that count for each class, by the Tool's way of counting.
struct MOFTally {
  /// The included components of classes 3 down to each class, in the Tool's order.
  private let included: [Int: [MOFComponent]]
  /// Whether the research paper stands for the technical report.
  let isReportReplaced: Bool

  init(_ rows: [MOFEvaluation.Row]) {
    let states = Dictionary(
      rows.map { ($0.component, $0.state) }, uniquingKeysWith: { first, _ in first })
    var included: [Int: [MOFComponent]] = [:]
    var required: [MOFComponent] = []
    for openingClass in [3, 2, 1] {
      required += MOFComponent.required(inClass: openingClass)
      included[openingClass] = required.filter { states[$0] == .included }
    }
    let paper = states[.researchPaper] ?? .missing
    isReportReplaced =
      !Self.finds(.technicalReport, in: included[3] ?? []) && paper != .missing
    if isReportReplaced && paper == .included {
      included[3]?.append(.researchPaper)
      included[2]?.append(.researchPaper)
    }
    self.included = included
  }

  /// Progress to a class in percent, rounded as the Tool's arithmetic rounds.
  func progress(of openingClass: Int) -> Double {
    var total = 0
    var count = 0
    for level in stride(from: 3, through: openingClass, by: -1) {
      total += MOFComponent.required(inClass: level).count
      count = included[level]?.count ?? 0
      if count < total && level > openingClass { return 0 }
    }
    let all = included[1] ?? []
    if openingClass == 1 && !Self.finds(.technicalReport, in: all)
      && Self.finds(.researchPaper, in: all)
    {
      total -= 1
    }
    return min(100, Double(count) / Double(total) * 100)
  }

  /// Whether the Tool finds a component in a list: it does not where it stands first.
  private static func finds(_ component: MOFComponent, in list: [MOFComponent]) -> Bool {
    (list.firstIndex(of: component) ?? 0) > 0
  }
}
