// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
package import UntrustedInput

/// A licence as a bill of materials names it.
package enum BillLicence: Hashable, Sendable {
  /// An identifier of the SPDX License List, as in `Apache-2.0`.
  case listed(String)
  /// An expression of such identifiers and references, as in `MIT OR Apache-2.0`.
  case expression(UntrustedText)
  /// A licence that is not on the list, by any name, with or without `LicenseRef-` before it.
  case reference(UntrustedText)

  /// The licence as an SPDX expression; whatever the name holds, it is one.
  ///
  /// What is no expression becomes a reference by that name.
  package var expression: String {
    switch self {
    case .listed(let id):
      return LicenceExpression.isIdentifier(id) ? id : Self.reference(to: UntrustedText(id))
    case .expression(let text):
      if let valid = text.validUTF8, LicenceExpression.isValid(valid) { return valid }
      return Self.reference(to: text)
    case .reference(let name): return Self.reference(to: name)
    }
  }

  /// Whether the expression is more than one identifier or reference.
  var isCompound: Bool { expression.utf8.contains { $0 == 0x20 || $0 == 0x28 } }

  /// The expression as part of a longer one.
  var operand: String { isCompound ? "(\(expression))" : expression }

  private static let prefix = Array("LicenseRef-".utf8)
  private static let maximumByteCount = 64

  /// A reference by `name`.
  ///
  /// SPDX allows letters, digits, `-` and `.` in it. Other characters become `-`, long names are
  /// cut, and what is changed so gets digits of the name's SHA-256, so that two names stay two.
  private static func reference(to name: UntrustedText) -> String {
    let bytes = name.bytes.starts(with: prefix) ? name.bytes[prefix.count...] : name.bytes[...]
    let kept = bytes.prefix(maximumByteCount).map {
      LicenceExpression.isIdentifierByte($0) ? $0 : UInt8(ascii: "-")
    }
    let reference = "LicenseRef-" + String(decoding: kept, as: UTF8.self)
    if !kept.isEmpty && kept.elementsEqual(bytes) { return reference }
    let whole = Array(bytes)
    let digest = unsafe Digest(of: whole.span.bytes, .sha256)
    return reference + (kept.isEmpty ? "" : "-") + String(digest.hex.prefix(12))
  }
}
