// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The memory of this machine, as the system tells it.
package enum MachineMemory {
  /// Bytes of memory; nil where the system does not tell.
  package static var byteCount: Int? {
    let pageCount = sysconf(CInt(_SC_PHYS_PAGES))
    let pageByteCount = sysconf(CInt(_SC_PAGESIZE))
    guard pageCount > 0, pageByteCount > 0 else { return nil }
    let (product, overflow) = Int(pageCount).multipliedReportingOverflow(by: Int(pageByteCount))
    return overflow ? nil : product
  }

  /// Bytes of one last cache; nil where the system does not tell.
  static var lastCacheByteCount: Int? {
    #if canImport(Glibc)
      let byteCount = sysconf(CInt(_SC_LEVEL3_CACHE_SIZE))
      return byteCount > 0 ? byteCount : nil
    #else
      return nil
    #endif
  }
}
