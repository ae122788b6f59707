// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// A node of a YAML document: what stands there, as text, and on which line.
///
/// Aliases are followed while the tree is made, so a tree has none. Scalars keep their text:
/// `2024-12-15` and `1.0` are strings until someone asks for a number.
package struct YAMLNode: Hashable, Sendable {
  /// How a scalar was written.
  package enum Style: Hashable, Sendable {
    /// Without quotes, so that it may be read as null, a truth value or a number.
    case plain
    /// Quoted or as a block, so that it is a string.
    case quoted
  }

  /// A key of a mapping with its value.
  package struct Entry: Hashable, Sendable {
    /// The text of the key; keys are scalars.
    package let key: UntrustedText
    /// The line of the key, counted from 1.
    package let line: Int
    /// What stands under the key.
    package let value: YAMLNode

    /// Makes an entry.
    package init(key: UntrustedText, line: Int, value: YAMLNode) {
      self.key = key
      self.line = line
      self.value = value
    }
  }

  /// What kinds of node there are.
  package enum Content: Hashable, Sendable {
    /// A piece of text.
    case scalar(UntrustedText, Style)
    /// A list.
    case sequence([YAMLNode])
    /// Keys with values, in the order of the file; no key stands twice.
    case mapping([Entry])
  }

  /// What the node is.
  package let content: Content
  /// The line on which it begins, counted from 1.
  package let line: Int

  /// Makes a node.
  package init(_ content: Content, line: Int) {
    self.content = content
    self.line = line
  }
}
