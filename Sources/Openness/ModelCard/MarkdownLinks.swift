// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// Collects the links of Markdown lines; each byte is looked at a bounded number of times.
struct MarkdownLinks {
  /// Links that are kept.
  static let maximumCount = 10_000
  /// Bytes of an address; a longer one is cut.
  static let maximumByteCount = 2048

  /// The links, in the order of the file.
  private(set) var links: [CardLink] = []

  /// Looks for links in a part of a line.
  mutating func read(_ bytes: [UInt8], _ range: Range<Int>, line: Int, isInCode: Bool) {
    var index = range.lowerBound
    while index < range.upperBound && links.count < Self.maximumCount {
      let rest = index..<range.upperBound
      var end = index + 1
      switch bytes[index] {
      case UInt8(ascii: "h"), UInt8(ascii: "H"):
        if Self.begins(bytes, rest, "http://") || Self.begins(bytes, rest, "https://") {
          end = Self.endOfAddress(bytes, rest)
          let kept = bytes[index..<min(end, index + Self.maximumByteCount)]
          let (kind, target) = LinkAddress.classify(kept)
          add(kind, target, line, isInCode)
        }
      case UInt8(ascii: "]"):
        if !isInCode, let target = Self.target(bytes, rest) {
          add(.file, target, line, isInCode)
        }
      case UInt8(ascii: "a"), UInt8(ascii: "A"):
        if Self.begins(bytes, rest, "arxiv:") {
          var start = index + 6
          while start < range.upperBound && bytes[start] == UInt8(ascii: " ") { start += 1 }
          if let count = LinkAddress.arXivByteCount(bytes[start..<range.upperBound]) {
            add(.arXiv, bytes[start..<start + count], line, isInCode)
            end = start + count
          } else {
            end = start
          }
        }
      case UInt8(ascii: "1"):
        let isInside = index > range.lowerBound && Self.isWordByte(bytes[index - 1])
        if !isInside, let count = LinkAddress.doiByteCount(bytes[rest]) {
          add(.doi, bytes[index..<index + min(count, Self.maximumByteCount)], line, isInCode)
          end = index + count
        }
      default:
        break
      }
      index = end
    }
  }

  private mutating func add(
    _ kind: CardLink.Kind, _ target: ArraySlice<UInt8>, _ line: Int, _ isInCode: Bool
  ) {
    guard !target.isEmpty else { return }
    links.append(
      CardLink(
        kind: kind, target: UntrustedText(bytes: Array(target)), line: line, isInCode: isInCode))
  }

  /// Whether lower-case ASCII text stands at the start of a range, in any case.
  private static func begins(_ bytes: [UInt8], _ range: Range<Int>, _ text: String) -> Bool {
    var index = range.lowerBound
    for expected in text.utf8 {
      guard index < range.upperBound, (bytes[index] | 0x20) == expected | 0x20 else { return false }
      index += 1
    }
    return true
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "/"):
      true
    default:
      false
    }
  }

  /// What ends a sentence or an emphasis rather than an address.
  private static let trailing = Set(".,;:!?'*_".utf8)

  private static func endOfAddress(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    var index = range.lowerBound
    var depth = 0
    scan: while index < range.upperBound {
      switch bytes[index] {
      case 0...0x20, 0x7F, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
        UInt8(ascii: "`"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
        UInt8(ascii: "}"), UInt8(ascii: "|"), UInt8(ascii: "\\"):
        break scan
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        if depth == 0 { break scan }
        depth -= 1
      default: break
      }
      index += 1
    }
    while index > range.lowerBound && trailing.contains(bytes[index - 1]) { index -= 1 }
    return index
  }

  /// The path behind `](` or `]:`, where it is one of a file beside the card.
  private static func target(_ bytes: [UInt8], _ range: Range<Int>) -> ArraySlice<UInt8>? {
    guard range.count > 2 else { return nil }
    var start = range.lowerBound + 2
    let isInline = bytes[range.lowerBound + 1] == UInt8(ascii: "(")
    switch bytes[range.lowerBound + 1] {
    case UInt8(ascii: "("): break
    case UInt8(ascii: ":") where bytes[start] == UInt8(ascii: " "): start += 1
    default: return nil
    }
    if start < range.upperBound && bytes[start] == UInt8(ascii: "<") { start += 1 }
    var end = start
    scan: while end < range.upperBound && end - start < maximumByteCount {
      switch bytes[end] {
      case 0...0x20, 0x7F, UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"),
        UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "#"),
        UInt8(ascii: "?"):
        break scan
      case UInt8(ascii: ":"):
        // A scheme, so no file beside the card.
        return nil
      default: end += 1
      }
    }
    if isInline {
      // Without a closing mark it is no link.
      guard end < range.upperBound, bytes[end] != UInt8(ascii: "["),
        bytes[end] != UInt8(ascii: "]"),
        bytes[end] != UInt8(ascii: "(")
      else { return nil }
    }
    guard end > start, end - start < maximumByteCount, bytes[start] != UInt8(ascii: "/") else {
      return nil
    }
    return bytes[start..<end]
  }
}
