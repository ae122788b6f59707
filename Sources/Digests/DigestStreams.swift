// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography

/// The digests and statistics that are in the making while a walk passes over their bytes.
///
/// Move-only contexts cannot stand in an array, so each has a small owner.
struct DigestStreams {
  private final class Stream {
    let request: Int
    let range: Range<Int>
    let statistics: StatisticsAccumulator?
    private let parts: DigestParts?
    /// The first part that is not done.
    private var nextPart = 0
    private var context: DigestContext?

    init(
      request: Int, range: Range<Int>, parts: DigestParts?, algorithm: DigestAlgorithm?,
      statistics: StatisticsAccumulator?
    ) {
      self.request = request
      self.range = range
      self.statistics = statistics
      self.parts = parts
      if let algorithm {
        context = DigestContext(algorithm, byteCount: parts?.byteCount ?? UInt64(range.count))
      }
    }

    /// Adds the bytes at `place` of the file, as far as the digest is of them.
    func update(_ bytes: RawSpan, at place: Range<Int>) {
      if let parts {
        while nextPart < parts.ranges.count {
          let part = Int(parts.ranges[nextPart].lowerBound)..<Int(parts.ranges[nextPart].upperBound)
          let wanted = part.clamped(to: place)
          if !wanted.isEmpty {
            context?.update(
              bytes.extracting(
                (wanted.lowerBound - place.lowerBound)..<(wanted.upperBound - place.lowerBound)))
          }
          guard part.upperBound <= place.upperBound else { break }
          nextPart += 1
        }
      } else {
        context?.update(bytes)
      }
      if let statistics {
        unsafe bytes.withUnsafeBytes { unsafe statistics.add($0) }
      }
    }

    func finalize() -> Digest? {
      guard let context = context.take() else { return nil }
      return context.finalize()
    }
  }

  private var open: [Stream] = []

  /// Where the first range with statistics ends; nil if none is open.
  var firstEnd: Int? {
    open.lazy.filter { $0.statistics != nil }.map(\.range.upperBound).min()
  }

  /// Starts the digest of a request.
  mutating func start(_ request: DigestRequest, index: Int, _ kernels: KernelSelection) {
    open.append(
      Stream(
        request: index,
        range: Int(request.range.lowerBound)..<Int(request.range.upperBound),
        parts: request.parts, algorithm: request.algorithm,
        statistics: request.statistics?.accumulator(kernels)))
  }

  /// Feeds one block to every digest that it touches, and finishes those that end in it.
  ///
  /// - Parameter bytes: those of `block`.
  mutating func feed(
    _ block: Range<Int>, _ bytes: RawSpan,
    finish: (_ request: Int, Digest?, FoundStatistics?) -> Void
  ) {
    for stream in open {
      let part = stream.range.clamped(to: block)
      if part.isEmpty { continue }
      let inBlock = (part.lowerBound - block.lowerBound)..<(part.upperBound - block.lowerBound)
      stream.update(bytes.extracting(inBlock), at: part)
    }
    open.removeAll { stream in
      guard stream.range.upperBound <= block.upperBound else { return false }
      finish(
        stream.request, stream.finalize(),
        (stream.statistics?.finish()).map(FoundStatistics.init))
      return true
    }
  }
}
