// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// How much memory each measured work passes over.
///
/// Without optimisation the kernels are thousands of times slower, so a debug build measures
/// little, and what it finds means nothing.
enum WorkSize {
  #if DEBUG
    static let libcryptoPieceCount = 1
    static let statisticsPieceCount = 1
  #else
    /// Pieces that are as large as what the engine reads for one stream.
    static let libcryptoPieceCount = StreamHasher.arenaByteCount / StreamHasher.largestSlabByteCount
    /// Pieces of 32 KiB: half a mebibyte, which a second cache holds and a first one does not.
    static let statisticsPieceCount = 16
  #endif

  /// Passes of one run, so that what begins and ends with a run costs little; fewer where a run
  /// would else be long beside the repetition that it is a part of.
  static func passCount(in repetition: Duration) -> Int {
    #if DEBUG
      1
    #else
      repetition < .milliseconds(20) ? 1 : 16
    #endif
  }

  /// Bytes of each of `count` streams: what the engine reads for each of so many at a time.
  static func pieceByteCount(forStreams count: Int) -> Int {
    #if DEBUG
      2048
    #else
      StreamHasher.slabByteCount(forStreams: count)
    #endif
  }

  /// Bytes that threads read of memory: several times what all caches hold, if there is so much,
  /// and it can be read in the time.
  static func memoryByteCount(threadCount: Int, in repetition: Duration) -> Int {
    #if DEBUG
      let wanted = 1 << 18
    #else
      // A system tells the size of one last cache; each few cores may have one of their own.
      let caches = MachineMemory.lastCacheByteCount.map { 4 * $0 } ?? 256 << 20
      let wanted = max(64 << 20, caches, threadCount << 24)
    #endif
    let limit = MachineMemory.byteCount.map { max(16 << 20, $0 / 8) } ?? .max
    // At 100 GB/s and thread, which none has; 2^20 bytes for each are always there.
    let readable = Int(min(repetition.inSeconds, 3600) * 1e11) * threadCount
    return max(min(wanted, limit, readable), threadCount << 20)
  }
}
