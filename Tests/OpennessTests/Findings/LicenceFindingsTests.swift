// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import TestSupport
import Testing
import UntrustedInput

@Suite("Statements of licences against each other")
struct LicenceFindingsTests {
  private func release(
    _ frontMatter: String, _ texts: [(path: String, text: String)] = [],
    body: String = "# Model\n\nA model.\n"
  ) throws -> OpennessReport {
    var folder = FolderBuilder(card: FolderBuilder.card(frontMatter, body))
    folder.texts += texts
    return try folder.report
  }

  private func apache() throws -> String {
    String(decoding: try #require(LicenceTexts.apache), as: UTF8.self)
  }

  @Test(
    "the card and the licence file",
    arguments: [
      ("apache-2.0", nil, .openWeights), ("cc-by-nc-4.0", .contradiction, .openAccess),
      ("llama3.1", .contradiction, .openAccess), ("mit", .gap, .openWeights),
      ("cc", .contradiction, .licenceUnclear),
    ] as [(String, OpennessFinding.Severity?, OpennessLabel)])
  func cardAndFile(
    licence: String, severity: OpennessFinding.Severity?, label: OpennessLabel
  ) throws {
    let report = try release("license: \(licence)", [("LICENSE", try apache())])
    #expect(report.findings(.cardAndLicenceFile).map(\.severity) == (severity.map { [$0] } ?? []))
    #expect(report.label.label == label)
    #expect(report.findings(.cardAndLicenceFile).allSatisfy { $0.evidence.count == 2 })
  }

  @Test("two licence files, one of which is the card's, do not contradict it")
  func severalFiles() throws {
    let report = try release(
      "license: apache-2.0", [("LICENSE-APACHE", try apache()), ("LICENSE-OTHER", "See MIT.\n")])
    #expect(report.findings(.cardAndLicenceFile).isEmpty)
  }

  @Test("a licence file for the code says nothing of the weights")
  func codeOnly() throws {
    let report = try release("license: cc-by-nc-4.0", [("LICENSE-CODE", try apache())])
    #expect(report.findings(.cardAndLicenceFile).isEmpty)
    #expect(report.licences.weights?.licenceClass == .nonCommercial)
    #expect(report.licences.code?.id == "Apache-2.0")
  }

  @Test("a package around the release is not the release")
  func package() throws {
    var folder = FolderBuilder(card: FolderBuilder.card("license: apache-2.0"))
    folder.surroundings = [
      ("x-1.dist-info/METADATA", "Name: x\nLicense: MIT\n\nLicense: GPL-3.0\n")
    ]
    let report = try folder.report
    #expect(report.licences.weights?.id == "Apache-2.0")
    let around = report.licences.statements.filter { $0.scope == .package }
    #expect(around.map(\.id) == ["MIT"])
    #expect(!report.isContradicted)
  }

  @Test("one restricting sentence makes Apache-2.0 terms of its own")
  func rider() throws {
    let text = try apache() + "\nNot to be used by companies of more than 100 people.\n"
    let report = try release("license: apache-2.0", [("LICENSE", text)])
    #expect(report.findings(.rider).map(\.severity) == [.contradiction])
    #expect(report.label.label == .licenceUnclear)
    #expect(report.licences.weights?.id == nil)
    #expect(report.mof.row(.finalParameters)?.state == .invalid)
  }

  @Test("a policy that restricts stands against an open licence; a notice is told")
  func policy() throws {
    let policy = "Prohibited uses: you may not use the model for military purposes.\n"
    let beside = try release("license: mit", [("USE_POLICY.md", policy)])
    #expect(beside.findings(.rider).map(\.severity) == [.contradiction])
    let notice = try release("license: mit", [("NOTICE", policy)])
    #expect(notice.findings(.rider).map(\.severity) == [.gap])
    let restricted = try release("license: llama3.1", [("USE_POLICY.md", policy)])
    #expect(restricted.findings(.rider).isEmpty)
  }

  @Test("what others made and a part of its own say nothing of the whole")
  func parts() throws {
    let nested = try release(
      "license: cc-by-nc-4.0", [("third_party/x/LICENSE", try apache())])
    #expect(nested.findings(.cardAndLicenceFile).isEmpty && !nested.isContradicted)
    #expect(nested.licences.weights?.id == "CC-BY-NC-4.0")
    let assets = try release("license: cc-by-nc-4.0", [("assets/LICENSE", try apache())])
    #expect(assets.licences.statements.map(\.scope) == [.release, .part])
    let others = try release("license: mit", [("THIRD_PARTY_LICENSES.txt", try apache())])
    #expect(others.licences.texts.isEmpty && others.licences.weights?.id == "MIT")
  }

  @Test("a modified text accuses nobody who does not call it what it resembles")
  func modifiedUnderItsOwnName() throws {
    let text = try apache() + "\nThe Software must not be used for military purposes.\n"
    for frontMatter in ["license: other\nlicense_name: acme-nc", "tags: [x]"] {
      let found = try release(frontMatter, [("LICENSE", text)])
      #expect(found.findings(.rider).map(\.severity) == [.gap])
      // What is quoted stands there.
      let items = found.findings(.rider).flatMap(\.evidence)
      #expect(items.allSatisfy { $0.token != UntrustedText("Apache-2.0") })
      #expect(found.osaid.isContradicted)
    }
  }

  @Test("the weights' own text must be the card's, whatever stands for the whole")
  func weightsText() throws {
    let report = try release(
      "license: llama3.1", [("LICENSE-MODEL", try apache())])
    #expect(report.findings(.cardAndLicenceFile).map(\.severity) == [.contradiction])
  }

  @Test("a name that asks for a text is answered by it")
  func answered() throws {
    for name in ["other", "unknown", "Apache-2.0 OR MIT"] {
      let report = try release("license: \(name)", [("LICENSE", try apache())])
      #expect(report.licences.weights?.id == "Apache-2.0", "\(name)")
      #expect(report.label.label == .openWeights && !report.isContradicted, "\(name)")
      #expect(report.findings(.cardAndLicenceFile).isEmpty, "\(name)")
    }
  }

  @Test("a licence in the card's text is spoken of, and not relied on")
  func prose() throws {
    let report = try release("tags: [x]", body: "# M\n\nReleased under the MIT License.\n")
    #expect(report.label.label == .licenceUnclear)
    #expect(report.findings(.licenceMissing).map(\.evidence.first?.place) == [.line(6)])
  }

  @Test("front matter after blank lines counts, and a licence of another kind is a fault")
  func placesOfFrontMatter() throws {
    var folder = FolderBuilder(card: "\n\n" + FolderBuilder.card("license: mit"))
    #expect(try folder.report.licences.weights?.id == "MIT")
    #expect(
      try folder.report.licences.statements.map(\.evidence.place) == [.line(4)])
    folder.texts[0].text = FolderBuilder.card("license: {name: mit}")
    #expect(try folder.report.problems.map(\.isFatal) == [true])
  }

