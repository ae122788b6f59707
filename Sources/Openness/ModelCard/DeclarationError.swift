// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// Why a declaration was refused; lines are counted from 1.
package enum DeclarationError: Error, Hashable, Sendable {
  /// It is not YAML that is accepted.
  case yaml(YAMLError)
  /// It states nothing.
  case empty
  /// A key that is not known, with those that are.
  case unknownKey(UntrustedText, line: Int, known: [String])
  /// A key holds another kind of thing than it must.
  case wrongKind(key: UntrustedText, expected: String, found: String, line: Int)
  /// An entry has neither location nor licence nor statement.
  case emptyEntry(UntrustedText, line: Int)
  /// One component stands twice, by name and by short key.
  case repeatedComponent(MOFComponent, line: Int)
  /// A component is withheld and has a location.
  case withheldWithLocation(MOFComponent, line: Int)
}

extension DeclarationError: CustomStringConvertible {
  /// One sentence, lower case, without full stop.
  package var description: String {
    switch self {
    case .yaml(let error):
      "\(error)"
    case .empty:
      "the declaration states nothing"
    case .unknownKey(let key, let line, let known):
      "line \(line) has the unknown key \"\(key.brief)\"; known are \(Self.list(known))"
    case .wrongKind(let key, let expected, let found, let line):
      "line \(line) has \(found) under \"\(key.brief)\", where \(expected) is expected"
    case .emptyEntry(let key, let line):
      "line \(line) states neither location nor licence nor statement for \"\(key.brief)\""
    case .repeatedComponent(let component, let line):
      "line \(line) has \"\(component.name)\" a second time"
    case .withheldWithLocation(let component, let line):
      "line \(line) withholds \"\(component.name)\", for which a location is stated"
    }
  }

  private static func list(_ keys: [String]) -> String {
    keys.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}
