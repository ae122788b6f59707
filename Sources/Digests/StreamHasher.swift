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

/// Whole blocks of one stream that are to be compressed.
@safe
struct StreamJob {
  var state: StreamState
  /// `blockCount * 64` bytes, of any alignment.
  var bytes: UnsafeRawPointer
  var blockCount: Int
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

  /// Compresses all blocks of all jobs; their states are then those after the last block.
  func compress(_ jobs: inout [StreamJob]) {
    var open = jobs.indices.filter { jobs[$0].blockCount > 0 }
    while kernels.hasLanes && open.count >= pace.minimumLaneCount {
      compressInLanes(&jobs, open)
      open.removeAll { jobs[$0].blockCount == 0 }
    }
    while !open.isEmpty {
      compressInterleaved(&jobs, open)
      open.removeAll { jobs[$0].blockCount == 0 }
    }
  }

  // MARK: Lanes

  /// Compresses blocks of the first 16 or 32 of the open jobs until too few of them are left.
  private func compressInLanes(_ jobs: inout [StreamJob], _ open: [Int]) {
    let width = kernels.hasLanes32 && open.count > 16 ? 32 : 16
    guard let function = unsafe width == 32 ? kernels.lanes32 : kernels.lanes16 else { return }
    var live = min(width, open.count)
    for lane in 0..<width {
      jobOfLane[lane] = lane < live ? open[lane] : -1
      if lane < live {
        load(jobs[open[lane]].state, into: lane)
        unsafe lanes[lane] = jobs[open[lane]].bytes
      }
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
        unsafe lanes[lane] += blockCount * 64
        unsafe jobs[job].bytes = lanes[lane]
        jobs[job].blockCount -= blockCount
        if jobs[job].blockCount == 0 {
          jobs[job].state = state(of: lane)
          jobOfLane[lane] = -1
          live -= 1
        }
      }
    } while live >= pace.minimumLaneCount
    for lane in 0..<width where jobOfLane[lane] >= 0 {
      jobs[jobOfLane[lane]].state = state(of: lane)
    }
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

  /// Compresses blocks of the first few open jobs until the shortest of them is done.
  private func compressInterleaved(_ jobs: inout [StreamJob], _ open: [Int]) {
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
        unsafe jobs[job].bytes += blockCount * 64
        jobs[job].blockCount -= blockCount
      }
    }
  }
}
