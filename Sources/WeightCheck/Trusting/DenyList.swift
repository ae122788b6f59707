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
/// SHA-256 of a SubjectPublicKeyInfo in DER; `serial` the serial number of a certificate.
struct DenyList: Sendable {
  /// What an entry is about.
  enum Subject: Hashable, Sendable {
    case digest(Digest)
    case key(sha256: String)
    case serial(String)
  }

  private var reasons: [Subject: UntrustedText] = [:]

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
      }
    }
  }

  private static func entry(_ line: ArraySlice<UInt8>) -> (Subject, UntrustedText)? {
    let word = line.prefix { $0 != 0x20 && $0 != 0x09 }
    let reason = UntrustedText(bytes: Array(line.dropFirst(word.count).drop { $0 == 0x20 }))
    guard let colon = word.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let digits = word[(colon + 1)...]
    guard !digits.isEmpty, digits.allSatisfy({ Hexadecimal.value(of: $0) != nil }) else {
      return nil
    }
    let hex = String(decoding: digits, as: UTF8.self).lowercased()
    switch String(decoding: word[..<colon], as: UTF8.self) {
    case "sha256":
      return Digest(.sha256, hex: digits).map { (.digest($0), reason) }
    case "key":
      return hex.utf8.count == 64 ? (.key(sha256: hex), reason) : nil
    case "serial":
      let significant = hex.drop { $0 == "0" }
      return (.serial(String(significant)), reason)
    default: return nil
    }
  }

  /// Why something is denied; nil where it is not.
  func reason(_ digest: Digest) -> UntrustedText? { reasons[.digest(digest)] }

  /// Why a certificate is denied, by its serial number or its key; nil where it is not.
  func reason(_ certificate: Certificate) -> UntrustedText? {
    let serial = certificate.serial.lowercased().drop { $0 == "0" }
    return reasons[.serial(String(serial))]
      ?? (try? certificate.publicKey.get()).flatMap { reasons[.key(sha256: $0.sha256.hex)] }
  }

  /// Why a signer is denied; nil where it is not.
  func reason(_ signer: Signer) -> UntrustedText? {
    switch signer {
    case .key(let sha256, _): reasons[.key(sha256: sha256)]
    case .certificate(let certificate):
      certificate.keySHA256.flatMap { reasons[.key(sha256: $0)] }
    }
  }
}
