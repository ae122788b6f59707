// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The memory that there is to work with, as the system tells it.
package enum MachineMemory {
  /// Bytes of memory, bounded by the control group's limit; nil where the system does not tell.
  package static var byteCount: Int? {
    let pageCount = sysconf(CInt(_SC_PHYS_PAGES))
    let pageByteCount = sysconf(CInt(_SC_PAGESIZE))
    guard pageCount > 0, pageByteCount > 0 else { return nil }
    let (product, overflow) = Int(pageCount).multipliedReportingOverflow(by: Int(pageByteCount))
    return overflow ? nil : min(product, limit ?? .max)
  }

  /// `memory.max` of control groups v2: bytes, or "max".
  private static var limit: Int? {
    SystemFile.firstLine(of: "/sys/fs/cgroup/memory.max").flatMap { line in
      Int(line.prefix { $0.isNumber }).flatMap { $0 > 0 ? $0 : nil }
    }
  }

  /// Whether `sources` fill less than half of the memory: what was read once can then be expected
  /// to be read again without the storage.
  static func canKeep(_ sources: [DigestSource]) -> Bool {
    var room = (byteCount ?? 0) / 2
    for source in sources {
      guard source.byteCount <= room else { return false }
      room -= source.byteCount
    }
    return true
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
