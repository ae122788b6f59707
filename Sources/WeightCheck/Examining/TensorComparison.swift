// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import UntrustedInput
internal import WeightFormats

/// Finds claimed tensors by name and compares them with tensors of files, wherever they lie.
struct TensorComparison {
  /// A claimed tensor: the table and the segment in it.
  typealias Place = (table: Int, segment: Int)

  enum Result {
    case equal
    /// With the tensor that is claimed under the name, if one is.
    case different(Place?)
  }

  private let tables: [SegmentTable]
  /// The number of each table's first segment, counted through all tables.
  private let starts: [Int]
  private var index = NameIndex()
  private var isMatched: [Bool] = []

  init(_ tables: [SegmentTable]) {
    self.tables = tables
    var starts: [Int] = []
    var count = 0
    for table in tables {
      starts.append(count)
      count += table.count
    }
    self.starts = starts
    isMatched.reserveCapacity(count)
    for (number, table) in tables.enumerated() {
      for segment in 0..<table.count {
        isMatched.append(table.kind(of: segment) != .tensor)
        guard table.kind(of: segment) == .tensor else { continue }
        // A name that is claimed twice can be matched once only, so that the other stays open.
        _ = index.insert(starts[number] + segment, table.nameBytes(of: segment)) {
          Self.nameBytes(of: $0, tables, starts)
        }
      }
    }
  }

  private static func place(of number: Int, _ starts: [Int]) -> Place {
    let table = starts.partitioningIndex { $0 > number } - 1
    return (table, number - starts[table])
  }

  private static func nameBytes(
    of number: Int, _ tables: [SegmentTable], _ starts: [Int]
  ) -> ArraySlice<UInt8> {
    let place = place(of: number, starts)
    return tables[place.table].nameBytes(of: place.segment)
  }

  private func find(_ name: UntrustedText) -> Int? {
    index.find(name.bytes[...]) { Self.nameBytes(of: $0, tables, starts) }
  }

  /// Claimed tensors that nothing was compared with.
  var unmatched: [Place] {
    isMatched.indices.filter { !isMatched[$0] }.map { Self.place(of: $0, starts) }
  }

  /// Takes the claimed tensor of the same name, type and shape; nil if there is none, or it was
  /// taken before.
  mutating func match(_ tensor: Tensor) -> Place? {
    guard let number = find(tensor.name), !isMatched[number] else { return nil }
    isMatched[number] = true
    let place = Self.place(of: number, starts)
    let table = tables[place.table]
    let isSame =
      table.shape(of: place.segment).elementsEqual(tensor.shape)
      && table.dtype(of: place.segment) == tensor.elementType.name
    return isSame ? place : nil
  }

  /// TRUST 1.6: the same name, type and shape, and the same bytes.
  mutating func compare(_ tensor: Tensor, _ digest: Digest) -> Result {
    let number = find(tensor.name)
    guard let place = match(tensor),
      tables[place.table].digestBytes(of: place.segment).elementsEqual(digest.bytes)
    else { return .different(number.map { Self.place(of: $0, starts) }) }
    return .equal
  }
}
