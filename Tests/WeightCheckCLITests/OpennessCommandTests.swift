// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestSupport
internal import Testing

/// What `openness` says of releases, and which status it ends with.
struct OpennessCommandTests {
  static let folders = Repository.path.appending("samples").appending("openness")

  // MARK: The samples

  /// A sample with its one finding.
  struct Sample: CustomTestStringConvertible {
    let name: String
    let finding: String
    let status: Int32
    /// Each piece of evidence as the text prints it.
    let evidence: [String]

    init(_ name: String, _ severity: String, _ evidence: [String]) {
      self.name = name
      finding = "\(name.prefix(4).uppercased()) \(severity)"
      status = severity == "contradiction" ? 1 : 0
      self.evidence = evidence
    }

    var testDescription: String { name }
  }

  static let samples = [
    Sample(
      "ow01-card-and-licence-file", "contradiction",
      ["README.md line 2: 'apache-2.0'", "LICENSE line 1: 'CC-BY-NC-4.0'"]),
    Sample(
      "ow02-card-and-weights", "contradiction",
      ["README.md line 2: 'apache-2.0'", "model.safetensors modelspec.license: 'CC-BY-NC-4.0'"]),
    Sample(
      "ow03-open-source-wording", "note",
      [
        "README.md line 12: 'It is fully open, for everyone.'", "README.md line 2: 'cc-by-nc-4.0'",
      ]),
    Sample(
      "ow04-restricted-base", "contradiction",
      ["README.md line 2: 'apache-2.0'", "README.md line 3: 'meta-llama/Llama-2-7b-hf'"]),
    Sample("ow05-pass-through", "gap", ["README.md line 3: 'meta-llama/Llama-3.1-8B'"]),
    Sample(
      "ow06-gated", "contradiction",
      ["README.md line 2: 'apache-2.0'", "README.md line 3: 'extra_gated_prompt'"]),
    Sample(
      "ow07-rider", "contradiction",
      ["README.md line 2: 'apache-2.0'", "LICENSE line 204: 'may not be used by'"]),
    Sample("ow08-licence-missing", "gap", ["README.md"]),
    Sample("ow09-licence-ambiguous", "gap", ["README.md line 2: 'cc'"]),
    Sample("ow10-no-data-information", "gap", []),
    Sample("ow11-no-training-code", "gap", ["README.md line 14: 'train.py'"]),
    Sample("ow12-no-card", "gap", []),
    Sample(
      "ow13-parameter-count", "contradiction",
      ["README.md line 4: 'Sample 7B'", "model.safetensors: '48 parameters'"]),
    Sample(
      "ow14-storage", "contradiction",
      ["config.json torch_dtype: 'bfloat16'", "model.safetensors: 'F32 100 %'"]),
    Sample(
      "ow15-incomplete-weights", "contradiction",
      [
        "model.safetensors.index.json: 'model-00002-of-00002.safetensors'",
        "model-00002-of-00002.safetensors: 'not in this folder'",
      ]),
    Sample("ow16-derived-weights-only", "note", ["model.gguf: 'Q8_0 89 %, F32 11 %'"]),
    Sample("ow17-unsafe-format", "gap", ["pytorch_model.bin"]),
    Sample("ow18-data-licence", "gap", ["data/LICENSE line 1: 'CC-BY-NC-4.0'"]),
    Sample("ow19-evaluation-unsupported", "gap", ["README.md line 12: 'Evaluation'"]),
    Sample(
      "ow20-claimed-standard", "note",
      ["README.md line 12: 'It is Class I of the Model Openness Framework.'"]),
  ]

