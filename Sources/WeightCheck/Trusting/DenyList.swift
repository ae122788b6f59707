// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import SystemPackage
internal import UntrustedInput

/// What must not pass, whatever vouches for it: TRUST section 7.
///
/// One entry a line, the reason behind it; blank lines and those that begin with `#` say nothing:
///
///     sha256:<64 hex> withdrawn on 2026-11-02
///     key:<64 hex> lost with the laptop
///     serial:<hex> reported as stolen
///
/// `sha256` is the digest of a file, of a tensor's data, or the root digest of a release; `key` the
/// SHA-256 of a SubjectPublicKeyInfo in DER, as it stands in a certificate or in any form that the
/// same key is written in; `serial` the serial number of a certificate, with or without colons,
/// leading zeros and `0x`, and with a minus sign where it is negative.
struct DenyList: Sendable {
  /// What an entry is about.
  enum Subject: Hashable, Sendable {
    case digest(Digest)
    case key(sha256: String)
    case serial(String)
  }

  private var reasons: [Subject: UntrustedText] = [:]
  private var namesKeys = false

  var isEmpty: Bool { reasons.isEmpty }

  /// Reads all files.
  init(reading paths: [FilePath]) throws(WeightCheckError) {
    for path in paths {
      let bytes = try TrustFile.read(path, limit: Limits.denyListByteCount)
      let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      for (number, line) in lines.enumerated() {
        let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        guard text.contains(where: { $0 != 0x20 && $0 != 0x09 }), text.first != UInt8(ascii: "#")
        else { continue }
        guard let (subject, reason) = Self.entry(text) else {
          throw .trustFile(path, "line \(number + 1) names nothing that could be denied")
        }
        reasons[subject] = reason
        if case .key = subject { namesKeys = true }
      }
    }
  }

  private static func entry(_ line: ArraySlice<UInt8>) -> (Subject, UntrustedText)? {
    let word = line.prefix { $0 != 0x20 && $0 != 0x09 }
    let reason = UntrustedText(bytes: Array(line.dropFirst(word.count).drop { $0 == 0x20 }))
    guard let colon = word.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let value = word[(colon + 1)...]
    switch String(decoding: word[..<colon], as: UTF8.self) {
    case "sha256": return Digest(.sha256, hex: value).map { (.digest($0), reason) }
    case "key": return Digest(.sha256, hex: value).map { (.key(sha256: $0.hex), reason) }
    case "serial":
      return serial(String(decoding: value, as: UTF8.self)).map { (.serial($0), reason) }
    default: return nil
    }
  }

  /// A serial number in the one way that it is compared: lower-case digits without leading zeros,
  /// behind a minus sign where it is negative; nil where `text` is none.
  private static func serial(_ text: String) -> String? {
    let isNegative = text.hasPrefix("-")
    var digits = text.dropFirst(isNegative ? 1 : 0).lowercased()
    if digits.hasPrefix("0x") { digits.removeFirst(2) }
    digits.removeAll { $0 == ":" }
    guard !digits.isEmpty, digits.utf8.allSatisfy({ Hexadecimal.value(of: $0) != nil }) else {
      return nil
    }
    let significant = digits.drop { $0 == "0" }
    return (isNegative && !significant.isEmpty ? "-" : "") + significant
  }

  /// Why something is denied; nil where it is not.
  func reason(_ digest: Digest) -> UntrustedText? { reasons[.digest(digest)] }

  /// Why a certificate is denied, by its serial number or its key; nil where it is not.
  func reason(_ certificate: Certificate) -> UntrustedText? {
    if let serial = Self.serial(certificate.serial), let reason = reasons[.serial(serial)] {
      return reason
    }
    return namesKeys ? reason(certificate.keyFingerprints) : nil
  }

  /// Why a key is denied; nil where it is not.
  func reason(_ key: PublicKey) -> UntrustedText? { reason(key.fingerprints) }

  private func reason(_ fingerprints: [Digest]) -> UntrustedText? {
    fingerprints.lazy.compactMap { reasons[.key(sha256: $0.hex)] }.first
  }
}
