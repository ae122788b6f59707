// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
package import UntrustedInput

/// Whom a user trusts, as the user named them; nobody is trusted otherwise.
package struct TrustAnchors: Hashable, Sendable {
  /// A signer that a certificate vouches for.
  package struct Identity: Hashable, Sendable {
    /// A mail address or a URI, compared whole and as bytes with names of the same kind.
    package let name: UntrustedText
    /// Who must have vouched for the name, where the certificate says that someone did.
    package let issuer: UntrustedText

    package init(name: UntrustedText, issuer: UntrustedText) {
      self.name = name
      self.issuer = issuer
    }
  }

  /// Keys, each of which is tried.
  package var keys: [PublicKey]
  /// Roots of certificates for signing; each has signed itself.
  package var roots: [Certificate]
  /// Roots of timestamp authorities; each has signed itself.
  package var timestampRoots: [Certificate]
  /// Certificates that timestamps may lack; nothing is believed of them.
  package var timestampIntermediates: [Certificate] = []
  /// Signers, one of which a certificate must name; none given means anyone under a root.
  package var identities: [Identity]
  /// The time that certificates are held against in place of the current one, in seconds since
  /// 1970.
  package var time: Int64?

  package init(
    keys: [PublicKey] = [], roots: [Certificate] = [], timestampRoots: [Certificate] = [],
    identities: [Identity] = [], time: Int64? = nil
  ) {
    self.keys = keys
    self.roots = roots
    self.timestampRoots = timestampRoots
    self.identities = identities
    self.time = time
  }

  /// Whether nobody is named, so that no signature can be worth anything.
  package var isEmpty: Bool { keys.isEmpty && roots.isEmpty }
}
