// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import UntrustedInput
internal import WeightFormats

/// Gathers what a weight manifest says, whatever the order of its fields, and checks that it holds
/// together.
struct WeightManifestParser {
  private var subjects: [(name: UntrustedText, digests: [Digest])] = []
  private var files: [File] = []
  private var chunkByteCount: UInt64?
  private var (releaseName, releaseVersion): (UntrustedText?, UntrustedText?)
  private var excluded: [UntrustedText] = []

  /// One entry of `files`.
  private struct File {
    var path: UntrustedText?
    var size: UInt64?
    var sha256: [UInt8]?
    var format: UntrustedText?
    var byteOrder: UntrustedText?
    var set: UntrustedText?
    var segments: SegmentTable?
    let offset: UInt64
  }

  private typealias Read = ManifestJSON

  mutating func readStatement(_ bytes: [UInt8]) throws(ManifestError) {
    try Read.readObject(bytes, "statement") { reader, key throws(ManifestError) in
      if reader.equals(key, "subject") {
        try readSubjects(&reader)
      } else if reader.equals(key, "predicate") {
        try readPredicate(&reader)
      } else {
        try Read.skip(&reader)
      }
    }
  }

  private mutating func readSubjects(_ reader: inout JSONReader) throws(ManifestError) {
    var subjects: [(name: UntrustedText, digests: [Digest])] = []
    try InTotoSubject.readAll(&reader) { subject throws(ManifestError) in
      guard let name = subject.name else {
        throw .fieldInvalid(field: "name", offset: subject.offset)
      }
      guard subject.digests.contains(where: { $0.algorithm == .sha256 }) else {
        throw .fieldInvalid(field: "digest", offset: subject.offset)
      }
      subjects.append((name, subject.digests))
    }
    self.subjects = subjects
  }

  private mutating func readPredicate(_ reader: inout JSONReader) throws(ManifestError) {
    guard try Read.next(&reader) == .beginObject else {
      throw .fieldInvalid(field: "predicate", offset: reader.offset)
    }
    while case .key(let key) = try Read.next(&reader) {
      if reader.equals(key, "chunkBytes") {
        chunkByteCount = try Read.readInteger(&reader, "chunkBytes")
      } else if reader.equals(key, "release") {
        try readRelease(&reader)
      } else if reader.equals(key, "excluded") {
        var paths: [UntrustedText] = []
        try Read.readArray(&reader, "excluded") { reader, token throws(ManifestError) in
          guard case .string(let path) = token else {
            throw .fieldInvalid(field: "excluded", offset: reader.offset)
          }
          paths.append(reader.text(path))
        }
        excluded = paths
      } else if reader.equals(key, "files") {
        var files: [File] = []
        try Read.readArray(&reader, "files") { reader, token throws(ManifestError) in
          guard token == .beginObject else {
            throw .fieldInvalid(field: "files", offset: reader.offset)
          }
          files.append(try Self.readFile(&reader))
        }
        self.files = files
      } else {
        try Read.skip(&reader)
      }
    }
  }

  private mutating func readRelease(_ reader: inout JSONReader) throws(ManifestError) {
    try Read.readObject(&reader, "release") { reader, key throws(ManifestError) in
      if reader.equals(key, "name") {
        releaseName = try Read.readText(&reader, "name")
      } else if reader.equals(key, "version") {
        releaseVersion = try Read.readText(&reader, "version")
      } else {
        try Read.skip(&reader)
      }
    }
  }

