// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Foundation
internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

/// Clones as git-lfs leaves them: pointers in the commit, weights in the work tree.
@Suite(
  "The git repository that the weights stand in",
  .enabled("git is not installed") { FileManager.default.isExecutableFile(atPath: "/usr/bin/git") })
struct GitRepositoryTests {
  private static let weights = HubLayout.weights

  let root: TemporaryFolder

  init() throws {
    root = try TemporaryFolder()
    try git("init", "-q")
    try commit(["model.safetensors": Self.weights, "unet/model.safetensors": Self.weights])
  }

  private func git(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/git")
    process.arguments = ["-c", "user.name=n", "-c", "user.email=n@n"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: root.path.string)
    process.environment = ["HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1"]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "git \(arguments)")
  }

  private static func pointer(to bytes: [UInt8]) -> [UInt8] {
    let digest = unsafe Digest(of: bytes.span.bytes, .sha256).hex
    return Array(
      "version https://git-lfs.github.com/spec/v1\noid sha256:\(digest)\nsize \(bytes.count)\n".utf8
    )
  }

  /// Commits pointers to `files`, and a card; then puts the files in the work tree.
  private func commit(_ files: [String: [UInt8]]) throws {
    try root.write(Array("# card\n".utf8), to: "README.md")
    for (path, bytes) in files { try root.write(Self.pointer(to: bytes), to: FilePath(path)) }
    try git("add", "-A")
    try git("commit", "-q", "-m", "c")
    for (path, bytes) in files { try root.write(bytes, to: FilePath(path)) }
  }

  private func verify(_ path: String = ".") async throws -> Verification {
    var request = VerificationRequest(paths: [root.path.pushing(FilePath(path))])
    request.threadCount = 1
    return try await WeightCheck.verify(request)
  }

  /// Why the repository was not used.
  private func refusal() async throws -> String? {
    let verification = try await verify()
    #expect(verification.status == .unestablished)
    return verification.manifests.first { $0.path.lossyString.hasSuffix("/.git") }?.refusal
  }

  @Test("a clone, a folder in it and one file verify by the pointers of its commit")
  func good() async throws {
    let all = try await verify()
    #expect(all.status == .verified)
    #expect(all.assurance == .local)
    #expect(all.manifests.map(\.form) == [.git])
    #expect(all.files.map(\.verdict) == [.unclaimed, .verified, .verified])
    for path in ["unet", "model.safetensors", "unet/model.safetensors"] {
      #expect(try await verify(path).status == .verified, "\(path)")
    }
  }

  @Test("a repository that has no file of PATH is not spoken of; one without git-LFS is, shortly")
  func otherFiles() async throws {
    try root.write(Self.weights, to: "new/model.safetensors")
    #expect(try await verify("new").manifests.isEmpty)
    #expect(try await verify("new/model.safetensors").manifests.isEmpty)
    try git("add", "-A")
    try git("commit", "-q", "-m", "d")
    for path in ["new", "new/model.safetensors"] {
      let uses = try await verify(path).manifests
      #expect(uses.map(\.refusal) == ["git-LFS keeps none of these files"], "\(path)")
    }
  }

  @Test("packed references, and a commit that is checked out by its id")
  func references() async throws {
    try git("pack-refs", "--all")
    #expect(try await verify().status == .verified)
    try git("checkout", "-q", "--detach")
    #expect(try await verify().status == .verified)
    try git("gc", "-q")
    #expect(try await verify().status == .verified)
  }

  @Test("one flipped byte of the weights is a mismatch; an edited card is not")
  func tampered() async throws {
    var bytes = Self.weights
    bytes[bytes.count - 1] ^= 1
    try root.write(bytes, to: "unet/model.safetensors")
    #expect(try await verify().status == .mismatch)
    #expect(try await verify("unet").status == .mismatch)
    #expect(try await verify("model.safetensors").status == .verified)
    try root.write(Self.weights, to: "unet/model.safetensors")
    try root.write(Array("# Card\n".utf8), to: "README.md")
    #expect(try await verify().status == .verified)
  }

  @Test("TRUST 1.5: weights that git keeps itself are named by SHA-1 only, and not verified")
  func weakWeights() async throws {
    try root.write(Self.weights, to: "plain.safetensors")
    try git("add", "-A")
    try git("commit", "-q", "-m", "plain")
    let file = try await verify("plain.safetensors")
    #expect(file.status == .unestablished)
    #expect(file.files.map(\.verdict) == [.unclaimed])
  }

  @Test("weights that are not downloaded are missing, not different")
  func pointerInPlace() async throws {
    try root.write(Self.pointer(to: Self.weights), to: "model.safetensors")
    let verification = try await verify()
    #expect(verification.status == .unestablished)
    #expect(verification.reasons.map(\.code) == [.fileNotDownloaded])
  }

  @Test("an object that a partial clone lacks claims nothing")
  func partialClone() async throws {
    let objects = root.path.appending(".git/objects").string
    let pointer = Self.pointer(to: Self.weights)
    let id = unsafe Digest(of: pointer.span.bytes, .gitBlob).hex
    try FileManager.default.removeItem(atPath: "\(objects)/\(id.prefix(2))/\(id.dropFirst(2))")
    let verification = try await verify()
    #expect(verification.status == .unestablished)
    #expect(verification.files.map(\.verdict) == [.unclaimed, .unclaimed, .unclaimed])
  }

  @Test("TRUST 8: no command of a hostile configuration is run")
  func hostileConfiguration() async throws {
    let mark = root.path.pushing("PWNED").string
    var config = "[core]\nrepositoryformatversion = 1\n"
    for key in ["fsmonitor", "sshCommand", "pager", "editor", "alternateRefsCommand", "askPass"] {
      config += "\(key) = touch \(mark)\n"
    }
    config += """
      [extensions]
      partialClone = origin
      [remote "origin"]
      url = ext::sh -c touch% \(mark)
      promisor = true
      [protocol "ext"]
      allow = always
      [filter "lfs"]
      smudge = touch \(mark)
      process = touch \(mark)
      [alias]
      ls-tree = !touch \(mark)
      cat-file = !touch \(mark)

      """
    try root.write(Array(config.utf8), to: ".git/config")
    try root.write(Array("* filter=lfs\n".utf8), to: ".git/info/attributes")
    #expect(try await verify().status == .verified)
    try FileManager.default.removeItem(atPath: root.path.pushing(".git/objects").string)
    try root.makeFolder(".git/objects")
    #expect(try await verify().status == .unestablished)
    #expect(!FileManager.default.fileExists(atPath: mark))
  }

  @Test("TRUST 3: alternates, a '.git' that is a file or a link, and links in it are refused")
  func escapes() async throws {
    try root.write(Array("/nowhere\n".utf8), to: ".git/objects/info/alternates")
    #expect(
      try await refusal() == "a repository that borrows objects from another one is not followed")
    try root.remove(".git/objects/info/alternates")

    try root.link(".git/objects/info/packs", to: "/etc/hostname")
    #expect(
      try await refusal() == "a repository whose objects lead elsewhere is not followed")
    try root.remove(".git/objects/info/packs")
    #expect(try await verify().status == .verified)

    let other = try TemporaryFolder()
    let moved = other.path.pushing("git").string
    try FileManager.default.moveItem(atPath: root.path.pushing(".git").string, toPath: moved)
    try root.write(Array("gitdir: \(moved)\n".utf8), to: ".git")
    let elsewhere = "a repository whose '.git' leads elsewhere is not followed"
    #expect(try await refusal() == elsewhere)
    try root.remove(".git")
    try root.link(".git", to: moved)
    #expect(try await refusal() == elsewhere)
  }

  @Test(
    "a HEAD that git does not write is refused",
    arguments: [
      ("ref: refs/heads/../../config\n", "its HEAD is no reference that git writes"),
      ("ref: /etc/passwd\n", "its HEAD is no reference that git writes"),
      ("ref: refs/heads/none\n", "it has no commit yet"), ("", "its HEAD is no id of a commit"),
      ("--help\n", "its HEAD is no id of a commit"),
      (String(repeating: "a", count: 40) + "\n", "git cannot read its objects"),
      (
        String(repeating: "a", count: 64) + "\n",
        "its objects are named by SHA-256, which is not read yet"
      ),
    ])
  func head(_ head: String, reason: String) async throws {
    try root.write(Array(head.utf8), to: ".git/HEAD")
    #expect(try await refusal() == reason)
  }

  @Test("references that lead in a circle are refused")
  func circle() async throws {
    try root.write(Array("ref: refs/heads/a\n".utf8), to: ".git/HEAD")
    try root.write(Array("ref: refs/heads/b\n".utf8), to: ".git/refs/heads/a")
    try root.write(Array("ref: refs/heads/a\n".utf8), to: ".git/refs/heads/b")
    #expect(try await refusal() == "its HEAD leads from reference to reference")
  }

  @Test("a '.git' that is a file is no content of the release")
  func gitFile() async throws {
    try FileManager.default.removeItem(atPath: root.path.pushing(".git").string)
    try root.write(Array("gitdir: ../x\n".utf8), to: ".git")
    let verification = try await verify()
    #expect(!verification.unclaimed.contains(".git"))
    #expect(verification.files.allSatisfy { $0.path != ".git" })
  }

  // MARK: Hostile objects

  /// Writes an object as git does, and gives its id.
  private func object(_ kind: String, _ path: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/git")
    process.arguments = ["hash-object", "-w", "--literally", "-t", kind, path]
    process.currentDirectoryURL = URL(fileURLWithPath: root.path.string)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data.prefix(40), as: UTF8.self)
  }

  /// Makes a commit of the tree `id` and checks it out by its id alone.
  private func checkOut(tree id: String) throws {
    let other = try TemporaryFolder()
    let commit = "tree \(id)\nauthor n <n@n> 0 +0000\ncommitter n <n@n> 0 +0000\n\nc\n"
    let path = try other.write(Array(commit.utf8), to: "commit")
    let head = try object("commit", path.string)
    try root.write(Array("\(head)\n".utf8), to: ".git/HEAD")
  }

  @Test("TRUST 8: a bomb of trees is refused by the number of its entries")
  func treeBomb() async throws {
    let other = try TemporaryFolder()
    var id = try object("blob", other.write([1], to: "blob").string)
    var mode = "100644"
    for depth in 0..<8 {
      let bytes = try #require(Hexadecimal.decode(Array(id.utf8)))
      var tree: [UInt8] = []
      for number in 0..<10 { tree += Array("\(mode) f\(number)".utf8) + [0] + bytes }
      id = try object("tree", other.write(tree, to: FilePath("tree\(depth)")).string)
      mode = "40000"
    }
    try checkOut(tree: id)
    #expect(try await refusal() == "its commit has too many entries: more than 1000000")
  }

  @Test("TRUST 8: a tree or commit that unpacks to too much is refused by its size, unread")
  func largeObjects() async throws {
    let other = try TemporaryFolder()
    let path = try other.resize("large", to: 129 << 20)
    let tree = try object("tree", path.string)
    try checkOut(tree: tree)
    #expect(
      try await refusal()
        == "the trees of its commit unpack to too much: more than 134217728 bytes")
    let commit = try object("commit", path.string)
    try root.write(Array("\(commit)\n".utf8), to: ".git/HEAD")
    #expect(
      try await refusal()
        == "its commit unpacks to too much: more than 134217728 bytes")
  }

  @Test("trees that git does not write are refused")
  func brokenTrees() async throws {
    let other = try TemporaryFolder()
    for tree in [
      Array("100644 a".utf8), Array("100644 a".utf8) + [0, 1, 2],
      Array("100644 ..".utf8) + [0] + [UInt8](repeating: 1, count: 20),
      Array("100644 a/b".utf8) + [0] + [UInt8](repeating: 1, count: 20),
      Array("x".utf8) + [UInt8](repeating: 1, count: 20),
    ] {
      try checkOut(tree: try object("tree", other.write(tree, to: "tree").string))
      #expect(try await refusal() == "its commit has a tree that git does not write")
    }
  }
}
