// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// The digest algorithms that are computed.
///
/// All but the weak ones can establish what a file is.
public enum DigestAlgorithm: String, CaseIterable, Hashable, Sendable {
  /// SHA-256 (FIPS 180-4).
  case sha256
  /// SHA-384 (FIPS 180-4).
  case sha384
  /// SHA-512 (FIPS 180-4).
  case sha512
  /// BLAKE2b (RFC 7693) with 64 bytes and no key.
  case blake2b512
  /// What git names a file's content by: SHA-1 over `blob`, a blank, the length in decimal digits,
  /// a NUL, and the bytes.
  ///
  /// Weak: two contents with one SHA-1 can be made.
  case gitBlob

  /// The algorithms that can establish what a file is.
  public static let strong = allCases.filter { !$0.isWeak }

  /// Whether contents that share a digest can be made, so that it establishes nothing of weights.
  public var isWeak: Bool { self == .gitBlob }

  /// Bytes of a digest.
  public var byteCount: Int {
    switch self {
    case .sha256: 32
    case .sha384: 48
    case .sha512, .blake2b512: 64
    case .gitBlob: 20
    }
  }

  /// The name people use.
  public var displayName: String {
    switch self {
    case .sha256: "SHA-256"
    case .sha384: "SHA-384"
    case .sha512: "SHA-512"
    case .blake2b512: "BLAKE2b-512"
    case .gitBlob: "git blob SHA-1"
    }
  }
}

/// The digest of a run of bytes.
public struct Digest: Hashable, Sendable {
  /// What computed it.
  public let algorithm: DigestAlgorithm
  /// Its bytes; as many as the algorithm gives.
  public let bytes: [UInt8]

  /// Nil unless `bytes` has the length that `algorithm` gives.
  public init?(_ algorithm: DigestAlgorithm, bytes: [UInt8]) {
    guard bytes.count == algorithm.byteCount else { return nil }
    self.algorithm = algorithm
    self.bytes = bytes
  }

  /// Reads hexadecimal digits of either case; nil unless they are exactly a digest of `algorithm`.
  public init?(_ algorithm: DigestAlgorithm, hex: some Collection<UInt8>) {
    guard hex.count == algorithm.byteCount * 2, let bytes = Hexadecimal.decode(hex) else {
      return nil
    }
    self.init(algorithm, bytes: bytes)
  }

  /// Lower-case hexadecimal digits.
  public var hex: String { Hexadecimal.encode(bytes) }
}
