// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

extension LicenceName {
  /// What a reference is to.
  enum ReferenceKind: String {
    case licence = "LicenseRef-"
    case addition = "AdditionRef-"
  }

  /// Whether the name refers to a text that comes with a document.
  ///
  /// SPDX 2.3, annex D: `license-ref = ["DocumentRef-"(idstring)":"]"LicenseRef-"(idstring)`, and
  /// `idstring = 1*(ALPHA / DIGIT / "-" / "." )`; version 3.0 has the same for additions. All other
  /// bytes are refused, so that an identifier can be shown as it is.
  static func isReference(_ name: String, to kind: ReferenceKind) -> Bool {
    var rest = name.utf8[...]
    if let value = withoutPrefix("DocumentRef-", rest) {
      guard let colon = value.firstIndex(of: UInt8(ascii: ":")),
        isIdentifierString(value[..<colon])
      else { return false }
      rest = value[value.index(after: colon)...]
    }
    return withoutPrefix(kind.rawValue, rest).map(isIdentifierString) ?? false
  }

  private static func withoutPrefix(
    _ prefix: String, _ name: Substring.UTF8View
  ) -> Substring.UTF8View? {
    name.starts(with: prefix.utf8) ? name.dropFirst(prefix.utf8.count) : nil
  }

  private static func isIdentifierString(_ name: Substring.UTF8View) -> Bool {
    !name.isEmpty
      && name.allSatisfy { LicenceMarks.isLetterOrDigit($0) || $0 == 0x2D || $0 == 0x2E }
  }
}
