// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestSupport
internal import Testing

/// `openness FILE.yml`: a description by the Model Openness Framework, evaluated as its Tool does.
struct OpennessDescriptionTests {
  private static let folders = OpennessCommandTests.folders.appending("mof")

  @Test(
    "the samples are of the classes that they are called after",
    arguments: [
      (0, "Unclassified", ["III": 50, "II": 0, "I": 0]),
      (1, "Class I - Open Science Model", ["III": 100, "II": 100, "I": 100]),
      (2, "Class II - Open Tooling Model", ["III": 100, "II": 100, "I": 10 / 14 * 100.0]),
      (3, "Class III - Open Model", ["III": 100, "II": 60, "I": 0]),
    ] as [(Int, String, [String: Double])])
  func classes(number: Int, label: String, progress: [String: Double]) throws {
    let path = Self.folders.appending("class-\(number).yml").string
    let run = try Command.run("openness", path)
    #expect(run.status == 0 && run.error.isEmpty)
    let name = number == 0 ? "Sample without class" : "Sample of class \(number)"
    #expect(run.output.hasPrefix("\(name): \(label)\n"))
    let document = try Command.run("openness", path, "--json").json()
    #expect(document["schema"] as? String == "weightcheck/openness/1")
    #expect((document["identity"] as? [String: Any])?["name"] as? String == name)
    let mof = try #require(document["mof"] as? [String: Any])
    #expect(mof["class"] as? Int == number)
    #expect(mof["label"] as? String == label)
    #expect(mof["progress"] as? [String: Double] == progress)
    #expect((mof["components"] as? [Any])?.count == 17)
    #expect((mof["blockers"] as? [String])?.isEmpty == (number == 1))
  }

  private static let good = """
    framework:
      name: 'Model Openness Framework'
      version: '1.0'
      date: '2024-12-15'
    release:
      name: 'Sample'
      producer: 'Example Laboratory'
      license: {}
      components: []

    """

  @Test("the smallest description there is has no class")
  func smallest() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(Self.good.utf8), to: "release.yaml").string
    let run = try Command.run("openness", path)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("Sample: Unclassified\n"))
  }

  @Test(
    "a description that breaks a rule is 3, and the rule is named with its line",
    arguments: [
      ("", "", "framework"), ("framework:", "framework", "is not YAML"),
      ("'Model Openness Framework'", "'Another'", "line 2"),
      ("  producer: 'Example Laboratory'\n", "", "producer"),
      ("  license: {}\n", "", "license"), ("license: {}", "license: MIT", "line 8"),
      ("  components: []\n", "", "components"), ("components: []", "components: {}", "line 9"),
      ("components: []", "components: [{name: 'Model'}]", "'Model'"),
      ("components: []", "components: [x]", "line 9"),
      ("producer:", "type: music\n  producer:", "line 7"),
      ("producer:", "name: 'Twice'\n  producer:", "a second time"),
      ("'Sample'", "&name 'Sample'", "anchor"), ("'Sample'", "'Sam\u{0}ple'", "0x00"),
      ("'Sample'", "!!int '1'", "tag"), ("{}", "{", "is not YAML"),
    ])
  func malformed(old: String, new: String, words: String) throws {
    let folder = try TemporaryFolder()
    let text = old.isEmpty ? "" : Self.good.replacing(old, with: new, maxReplacements: 1)
    let path = try folder.write(Array(text.utf8), to: "release.yml").string
    let run = try Command.run("openness", path)
    #expect(run.status == 3 && run.output.isEmpty)
    #expect(run.error.split(separator: "\n").count == 1)
    #expect(
      run.error.hasPrefix(
        "weightcheck: \(path): not a description by the Model Openness Framework: "))
    #expect(run.error.contains(words.replacing("'", with: "\"")), "\(run.error)")
    let document = try Command.run("openness", path, "--json").json()
    #expect(document["schema"] as? String == "weightcheck/error/1")
    #expect(document["status"] as? Int == 3)
  }

  @Test("a description that is not there, or no file, is 4")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    try folder.makeFIFO("fifo.yml")
    try folder.link("link.yml", to: "nothing.yml")
    for name in ["nothing.yml", "fifo.yml", "link.yml"] {
      let run = try Command.run("openness", folder.path.appending(name).string)
      #expect(run.status == 4 && run.output.isEmpty, "\(name)")
      #expect(run.error.hasPrefix("weightcheck: "))
    }
    // A release may be called so.
    try folder.write(SafetensorsBuilder.tiny.bytes, to: "model.yml/model.safetensors")
    let release = try Command.run("openness", folder.path.appending("model.yml").string)
    #expect(release.status == 0)
    #expect(release.output.hasPrefix("this folder shows: "))
  }

  @Test("names in a description are shown escaped")
  func escapes() throws {
    let folder = try TemporaryFolder()
    let name = #""<b>\e[31m\u202E\a\u200B\x85""#
    for (old, new) in [
      ("'Sample'", name), ("license: {}", "license: {distribution: {name: \(name), path: ''}}"),
      ("components: []", "components: [{name: 'Model card', description: '', license: \(name)}]"),
      ("components: []", "components: [{name: \(name), description: ''}]"),
      ("producer:", "type: \(name)\n  producer:"), ("license:", "\(name): x\n  license:"),
    ] {
      let text = Self.good.replacing(old, with: new, maxReplacements: 1)
      let path = try folder.write(Array(text.utf8), to: "release.yml").string
      for more in [[], ["--json"], ["--verbose"]] {
        let run = try Command.start(["openness", path] + more).finish()
        #expect(run.rawCharacters == [])
      }
    }
  }

  @Test("what --mof writes of a sample is evaluated to the class of the sample")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let names = OpennessCommandTests.samples.map(\.name) + ["clean", "declared"]
    for name in names {
      let written = folder.path.appending("\(name).yml").string
      let sample = OpennessCommandTests.folders.appending(name).string
      let report = try Command.run("openness", sample, "--mof", written, "--json").json()
      let run = try Command.run("openness", written, "--json")
      #expect(run.status == 0)
      let expected = report["mofWithLinks"] as? [String: Any]
      let actual = try run.json()["mof"] as? [String: Any]
      for key in ["class", "label"] {
        #expect("\(actual?[key] ?? "")" == "\(expected?[key] ?? "none")", "\(name) \(key)")
      }
      #expect(
        actual?["progress"] as? [String: Double] == expected?["progress"] as? [String: Double])
    }
  }
}
