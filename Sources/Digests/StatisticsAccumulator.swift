// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Kernels

/// Finds the statistics of one tensor, whose elements come in pieces.
///
/// The results do not depend on how the elements are cut into pieces, nor on the kernels.
///
/// SAFETY. The working memory is owned by this object and freed in `deinit`. The bytes given to
/// `add` are only read, during the call, each of them up to four times. They may lie in a map of a
/// file that others write to: if they change between two looks the results are wrong, but nothing
/// else is, and the file's identity tells.
@safe
package final class StatisticsAccumulator {
  /// What is wanted beside the counts and moments.
  package struct Options: OptionSet, Sendable {
    package let rawValue: Int
    /// The histogram of exponents, which costs as much as everything else.
    package static let exponentHistogram = Self(rawValue: 1)
    /// Elements have their most significant byte first.
    package static let bigEndian = Self(rawValue: 2)

    package init(rawValue: Int) { self.rawValue = rawValue }
  }

  let kind: StatisticsKind
  private let layout: StatisticsLayout?
  private let options: Options
  let kernels: StatisticsKernels
  private var statistics = TensorStatistics()
  private var moments: StatisticsMoments
  private var range: (minimum: Int64, maximum: Int64)?
  private var channels: StatisticsChannels?

  /// Aligned for vectors, inside of `allocation`.
  let memory: UnsafeMutableRawPointer
  private let allocation: UnsafeMutableRawPointer
  private var copy: UnsafeMutableRawPointer?

  /// Starts the statistics of a tensor.
  ///
  /// - Parameters:
  ///   - elementsPerChannel: if the greatest magnitude of each channel is wanted, how many elements
  ///     in a row are a channel; at least 1. A channel takes 8 bytes of memory.
  package init(
    _ kind: StatisticsKind, options: Options = [], elementsPerChannel: Int? = nil,
    kernels: StatisticsKernels = .portable
  ) {
    self.kind = kind
    layout = kind.layout
    self.options = options
    self.kernels = kernels
    moments = StatisticsMoments(areKeysDistances: kind.isInteger)
    channels = elementsPerChannel.map {
      StatisticsChannels(valuesPerChannel: $0 * kind.valuesPerElement)
    }
    // Of ordinary alignment, so that the next accumulator finds the place of the last one.
    unsafe allocation = .allocate(byteCount: Memory.byteCount + 64, alignment: 16)
    unsafe memory = allocation.alignedUp(toMultipleOf: 64)
    unsafe memory.initializeMemory(as: UInt64.self, repeating: 0, count: Memory.byteCount / 8)
  }

  deinit {
    unsafe allocation.deallocate()
    unsafe copy?.deallocate()
  }

  /// Where things stand in the working memory.
  enum Memory {
    /// The last row of a block, filled up.
    static let tail = 0
    /// What kernels write.
    static let lanes = 256
    /// The tables of counts: of bytes where there are no kernels, otherwise of exponents.
    static let tables = 512
    static let byteCount = tables + countingTableCount * countingBinCount * 8
  }

  private var tables: UnsafeMutablePointer<UInt64> {
    unsafe (memory + Memory.tables).assumingMemoryBound(to: UInt64.self)
  }

  /// Memory for one block, which most tensors never need.
  private func blockMemory() -> UnsafeMutableRawPointer {
    if let copy = unsafe copy { return unsafe copy }
    let new = UnsafeMutableRawPointer.allocate(
      byteCount: statisticsBlockCount * kind.valueByteCount, alignment: 64)
    unsafe copy = new
    return unsafe new
  }

  // MARK: Adding

  /// Adds elements behind those that were added before.
  ///
  /// Every call but the last must bring a multiple of 4,096 elements.
  package func add(_ bytes: UnsafeRawBufferPointer) {
    let byteCount = kind.valueByteCount
    precondition(bytes.count.isMultiple(of: byteCount * kind.valuesPerElement))
    precondition(statistics.count.isMultiple(of: statisticsBlockCount), "a piece after the last")
    guard let base = bytes.baseAddress else { return }
    var (done, count) = (0, bytes.count / byteCount)
    while count > 0 {
      let part = min(count, statisticsBlockCount)
      unsafe addBlock(base + done * byteCount, part)
      done += part
      count -= part
    }
  }

  private func addBlock(_ bytes: UnsafeRawPointer, _ count: Int) {
    statistics.count += count
    guard let layout else {
      unsafe countElements(ofOneByte: bytes, count)
      if channels != nil {
        channels?.add(count) { start, count in
          unsafe largestMagnitude(inBytes: bytes + start, count)
        }
      }
      return
    }
    var base = unsafe bytes
    if options.contains(.bigEndian), kind.valueByteCount > 1 {
      let copy = unsafe blockMemory()
      unsafe copySwapped(bytes, count, byteCount: kind.valueByteCount, to: copy)
      unsafe base = UnsafeRawPointer(copy)
    }
    let found = unsafe scan(base, count, layout)
    if options.contains(.exponentHistogram) { unsafe countExponents(base, count) }
    if channels != nil {
      channels?.add(count) { start, part in
        let all = part == count ? found.range : nil
        let range =
          unsafe all
          ?? scan(
            base + start * kind.valueByteCount, part, layout, isCounted: false
          ).range
        return range.map { kind.magnitude($0.minimum, $0.maximum).double }
      }
    }
    if let range = found.range {
      unsafe addMoments(base, count, layout, range, finiteCount: found.finiteCount)
    }
  }

  private func countElements(ofOneByte bytes: UnsafeRawPointer, _ count: Int) {
    if kind == .boolean, count.isMultiple(of: statisticsRowCount) {
      // Where no byte is greater than 1, those that are not 0 are 1.
      let layout = StatisticsLayout(integerBitCount: 8, isSigned: false)
      let scan = unsafe kernels.scanIntegers8(rows(bytes, count, element: 0), layout)
      if layout.element(ofKey: scan.maximum) & 0xFF <= 1 {
        unsafe tables[0] += UInt64(scan.zeros)
        unsafe tables[1] += UInt64(count - scan.zeros)
        return
      }
    }
    unsafe countBytes(bytes, count, tables)
  }

  /// Rows for kernels; a last one that is not full is filled up with `element`.
  private func rows(_ base: UnsafeRawPointer, _ count: Int, element: UInt64) -> StatisticsRows {
    let byteCount = kind.valueByteCount
    let (rowCount, rest) = count.quotientAndRemainder(dividingBy: statisticsRowCount)
    let tail = unsafe memory + Memory.tail
    if rest > 0 {
      unsafe tail.copyMemory(
        from: base + (count - rest) * byteCount, byteCount: rest * byteCount)
      var bits = element
      for offset in rest * byteCount..<statisticsRowCount * byteCount {
        if offset.isMultiple(of: byteCount) { bits = element }
        unsafe tail.storeBytes(
          of: UInt8(truncatingIfNeeded: bits), toByteOffset: offset, as: UInt8.self)
        bits >>= 8
      }
    }
    return unsafe StatisticsRows(
      base, rowCount: rowCount, tail: UnsafeRawPointer(tail), hasTail: rest > 0)
  }

  private func element(_ base: UnsafeRawPointer, _ index: Int) -> UInt64 {
    switch kind.valueByteCount {
    case 1: UInt64(unsafe base.load(fromByteOffset: index, as: UInt8.self))
    case 2: UInt64(unsafe base.loadUnaligned(fromByteOffset: index * 2, as: UInt16.self))
    case 4: UInt64(unsafe base.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
    default: unsafe base.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
    }
  }

  private typealias Found = (range: (minimum: Int64, maximum: Int64)?, finiteCount: Int)

  /// Finds the least and greatest key of finite elements, and counts what there is.
  ///
  /// The last row is filled up with the block's first element, which changes no extreme; what that
  /// adds to the counts is taken off.
  private func scan(
    _ base: UnsafeRawPointer, _ count: Int, _ layout: StatisticsLayout, isCounted: Bool = true
  ) -> Found {
    let first = unsafe element(base, 0)
    let rows = unsafe rows(base, count, element: first)
    let extra = -count & (statisticsRowCount - 1)
    let magnitude = first & layout.magnitude
    if kind.isInteger {
      let scan = unsafe integerScan(rows, layout)
      if isCounted { statistics.zeros += scan.zeros - (magnitude == 0 ? extra : 0) }
      return ((scan.minimum, scan.maximum), count)
    }
    let scan = unsafe floatScan(rows)
    if isCounted, UInt64(bitPattern: scan.smallest) <= layout.lowLimit {
      let low = unsafe lowCounts(rows, layout)
      let zeros = low.zeros - (magnitude == 0 ? extra : 0)
      statistics.zeros += zeros
      statistics.subnormals += low.lows - (magnitude <= layout.lowLimit ? extra : 0) - zeros
      statistics.negativeZeros += low.negativeZeros - (magnitude == 0 && first != 0 ? extra : 0)
    }
    if layout.isFinite(scan.minimum, scan.maximum) {
      return ((scan.minimum, scan.maximum), count)
    }

    let exceptions = unsafe exceptionScan(rows, layout)
    let infinity = layout.finiteLimit + 1
    let nan = exceptions.nan - (magnitude > infinity ? extra : 0)
    let above = exceptions.positiveInfinity - (first == infinity ? extra : 0)
    let below =
      exceptions.negativeInfinity - (magnitude == infinity && first != infinity ? extra : 0)
    if isCounted {
      statistics.nan += nan
      statistics.positiveInfinity += above
      statistics.negativeInfinity += below
    }
    let finiteCount = count - nan - above - below
    guard finiteCount > 0, exceptions.minimum <= exceptions.maximum else { return (nil, 0) }
    return ((exceptions.minimum, exceptions.maximum), finiteCount)
  }

  private func addMoments(
    _ base: UnsafeRawPointer, _ count: Int, _ layout: StatisticsLayout,
    _ blockRange: (minimum: Int64, maximum: Int64), finiteCount: Int
  ) {
    range =
      range.map {
        (min($0.minimum, blockRange.minimum), max($0.maximum, blockRange.maximum))
      } ?? blockRange
    // The value nearest to 0. As it is no further from the mean than some element is, taking
    // squares about it loses at most the digits of the block's count.
    let shiftKey =
      kind.sumsExactly ? 0 : min(max(layout.zeroKey, blockRange.minimum), blockRange.maximum)
    let element = layout.element(ofKey: shiftKey)
    let scale =
      kind == .float64
      ? StatisticsMoments.Scale(
        magnitude: kind.magnitude(blockRange.minimum, blockRange.maximum).double) : .ordinary

    var base = unsafe base
    if finiteCount < count {
      let copy = unsafe blockMemory()
      if unsafe base != UnsafeRawPointer(copy) {
        unsafe copy.copyMemory(from: base, byteCount: count * kind.valueByteCount)
      }
      unsafe replaceExceptions(
        copy, count, byteCount: kind.valueByteCount, finiteLimit: layout.finiteLimit, by: element)
      unsafe base = UnsafeRawPointer(copy)
    }
    let sums = unsafe sums(
      rows(base, count, element: element), layout,
      StatisticsShift(element: element, scale: scale.factor))
    moments.merge(
      .init(
        count: finiteCount, shift: kind.value(ofKey: shiftKey).double, shiftKey: shiftKey,
        scale: scale, sum: sums.sum, deviations: deviations(of: sums, count: finiteCount)))
  }

  /// The sum of squared distances from the mean.
  private func deviations(of sums: StatisticsSums, count: Int) -> Double {
    if kind.sumsExactly {
      // Of at most 4,096 elements of 16 bits, the sum has 28 bits and that of squares 43.
      let (sum, squares) = (Int64(sums.sum), Int64(sums.squares))
      return Double(squares * Int64(count) - sum * sum) / Double(count)
    }
    return max(0, sums.squares - sums.sum * (sums.sum / Double(count)))
  }

  private func countExponents(_ base: UnsafeRawPointer, _ count: Int) {
    switch kind {
    case .float64:
      unsafe countFloat64Exponents(base, count, tables)
    case .float32, .complex64:
      unsafe countFloatExponents(base, count, byteCount: 4, fractionBitCount: 23, tables)
    case .float16:
      unsafe countFloatExponents(base, count, byteCount: 2, fractionBitCount: 10, tables)
    case .bfloat16:
      unsafe countFloatExponents(base, count, byteCount: 2, fractionBitCount: 7, tables)
    case .int8, .uint8:
      unsafe countBytes(base, count, tables)
    default:
      unsafe countIntegerExponents(
        base, count, byteCount: kind.valueByteCount, isSigned: layout?.flip == 0, tables)
    }
  }

  private func largestMagnitude(inBytes base: UnsafeRawPointer, _ count: Int) -> Double? {
    var largest = -1.0
    for index in 0..<count {
      let byte = unsafe base.load(fromByteOffset: index, as: UInt8.self)
      if let value = kind.value(ofByte: byte), value.isFinite {
        largest = max(largest, value.magnitude)
      }
    }
    return largest < 0 ? nil : largest
  }

  // MARK: Results

  /// The statistics of all elements added.
  package func finish() -> TensorStatistics {
    var result = statistics
    if layout == nil {
      ByteStatistics(kind, counts: tableTotals).fill(&result)
      if options.contains(.exponentHistogram) {
        result.exponentHistogram = ByteStatistics(kind, counts: tableTotals).exponents
      }
    } else {
      result.finite =
        result.count - result.nan - result.positiveInfinity - result.negativeInfinity
      if let range {
        result.minimum = kind.value(ofKey: range.minimum)
        result.maximum = kind.value(ofKey: range.maximum)
        result.absoluteMaximum = kind.magnitude(range.minimum, range.maximum)
      }
      if let moments = moments.results { result.set(moments) }
      if options.contains(.exponentHistogram) { result.exponentHistogram = exponents }
    }
    result.absoluteMaximumPerChannel = channels?.results
    return result
  }

  private var tableTotals: [Int] {
    (0..<countingBinCount).map { bin in
      (0..<countingTableCount).reduce(0) { total, table in
        total + Int(unsafe tables[table * countingBinCount + bin])
      }
    }
  }

  /// The histogram of a kind with kernels.
  private var exponents: [Int] {
    switch kind {
    case .int8, .uint8:
      var bins = [Int](repeating: 0, count: countingBinCount)
      for (byte, count) in tableTotals.enumerated() {
        let value =
          kind == .int8 ? Double(Int8(truncatingIfNeeded: byte)) : Double(byte)
        bins[ByteStatistics.bin(of: value)] += count
      }
      return bins
    default:
      return tableTotals
    }
  }
}

extension TensorStatistics {
  /// Takes over moments within the extremes.
  mutating func set(
    _ moments: (mean: Double, standardDeviation: Double, euclideanNorm: Double?)
  ) {
    // Rounding may have moved the mean past the extremes.
    let (low, high) = (minimum?.double ?? moments.mean, maximum?.double ?? moments.mean)
    mean = Swift.min(Swift.max(moments.mean, low), high)
    standardDeviation = moments.standardDeviation
    euclideanNorm = moments.euclideanNorm
    overflows = moments.euclideanNorm == nil
  }
}

extension StatisticsKind {
  /// The greatest magnitude of the values that have these keys and of those between.
  func magnitude(_ minimum: Int64, _ maximum: Int64) -> ElementValue {
    switch (value(ofKey: minimum), value(ofKey: maximum)) {
    case (.signed(let low), .signed(let high)): .unsigned(max(low.magnitude, high.magnitude))
    case (.unsigned(_), .unsigned(let high)): .unsigned(high)
    case (let low, let high): .real(max(low.double.magnitude, high.double.magnitude))
    }
  }
}
