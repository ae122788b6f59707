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
    if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) { throw .empty }
    if ChecksumFile.recognises(bytes) { return try ChecksumFile.parse(bytes, name: name) }
    if WheelRecord.recognises(bytes) { return try WheelRecord.parse(bytes) }
    if WeightManifest.recognises(bytes) { return try WeightManifest.parse(bytes) }
    let start = bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    if start == UInt8(ascii: "{") || start == UInt8(ascii: "[") {
      throw .notReadYet(what: "a JSON document")
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
}
