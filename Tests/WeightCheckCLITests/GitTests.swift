// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestSupport
internal import Testing

/// Weights in a clone that are not what is committed.
@Suite(
  "verify in a git clone",
  .enabled("git is not installed") { FileManager.default.isExecutableFile(atPath: "/usr/bin/git") })
struct GitTests {
  let root: TemporaryFolder

  init() throws {
    root = try TemporaryFolder()
    try git("init", "-q")
    let sha256 = SampleRelease.sha256(SampleRelease.weights)
    let pointer =
      "version https://git-lfs.github.com/spec/v1\noid sha256:\(sha256)\n"
      + "size \(SampleRelease.weights.count)\n"
    try root.write(Array(pointer.utf8), to: "model.safetensors")
    try git("add", "-A")
    try git("commit", "-q", "-m", "c")
    try root.write(SampleRelease.weights, to: "model.safetensors")
  }

  private func git(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/git")
    process.arguments = ["-c", "user.name=n", "-c", "user.email=n@n"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: root.path.string)
    process.environment = ["HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1"]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "git \(arguments)")
  }

  @Test("weights that were changed since are said to differ from the commit")
  func changed() throws {
    #expect(try Command.run("verify", ".", in: root.path).status == 0)
    var bytes = SampleRelease.weights
    bytes[bytes.count - 1] ^= 1
    try root.write(bytes, to: "model.safetensors")
    let run = try Command.run("verify", ".", in: root.path)
    #expect(run.status == 1)
    #expect(
      run.lastLine.contains(
        "model.safetensors is not what git's current commit says it is: changed since, or damaged"))
  }

  @Test("weights that are not checked out are missing, as the text says")
  func sparse() throws {
    try root.remove("model.safetensors")
    let run = try Command.run("verify", ".", in: root.path)
    #expect(run.status == 2)
    #expect(run.output.contains("and not there, as in a sparse checkout"))
  }
}
