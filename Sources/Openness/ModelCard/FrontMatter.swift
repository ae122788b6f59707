// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// The YAML block at the start of a model card, between two lines of `---`.
package struct FrontMatter: Hashable, Sendable {
  /// Why a file has none that can be used.
  package enum Fault: Error, Hashable, Sendable {
    /// The file does not begin with a line `---`.
    case none
    /// The block has no end.
    case unclosed
    /// The block is no YAML that is accepted.
    case yaml(YAMLError)
    /// The block is something else than keys with values.
    case notMapping(line: Int)
  }

  /// The bytes between the two lines.
  package let byteRange: Range<Int>
  /// Lines of the file before the block.
  package let lineOffset: Int
  /// Where the rest of the file begins.
  package let bodyStart: Int
  /// Lines of the file before its rest.
  package let bodyLineOffset: Int

  /// Finds the block in a file's bytes; a byte order mark and CRLF are tolerated.
  ///
  /// - Throws: `none` or `unclosed`.
  package static func find(in bytes: [UInt8]) throws(Fault) -> FrontMatter {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    // The Hub's own reader passes over white space before the block.
    let first = bytes[start...].firstIndex { ![0x20, 0x09, 0x0D, 0x0A].contains($0) } ?? start
    guard let opening = rule(in: bytes, at: first) else { throw .none }
    var index = opening
    let lineOffset = bytes[..<opening].count { $0 == 0x0A }
    var line = lineOffset
    while index < bytes.count {
      if let end = rule(in: bytes, at: index) {
        return FrontMatter(
          byteRange: opening..<index, lineOffset: lineOffset, bodyStart: end,
          bodyLineOffset: line + 1)
      }
      line += 1
      guard let next = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) else { break }
      index = next + 1
    }
    throw .unclosed
  }

  /// Where the line after `---` begins, if a line of that and white space begins at `start`.
  private static func rule(in bytes: [UInt8], at start: Int) -> Int? {
    guard bytes[start...].starts(with: Array("---".utf8)) else { return nil }
    var index = start + 3
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): index += 1
      case UInt8(ascii: "\n"): return index + 1
      default: return nil
      }
    }
    return index
  }
}

extension FrontMatter.Fault: CustomStringConvertible {
  /// One sentence, lower case, without full stop.
  package var description: String {
    switch self {
    case .none: "the file does not begin with a line \"---\""
    case .unclosed: "the block that begins on line 1 has no closing line \"---\""
    case .yaml(let error): "\(error)"
    case .notMapping(let line): "line \(line) begins something else than keys with values"
    }
  }
}
