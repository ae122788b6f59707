// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import SystemPackage
internal import UntrustedInput

/// The claims of the git repository that the weights stand in: what its current commit has in place
/// of each file that git-LFS keeps.
///
/// TRUST section 3: `HEAD`, refs and packed refs are read by our own bounded reader; objects by git
/// with nothing of the repository's configuration (`GitObjects`). A `.git` that is a file leading
/// elsewhere, alternates, and links in the folder of objects are refused.
struct GitRepository {
  private let release: Release

  /// Bytes of a pointer file, as git-LFS bounds them.
  private static let pointerByteCount = 1024
  /// Bytes of a file of refs.
  private static let refsByteCount = 64 << 20
  /// References that refer to references.
  private static let referenceDepth = 5

  init(_ release: Release) {
    self.release = release
  }

  /// Looks in the release's folder and up to eight above it; the nearest repository counts.
  func evidence() async -> [Evidence] {
    var folder = release.resolvedRoot
    for _ in 0...Limits.ancestorCount {
      let git = folder.appending(".git")
      // A release below somebody's home folder must not fail since that is not readable.
      if git.linkTarget != nil || git.resolved != nil {
        guard let base = Evidence.Base(folder: folder, root: release.resolvedRoot) else {
          return []
        }
        return await evidence(in: git, base)
      }
      guard folder.removeLastComponent() else { break }
    }
    return []
  }

  /// Nothing where the repository's commit has no file of the release: it does not speak of it.
  private func evidence(in git: FilePath, _ base: Evidence.Base) async -> [Evidence] {
    let state: Evidence.State
    do throws(Refusal) {
      guard let manifest = try await manifest(in: git, base) else { return [] }
      state = .used(manifest)
    } catch {
      state = .notUsed(error.phrase)
    }
    return [
      Evidence(
        shownPath: git.text, state: state, base: base, assurance: .local, isNamed: false)
    ]
  }

  /// Why the repository is not used.
  private struct Refusal: Error {
    let phrase: String

    init(_ phrase: String) { self.phrase = phrase }
  }

  /// What git-LFS keeps; nil where the commit has no file of the release.
  private func manifest(
    in git: FilePath, _ base: Evidence.Base
  ) async throws(Refusal) -> Manifest? {
    guard git.linkTarget == nil, git.isFolder, let folder = try? OpenFolder(path: git) else {
      throw Refusal("a repository whose '.git' leads elsewhere is not followed")
    }
    try checkObjects(in: folder)
    let commit = try head(of: folder)
    do throws(GitObjects.Failure) {
      let objects = try GitObjects(git.appending("objects"))
      var part: ContainedPath?
      // A path that is not UTF-8 cannot be an argument here; all files are told then.
      if case .above(let prefix) = base, prefix.text.validUTF8 != nil { part = prefix }
      let present = Set(release.files.map(\.path))
      var hasPresent = false
      let files = try await objects.files(of: commit, in: part).compactMap {
        entry -> (ContainedPath, String)? in
        guard entry.isFile, let path = ContainedPath(entry.path),
          let inside = releasePath(of: path, base)
        else { return nil }
        let isPresent = present.contains(inside)
        hasPresent = hasPresent || isPresent
        return release.isFolder || isPresent ? (path, entry.id) : nil
      }
      let contents = try await objects.contents(
        of: Array(Set(files.map(\.1))), upTo: Self.pointerByteCount)
      var claims: [Claim] = []
      for (path, id) in files {
        // What git keeps itself is named by SHA-1, and may be another in the work tree: with other
        // line ends, or edited.
        guard let content = contents[id], let pointer = try? LFSPointer(content) else { continue }
        claims.append(
          Claim(
            subject: .path(path), digests: [pointer.digest], byteCount: pointer.byteCount,
            line: claims.count + 1))
      }
      guard !claims.isEmpty else {
        if !hasPresent { return nil }
        throw .failed("git-LFS keeps none of these files")
      }
      return Manifest(form: .git, distinctClaims: claims)
    } catch {
      switch error {
      case .notInstalled: throw Refusal("git is not installed")
      case .failed(let phrase): throw Refusal(phrase)
      }
    }
  }

