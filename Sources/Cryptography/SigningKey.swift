// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

/// A private key that signs by ECDSA on P-256, P-384 or P-521, wherever it lies.
///
/// It lives in libcrypto's memory, or in a device that libcrypto reaches, and is overwritten there
/// with its owner's end. Nothing of it can be read.
package struct SigningKey: ~Copyable {
  private let key: LibraryHandle
  /// Its public part.
  package let publicKey: PublicKey

  /// Objects that are looked at in one place.
  private static let maximumObjectCount = 64

  /// Opens the key in a file (PEM, DER or PKCS#12), or behind a URI that an installed provider
  /// opens, `pkcs11:` before all.
  ///
  /// - Parameters:
  ///   - location: a path, or a URI. It is never part of an error.
  ///   - passphrase: asked at most once, if one is needed; nil where the user gives none. What it
  ///     returns is overwritten after use, unless the caller kept it too.
  package static func load(
    _ location: String, passphrase: @escaping () -> [UInt8]?
  ) throws(SigningKeyError) -> SigningKey {
    defer { ERR_clear_error() }
    guard Library.isInitialized else { throw .absent }
    if location.hasPrefix("pkcs11:") {
      // The default providers stay, whether there is this one or not.
      _ = unsafe OSSL_PROVIDER_try_load(nil, "pkcs11", 1)
      ERR_clear_error()
    }
    let prompt = PassphrasePrompt(passphrase)
    let found = try withExtendedLifetime(prompt) { () throws(SigningKeyError) in
      try find(location, prompt)
    }
    let publicKey: PublicKey
    do throws(PublicKeyError) { publicKey = try PublicKey(found) } catch {
      switch error {
      case .unsupported(let kind): throw .unsupported(kind)
      case .rsaBitCount: throw .unsupported("RSA")
      default: throw .withoutPublicKey
      }
    }
    guard publicKey.isEllipticCurve else { throw .unsupported(publicKey.displayName) }
    return SigningKey(key: found, publicKey: publicKey)
  }

  private init(key: consuming LibraryHandle, publicKey: PublicKey) {
    self.key = key
    self.publicKey = publicKey
  }

  private static func find(
    _ location: String, _ prompt: PassphrasePrompt
  ) throws(SigningKeyError) -> LibraryHandle {
    guard let method = PassphrasePrompt.makeMethod() else { throw .absent }
    ERR_clear_error()
    guard
      let store = unsafe OSSL_STORE_open(
        location, method.pointer, Unmanaged.passUnretained(prompt).toOpaque(), nil, nil)
    else { throw openingError(location) }
    defer { unsafe OSSL_STORE_close(store) }
    _ = unsafe OSSL_STORE_expect(store, OSSL_STORE_INFO_PKEY)
    var found: LibraryHandle?
    for _ in 0..<maximumObjectCount where unsafe OSSL_STORE_eof(store) == 0 {
      guard
        let object = unsafe LibraryHandle(
          OSSL_STORE_load(store), { unsafe OSSL_STORE_INFO_free($0) }),
        unsafe OSSL_STORE_INFO_get_type(object.pointer) == OSSL_STORE_INFO_PKEY,
        let key = unsafe LibraryHandle(
          OSSL_STORE_INFO_get1_PKEY(object.pointer), { unsafe EVP_PKEY_free($0) })
      else { continue }
      if found != nil { throw .several }
      found = consume key
    }
    guard let found else { throw prompt.wasAsked ? .passphrase : .absent }
    return found
  }

  private static func openingError(_ location: String) -> SigningKeyError {
    // The first of the errors is the one of the place, the later ones are of what else was tried.
    var code = ERR_get_error()
    while code != 0 {
      if ERR_GET_LIB(code) == ERR_LIB_SYS { return .unreadable(errno: ERR_GET_REASON(code)) }
      code = ERR_get_error()
    }
    let scheme = location.prefix { $0 != ":" && $0 != "/" }
    return location.dropFirst(scheme.count).first == ":" && scheme != "file"
      ? .schemeUnsupported(String(scheme.prefix(32))) : .absent
  }

  // MARK: Signing

  /// The signature of `message` in DER, by the digest that belongs to the curve.
  package func sign(_ message: [UInt8]) throws(SigningKeyError) -> [UInt8] {
    defer { ERR_clear_error() }
    guard let algorithm = publicKey.digestAlgorithm else {
      throw .unsupported(publicKey.displayName)
    }
    var count = 0
    guard
      let context = unsafe LibraryHandle(EVP_MD_CTX_new(), { unsafe EVP_MD_CTX_free($0) }),
      unsafe EVP_DigestSignInit_ex(
        context.pointer, nil, Self.name(of: algorithm), nil, nil, key.pointer, nil) == 1,
      unsafe EVP_DigestSign(context.pointer, nil, &count, message, message.count) == 1,
      count > 0
    else { throw .notSigned }
    var signature = [UInt8](repeating: 0, count: count)
    guard
      unsafe EVP_DigestSign(context.pointer, &signature, &count, message, message.count) == 1
    else { throw .notSigned }
    signature.removeLast(signature.count - count)
    // A key in a device may be another than its public part says.
    guard publicKey.verifies(signature, of: message) else { throw .notSigned }
    return signature
  }

  /// Refuses a certificate about another key.
  package func check(_ certificate: Certificate) throws(SigningKeyError) {
    guard case .success(publicKey) = certificate.publicKey else { throw .otherCertificate }
  }

  private static func name(of algorithm: DigestAlgorithm) -> String {
    switch algorithm {
    case .sha384: "SHA2-384"
    case .sha512: "SHA2-512"
    default: "SHA2-256"
    }
  }
}
