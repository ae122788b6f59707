// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import UntrustedInput

/// What the Hugging Face Hub answers when asked for the files of a repository.
///
/// A model's info, asked for with `?blobs=true`:
///
///     {"id", "sha", "siblings": [{"rfilename", "size", "blobId",
///       "lfs": {"sha256", "size", "pointerSize"}}]}
///
/// A tree, or the info of some paths:
///
///     [{"type": "file" or "directory", "path", "size", "oid",
///       "lfs": {"oid", "size", "pointerSize"}, "xetHash"}]
///
/// A file with `lfs` is claimed by its SHA-256 and size. Its `blobId` or `oid` is the git blob of
/// the git-LFS pointer to it, which is made anew and must be the same: so the commit that the blob
/// belongs to binds the SHA-256 too. Both sizes are the file's, and `pointerSize` is the pointer's;
/// a listing that contradicts itself in them is malformed. Any other file is claimed by its own git
/// blob, which is weak.
/// `xetHash` is a digest of another kind and is never looked at. Source: the Hub's API endpoints as
/// huggingface_hub 2.4.0 reads them.
enum HubListing {
  /// Whether the document is a listing of a repository.
  static func recognises(_ outline: JSONOutline) -> Bool {
    outline.isArray
      ? outline.has("type") && outline.has("path") && outline.has("oid")
      : outline.has("siblings")
  }

  /// Reads a listing.
  static func parse(_ bytes: [UInt8]) throws(ManifestError) -> Manifest {
    var listing = Listing()
    try ManifestJSON.read(bytes) { reader throws(ManifestError) in
      if bytes.first(where: { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 })
        == UInt8(ascii: "[")
      {
        try listing.readEntries(&reader, "paths", .tree)
      } else {
        try ManifestJSON.readObject(&reader, "info") { reader, key throws(ManifestError) in
          if reader.equals(key, "siblings") {
            try listing.readEntries(&reader, "siblings", .info)
          } else {
            try ManifestJSON.skip(&reader)
          }
        }
      }
    }
    guard !listing.claims.isEmpty else {
      throw listing.fileCount == 0 ? .empty : .listingWithoutDigests
    }
    return try Manifest(
      form: .hubListing, entries: listing.claims, undigested: listing.undigested)
  }

  /// How the two kinds of listings call the same things.
  private enum Kind {
    case info, tree

    var path: StaticString { self == .info ? "rfilename" : "path" }
    var blob: StaticString { self == .info ? "blobId" : "oid" }
    var sha256: StaticString { self == .info ? "sha256" : "oid" }
  }

  /// One file while it is read.
  private struct Entry {
    var isFile = true
    var path: UntrustedText?
    var byteCount: UInt64?
    var blob: Digest?
    var lfs: LFSPointer?
    var pointerByteCount: UInt64?
  }

  private struct Listing {
    var claims: [Claim] = []
    var undigested: [ContainedPath] = []
    var fileCount = 0

    mutating func readEntries(
      _ reader: inout JSONReader, _ field: String, _ kind: Kind
    ) throws(ManifestError) {
      var place = 0
      try ManifestJSON.readArray(&reader, field) { reader, token throws(ManifestError) in
        let offset = reader.offset
        guard token == .beginObject else { throw .fieldInvalid(field: field, offset: offset) }
        place += 1
        var entry = Entry()
        while case .key(let key) = try ManifestJSON.next(&reader) {
          try HubListing.read(key, kind, of: &entry, &reader)
        }
        if entry.isFile { try add(entry, kind, place: place, offset: offset) }
      }
    }

