// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import TestSupport
import Testing
import UntrustedInput

@Suite("declarations of publishers")
struct DeclarationTests {
  private func read(_ text: String) throws(DeclarationError) -> Declaration {
    try Declaration(yaml: Array(text.utf8))
  }

  @Test("a declaration is read with its lines")
  func reading() throws {
    let declaration = try read(
      """
      by: Example Laboratory
      date: 2026-05-11
      components:
        training-code: {location: 'https://example.org/train', licence: Apache-2.0}
        Data card:
          location: DATA_CARD.md
          statement: Version 2
      data-information:
        description: {statement: Section 3}
        third-party-data: {location: LIST.md}
      index:
        trainingcode: {location: 'https://example.org/train'}
      withheld: [datasets, Model metadata]
      """)
    #expect(declaration.by == CardValue(UntrustedText("Example Laboratory"), line: 1))
    #expect(declaration.date?.text == UntrustedText("2026-05-11"))
    #expect(declaration.components[.trainingCode]?.licence?.text == UntrustedText("Apache-2.0"))
    #expect(declaration.components[.dataCard]?.line == 5)
    #expect(declaration.components[.dataCard]?.statement?.line == 7)
    #expect(declaration.dataInformation[.description]?.statement?.line == 9)
    #expect(declaration.dataInformation[.thirdPartyData]?.location?.line == 10)
    #expect(declaration.index["trainingcode"]?.line == 12)
    #expect(declaration.withheldLine(.datasets) == 13)
    #expect(declaration.withheld.map(\.component) == [.datasets, .modelMetadata])
    #expect(declaration.withheldLine(.trainingCode) == nil)
  }

  @Test(
    "each rule has its error",
    arguments: [
      ("", "the declaration states nothing"), ("# x\n", "the declaration states nothing"),
      ("- x\n", "line 1 has a list under \"declaration\", where a mapping is expected"),
      (
        "by: x\nlicense: y\n",
        "line 2 has the unknown key \"license\"; known are \"by\", \"date\", "
          + "\"components\", \"data-information\", \"index\", \"withheld\""
      ),
      ("by: [x]\n", "line 1 has a list under \"by\", where a single value is expected"),
      ("components: [x]\n", "line 1 has a list under \"components\", where a mapping is expected"),
      (
        "data-information:\n  x: {}\n",
        "line 2 has the unknown key \"x\"; known are \"description\", \"public-data\", "
          + "\"third-party-data\""
      ),
      (
        "components:\n  datasets: {path: x}\n",
        "line 2 has the unknown key \"path\"; known are \"location\", \"licence\", \"statement\""
      ),
      (
        "components:\n  datasets: {}\n",
        "line 2 states neither location nor licence nor statement for \"datasets\""
      ),
      (
        "components:\n  datasets: {licence: x}\n  Datasets: {licence: x}\n",
        "line 3 has \"Datasets\" a second time"
      ),
      ("withheld:\n- datasets\n- Datasets\n", "line 3 has \"Datasets\" a second time"),
      (
        "components:\n  datasets: {location: x}\nwithheld: [datasets]\n",
        "line 3 withholds \"Datasets\", for which a location is stated"
      ),
      (
        "withheld: datasets\n",
        "line 1 has a single value under \"withheld\", where a list is expected"
      ),
      (
        "withheld: [[x]]\n",
        "line 1 has a list under \"withheld\", where a single value is expected"
      ),
      ("by: &a x\n", "line 1 has an anchor, which is not accepted here"),
      ("by: x\nby: y\n", "line 1 has the key \"by\" a second time"),
    ])
  func refusals(text: String, sentence: String) {
    do throws(DeclarationError) {
      _ = try read(text)
      Issue.record("it was accepted")
    } catch {
      #expect("\(error)" == sentence)
    }
  }

  @Test("an unknown component or criterion is answered with the known ones")
  func known() {
    let keys = MOFComponent.allCases.map(\.key)
    #expect(
      throws: DeclarationError.unknownKey(UntrustedText("dataset"), line: 1, known: keys)
    ) { try read("withheld: [dataset]\n") }
    #expect(
      throws: DeclarationError.unknownKey(
        UntrustedText("api"), line: 2, known: Declaration.criteria)
    ) { try read("index:\n  api: {location: x}\n") }
  }
}
