// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

/// libcrypto's engine for keys in devices, for where it has no provider for them.
///
/// Debian 12 has none, but has this engine (`libengine-pkcs11-openssl`), which stores do not ask.
/// It lives as long as the last key that came from it, since such a key signs through it; and so
/// does the prompt, since some keys want their PIN for every signature.
final class KeyEngine {
  private let engine: LibraryHandle
  private let method: LibraryHandle
  private let prompt: PassphrasePrompt

  /// Loads it; nil where it is not installed.
  init?(_ prompt: PassphrasePrompt) {
    guard let method = PassphrasePrompt.makeMethod() else { return nil }
    guard
      let engine = unsafe LibraryHandle(
        wc_engine_open("pkcs11", method.pointer, prompt.data), { unsafe wc_engine_close($0) })
    else { return nil }
    self.engine = engine
    self.method = method
    self.prompt = prompt
  }

  /// The private key behind `uri`.
  func key(_ uri: String) throws(SigningKeyError) -> LibraryHandle {
    prompt.remainingAnswerCount = 1
    defer { prompt.remainingAnswerCount = .max }
    guard let key = unsafe wc_engine_private_key(engine.pointer, uri, method.pointer, prompt.data)
    else { throw loadingError() }
    // What frees the key keeps the engine, which so ends after it.
    let release = { (key: OpaquePointer) in
      withExtendedLifetime(self) { unsafe EVP_PKEY_free(key) }
    }
    guard let handle = unsafe LibraryHandle(key, release) else { throw .absent }
    return handle
  }

  /// The public part of that key; of a private object that does not tell it, the one beside it.
  func publicKey(
    of key: borrowing LibraryHandle, _ uri: String
  ) throws(SigningKeyError) -> PublicKey {
    do throws(SigningKeyError) {
      return try PublicKey(ofPrivate: key)
    } catch {
      guard error == .withoutPublicKey,
        let other = unsafe LibraryHandle(
          wc_engine_public_key(engine.pointer, uri, method.pointer, prompt.data),
          { unsafe EVP_PKEY_free($0) })
      else { throw error }
      return try PublicKey(ofPrivate: other)
    }
  }

  /// What the device answered, by the numbers of PKCS #11 (section 6, CKR_), which the engine gives
  /// on in a range of its own.
  private func loadingError() -> SigningKeyError {
    let refusals: ClosedRange<Int32> = 0xA0...0xA4
    var code = ERR_get_error()
    while code != 0 {
      if ERR_GET_LIB(code) >= ERR_LIB_USER, refusals.contains(ERR_GET_REASON(code)) {
        return .passphrase
      }
      code = ERR_get_error()
    }
    return prompt.wasLeftOpen ? .passphrase : .absent
  }
}
