// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import SystemPackage
internal import UntrustedInput

/// The manifests of an Ollama store that speak of the release.
///
/// A store is a folder with `blobs/sha256-<hex>` and `manifests/<registry>/<namespace>/<name>/
/// <tag>`. The release is the whole store, its folder of blobs, or one blob; names in the manifests
/// are those of blobs.
struct OllamaStore {
  private let release: Release

  /// Manifests of a store that are read.
  private static let manifestCount = 4096
  /// Bytes of them; each has a few hundred.
  private static let manifestByteCount: UInt64 = 64 << 20
  private static let blobs = ContainedPath(folder: nil, name: Array("blobs".utf8))

  init(_ release: Release) {
    self.release = release
  }

  func evidence() -> [Evidence] {
    let root = release.resolvedRoot
    if root.lastComponent?.string == "blobs" {
      return evidence(inStore: root.removingLastComponent(), .release)
    }
    guard release.isFolder, root.appending("blobs").isFolder else { return [] }
    return evidence(inStore: root, .below(Self.blobs))
  }

  private func evidence(inStore store: FilePath, _ base: Evidence.Base) -> [Evidence] {
    let folder = store.appending("manifests")
    guard folder.linkTarget == nil, folder.isFolder, let opened = try? OpenFolder(path: folder),
      let entries = try? opened.walk().entries
    else { return [] }
    let shared = SharedFolder(opened)
    let names = Set(release.files.map(\.path))
    var found: [Evidence] = []
    var left = Self.manifestByteCount
    var isCut = entries.count > Self.manifestCount
    for entry in entries.prefix(Self.manifestCount) {
      guard case .file(let byteCount) = entry.kind else { continue }
      guard byteCount <= left else {
        isCut = true
        continue
      }
      left -= byteCount
      let path = store.appending("manifests").text.bytes + [0x2F] + entry.path.text.bytes
      let evidence = Evidence(
        shownPath: UntrustedText(bytes: path),
        state: Discovery.read(entry.path, beneath: shared), base: base, assurance: .local,
        isNamed: false, releasePath: releasePath(of: entry.path, base))
      if speaks(evidence, of: names) { found.append(evidence) }
    }
    if isCut {
      found.append(
        Discovery.unsearched(release.path, "not all manifests of the store were looked at"))
    }
    return found
  }

  private func releasePath(of path: ContainedPath, _ base: Evidence.Base) -> ContainedPath? {
    guard case .below = base else { return nil }
    return ContainedPath(folder: nil, name: Array("manifests".utf8)).appending(path)
  }

  /// Whether a manifest lists a file of the release, is broken so that it cannot be known, or
  /// belongs to the store that is the release.
  private func speaks(_ evidence: Evidence, of names: Set<ContainedPath>) -> Bool {
    if case .below = evidence.base { return true }
    guard let manifest = evidence.manifest else {
      if case .malformed = evidence.state { return true }
      return false
    }
    if release.isFolder { return true }
    return manifest.claims.contains { claim in
      guard case .path(let path) = claim.subject else { return false }
      return names.contains(path)
    }
  }
}
