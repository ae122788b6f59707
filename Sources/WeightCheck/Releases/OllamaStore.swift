// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import SystemPackage
internal import UntrustedInput

/// The manifests of an Ollama store that speak of the release.
///
/// A store is a folder with `blobs/sha256-<hex>` and `manifests/<registry>/<namespace>/<name>/
/// <tag>`. The release is the whole store, its folder of blobs, one blob, or the blobs of one
/// manifest; names in the manifests are those of blobs.
struct OllamaStore {
  private let release: Release

  /// Manifests of a store that are read.
  private static let manifestCount = 4096
  /// Bytes of them; each has a few hundred.
  private static let manifestByteCount: UInt64 = 64 << 20
  fileprivate static let blobs = ContainedPath(folder: nil, name: Array("blobs".utf8))
  fileprivate static let manifests = ContainedPath(folder: nil, name: Array("manifests".utf8))

  init(_ release: Release) {
    self.release = release
  }

  func evidence() -> [Evidence] {
    let root = release.resolvedRoot
    if root.lastComponent?.string == "blobs" && release.namedManifest == nil {
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
    if let named = release.namedManifest {
      // The user named the manifest, so it is the only one that speaks.
      return named.relative(to: Self.manifests).map { [evidence(at: $0, in: store, shared, base)] }
        ?? []
    }
    for entry in entries.prefix(Self.manifestCount) {
      guard case .file(let byteCount) = entry.kind else { continue }
      guard byteCount <= left else {
        isCut = true
        continue
      }
      left -= byteCount
      let evidence = evidence(at: entry.path, in: store, shared, base)
      if speaks(evidence, of: names) { found.append(evidence) }
    }
    if isCut {
      found.append(
        Discovery.unsearched(release.path, "not all manifests of the store were looked at"))
    }
    return found
  }

  private func evidence(
    at path: ContainedPath, in store: FilePath, _ manifests: SharedFolder, _ base: Evidence.Base
  ) -> Evidence {
    let shown = store.appending("manifests").text.bytes + [0x2F] + path.text.bytes
    return Evidence(
      shownPath: UntrustedText(bytes: shown), state: Discovery.read(path, beneath: manifests),
      base: base, assurance: .local, isNamed: false, releasePath: releasePath(of: path, base))
  }

  private func releasePath(of path: ContainedPath, _ base: Evidence.Base) -> ContainedPath? {
    guard case .below = base else { return nil }
    return Self.manifests.appending(path)
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

/// One manifest of an Ollama store, and what it names.
struct OllamaModel {
  /// The store without symbolic links.
  let store: FilePath
  /// The manifest's path in the store, and those of its blobs.
  let manifest: ContainedPath
  let blobs: [ContainedPath]

  /// Nil unless `path` is a manifest in its place in a store.
  init?(at path: FilePath) {
    let folder = path.removingLastComponent()
    guard let name = path.lastComponent,
      let resolved = (folder.isEmpty ? "." : folder).resolved?.appending(name)
    else { return nil }
    // `manifests/<registry>/<namespace>/<name>/<tag>`.
    var store = resolved
    for _ in 0..<4 where !store.removeLastComponent() { return nil }
    guard store.lastComponent?.string == "manifests", store.removeLastComponent(),
      store.appending("blobs").isFolder, let place = store.containedPath(of: resolved),
      let opened = try? OpenFolder(path: store),
      let bytes = try? OpenFile(path: place, beneath: opened)
        .readAll(limit: Limits.discoveredManifestByteCount),
      let manifest = try? Manifest.parse(bytes, name: place.basename), manifest.form == .oci
    else { return nil }
    blobs = manifest.claims.compactMap { claim in
      guard case .path(let path) = claim.subject else { return nil }
      return OllamaStore.blobs.appending(path)
    }
    guard !blobs.isEmpty else { return nil }
    self.store = store
    self.manifest = place
  }
}
