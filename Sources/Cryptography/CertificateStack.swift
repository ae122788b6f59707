// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

/// Certificates in the library's own kind of list, freed with it.
@safe
struct CertificateStack: ~Copyable {
  let pointer: OpaquePointer

  /// An empty list; nil when memory is gone.
  private init?() {
    guard let pointer = unsafe OPENSSL_sk_new_null() else { return nil }
    unsafe self.pointer = pointer
  }

  /// Nil only when memory is gone: every certificate was read before.
  static func make(_ certificates: [Certificate]) -> CertificateStack? {
    guard let stack = CertificateStack() else { return nil }
    for certificate in certificates {
      let decoded: OpaquePointer? = unsafe certificate.derBytes.withUnsafeBufferPointer { buffer in
        var position = buffer.baseAddress
        return unsafe d2i_X509(nil, &position, buffer.count)
      }
      guard let decoded = unsafe decoded else { return nil }
      guard unsafe OPENSSL_sk_push(stack.pointer, UnsafeRawPointer(decoded)) > 0 else {
        unsafe X509_free(decoded)
        return nil
      }
    }
    return stack
  }

  deinit {
    unsafe OPENSSL_sk_pop_free(pointer) { element in
      unsafe X509_free(element.map { OpaquePointer($0) })
    }
  }
}

/// The roots of one verification, in the library's own kind of set.
enum CertificateStore {
  /// Nil only when memory is gone.
  ///
  /// Nothing but these roots is ever trusted: neither the system's nor an intermediate.
  ///
  /// - Parameter time: when certificates must be valid, in seconds since 1970; nil to leave that
  ///   to who asks.
  static func make(_ roots: [Certificate], at time: Int64?) -> LibraryHandle? {
    guard let store = unsafe LibraryHandle(X509_STORE_new(), { unsafe X509_STORE_free($0) }),
      let stack = CertificateStack.make(roots)
    else { return nil }
    for index in 0..<(unsafe OPENSSL_sk_num(stack.pointer)) {
      let root = unsafe OPENSSL_sk_value(stack.pointer, index).map { OpaquePointer($0) }
      guard unsafe X509_STORE_add_cert(store.pointer, root) == 1 else { return nil }
    }
    let parameters = unsafe X509_STORE_get0_param(store.pointer)
    if let time { unsafe X509_VERIFY_PARAM_set_time(parameters, time_t(time)) }
    unsafe X509_VERIFY_PARAM_set_depth(parameters, CertificateChain.maximumDepth)
    // 112 bits of security: RSA of 2048 bits, no SHA-1, no MD5.
    unsafe X509_VERIFY_PARAM_set_auth_level(parameters, 2)
    return store
  }
}
