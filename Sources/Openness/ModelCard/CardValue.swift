// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import UntrustedInput

/// A value of a model card's front matter with the line on which it stands.
public struct CardValue: Hashable, Sendable {
  /// The text, as it was written.
  public let text: UntrustedText
  /// The line in the file, counted from 1.
  public let line: Int

  /// Makes a value.
  public init(_ text: UntrustedText, line: Int) {
    self.text = text
    self.line = line
  }
}
