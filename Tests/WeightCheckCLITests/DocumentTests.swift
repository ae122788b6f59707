// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestSupport
internal import Testing

/// The keys of DESIGN section 5, and what the text says.
struct DocumentTests {
  let release: SampleRelease

  init() throws {
    release = try SampleRelease()
  }

  @Test("verify writes every key of its contract")
  func verify() throws {
    let document = try Command.run("verify", release.path, "--json").json()
    #expect(document["schema"] as? String == "weightcheck/verify/1")
    #expect((document["tool"] as? [String: String])?["name"] == "weightcheck")
    for key in [
      "verdict", "assurance", "status", "reasons", "coverage", "files", "manifests", "unclaimed",
      "findings", "bytes", "seconds", "signedAs",
    ] { #expect(document[key] != nil, "\(key)") }
    let files = try #require(document["files"] as? [[String: Any]])
    let model = try #require(files.first { $0["path"] as? String == "model.safetensors" })
    for key in ["size", "sha256", "verdict", "assurance", "identity", "claims", "tensors"] {
      #expect(model[key] != nil, "\(key)")
    }
    #expect(model["sha256"] as? String == SampleRelease.sha256(SampleRelease.weights))
    let claims = try #require(model["claims"] as? [[String: Any]])
    for key in [
      "manifest", "form", "covers", "algorithm", "expected", "actual", "verdict", "assurance",
    ] { #expect(claims.first?[key] != nil, "\(key)") }
    let identity = try #require(model["identity"] as? [String: Any])
    #expect(Set(identity.keys) == ["device", "inode", "size", "mtimeNs", "ctimeNs"])
    let manifests = try #require(document["manifests"] as? [[String: Any]])
    #expect((manifests.first?["signature"] as? [String: Any])?["state"] as? String == "absent")
    #expect(document["bytes"] as? Int == SampleRelease.weights.count + SampleRelease.config.count)
  }

  @Test("inspect writes every key of its contract")
  func inspect() throws {
    let document = try Command.run("inspect", release.model, "--json").json()
    #expect(document["schema"] as? String == "weightcheck/inspect/1")
    let file = try #require((document["files"] as? [[String: Any]])?.first)
    for key in [
      "path", "format", "formatVersion", "byteOrder", "size", "parameters", "tensors", "metadata",
      "findings",
    ] { #expect(file[key] != nil, "\(key)") }
    #expect(file["format"] as? String == "safetensors")
    #expect(file["parameters"] as? Int == 8)
    #expect(file["metadata"] as? [String: String] == ["format": "pt"])
    let tensor = try #require((file["tensors"] as? [[String: Any]])?.first)
    #expect(tensor["name"] as? String == "weight")
    #expect(tensor["dtype"] as? String == "F32")
    #expect(tensor["shape"] as? [Int] == [2, 3])
    #expect(tensor["length"] as? Int == 24)
    #expect(tensor["offset"] as? Int == SampleRelease.weights.count - 28)
    let totals = try #require(document["totals"] as? [String: Any])
    for key in ["tensors", "parameters", "bytes", "dtypes"] {
      #expect(totals[key] != nil, "\(key)")
    }
  }

  @Test("digest writes what was asked for, and null for the rest")
  func digest() throws {
    for (scope, hasFile, hasTensors) in [
      ("file", true, false), ("tensor", false, true), ("both", true, true),
    ] {
      let document = try Command.run("digest", release.model, "--per", scope, "--json").json()
      #expect(document["schema"] as? String == "weightcheck/digest/1")
      let file = try #require((document["files"] as? [[String: Any]])?.first)
      #expect(file["sha256"] is NSNull == !hasFile)
      #expect(file["tensors"] is NSNull == !hasTensors)
      if hasTensors {
        let tensors = try #require(file["tensors"] as? [[String: Any]])
        let data = Array(SampleRelease.weights.suffix(28))
        #expect(
          tensors.map { $0["sha256"] as? String } == [
            SampleRelease.sha256(Array(data.prefix(24))),
            SampleRelease.sha256(Array(data.suffix(4))),
          ])
      }
    }
  }

  @Test("an error that prevents an answer is one document too")
  func error() throws {
    for arguments in [
      ["verify", "/nothing", "--json"], ["inspect", "/nothing", "--json"],
      ["verify", "--json"], ["inspect", release.path + "/config.json", "--json"],
    ] {
      let run = try Command.start(arguments).finish()
      let document = try run.json()
      #expect(document["schema"] as? String == "weightcheck/error/1")
      #expect(document["status"] as? Int32 == run.status)
      #expect(document["message"] is String && document["findings"] is [Any])
    }
  }

  @Test("the same input gives the same document, whatever the number of threads")
  func deterministic() throws {
    for index in 0..<20 {
      try release.folder.write(
        [UInt8](repeating: UInt8(index), count: 1000), to: FilePath("f\(index)"))
    }
    let documents = try [1, 2, 3, 8].map {
      try Command.run("digest", release.path, "--json", "--threads", "\($0)").output
    }
    #expect(Set(documents).count == 1)
  }

  @Test("TRUST 2.9: the last line says what the answer is worth")
  func lastLines() throws {
    let size = "\(SampleRelease.weights.count) B"
    let found = try Command.run("verify", release.model)
    #expect(
      found.lastLine == "consistent: 1 file, 2 tensors, \(size), with evidence found beside it; "
        + "this shows no damage, not who published it")
    let named = try Command.run(
      "verify", release.model, "--manifest", release.path + "/SHA256SUMS")
    #expect(
      named.lastLine == "matches: 1 file, 2 tensors, \(size), the SHA256SUMS you named (unsigned)")
    let digest = SampleRelease.sha256(SampleRelease.weights)
    let given = try Command.run("verify", release.model, "--sha256", digest)
    #expect(given.lastLine == "matches: 1 file, 2 tensors, \(size), the SHA-256 you gave")
    let piped = try Command.run(
      "verify", release.model, "--manifest", "-", input: SampleRelease.checksums)
    #expect(
      piped.lastLine
        == "matches: 1 file, 2 tensors, \(size), the manifest you gave on standard input (unsigned)"
    )
  }

  @Test("TRUST 2.9: uncovered files, code and exemptions are counted in the last line")
  func counts() throws {
    try release.folder.write(Array("print()".utf8), to: "modeling.py")
    try release.folder.write([1], to: "notes.txt")
    let run = try Command.run("verify", release.path, "--ignore", "config.json")
    #expect(run.status == 0)
    #expect(run.lastLine.hasSuffix("; 2 files not covered, 1 of them with code, 1 exempted"))
    #expect(
      run.output.contains("modeling.py: code that Python loads, and no evidence speaks of it"))
  }

  @Test("colours come only when they are asked for or on a terminal")
  func colors() throws {
    #expect(!(try Command.run("verify", release.path).output.contains("\u{1B}")))
    #expect(
      try Command.run("verify", release.path, "--color", "always").output.contains("\u{1B}[32m"))
  }

  @Test("quiet prints nothing, and the status is the answer")
  func quiet() throws {
    let run = try Command.run("verify", release.path, "--quiet")
    #expect(run.status == 0 && run.output.isEmpty && run.error.isEmpty)
  }

  @Test("global options may stand before the subcommand")
  func hoisting() throws {
    let run = try Command.run("--json", "--threads", "2", "verify", release.path)
    #expect(try run.json()["schema"] as? String == "weightcheck/verify/1")
  }

  @Test("--tensors shows only names that fit")
  func patterns() throws {
    let run = try Command.run("inspect", release.model, "--tensors", "b*", "--json")
    let file = try #require((try run.json()["files"] as? [[String: Any]])?.first)
    let names = (file["tensors"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
    #expect(names == ["bias"])
  }

  @Test("--fail-fast stops at the first mismatch and is still 1")
  func failFast() throws {
    try release.folder.write([9], to: "config.json")
    #expect(try Command.run("verify", release.path, "--fail-fast").status == 1)
  }
}
