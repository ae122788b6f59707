// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Subprocess
internal import SystemPackage
internal import UntrustedInput

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The objects of a repository from elsewhere, told by git without a look at that repository's own
/// configuration.
///
/// A repository's configuration names commands that git runs even to read. So git is given a
/// private, empty, bare repository, and the foreign folder of objects as its own; it runs with an
/// environment of nothing else, and is only ever asked for objects by their ids.
struct GitObjects {
  /// One file of a commit.
  struct TreeEntry {
    let path: UntrustedText
    /// Whether it is a regular file, and not a symbolic link or another repository.
    let isFile: Bool
    /// The object's id in 40 hexadecimal digits.
    let id: String
  }

  /// Why git gave no answer, as a phrase.
  enum Failure: Error {
    case notInstalled
    case failed(String)
  }

  private let objects: FilePath
  private let gitFolder: PrivateRepository
  /// When git must have given all its answers.
  private let deadline: ContinuousClock.Instant

  /// Where git is looked for; the user's search path is not the library's to read.
  private static let programs: [FilePath] = ["/usr/bin/git", "/usr/local/bin/git"]
  /// Entries of a commit, each counted in every folder that it stands in.
  private static let entryCount = 1_000_000
  /// Bytes of the objects that are asked for at once.
  private static let objectByteCount = 128 << 20
  /// Bytes of an answer of git's: the objects, and a line for each.
  private static let answerByteCount = 256 << 20
  /// KiB of memory that git may take for itself; what an object is a change of may be of any size.
  private static let memoryKiBCount = 1 << 19
  /// Seconds in which git must have answered everything.
  private static let secondCount = 300

  init(_ objects: FilePath) throws(Failure) {
    self.objects = objects
    gitFolder = try PrivateRepository()
    deadline = .now.advanced(by: .seconds(Self.secondCount))
  }

  // MARK: Trees

  /// The files of a commit, a folder's before those of the folders in it.
  ///
  /// Each object is asked for its size before git has to unpack it.
  ///
  /// - Parameter folder: the only folder whose files are told; nil for all.
  func files(of commit: String, in folder: ContainedPath?) async throws(Failure) -> [TreeEntry] {
    var files: [TreeEntry] = []
    var entryCount = 0
    var level: [(path: ContainedPath?, id: String)] = [(nil, try await tree(of: commit))]
    for _ in 0...Limits.releaseDepth {
      if level.isEmpty { return files }
      let trees = try await objects(Set(level.map(\.id)), kind: "tree")
      var next: [(path: ContainedPath?, id: String)] = []
      for (parent, id) in level {
        guard let tree = trees[id] else { continue }
        for entry in try Self.entries(of: tree) {
          // One tree may stand in many places, so what counts is the places.
          entryCount += 1
          guard entryCount <= Self.entryCount else {
            throw .failed("its commit has too many entries: more than \(Self.entryCount)")
          }
          let path = ContainedPath(folder: parent, name: Array(entry.name))
          switch entry.mode {
          case .folder:
            guard let folder else {
              next.append((path, entry.id))
              continue
            }
            if path.isAtOrBelow(folder) || folder.isAtOrBelow(path) {
              next.append((path, entry.id))
            }
          case .file, .other:
            if folder.map(path.isAtOrBelow) == false { continue }
            files.append(
              TreeEntry(path: path.text, isFile: entry.mode == .file, id: entry.id))
          }
        }
      }
      level = next
    }
    throw .failed("its commit has too many folders in folders: more than \(Limits.releaseDepth)")
  }

  /// The id of a commit's tree.
  private func tree(of commit: String) async throws(Failure) -> String {
    guard let content = try await objects([commit], kind: "commit")[commit.lowercased()] else {
      throw .failed("git cannot read its objects")
    }
    // `tree SP id LF` comes first.
    let line = content.prefix { $0 != 0x0A }
    let id = line.dropFirst(5)
    guard line.starts(with: "tree ".utf8), id.count == 40, Hexadecimal.isLowerCase(id) else {
      throw .failed("its commit is none that git writes")
    }
    return String(decoding: id, as: UTF8.self)
  }

  private enum Mode {
    case file, folder, other
  }

  /// What stands in a tree: `mode SP name NUL` and the 20 bytes of the object's id, repeated.
  private static func entries(
    of tree: [UInt8]
  ) throws(Failure) -> [(mode: Mode, name: ArraySlice<UInt8>, id: String)] {
    var entries: [(mode: Mode, name: ArraySlice<UInt8>, id: String)] = []
    var rest = tree[...]
    while !rest.isEmpty {
      guard let space = rest.firstIndex(of: 0x20), let end = rest[space...].firstIndex(of: 0),
        rest.endIndex - end > 20
      else { throw .failed("its commit has a tree that git does not write") }
      let mode = rest[..<space]
      let name = rest[(space + 1)..<end]
      let isPlain =
        !name.isEmpty && !name.contains(UInt8(ascii: "/")) && !name.elementsEqual(".".utf8)
        && !name.elementsEqual("..".utf8)
      guard isPlain else { throw .failed("its commit has a tree that git does not write") }
      let kind: Mode =
        if mode.elementsEqual("40000".utf8) || mode.elementsEqual("040000".utf8) {
          .folder
        } else {
          mode.starts(with: "100".utf8) ? .file : .other
        }
      entries.append((kind, name, Hexadecimal.encode(Array(rest[(end + 1)..<(end + 21)]))))
      rest = rest[(end + 21)...]
    }
    return entries
  }

