// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import SystemPackage
internal import UntrustedInput

/// Finds evidence beside the weights: TRUST section 3, as far as unsigned manifests go.
///
/// In the release's folder: `SHA256SUMS*`, `sha256sum*.txt` and `<f>.sha256` for its files; in that
/// folder and up to eight above it the `*.dist-info/RECORD` that lists a file of the release. The
/// content decides what a candidate is, not its name; each is listed with its use or the reason of
/// its non-use. Everything found so is worth `local`: whoever changed the weights could have
/// changed it too.
package enum Discovery {
  /// Looks for evidence about `release`.
  package static func evidence(for release: Release) -> [Evidence] {
    var found: [Evidence] = []
    for name in candidateNames(in: release) {
      guard found.count < Limits.discoveredManifestCount else { break }
      found.append(candidate(name, in: release))
    }
    let records = wheelRecords(
      for: release, limit: Limits.discoveredManifestCount - found.count)
    return found + records
  }

  // MARK: The release's own folder

  private static func candidateNames(in release: Release) -> [ContainedPath] {
    let names = (try? release.folder.folder.names()) ?? []
    let files = Set(release.files.map(\.path))
    return names.compactMap { entry in
      guard !entry.isFolder, let path = ContainedPath(entry.name) else { return nil }
      return isCandidate(path, about: files) || isSignature(path) ? path : nil
    }
  }

  private static func isCandidate(_ path: ContainedPath, about files: Set<ContainedPath>) -> Bool {
    let name = path.text.bytes
    if name.starts(with: "SHA256SUMS".utf8) { return true }
    if name.starts(with: "sha256sum".utf8) && name.hasSuffix(".txt") { return true }
    guard name.hasSuffix(".sha256"),
      let subject = ContainedPath(UntrustedText(bytes: Array(name.dropLast(".sha256".utf8.count))))
    else { return false }
    return files.contains(subject)
  }

  /// Signatures and attestations, by the names that publishers give them.
  private static func isSignature(_ path: ContainedPath) -> Bool {
    let name = path.text.bytes
    if path.text == UntrustedText("model.sig") || name.starts(with: "weights.intoto".utf8) {
      return true
    }
    return [
      ".sig", ".sigstore.json", ".sigstore", ".intoto.json", ".intoto.jsonl", ".asc", ".minisig",
      ".sshsig",
    ].contains { name.hasSuffix($0) }
  }

  private static func candidate(_ path: ContainedPath, in release: Release) -> Evidence {
    let state: Evidence.State =
      isSignature(path)
      ? .notUsed("a signature: present, not checked, since this version reads none")
      : read(path, beneath: release.folder)
    return Evidence(
      shownPath: shown(path, in: release), state: state, base: .release, assurance: .local,
      isNamed: false, releasePath: path)
  }

  private static func read(_ path: ContainedPath, beneath folder: SharedFolder) -> Evidence.State {
    do throws(FileAccessError) {
      let bytes = try OpenFile(path: path, beneath: folder.folder)
        .readAll(limit: Limits.discoveredManifestByteCount)
      do throws(ManifestError) {
        return .used(try Manifest.parse(bytes, name: path.basename))
      } catch .empty {
        return .notUsed("\(ManifestError.empty)")
      } catch {
        return .malformed(error)
      }
    } catch {
      return .unreadable(error)
    }
  }

  /// The path as a user would type it from where he typed the release's.
  private static func shown(_ path: ContainedPath, in release: Release) -> UntrustedText {
    let folder = release.isFolder ? release.path : release.path.removingLastComponent()
    guard !folder.isEmpty else { return path.text }
    let separator: [UInt8] = folder.text.bytes.last == 0x2F ? [] : [0x2F]
    return UntrustedText(bytes: folder.text.bytes + separator + path.text.bytes)
  }

  // MARK: Wheels

  /// RECORDs of this folder and those above it that list a file of the release.
  private static func wheelRecords(for release: Release, limit: Int) -> [Evidence] {
    var found: [Evidence] = []
    var ancestor = release.resolvedRoot
    for _ in 0...Limits.ancestorCount {
      found += wheelRecords(in: ancestor, for: release, limit: limit - found.count)
      guard found.count < limit, ancestor.removeLastComponent() else { break }
    }
    return found
  }

  private static func wheelRecords(
    in folder: FilePath, for release: Release, limit: Int
  ) -> [Evidence] {
    guard let base = Evidence.Base(folder: folder, root: release.resolvedRoot),
      let open = try? OpenFolder(path: folder), let names = try? open.names()
    else { return [] }
    let shared = SharedFolder(open)
    var found: [Evidence] = []
    for entry in names where entry.isFolder && entry.name.bytes.hasSuffix(".dist-info") {
      guard found.count < limit else { break }
      guard let path = ContainedPath(UntrustedText(bytes: entry.name.bytes + Array("/RECORD".utf8)))
      else { continue }
      let record = folder.appending(FilePath(path.text).map { Array($0.components) } ?? [])
      let evidence = Evidence(
        shownPath: record.text,
        state: read(path, beneath: shared), base: base, assurance: .local, isNamed: false,
        releasePath: release.resolvedRoot.containedPath(of: record))
      if speaks(evidence, of: release) { found.append(evidence) }
    }
    return found
  }

  /// Whether a RECORD lists a file of the release, or is broken so that it cannot be known.
  private static func speaks(_ evidence: Evidence, of release: Release) -> Bool {
    if case .malformed = evidence.state { return true }
    guard let manifest = evidence.manifest else { return false }
    let files = Set(release.files.map(\.path))
    return manifest.claims.contains { claim in
      guard case .path(let path) = claim.subject, let inside = evidence.releasePath(of: path)
      else { return false }
      return files.contains(inside)
    }
  }
}

extension [UInt8] {
  fileprivate func hasSuffix(_ suffix: String) -> Bool {
    reversed().starts(with: suffix.utf8.reversed())
  }
}
