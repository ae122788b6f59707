// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// Reading a declaration.
extension Declaration {
  private static let keys = ["by", "date", "components", "data-information", "index", "withheld"]
  private static let entryKeys = ["location", "licence", "statement"]

  /// Reads a declaration from a file's bytes.
  ///
  /// - Throws: the first rule that it breaks.
  package init(yaml bytes: [UInt8]) throws(DeclarationError) {
    let root: YAMLNode?
    do throws(YAMLError) {
      root = try YAMLReader.read(bytes, .strict)
    } catch {
      throw .yaml(error)
    }
    guard let root, !root.isNull else { throw .empty }
    guard let entries = root.entries else {
      throw .wrongKind(
        key: UntrustedText("declaration"), expected: "a mapping", found: root.kind,
        line: root.line)
    }
    for entry in entries { try read(entry) }
    for item in withheld where components[item.component]?.location != nil {
      throw .withheldWithLocation(item.component, line: item.line)
    }
  }

  private mutating func read(_ entry: YAMLNode.Entry) throws(DeclarationError) {
    switch entry.key.validUTF8 ?? "" {
    case "by": by = try Self.single(entry)
    case "date": date = try Self.single(entry)
    case "components":
      for item in try Self.entries(entry) {
        let component = try Self.component(item.key, line: item.line)
        guard components[component] == nil else {
          throw .repeatedComponent(component, line: item.line)
        }
        components[component] = try Self.statement(item)
      }
    case "data-information":
      for item in try Self.entries(entry) {
        guard let information = item.key.validUTF8.flatMap(DataInformation.init(rawValue:)) else {
          throw .unknownKey(
            item.key, line: item.line, known: DataInformation.allCases.map(\.rawValue))
        }
        dataInformation[information] = try Self.statement(item)
      }
    case "index":
      for item in try Self.entries(entry) {
        guard let key = item.key.validUTF8, Self.criteria.contains(key) else {
          throw .unknownKey(item.key, line: item.line, known: Self.criteria)
        }
        index[key] = try Self.statement(item)
      }
    case "withheld":
      guard let items = entry.value.items else {
        throw Self.wrongKind(entry, expected: "a list")
      }
      for item in items {
        guard let text = item.text else {
          throw .wrongKind(
            key: entry.key, expected: "a single value", found: item.kind, line: item.line)
        }
        let component = try Self.component(text, line: item.line)
        guard withheldLine(component) == nil else {
          throw .repeatedComponent(component, line: item.line)
        }
        withheld.append(Withheld(component: component, line: item.line))
      }
    default:
      throw .unknownKey(entry.key, line: entry.line, known: Self.keys)
    }
  }

  private static func statement(_ entry: YAMLNode.Entry) throws(DeclarationError) -> Statement {
    var statement = Statement(line: entry.line)
    for item in try entries(entry) {
      switch item.key.validUTF8 ?? "" {
      case "location": statement.location = try single(item)
      case "licence": statement.licence = try single(item)
      case "statement": statement.statement = try single(item)
      default: throw .unknownKey(item.key, line: item.line, known: entryKeys)
      }
    }
    if statement.location == nil && statement.licence == nil && statement.statement == nil {
      throw .emptyEntry(entry.key, line: entry.line)
    }
    return statement
  }

  private static func component(
    _ key: UntrustedText, line: Int
  ) throws(DeclarationError) -> MOFComponent {
    guard let component = key.validUTF8.flatMap(MOFComponent.init(nameOrKey:)) else {
      throw .unknownKey(key, line: line, known: MOFComponent.allCases.map(\.key))
    }
    return component
  }

  private static func single(_ entry: YAMLNode.Entry) throws(DeclarationError) -> CardValue {
    guard let text = entry.value.text else {
      throw wrongKind(entry, expected: "a single value")
    }
    return CardValue(text, line: entry.value.line)
  }

  private static func entries(
    _ entry: YAMLNode.Entry
  ) throws(DeclarationError) -> [YAMLNode.Entry] {
    guard let entries = entry.value.entries else {
      throw wrongKind(entry, expected: "a mapping")
    }
    return entries
  }

  private static func wrongKind(
    _ entry: YAMLNode.Entry, expected: String
  ) -> DeclarationError {
    .wrongKind(
      key: entry.key, expected: expected, found: entry.value.kind, line: entry.line)
  }
}
