// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// Why nothing can be signed with a key.
///
/// No case holds anything of the key, of its passphrase or of the place that the user gave, which
/// may contain a PIN.
package enum SigningKeyError: Error, Hashable, Sendable {
  /// The file cannot be read, or is no regular one.
  case unreadable(FileAccessError)
  /// Nothing that is installed opens places of this kind.
  case schemeUnsupported(String)
  /// It holds no private key.
  case absent
  /// It holds several private keys.
  case several
  /// The passphrase was not given, or is not the right one.
  case passphrase
  /// The key is of a kind or on a curve that signs nothing here.
  case unsupported(String)
  /// The place does not tell the public part of the key.
  case withoutPublicKey
  /// The certificate is about another key.
  case otherCertificate
  /// libcrypto, or what holds the key, did not sign.
  case notSigned
}

extension SigningKeyError: CustomStringConvertible {
  /// One sentence without the place: lower case, no full stop.
  package var description: String {
    switch self {
    case .unreadable(let failure): "the key cannot be opened: \(failure)"
    case .schemeUnsupported(let scheme):
      "nothing is installed that opens a key by '\(scheme):'"
    case .absent: "there is no private key"
    case .several: "there are several private keys, where one is wanted"
    case .passphrase: "the key's passphrase was not given, or is not the right one"
    case .unsupported(let kind):
      "a key of kind '\(kind)' signs nothing here: P-256, P-384 or P-521 is wanted"
    case .withoutPublicKey: "the key's public part cannot be read"
    case .otherCertificate: "the certificate is not about this key"
    case .notSigned: "the key did not sign"
    }
  }
}
