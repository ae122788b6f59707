// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import UntrustedInput

/// The bytes that a payload's signatures are over, digested once for all keys and signatures.
final class SignedBytes {
  /// How a payload and its type are put together.
  enum Encoding: Hashable {
    case current
    /// As model-signing 0.2.0 did by mistake.
    case like02
  }

  private struct Key: Hashable {
    let encoding: Encoding
    let algorithm: DigestAlgorithm
  }

  private let payload: [UInt8]
  private let type: UntrustedText
  private var digests: [Key: Digest] = [:]

  init(_ payload: [UInt8], type: UntrustedText) {
    self.payload = payload
    self.type = type
  }

  /// The bytes themselves, for a key that signs no digest.
  func bytes(_ encoding: Encoding) -> [UInt8] {
    switch encoding {
    case .current: PreAuthenticationEncoding.encode(payload, type: type)
    case .like02: PreAuthenticationEncoding.encodeLike02(payload, type: type)
    }
  }

  func digest(_ encoding: Encoding, _ algorithm: DigestAlgorithm) -> Digest {
    let key = Key(encoding: encoding, algorithm: algorithm)
    if let known = digests[key] { return known }
    let message = bytes(encoding)
    let span = message.span
    let digest = unsafe Digest(of: span.bytes, algorithm)
    digests[key] = digest
    return digest
  }
}
