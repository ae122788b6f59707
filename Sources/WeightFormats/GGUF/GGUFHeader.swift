// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// The reader of GGUF headers, versions 2 and 3, either byte order.
///
/// Layout of the file: the magic `GGUF`, the version (u32), the number of tensors and of metadata
/// entries (u64 each); the entries, each a key, a type (u32) and a value; for each tensor its name,
/// the number of its dimensions (u32), the dimensions (u64, the contiguous one first), its type
/// (u32) and its offset from the start of the data (u64); padding up to a multiple of
/// `general.alignment`; the data, each tensor padded to the same multiple. A string is a length
/// (u64) and its bytes.
///
/// What the reference reader refuses is refused. What only the text of the specification asks for
/// is a finding.
///
/// Source: `docs/gguf.md` and `src/gguf.cpp` of ggml-org/ggml, August 2026.
struct GGUFHeader: ~Escapable {
  let fileByteCount: UInt64
  var reader: GGUFReader
  var version: UInt32 = 0
  var metadata = Metadata()
  var table = TensorTable()
  var alignment: UInt64 = 32
  var oddities = GGUFOddities()

  /// Parses and checks the header of the file whose bytes are `bytes`.
  static func parse(_ bytes: RawSpan) throws(GGUFError) -> WeightFile.Parsed {
    var header = GGUFHeader(bytes)
    let (tensorCount, entryCount) = try header.readStart()
    try header.readMetadata(entryCount)
    try header.readTensors(tensorCount)
    return try header.finish(bytes)
  }

  @_lifetime(copy bytes)
  private init(_ bytes: RawSpan) {
    fileByteCount = UInt64(bytes.byteCount)
    reader = GGUFReader(bytes)
  }
}

// MARK: - Reading

extension GGUFHeader {
  /// The magic, the version, and the two counts.
  @_lifetime(self: copy self)
  private mutating func readStart() throws(GGUFError) -> (tensors: UInt64, entries: UInt64) {
    _ = try reader.skip(4)
    version = try reader.readUInt32()
    // The byte order is not stated; a version whose lower half is empty is read the other way.
    if version != 0 && version & 0xFFFF == 0 {
      version = version.byteSwapped
      reader.byteOrder = .bigEndian
      metadata.byteOrder = .bigEndian
    }
    guard version != 0 else { throw .versionZero }
    guard version == 2 || version == 3 else { throw .versionUnsupported(version) }
    if version == 2 && reader.byteOrder == .bigEndian {
      oddities.note(.bigEndianVersion2, at: 4, "")
    }
    let tensorCount = try reader.readUInt64()
    let entryCount = try reader.readUInt64()
    // An entry has at least a key of one byte, a type and one byte; a tensor an empty name, no
    // dimension, a type and an offset.
    guard entryCount <= reader.remaining / 14 else {
      throw .metadataCountTooLarge(entryCount, remaining: reader.remaining)
    }
    guard tensorCount <= (reader.remaining - entryCount * 14) / 24 else {
      throw .tensorCountTooLarge(tensorCount, remaining: reader.remaining)
    }
    return (tensorCount, entryCount)
  }
}

// MARK: - Finishing

extension GGUFHeader {
  /// Finds where the data starts, holds it against the file, and gives the whole.
  private consuming func finish(_ bytes: RawSpan) throws(GGUFError) -> WeightFile.Parsed {
    let endOfTable = UInt64(reader.position)
    guard let dataStart = Self.padded(endOfTable, to: alignment) else {
      throw .headerTooLarge(limit: Limits.ggufHeaderByteCount)
    }
    let end = table.records.last.map(\.end) ?? 0
    if table.records.isEmpty {
      // Nothing follows; the reference writer leaves the padding out then.
      try reader.finish(at: dataStart)
      if dataStart < fileByteCount {
        oddities.note(
          .trailingBytes, at: dataStart,
          "\(fileByteCount - dataStart) bytes follow the header, and there are no tensors")
      }
    } else {
      guard let paddedEnd = Self.padded(end, to: alignment),
        let expected = Self.sum(dataStart, paddedEnd)
      else { throw .dataOverflow(tensor: table[table.count - 1].name) }
      guard expected <= fileByteCount else {
        throw .dataTruncated(expected: expected, actual: fileByteCount)
      }
      try reader.finish(at: dataStart)
      if expected < fileByteCount {
        oddities.note(
          .trailingBytes, at: expected,
          "\(fileByteCount - expected) bytes follow the last tensor")
      }
    }
    let header = reader.copy
    if header[Int(endOfTable)...].contains(where: { $0 != 0 }) {
      oddities.note(.padding, at: endOfTable, "after the header")
    }
    for index in table.records.indices {
      table.records[index].start += dataStart
      table.records[index].end += dataStart
    }
    notePadding(bytes, alignment)
    noteMissingKeys(header)
    metadata.bytes = header
    let file = WeightFile(
      format: .gguf, formatVersion: version, byteOrder: reader.byteOrder,
      byteCount: fileByteCount, headerByteCount: UInt64(header.count), tensors: table,
      metadata: metadata, findings: oddities.findings)
    return WeightFile.Parsed(file: file, header: header)
  }

  /// Looks at the padding behind each tensor: at no more than 64 KiB of one, and 64 MiB of all.
  private mutating func notePadding(_ bytes: RawSpan, _ alignment: UInt64) {
    var budget: UInt64 = 64 << 20
    for (index, record) in table.records.enumerated() where record.end % alignment != 0 {
      let padded = Self.padded(record.end, to: alignment) ?? record.end
      let end = min(padded, record.end + min(budget, 65_536))
      budget -= min(budget, end - record.end)
      let range = Int(record.end)..<Int(min(end, fileByteCount))
      if range.contains(where: { bytes[$0] != 0 }) {
        oddities.note(.padding, at: record.end, "behind tensor '\(table[index].name)'")
      }
    }
  }

  /// Every file should state its architecture, and one with block types their version.
  private mutating func noteMissingKeys(_ header: [UInt8]) {
    func has(_ key: String) -> Bool {
      metadata.records.contains { record in
        header[Int(record.keyStart)..<Int(record.keyStart + record.keyCount)]
          .elementsEqual(key.utf8)
      }
    }
    if !has("general.architecture") { oddities.note(.noArchitecture, at: nil, "") }
    let isQuantized = table.records.contains { $0.type >= TensorTable.blockTypeBase }
    if isQuantized && !has("general.quantization_version") {
      oddities.note(.noQuantizationVersion, at: nil, "")
    }
  }
}
