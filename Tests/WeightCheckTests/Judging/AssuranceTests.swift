// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Testing
internal import WeightCheck

@Suite("Assurance and strictness")
struct AssuranceTests {
  @Test("DESIGN 2: signed is worth more than manifest, more than local, more than none")
  func order() {
    let order: [Assurance] = [.none, .local, .manifest, .signed]
    #expect(Assurance.allCases == order)
    for (index, assurance) in order.enumerated() {
      for (otherIndex, other) in order.enumerated() {
        #expect((assurance < other) == (index < otherIndex))
      }
    }
  }

  @Test("each level has the name that options and JSON use")
  func names() {
    #expect(Assurance.allCases.map(\.name) == ["none", "local", "manifest", "signed"])
  }

  @Test(
    "unless the user says otherwise, local evidence is enough and missing files are not excused")
  func defaults() {
    #expect(Strictness() == Strictness(require: .local, unlisted: .report, missing: .fail))
  }

  @Test("the responses have the names that options use")
  func responses() {
    #expect(Strictness.Response.allCases.map(\.rawValue) == ["fail", "report"])
  }

  @Test("verdicts have the names that JSON uses")
  func verdicts() {
    let verdicts: [Verdict] = [
      .verified, .mismatch, .missing, .unclaimed, .unsupported, .malformed,
    ]
    #expect(
      verdicts.map(\.rawValue) == [
        "verified", "mismatch", "missing", "unclaimed", "unsupported", "malformed",
      ])
    let overall: [OverallVerdict] = [.verified, .failed, .unestablished, .malformed]
    #expect(overall.map(\.rawValue) == ["verified", "failed", "unestablished", "malformed"])
  }
}
