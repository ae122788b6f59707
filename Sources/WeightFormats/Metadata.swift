// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import UntrustedInput

/// What the publisher wrote into a file, in its order; claims, never proof.
///
/// Keys and values stay in one run of bytes and are decoded when they are asked for, so that a
/// vocabulary of a quarter of a million words costs no more than its bytes.
public struct Metadata: Sendable {
  struct Record {
    var keyStart: UInt32
    var keyCount: UInt32
    var valueStart: UInt32
    var valueCount: UInt32
    var type: MetadataType
  }

  var records: [Record] = []
  /// For GGUF the header itself, for safetensors the decoded strings one behind the other.
  var bytes: [UInt8] = []
  var byteOrder = WeightFile.ByteOrder.littleEndian

  init() {}

  /// All keys and values as they lie in memory, with what stands between them.
  package var rawBytes: [UInt8] { bytes }
}

/// The type of a metadata value, under the numbers of GGUF.
///
/// Source: `enum gguf_metadata_value_type` in ggml's `docs/gguf.md`.
public enum MetadataType: UInt32, CaseIterable, Hashable, Sendable {
  case uint8, int8, uint16, int16, uint32, int32, float32, bool, string, array, uint64, int64
  case float64

  /// GGUF's name for it.
  public var name: String {
    switch self {
    case .uint8: "u8"
    case .int8: "i8"
    case .uint16: "u16"
    case .int16: "i16"
    case .uint32: "u32"
    case .int32: "i32"
    case .float32: "f32"
    case .bool: "bool"
    case .string: "string"
    case .array: "array"
    case .uint64: "u64"
    case .int64: "i64"
    case .float64: "f64"
    }
  }

  /// Bytes of a value; nil for those that tell their length themselves.
  var byteCount: Int? {
    switch self {
    case .uint8, .int8, .bool: 1
    case .uint16, .int16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64: 8
    case .string, .array: nil
    }
  }

  /// The fewest bytes that a value takes.
  var minimumByteCount: UInt64 {
    switch self {
    case .string: 8
    case .array: 12
    default: UInt64(byteCount ?? 1)
    }
  }
}

/// One value of a file's metadata.
public enum MetadataValue: Hashable, Sendable {
  /// An integer of an unsigned type.
  case unsigned(UInt64)
  /// An integer of a signed type.
  case signed(Int64)
  /// An IEEE 754 binary32.
  case float32(Float)
  /// An IEEE 754 binary64.
  case float64(Double)
  /// One byte; any but 0 is true.
  case bool(Bool)
  /// A string.
  case string(UntrustedText)
  /// Many values of one type.
  case array(MetadataArray)
}

/// The values of an array, as they lie in the file.
public struct MetadataArray: Hashable, Sendable {
  /// The type of every element.
  public let elementType: MetadataType
  /// How many there are.
  public let count: UInt64
  let bytes: ArraySlice<UInt8>
  let byteOrder: WeightFile.ByteOrder

  /// The bytes of the elements, as they stand in the file: without the array's type and count.
  package var elementBytes: ArraySlice<UInt8> { bytes }

  /// The first `limit` elements, in order, decoded one after the other.
  public func values(limit: UInt64 = .max) -> some Sequence<MetadataValue> {
    sequence(
      state: (rest: min(count, limit), decoder: MetadataDecoder(bytes, byteOrder))
    ) { state -> MetadataValue? in
      guard state.rest > 0 else { return nil }
      state.rest -= 1
      return state.decoder.value(of: elementType)
    }
  }
}

/// One entry of a file's metadata.
public struct MetadataEntry: Hashable, Sendable {
  /// The key.
  public let key: UntrustedText
  /// The type that the value has in the file.
  public let type: MetadataType
  /// The value; safetensors has strings only.
  public let value: MetadataValue
}

extension Metadata: RandomAccessCollection {
  /// Always 0.
  public var startIndex: Int { 0 }
  /// The number of entries.
  public var endIndex: Int { records.count }

