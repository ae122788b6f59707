// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

@Suite("What holds of every release, whatever is in it")
struct JudgingPropertyTests {
  static let seeds = 0..<100
  private static let rounds = 100

  @Test(
    "any mismatch on a file that was read is status 1, whatever else there is", arguments: seeds)
  func mismatchWins(seed: Int) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<Self.rounds {
      let scene = Scene(&random)
      for facts in scene.files where facts.wasRead && facts.claims.contains(where: facts.disputes) {
        #expect(scene.conclusion.status == .mismatch, "\(facts)")
        #expect(scene.conclusion.verdict == .failed, "\(facts)")
        #expect(FileJudgement(facts, scene.strictness).verdict == .mismatch, "\(facts)")
      }
    }
  }

  @Test("status 0 means that all that TRUST 2.2 asks for is there", arguments: seeds)
  func zeroIsEarned(seed: Int) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<Self.rounds {
      let scene = Scene(&random, isBenign: true)
      let conclusion = scene.conclusion
      guard conclusion.status == .verified else {
        #expect(!conclusion.reasons.isEmpty)
        #expect(conclusion.verdict != .verified)
        continue
      }
      let require = scene.strictness.require
      #expect(conclusion.reasons.isEmpty)
      #expect(conclusion.verdict == .verified)
      #expect(conclusion.assurance >= require)
      #expect(scene.files.contains { $0.claims.contains(where: $0.matches) })
      for facts in scene.files {
        #expect(facts.isExempt || !facts.wasRead || !facts.claims.contains(where: facts.disputes))
        // A dangling link or a special file that nobody asks about stands beside, unread.
        let isBeside =
          !facts.isWeights && !facts.isNamed && facts.claims.isEmpty
          && (facts.failure == .danglingLink || facts.failure == .notRegularFile)
        #expect(
          facts.isExempt || isBeside || facts.failure == nil && !facts.isSkipped, "\(facts)")
        if facts.isWeights || facts.isNamed {
          let judged = FileJudgement(facts, scene.strictness)
          #expect(judged.verdict == .verified && judged.assurance >= require, "\(facts)")
          #expect(!facts.isExempt)
          #expect(facts.content == (facts.isWeights ? .weights : .other))
          #expect(
            facts.claims.contains {
              facts.matches($0) && $0.worth >= require
                && (!facts.isShard || $0.binding == .name)
            }, "\(facts)")
        } else if scene.strictness.unlisted == .fail, !facts.isExempt, !facts.isEvidence {
          #expect(
            facts.claims.contains { facts.matches($0) && $0.worth >= require }, "\(facts)")
        }
      }
    }
  }

  @Test("scenes of both kinds occur, so that the tests above say something")
  func scenesVary() {
    var random = SplitMix64(seed: 1)
    var counts: [Reason.Status: Int] = [:]
    for _ in 0..<10_000 {
      counts[Scene(&random, isBenign: true).conclusion.status, default: 0] += 1
    }
    for status in [Reason.Status.verified, .mismatch, .unestablished, .malformed, .inputOutput] {
      #expect(counts[status, default: 0] >= 50, "\(counts)")
    }
  }

  @Test("one more mismatching claim never makes a result better", arguments: seeds)
  func moreMismatches(seed: Int) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<Self.rounds {
      let scene = Scene(&random, isBenign: random.isOneIn(2))
      guard let index = scene.files.indices.randomElement(using: &random) else { continue }
      let facts = scene.files[index]
      let claim = BoundClaim(
        claim: Claim(subject: .nameless, digests: [Sample.wrong(.sha256)], line: 9),
        binding: .name, evidence: 9, assurance: Self.level(&random))
      let after = scene.adding(claim, to: index).conclusion.status
      if scene.conclusion.status != .verified { #expect(after != .verified, "\(facts)") }
      if facts.wasRead, facts.digests[.sha256] != nil, !facts.claims.isEmpty || !facts.isPointer {
        #expect(after == .mismatch, "\(facts)")
      }
    }
  }

  @Test(
    "evidence that is added makes a result 0 only by a match at the required assurance",
    arguments: seeds)
  func moreEvidence(seed: Int) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<Self.rounds {
      let scene = Scene(&random, isBenign: true)
      guard let index = scene.files.indices.randomElement(using: &random) else { continue }
      let claim = Scene.claim(&random, isBenign: random.isOneIn(2))
      let after = scene.adding(claim, to: index).conclusion.status
      if scene.conclusion.status != .verified, after == .verified {
        #expect(scene.files[index].matches(claim))
        #expect(claim.worth >= scene.strictness.require, "\(scene.files[index])")
      }
    }
  }

  @Test("the order of claims and of files does not matter", arguments: seeds)
  func order(seed: Int) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<Self.rounds {
      let scene = Scene(&random)
      var shuffled = scene
      shuffled.files = scene.files.shuffled(using: &random).map { facts in
        facts.with { $0.claims.shuffle(using: &random) }
      }
      let (before, after) = (scene.conclusion, shuffled.conclusion)
      #expect(before.status == after.status)
      #expect(before.verdict == after.verdict)
      #expect(before.assurance == after.assurance)
      #expect(Set(before.reasons) == Set(after.reasons))
      #expect(before.reasons.count == after.reasons.count)
    }
  }

  @Test("nothing is verified by a digest other than the one claimed", arguments: seeds)
  func verifiedMeansEqual(seed: Int) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<Self.rounds {
      let scene = Scene(&random)
      for facts in scene.files {
        let judged = FileJudgement(facts, scene.strictness)
        for claim in judged.claims where claim.verdict == .verified {
          #expect(facts.matches(claim.bound), "\(facts)")
        }
        if judged.verdict == .verified {
          #expect(facts.claims.contains { facts.matches($0) && $0.worth == judged.assurance })
        } else {
          #expect(judged.assurance == .none)
        }
      }
    }
  }

  @Test("being stricter, or ignoring weights, never makes a result 0", arguments: seeds)
  func stricter(seed: Int) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<Self.rounds {
      let scene = Scene(&random, isBenign: true)
      if scene.conclusion.status != .verified {
        for require in Assurance.allCases where require >= scene.strictness.require {
          var strict = scene
          strict.strictness = Strictness(require: require, unlisted: .fail, missing: .fail)
          #expect(strict.conclusion.status != .verified)
        }
      }
      for index in scene.files.indices
      where scene.files[index].isWeights || scene.files[index].isNamed {
        var ignoring = scene
        ignoring.files[index].isExempt = true
        #expect(ignoring.conclusion.status != .verified)
      }
    }
  }

  fileprivate static func level(_ random: inout SplitMix64) -> Assurance {
    [.local, .manifest, .signed].randomElement(using: &random) ?? .local
  }
}