    private mutating func add(
      _ entry: Entry, _ kind: Kind, place: Int, offset: UInt64
    ) throws(ManifestError) {
      guard let path = entry.path else {
        throw .fieldInvalid(field: "\(kind.path)", offset: offset)
      }
      fileCount += 1
      let subject = Claim.subject(named: path)
      if let lfs = entry.lfs {
        if let blob = entry.blob, !lfs.gitBlobs.contains(blob) { throw .pointerMismatch(path) }
        guard entry.byteCount ?? lfs.byteCount == lfs.byteCount else {
          throw .fieldInvalid(field: "size", offset: offset)
        }
        if let count = entry.pointerByteCount, !lfs.byteCounts(of: entry.blob).contains(count) {
          throw .fieldInvalid(field: "pointerSize", offset: offset)
        }
        claims.append(
          Claim(subject: subject, digests: [lfs.digest], byteCount: lfs.byteCount, line: place))
      } else if let blob = entry.blob {
        claims.append(
          Claim(subject: subject, digests: [blob], byteCount: entry.byteCount, line: place))
      } else if case .path(let path) = subject {
        undigested.append(path)
      }
    }
  }

  private static func read(
    _ key: JSONString, _ kind: Kind, of entry: inout Entry, _ reader: inout JSONReader
  ) throws(ManifestError) {
    if reader.equals(key, kind.path) {
      let offset = reader.offset
      let path = try ManifestJSON.readText(&reader, "\(kind.path)")
      guard !path.bytes.isEmpty else {
        throw .fieldInvalid(field: "\(kind.path)", offset: offset)
      }
      entry.path = path
    } else if reader.equals(key, "size") {
      entry.byteCount = try readIfAny(&reader, "size") { reader, number in
        if case .number(let number) = number { return reader.integralUInt64(number) }
        return nil
      }
    } else if reader.equals(key, kind.blob) {
      entry.blob = try readIfAny(&reader, "\(kind.blob)") { reader, text in
        if case .string(let text) = text { return Digest(.gitBlob, hex: reader.copy(text)) }
        return nil
      }
    } else if reader.equals(key, "lfs") {
      (entry.lfs, entry.pointerByteCount) = try readLFS(&reader, kind)
    } else if kind == .tree && reader.equals(key, "type") {
      entry.isFile = try ManifestJSON.readText(&reader, "type") == UntrustedText("file")
    } else {
      try ManifestJSON.skip(&reader)
    }
  }

  /// Reads a value that may be null; throws where it is another that `value` cannot be made of.
  private static func readIfAny<Value>(
    _ reader: inout JSONReader, _ field: String,
    _ value: (borrowing JSONReader, JSONToken) -> Value?
  ) throws(ManifestError) -> Value? {
    let offset = reader.offset
    let token = try ManifestJSON.next(&reader)
    if token == .null { return nil }
    guard let value = value(reader, token) else {
      throw .fieldInvalid(field: field, offset: offset)
    }
    return value
  }

  /// The pointer that is told of, and its own size where it is stated.
  private static func readLFS(
    _ reader: inout JSONReader, _ kind: Kind
  ) throws(ManifestError) -> (LFSPointer?, UInt64?) {
    let offset = reader.offset
    let token = try ManifestJSON.next(&reader)
    if token == .null { return (nil, nil) }
    guard token == .beginObject else { throw .fieldInvalid(field: "lfs", offset: offset) }
    var (digest, byteCount, pointerByteCount): (Digest?, UInt64?, UInt64?) = (nil, nil, nil)
    while case .key(let key) = try ManifestJSON.next(&reader) {
      if reader.equals(key, kind.sha256) {
        digest = Digest(.sha256, bytes: try ManifestJSON.readDigest(&reader, "\(kind.sha256)"))
      } else if reader.equals(key, "size") {
        byteCount = try ManifestJSON.readInteger(&reader, "size")
      } else if reader.equals(key, "pointerSize") {
        pointerByteCount = try readIfAny(&reader, "pointerSize") { reader, number in
          if case .number(let number) = number { return reader.integralUInt64(number) }
          return nil
        }
      } else {
        try ManifestJSON.skip(&reader)
      }
    }
    guard let digest else { throw .fieldInvalid(field: "\(kind.sha256)", offset: offset) }
    guard let byteCount else { throw .fieldInvalid(field: "size", offset: offset) }
    return (LFSPointer(sha256: digest, byteCount: byteCount), pointerByteCount)
  }
}
