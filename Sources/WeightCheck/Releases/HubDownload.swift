// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import SystemPackage
internal import UntrustedInput

/// What `huggingface_hub` notes of downloads into a folder that the user chose (`local_dir`).
///
/// For each file of the folder, `.cache/huggingface/download/<path>.metadata` has three lines: the
/// commit, the entity tag that the Hub gave, and the time of the note in seconds. The tag is the
/// SHA-256 of what git-LFS or Xet keeps, and the git blob's SHA-1 of the rest. Source:
/// `_local_folder.py` of huggingface_hub 2.4.0, which ignores the note of a file that was changed
/// later; here that is what is looked for.
struct HubDownload {
  private let release: Release

  init(_ release: Release) {
    self.release = release
  }

  /// The folder of the notes, relative to the one that was downloaded into.
  private static let notes = Array(".cache/huggingface/download/".utf8)
  private static let suffix = Array(".metadata".utf8)

  /// Looks in the release's folder and in those above it, since a component of a model may be what
  /// is asked about.
  func evidence() -> [Evidence] {
    var ancestor = release.resolvedRoot
    var found: [Evidence] = []
    for _ in 0...Limits.ancestorCount {
      let place = ancestor.appending([".cache", "huggingface", "download"])
      if place.isFolder {
        found += evidence(in: ancestor)
      }
      guard ancestor.removeLastComponent() else { break }
    }
    return found
  }

  private func evidence(in folder: FilePath) -> [Evidence] {
    guard let base = Evidence.Base(folder: folder, root: release.resolvedRoot),
      let opened = try? OpenFolder(path: folder)
    else { return [] }
    let shared = SharedFolder(opened)
    var found: [Evidence] = []
    var claims: [Claim] = []
    let paths = notedPaths(from: base)
    for path in paths.prefix(Limits.hubNoteCount) {
      guard
        let note = ContainedPath(
          UntrustedText(bytes: Self.notes + path.text.bytes + Self.suffix))
      else { continue }
      do throws(FileAccessError) {
        let bytes = try OpenFile(path: note, beneath: shared.folder)
          .readAll(limit: Limits.hubNoteByteCount)
        do throws(ManifestError) {
          guard let digest = try Self.digest(in: bytes) else { continue }
          claims.append(
            Claim(subject: .path(path), digests: [digest], line: claims.count + 1))
        } catch {
          found.append(evidence(of: note, in: folder, .malformed(error), base))
        }
      } catch .notFound, .isDirectory {
        continue
      } catch {
        found.append(evidence(of: note, in: folder, .unreadable(error), base))
      }
      guard found.count <= Limits.discoveredManifestCount else { break }
    }
    if found.count > Limits.discoveredManifestCount || paths.count > Limits.hubNoteCount {
      found.append(
        Discovery.unsearched(folder, "not all notes of downloads were looked at"))
    }
    if !claims.isEmpty {
      let manifest = Manifest(form: .hubDownload, distinctClaims: claims)
      found.insert(evidence(of: nil, in: folder, .used(manifest), base), at: 0)
    }
    return found
  }

  private func evidence(
    of note: ContainedPath?, in folder: FilePath, _ state: Evidence.State, _ base: Evidence.Base
  ) -> Evidence {
    let path = note.flatMap { FilePath($0.text) } ?? ".cache/huggingface/download"
    return Evidence(
      shownPath: folder.pushing(path).text, state: state, base: base, assurance: .local,
      isNamed: false)
  }

  /// The paths in the folder of the notes of which there may be one: those of the release's files,
  /// and of a whole folder those that are noted and not there.
  private func notedPaths(from base: Evidence.Base) -> [ContainedPath] {
    var paths = release.files.map { file in
      if case .above(let prefix) = base { prefix.appending(file.path) } else { file.path }
    }
    guard case .release = base, release.isFolder, release.namedIndex == nil else { return paths }
    let present = Set(paths)
    paths += release.skipped.compactMap { note in
      let bytes = note.text.bytes
      guard bytes.starts(with: Self.notes),
        bytes.suffix(Self.suffix.count).elementsEqual(Self.suffix),
        let path = ContainedPath(
          UntrustedText(
            bytes: Array(bytes.dropFirst(Self.notes.count).dropLast(Self.suffix.count)))),
        !present.contains(path)
      else { return nil }
      return path
    }
    return paths
  }

  /// The digest in a note; nil where the tag is of another kind, as that of another server.
  static func digest(in note: [UInt8]) throws(ManifestError) -> Digest? {
    var lines = note.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      line.last == 0x0D ? line.dropLast() : line
    }
    if lines.last?.isEmpty == true { lines.removeLast() }
    guard lines.count == 3, Hexadecimal.isLowerCase(lines[0]), !lines[0].isEmpty,
      !lines[1].isEmpty, !lines[2].isEmpty,
      lines[2].allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") })
    else { throw .downloadRecord }
    return Digest(hubName: lines[1])
  }
}
