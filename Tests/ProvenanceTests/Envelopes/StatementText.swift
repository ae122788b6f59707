// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Foundation
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

/// Makes the texts of statements, envelopes and bundles, good ones and damaged ones, and reads them.
///
/// Values are JSON text, so that a damaged twin can hold what a writer never would.
enum StatementText {
  static let type = "https://in-toto.io/Statement/v1"
  static let slsa = "https://slsa.dev/provenance/v1"
  static let inTotoPayload = "application/vnd.in-toto+json"
  static let bundle3 = "application/vnd.dev.sigstore.bundle.v0.3+json"

  static func quoted(_ text: String) -> String { "\"\(text)\"" }

  /// A digest that is one digit over and over.
  static func hex(_ digit: Character, count: Int = 64) -> String {
    String(repeating: digit, count: count)
  }

  /// A subject with a SHA-256.
  static func subject(_ name: String?, _ digit: Character = "a") -> String {
    let name = name.map { "\"name\":\(quoted($0))," } ?? ""
    return "{\(name)\"digest\":{\"sha256\":\"\(hex(digit))\"}}"
  }

  static func statement(
    _ subjects: [String], type: String = type, predicateType: String = slsa,
    predicate: String = "{}"
  ) -> String {
    "{\"_type\":\"\(type)\",\"subject\":[\(subjects.joined(separator: ","))],"
      + "\"predicateType\":\"\(predicateType)\",\"predicate\":\(predicate)}"
  }

  static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

  /// An envelope; its signatures are no signatures of anything.
  static func envelope(
    _ payload: String, payloadType: String = inTotoPayload, signatureCount: Int = 1
  ) -> String {
    rawEnvelope(base64(payload), payloadType: payloadType, signatureCount: signatureCount)
  }

  static func rawEnvelope(
    _ payload: String, payloadType: String = inTotoPayload, signatureCount: Int = 1
  ) -> String {
    let signatures = Array(repeating: #"{"sig":"MEUCIQ==","keyid":""}"#, count: signatureCount)
    return "{\"payload\":\"\(payload)\",\"payloadType\":\"\(payloadType)\","
      + "\"signatures\":[\(signatures.joined(separator: ","))]}"
  }

  /// A bundle around an envelope or, under another key, around something else.
  static func bundle(
    _ content: String, key: String = "dsseEnvelope", mediaType: String = bundle3
  ) -> String {
    "{\"mediaType\":\"\(mediaType)\",\"verificationMaterial\":{\"publicKey\":{\"hint\":\"x\"},"
      + "\"tlogEntries\":[]},\"\(key)\":\(content)}"
  }

  static func manifest(_ text: String) throws(ManifestError) -> Manifest {
    try Manifest.parse(Array(text.utf8), name: "")
  }

  /// Why the text is refused; nil if it is read.
  static func error(_ text: String) -> ManifestError? { error(Array(text.utf8)) }

  static func error(_ bytes: [UInt8]) -> ManifestError? {
    do throws(ManifestError) {
      _ = try Manifest.parse(bytes, name: "")
      return nil
    } catch {
      return error
    }
  }

  static func path(_ text: String) throws -> Claim.Subject {
    .path(try #require(ContainedPath(UntrustedText(text))))
  }
}
