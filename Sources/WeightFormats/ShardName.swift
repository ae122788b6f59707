// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// The names of files that are parts of one set.
package enum ShardName {
  /// Whether `name` ends with `-00001-of-00005` or the like before its suffix.
  ///
  /// Five or six digits and `-` or `_` before the number occur in released sets.
  package static func isShard(_ name: UntrustedText) -> Bool {
    var rest = name.bytes[...]
    guard let dot = rest.lastIndex(of: UInt8(ascii: ".")) else { return false }
    rest = rest[..<dot]
    guard removeNumber(&rest), rest.suffix(4).elementsEqual("-of-".utf8) else { return false }
    rest = rest.dropLast(4)
    guard removeNumber(&rest) else { return false }
    return rest.last == UInt8(ascii: "-") || rest.last == UInt8(ascii: "_")
  }

  /// Drops five or six digits from the end.
  private static func removeNumber(_ text: inout ArraySlice<UInt8>) -> Bool {
    let digits = text.reversed().prefix { $0 >= 0x30 && $0 <= 0x39 }.count
    guard digits == 5 || digits == 6 else { return false }
    text = text.dropLast(digits)
    return true
  }
}
