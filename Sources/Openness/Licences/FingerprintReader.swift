// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography

/// Reads the lines of FingerprintTable; tests prove that it loses none.
enum FingerprintReader {
  static func read(_ lines: String) -> [LicenceFingerprint] {
    var fingerprints: [LicenceFingerprint] = []
    var row = Row()
    for line in lines.utf8.split(separator: UInt8(ascii: "\n")) {
      let isMarked = line.dropFirst().first == 0x20
      guard isMarked, let mark = line.first else {
        row.pairs[row.pairs.count - 1].append(contentsOf: line)
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
    var texts: [LicenceFingerprint.Text] = []
    var pairs: [[UInt8]] = []

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
        let opening = Base64.decode(parts[1].utf8).reduce(0) { $0 << 8 | UInt32($1) }
        if let count = Int(parts[0]),
          let digest = Digest(.sha256, bytes: Base64.decode(parts[2].utf8))
        {
          texts.append(.init(wordCount: count, openingHash: opening, digest: digest))
        }
      default:
        pairs.append([])
      }
    }

    var fingerprint: LicenceFingerprint? {
      identifier.map {
        LicenceFingerprint(
          identifier: $0, statedClass: licenceClass, titles: titles, restrictions: restrictions,
          texts: texts, pairSets: pairs.map { FingerprintReader.sums(Base64.decode($0)) })
      }
    }
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

  /// Base64 without padding, as the tables have it.
  private enum Base64 {
    static func decode(_ digits: some Sequence<UInt8>) -> [UInt8] {
      var bytes: [UInt8] = []
      var bits: UInt32 = 0
      var bitCount: UInt32 = 0
      for digit in digits {
        bits = bits << 6 | UInt32(value(digit))
        bitCount += 6
        if bitCount >= 8 {
          bitCount -= 8
          bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
        }
      }
      return bytes
    }

    private static func value(_ digit: UInt8) -> UInt8 {
      switch digit {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit - UInt8(ascii: "A")
      case UInt8(ascii: "a")...UInt8(ascii: "z"): digit - UInt8(ascii: "a") + 26
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0") + 52
      case UInt8(ascii: "+"): 62
      default: 63
      }
    }
  }
}
