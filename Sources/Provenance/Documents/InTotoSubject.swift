// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import UntrustedInput

/// One subject of an in-toto statement: a name and a digest set.
///
///     {"name": text, "digest": {algorithm: lower-case hex}, "annotations": {…}}
///
/// The keys of a digest set are those of the in-toto attestation framework v1.1, "DigestSet". Those
/// that establish what a file is are read; `gitCommit`, `gitTree`, `gitTag` and `dirHash` speak of
/// other things than a file; all others are known by name only.
struct InTotoSubject {
  /// Nil where the statement gives none.
  private(set) var name: UntrustedText?
  private(set) var digests: [Digest] = []
  private(set) var unsupportedAlgorithms: [String] = []
  /// What computed the digest under `sha256`, where an annotation says that it was not SHA-256
  /// itself: OpenSSF Model Signing 0.2.
  private(set) var actualAlgorithm: UntrustedText?
  /// Where it stands in the document.
  let offset: UInt64

  /// Whether it says anything of a file's bytes.
  var isAboutFile: Bool { !digests.isEmpty || !unsupportedAlgorithms.isEmpty }

  /// Reads the subjects of a statement; `body` is called with each.
  static func readAll(
    _ reader: inout JSONReader, _ body: (InTotoSubject) throws(ManifestError) -> Void
  ) throws(ManifestError) {
    try ManifestJSON.readArray(&reader, "subject") { reader, token throws(ManifestError) in
      let offset = reader.offset
      guard token == .beginObject else { throw .fieldInvalid(field: "subject", offset: offset) }
      var subject = InTotoSubject(offset: offset)
      try subject.read(&reader)
      try body(subject)
    }
  }

  private init(offset: UInt64) {
    self.offset = offset
  }

  /// Reads a subject whose brace is read.
  private mutating func read(_ reader: inout JSONReader) throws(ManifestError) {
    var hasDigest = false
    while case .key(let key) = try ManifestJSON.next(&reader) {
      if reader.equals(key, "name") {
        name = try ManifestJSON.readText(&reader, "name")
      } else if reader.equals(key, "digest") {
        hasDigest = try readDigests(&reader)
      } else if reader.equals(key, "annotations") {
        try readAnnotations(&reader)
      } else {
        try ManifestJSON.skip(&reader)
      }
    }
    guard hasDigest else { throw .fieldInvalid(field: "digest", offset: offset) }
  }

  /// Reads a digest set; false where it is empty.
  private mutating func readDigests(_ reader: inout JSONReader) throws(ManifestError) -> Bool {
    let offset = reader.offset
    guard try ManifestJSON.next(&reader) == .beginObject else {
      throw .fieldInvalid(field: "digest", offset: offset)
    }
    var isEmpty = true
    while case .key(let key) = try ManifestJSON.next(&reader) {
      isEmpty = false
      switch Self.meaning(of: key, reader) {
      case .digest(let algorithm, let field):
        let offset = reader.offset
        guard case .string(let hex) = try ManifestJSON.next(&reader),
          let digest = Digest(algorithm, hex: reader.copy(hex))
        else { throw .fieldInvalid(field: field, offset: offset) }
        digests.append(digest)
      case .unsupported(let name):
        if unsupportedAlgorithms.count < Manifest.unsupportedAlgorithmCount {
          unsupportedAlgorithms.append(name)
        }
        try ManifestJSON.skip(&reader)
      case .otherThanFile:
        try ManifestJSON.skip(&reader)
      }
    }
    return !isEmpty
  }

  private mutating func readAnnotations(_ reader: inout JSONReader) throws(ManifestError) {
    let depth = reader.depth
    guard try ManifestJSON.next(&reader) == .beginObject else {
      while reader.depth > depth { _ = try ManifestJSON.next(&reader) }
      return
    }
    while case .key(let key) = try ManifestJSON.next(&reader) {
      if reader.equals(key, "actual_hash_algorithm") {
        actualAlgorithm = try ManifestJSON.readText(&reader, "actual_hash_algorithm")
      } else {
        try ManifestJSON.skip(&reader)
      }
    }
  }
}

// MARK: - Keys of a digest set

extension InTotoSubject {
  private enum Meaning {
    case digest(DigestAlgorithm, field: String)
    case unsupported(String)
    case otherThanFile
  }

  private static func meaning(of key: JSONString, _ reader: borrowing JSONReader) -> Meaning {
    // A key of the framework has at most ten bytes; what is longer is of no use but to be shown.
    let name = reader.text(key)
    guard key.byteCount <= 16 else { return .unsupported(name.brief) }
    switch name.lossyString {
    case "sha256": return .digest(.sha256, field: "sha256")
    case "sha384": return .digest(.sha384, field: "sha384")
    case "sha512": return .digest(.sha512, field: "sha512")
    case "blake2b": return .digest(.blake2b512, field: "blake2b")
    case "gitCommit", "gitTree", "gitTag", "dirHash", "dirHash1": return .otherThanFile
    case "gitBlob": return .unsupported("git blob")
    case "sha1": return .unsupported("SHA-1")
    case "sha224": return .unsupported("SHA-224")
    case "sha512_224": return .unsupported("SHA-512/224")
    case "sha512_256": return .unsupported("SHA-512/256")
    case "sha3_224": return .unsupported("SHA3-224")
    case "sha3_256": return .unsupported("SHA3-256")
    case "sha3_384": return .unsupported("SHA3-384")
    case "sha3_512": return .unsupported("SHA3-512")
    case "shake128": return .unsupported("SHAKE128")
    case "shake256": return .unsupported("SHAKE256")
    case "blake2s": return .unsupported("BLAKE2s")
    case "blake3": return .unsupported("BLAKE3")
    case "ripemd160": return .unsupported("RIPEMD-160")
    case "sm3": return .unsupported("SM3")
    case "gost": return .unsupported("GOST")
    case "md5": return .unsupported("MD5")
    default: return .unsupported(name.brief)
    }
  }
}
