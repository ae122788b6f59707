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
  /// The signals are blocked here, before there are other threads, which inherit that; one thread
  /// waits for them. So none is lost, and what is done about them is not bound by what a signal
  /// handler may do.
  static func install(_ cancellation: CancellationHandle) {
    signal(SIGPIPE, SIG_IGN)
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGINT)
    unsafe sigaddset(&signals, SIGTERM)
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    let awaited = signals
    DispatchQueue.global().async {
      var signals = awaited
      var number: CInt = 0
      while unsafe sigwait(&signals, &number) == 0 {
        let isFirst = received.exchange(number, ordering: .relaxed) == 0
        if !isFirst {
          OutputFile.removeTemporary()
          _exit(status.rawValue)
        }
        cancellation.cancel()
      }
    }
  }

  /// The status that the signal leads to.
  static var status: ExitStatus {
    received.load(ordering: .relaxed) == SIGTERM ? .terminated : .interrupted
  }
}
