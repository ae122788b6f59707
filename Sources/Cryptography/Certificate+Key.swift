// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

extension Certificate {
  /// The SHA-256 of each form of its SubjectPublicKeyInfo, by any of which its key may be known:
  /// exactly as it stands in it, whatever kind of key that is, and as ``PublicKey/fingerprints``.
  package var keyFingerprints: [Digest] {
    defer { ERR_clear_error() }
    guard let certificate = Self.decode(derBytes) else { return [] }
    let info = unsafe X509_get_X509_PUBKEY(certificate.pointer)
    var encodings: [[UInt8]] = []
    if let own = unsafe LibraryHandle.encoded({ unsafe i2d_X509_PUBKEY(info, $0) }) {
      encodings.append(own)
    }
    if let key = unsafe LibraryHandle(
      X509_get_pubkey(certificate.pointer), { unsafe EVP_PKEY_free($0) })
    {
      encodings += PublicKey.encodings(of: key)
    }
    return encodings.map(PublicKey.sha256)
  }
}
