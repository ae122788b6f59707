// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestSupport
internal import Testing

/// What `digest` writes for gguf-hash and what `verify` says of it; coreutils is the oracle of digests.
@Suite("Lines of gguf-hash, written and held against files")
struct GGUFHashCommandTests {
  private let folder: TemporaryFolder
  /// What gguf-hash --sha256 writes of `m.gguf`: its two tensors, and both together.
  private let lines: [String]
  private static let file = GGUFBuilder.tiny.build()

  init() throws {
    folder = try TemporaryFolder()
    let (bytes, places) = Self.file
    try folder.write(bytes, to: "m.gguf")
    lines = Self.lines(of: bytes, named: "m.gguf", places)
  }

  private static func lines(
    of bytes: [UInt8], named name: String, _ places: GGUFBuilder.Places
  ) -> [String] {
    let tensors = places.tensors.map { bytes[Int($0.data.lowerBound)..<Int($0.data.upperBound)] }
    return zip(["weight", "scale"], tensors).map { tensor, bytes in
      "sha256    \(SampleRelease.sha256(Array(bytes)))  \(name):\(tensor)\n"
    } + ["sha256    \(SampleRelease.sha256(tensors.flatMap(\.self)))  \(name)\n"]
  }

  private func verify(_ text: String, _ options: String...) throws -> Command {
    try folder.write(Array(text.utf8), to: "sums")
    return try Command.start(
      ["verify", "m.gguf", "--manifest", "sums"] + options, in: folder.path
    ).finish()
  }

  /// With the first digit of its digest changed.
  private static func changed(_ line: String) -> String {
    let index = line.index(line.startIndex, offsetBy: 10)
    return String(line[..<index]) + (line[index] == "0" ? "1" : "0")
      + String(line[line.index(after: index)...])
  }

  // MARK: digest

  @Test("the tensors in their order, then all together, without the padding between them")
  func written() throws {
    let run = try Command.run("digest", "m.gguf", "--format", "gguf-hash", in: folder.path)
    #expect(run.status == 0)
    #expect(run.output == lines.joined())
    #expect(run.error.isEmpty)
    for threads in ["1", "4"] {
      let again = try Command.run(
        "digest", "./m.gguf", "--format", "gguf-hash", "--per", "tensor", "--threads", threads,
        in: folder.path)
      #expect(again.output == lines.joined().replacing("m.gguf", with: "./m.gguf"))
    }
  }

  @Test("a folder has the lines of each of its files, and its output is not one of them")
  func folderOfShards() throws {
    let (bytes, places) = Self.file
    try folder.write(bytes, to: "r/m-2.gguf")
    try folder.write(bytes, to: "r/m-1.gguf")
    try folder.write([1], to: "r/notes.txt")
    let run = try Command.run(
      "digest", "r", "--format", "gguf-hash", "-o", "r/m.manifest", in: folder.path)
    #expect(run.status == 0 && run.output.isEmpty)
    let written = try Command.run("verify", "r", "--manifest", "r/m.manifest", in: folder.path)
    #expect(written.status == 2)
    let expected = ["m-1.gguf", "m-2.gguf"].flatMap { Self.lines(of: bytes, named: $0, places) }
    let output = folder.path.appending("r/m.manifest").string
    #expect(FileManager.default.contents(atPath: output) == Data(expected.joined().utf8))
  }

  @Test("a file without tensors has the line of nothing")
  func noTensors() throws {
    try folder.write(GGUFBuilder([.init("general.architecture", .text("a"))]).bytes, to: "e.gguf")
    let run = try Command.run("digest", "e.gguf", "--format", "gguf-hash", in: folder.path)
    #expect(run.output == "sha256    \(SampleRelease.sha256([]))  e.gguf\n")
  }

