// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// Why a description of a release by the Model Openness Framework was refused.
package enum MOFReleaseError: Error, Hashable, Sendable {
  /// It is not YAML that is accepted.
  case yaml(YAMLError)
  /// A required key is missing.
  case missing(key: String, line: Int)
  /// A key holds another kind of thing than it must.
  case wrongKind(key: String, expected: String, found: String, line: Int)
  /// A value is none of those that the key may have.
  case unknownValue(UntrustedText, key: String, line: Int)
  /// A component has a name that the framework does not know.
  case unknownComponent(UntrustedText, line: Int)
}

extension MOFReleaseError: CustomStringConvertible {
  /// One sentence, lower case, without full stop.
  package var description: String {
    switch self {
    case .yaml(let error):
      "\(error)"
    case .missing(let key, let line):
      "line \(line) begins what lacks the required key \"\(key)\""
    case .wrongKind(let key, let expected, let found, let line):
      "line \(line) has \(found) under \"\(key)\", where \(expected) is expected"
    case .unknownValue(let value, let key, let line):
      "line \(line) has \"\(value.brief)\" under \"\(key)\", which is none of the values it may "
        + "have"
    case .unknownComponent(let name, let line):
      "line \(line) names the component \"\(name.brief)\", which the framework does not know"
    }
  }
}
