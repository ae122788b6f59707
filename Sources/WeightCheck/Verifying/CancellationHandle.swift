// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Digests

/// A request to stop that can be made from anywhere; it cannot be taken back.
public final class CancellationHandle: Sendable {
  package let cancellation = Cancellation()

  /// Nothing is cancelled yet.
  public init() {}

  /// Ends the work at the next block.
  public func cancel() {
    cancellation.cancel()
  }
}