  /// Reads an entry of `files` whose brace is read.
  private static func readFile(_ reader: inout JSONReader) throws(ManifestError) -> File {
    var file = File(offset: reader.offset)
    while case .key(let key) = try Read.next(&reader) {
      if reader.equals(key, "path") {
        file.path = try Read.readText(&reader, "path")
      } else if reader.equals(key, "size") {
        file.size = try Read.readInteger(&reader, "size")
      } else if reader.equals(key, "sha256") {
        file.sha256 = try Read.readDigest(&reader, "sha256")
      } else if reader.equals(key, "format") {
        file.format = try Read.readText(&reader, "format")
      } else if reader.equals(key, "byteOrder") {
        file.byteOrder = try Read.readText(&reader, "byteOrder")
      } else if reader.equals(key, "set") {
        file.set = try Read.readText(&reader, "set")
      } else if reader.equals(key, "segments") {
        file.segments = try readSegments(&reader)
      } else {
        try Read.skip(&reader)
      }
    }
    // Before another entry is read: a hostile document may have millions of empty ones.
    for (isPresent, field) in [
      (file.path != nil, "path"), (file.size != nil, "size"), (file.sha256 != nil, "sha256"),
      (file.format != nil, "format"),
    ] where !isPresent {
      throw .fieldInvalid(field: field, offset: file.offset)
    }
    return file
  }

  private static func readSegments(
    _ reader: inout JSONReader
  ) throws(ManifestError) -> SegmentTable {
    var table = SegmentTable()
    var types = TypeCodes()
    try Read.readArray(&reader, "segments") { reader, token throws(ManifestError) in
      guard token == .beginObject else {
        throw .fieldInvalid(field: "segments", offset: reader.offset)
      }
      try readSegment(&reader, into: &table, &types)
    }
    return table
  }

  /// Reads one segment whose brace is read.
  private static func readSegment(
    _ reader: inout JSONReader, into table: inout SegmentTable, _ types: inout TypeCodes
  ) throws(ManifestError) {
    let start = reader.offset
    var record = SegmentTable.Record(
      kind: .header, nameStart: UInt32(table.names.count),
      shapeStart: UInt32(table.dimensions.count),
      chunkStart: UInt32(table.chunkDigests.count / SegmentTable.digestByteCount))
    var (kind, digest): (SegmentTable.Kind?, [UInt8]?)
    var (hasName, hasType, hasShape, hasOffset, hasLength) = (false, false, false, false, false)
    while case .key(let key) = try Read.next(&reader) {
      let offset = reader.offset
      if reader.equals(key, "kind") {
        kind = SegmentTable.Kind(rawValue: try Read.readText(&reader, "kind").lossyString)
        if kind == nil { throw .fieldInvalid(field: "kind", offset: offset) }
      } else if reader.equals(key, "name") {
        guard case .string(let name) = try Read.next(&reader) else {
          throw .fieldInvalid(field: "name", offset: offset)
        }
        reader.append(name, to: &table.names)
        record.nameCount = UInt32(name.byteCount)
        hasName = true
      } else if reader.equals(key, "dtype") {
        record.dtype = types.code(of: try Read.readText(&reader, "dtype"), in: &table)
        hasType = true
      } else if reader.equals(key, "shape") {
        try Read.readArray(&reader, "shape") { reader, token throws(ManifestError) in
          guard case .number(let number) = token, let value = reader.integralUInt64(number) else {
            throw .fieldInvalid(field: "shape", offset: offset)
          }
          table.dimensions.append(value)
        }
        record.rank = UInt32(table.dimensions.count) - record.shapeStart
        hasShape = true
      } else if reader.equals(key, "offset") {
        record.offset = try Read.readInteger(&reader, "offset")
        hasOffset = true
      } else if reader.equals(key, "length") {
        record.length = try Read.readInteger(&reader, "length")
        hasLength = true
      } else if reader.equals(key, "sha256") {
        digest = try Read.readDigest(&reader, "sha256")
      } else if reader.equals(key, "chunks") {
        try Read.readArray(&reader, "chunks") { reader, token throws(ManifestError) in
          table.chunkDigests += try Read.digest(token, reader, "chunks", offset: offset)
          record.chunkCount += 1
        }
      } else {
        try Read.skip(&reader)
      }
    }
    for (isPresent, field) in [
      (kind != nil, "kind"), (digest != nil, "sha256"), (hasOffset, "offset"),
      (hasLength, "length"), (hasName || kind != .tensor, "name"),
      (hasType || kind != .tensor, "dtype"), (hasShape || kind != .tensor, "shape"),
    ] where !isPresent {
      throw .fieldInvalid(field: field, offset: start)
    }
    guard let kind, let digest else { return }
    record.kind = kind
    if kind != .tensor { (record.nameCount, record.rank, record.dtype) = (0, 0, 0) }
    table.records.append(record)
    table.digests += digest
  }
}

