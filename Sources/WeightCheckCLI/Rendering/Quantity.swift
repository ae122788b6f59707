// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Numbers as people read them.
enum Quantity {
  /// `612 B`, `90.9 MB`: decimal units, three significant digits.
  static func bytes(_ count: UInt64) -> String {
    scaled(count, units: [" B", " kB", " MB", " GB", " TB", " PB", " EB"])
  }

  /// `512`, `22.7 M`.
  static func elements(_ count: UInt64) -> String {
    scaled(count, units: ["", " k", " M", " G", " T", " P", " E"])
  }

  private static func scaled(_ count: UInt64, units: [String]) -> String {
    var value = Double(count)
    var unit = 0
    // 999.5 would be shown as 1000.
    while value >= 999.5 && unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    if unit == 0 { return "\(count)\(units[0])" }
    let digits = value < 9.995 ? 2 : value < 99.95 ? 1 : 0
    return decimal(value, digits: digits) + units[unit]
  }

  /// A number rounded to a fixed number of decimals.
  static func decimal(_ value: Double, digits: Int) -> String {
    let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
    let whole = Int((value * Double(scale)).rounded())
    guard digits > 0 else { return "\(whole)" }
    let fraction = "\(whole % scale)"
    return "\(whole / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
  }

  /// Four significant digits, as people write them: `0`, `-0.02341`, `1.5e-8`.
  static func significant(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return value == 0 ? "0" : "\(value)" }
    let magnitude = value.magnitude
    let sign = value < 0 ? "-" : ""
    // The digits and the exponent of the number rounded to four of them. Numbers near the least
    // ones there are have no power of ten to be divided by.
    let shift = magnitude < 1e-280 ? 300 : 0
    let scaled = shift == 0 ? magnitude : magnitude * 1e300
    var exponent = Int(log10(scaled).rounded(.down))
    var digits = (scaled / pow(10, Double(exponent)) * 1000).rounded()
    if digits < 1000 { (digits, exponent) = ((digits * 10).rounded(), exponent - 1) }
    if digits >= 10_000 { (digits, exponent) = ((digits / 10).rounded(), exponent + 1) }
    exponent -= shift
    var text = "\(Int(digits))"
    while text.count > 1 && text.last == "0" { text.removeLast() }
    if exponent < -4 || exponent > 5 {
      let rest = text.dropFirst()
      return sign + "\(text.prefix(1))" + (rest.isEmpty ? "" : ".\(rest)") + "e\(exponent)"
    }
    if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + text }
    let whole = text.prefix(exponent + 1)
    let zeros = String(repeating: "0", count: exponent + 1 - whole.count)
    let rest = text.dropFirst(exponent + 1)
    return sign + whole + zeros + (rest.isEmpty ? "" : ".\(rest)")
  }

  /// A number and a noun: `1 file`, `2 files`.
  static func count(_ count: Int, _ noun: String) -> String {
    "\(grouped(UInt64(count))) \(noun)\(count == 1 ? "" : "s")"
  }

  /// A number in groups of three digits: `22,713,216`.
  static func grouped(_ count: UInt64) -> String {
    var text = ""
    for (index, digit) in String(count).reversed().enumerated() {
      if index > 0 && index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }

  /// `42 s`, `3 min 20 s`, `2 h 5 min`.
  static func duration(_ seconds: Double) -> String {
    let seconds = Int(min(seconds.rounded(), 1e9))
    if seconds < 60 { return "\(seconds) s" }
    if seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
    return "\(seconds / 3600) h \(seconds % 3600 / 60) min"
  }
}
