// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import UntrustedInput

/// What the forms of bills of materials have in common.
enum BillOfMaterials {
  /// An algorithm by its published name.
  enum Algorithm: Equatable {
    case supported(DigestAlgorithm)
    /// One that never verifies, by the name people use.
    case unsupported(String)
  }

  /// What an algorithm is shown as that is in no published list.
  ///
  /// One text for all of them: a hostile document could give a million names to one file.
  static let unknownAlgorithm = "an unknown algorithm"
  /// What is shown for SPDX's digest over the digests of a package's files.
  static let packageVerificationCode = "a package verification code"

  /// Tells an algorithm from its name.
  ///
  /// CycloneDX writes `SHA-256` and `BLAKE2b-512`, SPDX 2 `SHA256` and `BLAKE2b-512`, SPDX 3
  /// `sha256` and `blake2b512`, and tools mix these up; so letter case, `-` and `_` do not count.
  /// `SHA3-256` and `SHA-512/256` stay apart from SHA-256 all the same.
  static func algorithm(named name: UntrustedText) -> Algorithm {
    guard name.bytes.count <= 32 else { return .unsupported(unknownAlgorithm) }
    let letters = name.bytes.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }
    switch String(decoding: letters, as: UTF8.self).uppercased() {
    case "SHA256": return .supported(.sha256)
    case "SHA384": return .supported(.sha384)
    case "SHA512": return .supported(.sha512)
    case "BLAKE2B512": return .supported(.blake2b512)
    case "MD2": return .unsupported("MD2")
    case "MD4": return .unsupported("MD4")
    case "MD5": return .unsupported("MD5")
    case "MD6": return .unsupported("MD6")
    case "ADLER32": return .unsupported("Adler-32")
    case "SHA1": return .unsupported("SHA-1")
    case "SHA224": return .unsupported("SHA-224")
    case "SHA3224": return .unsupported("SHA3-224")
    case "SHA3256": return .unsupported("SHA3-256")
    case "SHA3384": return .unsupported("SHA3-384")
    case "SHA3512": return .unsupported("SHA3-512")
    case "BLAKE2B256": return .unsupported("BLAKE2b-256")
    case "BLAKE2B384": return .unsupported("BLAKE2b-384")
    case "BLAKE3": return .unsupported("BLAKE3")
    case "STREEBOG256": return .unsupported("Streebog-256")
    case "STREEBOG512": return .unsupported("Streebog-512")
    default: return .unsupported(unknownAlgorithm)
    }
  }

  /// The subject of a digest whose entry has a name that need not be one of a file.
  ///
  /// TRUST 1.2: what is bound by name is a mismatch where digests differ, so the name of a model
  /// (`Llama-3.1-8B`, `ibm-granite/granite-3.0`) or of a package must not pass for a path. It is a
  /// path if its last component ends in an extension: a letter and up to 15 letters and digits.
  /// Otherwise the digest has no name, and binds only the file that has exactly these bytes.
  static func subject(perhapsNamed name: UntrustedText?) -> Claim.Subject {
    guard let name, hasExtension(name.bytes) else { return .nameless }
    return Claim.subject(named: name)
  }

  private static func hasExtension(_ name: [UInt8]) -> Bool {
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return false }
    let letters = name[(dot + 1)...]
    guard let first = letters.first, letters.count <= 16 else { return false }
    return isLetter(first) && letters.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}

extension BillOfMaterials {
  /// The digests of one entry.
  struct Digests {
    private(set) var digests: [Digest] = []
    private(set) var unsupportedAlgorithms: [String] = []

    var isEmpty: Bool { digests.isEmpty && unsupportedAlgorithms.isEmpty }

    /// Adds a digest; false if the entry has another one of its algorithm.
    mutating func add(_ digest: Digest) -> Bool {
      if let other = digests.first(where: { $0.algorithm == digest.algorithm }) {
        return other == digest
      }
      digests.append(digest)
      return true
    }

    /// Notes an algorithm, or another method, that cannot establish what the file is.
    mutating func addUnsupported(_ name: String) {
      if !unsupportedAlgorithms.contains(name) { unsupportedAlgorithms.append(name) }
    }

    /// Reads an array of objects with an algorithm's name and hexadecimal digits.
    mutating func read(
      _ reader: inout JSONReader, _ field: StaticString, algorithm algorithmKey: StaticString,
      value valueKey: StaticString
    ) throws(ManifestError) {
      try ManifestJSON.readArray(&reader, "\(field)") { reader, token throws(ManifestError) in
        let offset = reader.offset
        guard token == .beginObject else {
          throw .fieldInvalid(field: "\(field)", offset: offset)
        }
        var algorithm: UntrustedText?
        var hex: UntrustedText?
        while case .key(let key) = try ManifestJSON.next(&reader) {
          if reader.equals(key, algorithmKey) {
            algorithm = try ManifestJSON.readText(&reader, "\(algorithmKey)")
          } else if reader.equals(key, valueKey) {
            hex = try ManifestJSON.readText(&reader, "\(valueKey)")
          } else {
            try ManifestJSON.skip(&reader)
          }
        }
        guard let algorithm else {
          throw .fieldInvalid(field: "\(algorithmKey)", offset: offset)
        }
        switch BillOfMaterials.algorithm(named: algorithm) {
        case .unsupported(let name): addUnsupported(name)
        case .supported(let algorithm):
          guard let hex, let digest = Digest(algorithm, hex: hex.bytes) else {
            throw .fieldInvalid(field: "\(valueKey)", offset: offset)
          }
          guard add(digest) else { throw .fieldInvalid(field: "\(field)", offset: offset) }
        }
      }
    }

    /// The claim that the entry makes.
    func claim(about subject: Claim.Subject, line: Int) -> Claim {
      Claim(
        subject: subject, digests: digests, unsupportedAlgorithms: unsupportedAlgorithms,
        line: line)
    }
  }
}
