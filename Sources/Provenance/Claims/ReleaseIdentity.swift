// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import Cryptography
public import UntrustedInput

/// Which release a document says it is about.
///
/// A signature tells that a signer vouched for some release once; only this tells for which.
public struct ReleaseIdentity: Hashable, Sendable {
  /// The name that the document gives the release; nil where it gives none.
  public let name: UntrustedText?
  /// The version; nil where the document gives none.
  public let version: UntrustedText?
  /// The SHA-256 of the digests of all files, in the order of the document, as OpenSSF Model
  /// Signing computes it; nil where the document is no list of files.
  public let rootDigest: Digest?

  package init(name: UntrustedText?, version: UntrustedText?, rootDigest: Digest?) {
    self.name = name?.bytes.isEmpty == true ? nil : name
    self.version = version?.bytes.isEmpty == true ? nil : version
    self.rootDigest = rootDigest
  }
}
