// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography

/// A UUID that follows from what a document says.
///
/// Version 8 (RFC 9562, section 5.8): bits of the SHA-256 of the document as it is without the
/// name. The same release gives the same document, and documents that differ have different names.
enum DocumentName {
  /// The UUID as a URN.
  static func uuid(of document: [UInt8]) -> String {
    var bytes = Array(unsafe Digest(of: document.span.bytes, .sha256).bytes.prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    var text = "urn:uuid:"
    for (place, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(place) { text += "-" }
      text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return text
  }
}
