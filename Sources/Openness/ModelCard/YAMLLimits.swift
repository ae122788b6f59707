// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// The bounds on YAML from outside: model cards, declarations and descriptions of releases.
package enum YAMLLimits {
  /// Bytes of one document; the largest front matter of real cards has about one million.
  package static let byteCount = 4 << 20
  /// Sequences and mappings inside each other.
  package static let depth = 64
  /// Nodes of one document, each use of an alias counted with all that it stands for.
  package static let nodeCount = 200_000
  /// Bytes that all scalars hold together, each use of an alias counted.
  package static let scalarByteCount = 16 << 20
  /// Columns at which block collections of one document may begin.
  ///
  /// A nested block begins further right than what is around it, so this bounds the nesting
  /// before the document is parsed.
  package static let blockColumnCount = 64
  /// Times that the bytes of a document are looked at in search of nested flow collections.
  package static let flowPassCount = 16
}
