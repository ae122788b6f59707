// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import Openness
import TestSupport
import Testing
import UntrustedInput

struct EvidenceItemTests {
  @Test("a long token is cut between two characters")
  func longTokens() {
    // Each é has two bytes, and the a before them moves the border into one of them.
    let text = "a" + String(repeating: "é", count: 200)
    let item = EvidenceItem(UntrustedText("README.md"), .line(3), token: UntrustedText(text))
    #expect(item.token.validUTF8 == "a" + String(repeating: "é", count: 79))
  }
}
