// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography

/// Reads the lines of KnownTextTable; tests prove that it loses none.
enum KnownTextReader {
  typealias Digits = Substring.UTF8View

  static func read(_ lines: String) -> [KnownText] {
    var texts: [KnownText] = []
    var runs: [KnownText.Run] = []
    var identifier = ""
    for line in lines.utf8.split(separator: UInt8(ascii: "\n")) {
      let parts = line.split(separator: 0x20)
      switch line.first {
      case UInt8(ascii: "="):
        identifier = String(decoding: parts[1], as: UTF8.self)
      case UInt8(ascii: "r"):
        if let run = run(parts[1], parts[2]) { runs.append(run) }
      default:
        let after = parts.dropFirst(4).compactMap { Int(Substring($0)) }.map { runs[$0] }
        if let text = text(identifier, parts.dropFirst(), after) { texts.append(text) }
      }
    }
    return texts
  }

  /// A text from the number of words of its first run, the hash of the first four and the digest of
  /// all, and from the runs that follow.
  static func text(
    _ identifier: String, _ parts: ArraySlice<Digits>, _ after: [KnownText.Run] = []
  ) -> KnownText? {
    let parts = Array(parts)
    guard parts.count > 2, let first = run(parts[0], parts[2]) else { return nil }
    return KnownText(
      identifier: identifier,
      openingHash: TableDigits.bytes(parts[1]).reduce(0) { $0 << 8 | UInt32($1) },
      runs: [first] + after)
  }

  private static func run(_ count: Digits, _ digest: Digits) -> KnownText.Run? {
    guard let count = Int(Substring(count)),
      let digest = Digest(.sha256, bytes: TableDigits.bytes(digest))
    else { return nil }
    return KnownText.Run(wordCount: count, digest: digest)
  }
}
