// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import TestSupport
import Testing
import UntrustedInput

@Suite("What a folder shows of each framework")
struct FolderFrameworksTests {
  /// Files that make every component of the Model Openness Framework present.
  private static let everything = [
    "modeling_x.py", "DATASHEET.md", "technical_report.pdf", "paper.pdf", "eval_results/a.json",
    "train.py", "generate.py", "evaluate.py", "eval/test.jsonl", "requirements.txt",
    "data/train.jsonl", "preprocess.py", "checkpoint-1/model.safetensors", "samples/a.txt",
    "config.json",
  ]

  private static func whole(leavingOut left: Set<String> = []) -> FolderBuilder {
    var folder = FolderBuilder(card: FolderBuilder.card("license: apache-2.0"))
    folder.texts += everything.filter { !left.contains($0) && !$0.hasSuffix(".safetensors") }
      .map { ($0, $0.hasSuffix(".json") ? "{}" : "words\n") }
    if !left.contains("checkpoint-1/model.safetensors") {
      folder.weights.append(("checkpoint-1/model.safetensors", folder.weights[0].bytes))
    }
    return folder
  }

  @Test("a release with everything is of class I, and its label is open science")
  func everythingIsThere() throws {
    let report = try Self.whole().report
    #expect(report.mof.openingClass == 1)
    #expect(report.blockers.isEmpty)
    #expect(report.label.label == .openScience && report.label.linked.isEmpty)
    #expect(!report.osaid.isContradicted)
    #expect(report.components.allSatisfy { $0.evidence.state == .present })
  }

  @Test(
    "a required component that is not there is the blocker",
    arguments: [
      ("DATASHEET.md", MOFComponent.dataCard, 0), ("train.py", .trainingCode, 3),
      ("data/train.jsonl", .datasets, 2), ("preprocess.py", .preprocessingCode, 2),
      ("checkpoint-1/model.safetensors", .intermediateParameters, 2),
    ])
  func blockers(left: String, component: MOFComponent, openingClass: Int) throws {
    let report = try Self.whole(leavingOut: [left]).report
    #expect(report.mof.openingClass == openingClass)
    #expect(report.blockers == ["\(component.name) is not in this folder"])
  }

  @Test("an absent document contradicts nothing, in no framework")
  func absenceIsNoContradiction() throws {
    let report = try FolderBuilder(card: FolderBuilder.card("license: apache-2.0")).report
    #expect(!report.isContradicted && !report.osaid.isContradicted)
    #expect(report.index.rows.allSatisfy { $0.level != .closed })
    let rows = report.attributes.euArticle53 + report.attributes.fiveAttributes
    #expect(rows.allSatisfy { $0.evidence.state != .contradicted })
    #expect(report.osaid.declarationsNeeded.count == 4)
  }

  @Test(
    "the freedoms that a licence takes",
    arguments: [
      ("apache-2.0", []), ("cc-by-nc-4.0", ["use", "modify", "share"]),
      ("cc-by-nd-4.0", ["modify", "share"]), ("llama3.1", ["use", "modify", "share"]),
      ("openrail", ["use", "modify", "share"]), ("other", []), ("gpl-3.0", []),
    ] as [(String, [String])])
  func freedoms(licence: String, taken: [String]) throws {
    let report = try FolderBuilder(card: FolderBuilder.card("license: \(licence)")).report
    let contradicted = report.osaid.freedoms.filter { $0.evidence.state == .contradicted }
    #expect(contradicted.map(\.id) == taken)
    #expect(report.osaid.isContradicted == !taken.isEmpty)
  }

  @Test("what is declared to be withheld contradicts; what is declared stays declared")
  func declarations() throws {
    var folder = FolderBuilder(card: FolderBuilder.card("license: apache-2.0"))
    folder.texts.append(
      (
        "openness-declaration.yaml",
        """
        by: Someone
        components:
          training-code: {location: 'https://example.org/train', licence: Apache-2.0}
        data-information:
          third-party-data: {statement: 'none was used'}
        withheld: [datasets, data-card]
        """
      ))
    let report = try folder.report
    let training = try #require(report.components.first { $0.component == .trainingCode })
    #expect(training.evidence.state == .declared)
    #expect(training.evidence.items.map(\.place) == [.line(3)])
    #expect(report.mof.row(.trainingCode)?.state == .missing)
    #expect(report.mofWithLinks.row(.trainingCode)?.state == .included)
    let states = report.osaid.elements.map(\.row.evidence.state)
    #expect(states == [.contradicted, .absent, .declared, .declared, .present])
  }

