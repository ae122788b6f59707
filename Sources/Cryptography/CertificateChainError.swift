// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// Why nobody who is trusted vouches for a certificate, or not for this use of it.
package enum CertificateChainError: Error, Hashable, Sendable {
  /// No root was given.
  case noRoots
  /// A certificate that was given as a root was signed by another one.
  case rootNotSelfSigned(subject: UntrustedText)
  /// More certificates than are looked at.
  case tooManyCertificates(limit: Int)
  /// A certificate that was given beside a signer's is on no way from that upwards.
  case unrelated(subject: UntrustedText)
  /// No way leads from the certificate to a root.
  case noWayToRoot(subject: UntrustedText)
  /// The way to a root has more certificates than one may have.
  case tooDeep
  /// A certificate was not signed by the one that it names.
  case signatureInvalid(subject: UntrustedText)
  /// A certificate that signed another one is not allowed to.
  case issuerNotAuthority(subject: UntrustedText)
  /// A key or a digest on the way is so weak that anyone could have made the signature.
  case weak(subject: UntrustedText)
  /// Another rule of RFC 5280, in the words of libcrypto.
  case rule(String, subject: UntrustedText)
  /// The certificate was not valid yet.
  case notYetValid(subject: UntrustedText, from: Int64)
  /// The certificate was not valid any more.
  case expired(subject: UntrustedText, since: Int64)
  /// The signer's certificate is one that signs certificates.
  case leafIsAuthority(subject: UntrustedText)
  /// Its key usage does not allow signatures.
  case leafWithoutDigitalSignature(subject: UntrustedText)
  /// Its extended key usage allows other things only, such as to serve web pages.
  case leafNotForCodeSigning(subject: UntrustedText)
  /// It does not say what it is for.
  case leafWithoutUsage(subject: UntrustedText)
  /// The extended key usage of a certificate between allows other things only.
  case issuerNotForCodeSigning(subject: UntrustedText)
}

extension CertificateChainError {
  /// Whether everything holds but the time.
  package var isOfTime: Bool {
    switch self {
    case .expired, .notYetValid: true
    default: false
    }
  }
}

extension CertificateChainError: CustomStringConvertible {
  /// One sentence: lower case, no full stop.
  package var description: String {
    switch self {
    case .noRoots: "no root was given"
    case .rootNotSelfSigned(let subject):
      "'\(subject.brief)' is no root: another one signed it"
    case .tooManyCertificates(let limit): "there are more than \(limit) certificates"
    case .unrelated(let subject):
      "'\(subject.brief)' signed neither the signer's certificate nor a given one above it"
    case .noWayToRoot(let subject):
      "no chain leads from '\(subject.brief)' to a root that you named"
    case .tooDeep: "the chain to the root is too long"
    case .signatureInvalid(let subject):
      "'\(subject.brief)' was not signed by the certificate that it names"
    case .issuerNotAuthority(let subject):
      "'\(subject.brief)' signed a certificate and is no authority"
    case .weak(let subject): "'\(subject.brief)' has too weak a key or digest"
    case .rule(let text, let subject): "'\(subject.brief)' is refused: \(text)"
    case .notYetValid(let subject, let from):
      "'\(subject.brief)' is not valid before \(RFC3339.text(from))"
    case .expired(let subject, let since):
      "'\(subject.brief)' expired at \(RFC3339.text(since))"
    case .leafIsAuthority(let subject):
      "'\(subject.brief)' is an authority's certificate and not a signer's"
    case .leafWithoutDigitalSignature(let subject):
      "'\(subject.brief)' must not be used for digital signatures"
    case .leafNotForCodeSigning(let subject): "'\(subject.brief)' is not for code signing"
    case .leafWithoutUsage(let subject):
      "'\(subject.brief)' does not say that it may sign anything"
    case .issuerNotForCodeSigning(let subject):
      "'\(subject.brief)' must not issue certificates for code signing"
    }
  }
}
