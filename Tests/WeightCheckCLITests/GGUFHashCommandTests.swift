// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import TestSupport
internal import Testing

/// What `verify` says of lines of gguf-hash, whose digests are those that `digest` gives.
@Suite("verify by lines of gguf-hash")
struct GGUFHashCommandTests {
  private let folder: TemporaryFolder
  /// A line for each tensor of the file, as gguf-hash writes it.
  private let lines: [String]

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(SafetensorsBuilder.tiny.bytes, to: "m.safetensors")
    let run = try Command.run(
      "digest", "m.safetensors", "--per", "tensor", "--json", in: folder.path)
    let file = try #require((try run.json()["files"] as? [[String: Any]])?.first)
    lines = (file["tensors"] as? [[String: Any]] ?? []).compactMap { tensor in
      guard let name = tensor["name"] as? String, let sha256 = tensor["sha256"] as? String else {
        return nil
      }
      return "sha256    \(sha256)  m.safetensors:\(name)\n"
    }
  }

  private func verify(_ text: String) throws -> Command {
    try folder.write(Array(text.utf8), to: "sums")
    return try Command.run(
      "verify", "m.safetensors", "--manifest", "sums", in: folder.path)
  }

  @Test("TRUST 1.1: tensors that all match verify no file")
  func equal() throws {
    try #require(!lines.isEmpty)
    let run = try verify(lines.joined())
    #expect(run.status == 2)
    #expect(run.output.contains("the bytes of the tensors it lists match; nothing else is covered"))
    #expect(
      run.lastLine.hasSuffix(
        "the bytes of tensors without names, types and metadata cannot verify a file"))
  }

  @Test("a tensor that differs, and one that is not there, are named")
  func different() throws {
    let first = try #require(lines.first)
    let flipped = first.replacing("sha256    ", with: "sha256    0", maxReplacements: 1)
    let index = flipped.index(flipped.startIndex, offsetBy: 74)
    let changed = String(flipped[..<index] + flipped[flipped.index(after: index)...])
    let run = try verify(changed + lines.dropFirst().joined())
    #expect(run.status == 1)
    #expect(run.output.contains("differs\n"))
    let absent = try verify(lines.joined() + first.replacing("\n", with: "x\n"))
    #expect(absent.status == 1)
    #expect(absent.output.contains("is not there"))
  }
}
