// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// The Hub's names for families of licences, of which only a text tells the member.
enum LicenceFamily {
  /// How the SPDX identifiers of a family's members begin.
  private static let prefixes: [String: [String]] = [
    "bsd": ["BSD-", "0BSD"], "cc": ["CC-", "CC0-"], "gpl": ["GPL-"], "lgpl": ["LGPL-"],
    "gfdl": ["GFDL-"],
  ]

  /// Whether the licence with the SPDX identifier `member` is one of the family's.
  static func has(_ member: String, in family: String) -> Bool {
    (prefixes[family] ?? []).contains { member.hasPrefix($0) }
  }
}
