// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestSupport
internal import Testing

/// What `samples/README.md` says of the samples, row by row.
@Suite("samples")
struct SamplesTests {
  private static let root = FilePath(
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path)

  @Test(
    "each sample gives the status that its row states",
    arguments: [
      (["verify", "samples/tiny"], 0), (["verify", "samples/tiny-tampered"], 1),
      (["inspect", "samples/gguf/model.gguf"], 0), (["verify", "samples/gguf"], 2),
      (["verify", "samples/sharded"], 0),
      (["verify", "samples/sharded/model.safetensors.index.json"], 0),
      (["verify", "samples/resharded", "--manifest", "samples/sharded/weights.intoto.json"], 2),
      (
        [
          "verify", "samples/resharded", "--manifest", "samples/sharded/weights.intoto.json",
          "--accept", "equivalent",
        ], 0
      ),
      (["verify", "samples/attested"], 0), (["verify", "samples/attested-tampered"], 1),
    ] as [([String], Int32)])
  func row(arguments: [String], status: Int32) throws {
    let command = try Command.start(arguments, in: Self.root).finish()
    #expect(command.status == status)
  }

  @Test("the tampered twin's tensor is named")
  func namesTensor() throws {
    let command = try Command.run("verify", "samples/attested-tampered", in: Self.root)
    #expect(command.lastLine.contains("tensor 'layers.0.attention.bias' at byte 544 differs"))
  }

  @Test("attesting a sample gives its manifest byte for byte", arguments: ["attested", "sharded"])
  func reproduces(name: String) throws {
    let sample = Self.root.appending("samples").appending(name)
    let kept = try String(
      contentsOfFile: sample.appending("weights.intoto.json").string, encoding: .utf8)
    // The manifest that is there is left out as the one that will be written again is.
    let copy = try TemporaryFolder()
    let folder = copy.path.appending(name).string
    try FileManager.default.copyItem(atPath: sample.string, toPath: folder)
    #expect(try Command.run("attest", folder, "--replace").status == 0)
    let written = try String(contentsOfFile: folder + "/weights.intoto.json", encoding: .utf8)
    #expect(written == kept)
  }
}
