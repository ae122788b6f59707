// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// How much a verdict is worth: who stands behind the evidence.
public enum Assurance: Int, Comparable, CaseIterable, Sendable {
  /// Nothing established anything.
  case none
  /// Evidence found beside the weights, which whoever changed them could have changed too.
  case local
  /// A manifest or digest that the user named.
  case manifest
  /// A signer that the user named.
  case signed

  /// The name in options and JSON.
  public var name: String {
    switch self {
    case .none: "none"
    case .local: "local"
    case .manifest: "manifest"
    case .signed: "signed"
    }
  }

  /// Orders by worth.
  public static func < (left: Assurance, right: Assurance) -> Bool {
    left.rawValue < right.rawValue
  }
}
