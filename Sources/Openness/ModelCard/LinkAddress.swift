// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What an address points to, by its host and path alone.
enum LinkAddress {
  /// First parts of paths on the Hub that are no owners.
  private static let reserved: Set<String> = [
    "api", "blog", "chat", "collections", "datasets", "docs", "enterprise", "huggingface-projects",
    "join", "learn", "login", "models", "new", "organizations", "papers", "posts", "pricing",
    "search", "settings", "spaces", "tasks", "terms-of-service", "privacy",
  ]

  /// The kind of an address that begins with `http`, and its target.
  static func classify(
    _ address: ArraySlice<UInt8>
  ) -> (kind: CardLink.Kind, target: ArraySlice<UInt8>) {
    let parts = address.split(separator: UInt8(ascii: "/"), maxSplits: 8).map { part in
      part.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    }
    guard parts.count >= 3 else { return (.web, address) }
    let host = String(decoding: parts[1], as: UTF8.self).lowercased()
    let first = String(decoding: parts[2], as: UTF8.self)
    switch host.hasPrefix("www.") ? String(host.dropFirst(4)) : host {
    case "arxiv.org", "export.arxiv.org", "ar5iv.org", "ar5iv.labs.arxiv.org":
      guard ["abs", "pdf", "html"].contains(first), parts.count >= 4 else { break }
      let rest = address[parts[3].startIndex...]
      if let count = arXivByteCount(rest) { return (.arXiv, rest.prefix(count)) }
    case "doi.org", "dx.doi.org":
      let rest = address[parts[2].startIndex...]
      if let count = doiByteCount(rest) { return (.doi, rest.prefix(count)) }
    case "github.com":
      guard parts.count >= 4, !parts[3].isEmpty else { break }
      return (.gitHub, pair(parts[2], without(".git", parts[3])))
    case "huggingface.co", "hf.co":
      if first == "papers", parts.count >= 4, let count = arXivByteCount(parts[3]) {
        return (.arXiv, parts[3].prefix(count))
      }
      if first == "datasets", parts.count >= 4, !parts[3].isEmpty {
        let isPair = parts.count >= 5 && !parts[4].isEmpty && !isTreePart(parts[4])
        return (.hubDataset, isPair ? pair(parts[3], parts[4]) : parts[3])
      }
      if !reserved.contains(first), parts.count >= 4, !parts[3].isEmpty, !isTreePart(parts[3]) {
        return (.hubModel, pair(parts[2], parts[3]))
      }
    default: break
    }
    return (.web, address)
  }

  /// The bytes of an arXiv identifier at the start, of the form `2301.00001v2` or `cs.CL/0301001`.
  static func arXivByteCount(_ bytes: ArraySlice<UInt8>) -> Int? {
    let year = digitCount(bytes, limit: 5)
    var rest = bytes.dropFirst(year)
    if year == 4 && rest.first == UInt8(ascii: ".") {
      let number = digitCount(rest.dropFirst(), limit: 6)
      guard number == 4 || number == 5 else { return nil }
      rest = rest.dropFirst(1 + number)
    } else {
      let archive = bytes.prefix(16).prefix {
        (97...122).contains($0 | 0x20) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
      }
      rest = bytes.dropFirst(archive.count)
      guard archive.count >= 2, rest.first == UInt8(ascii: "/"),
        digitCount(rest.dropFirst(), limit: 8) == 7
      else { return nil }
      rest = rest.dropFirst(8)
    }
    if rest.first == UInt8(ascii: "v") {
      let version = digitCount(rest.dropFirst(), limit: 3)
      if version > 0 { rest = rest.dropFirst(1 + version) }
    }
    return rest.startIndex - bytes.startIndex
  }

  /// The bytes of a digital object identifier at the start.
  static func doiByteCount(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.starts(with: "10.".utf8) else { return nil }
    let registrant = digitCount(bytes.dropFirst(3), limit: 10)
    var rest = bytes.dropFirst(3 + registrant)
    guard (4...9).contains(registrant), rest.first == UInt8(ascii: "/") else { return nil }
    rest = rest.dropFirst()
    var suffix = rest.prefix { $0 > 0x20 && $0 < 0x7F && !stops.contains($0) }
    while let last = suffix.last, trailing.contains(last) { suffix.removeLast() }
    return suffix.isEmpty ? nil : suffix.endIndex - bytes.startIndex
  }

  private static let stops = Set("<>\"{}[]|\\`)?#".utf8)
  private static let trailing = Set(".,;:!'*_".utf8)

  private static func digitCount(_ bytes: ArraySlice<UInt8>, limit: Int) -> Int {
    bytes.prefix(limit).prefix { (48...57).contains($0) }.count
  }

  /// Whether a part of a path leads into a repository.
  private static func isTreePart(_ part: ArraySlice<UInt8>) -> Bool {
    ["tree", "blob", "resolve", "discussions", "viewer"].contains(
      String(decoding: part, as: UTF8.self))
  }

  private static func without(
    _ suffix: String, _ part: ArraySlice<UInt8>
  ) -> ArraySlice<UInt8> {
    let isThere = part.reversed().starts(with: suffix.utf8.reversed())
    return isThere ? part.dropLast(suffix.utf8.count) : part
  }

  private static func pair(
    _ owner: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>
  ) -> ArraySlice<UInt8> {
    (Array(owner) + [UInt8(ascii: "/")] + Array(name))[...]
  }
}