  /// The path in the release of a path of the repository; nil where it is not in there.
  private func releasePath(of path: ContainedPath, _ base: Evidence.Base) -> ContainedPath? {
    switch base {
    case .release: path
    case .above(let prefix): path.relative(to: prefix)
    case .below(let folder): folder.appending(path)
    }
  }

  /// TRUST section 3: nothing in the folder of objects may lead out of it.
  private func checkObjects(in git: borrowing OpenFolder) throws(Refusal) {
    let listing: FolderListing
    do throws(FileAccessError) {
      listing = try git.walk { path, _ in !path.isAtOrBelow(Self.objects) }
    } catch {
      throw Refusal("its objects cannot be listed: \(error)")
    }
    for entry in listing.entries {
      switch entry.kind {
      case .file:
        if [Self.alternates, Self.httpAlternates].contains(entry.path) {
          throw Refusal("a repository that borrows objects from another one is not followed")
        }
      case .folderLink, .unreadable:
        throw Refusal("a repository whose objects lead elsewhere is not followed")
      }
    }
  }

  private static let objects = ContainedPath(folder: nil, name: Array("objects".utf8))
  private static let alternates = ContainedPath(
    folder: nil, name: Array("objects/info/alternates".utf8))
  private static let httpAlternates = ContainedPath(
    folder: nil, name: Array("objects/info/http-alternates".utf8))

  // MARK: References

  /// The id of the commit that is checked out.
  private func head(of git: borrowing OpenFolder) throws(Refusal) -> String {
    var name = "HEAD"
    for _ in 0..<Self.referenceDepth {
      guard let text = try line(of: name, in: git) else {
        return try packedReference(name, in: git)
      }
      guard text.starts(with: "ref: ".utf8) else { return try id(text) }
      let target = String(decoding: text.dropFirst(5), as: UTF8.self)
      // Git writes nothing else there for what is checked out.
      guard target.hasPrefix("refs/"),
        ContainedPath(UntrustedText(target))?.text.lossyString == target
      else { throw Refusal("its HEAD is no reference that git writes") }
      name = target
    }
    throw Refusal("its HEAD leads from reference to reference")
  }

  /// The first line of a small file in `.git`; nil where there is none.
  private func line(
    of name: String, in git: borrowing OpenFolder
  ) throws(Refusal) -> ArraySlice<UInt8>? {
    guard let path = ContainedPath(UntrustedText(name)) else { return nil }
    do throws(FileAccessError) {
      let bytes = try OpenFile(path: path, beneath: git).readAll(limit: 4096)
      return bytes.prefix { $0 != 0x0A && $0 != 0x0D }
    } catch .notFound {
      return nil
    } catch {
      throw Refusal("its reference '\(UntrustedText(name).brief)' cannot be read: \(error)")
    }
  }

  private func packedReference(
    _ name: String, in git: borrowing OpenFolder
  ) throws(Refusal) -> String {
    guard let path = ContainedPath(UntrustedText("packed-refs")),
      let file = try? OpenFile(path: path, beneath: git),
      let bytes = try? file.readAll(limit: Self.refsByteCount)
    else { throw Refusal("it has no commit yet") }
    let wanted = Array(" \(name)".utf8)
    for line in bytes.split(separator: 0x0A)
    where line.count == 40 + wanted.count && line.dropFirst(40).elementsEqual(wanted) {
      return try id(line.prefix(40))
    }
    throw Refusal("it has no commit yet")
  }

  private func id(_ text: ArraySlice<UInt8>) throws(Refusal) -> String {
    guard text.count == 40, text.allSatisfy({ Hexadecimal.value(of: $0) != nil }) else {
      throw Refusal(
        text.count == 64
          ? "its objects are named by SHA-256, which is not read yet"
          : "its HEAD is no id of a commit")
    }
    return String(decoding: text, as: UTF8.self)
  }
}
