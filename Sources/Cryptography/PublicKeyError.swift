// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Why a file, or a part of a certificate, is no public key that can be used.
package enum PublicKeyError: Error, Hashable, Sendable {
  /// It holds a private key, which nobody but its owner should have.
  case isPrivate
  /// It holds a certificate.
  case isCertificate
  /// It holds several keys.
  case several(count: Int)
  /// It has more bytes than a key may have.
  case tooLong(limit: Int)
  /// It is neither PEM nor a SubjectPublicKeyInfo in DER, or has a fault in it.
  case malformed
  /// A block of PEM is of another kind than `PUBLIC KEY`.
  case label(String)
  /// Its algorithm or curve is none of those that are used.
  case unsupported(String)
  /// An RSA key of too few bits, or of more than anyone uses.
  case rsaBitCount(Int)
  /// An RSA key whose public exponent is even, 1, or longer than 64 bits.
  case rsaExponent
  /// An elliptic curve is given by its numbers in place of its name.
  case explicitCurve
  /// The key is no point that can be one.
  case notOnCurve
}

extension PublicKeyError: CustomStringConvertible {
  /// One sentence without the file's name: lower case, no full stop.
  package var description: String {
    switch self {
    case .isPrivate: "is a private key, where a public key is wanted"
    case .isCertificate: "is a certificate, where a public key is wanted"
    case .several(let count): "holds \(count) keys, where one is wanted"
    case .tooLong(let limit): "has more than \(limit) bytes, which no public key has"
    case .malformed: "is no public key in PEM or DER"
    case .label(let label): "is PEM of '\(label)', where 'PUBLIC KEY' is wanted"
    case .unsupported(let name): "is a key of kind '\(name)', which is not used"
    case .rsaBitCount(let count):
      "is an RSA key of \(count) bits, where 2048 to 8192 are wanted"
    case .rsaExponent: "is an RSA key whose public exponent is even, 1 or above 64 bits"
    case .explicitCurve: "gives the numbers of a curve in place of its name"
    case .notOnCurve: "is no point of its curve"
    }
  }
}
