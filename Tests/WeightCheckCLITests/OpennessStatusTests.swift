// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestSupport
internal import Testing

/// Which status `openness` ends with where it is not told by a finding.
struct OpennessStatusTests {
  private static let folders = OpennessCommandTests.folders

  // MARK: Classes

  @Test(
    "a class is met by itself and by those above it, and unclassified meets none",
    arguments: [
      (["clean", "--require-class", "I"], 0), (["clean", "--require-class", "II"], 0),
      (["clean", "--require-class", "III"], 0), (["declared", "--require-class", "III"], 2),
      (["declared", "--require-class", "III", "--with-links"], 0),
      (["declared", "--require-class", "II", "--with-links"], 2),
      (["declared", "--require-class", "I", "--with-links"], 2),
      (["mof/class-1.yml", "--require-class", "I"], 0),
      (["mof/class-2.yml", "--require-class", "I"], 2),
      (["mof/class-2.yml", "--require-class", "II"], 0),
      (["mof/class-3.yml", "--require-class", "II"], 2),
      (["mof/class-3.yml", "--require-class", "III"], 0),
      (["mof/class-0.yml", "--require-class", "III"], 2), (["mof/class-0.yml"], 0),
    ] as [([String], Int32)])
  func requiredClass(arguments: [String], status: Int32) throws {
    for more in [[], ["--json"]] {
      let run = try Command.start(["openness"] + arguments + more, in: Self.folders).finish()
      #expect(run.status == status && run.error.isEmpty)
      guard !more.isEmpty else { continue }
      let reasons = try run.json()["reasons"] as? [[String: Any]] ?? []
      #expect(
        reasons.map { $0["code"] as? String } == (status == 2 ? ["openness.classNotMet"] : []))
    }
  }

  @Test("the last line says that a class is not met")
  func unmetIsSaid() throws {
    let run = try Command.run("openness", "declared", "--require-class", "III", in: Self.folders)
    #expect(run.lastLine.hasSuffix("the required class is not met"))
  }

  // MARK: Several

  @Test("of several statuses the first of 1, 3, 4, 2 wins")
  func precedence() throws {
    let release = try OpennessRelease()
    #expect(try release.run("--require-class", "III").status == 2)
    try release.folder.write([], to: "empty.safetensors")
    let malformed = try release.run("--require-class", "III")
    #expect(malformed.status == 3)
    try release.folder.write(
      OpennessRelease.card(front: "license: apache-2.0\ngated: auto"), to: "README.md")
    let contradicted = try release.run("--require-class", "III", "--json")
    #expect(contradicted.status == 1)
    let reasons = try contradicted.json()["reasons"] as? [[String: Any]] ?? []
    #expect(reasons.compactMap { $0["status"] as? Int }.sorted() == [1, 2, 3])
  }

  @Test("a malformed weight file is 3, and the rest is reported")
  func malformedWeights() throws {
    let release = try OpennessRelease()
    try release.folder.write(Array("not weights".utf8), to: "other.safetensors")
    let run = try release.run("--json")
    #expect(run.status == 3)
    #expect((try run.json()["label"] as? [String: Any])?["id"] as? String == "openWeights")
  }

  // MARK: 4 and 64

  @Test("a path that is not there is 4", arguments: ["nothing", "nothing.yml", "a/nothing"])
  func absent(name: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path.pushing(FilePath(name)).string
    let run = try Command.run("openness", path)
    #expect(run.status == 4 && run.output.isEmpty)
    #expect(run.error == "weightcheck: \(path): no such file or folder\n")
    let document = try Command.run("openness", path, "--json").json()
    #expect(document["schema"] as? String == "weightcheck/error/1")
    #expect(document["status"] as? Int == 4)
  }

  @Test(
    "wrong usage is 64 and says so on standard error",
    arguments: [
      ["openness"], ["openness", "a", "b"], ["openness", "clean", "--require-class", "IV"],
      ["openness", "clean", "--require-class", "3"], ["openness", "clean", "--require-class", ""],
      ["openness", "clean", "--created", "yesterday"], ["openness", "clean", "--mof"],
      ["openness", "clean", "--bogus"], ["openness", "mof/class-1.yml", "--mof", "x.yml"],
      ["openness", "mof/class-1.yml", "--cyclonedx", "x.json"],
      ["openness", "mof/class-1.yml", "--spdx", "x.json"],
      ["openness", "mof/class-1.yml", "--verify"],
    ])
  func usage(arguments: [String]) throws {
    let run = try Command.start(arguments, in: Self.folders).finish()
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.error.hasPrefix("weightcheck: "))
  }

  @Test("help is 0 and lists the statuses")
  func help() throws {
    let run = try Command.run("openness", "--help")
    #expect(run.status == 0)
    #expect(run.output.contains("2 the required class is not met"))
  }

  // MARK: The same again

  @Test("the same folder gives the same bytes", arguments: [[], ["--json"], ["--verbose"]])
  func deterministic(arguments: [String]) throws {
    for name in ["clean", "ow04-restricted-base", "ow15-incomplete-weights"] {
      let runs = try [["--threads", "1"], ["--threads", "2"], []].map { more in
        try Command.start(["openness", name] + arguments + more, in: Self.folders).finish()
      }
      #expect(Set(runs.map(\.output)).count == 1)
    }
  }

  @Test("--quiet prints nothing, and keeps the status")
  func quiet() throws {
    let run = try Command.run("openness", "ow06-gated", "--quiet", in: Self.folders)
    #expect(run.status == 1 && run.output.isEmpty)
  }
}
