// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

/// One object of libcrypto, freed with its owner.
///
/// Keys and certificates are kept as their bytes, which any number of threads may share; a handle
/// lives only as long as one operation on them.
@safe
struct LibraryHandle: ~Copyable {
  let pointer: OpaquePointer
  private let release: (OpaquePointer) -> Void

  /// Takes over what a function of the library returned; nil, and the library's own list of errors
  /// emptied, where it returned nothing.
  init?(_ pointer: OpaquePointer?, _ release: @escaping (OpaquePointer) -> Void) {
    guard let pointer = unsafe pointer else {
      ERR_clear_error()
      return nil
    }
    unsafe self.pointer = pointer
    unsafe self.release = release
  }

  deinit { unsafe release(pointer) }
}

extension LibraryHandle {
  /// A reader of a function of the family `d2i_`: moves the position behind what it read.
  typealias Decoder = (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> OpaquePointer?

  /// Decodes one object in DER; nil unless `bytes` are that object and nothing more.
  static func decode(
    _ bytes: [UInt8], _ decoder: Decoder, _ release: @escaping (OpaquePointer) -> Void
  ) -> LibraryHandle? {
    var isWhole = false
    let pointer: OpaquePointer? = unsafe bytes.withUnsafeBufferPointer { buffer in
      var position = buffer.baseAddress
      let object = unsafe decoder(&position, buffer.count)
      isWhole = unsafe position == buffer.baseAddress.map { unsafe $0 + buffer.count }
      return unsafe object
    }
    guard let handle = unsafe LibraryHandle(pointer, release), isWhole else { return nil }
    return handle
  }

  /// The bytes that a function of the family `i2d_` writes; nil where it fails.
  static func encoded(
    _ encoder: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>) -> Int32
  ) -> [UInt8]? {
    var start: UnsafeMutablePointer<UInt8>?
    let count = unsafe encoder(&start)
    guard count > 0, let start = unsafe start else {
      ERR_clear_error()
      return nil
    }
    defer { unsafe CRYPTO_free(start, "", 0) }
    return unsafe Array(UnsafeBufferPointer(start: start, count: Int(count)))
  }

  /// What `writer` writes into a memory of the library; nil where it fails.
  static func written(_ writer: (OpaquePointer) -> Bool) -> [UInt8]? {
    guard
      let memory = unsafe LibraryHandle(BIO_new(BIO_s_mem()), { unsafe BIO_free_all($0) }),
      unsafe writer(memory.pointer)
    else {
      ERR_clear_error()
      return nil
    }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe BIO_read(memory.pointer, &piece, Int32(piece.count))
      guard count > 0 else { return bytes }
      bytes += piece.prefix(Int(count))
    }
  }
}

/// What has to be done once before libcrypto is used.
enum Library {
  /// libcrypto would clean up when the process exits, while threads of ours may still be ending
  /// and cleaning up too; their race is a crash.
  ///
  /// What it would free goes with the process anyway.
  static let isInitialized = OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_ATEXIT), nil) == 1
}