  @Test("a declaration that cannot be read is a problem, and no declaration")
  func badDeclaration() throws {
    var folder = FolderBuilder(card: FolderBuilder.card("license: apache-2.0"))
    folder.texts.append(("openness-declaration.yaml", "nonsense: 1\n"))
    let report = try folder.report
    #expect(report.problems.map(\.path) == [UntrustedText("openness-declaration.yaml")])
    #expect(report.problems.allSatisfy { $0.isFatal })
  }

  @Test("links count as links: data by the front matter, code by a line that says so")
  func links() throws {
    let body = """
      # Model

      The training code is at https://github.com/x/train.

      ## Citation

      https://arxiv.org/abs/2401.00001

      ## Training data

      We used [a corpus](https://example.org/a), [its paper](https://arxiv.org/abs/1901.00001).
      """
    let report = try FolderBuilder(
      card: FolderBuilder.card("license: mit\ndatasets: [a/b, c]", body)
    ).report
    func row(_ component: MOFComponent) throws -> EvidenceRow {
      try #require(report.components.first { $0.component == component }).evidence
    }
    #expect(try row(.datasets).state == .linked)
    #expect(try row(.datasets).items.count == 2)
    #expect(try row(.trainingCode).items.map(\.place) == [.line(7)])
    #expect(try row(.technicalReport).items.map(\.token) == [UntrustedText("2401.00001")])
    #expect(try row(.evaluationCode).state == .absent)
    // What others publish is not under the licence of this release.
    #expect(report.mofWithLinks.row(.datasets)?.state == .unlicensed)
    #expect(report.index.rows.first { $0.criterion == .preprint }?.level == .open)
    #expect(report.findings(.noTrainingCode).map(\.severity) == [.note])
  }

  @Test("a file of code that the card names and that is not here is told")
  func mentions() throws {
    let report = try FolderBuilder(
      card: FolderBuilder.card("license: mit", "# M\n\nSee `train_script.py` and `Foo.bar`.\n")
    ).report
    let row = try #require(report.components.first { $0.component == .trainingCode })
    #expect(row.evidence.state == .absent)
    #expect(row.mention?.token == UntrustedText("train_script.py"))
    #expect(row.mention?.place == .line(6))
  }

  @Test("labels by what is there")
  func labels() throws {
    var file = FolderBuilder(card: nil)
    file.isFolder = false
    #expect(try file.report.label.label == .notAssessed)
    let states = Set(try file.report.components.map(\.evidence.state))
    #expect(states == [.present, .notApplicable])
    var empty = FolderBuilder(card: FolderBuilder.card("license: mit"))
    empty.weights = []
    #expect(try empty.report.label.label == .closed)
    let tooling = try Self.whole(leavingOut: ["preprocess.py"]).report
    #expect(tooling.label.label == .openTooling)
    #expect(tooling.label.missing == [.preprocessingCode])
    let weights = try Self.whole(leavingOut: ["train.py"]).report
    #expect(weights.label.label == .openWeights && weights.label.missing == [.trainingCode])
  }

  @Test("restricted code and data are no open tooling and no open science")
  func restrictedParts() throws {
    var folder = Self.whole()
    folder.texts.append(("LICENSE-CODE", "Not for commercial use.\n"))
    #expect(try folder.report.label.label == .openWeights)
    var data = Self.whole()
    data.texts.append(("DATASHEET.md", FolderBuilder.card("license: cc-by-nc-4.0")))
    data.texts.removeAll { $0.path == "DATASHEET.md" && $0.text == "words\n" }
    let report = try data.report
    #expect(report.label.label == .openTooling)
    #expect(report.mof.row(.datasets)?.state == .invalid)
    #expect(report.findings(.dataLicence).count == 1)
  }

