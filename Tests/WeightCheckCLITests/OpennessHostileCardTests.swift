// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import SystemPackage
internal import TestSupport
internal import Testing

/// Model cards that were made to do harm: each ends with a sentence and the right status.
struct OpennessHostileCardTests {
  /// A card that cannot be read, and what is said of it.
  struct Card: CustomTestStringConvertible {
    let testDescription: String
    let bytes: @Sendable () -> [UInt8]
    let message: String

    init(_ name: String, _ message: String, _ bytes: @escaping @Sendable () -> [UInt8]) {
      testDescription = name
      self.bytes = bytes
      self.message = message
    }
  }

  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  static let unusable = [
    Card("aliases of aliases", "line 3 exceeds 200000 values or 16777216 bytes, aliases counted") {
      let levels = "bcdefghijk".unicodeScalars.map { level in
        let before = Unicode.Scalar(level.value - 1).map(String.init) ?? ""
        return "\(level): &\(level) [" + repeated("*\(before),", 9) + "]\n"
      }
      return OpennessRelease.card(
        front: "license: mit\na: &a [x,x,x,x,x,x,x,x,x]\n" + levels.joined())
    },
    Card("an alias to itself", "line 2") { OpennessRelease.card(front: "a: &a [*a]") },
    Card("brackets in brackets", "line 3 is nested deeper than 64 levels") {
      OpennessRelease.card(front: "license: mit\nx: " + repeated("[", 50_000))
    },
    Card("blocks in blocks", "is nested deeper than 64 levels") {
      let lines = (1...500).map { repeated(" ", $0) + "-" }
      return OpennessRelease.card(front: "x:\n" + lines.joined(separator: "\n"))
    },
    Card("a key twice", "line 2 has the key \"license\" a second time") {
      OpennessRelease.card(front: "license: apache-2.0\nlicense: mit")
    },
    Card("a value that is not UTF-8", "line 3 is not UTF-8") {
      Array("---\nlicense: mit\nx: ".utf8) + [0xFF, 0xFE] + Array("\n---\n# T\n\nWords.\n".utf8)
    },
    Card("half a character", "line 2 is not UTF-8") {
      Array("---\nlicense: mit".utf8) + [0xC3] + Array("\n---\n# T\n\nWords.\n".utf8)
    },
    Card("a NUL", "line 2 holds the control character 0x00") {
      OpennessRelease.card(front: "license: apache-2.0\u{0}")
    },
    Card("an escape", "line 2 holds the control character 0x1b") {
      OpennessRelease.card(front: "license: \u{1B}[31mmit")
    },
    Card("no closing line", "has no closing line \"---\"") {
      Array("---\nlicense: mit\n# T\n".utf8)
    },
    Card("a list", "line 2 begins something else than keys with values") {
      OpennessRelease.card(front: "- license: mit")
    },
    Card("more YAML than is read", "the YAML has 4194319 bytes, more than 4194304") {
      OpennessRelease.card(front: "license: mit\n#" + repeated("x", 4 << 20))
    },
    Card("200001 values", "exceeds 200000 values") {
      OpennessRelease.card(front: "x: [" + repeated("1,", 200_001) + "]")
    },
  ]

  @Test("front matter that cannot be used is 3 and one line", arguments: unusable)
  func frontMatter(card: Card) throws {
    let release = try OpennessRelease(card: card.bytes())
    for more in [[], ["--json"]] {
      let run = try Command.start(["openness", release.path] + more).finish()
      #expect(run.status == 3)
      #expect(run.error.hasPrefix("weightcheck: README.md: the front matter cannot be used: "))
      #expect(run.error.contains(card.message), "\(run.error)")
      #expect(run.error.split(separator: "\n").count == 1)
      #expect(run.rawCharacters == [])
      guard !more.isEmpty else { continue }
      let problems = try run.json()["problems"] as? [[String: Any]] ?? []
      #expect(problems.map { $0["path"] as? String } == ["README.md"])
      let reasons = try run.json()["reasons"] as? [[String: Any]] ?? []
      #expect(reasons.map { $0["code"] as? String } == ["document.malformed"])
      // Nobody is told to lack what could only not be read.
      #expect((try run.json()["label"] as? [String: Any])?["id"] as? String == "notAssessed")
      #expect(try run.opennessFindings() == [])
    }
  }

  @Test("a card of more bytes than are read is 3, a byte less is none too many")
  func size() throws {
    let release = try OpennessRelease()
    for (byteCount, status) in [(16 << 20, 0), ((16 << 20) + 1, 3), (50 << 20, 3)]
      as [(Int64, Int32)]
    {
      // What is added is one line of NULs.
      try release.folder.resize("README.md", to: byteCount)
      let run = try release.run()
      #expect(run.status == status)
      let message =
        "weightcheck: README.md: it has \(byteCount) bytes, more than are read of such a document\n"
      #expect(run.error == (status == 0 ? "" : message))
    }
  }

