// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import CProcessor
internal import Kernels

#if arch(x86_64)
  internal import KernelsAVX2
  internal import KernelsAVX512
#endif

/// A way to compute SHA-256.
public enum KernelBackend: String, CaseIterable, Hashable, Sendable {
  /// libcrypto's EVP interface, one stream at a time: always there, and the reference.
  case openssl
  /// The SHA extensions of x86, up to four streams interleaved.
  case shani
  /// Sixteen lanes in vectors of eight words.
  case avx2
  /// Sixteen or 32 lanes in vectors of sixteen words.
  case avx512

  /// Whether this processor, and its operating system, can run it.
  public var isAvailable: Bool {
    switch self {
    case .openssl: true
    case .shani: Self.features & WC_HAS_SHANI.rawValue != 0
    case .avx2: Self.features & WC_HAS_AVX2.rawValue != 0
    case .avx512: Self.features & WC_HAS_AVX512.rawValue != 0
    }
  }

  static let features = wc_processor_features()

  /// The processor's own name; nil where it has none.
  public static var processorName: String? {
    var bytes = [CChar](repeating: 0, count: 49)
    unsafe wc_processor_name(&bytes)
    let name = String(
      decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return name.isEmpty ? nil : name
  }
}

/// The functions that the engine hashes with.
///
/// A backend that the processor lacks cannot be had, so it cannot be called.
public struct KernelSelection: Sendable {
  /// Compresses blocks of as many messages as its name says; see `compress16Lanes`.
  typealias LaneFunction =
    @Sendable (
      _ states: UnsafeMutablePointer<SIMD16<UInt32>>, _ lanes: UnsafePointer<UnsafeRawPointer>,
      _ blockCount: Int, _ schedule: UnsafeMutablePointer<SIMD16<UInt32>>,
      _ constants: UnsafePointer<UInt32>
    ) -> Void

  /// The only backend that is used; nil where each is used for what it is best at.
  public let only: KernelBackend?
  /// The instruction set of lanes and statistics: `avx2`, `avx512`; anything else for none.
  private let vectors: KernelBackend
  let hasSHANI: Bool

  /// The backends in use, the widest first.
  public var backends: [KernelBackend] {
    if let only { return [only] }
    var backends: [KernelBackend] = hasSHANI ? [.shani, .openssl] : [.openssl]
    if hasLanes { backends.insert(vectors, at: 0) }
    return backends
  }

  /// Only `backend`; nil where the processor lacks it.
  public init?(only backend: KernelBackend) {
    guard backend.isAvailable else { return nil }
    self.init(backend, isOnly: true)
  }

  /// Each backend for the number of streams at which it is the fastest.
  public static let best = {
    // Without optimisation Swift's vectors are thousands of times slower, and C's a dozen times.
    #if DEBUG
      KernelSelection(.openssl, isOnly: false)
    #else
      let widest = [KernelBackend.avx512, .avx2].first(where: \.isAvailable)
      return KernelSelection(widest ?? .openssl, isOnly: false)
    #endif
  }()

  private init(_ backend: KernelBackend, isOnly: Bool) {
    only = isOnly ? backend : nil
    vectors = backend
    #if DEBUG
      hasSHANI = backend == .shani
    #else
      hasSHANI = backend == .shani || (!isOnly && KernelBackend.shani.isAvailable)
    #endif
  }

  /// Whether streams can be hashed other than by libcrypto.
  var hashesStreams: Bool { hasSHANI || hasLanes }

  var hasLanes: Bool { vectors == .avx2 || vectors == .avx512 }

  var hasLanes32: Bool { vectors == .avx512 }

  /// Compresses blocks of sixteen messages.
  var lanes16: LaneFunction? {
    #if arch(x86_64)
      switch vectors {
      case .avx512: unsafe compress16LanesAVX512
      case .avx2: unsafe compress16LanesAVX2
      case .openssl, .shani: nil
      }
    #else
      nil
    #endif
  }

  /// Compresses blocks of 32 messages.
  var lanes32: LaneFunction? {
    #if arch(x86_64)
      vectors == .avx512 ? unsafe compress32LanesAVX512 : nil
    #else
      nil
    #endif
  }

  var statistics: StatisticsKernels {
    #if arch(x86_64)
      switch vectors {
      case .avx512: .avx512
      case .avx2: .avx2
      case .openssl, .shani: .portable
      }
    #else
      .portable
    #endif
  }
}
