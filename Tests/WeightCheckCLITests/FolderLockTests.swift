// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestCertificates
internal import TestSupport
internal import Testing

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Several runs of `attest` that write into one folder.
@Suite("Runs at the same time", .enabled(if: OpenSSLTool.isThere, "needs OpenSSL 3"))
struct FolderLockTests {
  let release: SampleRelease
  let tool: OpenSSLTool

  init() throws {
    release = try SampleRelease(checksums: false)
    tool = try OpenSSLTool()
    try tool.makeKey("own")
  }

  private func names() throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: release.path))
  }

  private func start(_ arguments: String...) throws -> Command.Running {
    try Command.start(["attest", release.path, "--key", tool.path("own.key")] + arguments)
  }

  private func verify() throws -> Int32 {
    try Command.run("verify", release.path, "--key", tool.path("own.pub")).status
  }

  private static let documents: Set = ["weights.intoto.sigstore.json", "model.sig"]

  @Test("what stays of many runs is all of one run", .timeLimit(.minutes(1)))
  func replacing() throws {
    for _ in 0..<3 {
      let runs = try (0..<8).map { try start("--replace", "--name", "n\($0)") }
      for run in runs { #expect(try run.finish().status == 0) }
      #expect(try verify() == 0)
    }
  }

  @Test("without --replace one of many runs writes, and all its documents", .timeLimit(.minutes(1)))
  func once() throws {
    let runs = try (0..<8).map { try start("--name", "n\($0)") }
    let statuses = try runs.map { try $0.finish().status }
    #expect(statuses.sorted() == [0, 4, 4, 4, 4, 4, 4, 4])
    #expect(try names() == Self.documents.union(["model.safetensors", "config.json"]))
    #expect(try verify() == 0)
  }

  @Test("a run waits for another one, with its documents ready", .timeLimit(.minutes(1)))
  func waiting() throws {
    let folder = try FileDescriptor.open(release.folder.path, .readOnly)
    #expect(flock(folder.rawValue, LOCK_EX) == 0)
    let run = try start()
    while try names().count(where: { $0.contains(".weightcheck-") }) < 2 && run.process.isRunning {}
    #expect(run.process.isRunning)
    #expect(try names().isDisjoint(with: Self.documents))
    try folder.close()
    #expect(try run.finish().status == 0)
    #expect(try verify() == 0)
  }

  @Test("a folder that stays locked is 4, and nothing is written", .timeLimit(.minutes(1)))
  func locked() throws {
    let folder = try FileDescriptor.open(release.folder.path, .readOnly)
    defer { try? folder.close() }
    #expect(flock(folder.rawValue, LOCK_EX) == 0)
    let run = try start().finish()
    #expect(run.status == 4)
    #expect(
      run.error == "weightcheck: \(release.path): is locked, as by another run that writes into "
        + "it: nothing was written\n")
    #expect(try names() == ["model.safetensors", "config.json"])
  }
}
