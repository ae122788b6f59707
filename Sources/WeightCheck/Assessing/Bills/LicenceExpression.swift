// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// The grammar of SPDX licence expressions (SPDX 3.0.1, annex on licence expressions).
///
/// `simple` is an identifier, one with `+` behind it, or a reference; `simple WITH addition`; and
/// these joined by `AND` and `OR`, in parentheses or not. Operators are upper-case here, as all
/// versions of SPDX accept them.
enum LicenceExpression {
  /// Bytes of an expression that is looked at.
  private static let maximumByteCount = 4096

  /// Whether a byte can stand in an identifier.
  static func isIdentifierByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// Whether a text can be an identifier of the SPDX License List.
  static func isIdentifier(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy(isIdentifierByte) && !words.contains(text)
  }

  /// Whether a text is an expression; identifiers are not looked up.
  static func isValid(_ text: String) -> Bool {
    guard text.utf8.count <= maximumByteCount else { return false }
    var depth = 0
    var last = Token.open
    for token in tokens(of: text) {
      switch (last, token) {
      case (.open, .operand), (.operator, .operand), (.with, .operand(plus: false)): break
      case (.open, .open), (.operator, .open): depth += 1
      case (.operand, .operator), (.addition, .operator), (.close, .operator): break
      case (.operand, .with): break
      case (.operand, .close), (.addition, .close), (.close, .close): depth -= 1
      default: return false
      }
      guard depth >= 0 else { return false }
      last = last == .with ? .addition : token
    }
    switch last {
    case .operand, .addition, .close: return depth == 0
    default: return false
    }
  }

  /// The references that a valid expression has, each once, in their order.
  static func references(in text: String) -> [String] {
    var references: [String] = []
    for word in text.split(whereSeparator: { " ()".contains($0) })
    where word.hasPrefix("LicenseRef-") && !references.contains(String(word)) {
      references.append(String(word))
    }
    return references
  }

  private enum Token: Equatable {
    case open
    case close
    case `operator`
    case with
    case operand(plus: Bool)
    /// What stands behind `WITH`.
    case addition
    case invalid
  }

  /// What is no identifier though it has the characters of one.
  private static let words: Set = ["AND", "OR", "WITH", "NONE", "NOASSERTION"]

  private static func tokens(of text: String) -> [Token] {
    var tokens: [Token] = []
    var word: [UInt8] = []
    func endWord() {
      if !word.isEmpty { tokens.append(token(String(decoding: word, as: UTF8.self))) }
      word = []
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: " "): endWord()
      case UInt8(ascii: "("), UInt8(ascii: ")"):
        endWord()
        tokens.append(byte == UInt8(ascii: "(") ? .open : .close)
      default: word.append(byte)
      }
    }
    endWord()
    return tokens
  }

  private static func token(_ word: String) -> Token {
    switch word {
    case "AND", "OR": return .operator
    case "WITH": return .with
    default:
      let hasPlus = word.hasSuffix("+")
      let name = hasPlus ? String(word.dropLast()) : word
      return isIdentifier(name) ? .operand(plus: hasPlus) : .invalid
    }
  }
}
