// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import UntrustedInput

/// The `RECORD` of an unpacked or installed Python wheel.
///
/// CSV with rows `path,algorithm=digest,size`; the digest is URL-safe base64 without padding, the
/// path relative to the folder that holds the `*.dist-info` folder. `RECORD` itself and compiled
/// files stand there without hash and size. Entries of an installed wheel may lead outside
/// (`../../bin/tool`). Source: "Recording installed projects" and "Binary distribution format" of
/// the Python packaging specifications.
package enum WheelRecord {
  /// Reads a RECORD.
  package static func parse(_ bytes: [UInt8]) throws(ManifestError) -> Manifest {
    var entries: [Claim] = []
    var undigested: [ContainedPath] = []
    var rows = CSVRows(bytes)
    while let (fields, line) = try rows.next() {
      guard fields.count == 3, !fields[0].isEmpty else { throw .recordRow(line: line) }
      let subject = Claim.subject(named: UntrustedText(bytes: fields[0]))
      let byteCount = try size(fields[2], line: line)
      if fields[1].isEmpty {
        if case .path(let path) = subject { undigested.append(path) }
        continue
      }
      entries.append(try claim(subject, hash: fields[1], byteCount: byteCount, line: line))
    }
    guard !entries.isEmpty || !undigested.isEmpty else { throw .empty }
    return try Manifest(form: .wheelRecord, entries: entries, undigested: undigested)
  }

  /// Whether the first row is one of a RECORD.
  package static func recognises(_ bytes: [UInt8]) -> Bool {
    var rows = CSVRows(Array(bytes.prefix(1 << 16)))
    guard let row = try? rows.next(), row.fields.count == 3 else { return false }
    if row.fields[1].isEmpty {
      // `try?` would make "no size" and "no number" the same nil.
      do throws(ManifestError) { _ = try size(row.fields[2], line: 1) } catch { return false }
      return true
    }
    return (try? claim(.nameless, hash: row.fields[1], byteCount: nil, line: 1)) != nil
  }

  private static func claim(
    _ subject: Claim.Subject, hash: [UInt8], byteCount: UInt64?, line: Int
  ) throws(ManifestError) -> Claim {
    guard let equals = hash.firstIndex(of: UInt8(ascii: "=")), equals > 0,
      hash[..<equals].allSatisfy(isAlgorithmByte)
    else {
      throw .recordHash(line: line)
    }
    let name = String(decoding: hash[..<equals], as: UTF8.self)
    guard let bytes = Base64.decodeURLSafe(hash[(equals + 1)...]) else {
      throw .recordHash(line: line)
    }
    guard let algorithm = DigestAlgorithm(rawValue: name), !algorithm.isWeak else {
      return Claim(
        subject: subject, digests: [], unsupportedAlgorithms: [name], byteCount: byteCount,
        line: line)
    }
    guard let digest = Digest(algorithm, bytes: bytes) else {
      throw .digestLength(algorithm: algorithm.displayName, line: line)
    }
    return Claim(subject: subject, digests: [digest], byteCount: byteCount, line: line)
  }

  /// The letters of hashlib's names; others could not be shown as they are.
  private static func isAlgorithmByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func size(_ field: [UInt8], line: Int) throws(ManifestError) -> UInt64? {
    if field.isEmpty { return nil }
    guard field.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      let size = UInt64(String(decoding: field, as: UTF8.self))
    else { throw .recordSize(line: line) }
    return size
  }
}

/// The rows of a CSV document as Python's `csv` module writes them: commas, `"` around fields that
/// need it, `""` for a quote inside, LF or CRLF at the end of a row.
private struct CSVRows {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The fields of the next row that is not blank, and the line it starts on; nil at the end.
  mutating func next() throws(ManifestError) -> (fields: [[UInt8]], line: Int)? {
    while position < bytes.count, bytes[position] == 0x0A || bytes[position] == 0x0D {
      if bytes[position] == 0x0A { line += 1 }
      position += 1
    }
    guard position < bytes.count else { return nil }
    let start = line
    var fields: [[UInt8]] = []
    while true {
      fields.append(try field())
      guard position < bytes.count else { return (fields, start) }
      let separator = bytes[position]
      position += 1
      switch separator {
      case UInt8(ascii: ","): continue
      case 0x0A:
        line += 1
        return (fields, start)
      case 0x0D where position < bytes.count && bytes[position] == 0x0A:
        position += 1
        line += 1
        return (fields, start)
      default: throw .recordRow(line: start)
      }
    }
  }

  private mutating func field() throws(ManifestError) -> [UInt8] {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
      let rest = bytes[position...]
      let plain = rest.prefix { ![0x2C, 0x0A, 0x0D, 0x22].contains($0) }
      position += plain.count
      return Array(plain)
    }
    position += 1
    var content: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return content }
        position += 1
      } else if byte == 0x0A {
        line += 1
      }
      content.append(byte)
    }
    throw .recordRow(line: line)
  }
}
