// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import UntrustedInput

/// Why a document could not be read as a manifest.
public enum ManifestError: Error, Hashable, Sendable {
  /// It has no bytes, or only comments and blank lines.
  case empty
  /// Its content is of no form that is known.
  case unrecognised
  /// It is a form that this version does not read yet.
  case notReadYet(what: String)
  /// A line of a checksum file is none of the forms that are written.
  case checksumLine(line: Int)
  /// A digest has another length than its algorithm gives.
  case digestLength(algorithm: String, line: Int)
  /// A name contains an escape other than `\\`, `\n` and `\r`.
  case nameEscape(line: Int)
  /// A row of a RECORD has not the three fields path, hash and size, or a quote is out of place.
  case recordRow(line: Int)
  /// A hash of a RECORD is not `algorithm=` and unpadded URL-safe base64 of the right length.
  case recordHash(line: Int)
  /// A size of a RECORD is not a decimal number.
  case recordSize(line: Int)
  /// Two entries give one path different digests or sizes.
  case contradictoryEntries(path: UntrustedText, line: Int)
}

extension ManifestError: CustomStringConvertible {
  /// One sentence without the manifest's path: lower case, no full stop.
  public var description: String {
    switch self {
    case .empty: "holds no claim"
    case .unrecognised: "is no manifest that weightcheck knows"
    case .notReadYet(let what): "is \(what), which this version does not read yet"
    case .checksumLine(let line): "line \(line) is not a digest and a name"
    case .digestLength(let algorithm, let line):
      "line \(line) has a digest of the wrong length for \(algorithm)"
    case .nameEscape(let line): "line \(line) has an unknown escape in its name"
    case .recordRow(let line): "line \(line) is not a path, a hash and a size"
    case .recordHash(let line):
      "line \(line) has a hash that is not an algorithm and URL-safe base64 without padding"
    case .recordSize(let line): "line \(line) has a size that is not a number"
    case .contradictoryEntries(let path, let line):
      "line \(line) contradicts an earlier entry for '\(path)'"
    }
  }
}
