// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL
package import SystemPackage
internal import UntrustedInput

/// A private key that signs by ECDSA on P-256, P-384 or P-521, wherever it lies.
///
/// It lives in libcrypto's memory, or in a device that libcrypto reaches, and is overwritten there
/// with its owner's end. Nothing of it can be read.
package struct SigningKey: ~Copyable {
  private let key: LibraryHandle
  /// Where a device's key lives; nil for libcrypto's own.
  private let context: DeviceContext?
  /// Its public part.
  package let publicKey: PublicKey

  /// Bytes of a key's file, far above what a PKCS#12 with its certificates has.
  private static let maximumFileByteCount = 1 << 20

  /// Opens the key in a regular file (PEM, DER or PKCS#12), by its path or a `file:` URI; in a
  /// device, by a `pkcs11:` URI; or behind another URI that an installed provider opens.
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
    let prompt = PassphrasePrompt(passphrase)
    return try withExtendedLifetime(prompt) { () throws(SigningKeyError) in
      location.hasPrefix("pkcs11:")
        ? try load(fromDevice: location, prompt) : try load(fromFile: location, prompt)
    }
  }

  private init(
    _ key: consuming LibraryHandle, _ publicKey: PublicKey, _ context: DeviceContext? = nil
  ) throws(SigningKeyError) {
    guard publicKey.isEllipticCurve else { throw .unsupported(publicKey.displayName) }
    self.key = key
    self.context = context
    self.publicKey = publicKey
  }

  // MARK: Opening

  private static func load(
    fromFile location: String, _ prompt: PassphrasePrompt
  ) throws(SigningKeyError) -> SigningKey {
    var content: [UInt8]
    do throws(FileAccessError) {
      // Never waits, as it would for whoever writes to a FIFO.
      content = try OpenFile(path: filePath(of: location)).readAll(limit: maximumFileByteCount)
    } catch {
      let scheme = location.prefix { $0 != ":" && $0 != "/" }
      guard error == .notFound, scheme.endIndex < location.endIndex,
        location[scheme.endIndex] == ":", scheme != "file"
      else { throw .unreadable(error) }
      let key = try KeyStore.key(at: location, prompt)
      let publicKey = try PublicKey(ofPrivate: key)
      return try SigningKey(key, publicKey)
    }
    defer {
      unsafe content.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
    }
    let key = try KeyStore.key(inFile: content, prompt)
    let publicKey = try PublicKey(ofPrivate: key)
    return try SigningKey(key, publicKey)
  }

  /// The file that a location names first: the path in a `file:` URI, taken literally as libcrypto
  /// does, or the location itself.
  package static func filePath(of location: String) -> FilePath {
    guard location.hasPrefix("file:") else { return FilePath(location) }
    let path = location.dropFirst("file:".count)
    for authority in ["//localhost/", "///"] where path.hasPrefix(authority) {
      return FilePath("/" + path.dropFirst(authority.count))
    }
    return FilePath(String(path))
  }

  private static func load(
    fromDevice uri: String, _ prompt: PassphrasePrompt
  ) throws(SigningKeyError) -> SigningKey {
    if let context = DeviceContext() {
      let key = try KeyStore.key(at: uri, prompt, context)
      let publicKey = try PublicKey(ofPrivate: key)
      return try SigningKey(key, publicKey, context)
    }
    guard let engine = KeyEngine(prompt) else { throw .schemeUnsupported("pkcs11") }
    let key = try engine.key(uri)
    let publicKey = try engine.publicKey(of: key, uri)
    return try SigningKey(key, publicKey)
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
        context.pointer, nil, Self.name(of: algorithm), self.context?.pointer, nil, key.pointer,
        nil) == 1,
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

extension PublicKey {
  /// The public part of a private key, as libcrypto itself understands it.
  ///
  /// A key in a device answers few questions.
  init(ofPrivate key: borrowing LibraryHandle) throws(SigningKeyError) {
    guard let bytes = unsafe LibraryHandle.encoded({ unsafe i2d_PUBKEY(key.pointer, $0) }),
      let plain = unsafe LibraryHandle.decode(
        bytes, { unsafe d2i_PUBKEY(nil, $0, $1) }, { unsafe EVP_PKEY_free($0) })
    else { throw .withoutPublicKey }
    do throws(PublicKeyError) {
      try self.init(plain)
    } catch {
      switch error {
      case .unsupported(let kind): throw .unsupported(kind)
      case .rsaBitCount: throw .unsupported("RSA")
      default: throw .withoutPublicKey
      }
    }
  }
}
