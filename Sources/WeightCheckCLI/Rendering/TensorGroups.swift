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
    /// The name between its numbers, escaped.
    fileprivate let pieces: [String]
    /// The least and the greatest of each number.
    fileprivate var numbers: [ClosedRange<Int>]
    fileprivate(set) var count = 1
    /// Bytes of all of them.
    fileprivate(set) var byteCount: UInt64

    /// `model.layers.{0-31}.mlp.up_proj.weight`.
    var name: String {
      var name = pieces[0]
      for (range, piece) in zip(numbers, pieces.dropFirst()) {
        name +=
          range.lowerBound == range.upperBound
          ? "\(range.lowerBound)" : "{\(range.lowerBound)-\(range.upperBound)}"
        name += piece
      }
      return name
    }
  }

  /// In the order of their first tensors.
  private(set) var groups: [Group] = []
  /// Tensors of groups that were met when there were too many already.
  private(set) var ungroupedCount = 0

  /// Far more than are shown; names without numbers make a group each.
  private static let maximumCount = 4096

  private struct Key: Hashable {
    let pieces: [String]
    let elementType: ElementType
    let shape: [UInt64]
  }

  init(_ tensors: TensorTable) {
    var indices: [Key: Int] = [:]
    for tensor in tensors {
      let (pieces, numbers) = Self.split(tensor.name.escaped)
      let key = Key(pieces: pieces, elementType: tensor.elementType, shape: tensor.shape)
      let byteCount = tensor.byteRange.upperBound - tensor.byteRange.lowerBound
      guard let index = indices[key] else {
        if groups.count >= Self.maximumCount {
          ungroupedCount += 1
          continue
        }
        indices[key] = groups.count
        groups.append(
          Group(
            elementType: tensor.elementType, shape: tensor.shape, pieces: pieces,
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

  /// Takes the numbers that are whole parts between dots out of a name.
  private static func split(_ name: String) -> (pieces: [String], numbers: [Int]) {
    var pieces = [""]
    var numbers: [Int] = []
    for (index, part) in name.split(separator: ".", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { pieces[pieces.count - 1] += "." }
      // A number with a leading zero, or beyond an Int, is text.
      if let number = Int(part), number >= 0, "\(number)" == part {
        numbers.append(number)
        pieces.append("")
      } else {
        pieces[pieces.count - 1] += part
      }
    }
    return (pieces, numbers)
  }
}
