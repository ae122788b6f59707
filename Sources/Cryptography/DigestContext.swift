// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

/// Computes one digest of bytes that arrive in pieces, by libcrypto's EVP interface.
@safe
package struct DigestContext: ~Copyable {
  private let context: OpaquePointer
  private let algorithm: DigestAlgorithm

  /// Starts a digest.
  ///
  /// The library fails here only when memory is gone or the algorithm was configured away; neither
  /// leaves anything sensible to do, so both end the program.
  ///
  /// - Parameter byteCount: how many bytes will be added; git's digest begins with it, the others
  ///   need none.
  package init(_ algorithm: DigestAlgorithm, byteCount: UInt64? = nil) {
    guard let context = unsafe EVP_MD_CTX_new(),
      unsafe EVP_DigestInit_ex2(context, Self.implementation(of: algorithm), nil) == 1
    else { preconditionFailure("libcrypto has no \(algorithm.displayName)") }
    unsafe self.context = context
    self.algorithm = algorithm
    guard algorithm == .gitBlob else { return }
    guard let byteCount else { preconditionFailure("a git blob's digest begins with its length") }
    let header = Array("blob \(byteCount)\0".utf8)
    unsafe update(header.span.bytes)
  }

  /// Adds `bytes` at the end.
  package mutating func update(_ bytes: RawSpan) {
    let status = unsafe bytes.withUnsafeBytes {
      unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count)
    }
    precondition(status == 1, "libcrypto could not update a digest")
  }

  /// The digest of all bytes added.
  package consuming func finalize() -> Digest {
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: algorithm.byteCount) { buffer, count in
      var written: CUnsignedInt = 0
      let status = unsafe EVP_DigestFinal_ex(context, buffer.baseAddress, &written)
      precondition(status == 1, "libcrypto could not finish a digest")
      count = Int(written)
    }
    guard let digest = Digest(algorithm, bytes: bytes) else {
      preconditionFailure("libcrypto gave a digest of the wrong length")
    }
    return digest
  }

  /// Fetched once: an implicit fetch takes a lock and a lookup each time a digest starts.
  static func implementation(of algorithm: DigestAlgorithm) -> OpaquePointer? {
    switch algorithm {
    case .sha256: unsafe sha256
    case .sha384: unsafe sha384
    case .sha512: unsafe sha512
    case .blake2b512: unsafe blake2b512
    case .gitBlob: unsafe sha1
    }
  }

  private static func fetch(_ name: String) -> OpaquePointer? {
    Library.isInitialized ? unsafe EVP_MD_fetch(nil, name, nil) : nil
  }

  // `nonisolated(unsafe)`: an EVP_MD is immutable and shared between threads by design.
  private nonisolated(unsafe) static let sha256 = unsafe fetch("SHA2-256")
  private nonisolated(unsafe) static let sha384 = unsafe fetch("SHA2-384")
  private nonisolated(unsafe) static let sha512 = unsafe fetch("SHA2-512")
  private nonisolated(unsafe) static let blake2b512 = unsafe fetch("BLAKE2B-512")
  private nonisolated(unsafe) static let sha1 = unsafe fetch("SHA1")

  deinit { unsafe EVP_MD_CTX_free(context) }
}

extension Digest {
  /// The digest of bytes that lie in one place.
  package init(of bytes: RawSpan, _ algorithm: DigestAlgorithm) {
    var context = DigestContext(algorithm, byteCount: UInt64(bytes.byteCount))
    context.update(bytes)
    self = context.finalize()
  }
}
