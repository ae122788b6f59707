// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// Finds the headings of a Markdown file and tells what stands under them, in one pass.
///
/// Both forms of headings count: `#` marks before, or a line of `=` or `-` below. What is inside
/// a fenced code block or an HTML comment is none. Quotes and lists are not looked into.
struct MarkdownOutline {
  /// Headings that are kept.
  static let maximumHeadingCount = 10_000

  /// The headings, in the order of the file.
  private(set) var headings: [CardHeading] = []
  /// What stands before the first heading.
  private(set) var preamble = CardHeading.Content.empty
  /// The links, in the order of the file.
  private(set) var links = MarkdownLinks()

  let bytes: [UInt8]
  private var line: Int
  private var fence: (mark: UInt8, count: Int)?
  var isInComment = false
  /// The line before, where it is text that a line below could make a heading.
  private(set) var pending: (range: Range<Int>, line: Int)?

  /// Reads a file from `start` on, before which are `lineOffset` lines.
  init(_ bytes: [UInt8], from start: Int, lineOffset: Int) {
    self.bytes = bytes
    line = lineOffset + 1
    var index = start
    while index < bytes.count {
      var end = index
      while end < bytes.count && bytes[end] != UInt8(ascii: "\n") { end += 1 }
      let isCRLF = end > index && bytes[end - 1] == UInt8(ascii: "\r")
      read(index..<(isCRLF ? end - 1 : end))
      line += 1
      index = end + 1
    }
    flush()
  }

  private mutating func read(_ range: Range<Int>) {
    if let fence {
      links.read(bytes, range, line: line, isInCode: true)
      if closes(fence, range) {
        self.fence = nil
      } else if !isBlank(range) {
        mark(.prose)
      }
      return
    }
    let visible = withoutComments(range)
    if visible.isEmpty {
      flush()
    } else {
      for part in visible { links.read(bytes, part, line: line, isInCode: false) }
      readVisible(visible, range)
    }
  }

  private mutating func readVisible(_ visible: [Range<Int>], _ range: Range<Int>) {
    guard visible.count == 1, let text = visible.first, text.lowerBound == range.lowerBound else {
      flush()
      for part in visible { markText(part) }
      return
    }
    let first = skipBlanks(text)
    let indentation = first - text.lowerBound
    if first == text.upperBound {
      flush()
    } else if indentation > 3 {
      flush()
      markText(text)
    } else if let opened = opensFence(first..<text.upperBound) {
      flush()
      fence = opened
    } else if let level = headingLevel(first..<text.upperBound) {
      flush()
      append(level, title: title(first + level..<text.upperBound), line: line, text)
    } else if let level = underlineLevel(first..<text.upperBound) {
      if let pending {
        self.pending = nil
        append(
          level, title: title(pending.range), line: pending.line,
          pending.range.lowerBound..<text.upperBound)
      }
    } else if beginsContainer(first..<text.upperBound) {
      flush()
      markText(text)
    } else {
      flush()
      pending = (text, line)
    }
  }

  /// Counts the pending line as text.
  private mutating func flush() {
    guard let pending else { return }
    self.pending = nil
    markText(pending.range)
  }

  /// Counts a piece of text, unless there is text already.
  private mutating func markText(_ range: Range<Int>) {
    if (headings.last?.content ?? preamble) == .prose { return }
    mark(MarkdownPlaceholder.content(of: bytes[range]))
  }

  private mutating func mark(_ content: CardHeading.Content) {
    let current = headings.last?.content ?? preamble
    guard content != .empty && current != .prose && headings.count < Self.maximumHeadingCount
    else { return }
    if headings.isEmpty {
      preamble = content
    } else {
      headings[headings.count - 1].content = content
    }
  }

  private mutating func append(
    _ level: Int, title: Range<Int>, line: Int, _ range: Range<Int>
  ) {
    guard headings.count < Self.maximumHeadingCount else { return }
    headings.append(
      CardHeading(
        level: level, title: UntrustedText(bytes: Array(bytes[title].prefix(512))), line: line,
        byteRange: range, content: .empty))
  }
}
