// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
package import UntrustedInput

/// A wish for the digest of one range of one source, for statistics of its elements, or for both.
package struct DigestRequest: Hashable, Sendable {
  /// Index of the source.
  package let source: Int
  /// The bytes, counted from the start of the file; they must lie inside it.
  package let range: Range<UInt64>
  /// Nil where only statistics are wanted.
  package let algorithm: DigestAlgorithm?
  /// The statistics that are wanted of the elements in the range, if any.
  ///
  /// Ranges of one source with statistics must be equal or have no byte in common, as tensors do.
  package let statistics: StatisticsRequest?
  /// The parts of the range that the digest is of, one behind the other; nil for all of it.
  package let parts: DigestParts?

  package init(
    source: Int, range: Range<UInt64>, algorithm: DigestAlgorithm?,
    statistics: StatisticsRequest? = nil
  ) {
    self.source = source
    self.range = range
    self.algorithm = algorithm
    self.statistics = statistics
    parts = nil
  }

  /// A wish for one digest of all `parts`, as if nothing stood between them.
  package init(source: Int, parts: DigestParts, algorithm: DigestAlgorithm) {
    self.source = source
    range = parts.range
    self.algorithm = algorithm
    statistics = nil
    self.parts = parts.ranges.count > 1 ? parts : nil
  }
}

extension DigestRequest {
  /// What an empty range has.
  func resultsOfNothing(_ kernels: KernelSelection) -> (Digest?, FoundStatistics?) {
    (
      algorithm.map { DigestContext($0, byteCount: 0).finalize() },
      (statistics?.accumulator(kernels).finish()).map(FoundStatistics.init)
    )
  }
}

/// A wish for the statistics of the elements in a range.
///
/// A class, so that a million requests can share one.
package final class StatisticsRequest: Hashable, Sendable {
  package let kind: StatisticsKind
  package let options: StatisticsAccumulator.Options
  /// Elements in a row whose greatest magnitude is wanted; nil for none.
  package let elementsPerChannel: Int?

  package init(
    _ kind: StatisticsKind, options: StatisticsAccumulator.Options = [],
    elementsPerChannel: Int? = nil
  ) {
    self.kind = kind
    self.options = options
    self.elementsPerChannel = elementsPerChannel
  }

  func accumulator(_ kernels: KernelSelection) -> StatisticsAccumulator {
    StatisticsAccumulator(
      kind, options: options, elementsPerChannel: elementsPerChannel,
      kernels: kernels.statistics)
  }

  package static func == (left: StatisticsRequest, right: StatisticsRequest) -> Bool {
    left.kind == right.kind && left.options == right.options
      && left.elementsPerChannel == right.elementsPerChannel
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(options.rawValue)
    hasher.combine(elementsPerChannel)
  }
}

/// A mapped file whose first bytes may stand in private memory.
///
/// What was parsed must be what is hashed, so a header that was copied is hashed from its copy,
/// and the file is read only behind it.
package final class DigestSource: Sendable {
  package let shared: SharedMappedFile
  private let header: [UInt8]

  package init(_ shared: SharedMappedFile, header: [UInt8] = []) {
    self.shared = shared
    self.header = header
  }

  package var byteCount: Int { shared.file.byteCount }
  package var headerByteCount: Int { header.count }

  /// Reads `range` to the start of `buffer`, which must be large enough.
  ///
  /// - Parameter next: what will be read after it.
  func read(
    _ range: Range<Int>, into buffer: UnsafeMutableRawBufferPointer, expecting next: Range<Int>
  ) throws(FileAccessError) {
    let copied = range.clamped(to: 0..<header.count)
    if !copied.isEmpty {
      unsafe header.withUnsafeBytes { header in
        unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: header[copied]))
      }
    }
    if copied.count < range.count {
      try unsafe shared.file.read(
        (range.lowerBound + copied.count)..<range.upperBound,
        into: UnsafeMutableRawBufferPointer(rebasing: buffer[copied.count..<range.count]),
        expecting: next)
    }
  }
}

extension DigestSource {
  /// Whether the byte before `end` is in the map, and in memory.
  func isCached(before end: Int) -> Bool {
    end > header.count && shared.file.isCached(at: end - 1)
  }

  /// The bytes of `range` where they lie in the map; nil where some have a private copy.
  ///
  /// SAFETY. They are there as long as `self` is, and can change while they are looked at; see
  /// `MappedFile`.
  func mapped(_ range: Range<Int>) -> UnsafeRawPointer? {
    guard range.lowerBound >= header.count else { return nil }
    return unsafe shared.withBytes { bytes in
      unsafe bytes.extracting(range).withUnsafeBytes { $0.baseAddress }
    }
  }
}

/// Why a digest was not computed.
package enum DigestFailure: Error, Hashable, Sendable {
  /// The run was cancelled before this range was done.
  case cancelled
  /// Only statistics were wanted of this range.
  case notWanted
  /// The file changed, shrank or could not be read.
  case file(FileAccessError)
}
