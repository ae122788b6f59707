// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
package import UntrustedInput

extension ChecksumFile {
  /// One GNU checksum line with its line feed.
  ///
  /// A name with a backslash, LF or CR starts its line with a backslash and has them escaped
  /// (coreutils 9.1); every other name stands byte for byte. A file called `-`, which alone means
  /// standard input, or nothing but blanks, which alone mean no name, gets a folder.
  package static func line(_ hex: String, _ name: UntrustedText) -> [UInt8] {
    let isBlank = name.bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 }
    let needsFolder = isBlank || name == UntrustedText("-")
    let name = needsFolder ? UntrustedText(bytes: Array("./".utf8) + name.bytes) : name
    var escaped: [UInt8] = []
    for byte in name.bytes {
      switch byte {
      case UInt8(ascii: "\\"): escaped += Array("\\\\".utf8)
      case 0x0A: escaped += Array("\\n".utf8)
      case 0x0D: escaped += Array("\\r".utf8)
      default: escaped.append(byte)
      }
    }
    let mark = escaped.count == name.bytes.count ? "" : "\\"
    return Array("\(mark)\(hex)  ".utf8) + escaped + [0x0A]
  }

  /// The lines of claims that have a path and a SHA-256 each.
  package static func write(_ claims: [Claim]) -> [UInt8] {
    claims.flatMap { claim -> [UInt8] in
      guard case .path(let path) = claim.subject, let digest = claim.digests.first else {
        preconditionFailure("a checksum line needs a path and a digest")
      }
      return line(digest.hex, path.text)
    }
  }
}
