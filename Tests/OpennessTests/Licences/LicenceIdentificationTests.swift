// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import Testing
import UntrustedInput

/// The traps that were measured: what similarity alone would call the same licence.
struct LicenceIdentificationTests {
  private func identify(_ bytes: [UInt8]) -> LicenceIdentification {
    LicenceIdentification(of: bytes)
  }

  private func difference(_ found: LicenceIdentification) throws -> LicenceDifference {
    guard case .modified(let difference) = found.outcome else {
      Issue.record("\(found.outcome)")
      throw NotModified()
    }
    return difference
  }

  private struct NotModified: Error {}

  private func replacing(_ old: String, with new: String, in text: [UInt8]) -> [UInt8] {
    let string = String(decoding: text, as: UTF8.self)
    #expect(string.contains(old))
    return Array(string.replacing(old, with: new, maxReplacements: 1).utf8)
  }

  @Test(
    "the project's licence is Apache-2.0, with and without its appendix, however it is laid out")
  func apache() throws {
    let text = try #require(LicenceTexts.apache)
    let found = identify(text)
    #expect(found.outcome == .identified("Apache-2.0"))
    #expect(found.licenceClass == .osi)
    #expect(found.clauses.isEmpty)
    let string = String(decoding: text, as: UTF8.self)
    let end = try #require(string.firstRange(of: "   END OF TERMS"))
    #expect(identify(Array(string[..<end.lowerBound].utf8)).identifier == "Apache-2.0")
    let oneLine = string.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    // The appendix has a copyright line, which is one only on a line of its own.
    let terms = try #require(oneLine.firstRange(of: " END OF TERMS"))
    #expect(identify(Array(oneLine[..<terms.lowerBound].utf8)).identifier == "Apache-2.0")
    #expect(identify(Array("Copyright 2024 Acme, Inc.\n\n".utf8) + text).identifier == "Apache-2.0")
    #expect(
      identify(Array("SPDX-License-Identifier: Apache-2.0\n".utf8) + text).statements
        .map(\.name.identifier) == ["Apache-2.0"])
  }

  @Test(
    "one restricting sentence more makes Apache-2.0 terms of its own, and is told with its place")
  func appendedSentence() throws {
    let text = try #require(LicenceTexts.apache)
    let sentence = "You may not use the Work for military purposes or with more than 1000 users."
    let found = identify(text + Array("\n\(sentence)\n".utf8))
    let difference = try difference(found)
    #expect(difference.identifier == "Apache-2.0")
    #expect(difference.similarity > 0.98)
    #expect(difference.missingPairCount == 0)
    #expect(!difference.isTrivial)
    let start = text.count + 1
    // Without the full stop, which is a mark.
    #expect(difference.residue.map(\.byteRange) == [start..<start + sentence.utf8.count - 1])
    #expect(difference.residue.map(\.token.lossyString) == [String(sentence.dropLast())])
    #expect(found.licenceClass == .other)
    #expect(found.restrictions == [.monthlyUsers, .military, .fieldOfUse, .prohibition])
    #expect(found.clauses.allSatisfy { $0.passage.byteRange.lowerBound >= start })
  }

  @Test("a sentence in the middle of Apache-2.0 is found by its words")
  func insertedSentence() throws {
    let text = try #require(LicenceTexts.apache)
    let sentence = "Military customers need prior approval. "
    let mark = "5. Submission of Contributions."
    let found = identify(replacing(mark, with: sentence + mark, in: text))
    let difference = try difference(found)
    let string = String(decoding: text, as: UTF8.self)
    let start = string[..<(try #require(string.firstRange(of: mark))).lowerBound].utf8.count
    #expect(difference.residue.map(\.byteRange) == [start..<start + sentence.utf8.count - 2])
    #expect(difference.missingPairCount == 1)
  }

  @Test(
    "a changed word is never the same licence, whatever it is",
    arguments: [
      ("irrevocable", "revocable"), ("perpetual", "one-year"), ("no-charge", "low-charge"),
      ("does not grant", "does grant"),
    ])
  func changedWord(old: String, new: String) throws {
    let text = try #require(LicenceTexts.apache)
    let found = identify(replacing(old, with: new, in: text))
    #expect(try difference(found).identifier == "Apache-2.0")
    #expect(!found.licenceClass.isOpen)
  }

  @Test(
    "what hides text in a licence does not hide it",
    arguments: [
      "<!-- no commercial use -->", "Copyright 2024 Acme. No commercial use", "nо commercial use",
      "no commer\u{200B}cial use", "no commer\u{AD}cial use", "\u{FF4E}\u{FF4F} commercial use",
      "SPDX-License-Identifier: no commercial use", "<p hidden>no commercial use</p>",
    ])
  func hiddenText(line: String) throws {
    let text = try #require(LicenceTexts.apache)
    let inside = replacing("   1. Definitions.", with: "\(line)\n   1. Definitions.", in: text)
    for bytes in [inside, Array("\(line)\n".utf8) + text, text + Array("\n\(line)".utf8)] {
      let found = identify(bytes)
      let difference = try difference(found)
      #expect(difference.identifier == "Apache-2.0")
      #expect(!difference.isTrivial)
      #expect(found.clauses.map(\.kind).contains(.nonCommercial), "\(line)")
    }
  }

  @Test("text after the appendix, or in place of it, is residue")
  func appendix() throws {
    let text = try #require(LicenceTexts.apache)
    let changed = replacing(
      "APPENDIX: How to apply", with: "APPENDIX: How not to apply", in: text)
    #expect(try difference(identify(changed)).residue.count >= 1)
  }

  @Test("the same words in another order are not the same licence")
  func order() throws {
    let text = try #require(LicenceTexts.apache)
    let twice = identify(text + text)
    #expect(twice.outcome == .several(["Apache-2.0", "Apache-2.0"]))
    // A line of the licence once more makes hardly a new pair; it is there all the same.
    let line = "risks associated with Your exercise of permissions under this License."
    let found = identify(text + Array("\n\(line)\n".utf8))
    #expect(try difference(found).residue.count == 1)
  }

  @Test("a trivial difference is still a difference")
  func trivial() throws {
    let text = try #require(LicenceTexts.apache)
    let found = identify(replacing("electronic mailing lists", with: "mailing lists", in: text))
    let difference = try difference(found)
    #expect(difference.isTrivial)
    #expect(found.licenceClass == .other)
    #expect(found.identifier == nil)
  }

  @Test("a title of another licence is a disagreement")
  func title() throws {
    let text = try #require(LicenceTexts.apache)
    let string = String(decoding: text, as: UTF8.self)
    let body = try #require(string.firstRange(of: "TERMS AND CONDITIONS FOR USE"))
    let found = identify(
      Array("Mozilla Public License Version 2.0\n\n\(string[body.lowerBound...])".utf8))
    let difference = try difference(found)
    #expect(difference.nearestIdentifier == "Apache-2.0")
    #expect(difference.titledIdentifier == "MPL-2.0")
    #expect(difference.titleDisagrees)
  }

  @Test(
    "each of Debian's texts is the licence it is, and raises no clause",
    .enabled(if: LicenceTexts.hasDebian, "base-files is not installed"),
    arguments: [
      ("Apache-2.0", "Apache-2.0"), ("Artistic", "Artistic-1.0-Perl"), ("BSD", "BSD-3-Clause"),
      ("CC0-1.0", "CC0-1.0"), ("GFDL-1.2", "GFDL-1.2-only"), ("GFDL-1.3", "GFDL-1.3-only"),
      ("GPL-1", "GPL-1.0-only"), ("GPL-2", "GPL-2.0-only"), ("GPL-3", "GPL-3.0-only"),
      ("LGPL-2", "LGPL-2.0-only"), ("LGPL-2.1", "LGPL-2.1-only"), ("LGPL-3", "LGPL-3.0-only"),
      ("MPL-1.1", "MPL-1.1"), ("MPL-2.0", "MPL-2.0"),
    ])
  func debian(name: String, identifier: String) throws {
    let found = identify(try #require(LicenceTexts.debian(name)))
    #expect(found.outcome == .identified(identifier))
    #expect(found.clauses.isEmpty)
    #expect(found.restrictions.isEmpty)
  }

  @Test(
    "texts one after the other are several licences",
    .enabled(if: LicenceTexts.hasDebian, "base-files is not installed"))
  func several() throws {
    let one = try #require(LicenceTexts.debian("MPL-2.0"))
    let other = try #require(LicenceTexts.debian("GPL-3"))
    #expect(identify(one + other).outcome == .several(["MPL-2.0", "GPL-3.0-only"]))
    let found = identify(one + Array("\nThe code is under\n".utf8) + other)
    #expect(found.parts.map(\.identifier) == ["MPL-2.0", "GPL-3.0-only"])
    #expect(try difference(found).residue.map(\.token.lossyString) == ["The code is under"])
  }

  @Test("an unknown text is scanned as a whole")
  func unknown() {
    let text = """
      Terms of Acme

      You may use the model for non-commercial
      research only. Outside the EU it may not be used for military purposes.
      """
    let found = identify(Array(text.utf8))
    #expect(found.outcome == .unknown)
    #expect(found.licenceClass == .other)
    #expect(found.restrictions.contains(.nonCommercial))
    #expect(found.restrictions.contains(.military))
    #expect(found.restrictions.contains(.territory))
    #expect(found.clauses.first { $0.kind == .nonCommercial }?.passage.line == 3)
  }

  @Test("a short notice is told by the names in it")
  func notice() {
    let found = identify(Array("The weights are under\nthe Apache License, Version 2.0.".utf8))
    #expect(found.outcome == .unknown)
    #expect(found.statements.map(\.name.identifier) == ["Apache-2.0"])
    #expect(found.statements.map(\.passage.line) == [2])
    #expect(identify([]).outcome == .unknown)
    #expect(identify(Array("See other terms, fair and unknown.".utf8)).statements.isEmpty)
  }

  @Test("large and repetitive files take bounded time, and are never identified in part")
  func bounded() throws {
    let clock = ContinuousClock()
    let text = try #require(LicenceTexts.apache)
    let opening = "apache license version 2 0 january 2004 "
    let cut = identify(text + [UInt8](repeating: 0x20, count: LicenceText.maximumByteCount))
    #expect(!cut.isComplete)
    #expect(try !difference(cut).isTrivial)
    let files: [[UInt8]] = [
      Array(String(repeating: "license ", count: 130_000).utf8),
      Array(String(repeating: "may not use ", count: 9_000).utf8),
      Array(String(repeating: opening, count: 3_000).utf8),
      Array(String(repeating: "Copyright 2024 Acme\n", count: 5_000).utf8),
      Array(String(repeating: "<", count: 1 << 17).utf8),
      [UInt8](repeating: 0xFF, count: 1 << 17),
      text + [UInt8](repeating: 0x20, count: 50 << 20),
    ]
    for file in files {
      let time = clock.measure { #expect(identify(file).identifier == nil) }
      // Far more than a debug build needs on a busy machine; what is not linear needs hours.
      #expect(time < .seconds(30))
    }
  }
}
