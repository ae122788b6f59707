// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestSupport
internal import Testing

/// DESIGN section 4: which input ends with which status.
struct StatusTests {
  let release: SampleRelease

  init() throws {
    release = try SampleRelease()
  }

  // MARK: 0

  @Test("a release that matches its checksums is 0")
  func verified() throws {
    #expect(try Command.run("verify", release.path).status == 0)
    #expect(try Command.run("verify", release.model).status == 0)
    #expect(try Command.run("digest", release.path).status == 0)
    #expect(try Command.run("inspect", release.model).status == 0)
  }

  @Test("help and version are 0", arguments: [["--help"], ["--version"], ["verify", "--help"]])
  func help(arguments: [String]) throws {
    let run = try Command.start(arguments).finish()
    #expect(run.status == 0)
    #expect(!run.output.isEmpty && run.error.isEmpty)
  }

  // MARK: 1

  @Test("a changed byte is 1")
  func mismatch() throws {
    var bytes = SampleRelease.weights
    bytes[bytes.count - 1] ^= 1
    try release.folder.write(bytes, to: "model.safetensors")
    let run = try Command.run("verify", release.path)
    #expect(run.status == 1)
    #expect(run.lastLine == "failed: model.safetensors is not what was claimed")
  }

  @Test("an unlisted file is 1 under fail, and only counted otherwise")
  func unlisted() throws {
    try release.folder.write([1], to: "extra.txt")
    #expect(try Command.run("verify", release.path, "--unlisted", "fail").status == 1)
    let run = try Command.run("verify", release.path)
    #expect(run.status == 0)
    #expect(run.lastLine.hasSuffix("; 1 file not covered"))
  }

  // MARK: 2

