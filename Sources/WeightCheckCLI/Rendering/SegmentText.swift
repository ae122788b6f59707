// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// Words for the pieces of a weight file that are not as claimed.
enum SegmentText {
  /// Pieces that are listed of one file unless all are asked for.
  private static let listedCount = 10

  /// The header, or a tensor, or the chunk of it that differs.
  static func name(of failure: SegmentFailure) -> String {
    let range = failure.byteRange
    let what =
      switch (failure.kind, failure.name) {
      case (.header, _): "the header"
      case (.padding, _): "padding"
      case (.tensorData, _): "the bytes of all tensors together"
      case (.tensor, let name): "tensor '\(name.map { "\($0)" } ?? "")'"
      }
    let chunk = failure.chunk.map { ", its chunk \($0)," } ?? ""
    let place = "at byte \(Quantity.grouped(range.lowerBound))"
    if failure.kind == .tensorData {
      return failure.actual == nil ? "there are no tensors in it" : "\(what) differ"
    }
    if failure.expected == nil { return "\(what) \(place) is not claimed" }
    if failure.actual == nil { return "\(what) is not there" }
    if failure.expected == failure.actual { return "\(what) \(place) has another type or shape" }
    return "\(what)\(chunk) \(place) differs"
  }

  /// Writes what differs in one file, with digests, and how much is equal.
  static func write(
    _ check: Verification.SegmentCheck, tensorCount: Int?, to output: Output, showsAll: Bool
  ) {
    let listed = showsAll ? check.failures[...] : check.failures.prefix(listedCount)
    for failure in listed {
      output.line("      \(name(of: failure))")
      if let expected = failure.expected, let actual = failure.actual, expected != actual {
        output.line("        expected sha256 \(expected.hex)")
        output.line("        found    sha256 \(actual.hex)")
      }
    }
    let rest = check.failures.count - listed.count
    if rest > 0 {
      output.line("      and \(Quantity.count(rest, "more piece")); --verbose lists all")
    }
    // Where only all of them together were compared, nothing is known of each.
    let isOfEach =
      check.checkedTensorCount > 0 || check.failures.contains { $0.kind != .tensorData }
    if !check.failures.isEmpty, isOfEach, let tensorCount {
      output.line(
        "      equal: \(Quantity.grouped(UInt64(check.equalTensorCount))) of "
          + Quantity.count(tensorCount, "tensor"))
    }
  }
}
