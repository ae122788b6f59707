// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// How many bytes have been read; workers add, anyone may look.
package final class DigestProgress: Sendable {
  private let bytes = Atomic<Int>(0)

  package init() {}

  func add(_ count: Int) {
    bytes.add(count, ordering: .relaxed)
  }

  /// Bytes read so far.
  package var byteCount: Int { bytes.load(ordering: .relaxed) }
}

/// A request to stop, from a signal or from a first failure; it cannot be taken back.
package final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)
  private let parent: Cancellation?

  /// - Parameter parent: cancels this one too when it is cancelled.
  package init(parent: Cancellation? = nil) {
    self.parent = parent
  }

  package func cancel() {
    flag.store(true, ordering: .relaxed)
  }

  package var isCancelled: Bool {
    flag.load(ordering: .relaxed) || parent?.isCancelled == true
  }
}
