// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import SystemPackage
public import UntrustedInput

/// Whom the user trusts: the files and names that were given on the command line.
///
/// Keys and roots are never looked for: what lies beside the weights could be anyone's.
public struct TrustRequest: Sendable {
  /// Someone whom a certificate must name.
  public struct Identity: Hashable, Sendable {
    /// A mail address or a URI, compared whole and as bytes.
    public let name: UntrustedText
    /// Who must have vouched for the name.
    public let issuer: UntrustedText

    /// Names someone.
    public init(name: UntrustedText, issuer: UntrustedText) {
      self.name = name
      self.issuer = issuer
    }
  }

  /// Files with one public key each, in PEM or DER.
  public var keys: [FilePath] = []
  /// Files with self-signed certificates that vouch for signers, in PEM or DER.
  public var roots: [FilePath] = []
  /// Files with self-signed certificates that vouch for timestamp authorities, and with others that
  /// timestamps may lack, which vouch for nothing by themselves.
  public var timestampRoots: [FilePath] = []
  /// Signers, one of which a certificate must name; none for anyone under a root.
  public var identities: [Identity] = []
  /// The time that certificates are held against, in seconds since 1970; nil for now.
  public var time: Int64?

  /// Trusts nobody.
  public init() {}

  /// Whether the user named someone, so that nothing less than a signature will do: TRUST 2.3.
  public var namesSigner: Bool { !keys.isEmpty || !roots.isEmpty || !identities.isEmpty }
}
