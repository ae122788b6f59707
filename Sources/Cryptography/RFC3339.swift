// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// A moment as people read it.
package enum RFC3339 {
  /// `2026-11-20T08:30:00Z`, of seconds since 1970 (RFC 3339).
  ///
  /// The date is counted by the proleptic Gregorian calendar, from 1 March of the year 0, so that
  /// the leap day is the last day of its year.
  package static func text(_ seconds: Int64) -> String {
    let (day, time) = (
      floorDivide(seconds, 86_400), seconds - floorDivide(seconds, 86_400) * 86_400
    )
    // 719,468 days lie between 1 March of the year 0 and 1970; an era of 400 years has 146,097.
    let shifted = day + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let date = "\(digits(year, 4))-\(digits(month, 2))-\(digits(dayOfMonth, 2))"
    return date + "T\(digits(time / 3600, 2)):\(digits(time / 60 % 60, 2)):\(digits(time % 60, 2))Z"
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    value / divisor - (value % divisor < 0 ? 1 : 0)
  }

  private static func digits(_ value: Int64, _ count: Int) -> String {
    let text = "\(value)"
    return String(repeating: "0", count: max(count - text.count, 0)) + text
  }
}
