// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// Tensors of one type and shape whose names differ by numbers only: one line for the same tensor
/// of all layers.
struct TensorGroups {
  /// Alike tensors.
  struct Group {
    let elementType: ElementType
    let shape: [UInt64]
    /// The name with a mark for each number.
    fileprivate let pattern: [UInt8]
    /// The least and the greatest of each number.
    fileprivate var numbers: [ClosedRange<Int>]
    fileprivate(set) var count = 1
    /// Bytes of all of them.
    fileprivate(set) var byteCount: UInt64

    /// The names in one, escaped: `model.layers.{0-31}.mlp.up_proj.weight`.
    var name: String {
      var name = ""
      var numbers = numbers.makeIterator()
      for piece in pattern.split(separator: TensorGroups.mark, omittingEmptySubsequences: false) {
        if piece.startIndex > 0, let range = numbers.next() {
          name +=
            range.lowerBound == range.upperBound
            ? "\(range.lowerBound)" : "{\(range.lowerBound)-\(range.upperBound)}"
        }
        name += UntrustedText(bytes: Array(piece)).escaped
      }
      return name
    }
  }

  /// Stands for a number in a pattern; no name that is UTF-8 has this byte.
  fileprivate static let mark: UInt8 = 0xFF

  /// In the order of their first tensors.
  private(set) var groups: [Group] = []
  /// Tensors of groups that were met when there were too many already.
  private(set) var ungroupedCount = 0

  /// Far more than are shown; names without numbers make a group each.
  private static let maximumCount = 4096

  private struct Key: Hashable {
    let pattern: [UInt8]
    let elementType: ElementType
    let shape: [UInt64]
  }

  init(_ tensors: TensorTable) {
    var indices: [Key: Int] = [:]
    for tensor in tensors {
      let (pattern, numbers) = Self.split(tensor.name.bytes)
      let key = Key(pattern: pattern, elementType: tensor.elementType, shape: tensor.shape)
      let byteCount = tensor.byteRange.upperBound - tensor.byteRange.lowerBound
      guard let index = indices[key] else {
        if groups.count >= Self.maximumCount {
          ungroupedCount += 1
          continue
        }
        indices[key] = groups.count
        groups.append(
          Group(
            elementType: tensor.elementType, shape: tensor.shape, pattern: pattern,
            numbers: numbers.map { $0...$0 }, byteCount: byteCount))
        continue
      }
      groups[index].count += 1
      groups[index].byteCount += byteCount
      for (place, number) in numbers.enumerated() {
        let range = groups[index].numbers[place]
        groups[index].numbers[place] =
          min(range.lowerBound, number)...max(range.upperBound, number)
      }
    }
  }

  /// Puts a mark for each number that is a whole part between dots.
  private static func split(_ name: [UInt8]) -> (pattern: [UInt8], numbers: [Int]) {
    var pattern: [UInt8] = []
    pattern.reserveCapacity(name.count)
    var numbers: [Int] = []
    var start = 0
    while start <= name.count {
      let end = name[start...].firstIndex(of: UInt8(ascii: ".")) ?? name.count
      if start > 0 { pattern.append(UInt8(ascii: ".")) }
      if let number = number(name[start..<end]) {
        numbers.append(number)
        pattern.append(mark)
      } else {
        // A name that is not UTF-8 may have the mark's byte; its neighbour is no UTF-8 either.
        for byte in name[start..<end] { pattern.append(byte == mark ? mark - 1 : byte) }
      }
      start = end + 1
    }
    return (pattern, numbers)
  }

  /// Decimal digits that fit an Int; one with a leading zero is text.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard let first = digits.first, first != 0x30 || digits.count == 1, digits.count <= 19 else {
      return nil
    }
    var value = 0
    for digit in digits {
      guard digit >= 0x30 && digit <= 0x39 else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carried) = product.addingReportingOverflow(Int(digit - 0x30))
      guard !overflow && !carried else { return nil }
      value = sum
    }
    return value
  }
}
