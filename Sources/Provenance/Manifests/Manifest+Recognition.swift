// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

extension Manifest {
  /// Reads a document of any form.
  ///
  /// Its content decides the form; its name only completes it.
  ///
  /// - Parameter name: the document's file name, empty for standard input.
  package static func parse(
    _ bytes: [UInt8], name: UntrustedText
  ) throws(ManifestError) -> Manifest {
    var manifest = try parseDocument(bytes, name: name)
    manifest.content = bytes
    return manifest
  }

  private static func parseDocument(
    _ bytes: [UInt8], name: UntrustedText
  ) throws(ManifestError) -> Manifest {
    if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) { throw .empty }
    if ChecksumFile.recognises(bytes) { return try ChecksumFile.parse(bytes, name: name) }
    if GGUFHash.recognises(bytes) { return try GGUFHash.parse(bytes) }
    if LFSPointer.recognises(bytes) { return try LFSPointer.parse(bytes) }
    if WheelRecord.recognises(bytes) { return try WheelRecord.parse(bytes) }
    let start = bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    if StatementLines.recognises(bytes) { return try StatementLines.parse(bytes) }
    if start == UInt8(ascii: "{") || start == UInt8(ascii: "[") {
      return try parseJSON(bytes, name: name)
    }
    if CycloneDX.isXML(bytes) { throw .notReadYet(what: "a CycloneDX document in XML") }
    if SPDX2.isTagValue(bytes) {
      throw .notReadYet(what: "an SPDX document in tag-value form")
    }
    if bytes.starts(with: "-----BEGIN PGP".utf8) {
      throw .notReadYet(what: "a document signed with OpenPGP")
    }
    let isOnlyComments =
      start == UInt8(ascii: "#")
      && bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).allSatisfy { line in
        line.first == UInt8(ascii: "#") || line.allSatisfy { $0 == 0x20 || $0 == 0x09 }
      }
    throw isOnlyComments ? .empty : .unrecognised
  }

  private static func parseJSON(
    _ bytes: [UInt8], name: UntrustedText
  ) throws(ManifestError) -> Manifest {
    let outline = try JSONOutline(bytes)
    if let manifest = try parseEnvelope(bytes, outline) { return manifest }
    if let manifest = try parseStatement(bytes, outline, isSigned: false) { return manifest }
    if HubListing.recognises(outline) { return try HubListing.parse(bytes) }
    if CycloneDX.recognises(outline) { return try CycloneDX.parse(bytes, outline) }
    if SPDX2.recognises(outline) { return try SPDX2.parse(bytes, outline) }
    if SPDX3.recognises(outline) { return try SPDX3.parse(bytes, outline) }
    if OCIManifest.recognises(outline) { return try OCIManifest.parse(bytes, outline) }
    throw .notReadYet(what: ManifestError.anyJSON)
  }

  /// Reads a signature with what it signs; nil where the document is none.
  static func parseEnvelope(
    _ bytes: [UInt8], _ outline: JSONOutline
  ) throws(ManifestError) -> Manifest? {
    if SigstoreBundle.recognises(outline) { return try SigstoreBundle.parse(bytes, outline) }
    if SignedEnvelope.recognises(outline) { return try SignedEnvelope.parse(bytes) }
    return nil
  }

  /// Reads an in-toto statement by its predicate; nil where the document is none.
  static func parseStatement(
    _ bytes: [UInt8], _ outline: JSONOutline, isSigned: Bool
  ) throws(ManifestError) -> Manifest? {
    if ModelSigning.recognises(outline) { return try ModelSigning.parse(bytes) }
    if WeightManifest.recognises(outline) { return try WeightManifest.parse(bytes) }
    if InTotoStatement.recognises(outline) {
      return try InTotoStatement.parse(bytes, isSigned: isSigned)
    }
    return nil
  }
}
