// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput
internal import WeightFormats

extension OpennessReport {
  /// Says of a release what its files show.
  package init(_ contents: FolderContents) {
    let facts = ReleaseFacts(contents)
    let evidence = ComponentEvidence(facts)
    let rows = evidence.rows
    let description = MOFDescribing(facts, rows)
    let mof = MOFEvaluation(description.release([.present]), .standard)
    let linked = description.release([.present, .linked, .declared])
    let osaid = OSAIDReport(facts, rows)
    let withLinks = MOFEvaluation(linked, .standard)
    name = facts.name
    version = facts.version
    label = LabelReason(facts, rows)
    weights = facts.weights
    licences = facts.licences
    gating = facts.gating
    lineage = facts.lineage
    components = MOFComponent.allCases.map { component in
      let row = rows[component] ?? .absent
      let isAsked = contents.isFolder || row.state != .absent
      return ComponentRow(
        component: component, evidence: isAsked ? row : EvidenceRow(.notApplicable, []),
        mention: evidence.mention(component))
    }
    self.mof = mof
    mofWithLinks = withLinks
    mofRelease = linked
    self.osaid = osaid
    index = IndexReport(facts, rows)
    attributes = AttributeReport(facts, rows)
    documentation = facts.documentation
    findings =
      OpennessFindings(
        facts, evidence, withLinks, isContradicted: osaid.isContradicted
      ).all
    unresolved = osaid.declarationsNeeded + Self.unresolved(rows)
    declaration = facts.declaration.map { located in
      DeclarationSource(
        path: located.path, by: located.declaration.by?.text, date: located.declaration.date?.text)
    }
    problems = facts.problems
    card = facts.card?.card
    supplier = facts.supplier
    address = facts.address
    architectures = facts.architectureInConfigurations
  }

  /// What a declaration could say of components that the folder does not show.
  private static func unresolved(_ rows: [MOFComponent: EvidenceRow]) -> [String] {
    MOFComponent.allCases.filter { component in
      component.isRequired && [.absent, .linked].contains(rows[component]?.state ?? .absent)
    }.map { component in
      rows[component]?.state == .linked
        ? "\(component.name): under which licence what is linked to is"
        : "\(component.name): where, and under which licence"
    }
  }
}

extension MOFLicences {
  /// The rules with the flags of the SPDX list that is shipped.
  public static let standard = MOFLicences { identifier in
    SPDXLicenceList.licence(identifier).map { $0.isOSIApproved || $0.isFSFLibre } ?? false
  }
}
