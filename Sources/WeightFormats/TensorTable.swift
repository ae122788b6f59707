// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import UntrustedInput

/// One tensor of a weight file.
public struct Tensor: Hashable, Sendable {
  /// Its name, as bytes.
  public let name: UntrustedText
  /// The type of its elements.
  public let elementType: ElementType
  /// Its dimensions, outermost first, in elements.
  ///
  /// Empty for a scalar.
  public let shape: [UInt64]
  /// Its bytes, counted from the start of the file.
  public let byteRange: Range<UInt64>

  /// The number of elements; nil where the product does not fit 64 bits, which a parser allows for
  /// unknown element types only.
  public var elementCount: UInt64? {
    TensorTable.product(shape)
  }
}

/// The tensors of one file in the order of their bytes, packed so that a million of them stay
/// small.
///
/// Names and dimensions of all tensors lie in two arrays; a record of fixed size points into them.
/// `Tensor` values are made when they are asked for.
public struct TensorTable: Sendable {
  struct Record {
    var nameStart: UInt32
    var nameCount: UInt32
    var shapeStart: UInt32
    var rank: UInt32
    /// Index into `ScalarType.allCases`, from `blockTypeBase` on into `BlockType.all`, from
    /// `unknownTypeBase` on into `unknownTypes`.
    var type: UInt32
    /// File offsets.
    var start: UInt64
    var end: UInt64
  }

  var records: [Record] = []
  var names: [UInt8] = []
  var dimensions: [UInt64] = []
  var unknownTypes: [UntrustedText] = []

  static let blockTypeBase: UInt32 = 0x8000
  static let unknownTypeBase: UInt32 = 0x10000
  private static let scalarTypes = ScalarType.allCases

  init() {}

  /// What stands for a known type in a record.
  static func code(of type: ElementType) -> UInt32? {
    switch type {
    case .scalar(let scalar): scalarTypes.firstIndex(of: scalar).map { UInt32($0) }
    case .block(let block): BlockType.all.firstIndex(of: block).map { blockTypeBase + UInt32($0) }
    case .unknown: nil
    }
  }

  /// Where the bytes of tensor `index` lie, in bytes from the start of the file.
  package func byteRange(at index: Int) -> Range<UInt64> {
    records[index].start..<records[index].end
  }

  func name(of record: Record) -> UntrustedText {
    let start = Int(record.nameStart)
    return UntrustedText(bytes: Array(names[start..<(start + Int(record.nameCount))]))
  }

  func shape(of record: Record) -> ArraySlice<UInt64> {
    dimensions[Int(record.shapeStart)..<(Int(record.shapeStart) + Int(record.rank))]
  }

  func elementType(of record: Record) -> ElementType {
    switch record.type {
    case ..<Self.blockTypeBase: .scalar(Self.scalarTypes[Int(record.type)])
    case ..<Self.unknownTypeBase: .block(BlockType.all[Int(record.type - Self.blockTypeBase)])
    default: .unknown(unknownTypes[Int(record.type - Self.unknownTypeBase)])
    }
  }

  /// The element type of tensor `index`.
  package func elementType(at index: Int) -> ElementType {
    elementType(of: records[index])
  }

  /// The bytes of the name of tensor `index`.
  package func nameBytes(at index: Int) -> ArraySlice<UInt8> {
    let start = Int(records[index].nameStart)
    return names[start..<(start + Int(records[index].nameCount))]
  }

  /// The product of `dimensions`, multiplied from the outermost on; nil as soon as it does not fit.
  static func product(_ dimensions: some Sequence<UInt64>) -> UInt64? {
    var product: UInt64 = 1
    for dimension in dimensions {
      let (next, overflow) = product.multipliedReportingOverflow(by: dimension)
      if overflow { return nil }
      product = next
    }
    return product
  }
}

extension TensorTable: RandomAccessCollection {
  /// Always 0.
  public var startIndex: Int { 0 }
  /// The number of tensors.
  public var endIndex: Int { records.count }

  /// The tensor whose bytes come at `index`-th place.
  public subscript(index: Int) -> Tensor {
    let record = records[index]
    return Tensor(
      name: name(of: record), elementType: elementType(of: record),
      shape: Array(shape(of: record)), byteRange: record.start..<record.end)
  }
}
