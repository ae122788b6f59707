// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL
internal import UntrustedInput

/// A key that verifies signatures: ECDSA on P-256, P-384 or P-521, Ed25519, or RSA.
///
/// Two keys are equal if they are the same key, however their files were written: what is kept is
/// the SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7) as libcrypto encodes it, with the curve by
/// name and the point uncompressed.
package struct PublicKey: Hashable, Sendable {
  /// What a key is for.
  package enum Kind: Hashable, Sendable {
    case p256
    case p384
    case p521
    case ed25519
    case rsa(bitCount: Int)
  }

  package let kind: Kind
  /// The SubjectPublicKeyInfo in DER.
  package let derBytes: [UInt8]

  /// Bytes of a key's file, far above what an RSA key of 8192 bits and its remarks have.
  package static let maximumByteCount = 1 << 16
  private static let rsaBitCounts = 2048...8192

  /// Reads a SubjectPublicKeyInfo in DER.
  package init(derBytes: [UInt8]) throws(PublicKeyError) {
    guard derBytes.count <= Self.maximumByteCount else {
      throw .tooLong(limit: Self.maximumByteCount)
    }
    guard Library.isInitialized, let key = Self.decode(derBytes) else { throw .malformed }
    // The decoder lets pass what no encoder writes, such as bits behind the key's last.
    guard unsafe LibraryHandle.encoded({ unsafe i2d_PUBKEY(key.pointer, $0) }) == derBytes else {
      throw .malformed
    }
    try self.init(key)
  }

  /// Reads the file of a key that a user names: one `PUBLIC KEY` in PEM with any remarks around it,
  /// or a SubjectPublicKeyInfo in DER.
  package init(fileBytes: [UInt8]) throws(PublicKeyError) {
    guard fileBytes.count <= Self.maximumByteCount else {
      throw .tooLong(limit: Self.maximumByteCount)
    }
    guard fileBytes.first == 0x30 else {
      try self.init(pem: fileBytes)
      return
    }
    do throws(PublicKeyError) {
      try self.init(derBytes: fileBytes)
    } catch {
      throw error == .malformed ? Self.otherContent(fileBytes) : error
    }
  }

  private init(pem: [UInt8]) throws(PublicKeyError) {
    guard let blocks = PEMBlock.readAll(pem), let first = blocks.first else { throw .malformed }
    if blocks.contains(where: { $0.label.hasSuffix("PRIVATE KEY") }) { throw .isPrivate }
    if let other = blocks.first(where: { $0.label != "PUBLIC KEY" }) {
      throw other.label.hasSuffix("CERTIFICATE")
        ? .isCertificate : .label(UntrustedText(other.label).brief)
    }
    guard blocks.count == 1 else { throw .several(count: blocks.count) }
    try self.init(derBytes: first.bytes)
  }

  /// What a file in DER is that is no public key.
  private static func otherContent(_ bytes: [UInt8]) -> PublicKeyError {
    let certificate = unsafe LibraryHandle.decode(
      bytes, { unsafe d2i_X509(nil, $0, $1) }, { unsafe X509_free($0) })
    if certificate != nil { return .isCertificate }
    let key = unsafe LibraryHandle.decode(
      bytes, { unsafe d2i_AutoPrivateKey(nil, $0, $1) }, { unsafe EVP_PKEY_free($0) })
    return key == nil ? .malformed : .isPrivate
  }

  private static func decode(_ bytes: [UInt8]) -> LibraryHandle? {
    unsafe LibraryHandle.decode(
      bytes, { unsafe d2i_PUBKEY(nil, $0, $1) }, { unsafe EVP_PKEY_free($0) })
  }

  /// The key for one operation; nil only when memory is gone, since these bytes were read before.
  func handle() -> LibraryHandle? { Self.decode(derBytes) }

  // MARK: What it is

  /// Takes the public part of a key of the library.
  init(_ key: borrowing LibraryHandle) throws(PublicKeyError) {
    defer { ERR_clear_error() }
    kind = try Self.kind(of: key)
    // The form in which curves' keys are kept and compared; other kinds have no such thing.
    _ = unsafe EVP_PKEY_set_utf8_string_param(
      key.pointer, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT, "uncompressed")
    guard let bytes = unsafe LibraryHandle.encoded({ unsafe i2d_PUBKEY(key.pointer, $0) }) else {
      throw .malformed
    }
    derBytes = bytes
  }

  private static func kind(of key: borrowing LibraryHandle) throws(PublicKeyError) -> Kind {
    if unsafe EVP_PKEY_is_a(key.pointer, "ED25519") == 1 { return .ed25519 }
    if unsafe EVP_PKEY_is_a(key.pointer, "RSA") == 1 {
      let bitCount = unsafe Int(EVP_PKEY_get_bits(key.pointer))
      guard rsaBitCounts.contains(bitCount) else { throw .rsaBitCount(bitCount) }
      guard hasUsualExponent(key) else { throw .rsaExponent }
      return .rsa(bitCount: bitCount)
    }
    guard unsafe EVP_PKEY_is_a(key.pointer, "EC") == 1 else {
      let name = unsafe EVP_PKEY_get0_type_name(key.pointer)
      throw .unsupported(unsafe name.map { unsafe String(cString: $0) } ?? "unknown")
    }
    // Numbers of one's own choice could make any signature right: CVE-2020-0601.
    let encoding = text(of: key, OSSL_PKEY_PARAM_EC_ENCODING)
    guard encoding == nil || encoding == OSSL_PKEY_EC_ENCODING_GROUP else { throw .explicitCurve }
    guard let curve = text(of: key, OSSL_PKEY_PARAM_GROUP_NAME) else { throw .explicitCurve }
    let kind: Kind
    switch curve {
    case "prime256v1", "P-256": kind = .p256
    case "secp384r1", "P-384": kind = .p384
    case "secp521r1", "P-521": kind = .p521
    default: throw .unsupported(curve)
    }
    guard
      let context = unsafe LibraryHandle(
        EVP_PKEY_CTX_new_from_pkey(nil, key.pointer, nil), { unsafe EVP_PKEY_CTX_free($0) }),
      unsafe EVP_PKEY_public_check_quick(context.pointer) == 1
    else { throw .notOnCurve }
    return kind
  }

  /// Whether the public exponent of an RSA key is odd, above 1 and of 64 bits at most.
  ///
  /// One as long as the modulus makes a single verification as slow as hundreds, and anyone can put
  /// such a key into a certificate.
  private static func hasUsualExponent(_ key: borrowing LibraryHandle) -> Bool {
    var number: OpaquePointer?
    guard unsafe EVP_PKEY_get_bn_param(key.pointer, OSSL_PKEY_PARAM_RSA_E, &number) == 1,
      let exponent = unsafe LibraryHandle(number, { unsafe BN_free($0) })
    else { return false }
    return unsafe BN_is_odd(exponent.pointer) == 1
      && (2...64).contains(BN_num_bits(exponent.pointer))
  }

  /// Whether one verification with a key of any kind takes no longer than with one that is used.
  static func isAffordable(_ key: borrowing LibraryHandle) -> Bool {
    defer { ERR_clear_error() }
    let bitCount = unsafe Int(EVP_PKEY_get_bits(key.pointer))
    if unsafe EVP_PKEY_is_a(key.pointer, "DSA") == 1 { return bitCount <= 3072 }
    guard
      unsafe EVP_PKEY_is_a(key.pointer, "RSA") == 1 || EVP_PKEY_is_a(key.pointer, "RSA-PSS") == 1
    else { return true }
    return bitCount <= rsaBitCounts.upperBound && hasUsualExponent(key)
  }

  private static func text(of key: borrowing LibraryHandle, _ parameter: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 64)
    var count = 0
    guard
      unsafe EVP_PKEY_get_utf8_string_param(
        key.pointer, parameter, &buffer, buffer.count, &count) == 1
    else { return nil }
    return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  // MARK: Names of it

  /// The SHA-256 of the SubjectPublicKeyInfo in DER: what a key is known by.
  package var sha256: Digest { Self.sha256(derBytes) }

  /// The SHA-256 of each form that the same SubjectPublicKeyInfo is written in: that of a curve has
  /// its point uncompressed, compressed or hybrid (SEC 1, 2.3.3).
  package var fingerprints: [Digest] {
    guard let key = handle() else { return [sha256] }
    return Self.encodings(of: key).map(Self.sha256)
  }

  /// The forms of a key of any kind.
  static func encodings(of key: borrowing LibraryHandle) -> [[UInt8]] {
    defer { ERR_clear_error() }
    var encodings: [[UInt8]] = []
    let isCurve = unsafe EVP_PKEY_is_a(key.pointer, "EC") == 1
    for form in isCurve ? ["uncompressed", "compressed", "hybrid"] : [nil] {
      if let form {
        let isSet = unsafe EVP_PKEY_set_utf8_string_param(
          key.pointer, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT, form)
        if isSet != 1 { continue }
      }
      if let bytes = unsafe LibraryHandle.encoded({ unsafe i2d_PUBKEY(key.pointer, $0) }) {
        encodings.append(bytes)
      }
    }
    return encodings
  }

  static func sha256(_ bytes: [UInt8]) -> Digest {
    let span = bytes.span
    return unsafe Digest(of: span.bytes, .sha256)
  }

  /// The key in PEM as libcrypto writes it, with the final newline.
  package var pem: [UInt8] {
    guard let key = handle(),
      let text = unsafe LibraryHandle.written({ unsafe PEM_write_bio_PUBKEY($0, key.pointer) == 1 })
    else { preconditionFailure("libcrypto could not write a key that it read") }
    return text
  }

  /// What people call the kind of key.
  package var displayName: String {
    switch kind {
    case .p256: "ECDSA P-256"
    case .p384: "ECDSA P-384"
    case .p521: "ECDSA P-521"
    case .ed25519: "Ed25519"
    case .rsa(let bitCount): "RSA \(bitCount)"
    }
  }
}
