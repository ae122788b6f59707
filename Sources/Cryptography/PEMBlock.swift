// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

/// One block of a PEM file (RFC 7468).
struct PEMBlock {
  /// What stands between `-----BEGIN ` and `-----`.
  let label: String
  let bytes: [UInt8]

  /// Blocks of one file that are read.
  static let maximumCount = 1000

  /// The blocks of a file, whatever stands between them; nil where one is broken, or there are
  /// more than a thousand.
  static func readAll(_ text: [UInt8]) -> [PEMBlock]? {
    guard Library.isInitialized, text.count <= Int(Int32.max) else { return nil }
    // The library keeps the address of the text and not a copy.
    return unsafe text.withUnsafeBytes { buffer in
      guard
        let source = unsafe LibraryHandle(
          BIO_new_mem_buf(buffer.baseAddress, Int32(buffer.count)), { unsafe BIO_free_all($0) })
      else { return nil }
      return unsafe readAll(from: source.pointer)
    }
  }

  private static func readAll(from source: OpaquePointer) -> [PEMBlock]? {
    defer { ERR_clear_error() }
    var blocks: [PEMBlock] = []
    while true {
      ERR_clear_error()
      var (label, header): (UnsafeMutablePointer<CChar>?, UnsafeMutablePointer<CChar>?)
      var data: UnsafeMutablePointer<UInt8>?
      var count = 0
      guard unsafe PEM_read_bio(source, &label, &header, &data, &count) == 1 else {
        return ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE ? blocks : nil
      }
      defer {
        unsafe CRYPTO_free(label, "", 0)
        unsafe CRYPTO_free(header, "", 0)
        unsafe CRYPTO_clear_free(data, count, "", 0)
      }
      guard let label = unsafe label, let data = unsafe data, blocks.count < maximumCount else {
        return nil
      }
      let name = unsafe String(cString: label)
      // A private key is only ever told by its label, so its bytes are not copied.
      let isPrivate = name.hasSuffix("PRIVATE KEY")
      blocks.append(
        PEMBlock(
          label: name,
          bytes: isPrivate ? [] : unsafe Array(UnsafeBufferPointer(start: data, count: count))))
    }
  }
}
