// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import UntrustedInput

/// What the tensors of some weight files come to.
public struct TensorTotals: Sendable {
  /// What the tensors of one type come to.
  public struct TypeTotals: Sendable {
    /// The type's name, as the files write it.
    public let name: UntrustedText
    /// Tensors of the type.
    public fileprivate(set) var tensorCount = 0
    /// Their elements; nil where the sum does not fit 64 bits.
    public fileprivate(set) var parameterCount: UInt64? = 0
    /// Their bytes.
    public fileprivate(set) var byteCount: UInt64 = 0
  }

  /// The types, the one with most bytes first.
  public let types: [TypeTotals]

  /// Adds up the tensors of `files`.
  public init(of files: [WeightFile]) {
    var totals: [ElementType: TypeTotals] = [:]
    for tensor in files.lazy.flatMap(\.tensors) {
      let type = tensor.elementType
      var entry = totals[type] ?? TypeTotals(name: type.name)
      entry.tensorCount += 1
      entry.parameterCount = Self.sum(entry.parameterCount, tensor.elementCount)
      entry.byteCount += tensor.byteRange.upperBound - tensor.byteRange.lowerBound
      totals[type] = entry
    }
    types = totals.values.sorted { ($1.byteCount, $0.name) < ($0.byteCount, $1.name) }
  }

  /// All tensors.
  public var tensorCount: Int { types.reduce(0) { $0 + $1.tensorCount } }

  /// All elements; nil where the sum does not fit 64 bits.
  public var parameterCount: UInt64? {
    types.reduce(0) { Self.sum($0, $1.parameterCount) }
  }

  /// Bytes of all tensors.
  public var byteCount: UInt64 { types.reduce(0) { $0 + $1.byteCount } }

  private static func sum(_ left: UInt64?, _ right: UInt64?) -> UInt64? {
    guard let left, let right else { return nil }
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? nil : sum
  }
}
