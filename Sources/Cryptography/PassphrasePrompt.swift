// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

/// Asks for a passphrase or PIN when libcrypto wants one, and overwrites it afterwards.
final class PassphrasePrompt {
  private let ask: () -> [UInt8]?
  private var passphrase: [UInt8] = []
  /// Whether one was wanted.
  private(set) var wasAsked = false
  /// Whether one was wanted and there was none that could be given.
  private(set) var wasLeftOpen = false
  /// How many more times it is given.
  ///
  /// A device counts wrong PINs, and locks itself after a few.
  var remainingAnswerCount = Int.max

  init(_ ask: @escaping () -> [UInt8]?) {
    self.ask = ask
  }

  deinit {
    unsafe passphrase.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
  }

  /// This prompt as what libcrypto passes on to its method; valid as long as the prompt is.
  var data: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }

  /// Hands the passphrase to libcrypto, which copies it to where it is wanted, and overwrites it.
  private func answer(_ dialogue: OpaquePointer, _ question: OpaquePointer) -> Bool {
    if !wasAsked {
      wasAsked = true
      passphrase = ask() ?? []
    }
    guard !passphrase.isEmpty, remainingAnswerCount > 0 else {
      wasLeftOpen = true
      return false
    }
    remainingAnswerCount -= 1
    // It has the bounds of what is wanted, and refuses what is shorter or longer.
    let isTaken = unsafe passphrase.withUnsafeBytes { bytes in
      unsafe UI_set_result_ex(
        dialogue, question, bytes.assumingMemoryBound(to: CChar.self).baseAddress,
        Int32(clamping: bytes.count)) == 0
    }
    if !isTaken { wasLeftOpen = true }
    return isTaken
  }

  /// A method of libcrypto that asks `prompt`s, which are passed to it as their `data`.
  static func makeMethod() -> LibraryHandle? {
    guard
      let method = unsafe LibraryHandle(
        UI_create_method("weightcheck"), { unsafe UI_destroy_method($0) })
    else { return nil }
    let isSet = unsafe UI_method_set_reader(method.pointer) { dialogue, question in
      guard let dialogue = unsafe dialogue, let question = unsafe question else { return 0 }
      let kind = unsafe UI_get_string_type(question)
      // What libcrypto tells is not passed on: it may name the place of the key.
      guard kind == UIT_PROMPT || kind == UIT_VERIFY else { return 1 }
      guard let prompt = unsafe UI_get0_user_data(dialogue) else { return 0 }
      let owner = unsafe Unmanaged<PassphrasePrompt>.fromOpaque(prompt).takeUnretainedValue()
      return unsafe owner.answer(dialogue, question) ? 1 : 0
    }
    guard isSet == 0 else { return nil }
    return method
  }
}