  @Test("a gate stands against an open licence, and against no other")
  func gate() throws {
    let gate = "extra_gated_prompt: please"
    #expect(
      try release("license: mit\n\(gate)").findings(.gated).map(\.severity) == [.contradiction])
    #expect(try release("license: llama3.1\n\(gate)").findings(.gated).isEmpty)
    for open in ["gated: false", "gated: no", "gated: 'False'", "extra_gated_prompt: ''"] {
      #expect(try release("license: mit\n\(open)").findings(.gated).isEmpty)
    }
    let ungated = try release("license: mit\ngated: false\n\(gate)")
    #expect(ungated.findings(.gated).isEmpty)
  }

  @Test("a base whose licence restricts: a sourced row contradicts, one without a source does not")
  func bases() throws {
    let sourced = try release("license: mit\nbase_model: meta-llama/Llama-3.1-8B")
    #expect(sourced.findings(.restrictedBase).map(\.severity) == [.contradiction])
    let unsourced = try release("license: mit\nbase_model: google/gemma-2-2b")
    #expect(unsourced.findings(.restrictedBase).map(\.severity) == [.gap])
    let unknown = try release("license: mit\nbase_model: someone/something")
    #expect(unknown.findings(.restrictedBase).isEmpty)
    #expect(unknown.lineage.map(\.licenceClass) == [nil])
  }

  @Test("no licence, several and a family are told")
  func unclear() throws {
    #expect(try release("tags: [x]").findings(.licenceMissing).count == 1)
    #expect(try release("tags: [x]").label.label == .weightsWithoutLicence)
    #expect(try release("license: other").findings(.licenceMissing).count == 1)
    #expect(try release("license: [mit, apache-2.0]").findings(.licenceAmbiguous).count == 1)
    #expect(try release("license: gpl").findings(.licenceAmbiguous).count == 1)
    #expect(try release("license: unknown").findings(.licenceAmbiguous).count == 1)
    #expect(try release("license: mit").findings(.licenceAmbiguous).isEmpty)
  }

  @Test("a licence file that is no text is not a text of its own")
  func noText() throws {
    var folder = FolderBuilder(card: FolderBuilder.card("license: mit"))
    folder.blobs.append(("LICENSE", Array("%PDF-1.7\n".utf8) + [0, 1, 2]))
    let report = try folder.report
    #expect(report.problems.map(\.isFatal) == [true] && report.licences.texts.isEmpty)
    #expect(report.label.label == .notAssessed)
  }

  @Test("what cannot be read may state anything, so that nothing is said to be missing")
  func unread() throws {
    let report = try release("license: [mit")
    #expect(report.problems.map(\.isFatal) == [true])
    #expect(report.label.label == .notAssessed)
    #expect(report.findings(.licenceMissing).isEmpty && report.findings(.noDataInformation).isEmpty)
  }
}
