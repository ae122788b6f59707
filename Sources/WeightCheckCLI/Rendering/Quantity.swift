// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

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
