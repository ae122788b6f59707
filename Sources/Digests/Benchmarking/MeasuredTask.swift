// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// One row of a benchmark: what is done, with what, on how many threads.
package struct MeasuredTask: Hashable, Sendable {
  /// What is done.
  package enum What: Hashable, Sendable {
    /// All words of a memory larger than the caches are summed.
    case memoryRead
    /// SHA-256 in memory.
    case sha256
    /// Statistics in memory.
    case statistics
    /// Both, of the same bytes while the caches hold them.
    case sha256AndStatistics
  }

  /// What is done.
  package let what: What
  /// What does it; nil for memory, and for statistics that every processor can compute.
  package var backend: KernelBackend?
  /// Messages that are hashed at a time by a thread; nil where none are.
  package var streamCount: Int?
  /// The type of elements, where there are statistics.
  package var kind: StatisticsKind?
  /// Threads that do it at the same time.
  package var threadCount = 1

  /// What everything is compared with: libcrypto, one stream on one thread.
  package static let reference = MeasuredTask(what: .sha256, backend: .openssl, streamCount: 1)

  /// All rows that there are on this processor, in the order in which they are shown.
  ///
  /// Of the backends that are available, only those that `kernels` allows, and the reference.
  package static func all(_ kernels: KernelSelection, threadCount: Int) -> [MeasuredTask] {
    var tasks = [MeasuredTask(what: .memoryRead)]
    for backend in KernelBackend.allCases where backend.isAvailable {
      guard kernels.only == nil || kernels.only == backend else { continue }
      for count in backend.streamCounts {
        tasks.append(MeasuredTask(what: .sha256, backend: backend, streamCount: count))
      }
    }
    let widest = kernels.backends.first ?? .openssl
    let isWide = widest == .avx2 || widest == .avx512
    for kind in [StatisticsKind.bfloat16, .float32] {
      tasks.append(
        MeasuredTask(what: .statistics, backend: isWide ? widest : nil, kind: kind))
    }
    for kind in [StatisticsKind.bfloat16, .float32] {
      tasks.append(
        MeasuredTask(
          what: .sha256AndStatistics, backend: widest, streamCount: widest.streamCounts.last,
          kind: kind))
    }
    var rows: [MeasuredTask] = []
    for task in tasks {
      rows.append(task)
      if threadCount > 1 {
        var wide = task
        wide.threadCount = threadCount
        rows.append(wide)
      }
    }
    if !rows.contains(.reference) { rows.insert(.reference, at: threadCount > 1 ? 2 : 1) }
    return rows
  }

  /// The work of one thread.
  func work(thread: Int, memory: CountedWords, passCount: Int) -> any MeasuredWork {
    let seed = UInt64(thread + 1)
    let kernels = KernelSelection(only: backend ?? .openssl)
    switch (what, kernels, kind) {
    case (.statistics, let kernels?, let kind?):
      return StatisticsWork(kernels, kind, seed: seed, passCount: passCount)
    case (.sha256, let kernels?, _), (.sha256AndStatistics, let kernels?, _):
      guard backend != .openssl else {
        return LibcryptoWork(kernels, statistics: kind, seed: seed, passCount: passCount)
      }
      return StreamWork(
        kernels, streamCount: streamCount ?? 1, statistics: kind, seed: seed,
        passCount: passCount)
    default:
      return MemoryWork(memory, thread: thread, threadCount: threadCount)
    }
  }
}

extension KernelBackend {
  /// Numbers of messages at a time that it is good for.
  package var streamCounts: [Int] {
    switch self {
    case .openssl: [1]
    case .shani: Array(1...StreamPace.shaniStreamCount)
    case .avx2: [16]
    case .avx512: [16, 32]
    }
  }
}
