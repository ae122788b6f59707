// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestSupport
internal import Testing

/// What people who downloaded with `huggingface_hub` verify, without any option.
struct HubTests {
  static let commit = String(repeating: "c0", count: 20)
  static let weights = SampleRelease.weights
  static let config = SampleRelease.config
  /// `git hash-object` of `{}` and LF.
  static let configBlob = "0967ef424bce6791893e9a57bb952f80fd536e93"

  let root: TemporaryFolder
  let model = "hub/models--org--name"
  var snapshot: String { "\(model)/snapshots/\(Self.commit)" }

  init() throws {
    root = try TemporaryFolder()
    try add("model.safetensors", SampleRelease.sha256(Self.weights), Self.weights)
    try add("config.json", Self.configBlob, Self.config)
    try root.write(Array(Self.commit.utf8), to: FilePath("\(model)/refs/main"))
    try root.write([], to: FilePath("\(model)/.no_exist/\(Self.commit)/adapter.safetensors"))
    try addDownload("model.safetensors", SampleRelease.sha256(Self.weights), Self.weights)
    try addDownload("config.json", Self.configBlob, Self.config)
  }

  func add(
    _ path: String, _ name: String, _ bytes: [UInt8], commit: String = commit
  ) throws {
    try root.write(bytes, to: FilePath("\(model)/blobs/\(name)"))
    try root.link(
      FilePath("\(model)/snapshots/\(commit)/\(path)"), to: "../../blobs/\(name)")
  }

  func addDownload(_ path: String, _ name: String, _ bytes: [UInt8]) throws {
    try root.write(bytes, to: FilePath("local/\(path)"))
    try root.write(
      Array("\(Self.commit)\n\(name)\n1712656091.123\n".utf8),
      to: FilePath("local/.cache/huggingface/download/\(path).metadata"))
  }

  func verify(_ path: String, _ options: String...) throws -> Command {
    try Command.start(["verify", path] + options, in: root.path).finish()
  }

  @Test("a whole model, a snapshot, a download and one file are consistent")
  func good() throws {
    for path in [model, snapshot, "local"] {
      let run = try verify(path)
      #expect(run.status == 0, "\(run.output)\(run.error)")
      #expect(run.error.isEmpty)
      #expect(
        run.lastLine
          == "consistent: 2 files, 2 tensors, \(Self.weights.count + Self.config.count) B, with "
          + "evidence found beside it; this shows no damage, not who published it; 1 file by SHA-1 only"
      )
    }
    for path in ["\(snapshot)/model.safetensors", "local/model.safetensors"] {
      let run = try verify(path)
      #expect(run.status == 0 && run.lastLine.hasPrefix("consistent: 1 file, 2 tensors"))
    }
  }

  @Test("JSON tells what is weak, and the form of the evidence")
  func json() throws {
    for (path, form) in [(snapshot, "huggingface-cache"), ("local", "huggingface-download")] {
      let document = try verify(path, "--json").json()
      let files = document["files"] as? [[String: Any]] ?? []
      #expect(files.map { $0["weak"] as? Bool } == [true, nil])
      let claims = files.compactMap { ($0["claims"] as? [[String: Any]])?.first }
      #expect(claims.map { $0["weak"] as? Bool } == [true, nil])
      #expect(claims.map { $0["algorithm"] as? String } == ["gitBlob", "sha256"])
      #expect(claims.map { $0["form"] as? String } == [form, form])
      #expect(document["assurance"] as? String == "local")
    }
  }

  @Test("one flipped byte is 1")
  func flipped() throws {
    var damaged = Self.weights
    damaged[damaged.count - 1] ^= 1
    let name = SampleRelease.sha256(Self.weights)
    try root.write(damaged, to: FilePath("\(model)/blobs/\(name)"))
    try root.write(damaged, to: "local/model.safetensors")
    for path in [model, snapshot, "local", "\(snapshot)/model.safetensors"] {
      let run = try verify(path)
      #expect(run.status == 1, "\(path)")
      #expect(run.lastLine.hasPrefix("failed: ") && run.lastLine.contains("model.safetensors"))
    }
    #expect(try verify("local/config.json").status == 0)
  }

  @Test("one flipped byte of a small file is 1, though its digest is weak")
  func flippedConfig() throws {
    try root.write(Array("[]\n".utf8), to: FilePath("\(model)/blobs/\(Self.configBlob)"))
    try root.write(Array("[]\n".utf8), to: "local/config.json")
    for path in [model, snapshot, "local"] { #expect(try verify(path).status == 1) }
  }

  @Test("of two snapshots of one model, both are looked at")
  func twoSnapshots() throws {
    let other = String(repeating: "d1", count: 20)
    try add("model.safetensors", SampleRelease.sha256(Self.weights), Self.weights, commit: other)
    #expect(try verify(model).lastLine.hasPrefix("consistent: 3 files, 4 tensors"))
    try root.write([1], to: FilePath("\(model)/snapshots/\(other)/extra.safetensors"))
    #expect(try verify(model).status == 3)
    #expect(try verify(snapshot).status == 0)
  }

  @Test("a link to another model's blob is not opened")
  func anotherModel() throws {
    let name = SampleRelease.sha256(Self.weights)
    try root.write(Self.weights, to: FilePath("hub/models--org--other/blobs/\(name)"))
    let file = FilePath("\(snapshot)/model.safetensors")
    try root.remove(file)
    try root.link(file, to: "../../../models--org--other/blobs/\(name)")
    for path in [model, snapshot] {
      let run = try verify(path)
      #expect(run.status == 2)
      #expect(run.lastLine.contains("leads out of the release folder, so it is not opened"))
    }
  }

  @Test("weights that only git's SHA-1 names are not verified")
  func weakWeights() throws {
    let blob = String(repeating: "0", count: 40)
    try add("weak.safetensors", blob, Self.weights)
    #expect(try verify(snapshot).status == 1)
    // The real name, as git computes it.
    let real = try Self.gitBlob(Self.weights)
    try root.remove(FilePath("\(snapshot)/weak.safetensors"))
    try root.remove(FilePath("\(model)/blobs/\(blob)"))
    try add("weak.safetensors", real, Self.weights)
    for path in [model, snapshot, "\(snapshot)/weak.safetensors"] {
      let run = try verify(path)
      #expect(run.status == 2, "\(path)")
      #expect(run.lastLine.contains("SHA-1, by which git names it, cannot verify weights"))
    }
  }

  @Test("TRUST 2.9: code that only a weak digest names is counted in the last line")
  func weakCode() throws {
    let script = Array("print()\n".utf8)
    try add("modeling.py", Self.gitBlob(script), script)
    let run = try verify(snapshot)
    #expect(run.status == 0)
    #expect(
      run.lastLine.hasSuffix(
        "; 2 files by SHA-1 only, 1 with code that no strong digest covers"))
  }

  @Test("what reads releases reads snapshots", arguments: ["inspect", "digest", "stats"])
  func otherCommands(command: String) throws {
    let run = try Command.run(command, snapshot, in: root.path)
    #expect(run.status == 0, "\(run.error)")
  }

  /// The name of a blob as `sha1sum` computes it.
  private static func gitBlob(_ bytes: [UInt8]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/sha1sum")
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    input.fileHandleForWriting.write(Data("blob \(bytes.count)\0".utf8) + Data(bytes))
    try input.fileHandleForWriting.close()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data.prefix(40), as: UTF8.self)
  }
}
