// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// A DSSE envelope around an in-toto statement.
///
///     {"payloadType": "application/vnd.in-toto+json", "payload": base64,
///      "signatures": [{"sig": base64, "keyid": text}]}
///
/// The payload is decoded once, and what came out is what is read: nothing else of the envelope
/// says anything of a file. The signatures are kept, and not checked here. The payload's type may
/// also name the predicate (`application/vnd.in-toto.provenance+json`); the statement decides.
/// Source: Dead Simple Signing Envelope v1.0.2; in-toto attestation framework v1, "Envelope".
struct SignedEnvelope {
  /// The bytes that are signed.
  let payload: [UInt8]
  let payloadType: UntrustedText
  let signatures: [Signature]

  /// A signature, and what the signer calls the key.
  struct Signature {
    let bytes: [UInt8]
    /// Nil where it is left out, `null` or empty.
    let keyID: UntrustedText?
  }

  /// Whether the document is an envelope.
  static func recognises(_ outline: JSONOutline) -> Bool {
    !outline.isArray && outline.has("payload") && outline.has("payloadType")
  }

  /// Reads an envelope and the statement in it.
  static func parse(_ bytes: [UInt8]) throws(ManifestError) -> Manifest {
    let envelope = try ManifestJSON.read(bytes) { reader throws(ManifestError) in
      try SignedEnvelope(&reader, "envelope")
    }
    return try envelope.manifest(VerificationMaterial())
  }

  /// Reads an envelope that is the next value of a document.
  init(_ reader: inout JSONReader, _ field: String) throws(ManifestError) {
    let offset = reader.offset
    var (payload, payloadType, signatures): ([UInt8]?, UntrustedText?, [Signature]?)
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
        signatures = try Self.readSignatures(&reader)
      } else {
        try ManifestJSON.skip(&reader)
      }
    }
    guard let payload else { throw .fieldInvalid(field: "payload", offset: offset) }
    guard let payloadType else { throw .fieldInvalid(field: "payloadType", offset: offset) }
    guard let signatures else { throw .fieldInvalid(field: "signatures", offset: offset) }
    self.payload = payload
    self.payloadType = payloadType
    self.signatures = signatures
  }

  private static func readSignatures(
    _ reader: inout JSONReader
  ) throws(ManifestError) -> [Signature] {
    var signatures: [Signature] = []
    var (bytes, keyID): ([UInt8]?, UntrustedText?)
    try ManifestJSON.readObjects(&reader, "signatures") { reader, key throws(ManifestError) in
      if reader.equals(key, "sig") {
        bytes = try VerificationMaterial.readBytes(&reader, "sig")
      } else if reader.equals(key, "keyid") {
        keyID = try ManifestJSON.readAnyText(&reader)
      } else {
        try ManifestJSON.skip(&reader)
      }
    } end: { offset throws(ManifestError) in
      guard let found = bytes else { throw .fieldInvalid(field: "sig", offset: offset) }
      guard signatures.count < Limits.signatureCount else {
        throw .tooManyEntries(field: "signatures", limit: Limits.signatureCount)
      }
      signatures.append(Signature(bytes: found, keyID: keyID?.bytes.isEmpty == true ? nil : keyID))
      (bytes, keyID) = (nil, nil)
    }
    return signatures
  }

  /// Reads the statement that is signed.
  ///
  /// - Parameter material: what comes along to verify the signatures.
  func manifest(_ material: VerificationMaterial) throws(ManifestError) -> Manifest {
    guard !signatures.isEmpty else { throw .signatureCount(0) }
    guard isInToto else { throw .payloadTypeUnsupported(payloadType) }
    do throws(ManifestError) {
      let outline = try JSONOutline(payload)
      // Nothing but a statement: an envelope in an envelope would have no end.
      guard var manifest = try Manifest.parseStatement(payload, outline, isSigned: true) else {
        throw .notReadYet(what: "a JSON document")
      }
      manifest.isSigned = true
      var rules = DetachedSignature.Rules.general
      if manifest.form == .modelSigning {
        let isOld = outline["predicateType"] == ModelSigning.oldPredicateType
        rules = isOld ? .modelSigning02 : .modelSigning
      }
      manifest.signatures = signatures.map { signature in
        DetachedSignature(
          content: .payload(payload, type: payloadType), bytes: signature.bytes,
          keyID: signature.keyID, material: material, rules: rules)
      }
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
