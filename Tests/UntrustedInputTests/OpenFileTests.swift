// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("opening files", .timeLimit(.minutes(1)))
struct OpenFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write([1, 2, 3], to: "file")
    try folder.write([4, 5], to: "sub/inner")
    try folder.link("link", to: "file")
    try folder.link("linkToLink", to: "link")
    try folder.link("dangling", to: "nothing")
    try folder.link("toFolder", to: "sub")
    try folder.link("loop", to: "loop")
    try folder.makeFIFO("fifo")
    try folder.link("toFIFO", to: "fifo")
    try folder.link("absolute", to: folder.path.appending("file").string)
    try folder.link("outside", to: "../../../../../../../etc/passwd")
    try folder.link("sub/up", to: "../file")
    try folder.link("sub/throughRoot", to: "../sub/inner")
    try folder.link("outsideAndBack", to: "../\(folder.path.lastComponent?.string ?? "")/file")
  }

  // MARK: - Paths that the user named

  @Test(
    "a path that the user named is opened, through links too",
    arguments: [
      ("file", 3), ("link", 3), ("linkToLink", 3), ("absolute", 3), ("sub/inner", 2),
      ("toFolder/inner", 2), ("sub/../file", 3), ("outsideAndBack", 3),
    ] as [(FilePath, UInt64)])
  func named(path: FilePath, byteCount: UInt64) throws {
    let file = try OpenFile(path: folder.path.pushing(path))
    #expect(file.identity.size == byteCount)
  }

  @Test(
    "what is no readable file is refused by its reason",
    arguments: [
      ("missing", .notFound), ("missing/file", .notFound), ("file/inner", .notFound),
      ("dangling", .danglingLink), ("sub", .isDirectory), ("toFolder", .isDirectory),
      ("", .isDirectory), ("fifo", .notRegularFile), ("toFIFO", .notRegularFile),
      ("loop", .system(.tooManySymbolicLinkLevels)),
    ] as [(FilePath, FileAccessError)])
  func refused(path: FilePath, expected: FileAccessError) {
    let path = path.isEmpty ? folder.path : folder.path.pushing(path)
    #expect(throws: expected) { _ = try OpenFile(path: path) }
  }

  @Test("a device is not read")
  func device() {
    #expect(throws: FileAccessError.notRegularFile) { _ = try OpenFile(path: "/dev/zero") }
  }

  // MARK: - Paths that a document named

  @Test(
    "a path that a document named is opened where it stays inside",
    arguments: [
      ("file", 3), ("link", 3), ("linkToLink", 3), ("sub/inner", 2), ("toFolder/inner", 2),
      ("sub/up", 3), ("sub/throughRoot", 2), ("toFolder/up", 3),
    ] as [(UntrustedText, UInt64)])
  func beneath(path: UntrustedText, byteCount: UInt64) throws {
    let root = try OpenFolder(path: folder.path)
    let file = try OpenFile(path: try #require(ContainedPath(path)), beneath: root)
    #expect(file.identity.size == byteCount)
  }

  @Test(
    "a path that a document named is refused where it leaves the folder or is no file",
    arguments: [
      // An absolute link leaves, even if it comes back.
      ("absolute", .escapesRoot), ("outside", .escapesRoot), ("outsideAndBack", .escapesRoot),
      ("missing", .notFound), ("file/inner", .notFound), ("dangling", .notFound),
      ("sub", .isDirectory), ("toFolder", .isDirectory), ("fifo", .notRegularFile),
      ("toFIFO", .notRegularFile), ("loop", .system(.tooManySymbolicLinkLevels)),
    ] as [(UntrustedText, FileAccessError)])
  func refusedBeneath(path: UntrustedText, expected: FileAccessError) throws {
    let path = try #require(ContainedPath(path))
    let root = try OpenFolder(path: folder.path)
    var refusal: FileAccessError?
    do throws(FileAccessError) {
      _ = try OpenFile(path: path, beneath: root)
    } catch {
      refusal = error
    }
    #expect(refusal == expected)
  }

  @Test("a link that leads out is refused from the folder it leaves, not from one above it")
  func rootDecides() throws {
    let path = try #require(ContainedPath("up"))
    let inner = try OpenFolder(path: folder.path.appending("sub"))
    var refusal: FileAccessError?
    do throws(FileAccessError) {
      _ = try OpenFile(path: path, beneath: inner)
    } catch {
      refusal = error
    }
    #expect(refusal == .escapesRoot)
  }

  @Test(
    "only a folder is opened as a folder",
    arguments: [("file", .notFound), ("missing", .notFound), ("fifo", .notFound)]
      as [(FilePath, FileAccessError)])
  func folderRefused(path: FilePath, expected: FileAccessError) {
    #expect(throws: expected) { _ = try OpenFolder(path: folder.path.pushing(path)) }
  }

  // MARK: - Reading

  @Test("a file is read whole", arguments: [0, 1, 4095, 4096, 100_000])
  func readAll(count: Int) throws {
    let bytes = SafetensorsBuilder.pattern(count)
    let file = try OpenFile(path: try folder.write(bytes, to: "content"))
    // The limit itself is still allowed.
    #expect(try file.readAll(limit: count) == bytes)
    if count > 0 {
      #expect(throws: FileAccessError.tooLarge(byteCount: UInt64(count), limit: UInt64(count) - 1))
      {
        _ = try file.readAll(limit: count - 1)
      }
    }
  }

  @Test("the start of a file is read, and what there is of it where it is shorter")
  func readPrefix() throws {
    let file = try OpenFile(path: folder.path.appending("file"))
    #expect(try file.read(byteCount: 2) == [1, 2])
    #expect(try file.read(byteCount: 3) == [1, 2, 3])
    #expect(try file.read(byteCount: 100) == [1, 2, 3])
    #expect(try file.read(byteCount: 0) == [])
  }

  @Test("an unchanged file is called unchanged")
  func unchanged() throws {
    let file = try OpenFile(path: folder.path.appending("file"))
    try file.checkUnchanged()
    _ = try file.read(byteCount: 3)
    try file.checkUnchanged()
  }

  /// The ways in which a file changes while it is open.
  enum Change: CaseIterable, Sendable {
    case append, truncate, touch

    func apply(to path: FilePath, in folder: TemporaryFolder) throws {
      switch self {
      case .append: try folder.append([9], to: path)
      case .truncate: try folder.resize(path, to: 1)
      case .touch: try folder.setTimes(of: path, to: 1_000_000_000)
      }
    }
  }

  @Test("a file that changed since it was opened is told", arguments: Change.allCases)
  func changed(change: Change) throws {
    let file = try OpenFile(path: folder.path.appending("file"))
    try change.apply(to: "file", in: folder)
    #expect(throws: FileAccessError.changedWhileRead) { try file.checkUnchanged() }
    #expect(throws: FileAccessError.changedWhileRead) { _ = try file.readAll(limit: 100) }
  }

  @Test(
    "every reason has its sentence",
    arguments: [
      (.notFound, "no such file or folder"),
      (.danglingLink, "a symbolic link to something that does not exist"),
      (.escapesRoot, "leads out of the release folder, so it is not opened"),
      (.isDirectory, "is a folder, not a file"),
      (.notRegularFile, "not a regular file (a FIFO, device or socket), so it is not read"),
      (.changedWhileRead, "the file changed while it was being read, so nothing can be said of it"),
      (.tooLarge(byteCount: 11, limit: 10), "11 bytes, more than the 10 bytes allowed here"),
      (.tooDeep(limit: 128), "folders are nested deeper than 128"),
      (.tooManyEntries(limit: 4_000_000), "holds more than 4000000 files and folders"),
      (.tooManyMappings, "too many files are mapped at once"),
      (.system(.permissionDenied), "permission denied"),
      (.system(.ioError), "input/output error"),
    ] as [(FileAccessError, String)])
  func sentences(error: FileAccessError, sentence: String) {
    #expect(error.description == sentence)
  }
}
