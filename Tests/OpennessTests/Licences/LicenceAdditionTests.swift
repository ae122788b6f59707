// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import Testing
import UntrustedInput

/// Tags, headings and notices around a known text, and files that are no text.
struct LicenceAdditionTests {
  private func identify(before: String = "", after: String = "") throws -> LicenceIdentification {
    let text = try #require(LicenceTexts.apache)
    return LicenceIdentification(of: Array(before.utf8) + text + Array(after.utf8))
  }

  private func difference(_ found: LicenceIdentification) throws -> LicenceDifference {
    guard case .modified(let difference) = found.outcome else {
      Issue.record("\(found.outcome)")
      throw NotModified()
    }
    return difference
  }

  private struct NotModified: Error {}

  @Test(
    "a tag that names another licence than the text is a disagreement",
    arguments: [
      "CC-BY-NC-4.0", "Apache-2.0 AND LicenseRef-Commons-Clause", "LicenseRef-No-Military-Use",
      "MIT",
      "Proprietary",
    ])
  func otherTag(name: String) throws {
    let line = "SPDX-License-Identifier: \(name)\n"
    for found in [try identify(before: line), try identify(after: "\n" + line)] {
      let difference = try difference(found)
      #expect(difference.identifier == "Apache-2.0")
      #expect(difference.residue.map(\.token.lossyString) == [String(line.dropLast())])
      #expect((difference.bindingChange == nil) == (name == "MIT"))
      #expect(!difference.isTrivial)
      #expect(!found.licenceClass.isOpen)
      #expect(found.statements.map(\.kind) == [.tag])
    }
  }

  @Test(
    "a tag that names the text, or a choice with it, agrees",
    arguments: ["Apache-2.0", "apache-2.0", "MIT OR Apache-2.0"])
  func sameTag(name: String) throws {
    let found = try identify(before: "SPDX-License-Identifier: \(name)\n")
    #expect(found.identifier == "Apache-2.0")
  }

  @Test(
    "a heading that says the licence's name once more changes nothing",
    arguments: [
      "# Apache License 2.0\n\n", "# License\n\nApache-2.0\n\n",
      "# Apache License, Version 2.0\n\n## The Apache License 2.0\n",
    ])
  func heading(text: String) throws {
    #expect(try identify(before: text).identifier == "Apache-2.0")
  }

  @Test("a page of HTML around the text is none of its words")
  func page() throws {
    let head = "<!DOCTYPE html><html lang=\"en\"><head><title>Apache License, Version 2.0</title>"
    let found = try identify(
      before: head + "</head><body><div class=\"x\"><pre>\n", after: "</pre></div></body></html>\n")
    #expect(found.identifier == "Apache-2.0")
  }

  @Test("a heading with another licence's name is a difference")
  func otherHeading() throws {
    #expect(try identify(before: "# MIT License\n\n").identifier == nil)
    #expect(try identify(before: "# Apache License 2.0 only\n\n").identifier == nil)
  }

  @Test(
    "an addition that forbids nothing is a difference that does not bind",
    arguments: [
      ("Yi is licensed under the Apache License 2.0. See below.\n\n", ""),
      (
        "",
        "\n\n=======\nThis project bundles x, available under a BSD 3-Clause license. "
          + "Use of those parts is subject to its terms.\n"
      ),
      (
        "",
        "\nThis product includes y, under CC BY-NC 4.0 (Creative Commons "
          + "Attribution-NonCommercial 4.0). See third_party/y."
      ),
    ])
  func harmless(before: String, after: String) throws {
    let difference = try difference(try identify(before: before, after: after))
    #expect(difference.bindingChange == nil)
  }

  @Test(
    "an addition that forbids or limits binds",
    arguments: [
      "Only for the EU.", "Not for firms.", "You must pay.", "n\u{43E}t for firms",
      "For non-commercial use.", "Military use is forbidden.", "禁止商用", "Только для науки",
    ])
  func binding(text: String) throws {
    for found in [try identify(before: text + "\n"), try identify(after: "\n" + text)] {
      #expect(try difference(found).bindingChange != nil)
    }
  }

  @Test("what stood in the known text before is no word of a change beside it")
  func merged() throws {
    let text = try #require(LicenceTexts.apache)
    let string = String(decoding: text, as: UTF8.self)
    // "not limited to" stands between the two changes.
    let changed = string.replacing(
      "including but not limited to software", with: "including yes not limited to music")
    try #require(changed != string)
    #expect(
      try difference(LicenceIdentification(of: Array(changed.utf8))).bindingChange == nil)
  }

  @Test(
    "how to apply the GPL, filled in, does not bind",
    .enabled(if: LicenceTexts.hasDebian, "base-files is not installed"))
  func filledIn() throws {
    let text = String(decoding: try #require(LicenceTexts.debian("GPL-3")), as: UTF8.self)
    let named = text.replacing("<year>  <name of author>", with: "2023 Acme")
    try #require(named != text)
    #expect(LicenceIdentification(of: Array(named.utf8)).identifier == "GPL-3.0-only")
    let program = named.replacing("<program>", with: "Gnu")
    #expect(LicenceIdentification(of: Array(program.utf8)).identifier == "GPL-3.0-only")
    let described = program.replacing(
      "<one line to give the program's name and a brief idea of what it does.>",
      with: "A model of words.")
    try #require(described != program)
    let found = LicenceIdentification(of: Array(described.utf8))
    #expect(try difference(found).bindingChange == nil)
    let limited = program.replacing("<one line to give", with: "Not for firms <one line to give")
    #expect(
      try difference(LicenceIdentification(of: Array(limited.utf8))).bindingChange != nil)
  }

  @Test("UTF-16 with a mark of byte order is read")
  func utf16() throws {
    let text = try #require(LicenceTexts.apache)
    let units = Array(String(decoding: text, as: UTF8.self).utf16)
    var little: [UInt8] = [0xFF, 0xFE]
    var big: [UInt8] = [0xFE, 0xFF]
    for unit in units {
      little += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      big += [UInt8(unit >> 8), UInt8(unit & 0xFF)]
    }
    for bytes in [little, big] {
      let found = LicenceIdentification(of: bytes)
      #expect(found.identifier == "Apache-2.0")
      #expect(found.isText)
      let cut = bytes + [UInt8](repeating: 0x20, count: 4 << 20)
      #expect(LicenceIdentification(of: cut).identifier == nil)
      #expect(!LicenceIdentification(of: cut).isComplete)
    }
    #expect(!LicenceIdentification(of: Array(big.dropFirst(2))).isText)
    #expect(!LicenceIdentification(of: little + [0x20]).isText)
  }

  @Test(
    "a file that is no text says nothing, and that is told",
    arguments: [
      Array("%PDF-1.5\nMIT License".utf8), [0x50, 0x4B, 0x03, 0x04, 0x14],
      Array("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n".utf8),
      Array("MIT License\0".utf8), [0xFE, 0xFF, 0x00],
    ])
  func noText(bytes: [UInt8]) {
    let found = LicenceIdentification(of: bytes)
    #expect(found.outcome == .unknown)
    #expect(!found.isText)
    #expect(found.statements.isEmpty && found.clauses.isEmpty)
    #expect(found.licenceClass == .unknown)
  }

  @Test("any other file is text", arguments: ["", "MIT", "Société", "条款"])
  func text(text: String) {
    #expect(LicenceIdentification(of: Array(text.utf8)).isText)
  }
}
