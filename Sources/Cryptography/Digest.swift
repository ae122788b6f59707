// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// The digest algorithms that can establish what a file is.
public enum DigestAlgorithm: String, CaseIterable, Hashable, Sendable {
  /// SHA-256 (FIPS 180-4).
  case sha256
  /// SHA-384 (FIPS 180-4).
  case sha384
  /// SHA-512 (FIPS 180-4).
  case sha512

  /// Bytes of a digest.
  public var byteCount: Int {
    switch self {
    case .sha256: 32
    case .sha384: 48
    case .sha512: 64
    }
  }

  /// The name people use.
  public var displayName: String {
    switch self {
    case .sha256: "SHA-256"
    case .sha384: "SHA-384"
    case .sha512: "SHA-512"
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
