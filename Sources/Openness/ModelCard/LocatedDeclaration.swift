// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// A declaration with the file that it stands in.
struct LocatedDeclaration {
  /// The file, relative to the release.
  let path: UntrustedText
  /// What it states.
  let declaration: Declaration

  /// What is stated of one thing, as a piece of evidence: its place, else its words.
  func item(_ statement: Declaration.Statement) -> EvidenceItem {
    let value = statement.location ?? statement.statement ?? statement.licence
    return EvidenceItem(
      path, .line(value?.line ?? statement.line), token: value?.text ?? UntrustedText(""))
  }

  /// The statement about a component; none where it says nothing but a licence.
  func items(_ component: MOFComponent) -> [EvidenceItem] {
    guard let statement = declaration.components[component],
      statement.location != nil || statement.statement != nil
    else { return [] }
    return [item(statement)]
  }

  /// The statement that one of `components` is withheld, as a contradiction.
  func withheld(_ components: [MOFComponent]) -> EvidenceRow? {
    let items = declaration.withheld.filter { components.contains($0.component) }.map { withheld in
      EvidenceItem(path, .line(withheld.line), token: UntrustedText(withheld.component.name))
    }
    return items.isEmpty ? nil : EvidenceRow(.contradicted, items)
  }
}
