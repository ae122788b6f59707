// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

extension OpennessReport {
  /// A declaration to be filled in: what the folder does not show, each line a comment until
  /// somebody states it.
  ///
  /// It is YAML that ``Declaration`` reads once a line is filled in and its mark taken away, and
  /// can be attested with the release like any other file.
  public var declarationForm: String {
    let subject = name?.token.brief ?? "this release"
    var lines = [
      "# What the files of \(subject) do not show. Fill in what you can",
      "# state, take away its '#', and attest this file with the release. Nothing makes it a fact.",
      "#by: ''", "#date: ''", "#components:",
    ]
    for row in components where [.absent, .linked].contains(row.evidence.state) {
      let isLinked = row.evidence.state == .linked
      let state = isLinked ? "linked, its licence unknown" : "not in the folder"
      lines.append(
        "#  \(row.component.key): {location: '', licence: '', statement: ''}  # \(state)")
    }
    lines.append("#data-information:")
    let keys: [(String, Declaration.DataInformation)] = [
      ("dataDescription", .description), ("publicData", .publicData),
      ("obtainableData", .thirdPartyData),
    ]
    for (id, information) in keys
    where osaid.elements.contains(where: { $0.row.id == id && $0.declaration != nil }) {
      lines.append("#  \(information.rawValue): {location: '', statement: ''}")
    }
    lines.append("#withheld: []")
    return lines.joined(separator: "\n") + "\n"
  }
}
