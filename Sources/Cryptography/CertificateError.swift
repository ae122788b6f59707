// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// Why a file, or a part of a bundle, is no certificate that can be used.
package enum CertificateError: Error, Hashable, Sendable {
  /// It holds a private key, which nobody but its owner should have.
  case isPrivate
  /// It has more bytes than a certificate, or a file of them, may have.
  case tooLong(limit: Int)
  /// It holds no certificate at all.
  case absent
  /// It is neither PEM nor a certificate in DER, or has a fault in it.
  case malformed
  /// A block of PEM is of another kind than `CERTIFICATE`.
  case label(String)
  /// An extension cannot be read, stands twice, or contradicts another.
  case extensions(subject: UntrustedText)
  /// One of its two times is none.
  case validity(subject: UntrustedText)
  /// It was signed by another one, so that it can be no root.
  case notSelfSigned(subject: UntrustedText)
}

extension CertificateError: CustomStringConvertible {
  /// One sentence without the file's name: lower case, no full stop.
  package var description: String {
    switch self {
    case .isPrivate: "holds a private key, where certificates are wanted"
    case .tooLong(let limit): "has more than \(limit) bytes"
    case .absent: "holds no certificate"
    case .malformed: "holds something that is no certificate in PEM or DER"
    case .label(let label): "is PEM of '\(label)', where 'CERTIFICATE' is wanted"
    case .extensions(let subject):
      "has the certificate '\(subject.brief)', whose extensions cannot be read"
    case .validity(let subject):
      "has the certificate '\(subject.brief)', which does not say from when to when it is valid"
    case .notSelfSigned(let subject):
      "has the certificate '\(subject.brief)', which is no root: another one signed it"
    }
  }
}
