// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// A DSSE envelope around an in-toto statement.
///
///     {"payloadType": "application/vnd.in-toto+json", "payload": base64,
///      "signatures": [{"sig": base64, "keyid": text}]}
///
/// The payload is decoded once, and what came out is what is read: nothing else of the envelope
/// says anything of a file. The signatures are counted, and not checked. The payload's type may
/// also name the predicate (`application/vnd.in-toto.provenance+json`); the statement decides.
/// Source: Dead Simple Signing Envelope v1.0.2; in-toto attestation framework v1, "Envelope".
struct SignedEnvelope {
  /// The bytes that are signed.
  let payload: [UInt8]
  let payloadType: UntrustedText
  let signatureCount: Int

  /// Whether the document is an envelope.
  static func recognises(_ outline: JSONOutline) -> Bool {
    !outline.isArray && outline.has("payload") && outline.has("payloadType")
  }

  /// Reads an envelope and the statement in it.
  static func parse(_ bytes: [UInt8]) throws(ManifestError) -> Manifest {
    let envelope = try ManifestJSON.read(bytes) { reader throws(ManifestError) in
      try SignedEnvelope(&reader, "envelope")
    }
    return try envelope.manifest()
  }

  /// Reads an envelope that is the next value of a document.
  init(_ reader: inout JSONReader, _ field: String) throws(ManifestError) {
    let offset = reader.offset
    var (payload, payloadType, signatureCount): ([UInt8]?, UntrustedText?, Int?)
    try ManifestJSON.readObject(&reader, field) { reader, key throws(ManifestError) in
      if reader.equals(key, "payload") {
        let offset = reader.offset
        guard case .string(let text) = try ManifestJSON.next(&reader) else {
          throw .fieldInvalid(field: "payload", offset: offset)
        }
        payload = Base64.decode(reader.copy(text))
        if payload == nil { throw .payloadEncoding }
      } else if reader.equals(key, "payloadType") {
        payloadType = try ManifestJSON.readText(&reader, "payloadType")
      } else if reader.equals(key, "signatures") {
        signatureCount = try Self.countSignatures(&reader)
      } else {
        try ManifestJSON.skip(&reader)
      }
    }
    guard let payload else { throw .fieldInvalid(field: "payload", offset: offset) }
    guard let payloadType else { throw .fieldInvalid(field: "payloadType", offset: offset) }
    guard let signatureCount else { throw .fieldInvalid(field: "signatures", offset: offset) }
    self.payload = payload
    self.payloadType = payloadType
    self.signatureCount = signatureCount
  }

  private static func countSignatures(_ reader: inout JSONReader) throws(ManifestError) -> Int {
    var count = 0
    var hasSignature = false
    try ManifestJSON.readObjects(&reader, "signatures") { reader, key throws(ManifestError) in
      guard reader.equals(key, "sig") else { return try ManifestJSON.skip(&reader) }
      hasSignature = try !ManifestJSON.readText(&reader, "sig").bytes.isEmpty
    } end: { offset throws(ManifestError) in
      guard hasSignature else { throw .fieldInvalid(field: "sig", offset: offset) }
      hasSignature = false
      count += 1
    }
    return count
  }

  /// Reads the statement that is signed.
  func manifest() throws(ManifestError) -> Manifest {
    guard signatureCount > 0 else { throw .signatureCount(0) }
    guard isInToto else { throw .payloadTypeUnsupported(payloadType) }
    do throws(ManifestError) {
      let outline = try JSONOutline(payload)
      // Nothing but a statement: an envelope in an envelope would have no end.
      guard var manifest = try Manifest.parseStatement(payload, outline, isSigned: true) else {
        throw .notReadYet(what: "a JSON document")
      }
      manifest.isSigned = true
      return manifest
    } catch {
      throw error == .empty ? .empty : .payload(error)
    }
  }

  private var isInToto: Bool {
    let bytes = payloadType.bytes
    if bytes.elementsEqual("application/vnd.in-toto+json".utf8) { return true }
    return bytes.starts(with: "application/vnd.in-toto.".utf8)
      && bytes.suffix(5).elementsEqual("+json".utf8)
  }
}
