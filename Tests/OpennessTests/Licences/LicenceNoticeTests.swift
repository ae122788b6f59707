// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import Testing
import UntrustedInput

/// Short notices: what they name counts only where they say nothing else.
struct LicenceNoticeTests {
  private func identify(_ text: String) -> LicenceIdentification {
    LicenceIdentification(of: Array(text.utf8))
  }

  private func names(_ text: String) -> [String?] {
    identify(text).statements.map(\.name.identifier)
  }

  @Test(
    "a plain notice states the licence that it names",
    arguments: [
      ("The weights are licensed under CC-BY-NC-4.0.", ["CC-BY-NC-4.0"]),
      ("The weights are licensed under the Llama 3.1 Community License.", ["llama3.1"]),
      ("This model is released under the MIT License, see https://example.org/no/x.", ["MIT"]),
      ("Copyright (c) 2024 Acme\nApache License, Version 2.0", ["Apache-2.0"]),
      (
        "Licensed under the Apache License, Version 2.0 (the \"License\"); you may not use this file "
          + "except in compliance with the License.", ["Apache-2.0"]
      ),
      // What is about the code alone says nothing of the weights.
      ("The code is under the MIT License. The weights are under CC BY-NC 4.0.", ["CC-BY-NC-4.0"]),
      ("CreativeML Open RAIL++-M License", ["openrail++"]), ("MIT", ["MIT"]),
    ])
  func plain(text: String, expected: [String]) {
    #expect(identify(text).outcome == .unknown)
    #expect(names(text) == expected)
    #expect(!identify(text).restrictions.contains(.prohibition))
  }

  @Test(
    "a notice that denies, limits or says more states nothing",
    arguments: [
      "The weights are not released under the Apache License 2.0.",
      "We do not use the MIT License; contact us for terms.",
      "All rights reserved. Formerly MIT License.",
      "MIT License terms do not apply to the weights. Commercial use is prohibited.",
      "This model is proprietary. The inference code in src/ is Apache-2.0.",
      "This model is NOT released under the MIT license. All rights reserved.",
      "Do not confuse with the MIT License. Contact us for a license.",
      "This is not under the Apache License 2.0. All rights reserved.",
      "MIT License, but only for research", "本模型仅供研究 MIT License", "Ask us for the MIT License",
      "The code is under the MIT License.", "MIT License\nCopyright 2024 Acme. Not for firms",
      "The weights are under the MIT License n\u{43E}t",
    ])
  func others(text: String) {
    #expect(names(text) == [])
    #expect(!identify(text).licenceClass.isOpen)
  }

  @Test("an unknown notice is scanned for clauses")
  func clauses() {
    let text = "MIT License terms do not apply to the weights. Commercial use is prohibited."
    #expect(identify(text).restrictions.contains(.nonCommercial))
    #expect(identify("We do not permit MIT License use commercially").restrictions != [])
  }

  @Test(
    "what denies a restriction, or only names one, is no clause",
    arguments: [
      "Glossary of terms: noncommercial: ... ; weapon: a tag in the data set",
      "It is **not** intended only for research; there are no restrictions on commercial use.",
      "Commercial use is not prohibited.", "There are no limits on commercial use.",
      "Use is not limited to non-commercial purposes.", "We do not restrict commercial use.",
    ])
  func denied(text: String) {
    #expect(identify(text).restrictions == [])
  }

  @Test(
    "what only sounds like a denial stays a clause",
    arguments: [
      "Not for commercial use.", "You may not use it commercially.", "Only for research.",
      "No limits on fun and only for research.", "No restrictions. Only for research use.",
      "You may not, without restriction, use it commercially.", "Non-commercial use only.",
      "It is not free; it is only for research.", "Noncommercial purposes", "Academic use only",
      "There is no limit to what we do, except commercial use is prohibited.",
    ])
  func stillClause(text: String) {
    #expect(identify(text).restrictions.contains(.nonCommercial))
  }

  @Test(
    "clauses in Chinese are found",
    arguments: [
      ("本模型不得商用。", RestrictionClause.Kind.nonCommercial), ("禁止军事用途", .military),
      ("本模型仅供研究", .nonCommercial), ("本模型仅供学术研究使用，禁止任何商业用途。", .nonCommercial),
      ("不得用于训练其他模型", .noOtherModels), ("禁止转载", .prohibition),
    ])
  func chinese(text: String, kind: RestrictionClause.Kind) throws {
    #expect(identify(text).restrictions.contains(kind))
    let apache = try #require(LicenceTexts.apache)
    let found = LicenceIdentification(of: apache + Array("\n\(text)\n".utf8))
    #expect(found.restrictions.contains(kind))
    guard case .modified(let difference) = found.outcome else {
      Issue.record("\(found.outcome)")
      return
    }
    #expect(!difference.isTrivial)
    #expect(difference.residuePairCount > 3)
    #expect(difference.bindingChange != nil)
  }
}
