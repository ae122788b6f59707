// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Testing
internal import UntrustedInput
internal import WeightCheck

struct NamePatternTests {
  @Test(
    "a pattern fits whole names",
    arguments: [
      ("", "", true), ("", "a", false), ("*", "", true), ("*", "anything", true),
      ("a*", "a", true), ("a*", "ba", false), ("*a", "ba", true), ("*a", "ab", false),
      ("a*b*c", "a-b-b-c", true), ("a*b*c", "a-c-b", false), ("?", "a", true), ("?", "", false),
      ("??", "a", false), ("*?", "", false), ("layers.*.weight", "layers.10.mlp.weight", true),
      ("[a]", "a", false), ("**", "x", true), ("a.b", "aXb", false),
    ] as [(String, String, Bool)])
  func table(pattern: String, name: String, fits: Bool) {
    #expect(NamePattern(pattern).matches(UntrustedText(name)) == fits)
  }

  @Test("a pattern of many stars costs no more than both lengths multiplied")
  func stars() {
    let pattern = NamePattern(String(repeating: "*a", count: 200) + "b")
    #expect(!pattern.matches(UntrustedText(String(repeating: "a", count: 20_000))))
  }
}