// MARK: - Random releases

/// A release at random, and how strict the user is.
private struct Scene {
  var files: [FileFacts]
  var missing: [MissingFile] = []
  var strictness: Strictness

  /// - Parameter isBenign: mostly good files and true claims, so that 0 is reached often.
  init(_ random: inout SplitMix64, isBenign: Bool = false) {
    strictness = Strictness(
      require: random.isOneIn(2) ? .local : JudgingPropertyTests.level(&random),
      unlisted: random.isOneIn(3) ? .fail : .report, missing: random.isOneIn(3) ? .report : .fail)
    files = (0..<Int.random(in: 0...4, using: &random)).map { _ in
      Self.file(&random, isBenign: isBenign)
    }
    if random.isOneIn(isBenign ? 20 : 5) {
      missing = [
        MissingFile(
          path: UntrustedText("gone"), isWeights: random.isOneIn(2),
          claimedBy: UntrustedText("sums"))
      ]
    }
  }

  var conclusion: Conclusion { Conclusion(files, missing: missing, strictness) }

  func adding(_ claim: BoundClaim, to index: Int) -> Scene {
    var scene = self
    scene.files[index].claims.append(claim)
    return scene
  }

  static func claim(_ random: inout SplitMix64, isBenign: Bool) -> BoundClaim {
    let unlikely = isBenign ? 40 : 5
    var digests: [Digest] = []
    for algorithm in DigestAlgorithm.allCases where random.isOneIn(2) {
      digests.append(
        random.isOneIn(unlikely) ? Sample.wrong(algorithm) : Sample.real(algorithm))
    }
    if isBenign && digests.isEmpty { digests = [Sample.real(.sha256)] }
    let byteCount: UInt64? = random.isOneIn(2) ? nil : Sample.byteCount
    return Sample.claim(
      digests, unsupported: random.isOneIn(4) ? ["MD5"] : [],
      byteCount: random.isOneIn(unlikely * 2) ? 999 : byteCount,
      random.isOneIn(3) ? .digest : .name, JudgingPropertyTests.level(&random),
      evidence: Int.random(in: 0...3, using: &random), acceptsWeak: random.isOneIn(2))
  }

