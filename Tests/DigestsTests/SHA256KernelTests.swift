// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import CProcessor
internal import Cryptography
internal import Digests
internal import Kernels
internal import TestSupport
internal import Testing

#if arch(x86_64)
  internal import KernelsAVX2
  internal import KernelsAVX512
#endif

/// Every kernel that this processor has against libcrypto.
@Suite("SHA-256 kernels")
struct SHA256KernelTests {
  /// A kernel that compresses blocks of a fixed number of messages.
  enum Kernel: String, CaseIterable, CustomTestStringConvertible {
    case portable16, portable32, avx2, avx512With16, avx512With32
    case shani1, shani2, shani3, shani4
    case narrowSHANI1, narrowSHANI2, narrowSHANI3, narrowSHANI4

    var testDescription: String { rawValue }

    var isAvailable: Bool {
      switch self {
      case .portable16, .portable32: true
      case .avx2: KernelBackend.avx2.isAvailable
      case .avx512With16, .avx512With32: KernelBackend.avx512.isAvailable
      default: KernelBackend.shani.isAvailable
      }
    }

    var messageCount: Int {
      switch self {
      case .portable16, .avx2, .avx512With16: 16
      case .portable32, .avx512With32: 32
      case .shani1, .narrowSHANI1: 1
      case .shani2, .narrowSHANI2: 2
      case .shani3, .narrowSHANI3: 3
      case .shani4, .narrowSHANI4: 4
      }
    }
  }

  static let kernels = Kernel.allCases.filter(\.isAvailable)

  @Test(
    "every lane has the digest of its message: FIPS 180-4's examples and random ones",
    arguments: kernels)
  func digests(kernel: Kernel) {
    let examples: [[UInt8]] = [
      [], Array("abc".utf8), Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
    ]
    for blockCount in [1, 2, 3, 17] {
      var random = SplitMix64(seed: blockCount)
      let messages = (0..<kernel.messageCount).map { lane -> [UInt8] in
        // 64 bytes and more of padding are not needed: as long as the block count fits.
        let longest = blockCount * 64 - 9
        let shortest = max(0, longest - 63)
        if lane < examples.count && (shortest...longest).contains(examples[lane].count) {
          return examples[lane]
        }
        return random.bytes(shortest + lane * 7 % (longest - shortest + 1))
      }
      let digests = Self.hash(messages, blockCount: blockCount, with: kernel)
      for (lane, message) in messages.enumerated() {
        let expected = unsafe Digest(of: message.span.bytes, .sha256)
        #expect(digests[lane] == expected.bytes, "lane \(lane), \(message.count) bytes")
      }
    }
  }

  @Test("no block leaves every state as it was", arguments: kernels)
  func noBlock(kernel: Kernel) {
    let nothing = [[UInt8]](repeating: [], count: kernel.messageCount)
    let digests = Self.hash(nothing, blockCount: 0, with: kernel)
    let initial = "6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19"
    #expect(digests.allSatisfy { Digest(.sha256, bytes: $0)?.hex == initial })
  }

  /// Pads the messages to `blockCount` blocks at addresses that no vector is aligned to, and
  /// compresses them all at once.
  private static func hash(
    _ messages: [[UInt8]], blockCount: Int, with kernel: Kernel
  ) -> [[UInt8]] {
    let count = kernel.messageCount
    let stride = blockCount * 64 + 13
    let memory = UnsafeMutableRawPointer.allocate(byteCount: stride * count + 64, alignment: 64)
    let states = UnsafeMutablePointer<SIMD16<UInt32>>.allocate(capacity: 16)
    let schedule = UnsafeMutablePointer<SIMD16<UInt32>>.allocate(capacity: 128)
    defer {
      unsafe memory.deallocate()
      unsafe states.deallocate()
      unsafe schedule.deallocate()
    }
    unsafe memory.initializeMemory(as: UInt8.self, repeating: 0, count: stride * count + 64)
    unsafe schedule.initialize(repeating: SIMD16(), count: 128)
    let initial: [UInt32] = [
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
      0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    for vector in 0..<16 {
      unsafe (states + vector).initialize(to: SIMD16(repeating: initial[vector % 8]))
    }
    let lanes = unsafe (0..<count).map {
      unsafe UnsafeRawPointer(memory + 1 + $0 * stride)
    }
    for (lane, message) in messages.enumerated() where blockCount > 0 {
      let start = 1 + lane * stride
      for (index, byte) in message.enumerated() {
        unsafe memory.storeBytes(of: byte, toByteOffset: start + index, as: UInt8.self)
      }
      unsafe memory.storeBytes(of: 0x80, toByteOffset: start + message.count, as: UInt8.self)
      unsafe memory.storeBytes(
        of: (UInt64(message.count) * 8).bigEndian, toByteOffset: start + blockCount * 64 - 8,
        as: UInt64.self)
    }

    let constants = unsafe withUnsafeBytes(of: wc_sha256_constants) {
      unsafe Array($0.bindMemory(to: UInt32.self))
    }
    switch kernel {
    case .portable16:
      unsafe compress16LanesPortable(states, lanes, blockCount, schedule, constants)
    case .portable32:
      unsafe compress32LanesPortable(states, lanes, blockCount, schedule, constants)
    #if arch(x86_64)
      case .avx2: unsafe compress16LanesAVX2(states, lanes, blockCount, schedule, constants)
      case .avx512With16:
        unsafe compress16LanesAVX512(states, lanes, blockCount, schedule, constants)
      case .avx512With32:
        unsafe compress32LanesAVX512(states, lanes, blockCount, schedule, constants)
    #endif
    case .shani1, .shani2, .shani3, .shani4:
      return unsafe hashInterleaved(lanes, blockCount, initial, wc_processor_features())
    default:
      return unsafe hashInterleaved(lanes, blockCount, initial, WC_HAS_SHANI.rawValue)
    }
    return (0..<count).map { lane in
      (0..<8).flatMap { word in
        unsafe bigEndianBytes(states[lane / 16 * 8 + word][lane % 16])
      }
    }
  }

  private static func hashInterleaved(
    _ lanes: [UnsafeRawPointer], _ blockCount: Int, _ initial: [UInt32], _ features: UInt32
  ) -> [[UInt8]] {
    // Words of a state stand a stride apart, as the caller may want.
    let stride = 5
    let words = UnsafeMutablePointer<UInt32>.allocate(capacity: 8 * stride * 4)
    defer { unsafe words.deallocate() }
    unsafe words.initialize(repeating: 0, count: 8 * stride * 4)
    let states = unsafe lanes.indices.map { unsafe Optional(words + $0) }
    for lane in unsafe lanes.indices {
      for word in 0..<8 { unsafe words[lane + word * stride] = initial[word] }
    }
    let blocks = unsafe lanes.map { unsafe Optional($0.assumingMemoryBound(to: UInt8.self)) }
    unsafe wc_sha256_ni(states, stride, blocks, blocks.count, blockCount, features)
    return unsafe lanes.indices.map { lane in
      (0..<8).flatMap { unsafe bigEndianBytes(words[lane + $0 * stride]) }
    }
  }

  private static func bigEndianBytes(_ word: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: word &>> (24 - 8 * UInt32($0))) }
  }
}
