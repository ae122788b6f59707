// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestSupport
internal import Testing

/// The documents that `openness` writes: whole or not at all, and the same every time.
struct OpennessOutputTests {
  static let options = ["--mof", "--cyclonedx", "--spdx"]
  let release: OpennessRelease
  let folder: TemporaryFolder

  init() throws {
    release = try OpennessRelease()
    folder = try TemporaryFolder()
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path.string).sorted()
  }

  private func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: folder.path.appending(name).string))
  }

  @Test("each option writes its document beside the report", arguments: options)
  func written(option: String) throws {
    let path = folder.path.appending("out").string
    let plain = try release.run()
    let run = try release.run(option, path)
    #expect(run.status == 0 && run.error.isEmpty && run.output == plain.output)
    #expect(try names() == ["out"])
    let start = try String(decoding: bytes("out").prefix(64), as: UTF8.self)
    #expect(start.hasPrefix(option == "--mof" ? "framework:\n" : "{"))
    if option != "--mof" {
      _ = try JSONSerialization.jsonObject(with: bytes("out"))
    }
  }

  @Test("all of them at once, twice, are the same bytes")
  func deterministic() throws {
    for round in ["a", "b"] {
      let paths = Self.options.map { folder.path.appending(round + $0).string }
      let arguments = zip(Self.options, paths).flatMap { [$0, $1] }
      let run = try Command.start(
        ["openness", release.path, "--threads", round == "a" ? "1" : "2"] + arguments
      ).finish()
      #expect(run.status == 0)
    }
    for option in Self.options { #expect(try bytes("a" + option) == bytes("b" + option)) }
  }

  @Test(
    "--created is the only time that stands in a document", arguments: ["--cyclonedx", "--spdx"])
  func created(option: String) throws {
    for (name, more) in [("old", []), ("new", ["--created", "2026-11-20T08:30:00Z"])] {
      let path = folder.path.appending(name).string
      let run = try Command.start(["openness", release.path, option, path] + more).finish()
      #expect(run.status == 0)
    }
    let new = try String(decoding: bytes("new"), as: UTF8.self)
    #expect(new.contains("2026-11-20T08:30:00Z"))
    let old = try String(decoding: bytes("old"), as: UTF8.self)
    #expect(old.contains("1970-01-01T00:00:00Z") && !old.contains("2026-11-20"))
  }

  @Test("a place that cannot be written is 4, and nothing is left there", arguments: options)
  func unwritable(option: String) throws {
    try folder.makeFolder("folder")
    try folder.makeFIFO("fifo")
    for name in ["absent/out", "folder", "fifo"] {
      let path = folder.path.pushing(FilePath(name)).string
      let run = try release.run(option, path)
      #expect(run.status == 4 && run.output.isEmpty, "\(name)")
      #expect(run.error.hasPrefix("weightcheck: \(path): "))
      #expect(run.error.split(separator: "\n").count == 1)
      let document = try release.run(option, path, "--json").json()
      #expect(document["status"] as? Int == 4)
    }
    #expect(try release.run(option, "/dev/full").status == 4)
    #expect(try names() == ["fifo", "folder"])
  }

  @Test("an old document is replaced whole, and a link is written through", arguments: options)
  func replaced(option: String) throws {
    #expect(try release.run(option, folder.path.appending("real").string).status == 0)
    let old = try bytes("real")
    try release.folder.write(OpennessRelease.card(front: "license: mit"), to: "README.md")
    let link = try folder.link("link", to: "real").string
    #expect(try release.run(option, link).status == 0)
    let attributes = try FileManager.default.attributesOfItem(atPath: link)
    #expect(attributes[.type] as? FileAttributeType == .typeSymbolicLink)
    let first = try bytes("real")
    #expect(first != old)
    #expect(try release.run(option, folder.path.appending("other").string).status == 0)
    #expect(try bytes("other") == first)
    #expect(try names() == ["link", "other", "real"])
  }

  @Test("the document takes the place of no other file", arguments: options)
  func otherFiles(option: String) throws {
    let card = release.folder.path.appending("README.md").string
    for path in [release.path, release.weights] {
      for target in [release.weights, card] {
        let run = try Command.run("openness", path, option, target)
        #expect(run.status == 4 && run.output.isEmpty)
        #expect(run.error.hasSuffix("is no such document, so it is not replaced\n"))
      }
    }
    let kept = try Data(contentsOf: URL(fileURLWithPath: release.weights))
    #expect(Array(kept) == SafetensorsBuilder.tiny.bytes)
    #expect(try Array(Data(contentsOf: URL(fileURLWithPath: card))) == OpennessRelease.card)
  }

  @Test("a form of a declaration is written, and what is there is not replaced")
  func declarationForm() throws {
    let path = folder.path.appending("form.yaml").string
    #expect(try release.run("--declaration", path).status == 0)
    let form = try String(decoding: bytes("form.yaml"), as: UTF8.self)
    #expect(form.contains("\n#  data-card: {location: '', licence: '', statement: ''}"))
    #expect(try release.run("--declaration", path).status == 4)
    #expect(try String(decoding: bytes("form.yaml"), as: UTF8.self) == form)
  }

  @Test("two documents of one name, and standard output, are refused")
  func sameName() throws {
    let path = folder.path.appending("out").string
    #expect(try release.run("--mof", path, "--spdx", path).status == 64)
    #expect(try release.run("--mof", "-").status == 64)
    #expect(try names() == [])
  }

  @Test("a document in the release is not part of what it says", arguments: options)
  func insideRelease(option: String) throws {
    let path = release.folder.path.appending("document").string
    #expect(try release.run(option, path).status == 0)
    let first = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(try release.run(option, path).status == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == first)
  }

  @Test("a contradiction is no hindrance to a document", arguments: options)
  func contradicted(option: String) throws {
    let sample = OpennessCommandTests.folders.appending("ow06-gated").string
    let path = folder.path.appending("out").string
    #expect(try Command.run("openness", sample, option, path).status == 1)
    #expect(try names() == ["out"])
  }

  @Test("nothing that a card says gets into a document raw", arguments: options)
  func escapes(option: String) throws {
    try release.folder.write(HostileText.card, to: "README.md")
    try HostileText.writeNames(into: release.folder)
    let path = folder.path.appending("out").string
    #expect([0, 1].contains(try release.run(option, path).status))
    let text = try String(decoding: bytes("out"), as: UTF8.self)
    #expect(HostileText.characters.filter { text.contains($0) } == [])
  }
}
