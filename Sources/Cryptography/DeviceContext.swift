// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

/// A context of libcrypto with the provider for keys in devices, apart from the one that everything
/// else uses.
///
/// A device that is a program may compute with libcrypto itself, as SoftHSM does; in one context
/// the provider would then be asked to do what it is waiting for. It lives as long as its keys.
final class DeviceContext {
  private let handle: LibraryHandle

  /// Loads the provider; nil where it is not installed.
  init?() {
    guard
      let handle = unsafe LibraryHandle(OSSL_LIB_CTX_new(), { unsafe OSSL_LIB_CTX_free($0) })
    else { return nil }
    // The user's configuration may say which module the provider has to load.
    if let file = unsafe CONF_get1_default_config_file() {
      _ = unsafe OSSL_LIB_CTX_load_config(handle.pointer, file)
      unsafe CRYPTO_free(file, "", 0)
    }
    // Their handles go with the context.
    let isLoaded =
      unsafe OSSL_PROVIDER_load(handle.pointer, "default") != nil
      && OSSL_PROVIDER_load(handle.pointer, "pkcs11") != nil
    ERR_clear_error()
    guard isLoaded else { return nil }
    self.handle = handle
  }

  /// For as long as this object is kept.
  var pointer: OpaquePointer { unsafe handle.pointer }
}
