// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// A name or path from outside: bytes that are compared as bytes and escaped when shown.
///
/// File formats and file systems treat names as bytes. Swift's `String` compares by canonical
/// equivalence, so two tensors named "é" in its composed and its decomposed form would collide in
/// a dictionary; this type keeps them apart, and keeps names that are not UTF-8 at all.
public struct UntrustedText: Hashable, Sendable {
  /// The bytes, exactly as they came.
  public let bytes: [UInt8]

  /// Keeps `bytes` as they are.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The UTF-8 bytes of `string`, unnormalised.
  public init(_ string: String) {
    self.bytes = Array(string.utf8)
  }

  /// Hashes all bytes at once; one by one takes many times as long.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(bytes.count)
    unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
  }

  /// The text, or nil where the bytes are not UTF-8.
  public var validUTF8: String? {
    String(validating: bytes, as: UTF8.self)
  }

  /// The text with U+FFFD in place of what is not UTF-8; control characters are kept.
  public var lossyString: String {
    String(decoding: bytes, as: UTF8.self)
  }
}

extension UntrustedText: Comparable {
  /// Orders by unsigned bytes, which for UTF-8 is the order of the code points.
  public static func < (left: UntrustedText, right: UntrustedText) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension UntrustedText: CustomStringConvertible {
  /// The escaped form; see ``escaped``.
  public var description: String { escaped }
}
