// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

@Suite("The verdict over everything that was asked about")
struct ConclusionTests {
  /// What was found, and what is concluded.
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let conclusion: Conclusion
    let status: Reason.Status
    let verdict: OverallVerdict
    let reasons: [Reason.Code]

    init(
      _ testDescription: String, _ conclusion: Conclusion, _ status: Reason.Status,
      _ verdict: OverallVerdict, _ reasons: Reason.Code...
    ) {
      self.testDescription = testDescription
      self.conclusion = conclusion
      self.status = status
      self.verdict = verdict
      self.reasons = reasons
    }
  }

  private static let good = Sample.weights("a.gguf", [Sample.claim()])
  private static let bad = Sample.weights("b.gguf", [Sample.mismatching])
  private static let unclaimed = Sample.weights("c.gguf")
  private static let readme = Sample.companion("README.md")
  private static let folder = UntrustedText("release")

  private static func missing(_ path: String, isWeights: Bool) -> MissingFile {
    MissingFile(path: UntrustedText(path), isWeights: isWeights, claimedBy: UntrustedText("sums"))
  }

  // MARK: - TRUST 2.2

  static let establishedCases: [Case] = {
    let shard = Sample.weights("d-00002-of-00002.gguf", [Sample.claim()]).with { $0.isShard = true }
    let signed = Strictness(require: .signed)
    return [
      Case("one weight file, verified", Conclusion([good]), .verified, .verified),
      Case(
        "weights verified, a companion unclaimed", Conclusion([good, readme]), .verified,
        .verified),
      Case("nothing", Conclusion([]), .unestablished, .unestablished, .evidenceNone),
      Case(
        "companions without a claim", Conclusion([readme]), .unestablished, .unestablished,
        .evidenceNone),
      Case(
        "everything ignored", Conclusion([readme.with { $0.isExempt = true }]), .unestablished,
        .unestablished, .evidenceNone),
      Case(
        "everything ignored, weights too",
        Conclusion([good, readme].map { $0.with { $0.isExempt = true } }), .unestablished,
        .unestablished, .fileExempted),
      Case(
        "an empty manifest: no claim speaks of anything", Conclusion([unclaimed, readme]),
        .unestablished, .unestablished, .fileUnclaimed),
      Case(
        "one of two weight files without a claim", Conclusion([good, unclaimed]), .unestablished,
        .unestablished, .fileUnclaimed),
      Case(
        "one of two weight files mismatching", Conclusion([good, bad]), .mismatch, .failed,
        .fileMismatch),
      Case(
        "one shard of two bound by digest only",
        Conclusion([
          shard, shard.with { $0.claims = [Sample.claim(.digest, .signed)] },
        ]), .unestablished, .unestablished, .fileNotNameBound),
      Case("both shards bound by name", Conclusion([shard, shard]), .verified, .verified),
      Case(
        "one weight file below the required level",
        Conclusion(
          [
            Sample.weights("a.gguf", [Sample.claim(.name, .signed)]),
            Sample.weights("b.gguf", [Sample.claim(.name, .manifest)]),
          ], signed), .unestablished, .unestablished, .assuranceTooLow),
      Case(
        "one weight file malformed",
        Conclusion([good, good.with { $0.content = .malformedWeights }]), .malformed, .malformed,
        .fileMalformed),
      Case(
        "a companion that mismatches",
        Conclusion([good, Sample.companion("x.py", [Sample.mismatching])]), .mismatch, .failed,
        .fileMismatch),
      Case(
        "a companion unlisted under fail", Conclusion([good, readme], Strictness(unlisted: .fail)),
        .mismatch, .failed, .fileUnlisted),
      Case(
        "companions only, verified below the required level",
        Conclusion([Sample.companion("x", [Sample.claim(.name, .local)])], signed), .unestablished,
        .unestablished, .assuranceTooLow),
      Case(
        "a folder without weights whose companions are verified",
        Conclusion(
          [Sample.companion("x", [Sample.claim()])], foldersWithoutWeights: [folder]),
        .unestablished, .unestablished, .releaseWithoutWeights),
      Case(
        "one folder with verified weights and one without weights",
        Conclusion([good], foldersWithoutWeights: [folder]), .unestablished, .unestablished,
        .releaseWithoutWeights),
      Case(
        "a named companion, verified",
        Conclusion([Sample.companion("x", [Sample.claim()]).with { $0.isNamed = true }]),
        .verified, .verified),
    ]
  }()

  @Test("TRUST 2.2: what verified overall needs", arguments: establishedCases)
  func established(_ test: Case) { check(test) }

  // MARK: - TRUST 2.6

  static let missingCases: [Case] = {
    let report = Strictness(missing: .report)
    return [
      Case(
        "weights under fail",
        Conclusion([good], missing: [missing("m.gguf", isWeights: true)]), .unestablished,
        .unestablished, .fileMissing),
      Case(
        "weights under report",
        Conclusion([good], missing: [missing("m.gguf", isWeights: true)], report), .unestablished,
        .unestablished, .fileMissing),
      Case(
        "a companion under fail",
        Conclusion([good], missing: [missing("LICENSE", isWeights: false)]), .unestablished,
        .unestablished, .fileMissing),
      Case(
        "a companion under report",
        Conclusion([good], missing: [missing("LICENSE", isWeights: false)], report), .verified,
        .verified),
      Case(
        "both under report",
        Conclusion(
          [good],
          missing: [missing("LICENSE", isWeights: false), missing("m.gguf", isWeights: true)],
          report), .unestablished, .unestablished, .fileMissing),
      Case(
        "missing weights do not hide a mismatch",
        Conclusion([bad], missing: [missing("m.gguf", isWeights: true)]), .mismatch, .failed,
        .fileMismatch, .fileMissing),
      Case(
        "everything missing under report",
        Conclusion([], missing: [missing("LICENSE", isWeights: false)], report), .unestablished,
        .unestablished, .evidenceNone),
    ]
  }()

  @Test("TRUST 2.6: a claimed file that is not there", arguments: missingCases)
  func missing(_ test: Case) { check(test) }

  static let exemptedCases: [Case] = {
    func exempt(_ facts: FileFacts) -> FileFacts { facts.with { $0.isExempt = true } }
    return [
      Case(
        "weights that mismatch, beside good ones", Conclusion([good, exempt(bad)]), .unestablished,
        .unestablished, .fileExempted),
      Case(
        "weights that match, beside good ones", Conclusion([good, exempt(good)]), .unestablished,
        .unestablished, .fileExempted),
      Case(
        "a companion beside good weights", Conclusion([good, exempt(readme)]), .verified,
        .verified),
      Case(
        "a companion under --unlisted fail",
        Conclusion([good, exempt(readme)], Strictness(unlisted: .fail)), .verified, .verified),
      Case(
        "exempted weights do not hide another file's mismatch", Conclusion([exempt(good), bad]),
        .mismatch, .failed, .fileExempted, .fileMismatch),
    ]
  }()

  @Test("TRUST 2.7: exempted weights make the result 2", arguments: exemptedCases)
  func exempted(_ test: Case) { check(test) }

  // MARK: - TRUST 2.10

  static let statuses: [Reason.Status: Reason.Code] = [
    .mismatch: .fileMismatch, .malformed: .manifestMalformed, .inputOutput: .pathUnreadable,
    .unestablished: .fileUnclaimed,
  ]

  @Test("TRUST 2.10: of several statuses the first of 1, 3, 4, 2 wins, in whatever order they come")
  func precedence() {
    let order: [Reason.Status] = [.mismatch, .malformed, .inputOutput, .unestablished]
    let verdicts: [Reason.Status: OverallVerdict] = [
      .verified: .verified, .mismatch: .failed, .malformed: .malformed,
      .inputOutput: .unestablished, .unestablished: .unestablished,
    ]
    // Every set of statuses, forwards and backwards.
    for set in 0..<16 {
      let present = order.indices.filter { set >> $0 & 1 == 1 }.map { order[$0] }
      for statuses in [present, present.reversed()] {
        let reasons = statuses.compactMap { Self.statuses[$0] }.map { Reason($0) }
        #expect(reasons.count == statuses.count)
        let expected = present.first ?? .verified
        #expect(Reason.Status.combining(reasons) == expected)
        let conclusion = Conclusion([Self.good], others: reasons)
        #expect(conclusion.status == expected)
        #expect(conclusion.verdict == verdicts[expected])
        #expect(conclusion.reasons == reasons)
      }
    }
  }

  @Test("TRUST 2.10: every contributing reason is there, files first, in their order")
  func allReasons() {
    let conclusion = Conclusion(
      [
        Self.unclaimed, Self.good,
        Self.bad.with { $0.content = .malformedWeights },
        Self.good.with { $0.failure = .changedWhileRead },
      ],
      missing: [Self.missing("m", isWeights: false)], foldersWithoutWeights: [Self.folder],
      others: [Reason(.manifestMalformed, path: UntrustedText("SUMS"))])
    #expect(
      conclusion.reasons == [
        Reason(.fileUnclaimed, path: UntrustedText("c.gguf")),
        Reason(.fileMismatch, path: UntrustedText("b.gguf")),
        Reason(.fileMalformed, path: UntrustedText("b.gguf")),
        Reason(.fileChanged, path: UntrustedText("a.gguf")),
        Reason(.fileMissing, path: UntrustedText("m")),
        Reason(.releaseWithoutWeights, path: Self.folder),
        Reason(.manifestMalformed, path: UntrustedText("SUMS")),
      ])
    #expect(conclusion.status == .mismatch)
  }

  @Test(
    "TRUST 2.10: an unreadable or broken input of the user's outweighs verified weights",
    arguments: [
      (Reason.Code.pathUnreadable, Reason.Status.inputOutput),
      (.manifestUnreadable, .inputOutput), (.manifestMalformed, .malformed),
    ])
  func others(_ code: Reason.Code, status: Reason.Status) {
    #expect(Conclusion([Self.good], others: [Reason(code)]).status == status)
    #expect(Conclusion([], others: [Reason(code)]).status == status)
    #expect(Conclusion([Self.bad], others: [Reason(code)]).status == .mismatch)
  }

  // MARK: - TRUST 2.1 and 2.11

  /// Files, and the assurance of them all.
  struct Graded: CustomTestStringConvertible {
    let testDescription: String
    let files: [FileFacts]
    let assurance: Assurance
  }

  static let gradedCases: [Graded] = {
    func weights(_ assurance: Assurance) -> FileFacts {
      Sample.weights("w", [Sample.claim(.name, assurance)])
    }
    func companion(_ assurance: Assurance) -> FileFacts {
      Sample.companion("x", [Sample.claim(.name, assurance)])
    }
    return [
      Graded(testDescription: "no file", files: [], assurance: .none),
      Graded(testDescription: "one weight file", files: [weights(.signed)], assurance: .signed),
      Graded(
        testDescription: "the lowest of several",
        files: [weights(.signed), weights(.local), weights(.manifest)], assurance: .local),
      Graded(
        testDescription: "one unclaimed", files: [weights(.signed), unclaimed], assurance: .none),
      Graded(testDescription: "one mismatching", files: [weights(.signed), bad], assurance: .none),
      Graded(
        testDescription: "one malformed",
        files: [weights(.signed), weights(.signed).with { $0.content = .malformedWeights }],
        assurance: .none),
      Graded(
        testDescription: "one exempted",
        files: [weights(.signed), weights(.signed).with { $0.isExempt = true }], assurance: .none),
      Graded(
        testDescription: "one not reached",
        files: [weights(.signed), weights(.signed).with { $0.isSkipped = true }], assurance: .none),
      Graded(
        testDescription: "companions do not count beside weights",
        files: [weights(.signed), companion(.local), readme], assurance: .signed),
      Graded(
        testDescription: "companions do not lift weights",
        files: [weights(.local), companion(.signed)], assurance: .local),
      Graded(
        testDescription: "companions count where there are no weights",
        files: [companion(.signed), companion(.manifest)], assurance: .manifest),
      Graded(
        testDescription: "a named file counts without a claim",
        files: [companion(.signed), readme.with { $0.isNamed = true }], assurance: .none),
    ]
  }()

  @Test("TRUST 2.1: the assurance is the lowest among the weight files", arguments: gradedCases)
  func graded(_ test: Graded) {
    #expect(Conclusion(test.files).assurance == test.assurance)
    #expect(Conclusion(test.files.reversed()).assurance == test.assurance)
  }

  @Test("TRUST 2.11: of several paths the worst verdict counts, and the lowest assurance")
  func severalPaths() {
    let paths = [
      Sample.weights("a", [Sample.claim(.name, .signed)]),
      Sample.weights("b", [Sample.claim(.name, .manifest)]), Self.unclaimed, Self.bad,
    ].map { $0.with { $0.isNamed = true } }
    let expected: [(Reason.Status, Assurance)] = [
      (.verified, .signed), (.verified, .manifest), (.unestablished, .none), (.mismatch, .none),
    ]
    for (count, (status, assurance)) in zip(1..., expected) {
      let conclusion = Conclusion(Array(paths.prefix(count)))
      #expect(conclusion.status == status, "the first \(count)")
      #expect(conclusion.assurance == assurance, "the first \(count)")
    }
  }

  private func check(_ test: Case) {
    #expect(test.conclusion.status == test.status)
    #expect(test.conclusion.verdict == test.verdict)
    #expect(test.conclusion.reasons.map(\.code) == test.reasons)
  }
}
