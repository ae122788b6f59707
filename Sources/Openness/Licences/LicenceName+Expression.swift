// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

extension LicenceName {
  /// Parts of the longest expression that is read.
  private static let maximumTokenCount = 64

  /// An SPDX expression: licences with AND, OR, WITH and parentheses.
  ///
  /// AND binds more strongly than OR; WITH adds an exception, which only ever allows more. Read
  /// with two stacks, so that deep parentheses cost no more than long text.
  static func expression(_ name: String) -> Meaning? {
    let tokens = tokens(of: name)
    guard tokens.count > 1, tokens.count <= maximumTokenCount else { return nil }
    var reader = ExpressionReader()
    for token in tokens {
      guard reader.take(token) else { return nil }
    }
    return reader.finish(tokens)
  }

  private static func tokens(of name: String) -> [String] {
    var tokens: [String] = []
    for part in name.split(separator: " ") {
      var word = ""
      for character in part {
        guard character == "(" || character == ")" else {
          word.append(character)
          continue
        }
        if !word.isEmpty { tokens.append(word) }
        word = ""
        tokens.append(String(character))
      }
      if !word.isEmpty { tokens.append(word) }
    }
    return tokens
  }

  private struct ExpressionReader {
    private enum Operator { case and, or, open }

    private var operators: [Operator] = []
    private var values: [Meaning] = []
    private var parts: [String] = []
    private var isAfterValue = false
    private var isAfterWith = false
    private var isExact = true

    /// Takes a part; false where it cannot stand there.
    mutating func take(_ token: String) -> Bool {
      if isAfterWith {
        guard SPDXLicenceList.hasException(token) || LicenceName.isReference(token, to: .addition)
        else { return false }
        isAfterWith = false
        parts.append(token)
        return true
      }
      switch token {
      case "(":
        operators.append(.open)
        parts.append(token)
        return !isAfterValue
      case ")":
        parts.append(token)
        return isAfterValue && close()
      default:
        return isAfterValue ? takeOperator(token) : takeLicence(token)
      }
    }

    private mutating func takeLicence(_ token: String) -> Bool {
      guard let meaning = LicenceName.single(token), let identifier = meaning.identifier else {
        return false
      }
      isExact = isExact && meaning.isExact
      values.append(meaning)
      parts.append(identifier)
      isAfterValue = true
      return true
    }

    private mutating func takeOperator(_ token: String) -> Bool {
      let name = token.uppercased()
      isExact = isExact && name == token
      parts.append(name)
      switch name {
      case "AND":
        reduce { $0 == .and }
        operators.append(.and)
      case "OR":
        reduce { $0 != .open }
        operators.append(.or)
      case "WITH":
        isAfterWith = true
        return true
      default:
        return false
      }
      isAfterValue = false
      return true
    }

    private mutating func close() -> Bool {
      reduce { $0 != .open }
      return operators.popLast() == .open
    }

    /// Applies the operators on top for as long as they are to be applied first.
    private mutating func reduce(while isFirst: (Operator) -> Bool) {
      while let last = operators.last, isFirst(last), values.count > 1 {
        operators.removeLast()
        let right = values.removeLast()
        let left = values.removeLast()
        let licenceClass =
          last == .and
          ? left.licenceClass.and(right.licenceClass) : left.licenceClass.or(right.licenceClass)
        values.append(
          Meaning(
            form: .expression, identifier: nil, identifiers: left.identifiers + right.identifiers,
            licenceClass: licenceClass, isExact: false))
      }
    }

    /// The whole, once all parts are taken; nil where something is open.
    mutating func finish(_ tokens: [String]) -> Meaning? {
      guard isAfterValue, !isAfterWith else { return nil }
      reduce { $0 != .open }
      guard operators.isEmpty, values.count == 1 else { return nil }
      var identifiers: [String] = []
      for identifier in values[0].identifiers where !identifiers.contains(identifier) {
        identifiers.append(identifier)
      }
      let text = parts.joined(separator: " ")
        .replacing("( ", with: "(").replacing(" )", with: ")")
      return Meaning(
        form: .expression, identifier: text, identifiers: identifiers,
        licenceClass: values[0].licenceClass, isExact: isExact)
    }
  }
}
