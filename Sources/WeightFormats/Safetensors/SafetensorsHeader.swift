// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// The reader of safetensors headers.
///
/// Layout of the file: the header's length as an unsigned 64-bit little-endian number; the header,
/// a JSON object in UTF-8, padded with spaces; the data of all tensors. An entry of the header is
/// `"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [begin, end]}` with offsets from the
/// end of the header; `__metadata__` is an object of strings. The tensors' data must follow each
/// other without gap, overlap or rest, so that every byte of the file is described.
///
/// Source: the README and `safetensors/src/tensor.rs` of huggingface/safetensors 0.8.
enum SafetensorsHeader {
  /// Bytes of the length field.
  static let lengthByteCount: UInt64 = 8

  /// Parses and checks the header of the file whose bytes are `bytes`.
  ///
  /// The header is copied to private memory first; only the copy is read.
  static func parse(_ bytes: RawSpan) throws(SafetensorsError) -> WeightFile.Parsed {
    let header = try copyHeader(bytes)
    var builder = SafetensorsTableBuilder(dataStart: UInt64(header.count))
    let metadata = try builder.readEntries(of: header)
    let findings = builder.findings
    let tensors = try builder.checkedTable(fileByteCount: UInt64(bytes.byteCount))
    let file = WeightFile(
      format: .safetensors, formatVersion: nil, byteOrder: .littleEndian,
      byteCount: UInt64(bytes.byteCount), headerByteCount: UInt64(header.count),
      tensors: tensors, metadata: metadata, findings: findings)
    return WeightFile.Parsed(file: file, header: header)
  }

  /// The length field and the header, in private memory, after the checks on the length.
  private static func copyHeader(_ bytes: RawSpan) throws(SafetensorsError) -> [UInt8] {
    let fileByteCount = UInt64(bytes.byteCount)
    var cursor = ByteCursor(bytes)
    guard let length = try? cursor.readUInt64() else {
      throw .headerTooSmall(fileByteCount: fileByteCount)
    }
    guard length <= Limits.safetensorsHeaderByteCount else {
      throw .headerTooLarge(byteCount: length, limit: Limits.safetensorsHeaderByteCount)
    }
    guard length <= UInt64(cursor.remaining) else {
      throw .headerPastEnd(byteCount: length, fileByteCount: fileByteCount)
    }
    let header = bytes.extracting(first: Int(lengthByteCount + length)).copied()
    // The map may have changed between the two looks at the length; only the copy counts.
    let copied = header.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    guard copied == length else {
      throw .headerPastEnd(byteCount: copied, fileByteCount: fileByteCount)
    }
    return header
  }
}
