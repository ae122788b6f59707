// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography

/// A time as both formats write it: in whole seconds, in UTC, with a year of four digits.
enum BillTime {
  /// 9999-12-31T23:59:59Z.
  private static let last: Int64 = 253_402_300_799

  /// The text of a time in seconds since 1970, or of the nearest that can be written.
  static func text(_ seconds: Int64) -> String {
    RFC3339.text(min(max(seconds, 0), last))
  }
}