  /// The entry at `index`-th place in the file.
  public subscript(index: Int) -> MetadataEntry {
    let record = records[index]
    let start = Int(record.valueStart)
    let range = start..<(start + Int(record.valueCount))
    if record.type == .string {
      return MetadataEntry(
        key: key(of: record), type: .string,
        value: .string(UntrustedText(bytes: Array(bytes[range]))))
    }
    var decoder = MetadataDecoder(bytes[range], byteOrder)
    return MetadataEntry(
      key: key(of: record), type: record.type, value: decoder.value(of: record.type))
  }

  func key(of record: Record) -> UntrustedText {
    UntrustedText(bytes: Array(keyBytes(of: record)))
  }

  func keyBytes(of record: Record) -> ArraySlice<UInt8> {
    bytes[Int(record.keyStart)..<(Int(record.keyStart) + Int(record.keyCount))]
  }

  /// The value under `key`.
  public subscript(key: StaticString) -> MetadataValue? {
    let wanted = Array("\(key)".utf8)
    guard let index = records.firstIndex(where: { keyBytes(of: $0).elementsEqual(wanted) }) else {
      return nil
    }
    return self[index].value
  }
}

extension MetadataValue {
  /// The value of an integer of any type that is not negative.
  package var unsignedInteger: UInt64? {
    switch self {
    case .unsigned(let value): value
    case .signed(let value): UInt64(exactly: value)
    default: nil
    }
  }
}

/// Decodes values that a parser has found to be whole.
///
/// The parser has checked every length, so that here a missing byte is a fault of ours.
struct MetadataDecoder {
  private let bytes: ArraySlice<UInt8>
  private let byteOrder: WeightFile.ByteOrder
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>, _ byteOrder: WeightFile.ByteOrder) {
    self.bytes = bytes
    self.byteOrder = byteOrder
    position = bytes.startIndex
  }

  mutating func value(of type: MetadataType) -> MetadataValue {
    switch type {
    case .uint8, .uint16, .uint32, .uint64: .unsigned(integer(type.byteCount ?? 0))
    case .int8: .signed(Int64(Int8(truncatingIfNeeded: integer(1))))
    case .int16: .signed(Int64(Int16(truncatingIfNeeded: integer(2))))
    case .int32: .signed(Int64(Int32(truncatingIfNeeded: integer(4))))
    case .int64: .signed(Int64(bitPattern: integer(8)))
    case .float32: .float32(Float(bitPattern: UInt32(truncatingIfNeeded: integer(4))))
    case .float64: .float64(Double(bitPattern: integer(8)))
    case .bool: .bool(integer(1) != 0)
    case .string: .string(UntrustedText(bytes: Array(take(Int(integer(8))))))
    case .array: .array(array())
    }
  }

  private mutating func array() -> MetadataArray {
    let type = MetadataType(rawValue: UInt32(truncatingIfNeeded: integer(4))) ?? .uint8
    let count = integer(8)
    let start = position
    skip(count, of: type)
    return MetadataArray(
      elementType: type, count: count, bytes: bytes[start..<position], byteOrder: byteOrder)
  }

  /// Reads over `count` elements; arrays in arrays are kept in a list, not on the stack.
  private mutating func skip(_ count: UInt64, of type: MetadataType) {
    var open = [(count: count, type: type)]
    while let last = open.last {
      if let size = last.type.byteCount {
        position += Int(last.count) * size
        open.removeLast()
      } else if last.count == 0 {
        open.removeLast()
      } else {
        open[open.count - 1].count -= 1
        if last.type == .string {
          position += Int(integer(8))
        } else {
          let type = MetadataType(rawValue: UInt32(truncatingIfNeeded: integer(4))) ?? .uint8
          open.append((integer(8), type))
        }
      }
    }
  }

  private mutating func integer(_ count: Int) -> UInt64 {
    take(count).integer(byteOrder)
  }

  private mutating func take(_ count: Int) -> ArraySlice<UInt8> {
    defer { position += count }
    return bytes[position..<(position + count)]
  }
}

extension ArraySlice<UInt8> {
  /// At most eight bytes as a number.
  func integer(_ byteOrder: WeightFile.ByteOrder) -> UInt64 {
    switch byteOrder {
    case .littleEndian: reversed().reduce(0) { $0 << 8 | UInt64($1) }
    case .bigEndian: reduce(0) { $0 << 8 | UInt64($1) }
    }
  }
}
