// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestSupport
internal import Testing

/// The keys of `weightcheck/openness/1`.
struct OpennessDocumentTests {
  private static let samples = Repository.path.appending("samples")

  @Test(
    "a report has every key of its contract, for any release", arguments: ["clean", "declared"])
  func report(name: String) throws {
    let path = OpennessCommandTests.folders.appending(name).string
    let document = try Command.run("openness", path, "--json").json()
    #expect(document["schema"] as? String == "weightcheck/openness/1")
    for key in [
      "tool", "status", "reasons", "label", "identity", "vouching", "tables", "weights", "licences",
      "restrictions", "lineage", "mof", "mofWithLinks", "osaid", "index", "fiveAttributes",
      "threeAspects", "euArticle53", "documentation", "findings", "unresolved", "problems",
    ] { #expect(document[key] != nil, "\(key)") }
    let mof = try #require(document["mof"] as? [String: Any])
    #expect(Set(mof.keys).isSuperset(of: ["class", "progress", "components", "blockers"]))
    let components = try #require(mof["components"] as? [[String: Any]])
    #expect(components.count == 17)
    let states = ["present", "linked", "declared", "absent", "contradicted", "n/a"]
    for component in components {
      let evidence = try #require(component["evidence"] as? [String: Any])
      #expect(states.contains(evidence["state"] as? String ?? ""))
    }
    let index = try #require(document["index"] as? [String: Any])
    #expect((index["criteria"] as? [Any])?.count == 12)
    #expect((index["former"] as? [Any])?.count == 2)
    let osaid = try #require(document["osaid"] as? [String: Any])
    #expect((osaid["elements"] as? [Any])?.count == 5)
    #expect((osaid["freedoms"] as? [Any])?.count == 4)
    #expect((document["fiveAttributes"] as? [Any])?.count == 5)
    #expect((document["threeAspects"] as? [Any])?.count == 3)
    let tables = try #require(document["tables"] as? [String: Any])
    #expect(tables["spdxVersion"] is String && tables["spdxDate"] is String)
  }

  @Test("the documents among the samples are what the command writes")
  func kept() throws {
    for (file, path) in [
      ("openness.json", "openness/ow07-rider"), ("openness-mof.json", "openness/mof/class-2.yml"),
    ] {
      let kept = try String(
        contentsOfFile: Self.samples.appending("json").appending(file).string, encoding: .utf8)
      let run = try Command.run("openness", path, "--json", in: Self.samples)
      #expect(run.output == kept, "\(file)")
    }
  }

  @Test("what is declared stays declared")
  func declared() throws {
    let path = OpennessCommandTests.folders.appending("declared").string
    let document = try Command.run("openness", path, "--json").json()
    let mof = document["mof"] as? [String: Any]
    let components = mof?["components"] as? [[String: Any]] ?? []
    let declared = components.filter {
      ($0["evidence"] as? [String: Any])?["state"] as? String == "declared"
    }
    #expect(
      Set(declared.compactMap { $0["name"] as? String }) == [
        "Model architecture", "Data card", "Technical report", "Evaluation results",
      ])
    #expect(mof?["class"] as? Int == 0)
    #expect((document["mofWithLinks"] as? [String: Any])?["class"] as? Int == 3)
    for component in declared {
      let evidence = component["evidence"] as? [String: Any]
      let items = evidence?["items"] as? [[String: Any]] ?? []
      #expect(items.first?["path"] as? String == "openness-declaration.yaml")
      #expect(items.first?["line"] is Int)
    }
  }

  @Test(
    "a declaration that cannot be used is 3",
    arguments: [
      ("", "states nothing"), ("- x\n", "mapping"), ("by: x\nbogus: y\n", "bogus"),
      ("components: {model-cart: {statement: x}}\n", "model-cart"),
      ("withheld: [datasets]\ncomponents: {datasets: {location: x}}\n", "withholds"),
      ("by: &a x\ndate: *a\n", "anchor"), ("by: \u{FFFE}\n", "line 1"),
    ])
  func malformedDeclaration(text: String, words: String) throws {
    let release = try OpennessRelease()
    try release.folder.write(Array(text.utf8), to: "openness-declaration.yaml")
    let run = try release.run()
    #expect(run.status == 3)
    #expect(
      run.error.hasPrefix(
        "weightcheck: openness-declaration.yaml: the declaration cannot be used: "))
    #expect(run.error.contains(words), "\(run.error)")
    #expect(run.error.split(separator: "\n").count == 1)
  }
}
