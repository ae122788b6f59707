// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Tells files that hold a private key, by their content: nobody means to publish one.
enum PrivateKeyContent {
  /// Bytes from the start of a file that are looked at.
  static let searchedByteCount = 64 << 20

  /// Whether `bytes`, the start of a file, hold a private key.
  ///
  /// PEM of any kind (RFC 7468, OpenSSH, OpenPGP), also inside of JSON or YAML and in UTF-16, the
  /// text forms of PuTTY, age, minisign, signify and JSON Web Keys anywhere; the DER forms where
  /// the file is nothing else but white space at its end.
  static func isFound(in bytes: [UInt8]) -> Bool {
    isDER(bytes) || holdsText(bytes) || narrowed(bytes).map(holdsText) == true
  }

  private static let marks = [
    "PRIVATE KEY-----", "PuTTY-User-Key-File-", "AGE-SECRET-KEY-1", "PRIVATE KEY BLOCK-----",
  ].map { Array($0.utf8) }
  private static let start = Array("-----BEGIN ".utf8)

  /// Whether a private key stands in `bytes` as text.
  static func holdsText(_ bytes: [UInt8]) -> Bool {
    if holdsJSONWebKey(bytes) || holdsSignifyKey(bytes) { return true }
    for (index, byte) in bytes.enumerated() where byte == marks[0][0] || byte == marks[2][0] {
      let rest = bytes[index...]
      if rest.starts(with: marks[1]) || rest.starts(with: marks[2]) { return true }
      let isPEM = rest.starts(with: marks[0]) || rest.starts(with: marks[3])
      if isPEM, isLabel(bytes[..<index].suffix(40)) { return true }
    }
    return false
  }

  /// Whether the text before `PRIVATE KEY-----` is `-----BEGIN ` and at most a kind in capitals.
  private static func isLabel(_ text: ArraySlice<UInt8>) -> Bool {
    let kind = text.reversed().prefix { byte in
      byte == 0x20 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
    }
    // The kind takes the letters of BEGIN too, back to its dashes.
    return text.dropLast(kind.count).suffix(5).elementsEqual(start.prefix(5))
      && text.suffix(kind.count).starts(with: start.dropFirst(5))
  }

  /// Whether the file is one key in DER.
  ///
  /// PKCS#8, PKCS#1, SEC 1 and PKCS#12 are a SEQUENCE that spans the file, but for a line break at
  /// its end, and begins with a small INTEGER, its version; what follows tells them from other
  /// documents. An encrypted PKCS#8 begins with the identifier of a password-based encryption.
  private static func isDER(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 16, bytes[0] == 0x30, let body = contents(bytes) else { return false }
    // An AlgorithmIdentifier of PKCS#5 (1.2.840.113549.1.5) or PKCS#12 (…1.12.1).
    let identifier = body.dropFirst(2).prefix(11)
    let isEncryption =
      identifier.first == 0x06
      && identifier.dropFirst(2).starts(with: [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01])
      && [0x05, 0x0C].contains(identifier.dropFirst(9).first)
    if body.first == 0x30, isEncryption { return true }
    guard body.starts(with: [0x02, 0x01]), body.count > 4 else { return false }
    let (version, next) = (body[body.startIndex + 2], body[body.startIndex + 3])
    switch (version, next) {
    // PKCS#8: an AlgorithmIdentifier. PKCS#12: a ContentInfo. Both begin with an identifier.
    case (0, 0x30), (1, 0x30), (3, 0x30):
      return body.dropFirst(4).prefix(5).contains(0x06)
    // PKCS#1: the modulus, a long INTEGER. SEC 1: the key in an OCTET STRING.
    case (0, 0x02): return body.count > 200
    case (1, 0x04): return true
    default: return false
    }
  }

  /// What is inside the outermost SEQUENCE, if that is as long as the file but for white space.
  ///
  /// One of indefinite length, as some write PKCS#12, is taken for as long as the file.
  private static func contents(_ bytes: [UInt8]) -> ArraySlice<UInt8>? {
    let digits = bytes[1] < 0x80 ? 0 : Int(bytes[1]) - 0x80
    guard digits <= 3 else { return nil }
    let body = bytes[(2 + digits)...]
    if bytes[1] == 0x80 { return body }
    let length =
      digits == 0 ? Int(bytes[1]) : bytes[2..<(2 + digits)].reduce(0) { $0 << 8 | Int($1) }
    guard length <= body.count, body.dropFirst(length).allSatisfy(isSpace) else { return nil }
    return body.prefix(length)
  }
}
