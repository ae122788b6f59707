// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL
package import UntrustedInput

/// An X.509 certificate (RFC 5280), and what it says.
///
/// Nothing here is verified: anyone can write a certificate that says anything. Only
/// ``CertificateChain`` tells whether someone who is trusted vouches for it.
package struct Certificate: Sendable {
  /// The certificate in DER, exactly as it came.
  package let derBytes: [UInt8]
  /// Who it is for, such as `C = US, O = Example, CN = Signing`.
  package let subject: UntrustedText
  /// Who signed it, in the same form.
  package let issuer: UntrustedText
  /// The serial number in lower-case hexadecimal digits, two for each byte.
  package let serial: String
  /// When its time begins and ends, in seconds since 1970.
  ///
  /// RFC 5280 includes both; libcrypto takes the last second for one too many.
  package let validity: ClosedRange<Int64>
  /// The key that it is about, or why that cannot be used here.
  package let publicKey: Result<PublicKey, PublicKeyError>
  /// Whether its basic constraints say that it belongs to an authority.
  package let isAuthority: Bool
  /// Whether others may be signed with its key: it belongs to an authority, and no key usage
  /// forbids it.
  package let maySignCertificates: Bool
  /// Whether its key usage allows to verify signatures of data; nil where it has no key usage.
  package let allowsDigitalSignature: Bool?
  /// Object identifiers of its extended key usage; nil where it has none.
  package let extendedKeyUsage: [String]?
  /// The names of the subject that its issuer vouches for.
  package let alternativeNames: [AlternativeName]
  /// Whether it was signed with its own key; never so with a key whose every use costs far more
  /// than that of those that are used.
  package let isSelfSigned: Bool

  /// Another name of a subject (RFC 5280, section 4.2.1.6).
  package enum AlternativeName: Hashable, Sendable {
    case email(UntrustedText)
    case uri(UntrustedText)
    case dns(UntrustedText)
    /// A name of Sigstore's own kind, 1.3.6.1.4.1.57264.1.7: a user of an identity provider.
    case sigstoreUser(UntrustedText)

    /// The name itself.
    package var text: UntrustedText {
      switch self {
      case .email(let text), .uri(let text), .dns(let text), .sigstoreUser(let text): text
      }
    }
  }

  /// Bytes of one certificate, far above what any has.
  package static let maximumByteCount = 1 << 16
  /// Bytes of a file of certificates; the list of all public authorities has 220 KB.
  package static let maximumFileByteCount = 1 << 22

  /// Reads one certificate in DER.
  package init(derBytes: [UInt8]) throws(CertificateError) {
    defer { ERR_clear_error() }
    guard derBytes.count <= Self.maximumByteCount else {
      throw .tooLong(limit: Self.maximumByteCount)
    }
    guard Library.isInitialized, let certificate = Self.decode(derBytes) else { throw .malformed }
    let pointer = unsafe certificate.pointer
    self.derBytes = derBytes
    let subject = unsafe Self.text(of: X509_get_subject_name(pointer))
    self.subject = subject
    issuer = unsafe Self.text(of: X509_get_issuer_name(pointer))
    serial = unsafe Self.hexadecimal(X509_get0_serialNumber(pointer))
    // This reads the extensions, which the other functions only look at.
    maySignCertificates = unsafe X509_check_ca(pointer) != 0
    let flags = unsafe X509_get_extension_flags(pointer)
    guard flags & UInt32(EXFLAG_INVALID) == 0 else { throw .extensions(subject: subject) }
    isAuthority = flags & UInt32(EXFLAG_CA) != 0
    allowsDigitalSignature =
      flags & UInt32(EXFLAG_KUSAGE) == 0
      ? nil : unsafe X509_get_key_usage(pointer) & UInt32(X509v3_KU_DIGITAL_SIGNATURE) != 0
    guard let notBefore = unsafe LibraryTime.seconds(X509_get0_notBefore(pointer)),
      let notAfter = unsafe LibraryTime.seconds(X509_get0_notAfter(pointer)),
      notBefore <= notAfter
    else { throw .validity(subject: subject) }
    validity = notBefore...notAfter
    extendedKeyUsage = unsafe Self.extendedKeyUsage(of: pointer)
    alternativeNames = unsafe Self.alternativeNames(of: pointer)
    isSelfSigned = unsafe Self.isSelfSigned(pointer)
    publicKey = unsafe Self.publicKey(of: pointer)
  }

  /// Reads a file of certificates that a user names: any number of them in PEM, with any remarks
  /// around them, or one in DER.
  ///
  /// - Returns: at least one.
  package static func readAll(_ fileBytes: [UInt8]) throws(CertificateError) -> [Certificate] {
    guard fileBytes.count <= maximumFileByteCount else {
      throw .tooLong(limit: maximumFileByteCount)
    }
    if fileBytes.first == 0x30 { return [try Certificate(derBytes: fileBytes)] }
    guard let blocks = PEMBlock.readAll(fileBytes) else { throw .malformed }
    if blocks.contains(where: { $0.label.hasSuffix("PRIVATE KEY") }) { throw .isPrivate }
    guard !blocks.isEmpty else { throw .absent }
    var certificates: [Certificate] = []
    for block in blocks {
      guard block.label == "CERTIFICATE" else {
        throw .label(UntrustedText(block.label).brief)
      }
      certificates.append(try Certificate(derBytes: block.bytes))
    }
    return certificates
  }

  /// Reads a file of certificates that a user names as roots.
  ///
  /// Only one that signed itself is a root; an intermediate among them is refused by its name,
  /// since it would be trusted more than its own issuer trusts it.
  package static func readRoots(_ fileBytes: [UInt8]) throws(CertificateError) -> [Certificate] {
    let certificates = try readAll(fileBytes)
    if let other = certificates.first(where: { !$0.isSelfSigned }) {
      throw .notSelfSigned(subject: other.subject)
    }
    return certificates
  }

  /// The SHA-256 of the whole certificate.
  package var sha256: Digest {
    let span = derBytes.span
    return unsafe Digest(of: span.bytes, .sha256)
  }

  /// Whether another certificate names this one as its issuer, and was signed with its key.
  func signed(_ other: Certificate) -> Bool {
    defer { ERR_clear_error() }
    guard let issuer = Self.decode(derBytes), let subject = Self.decode(other.derBytes),
      unsafe X509_NAME_cmp(
        X509_get_subject_name(issuer.pointer), X509_get_issuer_name(subject.pointer)) == 0,
      let key = unsafe X509_get0_pubkey(issuer.pointer)
    else { return false }
    return unsafe X509_verify(subject.pointer, key) == 1
  }

  static func decode(_ bytes: [UInt8]) -> LibraryHandle? {
    unsafe LibraryHandle.decode(
      bytes, { unsafe d2i_X509(nil, $0, $1) }, { unsafe X509_free($0) })
  }

  private static func isSelfSigned(_ certificate: OpaquePointer) -> Bool {
    guard unsafe X509_self_signed(certificate, 0) == 1,
      let key = unsafe LibraryHandle(
        X509_get_pubkey(certificate), { unsafe EVP_PKEY_free($0) }),
      PublicKey.isAffordable(key)
    else { return false }
    return unsafe X509_self_signed(certificate, 1) == 1
  }

  private static func publicKey(
    of certificate: OpaquePointer
  ) -> Result<PublicKey, PublicKeyError> {
    guard
      let key = unsafe LibraryHandle(
        X509_get_pubkey(certificate), { unsafe EVP_PKEY_free($0) })
    else { return .failure(.malformed) }
    do throws(PublicKeyError) { return .success(try PublicKey(key)) } catch {
      return .failure(error)
    }
  }
}

extension Certificate: Hashable {
  /// Two are equal if they are the same bytes.
  package static func == (left: Certificate, right: Certificate) -> Bool {
    left.derBytes == right.derBytes
  }

  /// Feeds the bytes, of which everything else comes.
  package func hash(into hasher: inout Hasher) { hasher.combine(derBytes) }
}