  @Test("there is a sample for each of the twenty findings")
  func everyFinding() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folders.string).sorted()
    #expect(names.filter { $0.hasPrefix("ow") } == Self.samples.map(\.name))
    let numbers = Self.samples.map { $0.name.prefix(4) }
    #expect(numbers == (1...20).map { "ow\($0 < 10 ? "0" : "")\($0)" })
  }

  @Test("a sample has the finding that it is called after, and no other", arguments: samples)
  func document(sample: Sample) throws {
    let path = Self.folders.appending(sample.name).string
    let run = try Command.run("openness", path, "--json")
    #expect(run.status == sample.status && run.error.isEmpty)
    #expect(try run.opennessFindings() == [sample.finding])
    let document = try run.json()
    #expect(document["status"] as? Int32 == sample.status)
    let reasons = (document["reasons"] as? [[String: Any]] ?? []).map { $0["code"] as? String }
    #expect(reasons == (sample.status == 1 ? ["openness.contradicted"] : []))
    let finding = (document["findings"] as? [[String: Any]])?.first
    #expect((finding?["evidence"] as? [Any])?.count == sample.evidence.count)
    #expect((finding?["remedy"] as? String)?.isEmpty == false)
    // Both sides of a contradiction lie in the folder.
    if sample.status == 1 { #expect(sample.evidence.count == 2) }
  }

  @Test("the text quotes each piece of evidence with its place", arguments: samples)
  func text(sample: Sample) throws {
    let path = Self.folders.appending(sample.name).string
    let run = try Command.run("openness", path, "--verbose")
    #expect(run.status == sample.status)
    let lines = run.output.split(separator: "\n").map { $0.drop { $0 == " " } }
    let start = try #require(lines.firstIndex { $0.hasPrefix(sample.finding) })
    let quoted = lines[(start + 1)...].prefix(sample.evidence.count).map(String.init)
    #expect(quoted == sample.evidence)
    #expect(lines[start + 1 + sample.evidence.count].hasPrefix("to mend it: "))
    for word in ["openwashing", "violat", "illegal"] {
      #expect(!run.output.lowercased().contains(word))
    }
    #expect(run.lastLine.hasSuffix("computed from this folder, not an official classification"))
  }

  @Test("a contradiction is shown with its evidence without being asked for", arguments: samples)
  func screen(sample: Sample) throws {
    let run = try Command.run("openness", Self.folders.appending(sample.name).string)
    #expect(run.output.hasPrefix("this folder shows: "))
    #expect(run.output.contains(sample.finding))
    for line in sample.evidence where sample.status == 1 { #expect(run.output.contains(line)) }
    #expect(run.output.split(separator: "\n").count <= 24)
  }

  @Test("the clean sample has all of the framework's components, and no finding")
  func clean() throws {
    let run = try Command.run("openness", Self.folders.appending("clean").string, "--json")
    #expect(run.status == 0 && run.error.isEmpty)
    let document = try run.json()
    #expect(try run.opennessFindings() == [])
    #expect((document["label"] as? [String: Any])?["id"] as? String == "openScience")
    #expect((document["label"] as? [String: Any])?["linked"] as? [String] == [])
    let mof = try #require(document["mof"] as? [String: Any])
    #expect(mof["class"] as? Int == 1)
    #expect(mof["progress"] as? [String: Double] == ["I": 100, "II": 100, "III": 100])
    #expect(mof["blockers"] as? [String] == [])
    let components = mof["components"] as? [[String: Any]] ?? []
    #expect(components.count == 17)
    #expect(components.allSatisfy { $0["state"] as? String == "included" })
  }

  // MARK: Little to go by

  @Test("a weight file alone is not assessed, whatever it lies beside")
  func singleFile() throws {
    let file = Self.folders.appending("clean").appending("model.safetensors").string
    let run = try Command.run("openness", file)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("this file shows: not assessed"))
    let document = try Command.run("openness", file, "--json").json()
    #expect((document["label"] as? [String: Any])?["id"] as? String == "notAssessed")
    #expect(try Command.run("openness", file, "--require-class", "III").status == 2)
  }

  @Test("a folder without weights has none, and is not in the wrong")
  func noWeights() throws {
    let release = try OpennessRelease()
    try release.folder.remove(FilePath(OpennessRelease.weightsName))
    let run = try release.run()
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("this folder shows: no weights"))
    let empty = try TemporaryFolder()
    #expect(try Command.run("openness", empty.path.string).status == 0)
  }

  @Test("weights without a word about a licence are called that")
  func noLicence() throws {
    let release = try OpennessRelease(card: nil)
    let run = try release.run()
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("this folder shows: weights without a stated licence"))
  }
}
