// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import UntrustedInput

/// How open a release is by the Model Openness Tool's algorithm, its oddities included.
///
/// Classes add up: III asks for six components, II for four more, I for another four. A component
/// counts when it is listed and its licence is open. The technical report may be replaced by the
/// research paper. The Tool looks for the report among the included components of class III and
/// takes the first place for absence, so a report that stands first there is replaced as well;
/// that changes the progress of class III only where nearly all else is missing.
public struct MOFEvaluation: Hashable, Sendable {
  /// What the Tool finds of a component.
  public enum State: String, CaseIterable, Hashable, Sendable {
    /// Listed, with an open licence.
    case included
    /// Listed, with a licence that is not open.
    case invalid
    /// Listed, without a licence.
    case unlicensed
    /// Not listed.
    case missing
  }

  /// One component's row.
  public struct Row: Hashable, Sendable {
    /// The component.
    public let component: MOFComponent
    /// What the Tool finds of it.
    public let state: State
    /// The licence that it used, if any.
    public let licence: UntrustedText?
    /// Whether the licence is open but not one that the Tool suggests for such content.
    public let isInappropriate: Bool

    /// Whether the licence is open; nil where there is none.
    public var isOpen: Bool? { licence == nil ? nil : state == .included }
    /// Whether the licence is one that the Tool suggests for such content; nil where none is open.
    public var isAppropriate: Bool? { state == .included ? !isInappropriate : nil }
  }

  /// All components, in the order of MOFComponent.
  public let rows: [Row]
  /// 0 for unclassified, else 1 to 3; lower is more open.
  public let openingClass: Int
  /// Progress to class III, in percent.
  public let progressIII: Double
  /// Progress to class II, in percent; 0 where class III is not met.
  public let progressII: Double
  /// Progress to class I, in percent; 0 where class II is not met.
  public let progressI: Double
  /// What stands in the way to the next class, in the Tool's order.
  public let blockers: [MOFBlocker]

  /// Evaluates a release.
  public init(_ release: MOFRelease, _ licences: MOFLicences) {
    rows = MOFComponent.allCases.map { Self.row($0, release, licences) }
    let tally = MOFTally(rows)
    progressIII = tally.progress(of: 3)
    progressII = tally.progress(of: 2)
    progressI = tally.progress(of: 1)
    openingClass =
      progressI == 100 ? 1 : progressII == 100 ? 2 : progressIII == 100 ? 3 : 0
    blockers = Self.blockers(rows, tally, below: openingClass)
  }

  /// The class in the Tool's words.
  public var label: String {
    switch openingClass {
    case 1: "Class I - Open Science Model"
    case 2: "Class II - Open Tooling Model"
    case 3: "Class III - Open Model"
    default: "Unclassified"
    }
  }

  /// Progress to a class 1, 2 or 3, in percent.
  public func progress(of openingClass: Int) -> Double {
    switch openingClass {
    case 1: progressI
    case 2: progressII
    default: progressIII
    }
  }

  /// The row of a component.
  public func row(_ component: MOFComponent) -> Row? {
    rows.first { $0.component == component }
  }

  private static func row(
    _ component: MOFComponent, _ release: MOFRelease, _ licences: MOFLicences
  ) -> Row {
    guard let item = release.item(component) else {
      return Row(component: component, state: .missing, licence: nil, isInappropriate: false)
    }
    guard let licence = release.licence(of: item) else {
      return Row(component: component, state: .unlicensed, licence: nil, isInappropriate: false)
    }
    let name = licence.lossyString
    let isOpen = licence.validUTF8 != nil && licences.isOpen(name)
    return Row(
      component: component, state: isOpen ? .included : .invalid, licence: licence,
      isInappropriate: isOpen && !licences.isAppropriate(name, for: component.contentType))
  }
}
