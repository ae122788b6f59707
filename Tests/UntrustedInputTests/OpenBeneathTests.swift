// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import CFileAccess
internal import SystemPackage
internal import TestSupport
internal import Testing

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The kernel's way of staying beneath a folder, and the walk that stands in for it elsewhere.
@Suite("opening beneath a folder", .timeLimit(.minutes(1)))
struct OpenBeneathTests {
  /// What opening a path came to.
  enum Answer: Hashable, Sendable {
    case opened(inode: UInt64, kind: UInt32)
    case refused(Errno)
  }

  /// Both ways' answers.
  private static func answers(_ path: String, beneath root: FilePath) throws -> (Answer, Answer) {
    let folder = try FileDescriptor.open(root, .readOnly, options: [.directory])
    return try folder.closeAfter {
      func answer(_ descriptor: CInt) throws -> Answer {
        if descriptor < 0 { return .refused(Errno(rawValue: -descriptor)) }
        defer { close(descriptor) }
        var status = stat()
        try #require(unsafe fstat(descriptor, &status) == 0)
        // Whatever is opened is closed in a program that is started, and does not block.
        #expect(fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0)
        return .opened(inode: UInt64(status.st_ino), kind: UInt32(status.st_mode & S_IFMT))
      }
      return try unsafe (
        answer(wc_open_beneath(folder.rawValue, path)),
        answer(wc_open_beneath_by_walk(folder.rawValue, path))
      )
    }
  }

  /// What `lstat` finds under the path that is the answer in the end.
  private static func target(_ path: String, in folder: TemporaryFolder) throws -> Answer {
    var status = stat()
    let full = folder.path.pushing(FilePath(path))
    try #require(unsafe full.withPlatformString { unsafe lstat($0, &status) } == 0)
    return .opened(inode: UInt64(status.st_ino), kind: UInt32(status.st_mode & S_IFMT))
  }

