// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Private keys that have no label in capitals.
extension PrivateKeyContent {
  // MARK: JSON Web Keys (RFC 7517)

  private static let keyType = Array(#""kty""#.utf8)
  private static let secretMembers = [Array(#""d""#.utf8), Array(#""k""#.utf8)]

  /// Whether `bytes` hold a private or a symmetric key as JSON: a kind of key as a text, and a
  /// secret of at least 128 bits in base64url.
  ///
  /// Both may stand as names in a vocabulary too, where their values are numbers.
  static func holdsJSONWebKey(_ bytes: [UInt8]) -> Bool {
    var (hasType, hasSecret) = (false, false)
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\"") {
      let rest = bytes[index...]
      if rest.starts(with: keyType) {
        hasType = hasType || value(behind: keyType, in: rest).map { !$0.isEmpty } == true
      } else if let member = secretMembers.first(where: rest.starts) {
        hasSecret = hasSecret || value(behind: member, in: rest).map { $0.count >= 22 } == true
      }
      if hasType && hasSecret { return true }
    }
    return false
  }

  /// The letters of base64url of the text behind a member's name; nil where there is no text.
  private static func value(
    behind name: [UInt8], in bytes: ArraySlice<UInt8>
  ) -> ArraySlice<UInt8>? {
    var rest = bytes.dropFirst(name.count).drop(while: isSpace)
    guard rest.popFirst() == UInt8(ascii: ":") else { return nil }
    rest = rest.drop(while: isSpace)
    guard rest.popFirst() == UInt8(ascii: "\"") else { return nil }
    return rest.prefix { isLetter($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
  }

  // MARK: minisign and signify

  /// How base64 of a secret key begins: of minisign with and without a passphrase, of signify.
  ///
  /// `Ed`, `Sc` or two zeros, `B2`; and `Ed`, `BK`.
  private static let signifyStarts = ["RWRTY0Iy", "RWQAAEIy", "RWRCS"].map { Array($0.utf8) }
  /// Letters that public keys (56) and signatures (100), which begin with `Ed` too, do not have.
  private static let signifyLength = 130

  /// Whether base64 in `bytes` is a secret key of minisign or signify, whatever its comment says.
  static func holdsSignifyKey(_ bytes: [UInt8]) -> Bool {
    for index in bytes.indices where bytes[index] == signifyStarts[0][0] {
      let rest = bytes[index...]
      guard signifyStarts.contains(where: rest.starts) else { continue }
      let letters = rest.prefix {
        isLetter($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/")
      }
      if letters.count >= signifyLength { return true }
    }
    return false
  }

  // MARK: Characters

  /// The text in `bytes` without the zeros of UTF-16 or UTF-32; nil where it is neither.
  static func narrowed(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count >= 4 else { return nil }
    let hasMark = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    guard hasMark || (bytes[0] == 0) != (bytes[1] == 0) || bytes.starts(with: [0, 0]) else {
      return nil
    }
    return bytes.filter { $0 != 0 }
  }

  static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
