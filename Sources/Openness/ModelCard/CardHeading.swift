// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// A heading of a Markdown file with what stands under it.
package struct CardHeading: Hashable, Sendable {
  /// What stands between a heading and the next one.
  package enum Content: Hashable, Sendable {
    /// Text or code.
    case prose
    /// Only what a template leaves to be filled in.
    case placeholder
    /// Nothing but white space, comments and rules.
    case empty
  }

  /// The level, 1 to 6.
  package let level: Int
  /// The title without its marks.
  package let title: UntrustedText
  /// The line in the file, counted from 1.
  package let line: Int
  /// The bytes of the heading's own lines in the file, without the last line break.
  package let byteRange: Range<Int>
  /// What stands between it and the next heading of any level.
  package internal(set) var content: Content
}
