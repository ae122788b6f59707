// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import Testing

/// Names in the BSD licence, whose text is Debian's; that one has the University's and the Regents'.
@Suite(.enabled(if: LicenceTexts.hasDebian, "base-files is not installed"))
struct NameSlotTests {
  /// What stands before each slot, and in it.
  private static let slots = [
    ("Neither the name of", "the University"), ("IS PROVIDED BY", "THE REGENTS AND CONTRIBUTORS"),
    ("IN NO EVENT SHALL", "THE REGENTS OR CONTRIBUTORS"),
  ]

  private func outcome(_ slot: Int, _ name: String) throws -> LicenceIdentification.Outcome {
    let words = try #require(LicenceTexts.debian("BSD")).split(whereSeparator: \.isWhitespaceByte)
    let text = words.map { String(decoding: $0, as: UTF8.self) }
    // The first line is a copyright line.
    let body = text.drop { $0 != "Redistribution" }.joined(separator: " ")
    let (before, known) = Self.slots[slot]
    #expect(body.contains("\(before) \(known)"))
    let changed = body.replacing("\(before) \(known)", with: "\(before) \(name)")
    return LicenceIdentification(of: Array(changed.utf8)).outcome
  }

  @Test(
    "another name in a slot is the same licence",
    arguments: [
      "Acme", "the copyright holder", "Acme Research Laboratories, Inc. and its affiliates",
      "Müller & Söhne GmbH", "the Center for Studies of the University of Neverland",
      "a b c d e f g h j k l m",
    ], 0..<3)
  func name(name: String, slot: Int) throws {
    #expect(try outcome(slot, name) == .identified("BSD-3-Clause"))
  }

  @Test(
    "what is no name in a slot is another text",
    arguments: [
      "", "Acme, who may not be named,", "Acme without fee", "Acme for military purposes",
      "Acme only", "Acme users", "Acme 700", "Acme Асme", "Acme no\u{200B}body",
      "Acme or any person", "Acme but we", "the software or Acme",
      "a b c d e f g h j k l m n",
    ], 0..<3)
  func noName(name: String, slot: Int) throws {
    guard case .modified(let difference) = try outcome(slot, name) else {
      Issue.record("not modified")
      return
    }
    #expect(difference.identifier.hasPrefix("BSD-"))
  }

  @Test("a name anywhere else is a change")
  func elsewhere() throws {
    let text = String(decoding: try #require(LicenceTexts.debian("BSD")), as: UTF8.self)
    for place in ["list of conditions", "prior written permission", "SUCH DAMAGE", "1. Redis"] {
      let changed = text.replacing(place, with: "Acme \(place)", maxReplacements: 1)
      #expect(changed != text)
      #expect(LicenceIdentification(of: Array(changed.utf8)).identifier == nil, "\(place)")
    }
    for more in ["\nAcme\n", "\nNot for military use.\n"] {
      let found = LicenceIdentification(of: Array((text + more).utf8))
      #expect(found.identifier == nil)
      #expect(found.parts.map(\.identifier) == ["BSD-3-Clause"])
    }
  }
}

extension UInt8 {
  fileprivate var isWhitespaceByte: Bool { self == 0x20 || self == 0x0A }
}
