// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import UntrustedInput

/// Lets tests write names as literals; sources never take a name from a literal.
extension UntrustedText: ExpressibleByStringLiteral {
  /// The UTF-8 bytes of the literal, unnormalised.
  public init(stringLiteral literal: String) {
    self.init(literal)
  }
}
