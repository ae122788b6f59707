// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import CProcessor

/// The state of one SHA-256 (FIPS 180-4, 6.2): the eight words of the hash so far.
struct StreamState {
  var words = SIMD8<UInt32>(
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)

  /// The digest: the words, highest byte first.
  var digestBytes: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 32)
    for index in bytes.indices {
      bytes[index] = UInt8(truncatingIfNeeded: words[index / 4] &>> UInt32(24 - index % 4 * 8))
    }
    return bytes
  }

  /// Bytes that padding adds behind a message of `byteCount` bytes: 9 to 72 (5.1.1).
  static func paddingByteCount(after byteCount: Int) -> Int {
    64 - (byteCount + 8) % 64 + 8
  }
}

/// Whole blocks of one stream that are to be compressed: a run of them where they lie, and then the
/// last ones of the message, which end with its padding and so lie elsewhere.
@safe
struct StreamJob {
  var state: StreamState
  /// The next block; of any alignment.
  private(set) var bytes: UnsafeRawPointer
  /// Blocks from `bytes` on.
  private(set) var blockCount: Int
  private let tail: UnsafeRawPointer
  private var tailBlockCount: Int
  /// Whether `bytes` has come to the last ones.
  private(set) var isInTail = false

  init(
    state: StreamState, bytes: UnsafeRawPointer, blockCount: Int, tail: UnsafeRawPointer? = nil,
    tailBlockCount: Int = 0
  ) {
    self.state = state
    unsafe self.bytes = bytes
    self.blockCount = blockCount
    unsafe self.tail = tail ?? bytes
    self.tailBlockCount = tailBlockCount
    advance(by: 0)
  }

  /// Notes that the next `count` blocks were compressed; comes to the tail behind the last one.
  mutating func advance(by count: Int) {
    unsafe bytes += count * 64
    blockCount -= count
    if blockCount == 0 && tailBlockCount > 0 {
      unsafe bytes = tail
      (blockCount, tailBlockCount, isInTail) = (tailBlockCount, 0, true)
    }
  }
}

/// What one thread hashes streams with: its buffers, and the vectors in them.
///
/// SAFETY. All memory is allocated in `init` and freed in `deinit`; one thread uses it. The buffers
/// of `slots` lie behind each other in `arena`. Kernels read 64 bytes for each block of a job and
/// write to `states` and `schedule` only, whose sizes are what `Kernels` asks for.
@safe
final class StreamHasher {
  private let kernels: KernelSelection
  private let pace: StreamPace
  private let arena: UnsafeMutableRawPointer
  private let states: UnsafeMutablePointer<SIMD16<UInt32>>
  private let schedule: UnsafeMutablePointer<SIMD16<UInt32>>
  private let constants: UnsafeMutablePointer<UInt32>
  private let lanes: UnsafeMutablePointer<UnsafeRawPointer>
  /// Job in each lane; -1 for none.
  private var jobOfLane = [Int](repeating: -1, count: 32)

  /// Bytes that are read for all streams of a thread before they are hashed: they stay in the
  /// processor's second cache.
  static let arenaByteCount = 1 << 20
  /// The most bytes that are read for one stream at a time.
  static let largestSlabByteCount = 256 << 10
  /// The fewest.
  static let smallestSlabByteCount = 32 << 10
  /// Room behind a slab for the padding; odd in units of cache lines, so that the same place of
  /// different slabs does not fall into the same set of the first cache.
  private static let slackByteCount = 192

  init(_ kernels: KernelSelection) {
    self.kernels = kernels
    pace = StreamPace(kernels)
    unsafe arena = .allocate(
      byteCount: Self.arenaByteCount + pace.maximumStreamCount * Self.slackByteCount,
      alignment: 4096)
    unsafe states = .allocate(capacity: 16)
    unsafe states.initialize(repeating: SIMD16(), count: 16)
    unsafe schedule = .allocate(capacity: 128)
    unsafe schedule.initialize(repeating: SIMD16(), count: 128)
    unsafe constants = .allocate(capacity: 64)
    unsafe lanes = .allocate(capacity: 32)
    unsafe lanes.initialize(repeating: UnsafeRawPointer(arena), count: 32)
    unsafe constants.initialize(repeating: 0, count: 64)
    unsafe withUnsafeBytes(of: wc_sha256_constants) { words in
      unsafe UnsafeMutableRawBufferPointer(start: constants, count: 256).copyMemory(from: words)
    }
  }

  deinit {
    unsafe arena.deallocate()
    unsafe states.deallocate()
    unsafe schedule.deallocate()
    unsafe constants.deallocate()
    unsafe lanes.deallocate()
  }

  /// Bytes that are read for each of `count` streams at a time: whole multiples of 32 KiB, so that
  /// a slab ends where a block of statistics does.
  static func slabByteCount(forStreams count: Int) -> Int {
    let share = arenaByteCount / count / smallestSlabByteCount * smallestSlabByteCount
    return max(smallestSlabByteCount, min(largestSlabByteCount, share))
  }

  /// Room for one slab and the padding behind it.
  func slab(inSlot slot: Int, byteCount: Int) -> UnsafeMutableRawPointer {
    unsafe arena + slot * (byteCount + Self.slackByteCount)
  }

