// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// What `openness` prints for people: the label first, then what stands in the way, in one screen.
struct OpennessText {
  let style: Style
  let isVerbose: Bool

  /// Findings and pieces of evidence that are listed where not everything is asked for.
  private static let listedCount = 8

  func write(_ assessment: OpennessAssessment, to output: Output) {
    let report = assessment.report
    writeLabel(report, of: assessment.isFolder ? "folder" : "file", to: output)
    writeSummary(assessment, to: output)
    output.line()
    writeFrameworks(report, to: output)
    writeFindings(report, to: output)
    for finding in assessment.findings where isVerbose || finding.severity == .error {
      let path = finding.path.map { "\($0): " } ?? ""
      output.line(
        style.mark(finding.severity) + path + finding.message
          + style.dim(" [\(finding.id.rawValue)]"))
    }
    if isVerbose { OpennessDetailText(style: style).write(report, to: output) }
    output.line(last(assessment))
  }

  // MARK: What stands first

  private func writeLabel(_ report: OpennessReport, of subject: String, to output: Output) {
    let label = report.label
    let phrase = label.label.phrase
    let isOpen = [.openWeights, .openTooling, .openScience].contains(label.label)
    let reason = label.label == .notAssessed ? ": \(label.reason)" : ""
    let shown = isOpen ? style.good(phrase) : style.doubtful(phrase)
    let links =
      label.linked.isEmpty
      ? "" : " (linked, not looked at: \(label.linked.map(\.name).joined(separator: ", ")))"
    output.line(style.strong("this \(subject) shows: ") + shown + reason + links)
  }

  private func writeSummary(_ assessment: OpennessAssessment, to output: Output) {
    let report = assessment.report
    func line(_ title: String, _ text: String) {
      output.line("  " + style.dim(title.padded(to: 12)) + text)
    }
    if let name = report.name {
      let version = report.version.map { ", version \($0.token)" } ?? ""
      line("name", "\(name.token)\(version) (\(EvidenceText.place(of: name)))")
    }
    line("licence", licence(report))
    line("weights", weights(report.weights))
    for base in report.lineage.prefix(isVerbose ? Int.max : 3) {
      let relation = base.relation.map { "\($0) of " } ?? "made from "
      let licence = base.licenceClass.map { ": \($0.phrase), \(base.basis ?? "")" } ?? ""
      line("lineage", "\(relation)\(base.name)\(licence)")
    }
    if let gate = report.gating.first { line("access", "gated (\(EvidenceText.place(of: gate)))") }
    line("vouched", vouching(assessment))
    guard assessment.isFolder else { return }
    line("in the way", "to MOF class \(Self.nextClass(after: report.mof)): \(blockers(report))")
  }

  private func licence(_ report: OpennessReport) -> String {
    let package = report.licences.statements.filter { $0.scope == .package }
    let around = Set(package.compactMap(\.id)).sorted()
    let names = around.map { UntrustedText($0).brief }.joined(separator: ", ")
    let beside = around.isEmpty ? "" : "; the package around it says \(names)"
    let isKnown = !report.problems.contains(where: \.isFatal)
    let none = isKnown ? "none is stated" : "not known, since a document cannot be read"
    return (report.licences.weights?.phrase ?? none) + beside
  }

  private func weights(_ weights: WeightEvidence) -> String {
    guard weights.fileCount > 0 else { return "none" }
    guard !weights.formats.isEmpty else {
      return Quantity.count(weights.fileCount, "file") + ", none of which can be read"
    }
    let types = weights.totals.types.prefix(3).map { "\($0.name)" }.joined(separator: ", ")
    let parameters =
      weights.hasPackedValues
      ? "packed" : weights.parameterCount.map(Quantity.elements) ?? "more than 2^64"
    let formats = weights.formats.map(\.rawValue).joined(separator: ", ")
    let several = weights.sets.count > 1 ? " in the largest of \(weights.sets.count) models" : ""
    let state = weights.isComplete ? "" : ", " + style.doubtful("not whole")
    return "\(formats), \(Quantity.count(weights.totals.tensorCount, "tensor")), "
      + "\(parameters) parameters\(several) (\(types))\(state)"
  }

  private func vouching(_ assessment: OpennessAssessment) -> String {
    guard let verification = assessment.verification else {
      return "not looked at: --verify holds the files against the evidence beside them"
    }
    switch (verification.verdict, verification.assurance) {
    case (.verified, .signed): return style.good("signed by someone you named")
    case (.verified, .manifest): return "by the manifest you named, unsigned"
    case (.verified, .local): return "by evidence beside the files, which anyone could have put"
    case (let verdict, _): return style.bad("nobody: \(verdict.rawValue)")
    }
  }

  /// The class that a release of this class may come to next.
  private static func nextClass(after mof: MOFEvaluation) -> String {
    switch mof.openingClass {
    case 1, 2: "I"
    case 3: "II"
    default: "III"
    }
  }

  /// What stands in the way, components with one reason together.
  private func blockers(_ report: OpennessReport) -> String {
    guard !report.blockers.isEmpty else { return style.good("nothing is missing") }
    var groups: [(reason: Substring, names: [String])] = []
    for (blocker, sentence) in zip(report.mof.blockers, report.blockers) {
      let reason = sentence.dropFirst(blocker.component.name.count)
      if let index = groups.firstIndex(where: { $0.reason == reason }) {
        groups[index].names.append(blocker.component.name)
      } else {
        groups.append((reason, [blocker.component.name]))
      }
    }
    return groups.map { group in
      // "is" stands in each sentence for one.
      let reason = group.names.count == 1 ? String(group.reason) : Self.plural(group.reason)
      return group.names.joined(separator: ", ") + reason
    }.joined(separator: "; ")
  }

