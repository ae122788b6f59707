// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Reads the lines of FingerprintTable; tests prove that it loses none.
enum FingerprintReader {
  static func read(_ lines: String) -> [LicenceFingerprint] {
    var fingerprints: [LicenceFingerprint] = []
    var row = Row()
    for line in lines.utf8.split(separator: UInt8(ascii: "\n")) {
      let isMarked = line.dropFirst().first == 0x20
      guard isMarked, let mark = line.first else {
        row.pairs[row.pairs.count - 1].append(line)
        continue
      }
      if mark == UInt8(ascii: "="), let made = row.fingerprint { fingerprints.append(made) }
      if mark == UInt8(ascii: "=") { row = Row() }
      row.add(mark, String(decoding: line.dropFirst(2), as: UTF8.self))
    }
    if let made = row.fingerprint { fingerprints.append(made) }
    return fingerprints
  }

  /// A licence that is being read.
  private struct Row {
    var identifier: String?
    var licenceClass: LicenceClass?
    var titles: [String] = []
    var restrictions: [RestrictionClause.Kind] = []
    var texts: [KnownText] = []
    var pairs: [[Substring.UTF8View]] = []

    mutating func add(_ mark: UInt8, _ value: String) {
      let parts = value.split(separator: " ").map(String.init)
      switch mark {
      case UInt8(ascii: "="):
        identifier = parts[0]
        licenceClass = LicenceClass(rawValue: parts[1])
      case UInt8(ascii: "t"):
        titles.append(value)
      case UInt8(ascii: "c"):
        restrictions += parts.compactMap(RestrictionClause.Kind.init(rawValue:))
      case UInt8(ascii: "d"):
        let words = value.utf8.split(separator: UInt8(ascii: " "))
        if let identifier, let text = KnownTextReader.text(identifier, words[...]) {
          texts.append(text)
        }
      default:
        pairs.append([])
      }
    }

    var fingerprint: LicenceFingerprint? {
      identifier.map {
        LicenceFingerprint(
          identifier: $0, statedClass: licenceClass, titles: titles, restrictions: restrictions,
          texts: texts, pairDigits: pairs)
      }
    }
  }

  /// The hashes of a set of pairs, from the lines that have their digits.
  static func pairs(_ lines: [Substring.UTF8View]) -> [UInt32] {
    sums(TableDigits.bytes(lines.flatMap(Array.init)))
  }

  /// Ascending numbers from their differences, seven bits a byte, low bits first.
  private static func sums(_ bytes: [UInt8]) -> [UInt32] {
    var numbers: [UInt32] = []
    var sum: UInt32 = 0
    var value: UInt32 = 0
    var shift: UInt32 = 0
    for byte in bytes {
      value |= UInt32(byte & 0x7F) << shift
      shift += 7
      if byte & 0x80 == 0 {
        sum &+= value
        numbers.append(sum)
        (value, shift) = (0, 0)
      }
    }
    return numbers
  }
}
