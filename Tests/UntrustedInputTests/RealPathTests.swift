// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("resolved paths")
struct RealPathTests {
  @Test(
    "links, dots and doubled slashes are resolved",
    arguments: [
      ("a/file", "a/file"), ("link", "a/file"), ("a/../link", "a/file"), ("./a//file", "a/file"),
      ("a", "a"), ("toFolder/file", "a/file"), ("missing", nil), ("dangling", nil), ("loop", nil),
    ] as [(FilePath, FilePath?)])
  func resolved(path: FilePath, expected: FilePath?) throws {
    let folder = try TemporaryFolder()
    try folder.write([], to: "a/file")
    try folder.link("link", to: "a/file")
    try folder.link("toFolder", to: "a")
    try folder.link("dangling", to: "nothing")
    try folder.link("loop", to: "loop")
    #expect(folder.path.pushing(path).resolved == expected.map { folder.path.pushing($0) })
  }

  @Test("a path keeps its bytes, and has no NUL")
  func bytes() throws {
    let bytes: [UInt8] = [0x61, 0xFF, 0x2F, 0xC3, 0x0A]
    let path = try #require(FilePath(UntrustedText(bytes: bytes)))
    #expect(path.text.bytes == bytes)
    #expect(FilePath(UntrustedText(bytes: [0x61, 0])) == nil)
  }

  @Test(
    "a path is seen from a folder only where it is inside",
    arguments: [
      ("/a", "/a/b", "b"), ("/a", "/a/b/c", "b/c"), ("/", "/a", "a"), ("/a", "/a", nil),
      ("/a", "/ab", nil), ("/a/b", "/a", nil), ("/a", "/b/a", nil),
    ] as [(FilePath, FilePath, UntrustedText?)])
  func contained(folder: FilePath, inner: FilePath, expected: UntrustedText?) {
    #expect(folder.containedPath(of: inner)?.text == expected)
  }
}
