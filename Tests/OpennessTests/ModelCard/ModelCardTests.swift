// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import TestSupport
import Testing
import UntrustedInput

@Suite("model cards")
struct ModelCardTests {
  private func card(_ text: String) -> ModelCard { ModelCard(Array(text.utf8)) }

  @Test("a card's front matter, headings and links have the lines of the file")
  func whole() throws {
    let text = """
      \u{FEFF}---\r
      license: apache-2.0\r
      base_model:
      - a/b
      - c/d
      ---
      # Title

      Text, see [the terms](LICENSE.md#x) and arXiv:2301.00001v2.
      ## Training data
      <!-- say what -->
      [More Information Needed]
      """
    let card = card(text)
    #expect(card.hasFrontMatter && card.frontMatterFault == nil)
    #expect(card.metadata.licences == [CardValue(UntrustedText("apache-2.0"), line: 2)])
    #expect(card.metadata.baseModels.map(\.line) == [4, 5])
    #expect(card.headings.map(\.line) == [7, 10])
    #expect(card.headings.map(\.content) == [.prose, .placeholder])
    #expect(card.headings[1].title == UntrustedText("Training data"))
    let bytes = Array(text.utf8)
    #expect(
      String(decoding: bytes[card.headings[1].byteRange], as: UTF8.self) == "## Training data")
    #expect(card.links.map(\.kind) == [.file, .arXiv])
    #expect(card.links.map(\.target.lossyString) == ["LICENSE.md", "2301.00001v2"])
    #expect(card.links.map(\.line) == [9, 9])
    #expect(card.findings(for: .modelCard).first { $0.slot == .trainingData }?.state == .empty)
  }

  @Test(
    "what is wrong with a front matter is told",
    arguments: [
      ("# x\n", "the file does not begin with a line \"---\""),
      ("---\nlicense: mit\n", "the block that begins on line 1 has no closing line \"---\""),
      ("---\na: [\n---\n", "line 3 is not YAML: did not find expected node content"),
      ("---\n- a\n---\n", "line 2 begins something else than keys with values"),
      ("---\n{{ card_data }}\n---\n", "line 2 has or may have a key that is not a single value"),
      ("---\na: 1\nlicense: x\nlicense: y\n---\n", "line 3 has the key \"license\" a second time"),
    ])
  func faults(text: String, sentence: String) {
    #expect(card(text).frontMatterFault == sentence)
  }

  @Test(
    "an empty front matter is no fault",
    arguments: ["---\n---\n", "---\n# x\n---", "---\n\n---\nx"])
  func emptyFrontMatter(text: String) {
    #expect(card(text).frontMatterFault == nil)
    #expect(card(text).metadata == CardMetadata())
  }

  @Test("every key is read, and wrong types are problems with lines")
  func metadata() throws {
    let metadata = card(
      """
      ---
      license: [mit, other]
      license_name: x
      license_link: LICENSE
      base_model: a/b
      base_model_relation: merge
      new_version: a/c
      datasets: [d, {e: f}]
      library_name: [no]
      pipeline_tag: text-generation
      language: en
      tags: {a: b}
      metrics:
      - accuracy
      gated: auto
      extra_gated_prompt: Say please.
      extra_gated_fields: {Name: text}
      extra_gated_eu_disallowed: true
      widget: [x]
      model-index:
      - name: m
        results:
        - dataset: {name: Set, type: set}
          metrics: [{type: acc, value: 0.5}, {value: 1}]
        - metrics: no
      - 5
      ---
      """
    ).metadata
    #expect(metadata.licences.map(\.text.lossyString) == ["mit", "other"])
    #expect(metadata.licenceName?.text == UntrustedText("x"))
    #expect(metadata.licenceLink?.line == 4)
    #expect(metadata.baseModels.map(\.text.lossyString) == ["a/b"])
    #expect(metadata.baseModelRelation?.text == UntrustedText("merge"))
    #expect(metadata.newVersion?.text == UntrustedText("a/c"))
    #expect(metadata.datasets.map(\.text.lossyString) == ["d"])
    #expect(metadata.languages.count == 1 && metadata.metrics.map(\.line) == [14])
    #expect(metadata.gated?.text == UntrustedText("auto"))
    #expect(metadata.gating.map(\.key.lossyString) == ["extra_gated_prompt", "extra_gated_fields"])
    #expect(metadata.isRefusedInEU?.line == 18)
    #expect(metadata.otherKeys == [CardValue(UntrustedText("widget"), line: 19)])
    let index = try #require(metadata.modelIndex)
    #expect(index.modelCount == 1 && index.resultCount == 2 && index.metricCount == 1)
    #expect(index.metrics.first?.dataset == UntrustedText("Set"))
    #expect(index.metrics.first?.value == UntrustedText("0.5"))
    #expect(
      metadata.problems.map { "\($0.line): \($0.sentence)" } == [
        "8: the list \"datasets\" holds a mapping, where a single value is expected",
        "9: \"library_name\" holds a list, where a single value is expected",
        "12: \"tags\" holds a mapping, where a list is expected",
        "24: a metric of \"model-index\" has no name or type",
        "25: \"metrics\" of \"model-index\" is a single value, where a list is expected",
        "26: a model of \"model-index\" is a single value, where a mapping is expected",
      ])
  }

  @Test(
    "a gate that is open is none",
    arguments: ["gated: false", "extra_gated_eu_disallowed: false", "gated:"])
  func noGate(line: String) {
    let metadata = card("---\n\(line)\n---\n").metadata
    #expect(metadata.gated == nil && metadata.isRefusedInEU == nil && metadata.problems.isEmpty)
  }

  @Test("headings in code, comments and quotes are none")
  func headings() {
    let card = card(
      """
      Before
      Setext one
      ===
      text
      ```python
      # not me
      ~~~
      ```
      <!--
      # nor me
      --> # nor this
          # nor code
      Two
      ---
      - item
      ---
      ####### seven
      #hash
      ### closed ### ##
      ~~~~
      ~~~
      # inside
      """)
    #expect(card.headings.map(\.title.lossyString) == ["Setext one", "Two", "closed ###"])
    #expect(card.headings.map(\.level) == [1, 2, 3])
    #expect(card.headings.map(\.line) == [2, 13, 19])
    #expect(card.preamble == .prose)
  }

  @Test(
    "placeholders are told from text",
    arguments: [
      ("[More Information Needed]", CardHeading.Content.placeholder), ("TODO", .placeholder),
      ("- **Developed by:** [More Information Needed]", .placeholder), ("N/A", .placeholder),
      ("More information needed.", .placeholder), ("{{ bias_risks }}", .placeholder),
      ("**License:** TBD", .placeholder), ("", .empty), ("<!-- write here -->", .empty),
      ("***", .empty), ("Trained on TODO lists", .prose), ("```\nx = 1\n```", .prose),
      ("| a | b |", .prose), ("<!-- a --> text", .prose), ("https://x.org", .prose),
    ])
  func placeholders(text: String, content: CardHeading.Content) {
    #expect(card("# A\n\(text)\n").headings.first?.content == content)
    #expect(card("# A\n\(text)\n# B\n").headings.first?.content == content)
  }

  @Test("a section has the text of the sections below it")
  func nested() {
    let findings = card("# Uses\n## Direct Use\ntext\n# Evaluation\n## x\n# Risks\ntext\n")
      .findings(for: .modelCard)
    let states = Dictionary(uniqueKeysWithValues: findings.map { ($0.slot, $0.state) })
    #expect(states[.uses] == .present)
    #expect(states[.evaluation] == .empty)
    #expect(states[.biasRisksLimitations] == .present)
    #expect(states[.environmentalImpact] == .absent)
    #expect(findings.first { $0.slot == .uses }?.heading?.line == 1)
  }
}
