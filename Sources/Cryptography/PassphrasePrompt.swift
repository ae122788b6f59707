// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

/// Asks for a passphrase when libcrypto wants one, and overwrites it afterwards.
final class PassphrasePrompt {
  private let ask: () -> [UInt8]?
  private var passphrase: [UInt8] = []
  /// Whether one was wanted.
  private(set) var wasAsked = false

  init(_ ask: @escaping () -> [UInt8]?) {
    self.ask = ask
  }

  deinit {
    unsafe passphrase.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
  }

  /// Writes the passphrase to libcrypto's buffer, which libcrypto overwrites itself.
  ///
  /// - Returns: its bytes; -1 where there is none that fits.
  private func write(to buffer: UnsafeMutableBufferPointer<CChar>) -> Int32 {
    if !wasAsked {
      wasAsked = true
      passphrase = ask() ?? []
    }
    guard !passphrase.isEmpty, passphrase.count <= buffer.count else { return -1 }
    for (index, byte) in passphrase.enumerated() { unsafe buffer[index] = CChar(bitPattern: byte) }
    return Int32(passphrase.count)
  }

  /// A method of libcrypto that asks `prompt`s, which are passed to it as its own data.
  static func makeMethod() -> LibraryHandle? {
    unsafe LibraryHandle(
      UI_UTIL_wrap_read_pem_callback(
        { buffer, count, _, prompt in
          guard let prompt = unsafe prompt, count > 0 else { return -1 }
          let owner = unsafe Unmanaged<PassphrasePrompt>.fromOpaque(prompt).takeUnretainedValue()
          return unsafe owner.write(
            to: UnsafeMutableBufferPointer(start: buffer, count: Int(count)))
        }, 0),
      { unsafe UI_destroy_method($0) })
  }
}
