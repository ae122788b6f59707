// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Testing
internal import UntrustedInput
internal import WeightCheck

@Suite("Reasons and the statuses they lead to")
struct ReasonTests {
  /// DESIGN section 4, row by row, and TRUST 2.6, 2.7, 2.10.
  static let statuses: [(Reason.Code, String, Int32)] = [
    (.fileMismatch, "file.mismatch", 1),
    (.fileUnlisted, "file.unlisted", 1),
    (.fileMalformed, "file.malformed", 3),
    (.fileNotWeights, "file.notWeights", 3),
    (.manifestMalformed, "manifest.malformed", 3),
    (.pathUnreadable, "path.unreadable", 4),
    (.fileUnreadable, "file.unreadable", 4),
    (.fileChanged, "file.changed", 4),
    (.manifestUnreadable, "manifest.unreadable", 4),
    (.fileUnclaimed, "file.unclaimed", 2),
    (.fileUnsupported, "file.unsupported", 2),
    (.fileMissing, "file.missing", 2),
    (.fileMissingSigned, "file.missingSigned", 1),
    (.signatureInvalid, "signature.invalid", 1), (.denied, "denied", 1),
    (.releaseContradicted, "release.contradicted", 1), (.releaseNotStated, "release.notStated", 2),
    (.opennessContradicted, "openness.contradicted", 1),
    (.documentMalformed, "document.malformed", 3),
    (.opennessClassNotMet, "openness.classNotMet", 2),
    (.fileEscapes, "file.escapes", 2),
    (.fileNotDownloaded, "file.notDownloaded", 2),
    (.fileExempted, "file.exempted", 2),
    (.fileNotNameBound, "file.notNameBound", 2),
    (.fileEquivalent, "file.equivalent", 2),
    (.setInconsistent, "set.inconsistent", 2),
    (.assuranceTooLow, "assurance.tooLow", 2),
    (.fileNotChecked, "file.notChecked", 2),
    (.evidenceNotSearched, "evidence.notSearched", 2),
    (.evidenceNone, "evidence.none", 2),
    (.releaseWithoutWeights, "release.withoutWeights", 2),
  ]

  @Test("DESIGN 4: each reason has its status and its name in JSON", arguments: statuses)
  func status(_ code: Reason.Code, name: String, status: Int32) {
    #expect(code.status.rawValue == status)
    #expect(code.rawValue == name)
  }

  @Test("no reason leads to 0, and every one is in the table")
  func complete() {
    #expect(Set(Self.statuses.map(\.0)) == Set(Reason.Code.allCases))
    #expect(Reason.Code.allCases.allSatisfy { $0.status != .verified })
    for code in Reason.Code.allCases {
      #expect(Reason.Status.combining([Reason(code)]) == code.status)
    }
  }

  @Test("no reason at all is 0")
  func none() {
    #expect(Reason.Status.combining([]) == .verified)
    #expect(Reason.Status.verified.rawValue == 0)
  }
}
