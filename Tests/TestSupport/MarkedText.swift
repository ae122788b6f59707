// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// A text in which a `^` stands where a fault is: the text without it, and the place it marked.
///
/// Tests state the offset of a fault this way and not as a number, so that nobody has to count.
package struct MarkedText: Sendable {
  /// The text without its marker.
  package let bytes: [UInt8]
  /// Bytes before the marker.
  package let offset: UInt64

  /// Takes the first `^` out of `text`; it must hold one.
  package init(_ text: String) {
    var bytes = Array(text.utf8)
    guard let place = bytes.firstIndex(of: UInt8(ascii: "^")) else {
      preconditionFailure("no marker in \(text)")
    }
    bytes.remove(at: place)
    self.bytes = bytes
    self.offset = UInt64(place)
  }
}
