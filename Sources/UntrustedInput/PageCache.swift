// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#endif

/// What the system keeps of files in memory.
package enum PageCache {
  /// How many bytes of `file` are in memory; nil where the system does not tell.
  ///
  /// Asked by `mincore(2)` over a map that is never read from, so nothing is brought into memory.
  /// Linux tells only those who own the file or may write it; to others it says that everything is
  /// there, which is taken as no answer.
  package static func residentByteCount(of file: borrowing OpenFile) -> Int? {
    #if canImport(Glibc)
      guard let byteCount = Int(exactly: file.identity.size), maySee(file) else { return nil }
      guard byteCount > 0 else { return 0 }
      let map = unsafe mmap(
        nil, byteCount, PROT_READ, MAP_SHARED, file.descriptor.rawValue, 0)
      guard let base = unsafe map, unsafe base != MAP_FAILED else { return nil }
      defer { unsafe munmap(base, byteCount) }
      let pageByteCount = Int(sysconf(CInt(_SC_PAGESIZE)))
      guard pageByteCount > 0 else { return nil }
      // A byte for each page of a window; the lowest bit says that the page is there.
      var pages = [UInt8](repeating: 0, count: 1 << 16)
      var resident = 0
      for start in stride(from: 0, to: byteCount, by: pages.count * pageByteCount) {
        let window = min(pages.count * pageByteCount, byteCount - start)
        guard unsafe mincore(base + start, window, &pages) == 0 else { return nil }
        for page in 0..<((window + pageByteCount - 1) / pageByteCount) where pages[page] & 1 == 1 {
          resident += min(pageByteCount, window - page * pageByteCount)
        }
      }
      return resident
    #else
      return nil
    #endif
  }

  #if canImport(Glibc)
    /// Whether the system answers truly.
    private static func maySee(_ file: borrowing OpenFile) -> Bool {
      var status = stat()
      guard unsafe fstat(file.descriptor.rawValue, &status) == 0 else { return false }
      if status.st_uid == geteuid() { return true }
      let path = "/proc/self/fd/\(file.descriptor.rawValue)"
      return unsafe faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0
    }
  #endif
}
