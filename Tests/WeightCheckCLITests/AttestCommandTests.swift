// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestSupport
internal import Testing

/// The command `attest`, and `verify` and `inspect` of what it wrote.
struct AttestCommandTests {
  let release: SampleRelease

  init() throws {
    release = try SampleRelease(checksums: false)
  }

  private func read(_ name: String) throws -> String {
    try String(contentsOfFile: "\(release.path)/\(name)", encoding: .utf8)
  }

  private func names(_ folder: String? = nil) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: folder ?? release.path))
  }

  private static func file(_ tensors: [SafetensorsBuilder.NamedTensor]) -> [UInt8] {
    SafetensorsBuilder(tensors: tensors).bytes
  }

  private static let tensors: [SafetensorsBuilder.NamedTensor] = [
    .init("a", "U8", [3], [1, 2, 3]), .init("b", "U8", [2], [4, 5]),
  ]

  // MARK: 0

  @Test("a weight manifest is written into the folder, and verifies it")
  func written() throws {
    let run = try Command.run("attest", release.path)
    #expect(run.status == 0)
    #expect(run.error.isEmpty)
    let size = "\(SampleRelease.weights.count + SampleRelease.config.count) B"
    let name = release.folder.path.lastComponent?.string ?? ""
    #expect(
      run.output == """
          left out: weights.intoto.json
          wrote \(release.path)/weights.intoto.json
        attested: \(name), 2 files, 1 weight file, 2 tensors, \(size); unsigned

        """)
    #expect(try names() == ["model.safetensors", "config.json", "weights.intoto.json"])
    let verification = try Command.run("verify", release.path, "--unlisted", "fail")
    #expect(verification.status == 0)
    #expect(verification.lastLine.hasPrefix("consistent: 2 files, 2 tensors, "))
    #expect(try Command.run("verify", release.model, "--whole-file").status == 0)
  }

  @Test("both formats are written, and each verifies alone")
  func formats() throws {
    let run = try Command.run(
      "attest", release.path, "--format", "weights", "--format", "sha256sums")
    #expect(run.status == 0)
    let manifest = "\(release.path)/weights.intoto.json"
    let sums = "\(release.path)/SHA256SUMS"
    #expect(try read("SHA256SUMS").split(separator: "\n").count == 2)
    #expect(try read("weights.intoto.json").contains("\"SHA256SUMS\""))
    for path in [manifest, sums] {
      let verification = try Command.run(
        "verify", release.path, "--manifest", path, "--require", "local")
      #expect(verification.status == 0)
    }
    #expect(try Command.run("verify", release.path, "--unlisted", "fail").status == 0)
  }

  @Test("one file is attested beside itself")
  func oneFile() throws {
    let run = try Command.run("attest", release.model)
    #expect(run.status == 0)
    #expect(try read("weights.intoto.json").contains(#""scope": "file""#))
    #expect(try Command.run("verify", release.model).status == 0)
    // The config is not listed.
    #expect(try Command.run("verify", release.path, "--unlisted", "fail").status == 1)
  }

  @Test("a relative path and the folder itself are paths like others")
  func relative() throws {
    for path in [".", "model.safetensors", "./"] {
      let run = try Command.run("attest", path, "--replace", in: release.folder.path)
      #expect(run.status == 0)
      #expect(try names().contains("weights.intoto.json"))
      #expect(try !read("weights.intoto.json").contains(release.path))
    }
  }

  @Test("name and version stand in the document")
  func nameAndVersion() throws {
    let run = try Command.run("attest", release.path, "--name", "org/m", "--version", "2.0")
    #expect(run.status == 0)
    #expect(
      try read("weights.intoto.json").contains(#""release": {"name": "org/m", "version": "2.0"}"#))
    #expect(run.lastLine.hasPrefix("attested: org/m, "))
  }

  // MARK: -o

  @Test("-o writes elsewhere, and such a manifest is worth more")
  func output() throws {
    let other = try TemporaryFolder()
    let target = other.path.appending("m.json").string
    #expect(try Command.run("attest", release.path, "-o", target).status == 0)
    #expect(try names() == ["model.safetensors", "config.json"])
    #expect(try names(other.path.string) == ["m.json"])
    let run = try Command.run("verify", release.path, "--manifest", target)
    #expect(run.status == 0)
    #expect(run.lastLine.hasPrefix("matches: "))
  }

  @Test("-o - writes the document and nothing else")
  func standardOutput() throws {
    let run = try Command.run("attest", release.path, "-o", "-")
    #expect(run.status == 0 && run.error.isEmpty)
    #expect(try run.json()["_type"] as? String == "https://in-toto.io/Statement/v1")
    #expect(try names() == ["model.safetensors", "config.json"])
    let sums = try Command.run("attest", release.path, "-o", "-", "--format", "sha256sums")
    #expect(
      sums.output
        == "\(SampleRelease.sha256(SampleRelease.config))  config.json\n"
        + "\(SampleRelease.sha256(SampleRelease.weights))  model.safetensors\n")
    let piped = try Command.run(
      "verify", release.path, "--manifest", "-", input: Array(run.output.utf8))
    #expect(piped.status == 0)
  }

  @Test("what is there already stays, unless it is to be replaced")
  func replace() throws {
    #expect(try Command.run("attest", release.path).status == 0)
    let first = try read("weights.intoto.json")
    try release.folder.write(Array("{ }\n".utf8), to: "config.json")
    let refused = try Command.run("attest", release.path)
    #expect(refused.status == 4)
    #expect(refused.output.isEmpty)
    #expect(
      refused.error
        == "weightcheck: \(release.path)/weights.intoto.json: is there already; --replace "
        + "replaces it\n")
    #expect(try read("weights.intoto.json") == first)
    #expect(try Command.run("attest", release.path, "--replace").status == 0)
    #expect(try read("weights.intoto.json") != first)
    #expect(try Command.run("verify", release.path, "--unlisted", "fail").status == 0)
  }

  @Test("--replace replaces a manifest, and never weights")
  func replaceWeights() throws {
    let run = try Command.run("attest", release.model, "-o", release.model, "--replace")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: release.model))
    #expect(run.status == 4)
    #expect(run.error.contains("is there and is no manifest, so it is not replaced"))
    #expect(Array(bytes) == SampleRelease.weights)
  }

  @Test("a link at the target is there already, also one that leads nowhere")
  func linkAtTarget() throws {
    try release.folder.link("weights.intoto.json", to: "nowhere")
    #expect(try Command.run("attest", release.path).status == 4)
    #expect(try names().contains("nowhere") == false)
  }

  @Test("output that cannot be written is 4, and leaves nothing behind")
  func unwritable() throws {
    for target in ["/proc/nothing/out", release.path] {
      let run = try Command.run("attest", release.path, "-o", target)
      #expect(run.status == 4, "\(target)")
      #expect(run.error.hasPrefix("weightcheck: "))
    }
    let below = try Command.run("attest", release.path, "-o", "\(release.path)/none/out")
    #expect(below.status == 64)
    #expect(try names() == ["model.safetensors", "config.json"])
  }

  // MARK: Refusals

  @Test("what should not be shipped is 2, is named, and nothing is written")
  func refused() throws {
    try release.folder.write(Array("TOKEN=1".utf8), to: ".env")
    let run = try Command.run("attest", release.path)
    #expect(run.status == 2)
    #expect(run.error.contains("weightcheck: .env: "))
    #expect(run.error.contains("[attest.file.secrets]"))
    #expect(run.lastLine.hasPrefix("refused: 1 finding in the way, nothing was written"))
    #expect(try names() == ["model.safetensors", "config.json", ".env"])
    #expect(
      try Command.run("attest", release.path, "--allow", "attest.file.secrets").status == 0)
    #expect(
      try Command.run("attest", release.path, "--replace", "--ignore", ".env").status == 0)
    #expect(try read("weights.intoto.json").contains("\".env\""))
  }

  @Test("a refusal does not touch the manifest that is there")
  func refusedReplace() throws {
    #expect(try Command.run("attest", release.path).status == 0)
    let before = try read("weights.intoto.json")
    try release.folder.write([1], to: "x.tmp")
    #expect(try Command.run("attest", release.path, "--replace").status == 2)
    #expect(try read("weights.intoto.json") == before)
  }

  @Test("a refusal writes no document to standard output")
  func refusedStandardOutput() throws {
    try release.folder.write([1], to: "x.tmp")
    let run = try Command.run("attest", release.path, "-o", "-")
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.error.contains("[attest.file.unfinished]"))
  }

  @Test("a malformed weight file is 3, whatever is allowed")
  func malformed() throws {
    try release.folder.write(SampleRelease.weights + [0], to: "model.safetensors")
    #expect(try Command.run("attest", release.path).status == 3)
    #expect(try Command.run("attest", release.model).status == 3)
    #expect(try names() == ["model.safetensors", "config.json"])
  }

  @Test("a folder without weights is 2, a path that is not there 4")
  func nothing() throws {
    let folder = try TemporaryFolder()
    #expect(try Command.run("attest", folder.path.string).status == 2)
    #expect(try Command.run("attest", folder.path.string + "/none").status == 4)
    #expect(try names(folder.path.string) == [])
  }

  @Test(
    "a command line that makes no sense is 64",
    arguments: [
      ["attest"], ["attest", "a", "b"], ["attest", "x", "--format", "oms2"],
      ["attest", "x", "--ignore", "../y"],
      ["attest", "x", "-o", "y", "--format", "weights", "--format", "sha256sums"],
      ["attest", "x", "--threads", "0"],
    ])
  func usage(arguments: [String]) throws {
    let run = try Command.start(arguments).finish()
    #expect(run.status == 64)
    #expect(run.error.hasPrefix("weightcheck: ") && run.output.isEmpty)
  }

  @Test("standard output takes one document, so -o - and --json exclude each other")
  func twoDocuments() throws {
    let run = try Command.run("attest", release.path, "-o", "-", "--json")
    #expect(run.status == 64)
    #expect(try run.json()["schema"] as? String == "weightcheck/error/1")
  }

  // MARK: JSON

  @Test("the document says what was written")
  func json() throws {
    let document = try Command.run("attest", release.path, "--json").json()
    #expect(document["schema"] as? String == "weightcheck/attest/1")
    #expect(document["status"] as? Int == 0)
    #expect(document["files"] as? Int == 2)
    #expect(document["weightFiles"] as? Int == 1)
    #expect(document["tensors"] as? Int == 2)
    #expect(
      document["bytes"] as? Int == SampleRelease.weights.count + SampleRelease.config.count)
    #expect(document["excluded"] as? [String] == ["weights.intoto.json"])
    #expect((document["refusals"] as? [Any])?.isEmpty == true)
    #expect((document["findings"] as? [Any])?.isEmpty == true)
    let outputs = try #require(document["outputs"] as? [[String: String]])
    #expect(
      outputs == [["format": "weights", "path": "\(release.path)/weights.intoto.json"]])
  }

  @Test("the document says what stands in the way")
  func jsonRefused() throws {
    try release.folder.write([1], to: "x.tmp")
    let run = try Command.run("attest", release.path, "--json")
    #expect(run.status == 2)
    let document = try run.json()
    #expect(document["status"] as? Int == 2)
    #expect((document["outputs"] as? [Any])?.isEmpty == true)
    let refusals = try #require(document["refusals"] as? [[String: Any]])
    #expect(refusals.map { $0["id"] as? String } == ["attest.file.unfinished"])
    #expect(refusals.map { $0["path"] as? String } == ["x.tmp"])
  }

  @Test("what differs stands in the document of verify")
  func jsonOfVerify() throws {
    #expect(try Command.run("attest", release.path).status == 0)
    var bytes = SampleRelease.weights
    bytes[bytes.count - 1] ^= 1
    try release.folder.write(bytes, to: "model.safetensors")
    let run = try Command.run("verify", release.path, "--json")
    #expect(run.status == 1)
    let files = try #require(try run.json()["files"] as? [[String: Any]])
    let model = try #require(files.first { $0["path"] as? String == "model.safetensors" })
    #expect(model["sha256"] is NSNull)
    let tensors = try #require(model["tensors"] as? [String: Any])
    #expect(tensors["checked"] as? Int == 2)
    #expect(tensors["equal"] as? Int == 1)
    let failed = try #require(tensors["failed"] as? [[String: Any]])
    #expect(failed.count == 1)
    #expect(failed[0]["kind"] as? String == "tensor" && failed[0]["name"] as? String == "bias")
    #expect(failed[0]["offset"] as? Int == bytes.count - 4 && failed[0]["length"] as? Int == 4)
    #expect(failed[0]["actual"] as? String == SampleRelease.sha256(Array(bytes.suffix(4))))
    let text = try Command.run("verify", release.path)
    #expect(
      text.lastLine
        == "failed: model.safetensors is not what was claimed: tensor 'bias' at byte "
        + "\(bytes.count - 4) differs")
  }

  // MARK: Sets

  /// A set of two shards and an index, with checksums of all.
  private func writeSet() throws {
    try release.folder.remove("model.safetensors")
    try release.folder.write(
      Self.file([Self.tensors[0]]), to: "model-00001-of-00002.safetensors")
    try release.folder.write(
      Self.file([Self.tensors[1]]), to: "model-00002-of-00002.safetensors")
    try release.folder.write(
      Array(
        (#"{"weight_map":{"a":"model-00001-of-00002.safetensors","#
          + #""b":"model-00002-of-00002.safetensors"}}"#).utf8),
      to: "model.safetensors.index.json")
  }

  private var index: String { "\(release.path)/model.safetensors.index.json" }

  @Test("a shard index as PATH stands for its files")
  func indexAsPath() throws {
    try writeSet()
    #expect(try Command.run("attest", release.path).status == 0)
    let run = try Command.run("verify", index)
    #expect(run.status == 0)
    #expect(run.lastLine.hasPrefix("consistent: 3 files, 2 tensors, "))
    // What the index does not name is no part of it.
    try release.folder.write([9], to: "config.json")
    #expect(try Command.run("verify", index).status == 0)
    #expect(try Command.run("verify", release.path).status == 1)
    // What it names is.
    let shard = "model-00002-of-00002.safetensors"
    try release.folder.write(Self.file([.init("b", "U8", [2], [4, 6])]), to: FilePath(shard))
    let failed = try Command.run("verify", index)
    #expect(failed.status == 1)
    #expect(failed.lastLine.contains("\(shard) is not what was claimed: tensor 'b' "))
    try release.folder.remove(FilePath(shard))
    let missing = try Command.run("verify", index, "--missing", "report")
    #expect(missing.status == 2)
    #expect(missing.lastLine.contains("is missing"))
  }

  @Test("an index that contradicts its files is 2, though all bytes are as claimed")
  func contradictingIndex() throws {
    try writeSet()
    try release.folder.write(
      Array(
        (#"{"weight_map":{"a":"model-00002-of-00002.safetensors","#
          + #""b":"model-00002-of-00002.safetensors"}}"#).utf8),
      to: "model.safetensors.index.json")
    let sums = try Command.run("digest", release.path, "--format", "sha256sum")
    try release.folder.write(Array(sums.output.utf8), to: "SHA256SUMS")
    for path in [release.path, index] {
      let run = try Command.run("verify", path)
      #expect(run.status == 2)
      #expect(run.output.contains("[set.tensor.missing]"))
    }
  }

  @Test(
    "a broken index as PATH is never verified by its own bytes",
    arguments: [
      #"{"weight_map":{"a":"../model.safetensors"}}"#, #"{"weight_map":{"a":1}}"#,
      #"{"weight_map":{"a":"model.safetensors","a":"model.safetensors"}}"#, #"{"weight_map":"#,
    ])
  func brokenIndex(text: String) throws {
    try release.folder.write(Array(text.utf8), to: "model.safetensors.index.json")
    let sums = "\(SampleRelease.sha256(Array(text.utf8)))  model.safetensors.index.json\n"
    try release.folder.write(Array(sums.utf8), to: "SHA256SUMS")
    let run = try Command.run("verify", index)
    #expect(run.status == 2 || run.status == 3)
    #expect(try Command.run("inspect", index).status != 0)
  }

  @Test("inspect shows the files of a set, by its folder or its index")
  func inspectSet() throws {
    try writeSet()
    for path in [release.path, index] {
      let run = try Command.run("inspect", path, "--json")
      #expect(run.status == 0)
      let document = try run.json()
      #expect((document["files"] as? [Any])?.count == 2)
      #expect((document["totals"] as? [String: Any])?["tensors"] as? Int == 2)
    }
  }

  // MARK: Equivalent

  @Test("equal tensors in another file are 2, and 0 with --accept equivalent")
  func equivalent() throws {
    try release.folder.write(Self.file(Self.tensors), to: "model.safetensors")
    #expect(try Command.run("attest", release.path).status == 0)
    try release.folder.remove("model.safetensors")
    try release.folder.write(Self.file(Self.tensors.reversed()), to: "new.safetensors")
    let run = try Command.run("verify", release.path)
    #expect(run.status == 2)
    #expect(
      run.lastLine.contains(
        "new.safetensors has the claimed tensors, not the claimed bytes; --accept equivalent takes "
          + "that"))
    let accepted = try Command.run("verify", release.path, "--accept", "equivalent")
    #expect(accepted.status == 0)
    #expect(!accepted.lastLine.hasPrefix("verified"))
    let document = try Command.run(
      "verify", release.path, "--accept", "equivalent", "--json"
    ).json()
    let files = try #require(document["files"] as? [[String: Any]])
    let verdicts = files.filter { ($0["path"] as? String) == "new.safetensors" }
      .map { $0["verdict"] as? String }
    #expect(verdicts == ["equivalent"])
    #expect(
      try Command.run("verify", release.path, "--accept", "equivalent", "--require", "manifest")
        .status == 2)
    var tensors = Self.tensors
    tensors[0].data[0] ^= 1
    try release.folder.write(Self.file(tensors.reversed()), to: "new.safetensors")
    #expect(try Command.run("verify", release.path, "--accept", "equivalent").status == 2)
  }

  @Test("only equivalent can be accepted")
  func acceptUsage() throws {
    #expect(try Command.run("verify", release.path, "--accept", "mismatch").status == 64)
  }

  // MARK: Attacks

  @Test("a link that the release brings along is not written through")
  func linkInRelease() throws {
    try release.folder.link("weights.intoto.json", to: "model.safetensors")
    let run = try Command.run("attest", release.path, "--replace")
    #expect(run.status == 4)
    #expect(run.error.contains("is a symbolic link, which is not written through"))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: release.model))
    #expect(Array(bytes) == SampleRelease.weights)
  }

  @Test(
    "only a manifest of a form that attest writes is replaced",
    arguments: [
      "# Model\n", "", "#version: 0.2\n", "a,,\nb,,\n", "{}", "[]", "text",
      #"{"_type":"https://in-toto.io/Statement/v1","predicateType":"https://slsa.dev/provenance/v1"}"#,
    ])
  func otherFile(text: String) throws {
    let folder = try TemporaryFolder()
    let other = try folder.write(Array(text.utf8), to: "other").string
    let run = try Command.run("attest", release.path, "-o", other, "--replace")
    #expect(run.status == 4)
    #expect(try String(contentsOfFile: other, encoding: .utf8) == text)
  }

  @Test("TRUST 6: documents written one after the other do not contradict each other")
  func inTurns() throws {
    for arguments in [
      [], ["--format", "sha256sums"], ["--replace"], ["--replace", "--format", "sha256sums"],
    ] {
      let run = try Command.start(["attest", release.path] + arguments).finish()
      #expect(run.status == 0)
    }
    #expect(try Command.run("verify", release.path).status == 0)
  }

  @Test("names of blanks alone stand in checksum lines too", arguments: [" ", "\t", " \t "])
  func blankNames(name: String) throws {
    try release.folder.write([1], to: FilePath(name))
    #expect(try Command.run("attest", release.path, "--format", "sha256sums").status == 0)
    #expect(try Command.run("verify", release.path, "--unlisted", "fail").status == 0)
    try release.folder.write([2], to: FilePath(name))
    #expect(try Command.run("verify", release.path).status == 1)
  }

  @Test("an empty folder has nothing to attest, whatever is allowed")
  func empty() throws {
    let folder = try TemporaryFolder()
    let run = try Command.run("attest", folder.path.string, "--allow", "attest.weights.none")
    #expect(run.status == 2)
    #expect(run.error.contains("[attest.nothing]"))
  }

  @Test("a shard index is no release")
  func indexAsRelease() throws {
    try release.folder.write(
      Array(#"{"weight_map":{"weight":"model.safetensors"}}"#.utf8),
      to: "model.safetensors.index.json")
    #expect(
      try Command.run("attest", release.path + "/model.safetensors.index.json").status == 64)
  }

  @Test("names with the largest number there is are grouped with others")
  func largestNumber() throws {
    let numbers = (0..<60).map { "\($0)" } + ["\(Int.max)", "9223372036854775808"]
    let tensors = numbers.map { SafetensorsBuilder.NamedTensor("t.\($0).w", "U8", [1], [1]) }
    try release.folder.write(Self.file(tensors), to: "model.safetensors")
    let run = try Command.run("inspect", release.model)
    #expect(run.status == 0)
    #expect(run.output.contains("t.{0-\(Int.max)}.w"))
    #expect(run.output.contains("t.9223372036854775808.w"))
  }
}
