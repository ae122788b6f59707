// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Memory in pieces of one length, filled with numbers that a seed decides.
///
/// Every 16 bits are a sign, an exponent near that of 1 and a fraction, so that the elements of
/// each type of float are finite and normal, as those of weights are. Behind each piece stands the
/// last block of a SHA-256 message (FIPS 180-4, 5.1.1) that consists of the piece.
///
/// SAFETY. The memory is allocated and filled in `init`, only read afterwards, and freed in
/// `deinit`; pointers into it must not outlive this object.
@safe
final class GeneratedBytes {
  let pieceCount: Int
  let pieceByteCount: Int
  private let memory: UnsafeMutableRawPointer
  private let pageOffset: Int

  /// Room behind a piece: its last block, and what makes the distance between two pieces odd in
  /// units of cache lines, as that between the engine's slabs is.
  private static let slackByteCount = 192
  private static let pageByteCount = 4096

  /// - Parameters:
  ///   - pieceByteCount: a multiple of 64.
  ///   - pageOffset: where in a page the first piece begins.
  init(pieceCount: Int, pieceByteCount: Int, seed: UInt64, pageOffset: Int = 0) {
    precondition(pieceByteCount.isMultiple(of: 64), "pieces are whole blocks")
    self.pieceCount = pieceCount
    self.pieceByteCount = pieceByteCount
    self.pageOffset = pageOffset % Self.pageByteCount
    unsafe memory = .allocate(
      byteCount: Self.pageByteCount + pieceCount * (pieceByteCount + Self.slackByteCount),
      alignment: Self.pageByteCount)
    // Marsaglia's xorshift64, which must not begin with 0.
    var state = seed | 1
    for index in 0..<pieceCount {
      let piece = unsafe start(of: index)
      for offset in stride(from: 0, to: pieceByteCount, by: 8) {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        let word = state & 0x83FF_83FF_83FF_83FF | 0x3C00_3C00_3C00_3C00
        unsafe piece.storeBytes(of: word, toByteOffset: offset, as: UInt64.self)
      }
      let last = unsafe piece + pieceByteCount
      unsafe last.initializeMemory(as: UInt8.self, repeating: 0, count: 64)
      unsafe last.storeBytes(of: 0x80, as: UInt8.self)
      unsafe last.storeBytes(
        of: (UInt64(pieceByteCount) * 8).bigEndian, toByteOffset: 56, as: UInt64.self)
    }
  }

  deinit { unsafe memory.deallocate() }

  private func start(of index: Int) -> UnsafeMutableRawPointer {
    unsafe memory + pageOffset + index * (pieceByteCount + Self.slackByteCount)
  }

  /// The bytes of a piece.
  func piece(_ index: Int) -> UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: start(of: index), count: pieceByteCount)
  }

  /// Blocks of a piece and the one behind it: a whole message.
  var blockCount: Int { pieceByteCount / 64 + 1 }

  /// A stream over the message of a piece, from its beginning.
  func job(_ index: Int) -> StreamJob {
    unsafe StreamJob(
      state: StreamState(), bytes: UnsafeRawPointer(start(of: index)), blockCount: blockCount)
  }
}
