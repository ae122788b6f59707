// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL
internal import UntrustedInput

/// Tells whether a root that a user named vouches for a signer's certificate.
///
/// The chain itself is libcrypto's matter (RFC 5280, section 6). What a signer of releases must be
/// on top is checked here, since OpenSSL before 3.2 has no purpose of that name: a certificate that
/// signs no certificates, whose key usage allows signatures, and whose extended key usage allows
/// code signing. Revocation is not looked at.
package enum CertificateChain {
  /// Certificates between a signer and a root.
  static let maximumDepth: Int32 = 8
  /// Certificates of one chain that are looked at.
  package static let maximumCount = 16

  /// Finds the chain from `leaf` to one of `roots`.
  ///
  /// - Parameters:
  ///   - intermediates: certificates that may stand between; nothing is believed of them.
  ///   - time: when every certificate must be valid, in seconds since 1970.
  /// - Returns: the root.
  /// - Throws: an error of time only where all else holds.
  package static func verify(
    _ leaf: Certificate, intermediates: [Certificate], roots: [Certificate], at time: Int64
  ) throws(CertificateChainError) -> Certificate {
    guard !roots.isEmpty else { throw .noRoots }
    if let other = roots.first(where: { !$0.isSelfSigned }) {
      throw .rootNotSelfSigned(subject: other.subject)
    }
    guard intermediates.count <= maximumCount else {
      throw .tooManyCertificates(limit: maximumCount)
    }
    do throws(CertificateChainError) {
      let chain = try build(leaf, intermediates, roots, at: time)
      return try checkUsage(of: chain, leaf)
    } catch {
      guard error.isOfTime else { throw error }
      // The library stops at the first fault; whether time is the only one shows without it.
      let chain = try build(leaf, intermediates, roots, at: nil)
      _ = try checkUsage(of: chain, leaf)
      throw error
    }
  }

  /// - Parameter time: nil to ask as if every certificate were valid.
  /// - Returns: the chain, from the leaf to the root.
  private static func build(
    _ leaf: Certificate, _ intermediates: [Certificate], _ roots: [Certificate], at time: Int64?
  ) throws(CertificateChainError) -> [Certificate] {
    defer { ERR_clear_error() }
    guard Library.isInitialized, let store = CertificateStore.make(roots, at: time),
      let untrusted = CertificateStack.make(intermediates),
      let certificate = Certificate.decode(leaf.derBytes),
      let context = unsafe LibraryHandle(
        X509_STORE_CTX_new(), { unsafe X509_STORE_CTX_free($0) }),
      unsafe X509_STORE_CTX_init(
        context.pointer, store.pointer, certificate.pointer, untrusted.pointer) == 1
    else { preconditionFailure("libcrypto could not begin with a chain") }
    // A time that is set would go before the flag.
    if time == nil {
      unsafe X509_STORE_CTX_set_flags(context.pointer, UInt(X509_V_FLAG_NO_CHECK_TIME))
    }
    guard unsafe X509_verify_cert(context.pointer) == 1 else {
      throw unsafe error(of: context.pointer, leaf)
    }
    let chain = unsafe certificates(of: X509_STORE_CTX_get0_chain(context.pointer))
    guard chain.first == leaf, let root = chain.last, roots.contains(root) else {
      throw .noWayToRoot(subject: leaf.subject)
    }
    return chain
  }

  /// Those of a list of the library's own that can be read.
  static func certificates(of stack: OpaquePointer?) -> [Certificate] {
    var chain: [Certificate] = []
    for index in 0..<(unsafe max(OPENSSL_sk_num(stack), 0)) {
      let element = unsafe OPENSSL_sk_value(stack, index).map { OpaquePointer($0) }
      if let certificate = unsafe certificate(element) { chain.append(certificate) }
    }
    return chain
  }

  private static func certificate(_ pointer: OpaquePointer?) -> Certificate? {
    guard let pointer = unsafe pointer,
      let bytes = unsafe LibraryHandle.encoded({ unsafe i2d_X509(pointer, $0) })
    else { return nil }
    return try? Certificate(derBytes: bytes)
  }

  private static func error(
    of context: OpaquePointer, _ leaf: Certificate
  ) -> CertificateChainError {
    let code = unsafe X509_STORE_CTX_get_error(context)
    let current = unsafe certificate(X509_STORE_CTX_get_current_cert(context)) ?? leaf
    let subject = current.subject
    switch code {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return .expired(subject: subject, since: current.validity.upperBound)
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return .notYetValid(subject: subject, from: current.validity.lowerBound)
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
      X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
      X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_CERT_UNTRUSTED:
      return .noWayToRoot(subject: subject)
    case X509_V_ERR_CERT_CHAIN_TOO_LONG: return .tooDeep
    case X509_V_ERR_CERT_SIGNATURE_FAILURE: return .signatureInvalid(subject: subject)
    case X509_V_ERR_INVALID_CA, X509_V_ERR_KEYUSAGE_NO_CERTSIGN, X509_V_ERR_INVALID_NON_CA:
      return .issuerNotAuthority(subject: subject)
    case X509_V_ERR_EE_KEY_TOO_SMALL, X509_V_ERR_CA_KEY_TOO_SMALL, X509_V_ERR_CA_MD_TOO_WEAK:
      return .weak(subject: subject)
    default:
      let text = unsafe X509_verify_cert_error_string(Int(code)).map { unsafe String(cString: $0) }
      return .rule(text ?? "error \(code)", subject: subject)
    }
  }

  // MARK: What a signer's certificate must be

  /// - Returns: the root at the end of the chain.
  private static func checkUsage(
    of chain: [Certificate], _ leaf: Certificate
  ) throws(CertificateChainError) -> Certificate {
    try checkUsage(of: leaf)
    for issuer in chain.dropFirst().dropLast() where !allowsCodeSigning(issuer) {
      throw .issuerNotForCodeSigning(subject: issuer.subject)
    }
    guard let root = chain.last else { throw .noWayToRoot(subject: leaf.subject) }
    return root
  }

  private static func checkUsage(of leaf: Certificate) throws(CertificateChainError) {
    guard !leaf.maySignCertificates else { throw .leafIsAuthority(subject: leaf.subject) }
    if leaf.allowsDigitalSignature == false {
      throw .leafWithoutDigitalSignature(subject: leaf.subject)
    }
    guard allowsCodeSigning(leaf) else { throw .leafNotForCodeSigning(subject: leaf.subject) }
    let isNamed = leaf.extendedKeyUsage?.contains(Certificate.Usage.codeSigning) == true
    guard leaf.allowsDigitalSignature == true || isNamed else {
      throw .leafWithoutUsage(subject: leaf.subject)
    }
  }

  /// Refuses a certificate that no verifier would take for a signer's, whatever its root.
  ///
  /// - Parameter time: when it must be valid, in seconds since 1970.
  package static func checkSigner(
    _ leaf: Certificate, at time: Int64
  ) throws(CertificateChainError) {
    try checkUsage(of: leaf)
    if time > leaf.validity.upperBound {
      throw .expired(subject: leaf.subject, since: leaf.validity.upperBound)
    }
    if time < leaf.validity.lowerBound {
      throw .notYetValid(subject: leaf.subject, from: leaf.validity.lowerBound)
    }
  }

  /// Refuses certificates that no verifier would read, or of which one is of no use to it.
  ///
  /// - Parameter certificates: a signer's, and then in any order those that lead to its root. There
  ///   may be several ways, as by an authority that was certified by two others.
  package static func checkCompanions(
    _ certificates: [Certificate]
  ) throws(CertificateChainError) {
    guard certificates.count <= maximumCount else {
      throw .tooManyCertificates(limit: maximumCount)
    }
    var reached = certificates.prefix(1)
    var others = certificates.dropFirst()
    while let next = others.firstIndex(where: { other in
      reached.contains { signed in other.signed(signed) }
    }) {
      reached.append(others.remove(at: next))
    }
    if let other = others.first { throw .unrelated(subject: other.subject) }
  }

  /// Whether no extended key usage is there that leaves code signing out.
  private static func allowsCodeSigning(_ certificate: Certificate) -> Bool {
    guard let usage = certificate.extendedKeyUsage else { return true }
    return usage.contains(Certificate.Usage.codeSigning) || usage.contains(Certificate.Usage.any)
  }
}