  /// Objects that all must be there and be of one kind, by their ids.
  private func objects(
    _ ids: Set<String>, kind: String
  ) async throws(Failure) -> [String: [UInt8]] {
    let ids = ids.sorted()
    let told = try await sizes(of: ids)
    guard told.count == ids.count, told.allSatisfy({ $0.kind == kind }) else {
      throw .failed("git cannot read its objects")
    }
    try Self.checkSum(
      of: told.map(\.byteCount),
      kind == "commit" ? "its commit unpacks" : "the trees of its commit unpack")
    return try await contents(told.map(\.id))
  }

  // MARK: Objects

  /// The contents of those of the objects that have at most `byteCount` bytes.
  ///
  /// Objects that the repository lacks, as one does that was cloned in part, are left out too.
  func contents(
    of ids: [String], upTo byteCount: Int
  ) async throws(Failure) -> [String: [UInt8]] {
    let small = try await sizes(of: ids).filter { $0.byteCount <= byteCount }
    try Self.checkSum(of: small.map(\.byteCount), "the small files of its commit unpack")
    return small.isEmpty ? [:] : try await contents(small.map(\.id))
  }

  private static func checkSum(of byteCounts: [Int], _ what: String) throws(Failure) {
    var sum = 0
    for byteCount in byteCounts {
      let (next, overflow) = sum.addingReportingOverflow(byteCount)
      guard byteCount >= 0, !overflow, next <= objectByteCount else {
        throw .failed("\(what) to too much: more than \(objectByteCount) bytes")
      }
      sum = next
    }
  }

  /// What git says of objects without unpacking them; those that are not there are left out.
  private func sizes(
    of ids: [String]
  ) async throws(Failure) -> [(id: String, kind: String, byteCount: Int)] {
    let answer = try await git(["cat-file", "--batch-check"], input: ids)
    return answer.split(separator: 0x0A).compactMap { line in
      // `id SP type SP size`, or `id SP missing`.
      let fields = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
      guard fields.count == 3, let byteCount = Int(fields[2]) else { return nil }
      return (fields[0], fields[1], byteCount)
    }
  }

  private func contents(_ ids: [String]) async throws(Failure) -> [String: [UInt8]] {
    var contents: [String: [UInt8]] = [:]
    var answer = try await git(["cat-file", "--batch"], input: ids)[...]
    while let end = answer.firstIndex(of: 0x0A) {
      let fields = answer[..<end].split(separator: 0x20)
      guard fields.count == 3, let size = Int(String(decoding: fields[2], as: UTF8.self)),
        size >= 0, size <= Self.objectByteCount, answer.count > end - answer.startIndex + 1 + size
      else { throw .failed("git gives objects that were not asked for") }
      let id = String(decoding: fields[0], as: UTF8.self)
      contents[id] = Array(answer[(end + 1)..<(end + 1 + size)])
      // A line feed follows the content.
      answer = answer[(end + 2 + size)...]
    }
    return contents
  }

  // MARK: The command

  private func git(_ arguments: [String], input lines: [String] = []) async throws(Failure)
    -> [UInt8]
  {
    guard let program = Self.programs.first(where: { $0.resolved != nil }) else {
      throw .notInstalled
    }
    let environment: [Environment.Key: String] = [
      "GIT_DIR": gitFolder.path.string, "GIT_OBJECT_DIRECTORY": objects.string,
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_SYSTEM": "/dev/null",
      "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_NO_REPLACE_OBJECTS": "1",
      "GIT_LITERAL_PATHSPECS": "1", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0",
      "LC_ALL": "C",
    ]
    let folder = gitFolder.path
    let input = lines.map { $0 + "\n" }.joined()
    do {
      return try await withThrowingTaskGroup(of: [UInt8].self) { group in
        group.addTask {
          // The shell only sets the bound; what it runs comes as arguments, never as its text.
          let script = "ulimit -d \(Self.memoryKiBCount) 2>/dev/null; exec \"$0\" \"$@\""
          let result = try await run(
            .path("/bin/sh"), arguments: Arguments(["-c", script, program.string] + arguments),
            environment: .custom(environment),
            workingDirectory: folder, input: .string(input),
            output: .bytes(limit: Self.answerByteCount), error: .discarded)
          guard result.terminationStatus.isSuccess else {
            throw Failure.failed("git cannot read its objects")
          }
          return result.standardOutput
        }
        group.addTask {
          try await Task.sleep(until: deadline)
          throw Failure.failed("git took longer than \(Self.secondCount) seconds")
        }
        defer { group.cancelAll() }
        guard let answer = try await group.next() else { throw Failure.notInstalled }
        return answer
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw .failed("git cannot be run")
    }
  }
}

/// An empty bare repository of ours, which goes with its owner.
private final class PrivateRepository: Sendable {
  let path: FilePath

  init() throws(GitObjects.Failure) {
    var template = Array("/tmp/weightcheck-git-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else {
      throw .failed("no temporary folder can be made")
    }
    path = FilePath(platformString: template)
    // What git asks of a repository: a HEAD, and folders for refs and objects.
    for name in ["refs", "objects"] {
      let isMade = unsafe path.appending(name).withPlatformString { unsafe mkdir($0, 0o700) } == 0
      guard isMade else { throw .failed("no temporary folder can be made") }
    }
    do {
      let head = try FileDescriptor.open(
        path.appending("HEAD"), .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: .ownerReadWrite)
      _ = try head.closeAfter { try head.writeAll("ref: refs/heads/none\n".utf8) }
    } catch {
      throw .failed("no temporary folder can be made")
    }
  }

  deinit {
    _ = unsafe path.appending("HEAD").withPlatformString { unsafe unlink($0) }
    for folder in [path.appending("refs"), path.appending("objects"), path] {
      _ = unsafe folder.withPlatformString { unsafe rmdir($0) }
    }
  }
}