extension WeightManifestParser {
  /// The places of element types' names among those of one file.
  private struct TypeCodes {
    private var codes: [UntrustedText: UInt32] = [:]

    mutating func code(of name: UntrustedText, in table: inout SegmentTable) -> UInt32 {
      if let code = codes[name] { return code }
      let code = UInt32(table.dtypes.count)
      table.dtypes.append(name)
      codes[name] = code
      return code
    }
  }
}

// MARK: - Checking

extension WeightManifestParser {
  /// Checks that everything holds together, and gives the claims.
  consuming func manifest() throws(ManifestError) -> Manifest {
    guard let chunkByteCount, chunkByteCount > 0 else {
      throw .fieldInvalid(field: "chunkBytes", offset: 0)
    }
    var digests: [ContainedPath: [Digest]] = [:]
    for subject in subjects {
      guard let path = ContainedPath(subject.name) else { throw .pathInvalid(subject.name) }
      guard digests.updateValue(subject.digests, forKey: path) == nil else {
        throw .subjectsDisagree(subject.name)
      }
    }
    var claims: [Claim] = []
    for (number, file) in files.enumerated() {
      guard let name = file.path else { throw .fieldInvalid(field: "path", offset: file.offset) }
      guard let path = ContainedPath(name) else { throw .pathInvalid(name) }
      guard let size = file.size else { throw .fieldInvalid(field: "size", offset: file.offset) }
      guard let sha256 = file.sha256, let digest = Digest(.sha256, bytes: sha256) else {
        throw .fieldInvalid(field: "sha256", offset: file.offset)
      }
      guard let subject = digests.removeValue(forKey: path), subject.contains(digest) else {
        throw .subjectsDisagree(name)
      }
      claims.append(
        Claim(
          subject: .path(path), digests: subject, byteCount: size,
          segments: try Self.segments(of: file, name, size: size, chunkByteCount),
          set: file.set, line: number + 1))
    }
    if !digests.isEmpty {
      let left = subjects.first { ContainedPath($0.name).map { digests[$0] != nil } == true }
      throw .subjectsDisagree(left?.name ?? UntrustedText(""))
    }
    guard !claims.isEmpty else { throw .empty }
    var manifest = Manifest(form: .weightManifest, distinctClaims: claims)
    let listed = claims.compactMap { $0.digests.first { $0.algorithm == .sha256 } }
      .flatMap(\.bytes)
    let span = listed.span
    manifest.release = ReleaseIdentity(
      name: releaseName, version: releaseVersion,
      rootDigest: unsafe Digest(of: span.bytes, .sha256))
    manifest.excluded = excluded
    return manifest
  }

  private static func segments(
    of file: File, _ name: UntrustedText, size: UInt64, _ chunkByteCount: UInt64
  ) throws(ManifestError) -> SegmentTable? {
    let format = file.format.flatMap { WeightFile.Format(rawValue: $0.lossyString) }
    guard format != nil || file.format == UntrustedText("other") else {
      throw .fieldInvalid(field: "format", offset: file.offset)
    }
    guard (format != nil) == (file.segments != nil) else { throw .segmentsMisplaced(path: name) }
    guard let format, var table = file.segments else { return nil }
    table.format = format
    switch file.byteOrder?.validUTF8 {
    case "little"?: break
    case "big"?: table.isBigEndian = true
    default:
      if file.byteOrder != nil { throw .fieldInvalid(field: "byteOrder", offset: file.offset) }
    }
    var end: UInt64 = 0
    for (index, record) in table.records.enumerated() {
      let (next, overflow) = end.addingReportingOverflow(record.length)
      guard record.offset == end, !overflow, (record.kind == .header) == (index == 0) else {
        throw .segmentsNotTiling(path: name, offset: end)
      }
      end = next
    }
    guard end == size, table.count > 0 else { throw .segmentsNotTiling(path: name, offset: end) }
    if let offset = table.setChunks(of: chunkByteCount) {
      throw .chunkCount(path: name, offset: offset)
    }
    return table
  }
}
