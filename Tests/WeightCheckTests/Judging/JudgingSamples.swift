// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import UntrustedInput
internal import WeightCheck

/// Files and claims for the tests of what is judged.
///
/// The bytes behind them do not exist: a digest is one byte repeated.
enum Sample {
  /// The digest of the file that is really there.
  static func real(_ algorithm: DigestAlgorithm) -> Digest { digest(algorithm, 0x11) }
  /// A digest of something else.
  static func wrong(_ algorithm: DigestAlgorithm) -> Digest { digest(algorithm, 0x99) }

  /// The size of the file that is really there.
  static let byteCount: UInt64 = 1_000

  /// All digests of the file that is really there.
  static var digests: [DigestAlgorithm: Digest] {
    Dictionary(uniqueKeysWithValues: DigestAlgorithm.allCases.map { ($0, real($0)) })
  }

  static func digest(_ algorithm: DigestAlgorithm, _ byte: UInt8) -> Digest {
    guard
      let digest = Digest(algorithm, bytes: [UInt8](repeating: byte, count: algorithm.byteCount))
    else { preconditionFailure("a digest of the right length was refused") }
    return digest
  }

  /// A claim about the file; without arguments it matches.
  static func claim(
    _ digests: [Digest] = [real(.sha256)], unsupported: [String] = [], byteCount: UInt64? = nil,
    _ binding: BoundClaim.Binding = .name, _ assurance: Assurance = .local, evidence: Int = 0,
    acceptsWeak: Bool = false
  ) -> BoundClaim {
    BoundClaim(
      claim: Claim(
        subject: .nameless, digests: digests, unsupportedAlgorithms: unsupported,
        byteCount: byteCount, line: 1),
      binding: binding, evidence: evidence, assurance: assurance, acceptsWeak: acceptsWeak)
  }

  /// A claim that matches.
  static func claim(
    _ binding: BoundClaim.Binding, _ assurance: Assurance, evidence: Int = 0
  ) -> BoundClaim {
    claim([real(.sha256)], binding, assurance, evidence: evidence)
  }

  static let mismatching = claim([wrong(.sha256)])
  static let weak = claim([], unsupported: ["MD5"])

  /// A weight file that was read; without arguments no evidence speaks of it.
  static func weights(_ path: String = "model.safetensors", _ claims: [BoundClaim] = [])
    -> FileFacts
  {
    FileFacts(
      path: UntrustedText(path), content: .weights, isWeights: true, byteCount: byteCount,
      digests: digests, claims: claims)
  }

  /// A file beside the weights that was read.
  static func companion(_ path: String = "config.json", _ claims: [BoundClaim] = []) -> FileFacts {
    FileFacts(
      path: UntrustedText(path), content: .other, isWeights: false, byteCount: byteCount,
      digests: digests, claims: claims)
  }
}

extension FileFacts {
  /// These facts with something else about them.
  func with(_ change: (inout FileFacts) -> Void) -> FileFacts {
    var facts = self
    change(&facts)
    return facts
  }
}

extension Conclusion {
  /// What is concluded from `files`.
  init(
    _ files: [FileFacts], missing: [MissingFile] = [],
    foldersWithoutWeights: [UntrustedText] = [], others: [Reason] = [],
    _ strictness: Strictness = Strictness()
  ) {
    self.init(
      files: files.map { FileJudgement($0, strictness) }, missing: missing,
      foldersWithoutWeights: foldersWithoutWeights, others: others, strictness)
  }
}
