// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Flow collections, read as the parser's scanner reads them.
extension YAMLGuard {
  /// An open bracket.
  private struct Level {
    let isMapping: Bool
    /// Whether a mapping expects a key next.
    var isAtKey = true
  }

  /// Reads a flow collection that may begin at a bracket, up to its end or the first fault.
  ///
  /// A fault here is one for the parser too, which then reads no further.
  mutating func checkFlow(from start: Int) throws(YAMLError) {
    var levels: [Level] = []
    var index = start
    var isAfterComplex = false
    var commaCount = 0
    defer { flowBudget -= index - start }
    while let next = byte(index) {
      if index - start > flowBudget { throw .tangledBrackets(line: line) }
      let width = breakWidth(at: index)
      if width > 0 || isBlank(at: index) {
        index += max(1, width)
        continue
      }
      switch next {
      case UInt8(ascii: "#"):
        index = lineEnd(from: index)
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        if !isBearable(levels) { throw .complexKey(line: line) }
        if levels.count == YAMLLimits.depth { throw .tooDeep(line: line) }
        levels.append(Level(isMapping: next == UInt8(ascii: "{")))
        isAfterComplex = false
        index += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        guard let level = levels.popLast(), level.isMapping == (next == UInt8(ascii: "}")) else {
          return
        }
        isAfterComplex = hasAnchor
        index += 1
        guard levels.isEmpty else { continue }
        while isBlank(at: index) { index += 1 }
        if hasAnchor && byte(index) == UInt8(ascii: ":") && isBlankOrEnd(at: index + 1) {
          throw .complexKey(line: line)
        }
        return
      case UInt8(ascii: ","):
        commaCount += 1
        if commaCount > YAMLLimits.nodeCount { throw .tooManyNodes(line: line) }
        levels[levels.count - 1].isAtKey = true
        isAfterComplex = false
        index += 1
      case UInt8(ascii: ":"):
        if isAfterComplex { throw .complexKey(line: line) }
        levels[levels.count - 1].isAtKey = false
        index += 1
      case UInt8(ascii: "?"):
        throw .complexKey(line: line)
      case UInt8(ascii: "*"):
        if hasAnchor, let level = levels.last, level.isMapping && level.isAtKey {
          throw .complexKey(line: line)
        }
        isAfterComplex = hasAnchor
        index = endOfName(from: index + 1)
      case UInt8(ascii: "&"):
        index = endOfName(from: index + 1)
      case UInt8(ascii: "!"):
        index = endOfTag(from: index)
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        isAfterComplex = false
        index = endOfQuoted(from: index)
      case UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "%"), UInt8(ascii: "@"),
        UInt8(ascii: "`"):
        return
      case UInt8(ascii: "-") where isBlankOrEnd(at: index + 1):
        return
      default:
        isAfterComplex = false
        guard let end = endOfPlain(from: index) else { return }
        index = end
      }
    }
  }

  /// Whether a collection may begin inside `levels` as far as the time for its keys goes.
  ///
  /// Without aliases a few collections as keys inside each other, as in `{{ text }}` of a
  /// template, are compared soon enough; the tree is refused for them later if they are real.
  private func isBearable(_ levels: [Level]) -> Bool {
    guard let last = levels.last, last.isMapping && last.isAtKey else { return true }
    return !hasAnchor && levels.count { $0.isMapping && $0.isAtKey } < 4
  }

  private func endOfName(from start: Int) -> Int {
    var index = start
    while let next = byte(index), Self.isNameByte(next) { index += 1 }
    return index
  }

  private func endOfTag(from start: Int) -> Int {
    var index = start + 1
    if byte(index) == UInt8(ascii: "<") {
      while let next = byte(index), next != UInt8(ascii: ">"), !isBlankOrEnd(at: index) {
        index += 1
      }
      return byte(index) == UInt8(ascii: ">") ? index + 1 : index
    }
    while let next = byte(index), !isBlankOrEnd(at: index), !Self.isFlowIndicator(next) {
      index += 1
    }
    return index
  }

  private func endOfQuoted(from start: Int) -> Int {
    let quote = bytes[start]
    var index = start + 1
    while let next = byte(index) {
      if next == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") {
        index += 2
      } else if next != quote {
        index += 1
      } else if quote == UInt8(ascii: "'") && byte(index + 1) == quote {
        index += 2
      } else {
        return index + 1
      }
    }
    return bytes.count
  }

  /// The end of a plain scalar in flow context, or nil at a fault.
  private func endOfPlain(from start: Int) -> Int? {
    var index = start
    var isFirst = true
    while let next = byte(index) {
      if isBlankOrEnd(at: index) {
        while isBlank(at: index) || breakWidth(at: index) > 0 {
          index += max(1, breakWidth(at: index))
        }
        if byte(index) == UInt8(ascii: "#") { return index }
        continue
      }
      if next == UInt8(ascii: ":") && !isFirst {
        if isBlankOrEnd(at: index + 1) { return index }
        if let after = byte(index + 1), Self.isFlowIndicator(after) || after == UInt8(ascii: "?") {
          return nil
        }
      }
      if Self.isFlowIndicator(next) { return index }
      isFirst = false
      index += 1
    }
    return bytes.count
  }

  private static func isFlowIndicator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"):
      true
    default:
      false
    }
  }
}
