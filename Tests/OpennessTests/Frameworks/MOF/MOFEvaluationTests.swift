// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import TestSupport
import Testing
import UntrustedInput

@Suite("classes of the Model Openness Framework")
struct MOFEvaluationTests {
  private let licences = MOFLicences { ["MIT", "Apache-2.0", "GPL-3.0-only"].contains($0) }

  private func evaluate(
    _ listed: [MOFComponent], licence: String? = "Apache-2.0",
    own: [MOFComponent: String] = [:]
  ) -> MOFEvaluation {
    let release = MOFRelease(
      name: UntrustedText("x"), distribution: licence.map { .init(name: UntrustedText($0)) },
      items: listed.map { .init($0, licence: own[$0].map { UntrustedText($0) }) })
    return MOFEvaluation(release, licences)
  }

  private func required(downTo openingClass: Int) -> [MOFComponent] {
    stride(from: 3, through: openingClass, by: -1).flatMap { MOFComponent.required(inClass: $0) }
  }

  @Test("there are seventeen components, fourteen of them required")
  func table() {
    #expect(MOFComponent.allCases.count == 17)
    #expect(required(downTo: 1).count == 14)
    #expect(Set(MOFComponent.allCases.map(\.id)).count == 17)
    #expect(Set(MOFComponent.allCases.map(\.key)).count == 17)
    #expect(Set(MOFComponent.allCases.map(\.name)).count == 17)
    for component in MOFComponent.allCases {
      let listed = MOFComponent.required(inClass: component.openingClass).contains(component)
      #expect(listed == component.isRequired)
    }
  }

  @Test("each class needs all of it and all above it", arguments: [1, 2, 3])
  func classes(openingClass: Int) {
    let listed = required(downTo: openingClass)
    let evaluation = evaluate(listed)
    #expect(evaluation.openingClass == openingClass)
    #expect(evaluation.progress(of: openingClass) == 100)
    #expect(evaluation.blockers.isEmpty == (openingClass == 1))
    for left in listed where ![.technicalReport, .researchPaper].contains(left) {
      #expect(evaluate(listed.filter { $0 != left }).openingClass != openingClass)
    }
  }

  @Test("nothing listed is unclassified, and class III names what it lacks")
  func nothing() {
    let evaluation = evaluate([])
    #expect(evaluation.label == "Unclassified")
    #expect(evaluation.blockers.count == 6)
    #expect(evaluation.blockers.first?.sentence == "Model architecture is not listed")
    #expect(evaluation.rows.allSatisfy { $0.state == .missing })
  }

  @Test("the percentages are the Tool's, to the last digit")
  func digits() {
    #expect(evaluate([.modelCard, .dataCard]).progressIII == 33.33333333333333)
    #expect(evaluate([.modelCard]).progressIII == 16.666666666666664)
    #expect(
      evaluate(required(downTo: 3).filter { $0 != .dataCard }).progressIII == 83.33333333333334)
    let two = required(downTo: 2)
    #expect(evaluate(two).progressI == 71.42857142857143)
    #expect(
      evaluate(two.filter { $0 != .technicalReport } + [.researchPaper]).progressI
        == 76.92307692307693)
  }

  @Test("a research paper stands for a technical report that is missing")
  func paper() {
    let three = required(downTo: 3).filter { $0 != .technicalReport } + [.researchPaper]
    #expect(evaluate(three).openingClass == 3)
    #expect(evaluate(three, own: [.researchPaper: "nope"]).openingClass == 0)
    #expect(
      evaluate(three, own: [.researchPaper: "nope"]).blockers.map(\.sentence)
        == ["Research paper is under \"nope\", which the Tool does not take for open"])
    let all = required(downTo: 1)
    #expect(evaluate(all.filter { $0 != .technicalReport }).openingClass == 1)
    #expect(evaluate(all).progressI == 100)
    #expect(evaluate(all.filter { $0 != .researchPaper }).openingClass == 2)
    #expect(
      evaluate(all.filter { $0 != .researchPaper }).blockers.map(\.sentence)
        == ["Research paper is not listed"])
  }

  @Test("a report that stands first among the included ones is not found, as in the Tool")
  func firstPlace() {
    #expect(evaluate([.technicalReport, .researchPaper]).progressIII == 33.33333333333333)
    #expect(
      evaluate([.technicalReport, .evaluationResults, .researchPaper]).progressIII
        == 33.33333333333333)
    #expect(evaluate([.technicalReport]).progressIII == 16.666666666666664)
  }

  @Test(
    "which licence counts for a component",
    arguments: [
      (nil, "MIT", "MIT", MOFEvaluation.State.included),
      ("GPL-3.0-only", "x", "GPL-3.0-only", .included),
      ("unlicensed", "MIT", nil, .unlicensed), ("", "MIT", nil, .unlicensed),
      ("0", "MIT", nil, .unlicensed), (nil, nil, nil, .unlicensed),
      (nil, "unlicensed", nil, .unlicensed), ("mit", "MIT", "mit", .invalid),
      ("Apache 2.0", "MIT", "Apache 2.0", .invalid), (nil, "", nil, .unlicensed),
      ("CC-BY-4.0", nil, "CC-BY-4.0", .included), ("PDDL-1.0", nil, "PDDL-1.0", .invalid),
      ("ODC-PDDL-1.0", nil, "ODC-PDDL-1.0", .included),
      ("OpenMDW-1.0", nil, "OpenMDW-1.0", .included),
      ("OpenMDW-1.1", nil, "OpenMDW-1.1", .invalid),
    ] as [(String?, String?, String?, MOFEvaluation.State)])
  func licence(own: String?, whole: String?, used: String?, state: MOFEvaluation.State) throws {
    let evaluation = evaluate(
      [.modelCard], licence: whole, own: own.map { [.modelCard: $0] } ?? [:])
    let row = try #require(evaluation.row(.modelCard))
    #expect(row.licence?.lossyString == used)
    #expect(row.state == state)
  }

  @Test("the licence of a kind comes before that of the release")
  func kinds() throws {
    let release = MOFRelease(
      name: UntrustedText("x"), distribution: .init(name: UntrustedText("none")),
      licences: [.code: .init(name: UntrustedText("MIT")), .data: .init(name: UntrustedText(""))],
      items: [.init(.trainingCode), .init(.datasets), .init(.modelCard)])
    let evaluation = MOFEvaluation(release, licences)
    #expect(evaluation.row(.trainingCode)?.state == .included)
    #expect(evaluation.row(.datasets)?.licence == UntrustedText("none"))
    #expect(evaluation.row(.modelCard)?.state == .invalid)
  }

  @Test("an open licence for other content is only a warning")
  func appropriate() {
    #expect(evaluate([.modelCard], licence: "MIT").row(.modelCard)?.isInappropriate == true)
    #expect(evaluate([.modelCard]).row(.modelCard)?.isInappropriate == false)
    #expect(
      evaluate([.trainingCode], licence: "GPL-3.0-only").row(.trainingCode)?.isInappropriate == true
    )
    #expect(licences.isAppropriate("OpenMDW-1.0", for: .data))
    #expect(licences.isAppropriate("C-UDA-1.0", for: .data) && !licences.isOpen("C-UDA-1.0"))
  }
}
