// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import UntrustedInput

/// Reads `verificationMaterial` of a Sigstore bundle.
///
///     {"publicKey": {"hint": text}                                  one of these three
///      "x509CertificateChain": {"certificates": [{"rawBytes": base64}]}
///      "certificate": {"rawBytes": base64},
///      "tlogEntries": [{…}],
///      "timestampVerificationData": {"rfc3161Timestamps": [{"signedTimestamp": base64}]}}
///
/// A member that is `null` is left out, as in any JSON form of a protocol buffer. model-signing
/// 0.3.1 to 1.0.1 wrote the key itself in place of a hint; it is not read, since nobody says whose
/// it is. Source: `sigstore_bundle.proto`, `VerificationMaterial`.
extension VerificationMaterial {
  private typealias Read = ManifestJSON

  init(_ reader: inout JSONReader) throws(ManifestError) {
    self.init()
    let offset = reader.offset
    // More than one of them says more than one thing about who signed.
    var sourceCount = 0
    try Self.readObject(&reader, "verificationMaterial") { reader, key throws(ManifestError) in
      if reader.equals(key, "publicKey") {
        let isThere = try Self.readObject(&reader, "publicKey") {
          reader, key throws(ManifestError) in
          guard reader.equals(key, "hint") else { return try Read.skip(&reader) }
          hint = try Self.readHint(&reader)
        }
        sourceCount += isThere ? 1 : 0
      } else if reader.equals(key, "x509CertificateChain") {
        let isThere = try readChain(&reader)
        sourceCount += isThere ? 1 : 0
      } else if reader.equals(key, "certificate") {
        let offset = reader.offset
        var bytes: [UInt8]?
        let isThere = try Self.readObject(&reader, "certificate") {
          reader, key throws(ManifestError) in
          guard reader.equals(key, "rawBytes") else { return try Read.skip(&reader) }
          bytes = try Self.readBytes(&reader, "rawBytes")
        }
        guard isThere else { return }
        guard let bytes else { throw .fieldInvalid(field: "rawBytes", offset: offset) }
        certificates = [bytes]
        sourceCount += 1
      } else if reader.equals(key, "tlogEntries") {
        try readLogEntries(&reader)
      } else if reader.equals(key, "timestampVerificationData") {
        try Self.readObject(&reader, "timestampVerificationData") {
          reader, key throws(ManifestError) in
          guard reader.equals(key, "rfc3161Timestamps") else { return try Read.skip(&reader) }
          timestamps = try Self.readList(
            &reader, "rfc3161Timestamps", of: "signedTimestamp",
            limit: Limits.signatureTimestampCount)
        }
      } else {
        try Read.skip(&reader)
      }
    }
    guard sourceCount <= 1 else {
      throw .fieldInvalid(field: "verificationMaterial", offset: offset)
    }
    guard Set(timestamps).count == timestamps.count else {
      throw .fieldInvalid(field: "rfc3161Timestamps", offset: offset)
    }
  }

  private static func readHint(
    _ reader: inout JSONReader
  ) throws(ManifestError) -> UntrustedText? {
    let offset = reader.offset
    switch try Read.next(&reader) {
    case .string(let text): return text.byteCount == 0 ? nil : reader.text(text)
    case .null: return nil
    default: throw .fieldInvalid(field: "hint", offset: offset)
    }
  }

  private mutating func readChain(_ reader: inout JSONReader) throws(ManifestError) -> Bool {
    let offset = reader.offset
    let isThere = try Self.readObject(&reader, "x509CertificateChain") {
      reader, key throws(ManifestError) in
      guard reader.equals(key, "certificates") else { return try Read.skip(&reader) }
      certificates = try Self.readList(
        &reader, "certificates", of: "rawBytes", limit: CertificateChain.maximumCount)
    }
    guard !isThere || !certificates.isEmpty else {
      throw .fieldInvalid(field: "certificates", offset: offset)
    }
    return isThere
  }

  private mutating func readLogEntries(_ reader: inout JSONReader) throws(ManifestError) {
    let offset = reader.offset
    let depth = reader.depth
    switch try Read.next(&reader) {
    case .null: return
    case .beginArray: break
    default: throw .fieldInvalid(field: "tlogEntries", offset: offset)
    }
    while reader.depth > depth {
      let isEntry = reader.depth == depth + 1
      let token = try Read.next(&reader)
      if reader.depth <= depth { return }
      guard isEntry else { continue }
      if token == .beginObject { logEntryCount += 1 }
      // What is behind an entry is the end of its object, which stands one deeper.
      guard token == .beginObject || token == .endObject else {
        throw .fieldInvalid(field: "tlogEntries", offset: offset)
      }
    }
  }

  // MARK: Steps

  /// Reads an object whose members `body` reads.
  ///
  /// - Returns: false for `null`.
  @discardableResult
  private static func readObject(
    _ reader: inout JSONReader, _ field: String,
    _ body: (inout JSONReader, JSONString) throws(ManifestError) -> Void
  ) throws(ManifestError) -> Bool {
    let offset = reader.offset
    switch try Read.next(&reader) {
    case .null: return false
    case .beginObject:
      while case .key(let key) = try Read.next(&reader) { try body(&reader, key) }
      return true
    default: throw .fieldInvalid(field: field, offset: offset)
    }
  }

  /// Reads an array of objects that have bytes under one key each.
  private static func readList(
    _ reader: inout JSONReader, _ field: String, of member: StaticString, limit: Int
  ) throws(ManifestError) -> [[UInt8]] {
    var list: [[UInt8]] = []
    var bytes: [UInt8]?
    try Read.readObjects(&reader, field) { reader, key throws(ManifestError) in
      guard reader.equals(key, member) else { return try Read.skip(&reader) }
      bytes = try readBytes(&reader, "\(member)")
    } end: { offset throws(ManifestError) in
      guard let found = bytes else { throw .fieldInvalid(field: "\(member)", offset: offset) }
      bytes = nil
      guard list.count < limit else { throw .tooManyEntries(field: field, limit: limit) }
      list.append(found)
    }
    return list
  }

  /// Reads canonical base64 of at least one byte.
  static func readBytes(
    _ reader: inout JSONReader, _ field: String
  ) throws(ManifestError) -> [UInt8] {
    let offset = reader.offset
    guard case .string(let text) = try Read.next(&reader),
      let bytes = Base64.decode(reader.copy(text)), !bytes.isEmpty
    else { throw .fieldInvalid(field: field, offset: offset) }
    return bytes
  }
}
