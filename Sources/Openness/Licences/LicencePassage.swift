// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import UntrustedInput

/// A piece of a licence file.
public struct LicencePassage: Hashable, Sendable {
  /// Where it stands, in bytes from the start of the file.
  public let byteRange: Range<Int>
  /// Its first line, counted from 1.
  public let line: Int
  /// Its last line.
  public let lastLine: Int
  /// How it begins, with single blanks for white space; from outside, so it is escaped before it is
  /// shown.
  public let token: UntrustedText

  /// Describes the bytes of a range of the file, which lies within it.
  package init(_ file: [UInt8], _ range: Range<Int>, lines: ClosedRange<Int>) {
    byteRange = range
    line = lines.lowerBound
    lastLine = lines.upperBound
    token = Self.token(of: file[range])
  }

  /// The first bytes of a passage, in whole characters; white space in it becomes one blank.
  private static func token(of passage: ArraySlice<UInt8>) -> UntrustedText {
    var token: [UInt8] = []
    var isAfterSpace = false
    for byte in passage {
      if byte == 0x20 || (0x09...0x0D).contains(byte) {
        isAfterSpace = !token.isEmpty
        continue
      }
      // No longer than evidence keeps; a character that would be cut is left out.
      let isContinuation = byte & 0xC0 == 0x80
      if !isContinuation && token.count + 5 > EvidenceItem.maximumTokenByteCount { break }
      if isContinuation && token.count >= EvidenceItem.maximumTokenByteCount { break }
      if isAfterSpace { token.append(0x20) }
      isAfterSpace = false
      token.append(byte)
    }
    return UntrustedText(bytes: token)
  }
}
