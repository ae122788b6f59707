// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("walking a folder", .timeLimit(.minutes(1)))
struct FolderWalkTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func walk(
    skipping isSkipped: (ContainedPath) -> Bool = { _ in false }
  ) throws -> [(UntrustedText, FolderListing.Kind)] {
    try OpenFolder(path: folder.path).walk { path, _ in isSkipped(path) }.entries.map {
      ($0.path.text, $0.kind)
    }
  }

  private static func expect(
    _ found: [(UntrustedText, FolderListing.Kind)],
    _ expected: [(UntrustedText, FolderListing.Kind)]
  ) {
    #expect(found.map(\.0) == expected.map(\.0))
    #expect(found.map(\.1) == expected.map(\.1))
  }

  @Test("an empty folder, and one of empty folders, holds nothing")
  func empty() throws {
    #expect(try walk().isEmpty)
    try folder.makeFolder("a/b")
    try folder.makeFolder("c")
    #expect(try walk().isEmpty)
  }

  @Test("files are found at every level, hidden ones too, in the order of their paths' bytes")
  func files() throws {
    for (path, count) in [("b", 1), ("a/z", 2), ("a/b/c", 0), ("a.b", 3), ("B", 4), (".x/.y", 5)] {
      try folder.write(Array(repeating: 0, count: count), to: FilePath(path))
    }
    // '.' (2E) comes before '/' (2F), upper case before lower case.
    Self.expect(
      try walk(),
      [
        (".x/.y", .file(byteCount: 5)), ("B", .file(byteCount: 4)), ("a.b", .file(byteCount: 3)),
        ("a/b/c", .file(byteCount: 0)), ("a/z", .file(byteCount: 2)), ("b", .file(byteCount: 1)),
      ])
  }

  @Test("links are told by where they lead, and never followed into folders")
  func links() throws {
    try folder.write([1, 2], to: "sub/file")
    try folder.link("dangling", to: "nothing")
    try folder.link("escape", to: "../x")
    try folder.link("escapeAbsolute", to: folder.path.appending("sub").string)
    try folder.link("loop", to: "loop")
    try folder.link("sub/back", to: "..")
    try folder.link("toFile", to: "sub/file")
    try folder.link("toFolder", to: "sub")
    Self.expect(
      try walk(),
      [
        ("dangling", .unreadable(.danglingLink)), ("escape", .unreadable(.escapesRoot)),
        ("escapeAbsolute", .unreadable(.escapesRoot)),
        ("loop", .unreadable(.danglingLink)), ("sub/back", .folderLink),
        ("sub/file", .file(byteCount: 2)), ("toFile", .file(byteCount: 2)),
        ("toFolder", .folderLink),
      ])
  }

  @Test("special files are named and not opened")
  func special() throws {
    try folder.makeFIFO("fifo")
    try folder.link("toFIFO", to: "fifo")
    Self.expect(
      try walk(),
      [("fifo", .unreadable(.notRegularFile)), ("toFIFO", .unreadable(.notRegularFile))])
  }

  @Test("names that are not UTF-8, and names that String takes for equal, are all listed")
  func names() throws {
    let names: [[UInt8]] = [[0x65, 0xCC, 0x81], [0xC3, 0xA9], [0xFF, 0x0A]]
    for name in names {
      let path = try #require(FilePath(UntrustedText(bytes: name)))
      try folder.write([0], to: path)
    }
    #expect(try walk().map(\.0.bytes) == names)
  }

  @Test("what is skipped is left out with all below it")
  func skipping() throws {
    for path in ["a/x", "a/b/y", "c/x", "x"] as [FilePath] { try folder.write([], to: path) }
    var asked: [UntrustedText] = []
    let found = try walk { path in
      asked.append(path.text)
      return path.text == "a" || path.basename == "x"
    }
    #expect(found.map(\.0) == [])
    // Nothing below a skipped folder is even looked at.
    #expect(asked.sorted() == ["a", "c", "c/x", "x"])
  }

  @Test("folders are followed 128 deep, and the one below is named")
  func depth() throws {
    func chain(_ count: Int) -> String {
      Array(repeating: "d", count: count).joined(separator: "/")
    }
    #expect(Limits.releaseDepth == 128)
    try folder.write([1], to: FilePath(chain(128) + "/file"))
    Self.expect(try walk(), [(UntrustedText(chain(128) + "/file"), .file(byteCount: 1))])
    try folder.write([1], to: FilePath(chain(129) + "/file"))
    Self.expect(
      try walk(),
      [
        (UntrustedText(chain(129)), .unreadable(.tooDeep(limit: 128))),
        (UntrustedText(chain(128) + "/file"), .file(byteCount: 1)),
      ])
  }

  @Test("a folder with many files is listed whole")
  func many() throws {
    for index in 0..<3000 { try folder.write([], to: FilePath("f\(index)")) }
    let found = try walk().map(\.0)
    #expect(found.count == 3000)
    #expect(Set(found).count == 3000)
    #expect(found == found.sorted())
  }

  @Test("the names directly in a folder are told apart by whether they are folders")
  func directNames() throws {
    try folder.write([], to: "sub/file")
    try folder.write([], to: "file")
    try folder.link("toFolder", to: "sub")
    try folder.makeFIFO("fifo")
    let names = try OpenFolder(path: folder.path).names()
    #expect(names.map(\.name) == ["fifo", "file", "sub", "toFolder"])
    #expect(names.map(\.isFolder) == [false, false, true, false])
  }
}
