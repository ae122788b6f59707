// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Dispatch
internal import Synchronization
internal import WeightCheck

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// SIGINT and SIGTERM: the first cancels the work, the second ends the process at once.
enum Interruption {
  private static let received = Atomic<Int32>(0)

  /// Directs both signals to `cancellation`, and ignores SIGPIPE, so that a closed pipe is an
  /// answer of `write`.
  ///
  /// - Returns: what keeps watching as long as it lives.
  static func install(_ cancellation: CancellationHandle) -> [any DispatchSourceSignal] {
    signal(SIGPIPE, SIG_IGN)
    return [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        let isFirst = received.exchange(number, ordering: .relaxed) == 0
        if !isFirst {
          OutputFile.removeTemporary()
          _exit(status.rawValue)
        }
        cancellation.cancel()
      }
      source.resume()
      return source
    }
  }

  /// The status that the signal leads to.
  static var status: ExitStatus {
    received.load(ordering: .relaxed) == SIGTERM ? .terminated : .interrupted
  }
}