  @Test(
    "a licence, notice or policy of more bytes than are read is 3, and its beginning counts for none",
    arguments: ["LICENSE", "NOTICE", "USE_POLICY.md"])
  func longText(name: String) throws {
    let release = try OpennessRelease()
    let licence = try String(
      contentsOfFile: Repository.path.appending("LICENSE").string, encoding: .utf8)
    let padding = Self.repeated("\n", 1 << 20)
    let text = licence + padding + "It may not be used commercially.\n"
    try release.folder.write(Array(text.utf8), to: FilePath(name))
    let run = try release.run("--json")
    #expect(run.status == 3)
    #expect(
      run.error == "weightcheck: \(name): it has \(text.utf8.count) bytes, more than are read of "
        + "such a document\n")
    let licences = try run.json()["licences"] as? [String: Any]
    #expect((licences?["texts"] as? [Any])?.isEmpty == true)
  }

  @Test("text that is not UTF-8, or holds NULs, is read around")
  func body() throws {
    let start = Array("---\nlicense: mit\n---\n# T".utf8)
    let bytes =
      start + [0xFF, 0x00, 0xC3, 0x28, 0x0A] + Array("\n## Training data ".utf8)
      + [0xFE, 0x0A, 0x00, 0x78, 0x0A]
    let release = try OpennessRelease(card: bytes)
    let run = try release.run()
    #expect(run.status == 0 && run.error.isEmpty)
    #expect(run.rawCharacters == [])
    #expect(try release.run("--json").opennessFindings() == [])
  }

  @Test("a hundred thousand data sets are listed, and the text stays on one screen")
  func manyDatasets() throws {
    let names = (0..<100_000).map { "- owner/d\($0)" }.joined(separator: "\n")
    let release = try OpennessRelease(
      card: OpennessRelease.card(front: "license: mit\ndatasets:\n" + names))
    let run = try release.run()
    #expect(run.status == 0 && run.error.isEmpty)
    #expect(run.output.split(separator: "\n").count <= 24)
    #expect(try release.run("--verbose").output.utf8.count < 100_000)
  }

  // MARK: No regular file

  @Test("a link that stays in the release is followed")
  func innerLink() throws {
    let release = try OpennessRelease(card: nil)
    try release.folder.write(OpennessRelease.card, to: "docs/card.md")
    try release.folder.link("README.md", to: "docs/card.md")
    let run = try release.run("--json")
    #expect(run.status == 0)
    #expect(try run.opennessFindings() == [])
  }

  @Test("a link that leads out is not opened", arguments: ["absolute", "relative"])
  func outerLink(kind: String) throws {
    let outside = try TemporaryFolder()
    let target = try outside.write(
      OpennessRelease.card(front: "license: secret-licence"), to: "card.md")
    let release = try OpennessRelease(card: nil)
    let up = release.folder.path.components.map { _ in "../" }.joined()
    try release.folder.link(
      "README.md", to: kind == "absolute" ? target.string : up + target.string.dropFirst())
    for more in [[], ["--json"], ["--verbose"]] {
      let run = try Command.start(["openness", release.path] + more).finish()
      #expect(run.status == 3)
      #expect(
        run.error
          == "weightcheck: README.md: leads out of the release folder, so it is not opened\n")
      #expect(!run.output.contains("secret-licence"))
    }
  }

  @Test("a FIFO is not waited for, and a folder is no card")
  func special() throws {
    let release = try OpennessRelease(card: nil)
    let fifo = try release.folder.makeFIFO("README.md")
    let run = try release.run()
    #expect(run.status == 3)
    #expect(run.error.hasPrefix("weightcheck: README.md: not a regular file"))
    try release.folder.remove("README.md")
    try release.folder.makeFolder("README.md")
    let other = try release.run("--json")
    #expect(other.status == 0 && other.error.isEmpty)
    #expect(try other.opennessFindings().contains("OW12 gap"))
    #expect(!fifo.isEmpty)
  }

  @Test("a licence that is a FIFO, or a link that leads out, is 3 and not left out of account")
  func unreadableLicence() throws {
    let outside = try TemporaryFolder()
    let target = try outside.write(Array("Not for sale.\n".utf8), to: "terms")
    for name in ["LICENSE", "NOTICE", "USE_POLICY.md"] {
      let fifo = try OpennessRelease()
      try fifo.folder.makeFIFO(FilePath(name))
      let link = try OpennessRelease()
      try link.folder.link(FilePath(name), to: target.string)
      for release in [fifo, link] {
        let run = try release.run()
        #expect(run.status == 3)
        #expect(run.error.hasPrefix("weightcheck: \(name): "))
        #expect(!run.output.contains("Not for sale"))
      }
    }
  }

  @Test("a link to nothing, or to itself, is 3", arguments: ["nothing.md", "README.md"])
  func deadLink(target: String) throws {
    let release = try OpennessRelease(card: nil)
    try release.folder.link("README.md", to: target)
    let run = try release.run()
    #expect(run.status == 3)
    #expect(run.error.hasPrefix("weightcheck: README.md: "))
  }

  // MARK: What is shown

  @Test(
    "nothing that files say reaches the terminal raw", arguments: [[], ["--verbose"], ["--json"]])
  func escapes(arguments: [String]) throws {
    let release = try OpennessRelease(card: HostileText.card)
    try HostileText.writeNames(into: release.folder)
    let run = try Command.start(["openness", release.path] + arguments).finish()
    #expect([1, 3].contains(run.status))
    #expect(run.output.contains("script"))
    #expect(run.rawCharacters == [])
    if arguments == ["--json"] { #expect(try !run.json().isEmpty) }
  }
}