  @Test("no evidence is 2")
  func noEvidence() throws {
    let release = try SampleRelease(checksums: false)
    let run = try Command.run("verify", release.model)
    #expect(run.status == 2)
    #expect(
      run.lastLine
        == "unestablished: no evidence found for \(release.model); 1 file not covered")
  }

  @Test("a manifest that names an absent file is 2, and 0 where that is only reported")
  func missingFile() throws {
    try release.folder.remove("config.json")
    #expect(try Command.run("verify", release.path).status == 2)
    #expect(try Command.run("verify", release.path, "--missing", "report").status == 0)
  }

  @Test("a missing weight file is never excused")
  func missingWeights() throws {
    try release.folder.write(SampleRelease.weights, to: "other.safetensors")
    let sums =
      "\(SampleRelease.sha256(SampleRelease.weights))  other.safetensors\n"
      + String(repeating: "0", count: 64) + "  model-2.safetensors\n"
    try release.folder.write(Array(sums.utf8), to: "SHA256SUMS")
    try release.folder.remove("model.safetensors")
    let run = try Command.run("verify", release.path, "--missing", "report")
    #expect(run.status == 2)
  }

  @Test(
    "a git-LFS pointer instead of weights is 2 and says what to do",
    arguments: [
      "verify", "inspect",
    ])
  func pointer(command: String) throws {
    let release = try SampleRelease(checksums: false)
    let pointer =
      "version https://git-lfs.github.com/spec/v1\noid sha256:"
      + SampleRelease.sha256(SampleRelease.weights) + "\nsize 104\n"
    try release.folder.write(Array(pointer.utf8), to: "model.safetensors")
    let run = try Command.run(command, release.model)
    #expect(run.status == 2)
    #expect((run.output + run.error).contains("not downloaded: run git lfs pull"))
  }

  @Test("a folder without weights is 2", arguments: ["verify", "inspect"])
  func withoutWeights(command: String) throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "readme.txt")
    #expect(try Command.run(command, folder.path.string).status == 2)
  }

  @Test("evidence below the required assurance is 2")
  func tooLittle() throws {
    let run = try Command.run("verify", release.path, "--require", "manifest")
    #expect(run.status == 2)
    #expect(
      run.lastLine == "unestablished: model.safetensors matches evidence worth 'local', and "
        + "'manifest' is required")
    #expect(try Command.run("verify", release.path, "--require", "signed").status == 2)
  }

  @Test("a manifest that the user names inside the release is worth no more than a found one")
  func namedInside() throws {
    let inside = release.folder.path.appending("SHA256SUMS").string
    let run = try Command.run("verify", release.path, "--manifest", inside)
    #expect(run.status == 2)
    #expect(run.output.contains("lies inside the release"))
    let accepted = try Command.run(
      "verify", release.path, "--manifest", inside, "--require", "local")
    #expect(accepted.status == 0)
    #expect(accepted.lastLine.hasPrefix("consistent: "))
  }

  @Test("an algorithm that proves nothing is 2")
  func unsupported() throws {
    try release.folder.write(
      Array("MD5 (model.safetensors) = d41d8cd98f00b204e9800998ecf8427e\n".utf8),
      to: "SHA256SUMS")
    let run = try Command.run("verify", release.model)
    #expect(run.status == 2)
    #expect(run.lastLine.contains("MD5 cannot verify a file"))
  }

  @Test("ignored weights are 2, with an error finding")
  func ignoredWeights() throws {
    let run = try Command.run("verify", release.path, "--ignore", "model.safetensors")
    #expect(run.status == 2)
    #expect(run.output.contains("[evidence.exempted]"))
    #expect(try Command.run("verify", release.path, "--ignore", "config.json").status == 0)
  }

  // MARK: 3

  @Test(
    "an empty file, a web page, an unknown format are 3",
    arguments: [
      [], Array("<!DOCTYPE html><html>login</html>".utf8), Array("what is this".utf8),
      [0x80, 2, 0x7D, 0x2E], [0x50, 0x4B, 3, 4, 0, 0, 0, 0],
    ] as [[UInt8]])
  func notWeights(content: [UInt8]) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(content, to: "model.safetensors").string
    let other = try folder.write(content, to: "other.bin").string
    for command in ["verify", "inspect"] {
      #expect(try Command.run(command, path).status == 3)
      #expect(try Command.run(command, other).status == 3)
    }
    #expect(try Command.run("digest", path).status == 3)
  }

  @Test("a broken weight file is 3 even if its digest matches")
  func brokenButClaimed() throws {
    let broken = SampleRelease.weights + [0]
    try release.folder.write(broken, to: "model.safetensors")
    let sums = "\(SampleRelease.sha256(broken))  model.safetensors\n"
    try release.folder.write(Array(sums.utf8), to: "SHA256SUMS")
    let run = try Command.run("verify", release.model)
    #expect(run.status == 3)
    #expect(run.lastLine.contains("the last tensor ends at "))
  }

  @Test("a broken manifest that the user named is 3; one that was found is a finding")
  func brokenManifest() throws {
    try release.folder.write(Array("not a manifest\n".utf8), to: "SHA256SUMS")
    let path = release.folder.path.appending("SHA256SUMS").string
    let named = try Command.run("verify", release.model, "--manifest", path)
    #expect(named.status == 3)
    #expect(named.lastLine.hasPrefix("malformed: \(path): is no manifest that weightcheck knows"))
    let found = try Command.run("verify", release.model)
    #expect(found.status == 2)
    #expect(found.output.contains("[manifest.malformed]"))
  }

  // MARK: 4

  @Test("a path that is not there is 4", arguments: ["verify", "inspect", "digest"])
  func absent(command: String) throws {
    let run = try Command.run(command, release.path + "/nothing.safetensors")
    #expect(run.status == 4)
    #expect(run.output.isEmpty)
    #expect(
      run.error
        == "weightcheck: \(release.path)/nothing.safetensors: no such file or folder\n")
  }

  @Test(
    "a dangling link, a FIFO and a device are 4, and nothing hangs",
    arguments: [
      "verify", "inspect", "digest",
    ])
  func special(command: String) throws {
    let dangling = try release.folder.link("dangling", to: "nowhere").string
    let fifo = try release.folder.makeFIFO("fifo").string
    for (path, sentence) in [
      (dangling, "a symbolic link to something that does not exist"),
      (fifo, "not a regular file"), ("/dev/zero", "not a regular file"),
    ] {
      let run = try Command.run(command, path)
      #expect(run.status == 4)
      #expect(run.error.contains(sentence))
    }
  }

  @Test("a manifest that cannot be read is 4")
  func unreadableManifest() throws {
    let run = try Command.run("verify", release.model, "--manifest", release.path + "/none")
    #expect(run.status == 4)
  }

  @Test("output that cannot be written is 4")
  func fullDisk() throws {
    let run = try Command.run("digest", release.model, "-o", "/proc/nothing/out")
    #expect(run.status == 4)
  }

  // MARK: 64

  @Test(
    "a command line that makes no sense is 64",
    arguments: [
      ["verify"], ["verify", "x", "--sha256", "abc"], ["verify", "x", "--bogus"],
      [
        "verify", "x", "--sha256", String(repeating: "0", count: 64), "--sha256",
        String(repeating: "1", count: 64),
      ],
      ["verify", "x", "y", "--sha256", String(repeating: "0", count: 64)],
      ["verify", "x", "--require", "much"], ["verify", "x", "--threads", "0"],
      ["verify", "x", "--ignore", "../y"], ["bogus"], ["digest", "x", "--per", "byte"],
      ["verify", "x", "--manifest", "-", "--manifest", "-"],
    ])
  func usage(arguments: [String]) throws {
    let run = try Command.start(arguments).finish()
    #expect(run.status == 64)
    #expect(run.error.hasPrefix("weightcheck: "))
    #expect(run.output.isEmpty)
  }

  // MARK: Several

  @Test("of several statuses the first of 1, 3, 4, 2 wins")
  func precedence() throws {
    let other = try TemporaryFolder()
    let empty = try other.write([], to: "empty.safetensors").string
    let absent = "\(other.path.string)/absent.safetensors"
    let unclaimed = try other.write(SampleRelease.weights, to: "unclaimed.safetensors").string
    var bad = SampleRelease.weights
    bad[bad.count - 1] ^= 1
    try release.folder.write(bad, to: "model.safetensors")
    let mismatch = release.model
    #expect(try Command.run("verify", unclaimed, absent).status == 4)
    #expect(try Command.run("verify", unclaimed, absent, empty).status == 3)
    #expect(try Command.run("verify", unclaimed, absent, empty, mismatch).status == 1)
    let document = try Command.run("verify", unclaimed, absent, empty, mismatch, "--json").json()
    let reasons = document["reasons"] as? [[String: Any]] ?? []
    #expect(Set(reasons.compactMap { $0["status"] as? Int }) == [1, 2, 3, 4])
  }
}
