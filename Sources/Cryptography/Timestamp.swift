// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL
package import UntrustedInput

/// A time at which some bytes existed, by an authority that a user named (RFC 3161).
package struct Timestamp: Hashable, Sendable {
  /// Seconds since 1970, a fraction dropped.
  package let time: Int64
  /// Whose certificate the token was signed with.
  package let authority: UntrustedText
  /// The certificates from that one to the root that vouches for it.
  package let chain: [Certificate]

  /// Bytes of a token; real ones have up to 8 KiB.
  package static let maximumByteCount = 1 << 16

  /// Verifies a token, bare or in a TimeStampResp, over `bytes`.
  ///
  /// The digest in the token is SHA-256, SHA-384 or SHA-512 and is that of the bytes; who signed it
  /// has a certificate for timestamps alone, marked critical (RFC 3161, section 2.3), which was
  /// valid under one of the roots at the token's own time. The signature is by one of those digests
  /// too.
  ///
  /// - Parameters:
  ///   - intermediates: certificates that the token may lack, of its signer too; nothing is
  ///     believed of them.
  ///   - roots: of timestamp authorities; each has signed itself.
  package static func verify(
    _ token: [UInt8], over bytes: [UInt8], intermediates: [Certificate] = [], roots: [Certificate]
  ) throws(TimestampError) -> Timestamp {
    defer { ERR_clear_error() }
    guard !roots.isEmpty else { throw .noRoots }
    if let other = roots.first(where: { !$0.isSelfSigned }) {
      throw .rootNotSelfSigned(subject: other.subject)
    }
    return try unsafe withToken(token) { (token) throws(TimestampError) in
      try unsafe verify(token, over: bytes, intermediates, roots)
    }
  }

  /// The certificates that came along in a token, or none where it cannot be read; nothing is
  /// verified of them.
  package static func certificates(in token: [UInt8]) -> [Certificate] {
    defer { ERR_clear_error() }
    let found = unsafe try? withToken(token) { (token) throws(TimestampError) in
      try unsafe checkContainer(token)
      return unsafe CertificateChain.certificates(of: token.pointee.d.sign.pointee.cert)
    }
    return found ?? []
  }

  /// Decodes a token, bare or in a TimeStampResp, for as long as `body` runs.
  private static func withToken<Result>(
    _ token: [UInt8],
    _ body: (UnsafeMutablePointer<PKCS7>) throws(TimestampError) -> Result
  ) throws(TimestampError) -> Result {
    guard token.count <= maximumByteCount else { throw .tooLarge }
    guard Library.isInitialized else { throw .malformed }
    if let response = unsafe LibraryHandle.decode(
      token, { unsafe d2i_TS_RESP(nil, $0, $1) }, { unsafe TS_RESP_free($0) })
    {
      let status = unsafe TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(response.pointer))
      // Granted, or granted with changes (RFC 3161, section 2.4.2).
      guard unsafe [0, 1].contains(ASN1_INTEGER_get(status)) else { throw .notGranted }
      guard let signed = unsafe TS_RESP_get_token(response.pointer) else { throw .malformed }
      return try unsafe body(signed)
    }
    guard
      let signed = unsafe LibraryHandle.decode(
        token, { unsafe OpaquePointer(d2i_PKCS7(nil, $0, $1)) },
        { unsafe PKCS7_free(UnsafeMutablePointer($0)) })
    else { throw .malformed }
    return try unsafe body(UnsafeMutablePointer(signed.pointer))
  }

  private static func verify(
    _ token: UnsafeMutablePointer<PKCS7>, over bytes: [UInt8], _ intermediates: [Certificate],
    _ roots: [Certificate]
  ) throws(TimestampError) -> Timestamp {
    try unsafe checkContainer(token)
    guard
      let info = unsafe LibraryHandle(
        PKCS7_to_TS_TST_INFO(token), { unsafe TS_TST_INFO_free($0) }),
      let time = unsafe LibraryTime.seconds(TS_TST_INFO_get_time(info.pointer))
    else { throw .malformed }
    try checkImprint(of: info, bytes)
    guard let given = CertificateStack.make(intermediates),
      let signer = unsafe signer(of: token, given)
    else { throw .signerAbsent }
    // Who signed it must have been valid then, and then only.
    guard let store = CertificateStore.make(roots, at: time),
      let context = unsafe LibraryHandle(
        TS_VERIFY_CTX_new(), { unsafe TS_VERIFY_CTX_free($0) })
    else { throw .malformed }
    unsafe TS_VERIFY_CTX_set_flags(
      context.pointer, Int32(bitPattern: TS_VFY_VERSION | TS_VFY_SIGNATURE))
    // Both belong to the context from here on, which frees its own share of them.
    unsafe X509_STORE_up_ref(store.pointer)
    unsafe TS_VERIFY_CTX_set_store(context.pointer, store.pointer)
    if !intermediates.isEmpty {
      unsafe TS_VERIFY_CTX_set_certs(context.pointer, X509_chain_up_ref(given.pointer))
    }
    guard unsafe TS_RESP_verify_token(context.pointer, token) == 1 else {
      throw .untrusted(reason: lastReason())
    }
    let others = unsafe CertificateChain.certificates(of: token.pointee.d.sign.pointee.cert)
    let chain = chain(from: signer, through: intermediates + others, store)
    guard !chain.isEmpty else { throw .malformed }
    return Timestamp(time: time, authority: signer.subject, chain: chain)
  }

  /// The chain that the library has found to the authority's certificate: it is looked for again,
  /// in the same way, since the library keeps it to itself.
  private static func chain(
    from signer: Certificate, through others: [Certificate], _ store: borrowing LibraryHandle
  ) -> [Certificate] {
    guard let stack = CertificateStack.make(others),
      let certificate = Certificate.decode(signer.derBytes),
      let context = unsafe LibraryHandle(
        X509_STORE_CTX_new(), { unsafe X509_STORE_CTX_free($0) }),
      unsafe X509_STORE_CTX_init(
        context.pointer, store.pointer, certificate.pointer, stack.pointer) == 1,
      unsafe X509_STORE_CTX_set_purpose(context.pointer, X509_PURPOSE_TIMESTAMP_SIGN) == 1,
      unsafe X509_verify_cert(context.pointer) == 1
    else { return [] }
    return unsafe CertificateChain.certificates(of: X509_STORE_CTX_get0_chain(context.pointer))
  }

  /// Refuses what is no signed data with one signer by a strong digest, before anything of it is
  /// computed.
  private static func checkContainer(
    _ token: UnsafeMutablePointer<PKCS7>
  ) throws(TimestampError) {
    guard unsafe OBJ_obj2nid(token.pointee.type) == NID_pkcs7_signed,
      let content = unsafe token.pointee.d.sign
    else { throw .malformed }
    if let certificates = unsafe content.pointee.cert {
      guard unsafe OPENSSL_sk_num(certificates) <= Int32(CertificateChain.maximumCount) else {
        throw .tooLarge
      }
    }
    guard let signers = unsafe content.pointee.signer_info,
      unsafe OPENSSL_sk_num(signers) == 1,
      let signer = unsafe OPENSSL_sk_value(signers, 0)
    else { throw .malformed }
    var algorithm: UnsafeMutablePointer<X509_ALGOR>?
    unsafe PKCS7_SIGNER_INFO_get0_algs(
      signer.assumingMemoryBound(to: PKCS7_SIGNER_INFO.self), nil, &algorithm, nil)
    guard unsafe digestAlgorithm(algorithm) != nil else { throw .digestUnsupported }
  }

  private static func checkImprint(
    of info: borrowing LibraryHandle, _ bytes: [UInt8]
  ) throws(TimestampError) {
    let imprint = unsafe TS_TST_INFO_get_msg_imprint(info.pointer)
    guard let algorithm = unsafe digestAlgorithm(TS_MSG_IMPRINT_get_algo(imprint)) else {
      throw .digestUnsupported
    }
    let span = bytes.span
    let digest = unsafe Digest(of: span.bytes, algorithm)
    guard unsafe Certificate.bytes(of: TS_MSG_IMPRINT_get_msg(imprint)) == digest.bytes else {
      throw .otherBytes
    }
  }

  private static func digestAlgorithm(
    _ algorithm: UnsafePointer<X509_ALGOR>?
  ) -> DigestAlgorithm? {
    guard let algorithm = unsafe algorithm else { return nil }
    var object: OpaquePointer?
    unsafe X509_ALGOR_get0(&object, nil, nil, algorithm)
    switch unsafe OBJ_obj2nid(object) {
    case NID_sha256: return .sha256
    case NID_sha384: return .sha384
    case NID_sha512: return .sha512
    default: return nil
    }
  }

  /// Who signed a token: the certificate that it names is in it or among those that were given.
  private static func signer(
    of token: UnsafeMutablePointer<PKCS7>, _ intermediates: borrowing CertificateStack
  ) -> Certificate? {
    guard
      let signers = unsafe LibraryHandle(
        PKCS7_get0_signers(token, intermediates.pointer, 0), { unsafe OPENSSL_sk_free($0) })
    else { return nil }
    return unsafe CertificateChain.certificates(of: signers.pointer).first
  }

  /// The library's words for what it refused last.
  private static func lastReason() -> String {
    let text = unsafe ERR_reason_error_string(ERR_peek_last_error())
    return unsafe text.map { unsafe String(cString: $0) } ?? "its signature does not hold"
  }
}
