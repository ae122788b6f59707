// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

/// Finds the one private key in what OSSL_STORE reads: a file's content, or what lies behind a URI.
enum KeyStore {
  /// Objects that are looked at in one place.
  private static let maximumObjectCount = 64

  /// The key in a file's content: PEM, DER or PKCS#12.
  static func key(
    inFile bytes: [UInt8], _ prompt: PassphrasePrompt
  ) throws(SigningKeyError) -> LibraryHandle {
    // This kind of memory is overwritten when it is freed.
    guard let method = PassphrasePrompt.makeMethod(),
      let memory = unsafe LibraryHandle(BIO_new(BIO_s_secmem()), { unsafe BIO_free_all($0) }),
      unsafe BIO_write(memory.pointer, bytes, Int32(clamping: bytes.count)) == bytes.count,
      let store = unsafe LibraryHandle(
        OSSL_STORE_attach(
          memory.pointer, "file", nil, nil, method.pointer, prompt.data, nil, nil, nil),
        { unsafe OSSL_STORE_close($0) })
    else { throw .absent }
    return try onlyKey(in: store, prompt)
  }

  /// The key behind a URI.
  ///
  /// - Parameter context: the one with the URI's provider; nil for the one that everything uses.
  static func key(
    at uri: String, _ prompt: PassphrasePrompt, _ context: DeviceContext? = nil
  ) throws(SigningKeyError) -> LibraryHandle {
    guard let method = PassphrasePrompt.makeMethod() else { throw .absent }
    let opened = unsafe OSSL_STORE_open_ex(
      uri, context?.pointer, nil, method.pointer, prompt.data, nil, nil, nil)
    guard let store = unsafe LibraryHandle(opened, { unsafe OSSL_STORE_close($0) }) else {
      guard context == nil else { throw prompt.wasAsked ? .passphrase : .absent }
      throw .schemeUnsupported(String(uri.prefix { $0 != ":" }.prefix(32)))
    }
    return try onlyKey(in: store, prompt)
  }

  private static func onlyKey(
    in store: borrowing LibraryHandle, _ prompt: PassphrasePrompt
  ) throws(SigningKeyError) -> LibraryHandle {
    _ = unsafe OSSL_STORE_expect(store.pointer, OSSL_STORE_INFO_PKEY)
    var found: LibraryHandle?
    for _ in 0..<maximumObjectCount where unsafe OSSL_STORE_eof(store.pointer) == 0 {
      guard
        let object = unsafe LibraryHandle(
          OSSL_STORE_load(store.pointer), { unsafe OSSL_STORE_INFO_free($0) }),
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
}
