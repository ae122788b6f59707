// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What a licence file's bytes are, before its words are looked at.
enum LicenceEncoding {
  /// Bytes at the start among which a zero shows that it is no text.
  private static let headByteCount = 1 << 13

  /// The text as UTF-8, or as what it is; nil for what is no text at all.
  ///
  /// UTF-16 is decoded where it has a mark of byte order, as far as a text is looked at.
  static func text(_ bytes: [UInt8]) -> [UInt8]? {
    if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes) { UInt16($0) | UInt16($1) << 8 } }
    if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes) { UInt16($1) | UInt16($0) << 8 } }
    let isOther =
      bytes.prefix(headByteCount).contains(0)
      || otherMarks.contains { bytes.starts(with: $0) }
    return isOther ? nil : bytes
  }

  private static func utf16(
    _ bytes: [UInt8], _ unit: (UInt8, UInt8) -> UInt16
  ) -> [UInt8]? {
    guard bytes.count % 2 == 0 else { return nil }
    // Each unit is a byte at least, so that a longer text stays longer than what is looked at.
    let end = min(bytes.count, 2 * (LicenceText.maximumByteCount + 2))
    let units = stride(from: 2, to: end, by: 2).map { unit(bytes[$0], bytes[$0 + 1]) }
    return units.contains(0) ? nil : Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// PDF, archives and compressed files, and the pointers that Git LFS leaves in place of a file.
  private static let otherMarks: [[UInt8]] = [
    Array("%PDF-".utf8), [0x50, 0x4B, 0x03, 0x04], [0x1F, 0x8B],
    Array("version https://git-lfs.github.com/spec/".utf8),
  ]
}
