// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import UntrustedInput

/// A pass over a range that was begun, between two turns on a thread.
///
/// Either one SHA-256 as a stream, whose state any thread can go on with whatever kernel it likes;
/// or any digests of ranges in it, which libcrypto computes.
///
/// `@unchecked`: one thread works on a task at a time; `WorkQueue` hands it from one to another.
final class DigestTask: @unchecked Sendable {
  let walk: DigestWalk
  /// The next byte that will be read.
  private(set) var position: Int
  private var lookedUpTo = 0
  private var foundCached = false
  private var work: Work
  /// Of a stream, the statistics of its elements.
  private let statistics: StatisticsAccumulator?

  private enum Work {
    case stream(StreamState)
    case contexts(DigestStreams, waiting: ArraySlice<Int>)
  }

  /// - Parameters:
  ///   - isStream: whether the digest, which must be the only one and SHA-256, is computed as a
  ///     stream.
  ///   - statistics: of the elements in the range of a stream.
  init(_ walk: DigestWalk, isStream: Bool, statistics: StatisticsAccumulator? = nil) {
    self.walk = walk
    self.statistics = statistics
    position = walk.range.lowerBound
    work = isStream ? .stream(StreamState()) : .contexts(DigestStreams(), waiting: walk.requests)
  }

  var isStream: Bool {
    if case .stream = work { true } else { false }
  }

  /// Bytes that are still to be read.
  var remaining: Int { walk.range.upperBound - position }

  /// The digest of a stream at its end; nil if none is wanted.
  var digest: Digest? {
    guard case .stream(let state) = work, walk.wantsDigest else { return nil }
    return Digest(.sha256, bytes: state.digestBytes)
  }

  /// Bytes that the system is asked to have ready ahead of the reader.
  private static let readAheadByteCount = 2 << 20

  /// What this task will come to after `end`.
  private func next(after end: Int) -> Range<Int> {
    end..<min(end + Self.readAheadByteCount, walk.range.upperBound)
  }

  /// Whether the bytes up to `end` are likely to be in memory: then the map has them without a
  /// copy.
  ///
  /// Otherwise the system reads them better when it is asked for all of them at a time.
  private func isCached(upTo end: Int, in source: DigestSource) -> Bool {
    if end > lookedUpTo {
      lookedUpTo = min(position + Self.readAheadByteCount, walk.range.upperBound)
      foundCached = source.isCached(before: lookedUpTo)
    }
    return foundCached
  }

  // MARK: As a stream

  /// Finds the next slab in the map, or reads it and adds the padding if it is the last one; gives
  /// the blocks that are to be compressed.
  ///
  /// - Parameter slab: room for `byteCount` bytes and the padding.
  func readSlab(
    of source: DigestSource, byteCount: Int, into slab: UnsafeMutableRawPointer
  ) throws(FileAccessError) -> StreamJob {
    guard case .stream(let state) = work else { preconditionFailure("this task is no stream") }
    let count = min(byteCount, remaining)
    // The end of a range is copied, since the padding comes behind it.
    if count < remaining, isCached(upTo: position + count, in: source),
      let bytes = unsafe source.mapped(position..<(position + count))
    {
      position += count
      return unsafe StreamJob(state: state, bytes: bytes, blockCount: blockCount(in: count))
    }
    try unsafe source.read(
      position..<(position + count),
      into: UnsafeMutableRawBufferPointer(start: slab, count: count),
      expecting: next(after: position + count))
    position += count
    var end = count
    if remaining == 0 {
      // FIPS 180-4, 5.1.1: a bit 1, zeros, and the length in bits in 64 bits.
      let total = walk.range.count
      end += StreamState.paddingByteCount(after: total)
      unsafe (slab + count).initializeMemory(as: UInt8.self, repeating: 0, count: end - count)
      unsafe slab.storeBytes(of: 0x80, toByteOffset: count, as: UInt8.self)
      unsafe slab.storeBytes(
        of: (UInt64(total) &* 8).bigEndian, toByteOffset: end - 8, as: UInt64.self)
    }
    return unsafe StreamJob(
      state: state, bytes: UnsafeRawPointer(slab), blockCount: blockCount(in: end))
  }

  /// Blocks that are to be hashed: none where only statistics are wanted.
  private func blockCount(in byteCount: Int) -> Int { walk.wantsDigest ? byteCount / 64 : 0 }

  /// Takes the state after the blocks of a slab, and looks at its elements.
  func advance(to state: StreamState, over bytes: UnsafeRawBufferPointer) {
    work = .stream(state)
    if let statistics, bytes.count > 0 { unsafe statistics.add(bytes) }
  }

  /// The statistics of a stream at its end.
  var finishedStatistics: FoundStatistics? { (statistics?.finish()).map(FoundStatistics.init) }

  // MARK: By libcrypto

  /// Reads the next block and feeds it to all digests that it touches.
  ///
  /// - Parameter slab: room for `byteCount` bytes.
  func readBlock(
    of source: DigestSource, requests: [DigestRequest], byteCount: Int,
    through slab: UnsafeMutableRawPointer, kernels: KernelSelection,
    finish: (_ request: Int, Digest?, FoundStatistics?) -> Void
  ) throws(FileAccessError) {
    guard case .contexts(var streams, var waiting) = work else {
      preconditionFailure("this task is a stream")
    }
    let furthest = min(position + byteCount, walk.range.upperBound)
    var end = furthest
    // Elements are counted from the start of their range, so a block ends where one begins or ends.
    if walk.statistics != nil {
      let near = waiting.lazy.prefix { requests[$0].range.lowerBound < furthest }
      let next = near.first { [position] in
        requests[$0].statistics != nil && requests[$0].range.lowerBound > position
      }
      if let next { end = Int(requests[next].range.lowerBound) }
      end = min(end, streams.firstEnd ?? end)
    }
    let block = position..<end
    // An empty walk has one empty block, in which its empty ranges start and end.
    while let index = waiting.first,
      requests[index].range.lowerBound < block.upperBound || block.isEmpty
    {
      waiting.removeFirst()
      if requests[index].range.isEmpty {
        // There may be a million of them at one place: none is kept open.
        let (digest, statistics) = requests[index].resultsOfNothing(kernels)
        finish(index, digest, statistics)
      } else {
        streams.start(requests[index], index: index, kernels)
      }
    }
    let bytes = unsafe UnsafeMutableRawBufferPointer(start: slab, count: block.count)
    try unsafe source.read(block, into: bytes, expecting: next(after: block.upperBound))
    unsafe streams.feed(block, UnsafeRawBufferPointer(bytes).bytes, finish: finish)
    position = block.upperBound
    work = .contexts(streams, waiting: waiting)
  }
}
