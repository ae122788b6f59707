// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput
internal import Yams

extension YAMLError {
  /// What the parser's error means.
  init(_ error: any Error, lineOffset: Int) {
    guard let error = error as? YamlError else {
      self = .syntax(UntrustedText("the parser failed"), line: lineOffset + 1)
      return
    }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
      self = .syntax(UntrustedText(problem), line: lineOffset + mark.line)
    case .composer(_, let problem, let mark, _):
      self =
        problem == "but found another document"
        ? .secondDocument(line: lineOffset + mark.line)
        : .syntax(UntrustedText(problem), line: lineOffset + mark.line)
    case .reader(let problem, let offset, _, let yaml):
      let before = yaml.prefix(offset ?? 0).utf8
      let line = before.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
      self = .syntax(UntrustedText(problem), line: lineOffset + line)
    case .duplicatedKeysInMapping(let keys, let context):
      self = .duplicateKey(UntrustedText(keys.first ?? ""), line: lineOffset + context.mark.line)
    default:
      self = .syntax(UntrustedText("the parser failed"), line: lineOffset + 1)
    }
  }
}
