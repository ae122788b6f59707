// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// Every row of the frameworks, which `openness --verbose` prints.
struct OpennessDetailText {
  let style: Style

  func write(_ report: OpennessReport, to output: Output) {
    heading("Model Openness Framework", to: output)
    for row in report.components {
      let name = String(repeating: "I", count: row.component.openingClass).padded(to: 4)
      let optional = row.component.isRequired ? "" : " (optional)"
      line(row.evidence, "\(name)\(row.component.name)\(optional)", nil, to: output)
      if let mention = row.mention {
        output.line(
          style.dim("      \(EvidenceText.quote(mention)) is named, and not in this folder"))
      }
    }
    heading("Open Source AI Definition 1.0", to: output)
    for element in report.osaid.elements {
      line(element.row.evidence, element.row.title, element.row.note, to: output)
    }
    for freedom in report.osaid.freedoms {
      let isTaken = freedom.evidence.state == .contradicted
      let state = isTaken ? "contradicted" : "not contradicted"
      output.line(
        "  \(state.padded(to: 17))freedom \(freedom.title)" + note(isTaken ? freedom.note : nil))
    }
    heading("openness index", to: output)
    for row in report.index.rows {
      let level = row.level?.rawValue ?? row.lowerBound.map { "at least \($0.rawValue)" } ?? "?"
      output.line("  \(level.padded(to: 17))\(row.criterion.title)" + note(row.note))
    }
    heading("five attributes, three aspects, EU AI Act Article 53(2)", to: output)
    let attributes = report.attributes
    for row in attributes.fiveAttributes + attributes.threeAspects + attributes.euArticle53 {
      line(row.evidence, row.title, row.note, to: output)
    }
    heading("sections of documents", to: output)
    for row in report.documentation {
      output.line("  \(row.state.rawValue.padded(to: 17))\(row.section)")
    }
    heading("for people to state", to: output)
    for sentence in report.unresolved { output.line("  \(sentence)") }
  }

  private func heading(_ text: String, to output: Output) {
    output.line()
    output.line(style.strong(text))
  }

  private func line(
    _ evidence: EvidenceRow, _ title: String, _ text: String?, to output: Output
  ) {
    output.line("  \(evidence.state.rawValue.padded(to: 17))\(title)" + note(text))
    for item in evidence.items.prefix(4) {
      output.line(style.dim("      " + EvidenceText.quote(item)))
    }
    let rest = evidence.count - 4
    if rest > 0 { output.line(style.dim("      … and \(rest) more")) }
  }

  private func note(_ text: String?) -> String { text.map { style.dim(": \($0)") } ?? "" }
}
