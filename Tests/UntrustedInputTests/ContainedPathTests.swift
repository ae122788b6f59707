// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("contained paths")
struct ContainedPathTests {
  @Test(
    "a relative path is kept in its plain form",
    arguments: [
      ("a", "a"), ("a/b", "a/b"), ("./a", "a"), ("a/.", "a"), ("a/", "a"), ("a//b", "a/b"),
      ("././a/.//./b/", "a/b"), ("...", "..."), ("..a", "..a"), ("a..", "a.."), ("a/..b", "a/..b"),
      (".hidden", ".hidden"), (" ", " "), ("a\\..\\b", "a\\..\\b"), ("C:\\a", "C:\\a"),
      ("~", "~"), ("-", "-"), ("a\nb", "a\nb"), ("%2e%2e/a", "%2e%2e/a"), ("file://a", "file:/a"),
      ("e\u{301}", "e\u{301}"), ("\u{FF0E}\u{FF0E}/a", "\u{FF0E}\u{FF0E}/a"),
    ] as [(UntrustedText, UntrustedText)])
  func accepted(text: UntrustedText, plain: UntrustedText) {
    #expect(ContainedPath(text)?.text == plain)
  }

  @Test(
    "a path that could leave the folder, or names nothing, is refused",
    arguments: [
      "", "/", "/a", "//a", "..", "../a", "a/..", "a/../b", "a/../../b", "./..", "a/b/../..", ".",
      "./", "./.", ".//", "a\0b", "\0", "a/\0/b", "a//../b", "../",
    ] as [UntrustedText])
  func refused(text: UntrustedText) {
    #expect(ContainedPath(text) == nil)
  }

  @Test("bytes that are not UTF-8 are kept as they are")
  func notUTF8() {
    let bytes: [UInt8] = [0xFF, 0x2F, 0xC3]
    #expect(ContainedPath(UntrustedText(bytes: bytes))?.text.bytes == bytes)
  }

  @Test("composed and decomposed letters make different paths")
  func normalisationForms() throws {
    let composed = try #require(ContainedPath("\u{E9}"))
    let decomposed = try #require(ContainedPath("e\u{301}"))
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
  }

  @Test(
    "the basename is the last component",
    arguments: [("a", "a", true), ("a/b", "b", false), ("a/b/c.gguf", "c.gguf", false)]
      as [(UntrustedText, UntrustedText, Bool)])
  func basename(text: UntrustedText, basename: UntrustedText, isBare: Bool) throws {
    let path = try #require(ContainedPath(text))
    #expect(path.basename == basename)
    #expect(path.isBare == isBare)
  }

  @Test("a folder and a name in it are joined by one slash")
  func joined() throws {
    let inner = ContainedPath(folder: nil, name: Array("a".utf8))
    let outer = ContainedPath(folder: inner, name: Array("b".utf8))
    #expect(inner == ContainedPath("a"))
    #expect(outer == ContainedPath("a/b"))
  }

  @Test(
    "a path is seen from a folder only where it is inside it",
    arguments: [
      ("a/b", "a", "b"), ("a/b/c", "a", "b/c"), ("a/b/c", "a/b", "c"), ("a", "a", nil),
      ("ab/c", "a", nil), ("b/a/c", "a", nil), ("a", "a/b", nil),
    ] as [(UntrustedText, UntrustedText, UntrustedText?)])
  func relative(text: UntrustedText, folder: UntrustedText, expected: UntrustedText?) throws {
    let path = try #require(ContainedPath(text))
    let seen = path.relative(to: try #require(ContainedPath(folder)))
    #expect(seen?.text == expected)
  }

  @Test("a path found in a folder is seen from where the folder is seen")
  func appended() throws {
    let folder = try #require(ContainedPath("a/b"))
    let path = try #require(ContainedPath("c/d"))
    #expect(folder.appending(path) == ContainedPath("a/b/c/d"))
    #expect(folder.appending(path).relative(to: folder) == path)
  }

  @Test(
    "a path is at another or below it by whole components",
    arguments: [
      ("a", "a", true), ("a/b", "a", true), ("a/b/c", "a/b", true), ("a", "a/b", false),
      ("ab", "a", false), ("a.b", "a", false), ("b/a", "a", false), ("A", "a", false),
    ] as [(UntrustedText, UntrustedText, Bool)])
  func isAtOrBelow(text: UntrustedText, other: UntrustedText, expected: Bool) throws {
    let path = try #require(ContainedPath(text))
    #expect(path.isAtOrBelow(try #require(ContainedPath(other))) == expected)
  }

  @Test("what is accepted never has a component that leads up", arguments: 0..<UInt64(8))
  func random(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces = ["/", ".", "..", "a", "", "//", "./", "../", "b.", "\0"]
    for _ in 0..<5_000 {
      let count = Int.random(in: 0...8, using: &random)
      let text = (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }
        .joined()
      let components = text.split(separator: "/")
      let isContained =
        !text.hasPrefix("/") && !text.contains("\0") && !components.contains("..")
        && components.contains { $0 != "." }
      let path = ContainedPath(UntrustedText(text))
      let plain = components.filter { $0 != "." }.joined(separator: "/")
      if path?.text != (isContained ? UntrustedText(plain) : nil) {
        Issue.record("\(text.debugDescription) gave \(path.debugDescription)")
      }
    }
  }
}