  @Test("the licence of a release contradicts nothing about code that is elsewhere")
  func codeElsewhere() throws {
    var folder = FolderBuilder(card: FolderBuilder.card("license: cc-by-nc-4.0"))
    folder.texts.append(("config.json", "{\"architectures\":[\"X\"]}"))
    let code = try #require(try folder.report.osaid.elements.first { $0.row.id == "code" })
    #expect(code.row.evidence.state == .linked)
  }

  @Test("an index without results, and words without numbers, are no evaluation")
  func evaluation() throws {
    for (front, body, state) in [
      ("model-index: [{name: x, results: []}]", "A model.", EvidenceRow.State.absent),
      ("tags: [x]", "## Evaluation\n\nLater.", .absent),
      ("tags: [x]", "## Evaluation\n\nWe got 71.2 points.", .present),
    ] {
      let card = FolderBuilder.card("license: mit\n\(front)", "# M\n\n\(body)\n")
      let rows = try FolderBuilder(card: card).report.components
      #expect(rows.first { $0.component == .evaluationResults }?.evidence.state == state)
    }
  }

  @Test(
    "a standard is compared with what the folder shows",
    arguments: [
      ("It is a Class I model of the Model Openness Framework.", true, false),
      ("It is a Class I model of the Model Openness Framework.", false, true),
      ("See isitopen.ai for what that means.", false, true),
      ("It follows the Open Source AI Definition.", false, false),
    ])
  func standards(claim: String, isWhole: Bool, isFound: Bool) throws {
    var folder = isWhole ? Self.whole() : FolderBuilder(card: "")
    folder.texts.removeAll { $0.path == "README.md" }
    folder.texts.append(
      ("README.md", FolderBuilder.card("license: apache-2.0", "# M\n\n\(claim)\n")))
    #expect(try folder.report.findings(.claimedStandard).count == (isFound ? 1 : 0))
  }

  @Test("an empty file is a name and nothing more")
  func emptyFiles() throws {
    var folder = FolderBuilder(card: FolderBuilder.card("license: mit"))
    folder.texts += [("technical_report.pdf", ""), ("modeling_x.py", "")]
    let report = try folder.report
    #expect(report.blockers.contains("Technical report is not in this folder"))
    #expect(report.blockers.contains("Model architecture is not in this folder"))
  }

  @Test("the name of a library is no code of the release, to the index neither")
  func library() throws {
    let card = FolderBuilder.card("license: mit\nlibrary_name: transformers")
    let report = try FolderBuilder(card: card).report
    #expect(report.index.rows.first { $0.criterion == .trainingCode }?.lowerBound == nil)
  }

  @Test("the form of a declaration names what is not shown, and is read once it is filled in")
  func declarationForm() throws {
    let report = try FolderBuilder(
      card: FolderBuilder.card("license: mit\ndatasets: [a/b]")
    ).report
    let form = report.declarationForm
    #expect(form.contains("#  training-code: {location: '', licence: '', statement: ''}"))
    #expect(form.contains("#  datasets: {") && form.contains("linked, its licence unknown"))
    #expect(!form.contains("#  parameters: {"))
    #expect(throws: DeclarationError.empty) { try Declaration(yaml: Array(form.utf8)) }
    let filled = form.split(separator: "\n").dropFirst(2)
      .map { String($0.dropFirst()).replacing("''", with: "'x'") }.joined(separator: "\n")
    let declaration = try Declaration(yaml: Array(filled.utf8))
    #expect(declaration.components[.trainingCode]?.location?.text == UntrustedText("x"))
    #expect(declaration.dataInformation.count == 3)
  }

  @Test("a gate makes weights partly open to the index")
  func gatedIndex() throws {
    let report = try FolderBuilder(card: FolderBuilder.card("license: mit\ngated: auto")).report
    #expect(report.index.rows.first { $0.criterion == .weightsEndModel }?.level == .partial)
    #expect(report.index.mean == 0.5)
    #expect(report.index.decidedCount == 2)
    #expect(report.index.lowerBound < 0.2)
  }
}
