// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// Why a YAML document was refused; lines are counted from 1 in the file that holds it.
package enum YAMLError: Error, Hashable, Sendable {
  /// More bytes than YAMLLimits.byteCount.
  case tooLong(byteCount: Int)
  /// Bytes that are no UTF-8.
  case notUTF8(line: Int)
  /// A control character, such as NUL, that YAML has not.
  case controlCharacter(UInt8, line: Int)
  /// A line that begins with `%`.
  case directive(line: Int)
  /// A key that is not a single value.
  case complexKey(line: Int)
  /// Collections inside each other beyond YAMLLimits.depth.
  case tooDeep(line: Int)
  /// Brackets that take too long to be sorted out.
  case tangledBrackets(line: Int)
  /// Nodes or text beyond the limits, mostly by aliases of aliases.
  case tooManyNodes(line: Int)
  /// A key that stands twice in one mapping.
  case duplicateKey(UntrustedText, line: Int)
  /// The key `<<`, with which old readers mix one mapping into another.
  case mergeKey(line: Int)
  /// An anchor or alias where none is allowed.
  case anchor(line: Int)
  /// A tag where none is allowed.
  case tag(line: Int)
  /// A second document.
  case secondDocument(line: Int)
  /// The document breaks YAML's syntax, in the parser's words.
  case syntax(UntrustedText, line: Int)
}

extension YAMLError: CustomStringConvertible {
  /// One sentence, lower case, without full stop.
  package var description: String {
    switch self {
    case .tooLong(let count):
      "the YAML has \(count) bytes, more than \(YAMLLimits.byteCount)"
    case .notUTF8(let line):
      "line \(line) is not UTF-8"
    case .controlCharacter(let byte, let line):
      "line \(line) holds the control character 0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16))"
    case .directive(let line):
      "line \(line) begins with \"%\"; directives are not accepted"
    case .complexKey(let line):
      "line \(line) has or may have a key that is not a single value"
    case .tooDeep(let line):
      "line \(line) is nested deeper than \(YAMLLimits.depth) levels"
    case .tangledBrackets(let line):
      "line \(line) has brackets that take too long to be sorted out"
    case .tooManyNodes(let line):
      "line \(line) exceeds \(YAMLLimits.nodeCount) values or \(YAMLLimits.scalarByteCount) "
        + "bytes, aliases counted"
    case .duplicateKey(let key, let line):
      "line \(line) has the key \"\(key.brief)\" a second time"
    case .mergeKey(let line):
      "line \(line) has the merge key \"<<\", which is not accepted"
    case .anchor(let line):
      "line \(line) has an anchor, which is not accepted here"
    case .tag(let line):
      "line \(line) has a tag, which is not accepted here"
    case .secondDocument(let line):
      "line \(line) begins a second document"
    case .syntax(let problem, let line):
      "line \(line) is not YAML: \(problem.brief)"
    }
  }
}
