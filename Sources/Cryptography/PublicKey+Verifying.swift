// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

extension PublicKey {
  /// Whether the key is one that signs by ECDSA, on one of the three curves.
  package var isEllipticCurve: Bool {
    switch kind {
    case .p256, .p384, .p521: true
    case .ed25519, .rsa: false
    }
  }

  /// The digest that is signed with a key of this kind: a curve's own, SHA-256 for RSA, and nil for
  /// Ed25519, which signs the message itself.
  package var digestAlgorithm: DigestAlgorithm? {
    switch kind {
    case .p256, .rsa: .sha256
    case .p384: .sha384
    case .p521: .sha512
    case .ed25519: nil
    }
  }

  /// Bytes of a signature; RSA of 8192 bits has the longest.
  private static let maximumSignatureByteCount = 1024

  /// Whether `signature` is this key's over `message`.
  ///
  /// ECDSA in DER, which must be the one encoding that there is (SEC 1, C.5; a byte behind it is
  /// enough to refuse it); RSA by PKCS #1 v1.5; Ed25519 without a prehash (RFC 8032).
  ///
  /// - Parameter algorithm: the digest that was signed, where it is not the kind's own.
  package func verifies(
    _ signature: [UInt8], of message: [UInt8], _ algorithm: DigestAlgorithm? = nil
  ) -> Bool {
    guard let algorithm = digestAlgorithm.map({ algorithm ?? $0 }) else {
      return verifiesWhole(signature, message)
    }
    let span = message.span
    return unsafe verifies(signature, of: Digest(of: span.bytes, algorithm))
  }

  /// Whether `signature` is this key's over a message with that digest.
  ///
  /// Never so for Ed25519, which signs no digest, and for a weak digest.
  package func verifies(_ signature: [UInt8], of digest: Digest) -> Bool {
    defer { ERR_clear_error() }
    guard !signature.isEmpty, signature.count <= Self.maximumSignatureByteCount,
      digestAlgorithm != nil, [.sha256, .sha384, .sha512].contains(digest.algorithm),
      let key = handle(),
      let context = unsafe LibraryHandle(
        EVP_PKEY_CTX_new_from_pkey(nil, key.pointer, nil), { unsafe EVP_PKEY_CTX_free($0) }),
      unsafe EVP_PKEY_verify_init(context.pointer) == 1
    else { return false }
    if case .rsa = kind {
      guard unsafe EVP_PKEY_CTX_set_rsa_padding(context.pointer, RSA_PKCS1_PADDING) == 1 else {
        return false
      }
    }
    guard
      unsafe EVP_PKEY_CTX_set_signature_md(
        context.pointer, DigestContext.implementation(of: digest.algorithm)) == 1
    else { return false }
    return unsafe EVP_PKEY_verify(
      context.pointer, signature, signature.count, digest.bytes, digest.bytes.count) == 1
  }

  private func verifiesWhole(_ signature: [UInt8], _ message: [UInt8]) -> Bool {
    defer { ERR_clear_error() }
    guard signature.count == 64, let key = handle(),
      let context = unsafe LibraryHandle(EVP_MD_CTX_new(), { unsafe EVP_MD_CTX_free($0) }),
      unsafe EVP_DigestVerifyInit_ex(context.pointer, nil, nil, nil, nil, key.pointer, nil) == 1
    else { return false }
    return unsafe EVP_DigestVerify(
      context.pointer, signature, signature.count, message, message.count) == 1
  }
}
