// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput
internal import Yams

/// Reads YAML that nobody vouches for into a bounded tree.
///
/// The parser is Yams. What it would recurse into or compare at length is refused before it is
/// called, see ``YAMLGuard``; what aliases stand for is counted while its tree is copied.
package struct YAMLReader {
  /// What a document may use.
  package enum Mode: Sendable {
    /// Anchors, aliases and tags are followed or ignored, as in model cards of strangers.
    case lenient
    /// None of them is accepted, as in declarations and descriptions of releases.
    case strict
  }

  private let mode: Mode
  private let lineOffset: Int
  private var nodeCount = 0
  private var scalarByteCount = 0

  /// Reads one document.
  ///
  /// - Parameter lineOffset: The lines of the file that come before the document.
  /// - Returns: The root, or nil where the document is empty.
  /// - Throws: The first reason to refuse it.
  package static func read(
    _ bytes: [UInt8], _ mode: Mode, lineOffset: Int = 0
  ) throws(YAMLError) -> YAMLNode? {
    guard bytes.count <= YAMLLimits.byteCount else { throw .tooLong(byteCount: bytes.count) }
    // The parser would count a byte order mark as a column.
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .notUTF8(line: lineOffset + lineOfFault(in: bytes))
    }
    try YAMLGuard.check(bytes, lineOffset: lineOffset)
    var reader = YAMLReader(mode: mode, lineOffset: lineOffset)
    // Nodes hold their anchors weakly; the parser keeps them until the tree is copied.
    let parser: Parser
    let root: Node?
    do {
      parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      root = try parser.singleRoot()
    } catch {
      throw YAMLError(error, lineOffset: lineOffset)
    }
    return try withExtendedLifetime(parser) { () throws(YAMLError) in
      guard let root else { return nil }
      return try reader.copy(root, depth: 1)
    }
  }

  private mutating func copy(_ node: Node, depth: Int) throws(YAMLError) -> YAMLNode {
    let line = lineOffset + (node.mark?.line ?? 1)
    nodeCount += 1
    guard depth <= YAMLLimits.depth + 1 else { throw .tooDeep(line: line) }
    guard nodeCount <= YAMLLimits.nodeCount else { throw .tooManyNodes(line: line) }
    if mode == .strict && node.anchor != nil { throw .anchor(line: line) }
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain
      if mode == .strict && Self.hasTag(scalar.tag, implicit: isPlain ? "" : Self.stringTag) {
        throw .tag(line: line)
      }
      return YAMLNode(
        .scalar(try text(scalar.string, line: line), isPlain ? .plain : .quoted), line: line)
    case .sequence(let sequence):
      if mode == .strict && Self.hasTag(sequence.tag, implicit: "") { throw .tag(line: line) }
      var items: [YAMLNode] = []
      for item in sequence { items.append(try copy(item, depth: depth + 1)) }
      return YAMLNode(.sequence(items), line: line)
    case .mapping(let mapping):
      if mode == .strict && Self.hasTag(mapping.tag, implicit: "") { throw .tag(line: line) }
      return YAMLNode(.mapping(try entries(of: mapping, depth: depth)), line: line)
    case .alias:
      // The parser puts in an alias's place what it stands for.
      throw .anchor(line: line)
    }
  }

  private mutating func entries(
    of mapping: Node.Mapping, depth: Int
  ) throws(YAMLError) -> [YAMLNode.Entry] {
    var entries: [YAMLNode.Entry] = []
    var seen = Set<UntrustedText>()
    for (key, value) in mapping {
      let line = lineOffset + (key.mark?.line ?? 1)
      nodeCount += 1
      guard case .scalar(let scalar) = key else { throw .complexKey(line: line) }
      if scalar.style == .plain && scalar.string == "<<" { throw .mergeKey(line: line) }
      if mode == .strict {
        if key.anchor != nil { throw .anchor(line: line) }
        if Self.hasTag(scalar.tag, implicit: Self.stringTag) { throw .tag(line: line) }
      }
      let name = try text(scalar.string, line: line)
      guard seen.insert(name).inserted else { throw .duplicateKey(name, line: line) }
      entries.append(
        YAMLNode.Entry(key: name, line: line, value: try copy(value, depth: depth + 1)))
    }
    return entries
  }

  private mutating func text(_ string: String, line: Int) throws(YAMLError) -> UntrustedText {
    scalarByteCount += string.utf8.count
    guard scalarByteCount <= YAMLLimits.scalarByteCount else { throw .tooManyNodes(line: line) }
    return UntrustedText(string)
  }

  private init(mode: Mode, lineOffset: Int) {
    self.mode = mode
    self.lineOffset = lineOffset
  }

  private static let stringTag = "tag:yaml.org,2002:str"

  /// Whether a tag was written; the parser itself gives quoted scalars and keys the string tag.
  private static func hasTag(_ tag: Tag, implicit: String) -> Bool {
    !tag.rawValue.isEmpty && tag.rawValue != implicit
  }

  /// The first line that is not UTF-8, counted from 1.
  private static func lineOfFault(in bytes: [UInt8]) -> Int {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return 1 + (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0)
  }
}
