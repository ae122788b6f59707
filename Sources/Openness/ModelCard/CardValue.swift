// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// A value of a model card's front matter with the line on which it stands.
package struct CardValue: Hashable, Sendable {
  /// The text, as it was written.
  package let text: UntrustedText
  /// The line in the file, counted from 1.
  package let line: Int

  /// Makes a value.
  package init(_ text: UntrustedText, line: Int) {
    self.text = text
    self.line = line
  }
}
