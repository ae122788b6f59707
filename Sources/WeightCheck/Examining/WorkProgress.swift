// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Digests
internal import Synchronization

/// How far the work is; anyone may look at any time.
public final class WorkProgress: Sendable {
  package let digests = DigestProgress()
  private let total = Atomic<Int>(0)
  private let name = Mutex("")

  /// Nothing done yet.
  public init() {}

  /// Bytes read so far.
  public var byteCount: Int { digests.byteCount }

  /// Bytes that will be read in all; 0 until that is known.
  public var totalByteCount: Int { total.load(ordering: .relaxed) }

  /// The file that was last begun, escaped.
  public var currentFile: String { name.withLock { $0 } }

  /// Announces files of these sizes; a sum beyond `Int` is shown as the largest one.
  package func setTotal(of byteCounts: [UInt64]) {
    let sum = byteCounts.reduce(0) { sum, count in
      let (next, overflow) = sum.addingReportingOverflow(Int(clamping: count))
      return overflow ? .max : next
    }
    total.store(sum, ordering: .relaxed)
  }

  package func begin(_ file: String) {
    name.withLock { $0 = file }
  }
}
