// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// Describes a release as the Model Openness Framework's Tool reads one.
///
/// The licence of the release is the one that its statements come to; where they name several, none
/// is given. A component that lies elsewhere has the licence that is declared of it, or none: what
/// others publish is not under the licence of this release.
struct MOFDescribing {
  /// What stands for a licence that is stated and is none that is known, or not one.
  static let unidentified = UntrustedText("LicenseRef-unidentified")

  private let facts: ReleaseFacts
  private let rows: [MOFComponent: EvidenceRow]

  init(_ facts: ReleaseFacts, _ rows: [MOFComponent: EvidenceRow]) {
    self.facts = facts
    self.rows = rows
  }

  /// The release with those components whose evidence is in one of `states`.
  func release(_ states: Set<EvidenceRow.State>) -> MOFRelease {
    var release = MOFRelease(
      name: facts.name?.token ?? UntrustedText("unnamed"),
      distribution: licence(facts.licences.weights))
    if facts.licences.statements.contains(where: { $0.scope == .code }) {
      release.licences[.code] = licence(facts.licences.code)
    }
    if let version = facts.version { release.facts["version"] = version.token }
    for component in MOFComponent.allCases {
      guard let row = rows[component], states.contains(row.state) else { continue }
      var item = MOFRelease.Item(component, path: row.items.first.flatMap(Self.place))
      if states.contains(.declared) {
        item.licence = facts.declaration?.declaration.components[component]?.licence?.text
      }
      if row.state != .present {
        item.licence = item.licence ?? UntrustedText("unlicensed")
      } else if [.datasets, .evaluationData].contains(component) && facts.licences.states(.data) {
        item.licence = item.licence ?? licence(facts.licences.data)?.name
      } else if component == .finalParameters && !facts.weights.isComplete {
        // Part of the weights is not the component.
        continue
      }
      release.items.append(item)
    }
    return release
  }

  /// Where a component is: a file, or what a line of the card links to.
  private static func place(_ item: EvidenceItem) -> UntrustedText? {
    switch item.place {
    case .file: item.path
    case .line: item.token
    case .key: nil
    }
  }

  private func licence(_ licence: ConcludedLicence?) -> MOFRelease.Licence? {
    guard let licence else { return nil }
    let path = licence.evidence.first { $0.place == .file }?.path ?? UntrustedText("")
    guard let id = licence.spdx ?? licence.id else {
      return MOFRelease.Licence(name: Self.unidentified, path: path)
    }
    return MOFRelease.Licence(name: UntrustedText(id), path: path)
  }
}
