// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// Reads the entries of a safetensors header and checks the tensors against each other and the
/// file.
struct SafetensorsTableBuilder {
  private let dataStart: UInt64
  private var table = TensorTable()
  private var unknownFields = Tally()
  private var otherFindings: [Finding] = []

  /// How often something odd was met, and where first; one finding stands for all of them.
  private struct Tally {
    var count = 0
    var first = ""
    var offset: UInt64 = 0

    mutating func note(_ what: @autoclosure () -> String, at offset: UInt64) {
      if count == 0 {
        first = what()
        self.offset = offset
      }
      count += 1
    }
  }

  /// - Parameter dataStart: where the tensors' data starts, in bytes from the start of the file.
  init(dataStart: UInt64) {
    self.dataStart = dataStart
  }

  /// What is odd about the header, after `readEntries`.
  var findings: [Finding] {
    var findings = otherFindings
    if unknownFields.count > 0 {
      findings.append(
        Finding(
          .safetensorsUnknownField, .warning, offset: unknownFields.offset,
          "fields that safetensors does not define: \(unknownFields.count), first "
            + unknownFields.first))
    }
    for (index, name) in table.unknownTypes.enumerated() {
      let code = TensorTable.unknownTypeBase + UInt32(index)
      let count = table.records.count { $0.type == code }
      findings.append(
        Finding(
          .safetensorsUnknownDtype, .warning,
          "the dtype '\(name)' is not known to this version; tensors of it: \(count); hashed, but "
            + "their sizes and values are not checked"))
    }
    if table.records.isEmpty {
      findings.append(Finding(.safetensorsNoTensors, .warning, "the file holds no tensor"))
    }
    return findings
  }
}

// MARK: - Reading

extension SafetensorsTableBuilder {
  /// Reads all entries of `header`, which starts with the length field; returns the metadata.
  mutating func readEntries(
    of header: [UInt8]
  ) throws(SafetensorsError) -> Metadata {
    let start = Int(SafetensorsHeader.lengthByteCount)
    let outcome: Outcome<Metadata>
    do throws(JSONError) {
      let text = header.span.extracting(droppingFirst: start)
      var reader = try JSONReader(text, fileOffset: UInt64(start))
      outcome = try readRoot(&reader, header: header)
    } catch {
      switch error.kind {
      case .invalidUTF8: throw .headerNotUTF8(offset: error.offset)
      case .duplicateKey(let key): throw .duplicateKey(key, offset: error.offset)
      default: throw .headerNotJSON(reason: error.description, offset: error.offset)
      }
    }
    return try outcome.get()
  }

  /// The errors of JSON are thrown, those of safetensors returned.
  private typealias Outcome<T> = Result<T, SafetensorsError>

  private mutating func readRoot(
    _ reader: inout JSONReader, header: [UInt8]
  ) throws(JSONError) -> Outcome<Metadata> {
    var metadata = Metadata()
    guard try reader.next() == .beginObject else {
      return .failure(.headerNotObject(offset: UInt64(SafetensorsHeader.lengthByteCount)))
    }
    if header[Int(SafetensorsHeader.lengthByteCount)] != UInt8(ascii: "{") {
      otherFindings.append(
        Finding(
          .safetensorsLeadingWhitespace, .warning, offset: SafetensorsHeader.lengthByteCount,
          "white space stands before the header, which must begin with '{'"))
    }
    while case .key(let key) = try reader.next() {
      if reader.equals(key, "__metadata__") {
        switch try readMetadata(&reader) {
        case .success(let entries): metadata = entries
        case .failure(let error): return .failure(error)
        }
      } else if let error = try readTensor(key, &reader) {
        return .failure(error)
      }
    }
    _ = try reader.next()
    return .success(metadata)
  }

  private mutating func readMetadata(
    _ reader: inout JSONReader
  ) throws(JSONError) -> Outcome<Metadata> {
    var metadata = Metadata()
    let offset = reader.offset
    switch try reader.next() {
    case .beginObject:
      while case .key(let key) = try reader.next() {
        let offset = reader.offset
        guard case .string(let value) = try reader.next() else {
          return .failure(.metadataValueNotString(key: reader.text(key), offset: offset))
        }
        let start = metadata.bytes.count
        reader.append(key, to: &metadata.bytes)
        reader.append(value, to: &metadata.bytes)
        metadata.records.append(
          Metadata.Record(
            keyStart: UInt32(start), keyCount: UInt32(key.byteCount),
            valueStart: UInt32(start + key.byteCount), valueCount: UInt32(value.byteCount),
            type: .string))
      }
    case .null:
      otherFindings.append(
        Finding(.safetensorsNullMetadata, .warning, offset: offset, "'__metadata__' is null"))
    default:
      return .failure(.metadataNotObject(offset: offset))
    }
    return .success(metadata)
  }

