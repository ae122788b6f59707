// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
internal import Provenance
package import SystemPackage
internal import UntrustedInput

/// A manifest that the user named, read once and then held against each release.
package struct NamedEvidence: Sendable {
  /// Where a manifest comes from.
  package enum Source: Sendable {
    /// `--manifest F`.
    case file(FilePath)
    /// `--manifest -`: what was read from standard input.
    case standardInput([UInt8])
    /// `--sha256 HEX`, about the one file that is PATH.
    case digest(Digest)
  }

  private let source: Source
  private let state: Evidence.State
  private let shownPath: UntrustedText

  package init(_ source: Source) {
    self.source = source
    switch source {
    case .file(let path):
      shownPath = path.text
      state = Self.read(path)
    case .standardInput(let bytes):
      shownPath = UntrustedText("-")
      state = Self.parse(bytes, name: UntrustedText(""))
    case .digest(let digest):
      shownPath = UntrustedText("--sha256")
      state = .used(Manifest(digest, about: nil))
    }
  }

  private static func read(_ path: FilePath) -> Evidence.State {
    do throws(FileAccessError) {
      let bytes = try OpenFile(path: path).readAll(limit: Limits.namedManifestByteCount)
      return parse(bytes, name: FilePath(root: nil, path.lastComponent.map { [$0] } ?? []).text)
    } catch {
      return .unreadable(error)
    }
  }

  private static func parse(_ bytes: [UInt8], name: UntrustedText) -> Evidence.State {
    do throws(ManifestError) {
      return .used(try Manifest.parse(bytes, name: name))
    } catch {
      // TRUST 2.2: an empty manifest establishes nothing, which is not the same as a broken one.
      if error == .empty { return .notUsed("\(error)") }
      // Nor is one broken that only this version cannot use; but what it says could contradict all
      // the rest.
      return error.isUnsupported ? .unsearched("\(error)") : .malformed(error)
    }
  }

  /// What this manifest is to `release`: where its names start, and what it is worth.
  ///
  /// TRUST 1.4: names start at the manifest's base folder, or at the release for a manifest named
  /// from elsewhere. TRUST 2.4: inside the release it is worth no more than one that was found.
  package func evidence(for release: Release) -> Evidence {
    var evidence = Evidence(
      shownPath: shownPath, state: state, base: .release, assurance: .manifest, isNamed: true)
    if case .digest(let digest) = source {
      return Evidence(
        shownPath: shownPath, state: .used(Manifest(digest, about: release.files.first?.path)),
        base: .release, assurance: .manifest, isNamed: true)
    }
    guard case .file(let path) = source, let folder = Self.folder(of: path) else {
      return evidence
    }
    let inside = path.places.compactMap { release.resolvedRoot.containedPath(of: $0) }.first
    if release.isFolder, let inside {
      evidence = Evidence(
        shownPath: shownPath, state: state, base: .release, assurance: .local, isNamed: true,
        isInsideRelease: true, releasePath: inside)
    }
    guard let manifest = evidence.manifest else { return evidence }
    let baseFolder = manifest.form == .wheelRecord ? Self.wheelBase(folder) : folder
    guard let base = Evidence.Base(folder: baseFolder, root: release.resolvedRoot) else {
      return evidence
    }
    let candidate = Evidence(
      shownPath: shownPath, state: state, base: base, assurance: evidence.assurance, isNamed: true,
      isInsideRelease: evidence.isInsideRelease, releasePath: evidence.releasePath)
    switch Self.reading(manifest, as: candidate, from: baseFolder, of: release) {
    case .ownFolder: return candidate
    case .release: return evidence
    case .unclear:
      return Evidence(
        shownPath: shownPath,
        state: .unsearched(
          "its names could start at its own folder or at the release, and not all of them are "
            + "beside it: name the folder that it speaks of, or move it"),
        base: .release, assurance: evidence.assurance, isNamed: true)
    }
  }

  /// Where the names of a manifest outside of the release start.
  private enum Reading {
    case ownFolder, release, unclear
  }

  /// Decides whether a manifest speaks from its own folder, or was merely put there.
  ///
  /// The first names something inside the release, and from inside of it something that is there.
  /// But a release may hold a folder of its own name,
  /// so that its own names look like those of files beside it, which nobody would miss. So what is
  /// named outside of the release must be there. A `RECORD` always speaks from where it is.
  private static func reading(
    _ manifest: Manifest, as candidate: Evidence, from folder: FilePath, of release: Release
  ) -> Reading {
    var outside: [ContainedPath] = []
    var namesSomething = false
    for claim in manifest.claims {
      guard case .path(let path) = claim.subject else { continue }
      if candidate.releasePath(of: path) != nil {
        namesSomething = true
      } else {
        outside.append(path)
      }
    }
    guard namesSomething else { return .release }
    if case .below = candidate.base {
      return Self.namesOnlyFromAbove(manifest, as: candidate, of: release) ? .release : .ownFolder
    }
    guard release.isFolder, manifest.form != .wheelRecord, !outside.isEmpty else {
      return .ownFolder
    }
    guard let opened = try? OpenFolder(path: folder) else { return .unclear }
    return outside.allSatisfy { (try? OpenFile(path: $0, beneath: opened)) != nil }
      ? .ownFolder : .unclear
  }

  /// Whether a manifest in a folder of the release names nothing in that folder that is there, and
  /// something that is there from the release on: as tools sign a release into a folder of it.
  private static func namesOnlyFromAbove(
    _ manifest: Manifest, as candidate: Evidence, of release: Release
  ) -> Bool {
    let listed = Set(release.isFolder ? release.files.map(\.path) : [])
    func isThere(_ path: ContainedPath) -> Bool {
      release.isFolder ? listed.contains(path) : release.file(at: path) != nil
    }
    var isAbove = false
    for claim in manifest.claims {
      guard case .path(let path) = claim.subject else { continue }
      if candidate.releasePath(of: path).map(isThere) == true { return false }
      isAbove = isAbove || isThere(path)
    }
    return isAbove
  }

  /// The resolved folder that holds `path`.
  private static func folder(of path: FilePath) -> FilePath? {
    let folder = path.removingLastComponent()
    return (folder.isEmpty ? FilePath(".") : folder).resolved
  }

  /// A RECORD in a `*.dist-info` folder speaks from the folder that holds it.
  private static func wheelBase(_ folder: FilePath) -> FilePath {
    folder.lastComponent?.string.hasSuffix(".dist-info") == true
      ? folder.removingLastComponent() : folder
  }
}
