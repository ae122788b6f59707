// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import Digests
public import UntrustedInput

/// What `bench` measured.
public struct BenchReport: Sendable {
  /// The machine, as far as this process may use it.
  public let machine: Machine
  /// How often each measurement in memory was repeated; the median is given.
  public let repetitionCount: Int
  /// How long each repetition was meant to be.
  public let repetitionDuration: Duration
  /// What was measured in memory, in the order of the table.
  public let measurements: [Measurement]
  /// What was measured over a path, if one was given.
  public let passes: [Pass]
  /// Why files at the path could not be read as they had to be.
  public let problems: [Problem]
  /// The exit status: 0, or that of the first use of the path which was not done well.
  public let status: Reason.Status

  /// Whether this is a debug build, whose figures mean nothing.
  public static var isDebugBuild: Bool {
    #if DEBUG
      true
    #else
      false
    #endif
  }

  /// What there is to work with.
  public struct Machine: Sendable {
    /// The processor's own name; nil where it has none.
    public let processorName: String?
    /// Processors that this process may keep busy.
    public let processorCount: Int
    /// Bytes of memory that the process may have; nil where the system does not tell.
    public let memoryByteCount: Int?
    /// What the processor can compute SHA-256 with.
    public let availableBackends: [KernelBackend]
    /// What of it is used, the widest first.
    public let usedBackends: [KernelBackend]
    /// Threads of the measurements that are not of one thread.
    public let threadCount: Int
  }

  /// How fast something was.
  public struct Speed: Sendable {
    /// Bytes that were passed over; by all threads together.
    public let byteCount: Int
    /// How long that took.
    public let seconds: Double
    /// The speed, divided by that of libcrypto with one stream on one thread.
    public internal(set) var ratio: Double = 0

    /// 10^9 bytes per second.
    public var gigabytesPerSecond: Double {
      seconds > 0 ? Double(byteCount) / seconds / 1e9 : 0
    }

    /// The same beside the speed that all are compared with.
    func compared(with reference: Speed?) -> Speed {
      var speed = self
      let base = reference?.gigabytesPerSecond ?? 0
      speed.ratio = base > 0 ? gigabytesPerSecond / base : 0
      return speed
    }
  }

  /// A measurement in memory.
  public struct Measurement: Sendable {
    /// What was done; the raw value stands in JSON.
    public enum What: String, CaseIterable, Sendable {
      /// A memory larger than the caches was read.
      case memoryRead
      /// SHA-256 was computed.
      case sha256
      /// Statistics were computed.
      case statistics
      /// Both were computed in one pass.
      case sha256AndStatistics
    }

    /// What was done.
    public let what: What
    /// With what; nil for memory, and for statistics that every processor can compute.
    public let backend: KernelBackend?
    /// Messages that each thread hashed at a time; nil where none were.
    public let streamCount: Int?
    /// The type of the elements, as safetensors names it; nil where there were no statistics.
    public let elementType: String?
    /// Threads that did it at the same time.
    public let threadCount: Int
    /// How fast it was.
    public let speed: Speed
  }

  /// One use of the path, from opening the files to the answer.
  public struct Pass: Sendable {
    /// What was done; the raw value stands in JSON.
    public enum Use: String, CaseIterable, Sendable {
      /// `digest --per file`.
      case digestPerFile = "digest --per file"
      /// `digest --per tensor`.
      case digestPerTensor = "digest --per tensor"
      /// `stats`.
      case statistics = "stats"
    }

    /// What was done.
    public let use: Use
    /// 1 for the first time, 2 for the second.
    public let number: Int
    /// What the system held of the files in memory before.
    public let pageCache: PageCacheState
    /// Threads that worked.
    public let threadCount: Int
    /// How fast it was; the bytes are those that were read.
    public let speed: Speed
  }

  /// What the system holds of files in memory, as it says itself.
  public enum PageCacheState: Sendable, Equatable {
    /// Less than a hundredth of the bytes.
    case cold
    /// More than 99 hundredths of the bytes.
    case warm
    /// A part of the bytes, from 0 to 1.
    case partial(Double)
    /// The system does not say it.
    case unknown
  }

  /// A file that could not be read as it had to be.
  public struct Problem: Sendable, Hashable {
    /// The file.
    public let path: UntrustedText
    /// One sentence.
    public let message: String
  }
}
