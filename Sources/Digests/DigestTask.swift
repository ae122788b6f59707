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
///
/// SAFETY. `slab` points into the map or into memory of the thread's; it is looked at before the
/// thread's turn ends.
@safe
final class DigestTask: @unchecked Sendable {
  let walk: DigestWalk
  /// The next byte that will be read.
  private(set) var position: Int
  private var lookedUpTo = 0
  private var foundCached = false
  private var work: Work
  /// Of a stream, the statistics of its elements.
  private let statistics: StatisticsAccumulator?
  /// Of a stream, the bytes that are being hashed.
  private var slab = unsafe UnsafeRawBufferPointer(start: nil, count: 0)

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

  /// What this task will come to after `end`.
  private func next(after end: Int) -> Range<Int> {
    end..<min(end + CachedPieces.pieceByteCount, walk.range.upperBound)
  }

  /// Whether the bytes up to `end` are likely to be in memory: then the map has them without a
  /// copy.
  ///
  /// Otherwise the system reads them better when it is asked for all of them at a time.
  private func isCached(
    upTo end: Int, in source: DigestSource, _ pieces: inout CachedPieces
  ) -> Bool {
    if end > lookedUpTo {
      lookedUpTo = min(position + CachedPieces.pieceByteCount, walk.range.upperBound)
      foundCached = pieces.contain(lookedUpTo - 1, of: source, number: walk.source)
    }
    return foundCached
  }

  // MARK: As a stream

  /// Finds the next slab in the map, or reads it, and gives the blocks that are to be compressed:
  /// with the padding if it is the last one.
  ///
  /// - Parameters:
  ///   - mappedByteCount: the most bytes of a slab in the map.
  ///   - byteCount: the most bytes that are read.
  ///   - room: memory for as many, and the padding.
  func readSlab(
    of source: DigestSource, mappedByteCount: Int, byteCount: Int,
    into room: UnsafeMutableRawPointer, _ pieces: inout CachedPieces
  ) throws(FileAccessError) -> StreamJob {
    guard case .stream(let state) = work else { preconditionFailure("this task is no stream") }
    var range = position..<(position + min(mappedByteCount, remaining))
    if !range.isEmpty, isCached(upTo: range.upperBound, in: source, &pieces),
      let bytes = unsafe source.mapped(range)
    {
      unsafe slab = UnsafeRawBufferPointer(start: bytes, count: range.count)
    } else {
      let count = min(byteCount, remaining)
      range = position..<(position + count)
      let buffer = unsafe UnsafeMutableRawBufferPointer(start: room, count: count)
      try unsafe source.read(range, into: buffer, expecting: next(after: range.upperBound))
      unsafe slab = UnsafeRawBufferPointer(start: room, count: count)
    }
    position = range.upperBound
    let bytes = unsafe slab.baseAddress ?? UnsafeRawPointer(room)
    guard walk.wantsDigest else {
      return unsafe StreamJob(state: state, bytes: bytes, blockCount: 0)
    }
    let blockCount = range.count / 64
    guard remaining == 0 else {
      return unsafe StreamJob(state: state, bytes: bytes, blockCount: blockCount)
    }
    let rest = unsafe UnsafeRawBufferPointer(rebasing: slab[(blockCount * 64)...])
    let isInRoom = unsafe bytes == UnsafeRawPointer(room)
    let (tail, tailBlockCount) = unsafe pad(rest, in: isInRoom ? room + blockCount * 64 : room)
    return unsafe StreamJob(
      state: state, bytes: bytes, blockCount: blockCount, tail: tail,
      tailBlockCount: tailBlockCount)
  }

  /// Writes the last block of the message, or the last two (FIPS 180-4, 5.1.1): what is left of it,
  /// a bit 1, zeros, and the length in bits in 64 bits.
  ///
  /// - Parameters:
  ///   - rest: the last bytes of the range, fewer than 64; they may stand at the start of `room`.
  private func pad(
    _ rest: UnsafeRawBufferPointer, in room: UnsafeMutableRawPointer
  ) -> (UnsafeRawPointer, blockCount: Int) {
    let byteCount = rest.count + StreamState.paddingByteCount(after: rest.count)
    let block = unsafe UnsafeMutableRawBufferPointer(start: room, count: byteCount)
    unsafe block.copyMemory(from: rest)
    unsafe UnsafeMutableRawBufferPointer(rebasing: block[rest.count...])
      .initializeMemory(as: UInt8.self, repeating: 0)
    unsafe block.storeBytes(of: 0x80, toByteOffset: rest.count, as: UInt8.self)
    unsafe block.storeBytes(
      of: (UInt64(walk.range.count) &* 8).bigEndian, toByteOffset: byteCount - 8, as: UInt64.self)
    return (UnsafeRawPointer(room), byteCount / 64)
  }

  /// Takes the state after the blocks of a slab, and looks at its elements; gives the range of it.
  func finishSlab(_ state: StreamState) -> Range<Int> {
    work = .stream(state)
    if let statistics, unsafe !slab.isEmpty { unsafe statistics.add(slab) }
    return unsafe (position - slab.count)..<position
  }

  /// Takes a slab back whose last blocks are left over in `job`, to be read again; gives the range
  /// that was hashed.
  ///
  /// Only for tasks without statistics, since those are of whole slabs.
  func interruptSlab(_ job: StreamJob) -> Range<Int> {
    precondition(statistics == nil && !job.isInTail, "this slab cannot be taken back")
    work = .stream(job.state)
    let start = unsafe position - slab.count
    unsafe position = start + (job.bytes - (slab.baseAddress ?? job.bytes))
    return start..<position
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
