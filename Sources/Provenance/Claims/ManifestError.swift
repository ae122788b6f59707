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
  /// A checksum file has NUL bytes that do not end its lines.
  case strayNUL
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
  /// It is not JSON, or breaks a rule of the strict reader, duplicate keys among them.
  case notJSON(reason: String, offset: UInt64)
  /// A weight manifest of a schema that this version does not know.
  case schemaUnsupported(String)
  /// An in-toto statement about something that this version does not read.
  case predicateUnsupported(UntrustedText)
  /// A statement names files, and does not say that they are good.
  case predicateVouchesNot(UntrustedText)
  /// An in-toto statement of a version that this version does not read.
  case statementUnsupported(UntrustedText)
  /// A Sigstore bundle of a version that this version does not read.
  case bundleUnsupported(UntrustedText)
  /// An envelope around something else than an in-toto statement.
  case payloadTypeUnsupported(UntrustedText)
  /// The payload of an envelope is not base64 as an encoder writes it.
  case payloadEncoding
  /// An envelope has no signature, or a Sigstore bundle several.
  case signatureCount(Int)
  /// A field of a signature has more entries than are looked at.
  case tooManyEntries(field: String, limit: Int)
  /// The document inside of an envelope could not be read.
  indirect case payload(ManifestError)
  /// One line of a document of several could not be read.
  indirect case statementLine(line: Int, ManifestError)
  /// A document has more lines than are read.
  case tooManyLines(limit: Int)
  /// A signed form has two entries for one path.
  case repeatedEntry(path: UntrustedText, line: Int)
  /// The root digest of a signed model is not the one of the digests that it lists.
  case rootDigestDisagrees
  /// The shards of a signed file leave a gap, overlap or are empty.
  case shardsNotTiling(path: UntrustedText, offset: UInt64)
  /// A document of a version of its form that this version does not know.
  case versionUnsupported(form: String, version: UntrustedText)
  /// An index of the Open Container Initiative, or a manifest list, which has no layers.
  case listsManifests
  /// A field of a JSON manifest is missing or of another type than it must be.
  case fieldInvalid(field: String, offset: UInt64)
  /// A path of a weight manifest or of a signed form leads out of its folder, or names nothing.
  case pathInvalid(UntrustedText)
  /// A file stands in `subject` or in `files` only, or with two digests, or twice.
  case subjectsDisagree(UntrustedText)
  /// A weight file has no segments, or another file has some.
  case segmentsMisplaced(path: UntrustedText)
  /// The segments of a file leave a gap, overlap, do not begin with the header or do not end with
  /// the file.
  case segmentsNotTiling(path: UntrustedText, offset: UInt64)
  /// A segment has not as many chunks as its length gives.
  case chunkCount(path: UntrustedText, offset: UInt64)
  /// A line of a git-LFS pointer is not a known key, one blank and a value that the key can have.
  case pointerLine(line: Int)
  /// The keys of a git-LFS pointer are not in order, or one stands twice.
  case pointerOrder(line: Int)
  /// A git-LFS pointer has more bytes than one may have.
  case pointerTooLong(byteCount: Int, limit: Int)
  /// The git object that a repository's listing gives for a file is not the git-LFS pointer with
  /// the digest and size that it gives too.
  case pointerMismatch(UntrustedText)
  /// A listing of a repository gives no digest of any file, since it was not asked for them.
  case listingWithoutDigests
  /// What a download left behind is not the three lines commit, digest and time.
  case downloadRecord
  /// Two entries give one path different digests or sizes.
  case contradictoryEntries(path: UntrustedText, line: Int)
}

extension ManifestError {
  init(_ error: JSONError) {
    self = .notJSON(reason: error.description, offset: error.offset)
  }

  /// How JSON is called that is of none of the forms.
  static let anyJSON = "a JSON document"

  /// Whether the document may be good, and only this version cannot use it.
  package var isUnsupported: Bool {
    switch self {
    case .schemaUnsupported, .predicateUnsupported, .predicateVouchesNot, .listingWithoutDigests,
      .statementUnsupported,
      .versionUnsupported, .bundleUnsupported, .payloadTypeUnsupported, .listsManifests:
      true
    // JSON that is of no form at all is not one of a form that may be read some day.
    case .notReadYet(let what): what != Self.anyJSON
    case .payload(let error), .statementLine(_, let error): error.isUnsupported
    default: false
    }
  }
}

