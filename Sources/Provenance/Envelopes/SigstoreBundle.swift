// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import UntrustedInput

/// A Sigstore bundle: a signature with what is needed to verify it.
///
///     {"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
///      "verificationMaterial": {…}, "dsseEnvelope": {…}}
///
/// or in place of the envelope
///
///     "messageSignature": {"messageDigest": {"algorithm": "SHA2_256", "digest": base64},
///      "signature": base64}
///
/// The envelope holds a statement, under exactly one signature. A message's digest is about no
/// name, and is not signed itself: whoever verifies the signature computes it. Versions 0.1 to 0.3
/// differ in the verification material only. Source: Sigstore bundle
/// format 0.3.2, `sigstore_bundle.proto` and `sigstore_common.proto`.
enum SigstoreBundle {
  private static let mediaTypes = [
    "application/vnd.dev.sigstore.bundle+json;version=0.1",
    "application/vnd.dev.sigstore.bundle+json;version=0.2",
    "application/vnd.dev.sigstore.bundle+json;version=0.3",
    "application/vnd.dev.sigstore.bundle.v0.3+json",
  ].map { UntrustedText($0) }

  /// Whether the document is a bundle, of any version.
  static func recognises(_ outline: JSONOutline) -> Bool {
    !outline.isArray
      && outline.string("mediaType", startsWith: "application/vnd.dev.sigstore.bundle")
  }

  /// Reads a bundle, and the statement in it where it has one.
  static func parse(
    _ bytes: [UInt8], _ outline: JSONOutline
  ) throws(ManifestError) -> Manifest {
    let mediaType = outline["mediaType"] ?? UntrustedText("")
    guard mediaTypes.contains(mediaType) else { throw .bundleUnsupported(mediaType) }
    var envelope: SignedEnvelope?
    var message: Message?
    var material = VerificationMaterial()
    try ManifestJSON.readObject(bytes, "bundle") { reader, key throws(ManifestError) in
      if reader.equals(key, "dsseEnvelope") {
        envelope = try SignedEnvelope(&reader, "dsseEnvelope")
      } else if reader.equals(key, "messageSignature") {
        message = try readMessage(&reader)
      } else if reader.equals(key, "verificationMaterial") {
        material = try VerificationMaterial(&reader)
      } else {
        try ManifestJSON.skip(&reader)
      }
    }
    switch (envelope, message) {
    case (let envelope?, nil):
      let count = envelope.signatures.count
      guard count == 1 else { throw .signatureCount(count) }
      return try envelope.manifest(material)
    case (nil, let message?):
      guard let claim = message.claim else { throw .empty }
      var manifest = try Manifest(form: .sigstore, signedEntries: [claim])
      manifest.isSigned = true
      manifest.signatures = [
        DetachedSignature(
          content: .message(claim.digests.first), bytes: message.signature, material: material)
      ]
      return manifest
    case (nil, nil): throw .fieldInvalid(field: "dsseEnvelope", offset: 0)
    case (_?, _?): throw .fieldInvalid(field: "messageSignature", offset: 0)
    }
  }

  /// A signature of a file, and what it says of the file: nothing where the digest is left out.
  private struct Message {
    let signature: [UInt8]
    let claim: Claim?
  }

  private static func readMessage(_ reader: inout JSONReader) throws(ManifestError) -> Message {
    let offset = reader.offset
    var (claim, signature): (Claim?, [UInt8]?)
    try ManifestJSON.readObject(&reader, "messageSignature") {
      reader, key throws(ManifestError) in
      if reader.equals(key, "messageDigest") {
        claim = try readDigest(&reader)
      } else if reader.equals(key, "signature") {
        signature = try VerificationMaterial.readBytes(&reader, "signature")
      } else {
        try ManifestJSON.skip(&reader)
      }
    }
    guard let signature else { throw .fieldInvalid(field: "signature", offset: offset) }
    return Message(signature: signature, claim: claim)
  }

  private static func readDigest(_ reader: inout JSONReader) throws(ManifestError) -> Claim {
    let offset = reader.offset
    var (algorithm, digest): (UntrustedText?, [UInt8]?)
    try ManifestJSON.readObject(&reader, "messageDigest") { reader, key throws(ManifestError) in
      if reader.equals(key, "algorithm") {
        algorithm = try ManifestJSON.readText(&reader, "algorithm")
      } else if reader.equals(key, "digest") {
        let offset = reader.offset
        digest = Base64.decode(try ManifestJSON.readText(&reader, "digest").bytes)
        if digest == nil { throw .fieldInvalid(field: "digest", offset: offset) }
      } else {
        try ManifestJSON.skip(&reader)
      }
    }
    guard let algorithm else { throw .fieldInvalid(field: "algorithm", offset: offset) }
    guard let digest else { throw .fieldInvalid(field: "digest", offset: offset) }
    let strong: DigestAlgorithm
    switch algorithm.lossyString {
    case "SHA2_256": strong = .sha256
    case "SHA2_384": strong = .sha384
    case "SHA2_512": strong = .sha512
    default:
      let name =
        switch algorithm.lossyString {
        case "SHA3_256": "SHA3-256"
        case "SHA3_384": "SHA3-384"
        default: algorithm.brief
        }
      return Claim(subject: .nameless, digests: [], unsupportedAlgorithms: [name], line: 1)
    }
    guard let digest = Digest(strong, bytes: digest) else {
      throw .fieldInvalid(field: "digest", offset: offset)
    }
    return Claim(subject: .nameless, digests: [digest], line: 1)
  }
}
