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
///
/// The handler only writes the signal's number to a pipe; a thread that waits there does the rest,
/// not bound by what a handler may do. The handlers stand before anything else is done, so that no
/// signal is lost, as it could be with a dispatch source, which takes its time to be ready.
enum Interruption {
  private static let received = Atomic<Int32>(0)
  /// The pipe's writing end, set once before the handlers that use it.
  private nonisolated(unsafe) static var pipeInput: Int32 = -1

  /// Directs both signals to `cancellation`.
  ///
  /// It also ignores SIGPIPE, so that a closed pipe is an answer of `write`, and gives a trap,
  /// which is a fault of ours, its own status, so that it looks like no answer.
  static func install(_ cancellation: CancellationHandle) {
    signal(SIGPIPE, SIG_IGN)
    for number in [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGFPE] {
      signal(number) { _ in _exit(ExitStatus.internalError.rawValue) }
    }
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    unsafe pipeInput = ends[1]
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in Interruption.pass(on: number) }
    }
    let output = ends[0]
    DispatchQueue.global().async {
      var byte: UInt8 = 0
      while unsafe read(output, &byte, 1) == 1 {
        let isFirst = received.exchange(Int32(byte), ordering: .relaxed) == 0
        if !isFirst {
          OutputFiles.removeTemporaries()
          _exit(status.rawValue)
        }
        cancellation.cancel()
      }
    }
  }

  /// What the handler does: one write, which leaves `errno` as it was.
  private static func pass(on number: Int32) {
    let saved = errno
    var byte = UInt8(truncatingIfNeeded: number)
    unsafe _ = write(pipeInput, &byte, 1)
    errno = saved
  }

  /// The status that the signal leads to.
  static var status: ExitStatus {
    received.load(ordering: .relaxed) == SIGTERM ? .terminated : .interrupted
  }
}
