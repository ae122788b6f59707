// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import Cryptography
internal import Provenance
public import UntrustedInput

/// Which release the user means, so that no other signed one passes for it: TRUST 2.8.
public struct ExpectedRelease: Hashable, Sendable {
  /// The name that must be signed.
  public var name: UntrustedText?
  /// The version that must be signed.
  public var version: UntrustedText?
  /// The root digest that must be signed.
  public var rootDigest: Digest?

  /// Expects nothing.
  public init() {}

  /// What comes of holding this against what is signed about the whole release.
  ///
  /// - Parameter signed: what each signed document says that covers every weight file.
  /// - Returns: a reason for each expectation that is contradicted, or that nothing signed states.
  func reasons(_ signed: [ReleaseIdentity]) -> [Reason] {
    func reason<Value: Equatable>(
      _ expected: Value?, _ stated: KeyPath<ReleaseIdentity, Value?>
    ) -> Reason? {
      guard let expected else { return nil }
      let values = signed.compactMap { $0[keyPath: stated] }
      if values.contains(expected) { return nil }
      return Reason(values.isEmpty ? .releaseNotStated : .releaseContradicted)
    }
    let reasons = [
      reason(name, \.name), reason(version, \.version), reason(rootDigest, \.rootDigest),
    ]
    return reasons.compactMap { $0 }
  }
}
