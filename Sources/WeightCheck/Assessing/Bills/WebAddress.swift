// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// An address of the web that is sure to be a URI (RFC 3986), and so an IRI.
///
/// Fields of both formats demand an IRI, and documents with anything else in them do not validate.
/// Only `http` and `https` pass, with a host; characters outside ASCII are percent-encoded, which
/// names the same resource (RFC 3987, section 3.1). Addresses with numbers in brackets for a host
/// do not pass. What does not pass can still be written where text may stand.
enum WebAddress {
  private static let maximumByteCount = 2048

  /// The address as a URI; nil where it is none.
  static func uri(_ text: UntrustedText) -> String? {
    guard text.bytes.count <= maximumByteCount, let string = text.validUTF8,
      let scheme = ["https://", "http://"].first(where: { string.lowercased().hasPrefix($0) })
    else { return nil }
    let rest = text.bytes.dropFirst(scheme.utf8.count)
    let authority = rest.prefix { !endsAuthority($0) }
    guard isAuthority(authority), let tail = encode(rest.dropFirst(authority.count)) else {
      return nil
    }
    return scheme + String(decoding: authority, as: UTF8.self) + tail
  }

  private static func endsAuthority(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
  }

  /// A host with or without a port; no user, since a password would be published with it.
  private static func isAuthority(_ bytes: ArraySlice<UInt8>) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard let host = parts.first, !host.isEmpty, parts.count <= 2,
      host.allSatisfy({ LicenceExpression.isIdentifierByte($0) || $0 == UInt8(ascii: "_") })
    else { return false }
    return parts.count == 1 || (!parts[1].isEmpty && parts[1].allSatisfy(isDigit))
  }

  /// Path, query and fragment; nil where a character is in them that must not be.
  private static func encode(_ bytes: ArraySlice<UInt8>) -> String? {
    var encoded: [UInt8] = []
    var hasFragment = false
    for (place, byte) in zip(bytes.indices, bytes) {
      if byte >= 0x80 {
        encoded += Array("%".utf8) + Array(Hexadecimal.encode([byte]).uppercased().utf8)
        continue
      }
      if byte == UInt8(ascii: "%") {
        let digits = bytes[(place + 1)...].prefix(2)
        guard digits.count == 2, Hexadecimal.decode(digits) != nil else { return nil }
      } else if byte == UInt8(ascii: "#") {
        if hasFragment { return nil }
        hasFragment = true
      } else if !isAllowed(byte) {
        return nil
      }
      encoded.append(byte)
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static let marks = Set("_~!$&'()*+,;=:@/?".utf8)

  private static func isAllowed(_ byte: UInt8) -> Bool {
    LicenceExpression.isIdentifierByte(byte) || marks.contains(byte)
  }
}
