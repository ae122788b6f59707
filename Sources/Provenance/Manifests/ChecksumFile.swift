// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
package import UntrustedInput

/// Checksum files: one digest and one name a line.
///
/// Read are the forms that people's tools write, mixed as `sha256sum -c` allows:
/// - GNU: `<hex>  <name>` or `<hex> *<name>`, one space also; the star (binary mode) means nothing
///   here.
/// - BSD: `SHA256 (<name>) = <hex>`; OpenSSL: `SHA256(<name>)= <hex>`, since 3.0 `SHA2-256(<name>)=
///   <hex>`.
/// - A bare digest alone on its line, about a file that the manifest's own name tells, or about no
///   name.
///
/// A line that starts with a backslash has `\\`, `\n` and `\r` for those bytes in its name (GNU
/// coreutils 9.1, `digest.c`). A file with NUL bytes has NUL-terminated lines and no escapes
/// (`sha256sum -z`); none of them is blank or ends with a line feed, as in a file of other lines
/// that was enlarged with NUL bytes. Blank lines and lines that start with `#` are skipped, CR
/// before LF is dropped. Any other line makes the whole document malformed, where `sha256sum -c`
/// would only warn.
package enum ChecksumFile {
  /// Reads a checksum file.
  ///
  /// - Parameters:
  ///   - bytes: the document.
  ///   - name: its file name. `<f>.sha256` tells what a bare digest is about; `SHA512SUMS`,
  ///     `B2SUMS` and `<f>.b2` tell SHA-512 from BLAKE2b, whose digests have the same length.
  package static func parse(
    _ bytes: [UInt8], name: UntrustedText
  ) throws(ManifestError) -> Manifest {
    let isNULTerminated = bytes.contains(0)
    let hints = NameHints(name)
    var entries: [Claim] = []
    // A SHA-256 with a name has no fewer bytes.
    entries.reserveCapacity(bytes.count / 67)
    var line = 0
    let terminator: UInt8 = isNULTerminated ? 0 : 0x0A
    var start = 0
    while start < bytes.count {
      line += 1
      if bytes[start] == terminator {
        if isNULTerminated { throw .strayNUL }
        start += 1
        continue
      }
      let end = bytes[start...].firstIndex(of: terminator) ?? bytes.count
      var text = bytes[start..<end]
      start = end + 1
      if isNULTerminated {
        if text.last == 0x0A { throw .strayNUL }
      } else if text.last == 0x0D {
        text.removeLast()
      }
      if text.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) || text.first == UInt8(ascii: "#") {
        continue
      }
      entries.append(
        try claim(in: text, line: line, hasEscapes: !isNULTerminated, hints: hints))
    }
    guard !entries.isEmpty else { throw .empty }
    return try Manifest(form: .checksums, entries: consume entries)
  }

  /// Whether the first line that says anything is one of a checksum file.
  package static func recognises(_ bytes: [UInt8]) -> Bool {
    let isNULTerminated = bytes.contains(0)
    for raw in bytes.prefix(1 << 16).split(separator: isNULTerminated ? 0 : 0x0A) {
      var text = raw
      if !isNULTerminated, text.last == 0x0D { text.removeLast() }
      if text.isEmpty || text.first == UInt8(ascii: "#") { continue }
      let parsed = try? claim(
        in: text, line: 1, hasEscapes: !isNULTerminated, hints: NameHints(UntrustedText("")))
      return parsed != nil
    }
    return false
  }
}

// MARK: - One line