  @Test("safetensors has no such lines: status 64, before anything is hashed or written")
  func safetensors() throws {
    try folder.write(SafetensorsBuilder.tiny.bytes, to: "m.safetensors")
    for path in ["m.safetensors", "."] {
      let run = try Command.run(
        "digest", path, "--format", "gguf-hash", "-o", "out", in: folder.path)
      #expect(run.status == 64)
      #expect(
        run.error
          == "weightcheck: m.safetensors: not a GGUF file, of which alone gguf-hash has lines: "
          + "use --per tensor\n")
      let output = folder.path.appending("out").string
      #expect(!FileManager.default.fileExists(atPath: output))
    }
  }

  @Test("options that do not go together are refused")
  func usage() throws {
    for options in [["--per", "file"], ["--per", "both"], ["--json"]] {
      let run = try Command.start(
        ["digest", "m.gguf", "--format", "gguf-hash"] + options, in: folder.path
      ).finish()
      #expect(run.status == 64)
    }
  }

  @Test("a tensor's name that breaks its line is not written: status 2")
  func lineBreak() throws {
    var file = GGUFBuilder.tiny
    file.tensors[0].name = Array("a\nsha256    0".utf8)
    try folder.write(file.bytes, to: "n.gguf")
    let run = try Command.run("digest", "n.gguf", "--format", "gguf-hash", in: folder.path)
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.error.contains("a name in it has a line break or a NUL"))
  }

  // MARK: verify

  @Test("TRUST 1.1: tensors that all match verify no file, nor do all of them together")
  func equal() throws {
    for text in [lines.joined(), lines[2], lines[...1].joined()] {
      let run = try verify(text)
      #expect(run.status == 2)
      #expect(run.output.contains("match; nothing else is covered (sums)"))
      #expect(!run.output.contains("says nothing of"))
      #expect(
        run.lastLine.hasSuffix(
          "the bytes of tensors without names, types and metadata cannot verify a file"))
    }
  }

  @Test("TRUST 2.1: a tensor that differs, and one that is not there, are named: status 1")
  func different() throws {
    let run = try verify(Self.changed(lines[0]) + lines[1])
    #expect(run.status == 1)
    #expect(run.output.contains("tensor 'weight' at byte 224 differs\n"))
    #expect(run.output.contains("equal: 1 of 2 tensors"))
    let absent = try verify(lines.joined() + lines[0].replacing("\n", with: "x\n"))
    #expect(absent.status == 1)
    #expect(absent.output.contains("tensor 'weightx' is not there"))
    let document = try verify(Self.changed(lines[0]) + lines[1], "--json").json()
    let file = try #require((document["files"] as? [[String: Any]])?.first)
    let claims = try #require(file["claims"] as? [[String: Any]])
    #expect(claims.map { $0["covers"] as? String } == ["tensorData"])
    #expect(claims.map { $0["verdict"] as? String } == ["mismatch"])
  }

  @Test("TRUST 2.1: all tensors together differ: status 1, though each that is listed matches")
  func differentTogether() throws {
    for text in [Self.changed(lines[2]), lines[0] + lines[1] + Self.changed(lines[2])] {
      let run = try verify(text)
      #expect(run.status == 1)
      #expect(run.output.contains("the bytes of all tensors together differ\n"))
      #expect(run.output.contains("equal: 2 of 2 tensors") == (text.count > lines[2].count))
      let found = lines[2].dropFirst(10).prefix(64)
      #expect(run.output.contains("found    sha256 \(found)"))
    }
  }

  @Test("TRUST 2.1: a difference wins over evidence that verifies the file")
  func besideOthers() throws {
    try folder.write(
      Array("\(SampleRelease.sha256(Self.file.bytes))  m.gguf\n".utf8), to: "SHA256SUMS")
    for (line, status) in [(lines[2], 0), (Self.changed(lines[2]), 1)] {
      let run = try verify(line, "--manifest", "SHA256SUMS")
      #expect(run.status == status)
    }
    let fast = try verify(Self.changed(lines[2]), "--manifest", "SHA256SUMS", "--fail-fast")
    #expect(fast.status == 1)
  }

  @Test("tensors that no line is of are counted, but where all of them together are covered")
  func uncovered() throws {
    let run = try verify(lines[0])
    #expect(run.status == 2)
    #expect(run.output.contains("m.gguf: sums says nothing of 1 of its 2 tensors, first 'scale'"))
    #expect(try verify(lines[0] + lines[2]).output.contains("says nothing of") == false)
  }

  @Test(
    "a file with lines of other hashes only: status 2, and they are named",
    arguments: [
      ("xxh64     0123456789abcdef  m.gguf:weight\n", "xxh64"),
      ("sha1      0123456789012345678901234567890123456789  m.gguf\n", "sha1"),
      ("uuid      7dd5c2fb-9b9d-5d1b-a7f0-3a1b1e7f9c2d  m.gguf\n", "uuid"),
    ])
  func otherKinds(_ line: String, _ kind: String) throws {
    let run = try verify(line)
    #expect(run.status == 2)
    #expect(run.output.contains("\(kind) of tensors is not checked (sums)"))
    #expect(
      run.lastLine.hasSuffix(
        "only \(kind) of its tensors, which is not checked and cannot verify a file"))
  }

  @Test("a file that has no tensors is not what lines of tensors are of")
  func notWeights() throws {
    try folder.write(Array("text\n".utf8), to: "notes")
    try folder.write(Array(lines[0].replacing("m.gguf", with: "notes").utf8), to: "sums")
    let run = try Command.run("verify", "notes", "--manifest", "sums", in: folder.path)
    #expect(run.status == 1)
    #expect(run.output.contains("tensor 'weight' is not there"))
    try folder.write(Array(Self.file.bytes.prefix(100)), to: "m.gguf")
    #expect(try verify(lines.joined()).status == 3)
  }
}
