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

  /// Whether one document states all that is expected.
  func isMet(by release: ReleaseIdentity) -> Bool {
    (name == nil || name == release.name) && (version == nil || version == release.version)
      && (rootDigest == nil || rootDigest == release.rootDigest)
  }

  /// Whether a document that is about some of the files names another release.
  ///
  /// Root digests are not compared here: documents that list more or fewer files have others.
  private func isContradicted(by release: ReleaseIdentity) -> Bool {
    name != nil && release.name != nil && name != release.name
      || version != nil && release.version != nil && version != release.version
  }

  /// What speaks against this, by what is signed about one PATH; nil where nothing does.
  ///
  /// One document that covers every weight file must state all of it, and no weight manifest that
  /// any of the files rests on may name another release. The name that Model Signing gives a model
  /// is that of the signer's folder, and contradicts nothing.
  func reason(_ signed: SignedSet) -> Reason? {
    if name == nil && version == nil && rootDigest == nil { return nil }
    if signed.namings.contains(where: isContradicted) { return Reason(.releaseContradicted) }
    if signed.releases.contains(where: isMet) { return nil }
    let isOther = signed.releases.contains { release in
      isContradicted(by: release)
        || rootDigest != nil && release.rootDigest != nil
          && rootDigest != release.rootDigest
    }
    return Reason(isOther ? .releaseContradicted : .releaseNotStated)
  }
}
