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

  /// Where git is looked for; the user's search path is not the library's to read.
  private static let programs: [FilePath] = ["/usr/bin/git", "/usr/local/bin/git"]
  /// Bytes of an answer of git's.
  private static let answerByteCount = 256 << 20
  private static let secondCount = 60

  init(_ objects: FilePath) throws(Failure) {
    self.objects = objects
    gitFolder = try PrivateRepository()
  }

  /// The files of a commit, in git's order.
  ///
  /// - Parameter folder: the only folder whose files are told; nil for all.
  func files(of commit: String, in folder: ContainedPath?) async throws(Failure) -> [TreeEntry] {
    let place = folder.map { ["--", $0.text.lossyString + "/"] } ?? []
    let answer = try await git(["ls-tree", "-r", "-z", "--full-tree", commit] + place)
    var entries: [TreeEntry] = []
    for line in answer.split(separator: 0) {
      // `mode SP type SP id TAB path`.
      guard let tab = line.firstIndex(of: 0x09) else { throw .failed("git lists what is no tree") }
      let fields = line[..<tab].split(separator: 0x20)
      guard fields.count == 3, fields[2].count == 40,
        fields[2].allSatisfy({ Hexadecimal.value(of: $0) != nil })
      else { throw .failed("git lists what is no tree") }
      let isBlob = fields[1].elementsEqual("blob".utf8)
      entries.append(
        TreeEntry(
          path: UntrustedText(bytes: Array(line[(tab + 1)...])),
          isFile: isBlob && fields[0].starts(with: "100".utf8),
          id: String(decoding: fields[2], as: UTF8.self)))
    }
    return entries
  }

  /// The contents of those of the objects that have at most `byteCount` bytes.
  ///
  /// Objects that the repository lacks, as one does that was cloned in part, are left out too.
  func contents(
    of ids: [String], upTo byteCount: Int
  ) async throws(Failure) -> [String: [UInt8]] {
    let sizes = try await git(["cat-file", "--batch-check"], input: ids)
    var small: [String] = []
    for line in sizes.split(separator: 0x0A) {
      // `id SP type SP size`, or `id SP missing`.
      let fields = line.split(separator: 0x20)
      guard fields.count == 3, let size = Int(String(decoding: fields[2], as: UTF8.self)) else {
        continue
      }
      if size <= byteCount { small.append(String(decoding: fields[0], as: UTF8.self)) }
    }
    var contents: [String: [UInt8]] = [:]
    if small.isEmpty { return contents }
    var answer = try await git(["cat-file", "--batch"], input: small)[...]
    while let end = answer.firstIndex(of: 0x0A) {
      let fields = answer[..<end].split(separator: 0x20)
      guard fields.count == 3, let size = Int(String(decoding: fields[2], as: UTF8.self)),
        size >= 0, size <= byteCount, answer.count > end - answer.startIndex + 1 + size
      else { throw .failed("git gives objects that were not asked for") }
      let id = String(decoding: fields[0], as: UTF8.self)
      contents[id] = Array(answer[(end + 1)..<(end + 1 + size)])
      // A line feed follows the content.
      answer = answer[(end + 2 + size)...]
    }
    return contents
  }

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
          let result = try await run(
            .path(program), arguments: Arguments(arguments), environment: .custom(environment),
            workingDirectory: folder, input: .string(input),
            output: .bytes(limit: Self.answerByteCount), error: .discarded)
          guard result.terminationStatus.isSuccess else {
            throw Failure.failed("git cannot read its objects")
          }
          return result.standardOutput
        }
        group.addTask {
          try await Task.sleep(for: .seconds(Self.secondCount))
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
