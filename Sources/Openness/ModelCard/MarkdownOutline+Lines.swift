// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// What a line of Markdown is.
extension MarkdownOutline {
  /// The parts of a line outside HTML comments.
  ///
  /// A comment that begins a line goes on until it is closed; one inside a line must end there.
  mutating func withoutComments(_ range: Range<Int>) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var index = range.lowerBound
    var partStart = index
    if isInComment {
      guard let end = find("-->", in: range) else { return [] }
      isInComment = false
      index = end + 3
      partStart = index
    }
    let first = skipBlanks(index..<range.upperBound)
    while let start = find("<!--", in: index..<range.upperBound) {
      guard let end = find("-->", in: min(start + 4, range.upperBound)..<range.upperBound) else {
        if start == first {
          isInComment = true
          return parts
        }
        break
      }
      if partStart < start && !isBlank(partStart..<start) { parts.append(partStart..<start) }
      index = end + 3
      partStart = index
    }
    if partStart < range.upperBound && !isBlank(partStart..<range.upperBound) {
      parts.append(partStart..<range.upperBound)
    }
    return parts
  }

  private func find(_ mark: StaticString, in range: Range<Int>) -> Int? {
    let count = mark.utf8CodeUnitCount
    guard range.count >= count else { return nil }
    let isOpening = count == 4
    for index in range.lowerBound...(range.upperBound - count) {
      if isOpening {
        if bytes[index] == UInt8(ascii: "<") && bytes[index + 1] == UInt8(ascii: "!")
          && bytes[index + 2] == UInt8(ascii: "-") && bytes[index + 3] == UInt8(ascii: "-")
        {
          return index
        }
      } else if bytes[index + 2] == UInt8(ascii: ">") && bytes[index] == UInt8(ascii: "-")
        && bytes[index + 1] == UInt8(ascii: "-")
      {
        return index
      }
    }
    return nil
  }

  func isBlank(_ range: Range<Int>) -> Bool {
    skipBlanks(range) == range.upperBound
  }

  func skipBlanks(_ range: Range<Int>) -> Int {
    var index = range.lowerBound
    while index < range.upperBound && Self.isBlank(bytes[index]) { index += 1 }
    return index
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }

  private func run(of mark: UInt8, _ range: Range<Int>) -> Int {
    var index = range.lowerBound
    while index < range.upperBound && bytes[index] == mark { index += 1 }
    return index - range.lowerBound
  }

  /// Whether a line begins an item of a list, a quote or a row of a table.
  func beginsContainer(_ range: Range<Int>) -> Bool {
    let next = range.count > 1 ? bytes[range.lowerBound + 1] : UInt8(ascii: " ")
    switch bytes[range.lowerBound] {
    case UInt8(ascii: ">"), UInt8(ascii: "|"): return true
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"): return Self.isBlank(next)
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      return next == UInt8(ascii: ".") || next == UInt8(ascii: ")")
    default: return false
    }
  }

  func opensFence(_ range: Range<Int>) -> (mark: UInt8, count: Int)? {
    let mark = bytes[range.lowerBound]
    guard mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { return nil }
    let count = run(of: mark, range)
    guard count >= 3 else { return nil }
    let rest = bytes[range.lowerBound + count..<range.upperBound]
    return mark == UInt8(ascii: "`") && rest.contains(mark) ? nil : (mark, count)
  }

  func closes(_ fence: (mark: UInt8, count: Int), _ range: Range<Int>) -> Bool {
    let first = skipBlanks(range)
    guard first - range.lowerBound <= 3 else { return false }
    let count = run(of: fence.mark, first..<range.upperBound)
    return count >= fence.count && isBlank(first + count..<range.upperBound)
  }

  func headingLevel(_ range: Range<Int>) -> Int? {
    let count = run(of: UInt8(ascii: "#"), range)
    guard (1...6).contains(count) else { return nil }
    let after = range.lowerBound + count
    return after == range.upperBound || Self.isBlank(bytes[after]) ? count : nil
  }

  /// The level that a line of `=` or `-` gives the line above, which may also be a rule.
  func underlineLevel(_ range: Range<Int>) -> Int? {
    let mark = bytes[range.lowerBound]
    guard mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-") else { return nil }
    let count = run(of: mark, range)
    guard isBlank(range.lowerBound + count..<range.upperBound) else { return nil }
    if pending == nil && count < 3 { return nil }
    return mark == UInt8(ascii: "=") ? 1 : 2
  }

  /// A title without the white space and the closing marks around it.
  func title(_ range: Range<Int>) -> Range<Int> {
    let start = skipBlanks(range)
    func trimmed(_ end: Int) -> Int {
      var end = end
      while end > start && Self.isBlank(bytes[end - 1]) { end -= 1 }
      return end
    }
    let end = trimmed(range.upperBound)
    var close = end
    while close > start && bytes[close - 1] == UInt8(ascii: "#") { close -= 1 }
    let isClosing = close < end && (close == start || Self.isBlank(bytes[close - 1]))
    return start..<(isClosing ? trimmed(close) : end)
  }
}
