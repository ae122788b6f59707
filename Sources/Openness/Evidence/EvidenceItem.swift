// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import UntrustedInput

/// One piece of evidence: where it stands and the short token that it rests on.
public struct EvidenceItem: Hashable, Sendable {
  /// Where in a file it stands.
  public enum Place: Hashable, Sendable {
    /// It is the file itself.
    case file
    /// On this line, counted from 1.
    case line(Int)
    /// Under this key of the file's metadata or front matter.
    case key(UntrustedText)
  }

  /// Bytes of a token that are kept.
  public static let maximumTokenByteCount = 160

  /// The file, relative to the release.
  public let path: UntrustedText
  /// Where in it.
  public let place: Place
  /// What stands there, cut to maximumTokenByteCount bytes; from outside, so it is escaped
  /// before it is shown.
  public let token: UntrustedText

  /// Makes a piece of evidence; a long token is cut between characters.
  public init(_ path: UntrustedText, _ place: Place = .file, token: UntrustedText) {
    self.path = path
    self.place = place
    guard token.bytes.count > Self.maximumTokenByteCount else {
      self.token = token
      return
    }
    var end = Self.maximumTokenByteCount
    // Back over the continuation bytes of a character that would be cut.
    while end > 0 && token.bytes[end] & 0xC0 == 0x80 { end -= 1 }
    self.token = UntrustedText(bytes: Array(token.bytes[..<end]))
  }

  /// Makes a piece of evidence that is a file itself: the token is the path.
  public init(file path: UntrustedText) {
    self.init(path, token: path)
  }
}
