// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// The bytes that are signed in place of a payload, so that its type is signed too.
package enum PreAuthenticationEncoding {
  /// `DSSEv1`, and the length and bytes of the type and of the payload, with a blank between each.
  ///
  /// Lengths are bytes, in decimal digits. Source: DSSE v1.0.2, "Signature Definition".
  package static func encode(_ payload: [UInt8], type: UntrustedText) -> [UInt8] {
    head("DSSEv1", payload, type) + payload
  }

  /// What model-signing 0.2.0 signed by mistake: another name in front, and the payload as Python
  /// shows bytes, in quotes and with escapes.
  ///
  /// No two payloads come out the same: the text in quotes stands for one of them only. Source:
  /// `pae_compat` of model-signing 1.1.1; `bytes.__repr__` of Python 3.
  static func encodeLike02(_ payload: [UInt8], type: UntrustedText) -> [UInt8] {
    var shown = head("DSSEV1", payload, type)
    let (single, double) = (UInt8(ascii: "'"), UInt8(ascii: "\""))
    let quote = payload.contains(single) && !payload.contains(double) ? double : single
    shown += [UInt8(ascii: "b"), quote]
    for byte in payload {
      switch byte {
      case UInt8(ascii: "\\"), quote: shown += [UInt8(ascii: "\\"), byte]
      case 0x09: shown += Array("\\t".utf8)
      case 0x0A: shown += Array("\\n".utf8)
      case 0x0D: shown += Array("\\r".utf8)
      case 0x20..<0x7F: shown.append(byte)
      default: shown += Array("\\x\(Hexadecimal.encode([byte]))".utf8)
      }
    }
    shown.append(quote)
    return shown
  }

  private static func head(
    _ version: String, _ payload: [UInt8], _ type: UntrustedText
  ) -> [UInt8] {
    Array("\(version) \(type.bytes.count) ".utf8) + type.bytes + Array(" \(payload.count) ".utf8)
  }
}
