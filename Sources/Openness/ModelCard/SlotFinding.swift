// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What a document has of a section that it should have.
package struct SlotFinding: Hashable, Sendable {
  /// How far it is there.
  package enum State: String, CaseIterable, Hashable, Sendable {
    /// A heading with text under it.
    case present
    /// A heading with nothing or a placeholder under it.
    case empty
    /// No heading.
    case absent
  }

  /// The section.
  package let slot: DocumentationSlot
  /// How far it is there.
  package let state: State
  /// The heading on which that rests, if any; its line is the evidence.
  package let heading: CardHeading?

  /// Makes a finding.
  package init(_ slot: DocumentationSlot, _ state: State, _ heading: CardHeading? = nil) {
    self.slot = slot
    self.state = state
    self.heading = heading
  }
}
