// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import TestSupport
import Testing
import UntrustedInput

@Suite("descriptions of releases by the Model Openness Framework")
struct MOFReleaseTests {
  private static let head =
    "framework: {name: Model Openness Framework, version: '1.0', date: 2024-12-15}\n"

  private func read(_ release: String) throws(MOFReleaseError) -> MOFRelease {
    try MOFRelease(yaml: Array((Self.head + "release:\n" + release).utf8))
  }

  @Test("a description is read")
  func reading() throws {
    let release = try read(
      """
        name: Tiny
        producer: Someone
        date: 2026-05-11
        type: language
        extra: [1]
        license:
          distribution: {name: Apache-2.0, path: LICENSE}
          document: {name: CC-BY-4.0}
        components:
          - {name: Model card, description: x}
          - {name: Datasets, license: unlicensed, component_path: data/}
          - {name: Model card, license: null, license_path: L}
      """)
    #expect(release.name == UntrustedText("Tiny"))
    #expect(release.facts["date"] == UntrustedText("2026-05-11"))
    #expect(release.distribution?.path == UntrustedText("LICENSE"))
    #expect(release.licences[.document]?.name == UntrustedText("CC-BY-4.0"))
    #expect(release.items.map(\.component) == [.datasets, .modelCard])
    #expect(release.item(.datasets)?.path == UntrustedText("data/"))
    #expect(release.item(.modelCard)?.licence == nil)
    #expect(release.item(.modelCard)?.licencePath == UntrustedText("L"))
  }

  @Test(
    "each rule has its error",
    arguments: [
      ("  name: x\n", "line 3 begins what lacks the required key \"producer\""),
      ("  name: x\n  producer: y\n", "line 3 begins what lacks the required key \"license\""),
      (
        "  name: x\n  producer: y\n  license: []\n",
        "line 3 begins what lacks the required key \"components\""
      ),
      ("  name: [x]\n", "line 3 has a list under \"name\", where a single value is expected"),
      (
        "  name: x\n  producer: y\n  type: lamp\n",
        "line 5 has \"lamp\" under \"type\", which is none of the values it may have"
      ),
      (
        "  name: x\n  producer: y\n  license: [MIT]\n",
        "line 5 has a list under \"license\", where a mapping is expected"
      ),
      (
        "  name: x\n  producer: y\n  license: {code: MIT}\n",
        "line 5 has a single value under \"code\", where a mapping is expected"
      ),
      (
        "  name: x\n  producer: y\n  license: {}\n  components: x\n",
        "line 6 has a single value under \"components\", where a list is expected"
      ),
      (
        "  name: x\n  producer: y\n  license: {}\n  components: [x]\n",
        "line 6 has a single value under \"components\", where a mapping is expected"
      ),
      (
        "  name: x\n  producer: y\n  license: {}\n  components: [{name: Model Card}]\n",
        "line 6 names the component \"Model Card\", which the framework does not know"
      ),
      ("  name: &x y\n", "line 3 has an anchor, which is not accepted here"),
    ])
  func refusals(text: String, sentence: String) {
    do throws(MOFReleaseError) {
      _ = try read(text)
      Issue.record("it was accepted")
    } catch {
      #expect("\(error)" == sentence)
    }
  }

  @Test("another framework is refused")
  func framework() {
    #expect(throws: MOFReleaseError.self) {
      try MOFRelease(yaml: Array("framework: {name: x, version: 1, date: 2}\n".utf8))
    }
    #expect(throws: MOFReleaseError.missing(key: "framework", line: 1)) {
      try MOFRelease(yaml: [])
    }
  }

  @Test("what is written is read back, hostile texts too")
  func roundTrip() throws {
    let nasty = [
      "it's", "a: b # c", "", "~", "2024-12-15", "yes", "line\nbreak", "tab\t\"q\" \\",
      "\u{1B}[31m", "\u{202E}x", "\u{2028}", "\u{85}", "x\u{FEFF}", "- a", "{x", "é", "🧪",
      " lead", "%TAG", "\u{0}", "\u{7F}", "\u{FFFE}", "\u{E000}",
    ]
    for text in nasty {
      let value = UntrustedText(text)
      let release = MOFRelease(
        name: value, facts: ["producer": value, "version": value],
        distribution: .init(name: value, path: value), licences: [.data: .init(name: value)],
        items: [
          .init(.modelCard, licence: value, licencePath: value, path: value), .init(.datasets),
        ])
      #expect(try MOFRelease(yaml: Array(release.yaml.utf8)) == release, "\(value)")
    }
    let bare = MOFRelease(name: UntrustedText("x"), facts: ["producer": UntrustedText("")])
    #expect(try MOFRelease(yaml: Array(bare.yaml.utf8)) == bare)
    #expect(bare.yaml.contains("  license: {}\n  components: []\n"))
  }
}
