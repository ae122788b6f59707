// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput

#if os(Linux)
  @Suite("Page cache")
  struct PageCacheTests {
    /// Sizes around a page, and around the window of pages that is asked for at a time.
    @Test(
      "what was just written is in memory, to the byte",
      arguments: [0, 1, 4095, 4096, 4097, 1_000_003])
    func written(byteCount: Int) throws {
      let folder = try TemporaryFolder()
      let path = try folder.write([UInt8](repeating: 7, count: byteCount), to: "file")
      let file = try OpenFile(path: path)
      #expect(PageCache.residentByteCount(of: file) == byteCount)
    }

    @Test("a hole that nobody has read is not in memory, and asking does not bring it there")
    func hole() throws {
      let folder = try TemporaryFolder()
      let path = try folder.resize("file", to: 300 << 20)
      let file = try OpenFile(path: path)
      #expect(PageCache.residentByteCount(of: file) == 0)
      #expect(PageCache.residentByteCount(of: file) == 0)
    }
  }
#endif