  private static func makeTree() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "file")
    try folder.write([2], to: "a/file")
    try folder.write([3], to: "a/b/file")
    try folder.write([4], to: "c/file")
    try folder.makeFIFO("fifo")
    try folder.link("toFile", to: "file")
    try folder.link("toFileSlash", to: "file/")
    try folder.link("toFolder", to: "a")
    try folder.link("toFolderSlash", to: "a/")
    try folder.link("toDeep", to: "a/b")
    try folder.link("toRoot", to: ".")
    try folder.link("a/toRoot", to: "..")
    try folder.link("a/toC", to: "../c")
    try folder.link("a/b/toC", to: "../../c")
    try folder.link("a/b/roundabout", to: "../../toFolder/../c/../a/./file")
    try folder.link("chain1", to: "chain2")
    try folder.link("chain2", to: "a/chain3")
    try folder.link("a/chain3", to: "b/../../c/file")
    try folder.link("up", to: "..")
    try folder.link("a/upTwice", to: "../..")
    try folder.link("absolute", to: "/etc/passwd")
    try folder.link("absoluteInside", to: folder.path.appending("file").string)
    try folder.link("slash", to: "/")
    try folder.link("dangling", to: "nothing")
    try folder.link("self", to: "self")
    try folder.link("ping", to: "pong")
    try folder.link("pong", to: "a/../ping")
    try folder.link("step40", to: "file")
    for step in 1..<40 { try folder.link(FilePath("step\(step)"), to: "step\(step + 1)") }
    try folder.link("step0", to: "step1")
    return folder
  }

  @Test(
    "both ways open the same file",
    arguments: [
      ("file", "file"), ("./file", "file"), (".//./file", "file"), ("a/file", "a/file"),
      ("a//file", "a/file"), ("a/b/file", "a/b/file"), ("fifo", "fifo"),
      // Folders, with and without a trailing slash.
      (".", "."), ("./", "."), ("a", "a"), ("a/", "a"), ("a//", "a"), ("a/.", "a"), ("a/b/..", "a"),
      ("a/..", "."), ("a/../", "."),
      // Up and down again without leaving.
      ("a/../file", "file"), ("a/../c/file", "c/file"), ("a/b/../../c/../file", "file"),
      // Links: to a file, to a folder in last place, to a folder on the way.
      ("toFile", "file"), ("toFolder", "a"), ("toFolder/", "a"), ("toFolder/.", "a"),
      ("toFolder/file", "a/file"), ("toFolderSlash", "a"), ("toFolderSlash/file", "a/file"),
      ("toFolder/b/../file", "a/file"), ("toRoot", "."), ("toRoot/toRoot/file", "file"),
      // `..` after a link goes up from where the link leads.
      ("toDeep/../file", "a/file"), ("toDeep/..", "a"), ("a/toRoot/file", "file"),
      ("a/toC/../file", "file"), ("a/toC/file", "c/file"), ("a/b/toC/file", "c/file"),
      ("a/b/roundabout", "a/file"),
      // Links that lead to links; 40 of them are followed.
      ("chain1", "c/file"), ("chain2", "c/file"), ("step1", "file"), ("step20", "file"),
    ])
  func opened(path: String, target: String) throws {
    let folder = try Self.makeTree()
    let (byKernel, byWalk) = try Self.answers(path, beneath: folder.path)
    let expected = try Self.target(target, in: folder)
    #expect(byKernel == expected)
    #expect(byWalk == expected)
  }

  @Test(
    "both ways refuse a path for the same reason",
    arguments: [
      // Out of the folder: EXDEV.
      ("..", .improperLink), ("../", .improperLink), ("../x", .improperLink),
      ("a/../..", .improperLink),
      ("a/../../x", .improperLink), ("/", .improperLink), ("/etc/passwd", .improperLink),
      ("//", .improperLink), ("up", .improperLink), ("up/x", .improperLink),
      ("a/upTwice", .improperLink),
      ("a/toRoot/..", .improperLink), ("toRoot/..", .improperLink), ("absolute", .improperLink),
      ("absoluteInside", .improperLink), ("slash", .improperLink), ("slash/etc", .improperLink),
      ("toFolder/../..", .improperLink), ("./..", .improperLink),
      // Nothing there.
      ("", .noSuchFileOrDirectory), ("missing", .noSuchFileOrDirectory),
      ("missing/", .noSuchFileOrDirectory), ("missing/../file", .noSuchFileOrDirectory),
      ("a/missing/x", .noSuchFileOrDirectory), ("dangling", .noSuchFileOrDirectory),
      ("dangling/x", .noSuchFileOrDirectory), ("dangling/../file", .noSuchFileOrDirectory),
      // A file where a folder must stand.
      ("file/", .notDirectory), ("file/x", .notDirectory), ("file/.", .notDirectory),
      ("file/..", .notDirectory), ("file/../file", .notDirectory), ("toFile/", .notDirectory),
      ("toFile/x", .notDirectory), ("toFileSlash", .notDirectory), ("fifo/", .notDirectory),
      ("fifo/x", .notDirectory),
      // Links without end, and one link more than 40.
      ("self", .tooManySymbolicLinkLevels), ("self/x", .tooManySymbolicLinkLevels),
      ("ping", .tooManySymbolicLinkLevels), ("pong/file", .tooManySymbolicLinkLevels),
      ("step0", .tooManySymbolicLinkLevels), ("toRoot/step1", .tooManySymbolicLinkLevels),
      // Names and paths that are too long.
      (String(repeating: "x", count: 256), .fileNameTooLong),
      (String(repeating: "./", count: 2048) + "file", .fileNameTooLong),
    ] as [(String, Errno)])
  func refused(path: String, reason: Errno) throws {
    let folder = try Self.makeTree()
    let (byKernel, byWalk) = try Self.answers(path, beneath: folder.path)
    #expect(byKernel == .refused(reason))
    #expect(byWalk == .refused(reason))
  }

  @Test("the longest path that the system takes is walked")
  func longestPath() throws {
    let folder = try Self.makeTree()
    // PATH_MAX is 4096 with the terminator.
    let long = String(repeating: "./", count: 2045) + "/file"
    #expect(long.utf8.count == 4095)
    let (byKernel, byWalk) = try Self.answers(long, beneath: folder.path)
    let expected = try Self.target("file", in: folder)
    #expect(byKernel == expected)
    #expect(byWalk == expected)
  }

  @Test("random paths through a tree of links get one answer", arguments: 0..<UInt64(8))
  func random(seed: UInt64) throws {
    let folder = try Self.makeTree()
    let names = [
      "a", "b", "c", "file", "..", ".", "", "toFolder", "toDeep", "toRoot", "toC", "up", "chain1",
      "chain3", "ping", "dangling", "toFile", "roundabout", "fifo", "missing", "step30", "..", "a",
    ]
    var random = SplitMix64(seed: seed)
    var opened = 0
    for _ in 0..<2_000 {
      let count = Int.random(in: 1...7, using: &random)
      let path = (0..<count).map { _ in names[Int.random(in: 0..<names.count, using: &random)] }
        .joined(separator: "/")
      let (byKernel, byWalk) = try Self.answers(path, beneath: folder.path)
      if byKernel != byWalk { Issue.record("\(path): \(byKernel), but walked \(byWalk)") }
      if case .opened = byKernel { opened += 1 }
    }
    // Enough of them lead somewhere to mean something.
    #expect(opened > 100)
  }
}
