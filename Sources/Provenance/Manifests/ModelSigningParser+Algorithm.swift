// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import UntrustedInput

extension ModelSigningParser {
  /// How a digest was computed.
  struct Algorithm: Hashable {
    enum Kind: Hashable {
      case strong(DigestAlgorithm)
      case unsupported(String)
    }

    let kind: Kind
    /// Whether the name says that it is the digest of a part of a file.
    let isSharded: Bool

    /// Reads `sha256`, `sha256-sharded-1000000` and their like.
    init(_ text: UntrustedText) {
      let (base, isSharded) = Self.split(text.bytes)
      self.isSharded = isSharded
      kind =
        switch UntrustedText(bytes: Array(base)).lossyString {
        case "sha256": .strong(.sha256)
        case "sha384": .strong(.sha384)
        case "sha512": .strong(.sha512)
        // model-signing 1.1.1 writes one and reads the other.
        case "blake2b", "blake2": .strong(.blake2b512)
        case "blake3": .unsupported("BLAKE3")
        default: .unsupported(UntrustedText(bytes: Array(base)).brief)
        }
    }

    /// Takes `-sharded-` and digits off the end.
    private static func split(_ name: [UInt8]) -> (base: ArraySlice<UInt8>, isSharded: Bool) {
      let digits = name.reversed().prefix { $0 >= 0x30 && $0 <= 0x39 }.count
      let head = name.dropLast(digits)
      let mark = "-sharded-".utf8
      guard digits > 0, head.suffix(mark.count).elementsEqual(mark) else {
        return (name[...], false)
      }
      return (head.dropLast(mark.count), true)
    }

    var displayName: String {
      switch kind {
      case .strong(let algorithm): algorithm.displayName
      case .unsupported(let name): name
      }
    }
  }
}
