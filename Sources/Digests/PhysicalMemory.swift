// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How much the system can keep in memory.
enum PhysicalMemory {
  /// Whether `sources` fill less than half of the memory: what was read once can then be expected
  /// to be read again without the storage.
  static func canKeep(_ sources: [DigestSource]) -> Bool {
    let pageCount = sysconf(CInt(_SC_PHYS_PAGES))
    let pageByteCount = sysconf(CInt(_SC_PAGESIZE))
    guard pageCount > 0, pageByteCount > 0 else { return false }
    let limit = Int(pageCount).multipliedReportingOverflow(by: Int(pageByteCount) / 2)
    var sum = 0
    for source in sources {
      let (next, overflow) = sum.addingReportingOverflow(source.byteCount)
      if overflow { return false }
      sum = next
    }
    return limit.overflow || sum <= limit.partialValue
  }
}