  /// A file whose facts agree with each other.
  private static func file(_ random: inout SplitMix64, isBenign: Bool) -> FileFacts {
    let unlikely = isBenign ? 40 : 6
    let claims = (0..<Int.random(in: isBenign ? 1...3 : 0...4, using: &random)).map { _ in
      claim(&random, isBenign: isBenign)
    }
    let isWeights = !random.isOneIn(3)
    var facts =
      isWeights
      ? Sample.weights("w\(random.next() % 100)", claims)
      : Sample.companion("c\(random.next() % 100)", claims)
    if random.isOneIn(unlikely) { facts.claims = [] }
    facts.isShard = isWeights && random.isOneIn(4)
    facts.isNamed = random.isOneIn(4)
    facts.isEvidence = !isWeights && random.isOneIn(4)
    facts.isExempt = random.isOneIn(unlikely)
    facts.isSkipped = random.isOneIn(unlikely * 2)
    if random.isOneIn(unlikely) {
      facts.content = .pointer(
        sha256: random.isOneIn(2) ? Sample.real(.sha256).bytes : [UInt8](repeating: 3, count: 32))
      // What is there are the pointer's bytes.
      facts.digests = Dictionary(
        uniqueKeysWithValues: DigestAlgorithm.allCases.map { ($0, Sample.digest($0, 0x77)) })
    } else if isWeights, random.isOneIn(unlikely) {
      facts.content = random.isOneIn(2) ? .malformedWeights : .unsupportedWeights
    }
    if random.isOneIn(unlikely) {
      facts.digests.removeValue(
        forKey: DigestAlgorithm.allCases.randomElement(using: &random) ?? .sha256)
    }
    if random.isOneIn(unlikely * 2) { facts.byteCount = nil }
    if random.isOneIn(unlikely) {
      facts.failure =
        [.escapesRoot, .changedWhileRead, .notFound, .notRegularFile].randomElement(using: &random)
      if random.isOneIn(2) { facts.content = .unknown }
    }
    return facts
  }
}

// MARK: - What claims say, told once more and in another way

extension BoundClaim {
  /// Whether git's SHA-1 is all that it gives.
  fileprivate var isWeak: Bool { claim.digests.map(\.algorithm) == [.gitBlob] }

  /// What its word is worth, if it is true.
  fileprivate var worth: Assurance { isWeak && assurance > .local ? .local : assurance }
}

extension FileFacts {
  fileprivate var isPointer: Bool {
    if case .pointer = content { true } else { false }
  }

  /// Whether its bytes were there to be judged.
  fileprivate var wasRead: Bool { failure == nil && !isSkipped && !isExempt && !isAbsent }

  /// Whether it is a pointer to just what every claim about it names: then the claims speak of the
  /// weights, which are not here.
  private var isAbsent: Bool {
    guard case .pointer(let sha256) = content else { return false }
    for claim in claims where !claim.claim.digests.contains(where: { $0.bytes == sha256 }) {
      return false
    }
    return true
  }

  /// Whether every word of the claim is known to be true of the bytes.
  fileprivate func matches(_ bound: BoundClaim) -> Bool {
    let claim = bound.claim
    if claim.digests.isEmpty { return false }
    if bound.isWeak && (isWeights || isPointer || !bound.acceptsWeak) { return false }
    for claimed in claim.digests {
      guard let real = digests[claimed.algorithm], real.hex == claimed.hex else { return false }
    }
    guard let stated = claim.byteCount else { return true }
    guard let byteCount else { return false }
    return stated == byteCount
  }

  /// Whether one word of the claim is known to be untrue of the bytes.
  fileprivate func disputes(_ bound: BoundClaim) -> Bool {
    for claimed in bound.claim.digests {
      if let real = digests[claimed.algorithm], real.hex != claimed.hex { return true }
    }
    if let stated = bound.claim.byteCount, let byteCount, stated != byteCount { return true }
    return false
  }
}
