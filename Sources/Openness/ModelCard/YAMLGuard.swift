// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Looks over the bytes of a YAML document before a parser sees them.
///
/// The parser composes trees by recursion, and compares keys by hashing whole trees, so a
/// document with deep nesting or with collections as keys could exhaust the stack or the time.
/// Telling that exactly would need a parser; this looks with less knowledge, and refuses what
/// might be such a document:
///
/// - A block collection begins only behind the white space and the indicators `-`, `?` and `:`
///   at the start of a line, and each nested one further right than the one around it. So their
///   nesting is bounded by the number of columns at which any begins.
/// - A flow collection may begin at each `[` and `{` behind white space. Each is read from there,
///   by the parser's own rules for flow context, wherever it really stands.
/// - A key that is no scalar needs the indicator `?`, a bracket before a `:`, a bracket where a
///   flow mapping expects a key, or an alias in one of these places. Where no alias can be, the
///   parser bounds the second kind by 1024 characters, and few of the third are let through.
package struct YAMLGuard {
  /// The document.
  let bytes: [UInt8]
  /// Lines of the file before the document.
  let lineOffset: Int
  /// Whether an anchor may stand somewhere; without one no alias means anything.
  let hasAnchor: Bool
  /// The line that is looked at, counted from 1.
  var line: Int
  /// Bytes that may still be read in search of flow collections.
  var flowBudget: Int
  private var columns = Set<Int>()
  private var blockEntryCount = 0

  private init(_ bytes: [UInt8], lineOffset: Int) {
    self.bytes = bytes
    self.lineOffset = lineOffset
    line = lineOffset + 1
    flowBudget = YAMLLimits.flowPassCount * bytes.count + 65_536
    // Behind a letter or digit it is part of a word, as in `R&D`.
    hasAnchor = bytes.indices.contains { index in
      bytes[index] == UInt8(ascii: "&") && index + 1 < bytes.count
        && Self.isNameByte(bytes[index + 1])
        && (index == 0 || !Self.isNameByte(bytes[index - 1]))
    }
  }

  /// Refuses a document that the parser should not see.
  ///
  /// - Throws: the first reason against it.
  package static func check(_ bytes: [UInt8], lineOffset: Int = 0) throws(YAMLError) {
    var guardian = YAMLGuard(bytes, lineOffset: lineOffset)
    try guardian.checkLines()
  }

  private mutating func checkLines() throws(YAMLError) {
    var index = 0
    while index < bytes.count {
      index = try checkLine(from: index)
      let width = breakWidth(at: index)
      let isInsideBreak =
        byte(index) == UInt8(ascii: "\r") && byte(index + 1) == UInt8(ascii: "\n")
      if width > 0 && !isInsideBreak { line += 1 }
      index += max(1, width)
    }
  }

  /// Checks one line and returns where its break is, or the end.
  private mutating func checkLine(from start: Int) throws(YAMLError) -> Int {
    var index = start
    if byte(index) == UInt8(ascii: "%") { throw .directive(line: line) }
    while true {
      while isBlank(at: index) { index += 1 }
      switch byte(index) {
      case UInt8(ascii: "?") where isBlankOrEnd(at: index + 1):
        throw .complexKey(line: line)
      case UInt8(ascii: "-") where isBlankOrEnd(at: index + 1),
        UInt8(ascii: ":") where isBlankOrEnd(at: index + 1):
        try addColumn(index - start)
        index += 1
        continue
      default:
        break
      }
      break
    }
    let first = index
    var isKeyLine = false
    if byte(first) == UInt8(ascii: "#") { return lineEnd(from: first) }
    while index < bytes.count && breakWidth(at: index) == 0 {
      switch bytes[index] {
      case UInt8(ascii: ":") where !isKeyLine && isBlankOrEnd(at: index + 1):
        isKeyLine = true
        try addColumn(first - start)
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        if index == first || isBlank(at: index - 1) { try checkFlow(from: index) }
      case UInt8(ascii: "*") where hasAnchor && (index == first || isBlank(at: index - 1)):
        try checkAlias(from: index)
      case 0..<0x20 where bytes[index] != 9, 0x7F:
        throw .controlCharacter(bytes[index], line: line)
      default:
        break
      }
      index += 1
    }
    return index
  }

  private mutating func addColumn(_ column: Int) throws(YAMLError) {
    columns.insert(column)
    blockEntryCount += 1
    if blockEntryCount > YAMLLimits.nodeCount { throw .tooManyNodes(line: line) }
    if columns.count > YAMLLimits.blockColumnCount { throw .tooDeep(line: line) }
  }

  /// Refuses an alias before a `:`.
  private func checkAlias(from start: Int) throws(YAMLError) {
    var index = start + 1
    while index < bytes.count && Self.isNameByte(bytes[index]) { index += 1 }
    guard index > start + 1 else { return }
    while isBlank(at: index) { index += 1 }
    if byte(index) == UInt8(ascii: ":") { throw .complexKey(line: line) }
  }
}