extension ManifestError: CustomStringConvertible {
  /// One sentence without the manifest's path: lower case, no full stop.
  public var description: String {
    switch self {
    case .empty: "holds no claim"
    case .unrecognised: "is no manifest that weightcheck knows"
    case .notReadYet(let what): "is \(what), which this version does not read yet"
    case .checksumLine(let line): "line \(line) is not a digest and a name"
    case .strayNUL: "has NUL bytes other than one at the end of each line"
    case .digestLength(let algorithm, let line):
      "line \(line) has a digest of the wrong length for \(algorithm)"
    case .nameEscape(let line): "line \(line) has an unknown escape in its name"
    case .recordRow(let line): "line \(line) is not a path, a hash and a size"
    case .recordHash(let line):
      "line \(line) has a hash that is not an algorithm and URL-safe base64 without padding"
    case .recordSize(let line): "line \(line) has a size that is not a number"
    case .notJSON(let reason, _): "is broken: \(reason)"
    case .schemaUnsupported(let schema):
      "is a weight manifest of schema \(schema), which this version does not read"
    case .predicateVouchesNot(let type):
      "says of its files, by '\(type.brief)', something else than that they passed"
    case .predicateUnsupported(let type):
      "is an in-toto statement of '\(type.brief)', which this version does not read"
    case .statementUnsupported(let type):
      "is an in-toto statement of type '\(type.brief)', which this version does not read"
    case .bundleUnsupported(let type):
      "is a Sigstore bundle of type '\(type.brief)', which this version does not read"
    case .payloadTypeUnsupported(let type):
      "has a payload of type '\(type.brief)', which this version does not read"
    case .payloadEncoding: "has a payload that is not canonical base64"
    case .signatureCount(let count):
      count == 0 ? "has no signature" : "has \(count) signatures where only one is allowed"
    case .tooManyEntries(let field, let limit): "has more than \(limit) entries in '\(field)'"
    case .payload(let error): "has a payload that \(error)"
    case .statementLine(let line, let error): "line \(line) \(error)"
    case .tooManyLines(let limit): "has more than \(limit) lines"
    case .repeatedEntry(let path, let line):
      "names '\(path.brief)' again in entry \(line), which no signed form may"
    case .rootDigestDisagrees: "has a root digest that is not the one of its resources"
    case .shardsNotTiling(let path, let offset):
      "has shards of '\(path.brief)' that do not follow each other at byte \(offset) of the file"
    case .versionUnsupported(let form, let version):
      "is \(form) of version '\(version.brief)', which this version does not read"
    case .listsManifests: "lists manifests, and not the files of one"
    case .fieldInvalid(let field, let offset):
      "has no usable '\(field)' at byte \(offset)"
    case .pathInvalid(let path):
      "has the path '\(path.brief)', which names nothing inside its folder"
    case .subjectsDisagree(let path):
      "does not give '\(path)' once and with one digest as subject and as file"
    case .segmentsMisplaced(let path):
      "has no segments for the weight file '\(path)', or has some for a file that is none"
    case .segmentsNotTiling(let path, let offset):
      "has segments of '\(path)' that do not follow each other at byte \(offset) of the file"
    case .chunkCount(let path, let offset):
      "has another number of chunks than it must for the segment at byte \(offset) of '\(path)'"
    case .pointerLine(let line): "line \(line) is not one of a git-LFS pointer"
    case .pointerOrder(let line):
      "line \(line) has a key that is not behind that of the line before"
    case .pointerTooLong(let byteCount, let limit):
      "has \(byteCount) bytes, and a git-LFS pointer has at most \(limit)"
    case .pointerMismatch(let path):
      "gives a git object for '\(path.brief)' that is not the git-LFS pointer to its SHA-256"
    case .listingWithoutDigests:
      "lists files without their digests: ask the Hub for it with '?blobs=true'"
    case .downloadRecord: "is not the commit, the digest and the time of a download"
    case .contradictoryEntries(let path, let line):
      "line \(line) contradicts an earlier entry for '\(path)'"
    }
  }
}