  /// Reads one tensor's entry into the table; nil when it is well formed.
  private mutating func readTensor(
    _ key: JSONString, _ reader: inout JSONReader
  ) throws(JSONError) -> SafetensorsError? {
    let offset = reader.offset
    guard try reader.next() == .beginObject else {
      return .tensorNotObject(tensor: reader.text(key), offset: offset)
    }
    var record = TensorTable.Record(
      nameStart: UInt32(table.names.count), nameCount: UInt32(key.byteCount),
      shapeStart: UInt32(table.dimensions.count), rank: 0, type: 0, start: 0, end: 0)
    var (hasType, hasShape, hasOffsets) = (false, false, false)
    while case .key(let field) = try reader.next() {
      let valueOffset = reader.offset
      if reader.equals(field, "dtype") {
        guard case .string(let name) = try reader.next() else {
          return .dtypeNotString(tensor: reader.text(key), offset: valueOffset)
        }
        record.type = typeCode(name, reader)
        hasType = true
      } else if reader.equals(field, "shape") {
        guard try readShape(&reader) else {
          return .shapeInvalid(tensor: reader.text(key), offset: valueOffset)
        }
        record.rank = UInt32(table.dimensions.count) - record.shapeStart
        hasShape = true
      } else if reader.equals(field, "data_offsets") {
        guard let offsets = try readOffsets(&reader) else {
          return .dataOffsetsInvalid(tensor: reader.text(key), offset: valueOffset)
        }
        (record.start, record.end) = offsets
        hasOffsets = true
      } else {
        let (fieldText, tensorText) = (reader.text(field), reader.text(key))
        unknownFields.note("'\(fieldText)' of tensor '\(tensorText)'", at: valueOffset)
        try reader.skipValue()
      }
    }
    for (isPresent, field) in [
      (hasType, "dtype"), (hasShape, "shape"), (hasOffsets, "data_offsets"),
    ] where !isPresent {
      return .fieldMissing(tensor: reader.text(key), field: field, offset: offset)
    }
    reader.append(key, to: &table.names)
    table.records.append(record)
    return nil
  }

  private mutating func typeCode(_ name: JSONString, _ reader: borrowing JSONReader) -> UInt32 {
    for (code, spelling) in Self.spellings.enumerated() where reader.equals(name, spelling) {
      return UInt32(code)
    }
    let text = reader.text(name)
    let known = table.unknownTypes.firstIndex(of: text)
    // A hostile header may invent a type per tensor; from the 256th on they share one name.
    let limit = 256
    if known == nil && table.unknownTypes.count < limit { table.unknownTypes.append(text) }
    return TensorTable.unknownTypeBase + UInt32(known ?? table.unknownTypes.count - 1)
  }

  /// In the order of `ScalarType.allCases`, which a test holds them to.
  static let spellings: [StaticString] = [
    "BOOL", "F4", "F6_E2M3", "F6_E3M2", "U8", "I8", "F8_E5M2", "F8_E4M3", "F8_E8M0",
    "F8_E4M3FNUZ", "F8_E5M2FNUZ", "I16", "U16", "F16", "BF16", "I32", "U32", "F32", "C64", "F64",
    "I64", "U64",
  ]

  /// Appends the dimensions of `[d, …]`; false if it is anything else.
  private mutating func readShape(_ reader: inout JSONReader) throws(JSONError) -> Bool {
    guard try reader.next() == .beginArray else { return false }
    while true {
      switch try reader.next() {
      case .endArray: return true
      case .number(let number):
        guard let dimension = reader.uint64(number) else { return false }
        table.dimensions.append(dimension)
      default: return false
      }
    }
  }

  /// The two numbers of `[begin, end]`; nil if it is anything else.
  private func readOffsets(_ reader: inout JSONReader) throws(JSONError) -> (UInt64, UInt64)? {
    guard try reader.next() == .beginArray,
      case .number(let first) = try reader.next(), let begin = reader.uint64(first),
      case .number(let second) = try reader.next(), let end = reader.uint64(second),
      try reader.next() == .endArray
    else { return nil }
    return (begin, end)
  }
}

// MARK: - Checking

extension SafetensorsTableBuilder {
  /// Checks all tensors in the order of their data and gives the table with file offsets.
  consuming func checkedTable(fileByteCount: UInt64) throws(SafetensorsError) -> TensorTable {
    sortByOffsets()
    var end: UInt64 = 0
    for index in table.records.indices {
      try check(table.records[index], after: end)
      end = table.records[index].end
    }
    // The header's length is at most 100,000,000, and a file's size fits Int64, so that only
    // `end` can be large enough to overflow.
    let (expected, overflow) = end.addingReportingOverflow(dataStart)
    if overflow || expected > fileByteCount {
      throw .dataTruncated(expected: overflow ? .max : expected, actual: fileByteCount)
    }
    if expected < fileByteCount {
      throw .trailingBytes(expected: expected, actual: fileByteCount)
    }
    for index in table.records.indices {
      table.records[index].start += dataStart
      table.records[index].end += dataStart
    }
    return table
  }

  /// By (begin, end), equal ones in the order of the header.
  private mutating func sortByOffsets() {
    func precedes(_ a: TensorTable.Record, _ b: TensorTable.Record) -> Bool {
      (a.start, a.end, a.nameStart) < (b.start, b.end, b.nameStart)
    }
    let records = table.records
    let isSorted = zip(records, records.dropFirst()).allSatisfy { !precedes($1, $0) }
    if !isSorted { table.records.sort(by: precedes) }
  }

  private func check(
    _ record: TensorTable.Record, after previousEnd: UInt64
  ) throws(SafetensorsError) {
    func name() -> UntrustedText { table.name(of: record) }
    let (begin, end) = (record.start, record.end)
    if begin > previousEnd { throw .gap(tensor: name(), begin: begin, expected: previousEnd) }
    if begin < previousEnd { throw .overlap(tensor: name(), begin: begin, expected: previousEnd) }
    if end < begin { throw .offsetsReversed(tensor: name(), begin: begin, end: end) }

    guard let elementBits = table.elementType(of: record).bitCount else { return }
    guard let count = TensorTable.product(table.shape(of: record)) else {
      throw .sizeOverflow(tensor: name())
    }
    let (bits, overflow) = count.multipliedReportingOverflow(by: elementBits)
    if overflow { throw .sizeOverflow(tensor: name()) }
    guard bits % 8 == 0 else { throw .notWholeBytes(tensor: name(), bitCount: bits) }
    guard end - begin == bits / 8 else {
      throw .sizeMismatch(tensor: name(), expected: bits / 8, actual: end - begin)
    }
  }
}