extension ChecksumFile {
  private static func claim(
    in line: ArraySlice<UInt8>, line number: Int, hasEscapes: Bool, hints: NameHints
  ) throws(ManifestError) -> Claim {
    var text = line.drop { $0 == 0x20 || $0 == 0x09 }
    let isEscaped = hasEscapes && text.first == UInt8(ascii: "\\")
    if isEscaped { text.removeFirst() }
    if let tagged = try taggedClaim(in: text, line: number, isEscaped: isEscaped) { return tagged }

    let hex = text.prefix { Hexadecimal.value(of: $0) != nil }
    let rest = text.dropFirst(hex.count)
    let algorithm = hints.algorithm(digitCount: hex.count)
    guard let algorithm else { throw .checksumLine(line: number) }

    let subject: Claim.Subject
    if rest.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
      subject = hints.namesake
    } else {
      guard let blank = rest.first, blank == 0x20 || blank == 0x09 else {
        throw .checksumLine(line: number)
      }
      var name = rest.dropFirst()
      if name.first == 0x20 || name.first == UInt8(ascii: "*") { name.removeFirst() }
      guard !name.isEmpty else { throw .checksumLine(line: number) }
      // A lone dash is what tools write for standard input: no name.
      subject =
        name.elementsEqual("-".utf8)
        ? .nameless : Claim.subject(named: try unescape(name, isEscaped: isEscaped, line: number))
    }
    return try makeClaim(subject, algorithm, hex: hex, line: number)
  }

  /// `TAG (name) = hex` or `TAG(name)= hex`; nil where the line has not that shape.
  private static func taggedClaim(
    in text: ArraySlice<UInt8>, line: Int, isEscaped: Bool
  ) throws(ManifestError) -> Claim? {
    let tag = text.prefix { $0 != 0x20 && $0 != UInt8(ascii: "(") }
    let afterTag = text.dropFirst(tag.count).drop { $0 == 0x20 }
    // Nothing so long is a tag: it is a GNU line's digest, before a name that begins with "(".
    guard !tag.isEmpty, tag.count < 32, tag.allSatisfy(isTagByte),
      afterTag.first == UInt8(ascii: "("),
      // The name may hold parentheses; what follows the last one cannot.
      let close = afterTag.lastIndex(of: UInt8(ascii: ")"))
    else { return nil }
    var value = afterTag[(close + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
    guard value.first == UInt8(ascii: "=") else { return nil }
    value = value.dropFirst().drop { $0 == 0x20 || $0 == 0x09 }
    guard !value.isEmpty, value.allSatisfy({ Hexadecimal.value(of: $0) != nil }) else {
      throw .checksumLine(line: line)
    }
    let name = afterTag[(afterTag.startIndex + 1)..<close]
    guard !name.isEmpty else { throw .checksumLine(line: line) }
    return try makeClaim(
      Claim.subject(named: try unescape(name, isEscaped: isEscaped, line: line)),
      taggedAlgorithm(String(decoding: tag, as: UTF8.self)), hex: value, line: line)
  }

  private enum Algorithm {
    case supported(DigestAlgorithm)
    /// One name, in an array that all claims share.
    case unsupportedNames([String])

    static func unsupported(_ name: String) -> Self { .unsupportedNames([name]) }
  }

  private static func isTagByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "/"):
      true
    default: false
    }
  }

  private static func taggedAlgorithm(_ tag: String) -> Algorithm {
    switch tag.uppercased() {
    case "SHA256", "SHA2-256", "SHA-256": .supported(.sha256)
    case "SHA384", "SHA2-384", "SHA-384": .supported(.sha384)
    case "SHA512", "SHA2-512", "SHA-512": .supported(.sha512)
    case "BLAKE2B", "BLAKE2B-512", "BLAKE2B512": .supported(.blake2b512)
    default: .unsupported(tag)
    }
  }

  /// What the manifest's own name says about lines that do not say it themselves.
  private struct NameHints {
    /// What a bare digest is about: `model.safetensors.sha256` speaks of `model.safetensors`.
    let namesake: Claim.Subject
    /// What 64 digits are.
    let of64Digits: Algorithm
    /// What 128 digits are.
    let of128Digits: Algorithm

    init(_ manifestName: UntrustedText) {
      let name = manifestName.lossyString.lowercased()
      namesake = Self.namesake(of: manifestName.bytes)
      let isBLAKE2b = name.contains("b2sum") || name.contains("blake2b") || name.hasSuffix(".b2")
      of64Digits =
        if name.contains("b3sum") || name.contains("blake3") {
          .unsupported("BLAKE3")
        } else if isBLAKE2b || name.contains("blake2") || name.contains("sha3-") {
          .unsupported("BLAKE2b-256 or SHA3-256")
        } else {
          .supported(.sha256)
        }
      of128Digits =
        if name.contains("sha512") {
          .supported(.sha512)
        } else if isBLAKE2b {
          .supported(.blake2b512)
        } else {
          .unsupported(
            "SHA-512 or BLAKE2b-512 (the name SHA512SUMS or B2SUMS for the file would tell)")
        }
    }

    private static func namesake(of name: [UInt8]) -> Claim.Subject {
      for algorithm in ["sha256", "sha384", "sha512", "b2"] {
        for suffix in [".\(algorithm)", ".\(algorithm)sum"]
        where name.count > suffix.utf8.count
          && name.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
        {
          let subject = Array(name.dropLast(suffix.utf8.count))
          return Claim.subject(named: UntrustedText(bytes: subject))
        }
      }
      return .nameless
    }

    private static let md5 = Algorithm.unsupported("MD5")
    private static let sha1 = Algorithm.unsupported("SHA-1")
    private static let sha224 = Algorithm.unsupported("SHA-224")

    /// What an untagged digest of that many digits is; nil where none has that length.
    func algorithm(digitCount: Int) -> Algorithm? {
      switch digitCount {
      case 32: Self.md5
      case 40: Self.sha1
      case 56: Self.sha224
      case 64: of64Digits
      case 96: .supported(.sha384)
      case 128: of128Digits
      default: nil
      }
    }
  }

  private static func makeClaim(
    _ subject: Claim.Subject, _ algorithm: Algorithm, hex: ArraySlice<UInt8>, line: Int
  ) throws(ManifestError) -> Claim {
    switch algorithm {
    case .supported(let algorithm):
      guard let digest = Digest(algorithm, hex: hex) else {
        throw .digestLength(algorithm: algorithm.displayName, line: line)
      }
      return Claim(subject: subject, digests: [digest], line: line)
    case .unsupportedNames(let names):
      return Claim(subject: subject, digests: [], unsupportedAlgorithms: names, line: line)
    }
  }

  private static func unescape(
    _ name: ArraySlice<UInt8>, isEscaped: Bool, line: Int
  ) throws(ManifestError) -> UntrustedText {
    guard isEscaped else { return UntrustedText(bytes: Array(name)) }
    var bytes: [UInt8] = []
    var iterator = name.makeIterator()
    while let byte = iterator.next() {
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      switch iterator.next() {
      case UInt8(ascii: "\\"): bytes.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case UInt8(ascii: "r"): bytes.append(0x0D)
      default: throw .nameEscape(line: line)
      }
    }
    return UntrustedText(bytes: bytes)
  }
}