  private static func plural(_ reason: Substring) -> String {
    for (one, many) in [(" is ", " are "), (" has ", " have ")] where reason.hasPrefix(one) {
      return many + reason.dropFirst(one.count)
    }
    return String(reason)
  }

  // MARK: Frameworks

  private func writeFrameworks(_ report: OpennessReport, to output: Output) {
    func line(_ title: String, _ text: String) { output.line("  \(title.padded(to: 31))\(text)") }
    let links = report.mofWithLinks
    line(
      "Model Openness Framework",
      "\(Self.progress(report.mof))"
        + (links.label == report.mof.label ? "" : "; with links: \(Self.progress(links))"))
    let osaid = report.osaid
    line(
      "Open Source AI Definition 1.0",
      osaid.isContradicted
        ? style.doubtful("contradicted: ") + contradictions(osaid)
        : "not contradicted; needs \(Quantity.count(osaid.declarationsNeeded.count, "declaration"))"
    )
    let index = report.index
    let mean = index.mean.map { ", mean \(Quantity.decimal($0, digits: 2))" } ?? ""
    line(
      "openness index",
      "\(index.decidedCount) of \(index.rows.count) criteria decided by files\(mean)")
    let act = report.attributes.euArticle53
    let shown = act.filter { [.present, .linked].contains($0.evidence.state) }.map(\.id)
    line(
      "EU AI Act, Article 53(2)",
      "in evidence: \(shown.isEmpty ? "nothing" : shown.joined(separator: ", ")); "
        + "\(Quantity.count(report.attributes.euDeclarations.count, "declaration")) open")
    let sections = report.documentation.filter { $0.document == .modelCard }
    let present = sections.count { $0.state == .present }
    line("model card", "\(present) of \(sections.count) sections of the Hub's template have words")
  }

  private static func progress(_ mof: MOFEvaluation) -> String {
    let percent = { (value: Double) in "\(Quantity.decimal(value, digits: 0)) %" }
    return "\(mof.label) (III \(percent(mof.progressIII)), II \(percent(mof.progressII)), "
      + "I \(percent(mof.progressI)))"
  }

  private func contradictions(_ osaid: OSAIDReport) -> String {
    let rows = osaid.elements.map(\.row) + osaid.freedoms
    return rows.filter { $0.evidence.state == .contradicted }.map(\.id).joined(separator: ", ")
  }

  // MARK: Findings

  private func writeFindings(_ report: OpennessReport, to output: Output) {
    guard !report.findings.isEmpty else { return }
    output.line()
    let ordered =
      report.findings.filter { $0.severity == .contradiction }
      + report.findings.filter { $0.severity == .gap }
      + report.findings.filter { $0.severity == .note }
    for finding in ordered.prefix(isVerbose ? Int.max : Self.listedCount) {
      let mark = "\(finding.id.rawValue) \(finding.severity.rawValue)".padded(to: 18)
      output.line(
        "  " + (finding.severity == .contradiction ? style.bad(mark) : style.doubtful(mark))
          + " " + finding.message)
      guard isVerbose || finding.severity == .contradiction else { continue }
      for item in finding.evidence {
        output.line("      " + EvidenceText.quote(item))
      }
      output.line(style.dim("      to mend it: \(finding.remedy)"))
    }
    let rest = ordered.count - Self.listedCount
    if rest > 0 && !isVerbose {
      output.line(style.dim("  … and \(Quantity.count(rest, "finding")) more; --verbose lists all"))
    }
  }

  private func last(_ assessment: OpennessAssessment) -> String {
    let findings = assessment.report.findings
    let counts = [OpennessFinding.Severity.contradiction, .gap, .note].compactMap { severity in
      let count = findings.count { $0.severity == severity }
      return count == 0 ? nil : Quantity.count(count, severity.rawValue)
    }
    let found = counts.isEmpty ? "no findings" : counts.joined(separator: ", ")
    let unmet = assessment.reasons.contains { $0.code == .opennessClassNotMet }
    return "\(found); computed from this folder, not an official classification"
      + (unmet ? style.bad("; the required class is not met") : "")
  }

  // MARK: A description

  /// What the Tool would say of a description.
  func write(_ description: MOFDescription, to output: Output) {
    let mof = description.evaluation
    output.line(style.strong("\(description.release.name)") + ": \(mof.label)")
    for openingClass in [3, 2, 1] {
      let name = String(repeating: "I", count: openingClass)
      let progress = Quantity.decimal(mof.progress(of: openingClass), digits: 1)
      output.line("  class \(name.padded(to: 4))\(progress.aligned(to: 5)) %")
    }
    var table = Table(
      headings: ["class", "state", "licence", "component"], alignment: [.left, .left, .left],
      width: output.terminalWidth)
    for row in mof.rows where isVerbose || row.state != .missing || row.component.isRequired {
      table.add([
        String(repeating: "I", count: row.component.openingClass), row.state.rawValue,
        row.licence.map { $0.brief } ?? "",
        row.component.name + (row.isInappropriate ? " (licence of another kind of content)" : ""),
      ])
    }
    table.write(to: output, style)
    for blocker in mof.blockers { output.line("  in the way: \(blocker.sentence)") }
    output.line("evaluated as the framework's Tool does, from what the description states")
  }
}
