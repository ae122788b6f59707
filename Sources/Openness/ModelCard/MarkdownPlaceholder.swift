// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Tells what authors wrote from what a template left to be filled in.
enum MarkdownPlaceholder {
  /// Longer lines are somebody's text.
  private static let maximumByteCount = 400

  /// Whether a byte is a mark around words that says nothing by itself.
  private static func isDecoration(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: ">"),
      UInt8(ascii: "+"), UInt8(ascii: "#"), UInt8(ascii: "|"), UInt8(ascii: "`"),
      UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "="), UInt8(ascii: "~"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: " "), UInt8(ascii: "\t"),
      UInt8(ascii: "\r"), UInt8(ascii: "\\"):
      true
    default:
      false
    }
  }

  /// What says that a text is still to come, in lower case and without decoration.
  private static let words: Set<String> = [
    "more information needed", "information needed", "todo", "to do", "tbd", "tba", "n/a", "na",
    "none", "coming soon", "to be added", "to be done", "fill in", "fixme", "optional",
  ]

  /// What lines of the Hub's own template begin with although nobody filled anything in.
  private static let templateBeginnings = [
    "use the code below to get started with the model",
    "carbon emissions can be estimated using the",
  ]

  /// Bytes of the longest of the words.
  private static let maximumWordsByteCount = 24

  /// What a line is.
  static func content(of line: ArraySlice<UInt8>) -> CardHeading.Content {
    guard line.count <= maximumByteCount else {
      return line.allSatisfy(isDecoration) ? .empty : .prose
    }
    let text = line.map { (65...90).contains($0) ? $0 + 32 : $0 }[...]
    if contains(text, "{{") || contains(text, "more information needed") { return .placeholder }
    let bare = stripped(text)
    if bare.isEmpty { return contains(text, "[]") ? .placeholder : .empty }
    if isWords(bare) || templateBeginnings.contains(where: { bare.starts(with: $0.utf8) }) {
      return .placeholder
    }
    // A label with a placeholder behind it, as `**License:** TODO`.
    if let colon = text.lastIndex(of: UInt8(ascii: ":")) {
      let value = stripped(text[(colon + 1)...])
      if isWords(value) && !value.elementsEqual("none".utf8) { return .placeholder }
    }
    return .prose
  }

  private static func isWords(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count <= maximumWordsByteCount && words.contains(String(decoding: bytes, as: UTF8.self))
  }

  private static func contains(_ text: ArraySlice<UInt8>, _ words: String) -> Bool {
    guard let first = words.utf8.first, text.count >= words.utf8.count else { return false }
    var rest = text
    while let index = rest.firstIndex(of: first) {
      rest = text[index...]
      if rest.starts(with: words.utf8) { return true }
      rest = rest.dropFirst()
    }
    return false
  }

  private static func stripped(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes
    while let first = rest.first, isDecoration(first) { rest.removeFirst() }
    while let last = rest.last, isDecoration(last) { rest.removeLast() }
    return rest
  }
}
