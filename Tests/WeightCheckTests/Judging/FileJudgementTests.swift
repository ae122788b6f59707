// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

@Suite("What becomes of one file")
struct FileJudgementTests {
  /// A file, how strict the user is, and what becomes of the file.
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let facts: FileFacts
    let strictness: Strictness
    let verdict: Verdict?
    let assurance: Assurance
    let reasons: [Reason.Code]

    init(
      _ testDescription: String, _ facts: FileFacts, _ verdict: Verdict?,
      _ assurance: Assurance = .none, _ reasons: Reason.Code...
    ) {
      self.init(testDescription, facts, Strictness(), verdict, assurance, reasons)
    }

    init(
      _ testDescription: String, _ facts: FileFacts, _ strictness: Strictness,
      _ verdict: Verdict?, _ assurance: Assurance = .none, _ reasons: Reason.Code...
    ) {
      self.init(testDescription, facts, strictness, verdict, assurance, reasons)
    }

    private init(
      _ testDescription: String, _ facts: FileFacts, _ strictness: Strictness,
      _ verdict: Verdict?, _ assurance: Assurance, _ reasons: [Reason.Code]
    ) {
      self.testDescription = testDescription
      self.facts = facts
      self.strictness = strictness
      self.verdict = verdict
      self.assurance = assurance
      self.reasons = reasons
    }
  }

  private static let unlistedFails = Strictness(unlisted: .fail)

  private static func weights(_ claims: BoundClaim...) -> FileFacts {
    Sample.weights("m.safetensors", claims)
  }

  private static func companion(_ claims: BoundClaim...) -> FileFacts {
    Sample.companion("config.json", claims)
  }

  // MARK: - TRUST 1

  static let shardsCases: [Case] = {
    let byName = Sample.claim(.name, .manifest)
    let byDigest = Sample.claim(.digest, .manifest)
    func shard(_ claims: BoundClaim...) -> FileFacts {
      Sample.weights("m-00001-of-00002.gguf", claims).with { $0.isShard = true }
    }
    return [
      Case("a shard, by name", shard(byName), .verified, .manifest),
      Case("a shard, by digest only", shard(byDigest), .unclaimed, .none, .fileNotNameBound),
      Case(
        "a shard, by the digest of two manifests", shard(byDigest, byDigest), .unclaimed, .none,
        .fileNotNameBound),
      Case(
        "a shard, by name locally and by digest from a signer",
        shard(Sample.claim(.name, .local), Sample.claim(.digest, .signed)), .verified, .local),
      Case(
        "a shard, by digest, its name under a weak digest only", shard(byDigest, Sample.weak),
        .unclaimed, .none, .fileNotNameBound),
      Case(
        "a shard, by digest, and its name mismatches", shard(byDigest, Sample.mismatching),
        .mismatch, .none, .fileMismatch),
      Case(
        "a shard, by digest, that is malformed",
        shard(byDigest).with { $0.content = .malformedWeights }, .malformed, .none, .fileMalformed),
      Case("a single file, by digest", weights(byDigest), .verified, .manifest),
      Case(
        "a single file, by digest from a signer and by name locally",
        weights(Sample.claim(.name, .local), Sample.claim(.digest, .signed)), .verified, .signed),
    ]
  }()

  @Test("TRUST 1.2: a shard needs a claim that is bound by name", arguments: shardsCases)
  func shards(_ test: Case) { check(test) }

  static let weakDigestsCases = [
    Case(
      "weights under a weak digest", weights(Sample.weak), .unsupported, .none, .fileUnsupported),
    Case(
      "weights under a weak digest of a signer",
      weights(Sample.claim([], unsupported: ["SHA-1"], .name, .signed)), .unsupported, .none,
      .fileUnsupported),
    Case(
      "weights under a weak digest with the right size",
      weights(Sample.claim([], unsupported: ["SHA-1"], byteCount: Sample.byteCount)), .unsupported,
      .none, .fileUnsupported),
    Case(
      "weights under a weak and a strong digest of two manifests",
      weights(Sample.weak, Sample.claim()), .verified, .local),
    Case(
      "a companion under a weak digest", companion(Sample.weak), .unsupported, .none,
      .fileUnsupported),
  ]

  @Test("TRUST 1.5: weak digests never verify a file", arguments: weakDigestsCases)
  func weakDigests(_ test: Case) { check(test) }

  // MARK: - TRUST 2.1 to 2.3

  static let mismatchesCases = [
    Case("one claim, mismatching", weights(Sample.mismatching), .mismatch, .none, .fileMismatch),
    Case(
      "a mismatch behind a match", weights(Sample.claim(), Sample.mismatching), .mismatch, .none,
      .fileMismatch),
    Case(
      "a mismatch before a match", weights(Sample.mismatching, Sample.claim()), .mismatch, .none,
      .fileMismatch),
    Case(
      "a local mismatch against three signed matches",
      weights(
        Sample.claim(.name, .signed, evidence: 0), Sample.claim(.name, .signed, evidence: 1),
        Sample.claim(.name, .signed, evidence: 2),
        Sample.claim([Sample.wrong(.sha256)], .name, .local, evidence: 3)), .mismatch, .none,
      .fileMismatch),
    Case(
      "a mismatch of SHA-512 against a match of SHA-256 of another manifest",
      weights(Sample.claim(), Sample.claim([Sample.wrong(.sha512)])), .mismatch, .none,
      .fileMismatch),
    Case(
      "two mismatches are one reason", weights(Sample.mismatching, Sample.mismatching), .mismatch,
      .none, .fileMismatch),
    Case(
      "a companion that mismatches", companion(Sample.mismatching), .mismatch, .none,
      .fileMismatch),
    Case(
      "a manifest in use that mismatches",
      companion(Sample.mismatching).with { $0.isEvidence = true }, .mismatch, .none, .fileMismatch),
    Case(
      "a named file that mismatches", companion(Sample.mismatching).with { $0.isNamed = true },
      .mismatch, .none, .fileMismatch),
    Case(
      "a mismatch among weak digests", weights(Sample.weak, Sample.mismatching), .mismatch, .none,
      .fileMismatch),
    Case(
      "malformed weights that mismatch",
      weights(Sample.mismatching).with { $0.content = .malformedWeights }, .mismatch, .none,
      .fileMismatch, .fileMalformed),
    Case(
      "weights of a format not read that mismatch",
      weights(Sample.mismatching).with { $0.content = .unsupportedWeights }, .mismatch, .none,
      .fileMismatch),
  ]

  @Test("TRUST 2.1: any mismatch wins, however many other claims match", arguments: mismatchesCases)
  func mismatches(_ test: Case) { check(test) }

  static let bestCases = [
    Case("local", weights(Sample.claim(.name, .local)), .verified, .local),
    Case("manifest", weights(Sample.claim(.name, .manifest)), .verified, .manifest),
    Case("signed", weights(Sample.claim(.name, .signed)), .verified, .signed),
    Case(
      "the best in the middle",
      weights(
        Sample.claim(.name, .local), Sample.claim(.name, .signed), Sample.claim(.name, .manifest)),
      .verified, .signed),
    Case(
      "a weak claim of a signer does not lift a local match",
      weights(Sample.claim(.name, .local), Sample.claim([], unsupported: ["MD5"], .name, .signed)),
      .verified, .local),
  ]

  @Test("TRUST 2.1: a file has the assurance of its best matching claim", arguments: bestCases)
  func best(_ test: Case) { check(test) }

  private static func gitBlob(
    _ digest: Digest = Sample.real(.gitBlob), _ assurance: Assurance = .local
  ) -> BoundClaim {
    Sample.claim([digest], .name, assurance, acceptsWeak: true)
  }

  static let gitBlobCases = [
    Case("a small file", companion(gitBlob()), .verified, .local),
    Case(
      "a small file, signed", companion(gitBlob(Sample.real(.gitBlob), .signed)), .verified, .local),
    Case(
      "a small file that differs", companion(gitBlob(Sample.wrong(.gitBlob))), .mismatch, .none,
      .fileMismatch),
    Case("weights", weights(gitBlob()), .unsupported, .none, .fileUnsupported),
    Case(
      "weights by their content", companion(gitBlob()).with { $0.content = .weights }, .unsupported,
      .none, .fileUnsupported),
    Case(
      "weights that differ", weights(gitBlob(Sample.wrong(.gitBlob))), .mismatch, .none,
      .fileMismatch),
    Case(
      "weights with a strong claim too", weights(gitBlob(), Sample.claim(.name, .local)), .verified,
      .local),
    Case(
      "weights whose strong claim differs", weights(gitBlob(), Sample.mismatching), .mismatch,
      .none,
      .fileMismatch),
    Case(
      "a git-LFS pointer", companion(gitBlob()).with { $0.content = .pointer(sha256: nil) },
      .missing, .none, .fileNotDownloaded),
    Case(
      "a small file that must be signed",
      companion(gitBlob(Sample.real(.gitBlob), .signed)).with { $0.isNamed = true },
      Strictness(require: .signed), .verified, .local, .assuranceTooLow),
  ]

  @Test("TRUST 1.5: what a git blob's SHA-1 comes to", arguments: gitBlobCases)
  func gitBlobs(_ test: Case) {
    check(test)
    let judged = FileJudgement(test.facts, test.strictness)
    #expect(judged.isWeak == (judged.verdict == .verified && test.facts.claims.count == 1))
  }

  static let uncheckedCases: [Case] = {
    func partly(_ claims: BoundClaim...) -> FileFacts {
      Sample.weights("m.gguf", claims).with { $0.digests = [.sha256: Sample.real(.sha256)] }
    }
    let notComputed = Sample.claim([Sample.real(.sha512)])
    return [
      Case("the only claim", partly(notComputed), nil, .none, .fileNotChecked),
      Case(
        "one claim beside one that matches", partly(Sample.claim(), notComputed), nil, .none,
        .fileNotChecked),
      Case(
        "one claim beside one that mismatches", partly(notComputed, Sample.mismatching), .mismatch,
        .none, .fileMismatch),
      Case(
        "one digest of the only claim",
        partly(Sample.claim([Sample.real(.sha256), Sample.real(.sha512)])), nil, .none,
        .fileNotChecked),
      Case(
        "a companion's only claim",
        companion(notComputed).with { $0.digests = [:] }, nil, .none, .fileNotChecked),
    ]
  }()

  @Test(
    "TRUST 2.1: a claim that was not held against the bytes could mismatch, so nothing is verified",
    arguments: uncheckedCases)
  func unchecked(_ test: Case) { check(test) }

  @Test("TRUST 2.3: weights and named files must reach the required assurance")
  func required() {
    let levels: [Assurance] = [.local, .manifest, .signed]
    for require in levels {
      for assurance in levels {
        for facts in [
          Self.weights(Sample.claim(.name, assurance)),
          Self.companion(Sample.claim(.name, assurance)).with { $0.isNamed = true },
        ] {
          let expected: [Reason.Code] = assurance >= require ? [] : [.assuranceTooLow]
          let judged = FileJudgement(facts, Strictness(require: require))
          #expect(judged.verdict == .verified)
          #expect(judged.assurance == assurance)
          #expect(judged.reasons.map(\.code) == expected, "\(assurance) where \(require) is needed")
        }
      }
    }
  }

  static let companionsCases = [
    Case(
      "a companion below the required level does not lower the release",
      companion(Sample.claim(.name, .local)), Strictness(require: .signed), .verified, .local),
    Case(
      "under --unlisted fail, evidence below the required level does not list a file",
      companion(Sample.claim(.name, .local)), Strictness(require: .manifest, unlisted: .fail),
      .verified, .local, .assuranceTooLow),
    Case(
      "under --unlisted fail, evidence at the required level does",
      companion(Sample.claim(.name, .manifest)), Strictness(require: .manifest, unlisted: .fail),
      .verified, .manifest),
  ]

  @Test("TRUST 2.3: evidence that anyone could add excuses nothing", arguments: companionsCases)
  func companions(_ test: Case) { check(test) }

  // MARK: - TRUST 2.6 and 2.7

  static let unlistedCases: [Case] = {
    let pointer = FileFacts.Content.pointer(sha256: Sample.real(.sha256).bytes)
    return [
      Case("weights, reported", weights(), .unclaimed, .none, .fileUnclaimed),
      Case("weights, failing", weights(), unlistedFails, .unclaimed, .none, .fileUnlisted),
      Case("a companion, reported", companion(), .unclaimed),
      Case("a companion, failing", companion(), unlistedFails, .unclaimed, .none, .fileUnlisted),
      Case(
        "a manifest in use, failing", companion().with { $0.isEvidence = true }, unlistedFails,
        .unclaimed),
      Case(
        "a named manifest in use, failing",
        Sample.companion().with {
          $0.isEvidence = true
          $0.isNamed = true
        }, unlistedFails, .unclaimed, .none, .fileNotWeights, .fileUnlisted),
      Case(
        "weights that are a manifest in use, failing",
        weights().with { $0.isEvidence = true }, unlistedFails, .unclaimed, .none, .fileUnlisted),
      Case(
        "a companion that stands for weights elsewhere, failing",
        companion().with { $0.content = pointer }, unlistedFails, .unclaimed, .none,
        .fileUnlisted),
      Case(
        "weights that are not downloaded, failing", weights().with { $0.content = pointer },
        unlistedFails, .missing, .none, .fileNotDownloaded, .fileUnlisted),
      Case(
        "malformed weights, failing", weights().with { $0.content = .malformedWeights },
        unlistedFails, .malformed, .none, .fileMalformed, .fileUnlisted),
      Case(
        "weights of a format not read, failing",
        weights().with { $0.content = .unsupportedWeights },
        unlistedFails, .unsupported, .none, .fileUnsupported, .fileUnlisted),
      Case(
        "a named file that is no weights, failing", companion().with { $0.isNamed = true },
        unlistedFails, .unclaimed, .none, .fileNotWeights, .fileUnlisted),
      Case(
        "a companion under a weak digest is listed", companion(Sample.weak), unlistedFails,
        .unsupported, .none, .fileUnsupported),
      Case("weights that are listed", weights(Sample.claim()), unlistedFails, .verified, .local),
    ]
  }()

  @Test(
    "TRUST 2.6: a file that no evidence speaks of fails where it is asked to",
    arguments: unlistedCases)
  func unlisted(_ test: Case) { check(test) }

  static let exemptedCases: [Case] = {
    func exempt(_ facts: FileFacts) -> FileFacts { facts.with { $0.isExempt = true } }
    return [
      Case("unclaimed weights", exempt(weights()), .unclaimed, .none, .fileExempted),
      Case(
        "weights that match", exempt(weights(Sample.claim(.name, .signed))), .unclaimed, .none,
        .fileExempted),
      Case(
        "weights that mismatch", exempt(weights(Sample.mismatching)), .unclaimed, .none,
        .fileExempted),
      Case(
        "malformed weights", exempt(weights()).with { $0.content = .malformedWeights }, .unclaimed,
        .none, .fileExempted),
      Case(
        "weights not downloaded", exempt(weights()).with { $0.content = .pointer(sha256: nil) },
        .unclaimed, .none, .fileExempted),
      Case(
        "weights that cannot be read",
        exempt(weights()).with { $0.failure = .system(.permissionDenied) }, .unclaimed, .none,
        .fileExempted),
      Case(
        "weights under --unlisted fail", exempt(weights()), unlistedFails, .unclaimed, .none,
        .fileExempted),
      Case(
        "a named companion", exempt(companion()).with { $0.isNamed = true }, .unclaimed, .none,
        .fileExempted),
      Case("a companion that mismatches", exempt(companion(Sample.mismatching)), .unclaimed),
      Case("a companion under --unlisted fail", exempt(companion()), unlistedFails, .unclaimed),
    ]
  }()

  @Test(
    "TRUST 2.7: an exempted file has no claim, and weights are not excused by that",
    arguments: exemptedCases)
  func exempted(_ test: Case) {
    check(test)
    #expect(FileJudgement(test.facts, test.strictness).claims.isEmpty)
  }

  // MARK: - DESIGN 4 and 7

  static let contentCases: [Case] = {
    let oid = Sample.real(.sha256).bytes
    func pointer(_ facts: FileFacts, _ sha256: [UInt8]? = oid) -> FileFacts {
      // What is there are the pointer's few bytes; their digest is another.
      facts.with {
        $0.content = .pointer(sha256: sha256)
        $0.digests = [.sha256: Sample.digest(.sha256, 0x77)]
        $0.byteCount = 130
      }
    }
    let aboutThePointer = Sample.claim([Sample.digest(.sha256, 0x77)])
    return [
      Case("good weights", weights(Sample.claim()), .verified, .local),
      Case(
        "malformed weights whose digest matches",
        weights(Sample.claim(.name, .signed)).with { $0.content = .malformedWeights }, .malformed,
        .none, .fileMalformed),
      Case(
        "malformed weights without evidence", weights().with { $0.content = .malformedWeights },
        .malformed, .none, .fileMalformed),
      Case(
        "weights of a format not read whose digest matches",
        weights(Sample.claim(.name, .signed)).with { $0.content = .unsupportedWeights },
        .unsupported, .none, .fileUnsupported),

      Case("a pointer without evidence", pointer(weights()), .missing, .none, .fileNotDownloaded),
      Case(
        "a pointer to what is claimed", pointer(weights(Sample.claim(.name, .signed))), .missing,
        .none, .fileNotDownloaded),
      Case(
        "a pointer to what is claimed twice", pointer(weights(Sample.claim(), Sample.claim())),
        .missing, .none, .fileNotDownloaded),
      Case(
        "a pointer to something else", pointer(weights(Sample.mismatching)), .mismatch, .none,
        .fileMismatch),
      Case(
        "a pointer to what one manifest claims and another does not",
        pointer(weights(Sample.claim(), Sample.mismatching)), .mismatch, .none, .fileMismatch),
      Case(
        "a pointer that names no digest, under a claim", pointer(weights(Sample.claim()), nil),
        .mismatch, .none, .fileMismatch),
      Case(
        "a pointer that names no digest", pointer(weights(), nil), .missing, .none,
        .fileNotDownloaded),
      Case(
        "a pointer whose own bytes are claimed", pointer(weights(aboutThePointer)), .missing, .none,
        .fileNotDownloaded),
      Case(
        "a pointer under a weak digest", pointer(weights(Sample.weak)), .missing, .none,
        .fileNotDownloaded),
      Case(
        "a companion that is a pointer to what is claimed", pointer(companion(Sample.claim())),
        .missing, .none, .fileNotDownloaded),
      Case("an unclaimed companion that is a pointer", pointer(companion()), .unclaimed),
      Case(
        "a named pointer under another name", pointer(companion()).with { $0.isNamed = true },
        .missing, .none, .fileNotDownloaded),

      Case("an unclaimed companion", companion(), .unclaimed),
      Case(
        "a named file that is no weights", companion().with { $0.isNamed = true }, .unclaimed,
        .none, .fileNotWeights),
      Case(
        "a named file that is no weights, under a weak digest",
        companion(Sample.weak).with { $0.isNamed = true }, .unsupported, .none, .fileUnsupported),
      Case(
        "a named file that is no weights and matches",
        companion(Sample.claim()).with { $0.isNamed = true }, .verified, .local),
      Case(
        "named weights without evidence", weights().with { $0.isNamed = true }, .unclaimed, .none,
        .fileUnclaimed),
      Case(
        "not reached", weights(Sample.claim()).with { $0.isSkipped = true }, nil, .none,
        .fileNotChecked),
      Case(
        "a companion not reached", companion().with { $0.isSkipped = true }, nil, .none,
        .fileNotChecked),
    ]
  }()

  @Test("DESIGN 4: what a file's content leads to", arguments: contentCases)
  func content(_ test: Case) { check(test) }

  static let failuresCases: [(FileAccessError, Verdict?, Reason.Code)] = [
    (.notFound, .missing, .fileMissing),
    (.danglingLink, .missing, .fileMissing),
    (.escapesRoot, .unsupported, .fileEscapes),
    (.changedWhileRead, nil, .fileChanged),
    (.isDirectory, nil, .fileUnreadable),
    (.notRegularFile, nil, .fileUnreadable),
    (.tooLarge(byteCount: 2, limit: 1), nil, .fileUnreadable),
    (.tooDeep(limit: 1), nil, .fileUnreadable),
    (.tooManyEntries(limit: 1), nil, .fileUnreadable),
    (.tooManyMappings, nil, .fileUnreadable),
    (.system(.permissionDenied), nil, .fileUnreadable),
    (.system(.ioError), nil, .fileUnreadable),
  ]

  @Test("DESIGN 4: a file that cannot be read is never verified", arguments: failuresCases)
  func failures(_ failure: FileAccessError, verdict: Verdict?, code: Reason.Code) {
    // Digests from before the failure count for nothing.
    for facts in [
      Self.weights(), Self.weights(Sample.claim(.name, .signed)), Self.weights(Sample.mismatching),
      Self.companion(Sample.claim()), Self.weights().with { $0.content = .unknown },
    ] {
      let judged = FileJudgement(facts.with { $0.failure = failure }, Strictness())
      #expect(judged.verdict == verdict)
      #expect(judged.assurance == .none)
      #expect(judged.reasons == [Reason(code, path: facts.path)])
    }
  }

  @Test("a judgement says what it is about")
  func identity() {
    let facts = Sample.weights("a/b.gguf", [Sample.claim()]).with {
      $0.isNamed = true
      $0.isEvidence = true
    }
    let judged = FileJudgement(facts, Strictness())
    #expect(judged.path == UntrustedText("a/b.gguf"))
    #expect(judged.isWeights && judged.isNamed && judged.isEvidence && !judged.isExempt)
    #expect(judged.claims.map(\.bound) == facts.claims)
    #expect(judged.claims.map(\.verdict) == [.verified])
  }

  private func check(_ test: Case) {
    let judged = FileJudgement(test.facts, test.strictness)
    #expect(judged.verdict == test.verdict)
    #expect(judged.assurance == test.assurance)
    #expect(Set(judged.reasons.map(\.code)) == Set(test.reasons))
    #expect(judged.reasons.count == test.reasons.count)
    #expect(judged.reasons.allSatisfy { $0.path == test.facts.path })
  }
}
