// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import UntrustedInput

/// A component that stands in the way to the next class of the Model Openness Framework.
public struct MOFBlocker: Hashable, Sendable {
  /// The component.
  public let component: MOFComponent
  /// Why it does not count; never `included`.
  public let state: MOFEvaluation.State
  /// The licence that the Tool does not take for open.
  public let licence: UntrustedText?

  /// One sentence about a description that lists components, without full stop.
  public var sentence: String {
    switch state {
    case .included, .missing: "\(component.name) is not listed"
    default: licenceSentence
    }
  }

  /// One sentence about a folder, without full stop.
  ///
  /// - Parameter evidence: what the folder shows of the component.
  public func sentence(_ evidence: EvidenceRow) -> String {
    guard state == .missing else { return licenceSentence }
    return switch evidence.state {
    case .linked: "\(component.name) is only linked to"
    case .declared: "\(component.name) is only declared"
    // Weights that are not whole are there, and are not the component.
    case .present: "\(component.name) is not whole"
    default: "\(component.name) is not in this folder"
    }
  }

  private var licenceSentence: String {
    state == .unlicensed || licence == MOFDescribing.unidentified
      ? "\(component.name) has no one licence that is known"
      : "\(component.name) is under \"\(licence?.brief ?? "")\", which the Tool does not take "
        + "for open"
  }
}