  /// Compresses blocks of all jobs; a job's state is then that after the last one of them.
  ///
  /// - Parameters:
  ///   - mayStop: whether blocks may be left over once a job has ended that no other follows.
  ///   - next: gives the job that follows one that has ended, if any does, told its state.
  func compress(
    _ jobs: inout [StreamJob], mayStop: Bool = false,
    next: (_ job: Int, StreamState) -> StreamJob?
  ) {
    var hasStopped = false
    while true {
      let open = jobs.indices.filter {
        jobs[$0].blockCount > 0 && (!hasStopped || jobs[$0].isInTail)
      }
      guard !open.isEmpty else { return }
      let hasEnded =
        if kernels.hasLanes && open.count >= pace.minimumLaneCount {
          compressInLanes(&jobs, open, mayStop, next)
        } else {
          compressInterleaved(&jobs, open, next)
        }
      hasStopped = hasStopped || (mayStop && hasEnded)
    }
  }

  /// Puts the job that follows in the place of one that has ended; false if none follows.
  private func follow(
    _ jobs: inout [StreamJob], _ index: Int, _ next: (_ job: Int, StreamState) -> StreamJob?
  ) -> Bool {
    guard let job = next(index, jobs[index].state) else { return false }
    jobs[index] = job
    return true
  }

  // MARK: Lanes

  /// Compresses blocks of the first 16 or 32 of the open jobs until too few of them are left, or
  /// one has ended that none follows and it may stop; gives whether there was such a one.
  private func compressInLanes(
    _ jobs: inout [StreamJob], _ open: [Int], _ mayStop: Bool,
    _ next: (_ job: Int, StreamState) -> StreamJob?
  ) -> Bool {
    let width = kernels.hasLanes32 && open.count > 16 ? 32 : 16
    guard let function = unsafe width == 32 ? kernels.lanes32 : kernels.lanes16 else {
      preconditionFailure("there is no kernel for lanes")
    }
    var hasEnded = false
    var live = min(width, open.count)
    for lane in 0..<width {
      jobOfLane[lane] = lane < live ? open[lane] : -1
      if lane < live { load(jobs[open[lane]], into: lane) }
    }
    repeat {
      var blockCount = Int.max
      var busy = 0
      for lane in 0..<width where jobOfLane[lane] >= 0 {
        blockCount = min(blockCount, jobs[jobOfLane[lane]].blockCount)
        busy = lane
      }
      // An empty lane hashes some other lane's bytes.
      for lane in 0..<width where jobOfLane[lane] < 0 { unsafe lanes[lane] = lanes[busy] }
      unsafe function(states, lanes, blockCount, schedule, constants)
      for lane in 0..<width where jobOfLane[lane] >= 0 {
        let job = jobOfLane[lane]
        jobs[job].advance(by: blockCount)
        unsafe lanes[lane] = jobs[job].bytes
        guard jobs[job].blockCount == 0 else { continue }
        jobs[job].state = state(of: lane)
        if follow(&jobs, job, next) {
          load(jobs[job], into: lane)
        } else {
          jobOfLane[lane] = -1
          live -= 1
          hasEnded = true
        }
      }
    } while live >= (width == 32 ? 17 : pace.minimumLaneCount) && !(mayStop && hasEnded)
    for lane in 0..<width where jobOfLane[lane] >= 0 {
      jobs[jobOfLane[lane]].state = state(of: lane)
    }
    return hasEnded
  }

  private func load(_ job: StreamJob, into lane: Int) {
    unsafe lanes[lane] = job.bytes
    load(job.state, into: lane)
  }

  /// Word `w` of lane `l` is element `l % 16` of vector `l / 16 * 8 + w`.
  private func load(_ state: StreamState, into lane: Int) {
    for word in 0..<8 { unsafe states[lane / 16 * 8 + word][lane % 16] = state.words[word] }
  }

  private func state(of lane: Int) -> StreamState {
    var state = StreamState()
    for word in 0..<8 { unsafe state.words[word] = states[lane / 16 * 8 + word][lane % 16] }
    return state
  }

  // MARK: SHA-NI

  /// Compresses blocks of the first few open jobs until the shortest of them is done; gives whether
  /// none follows one that is.
  private func compressInterleaved(
    _ jobs: inout [StreamJob], _ open: [Int], _ next: (_ job: Int, StreamState) -> StreamJob?
  ) -> Bool {
    // One more than fit at a time is faster as half and half.
    let limit = StreamPace.shaniStreamCount
    let count = open.count == limit + 1 ? (limit + 1) / 2 : min(open.count, limit)
    let blockCount = open[..<count].map { jobs[$0].blockCount }.min() ?? 0
    unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 8 * count) { words in
      unsafe withUnsafeTemporaryAllocation(
        of: UnsafeMutablePointer<UInt32>?.self, capacity: count
      ) { pointers in
        unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<UInt8>?.self, capacity: count) {
          blocks in
          for (stream, job) in open[..<count].enumerated() {
            for word in 0..<8 {
              unsafe words.initializeElement(
                at: 8 * stream + word, to: jobs[job].state.words[word])
            }
            unsafe pointers.initializeElement(
              at: stream, to: words.baseAddress.map { unsafe $0 + 8 * stream })
            unsafe blocks.initializeElement(
              at: stream, to: jobs[job].bytes.assumingMemoryBound(to: UInt8.self))
          }
          unsafe wc_sha256_ni(
            pointers.baseAddress, 1, blocks.baseAddress, count, blockCount,
            KernelBackend.features)
        }
      }
      for (stream, job) in open[..<count].enumerated() {
        for word in 0..<8 { unsafe jobs[job].state.words[word] = words[8 * stream + word] }
        jobs[job].advance(by: blockCount)
      }
    }
    var hasEnded = false
    for job in open[..<count] where jobs[job].blockCount == 0 && !follow(&jobs, job, next) {
      hasEnded = true
    }
    return hasEnded
  }
}
