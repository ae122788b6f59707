// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import SystemPackage
internal import UntrustedInput

/// Finds evidence beside the weights: TRUST section 3, without a look at signatures.
///
/// In the release's folder: `SHA256SUMS*`, `sha256sum*.txt`, `*.intoto.json`, `<f>.sha256` for its
/// files, and what signatures are about (`model.sig`, `*.sigstore.json`, `*.intoto.jsonl`); in the
/// folder above it `model.sig` and `*.oms.sig`; the names of blobs, if it lies in a Hugging Face
/// cache; what a download from the Hugging Face Hub left behind; the manifests of an Ollama store;
/// the git repository around it; in that folder and
/// up to eight above it the `*.dist-info/RECORD` that lists a file of the release. The content
/// decides what a candidate is, not its name; each is listed with its use or the reason of its
/// non-use. Everything found so is worth `local`: whoever changed the weights could have changed it
/// too.
package enum Discovery {
  /// Looks for evidence about `release`.
  package static func evidence(for release: Release) async -> [Evidence] {
    var budget = Budget()
    var found = ownEvidence(of: release, &budget)
    found += ParentSignature(release).evidence(&budget)
    found += HubCache.evidence(for: release)
    found += HubDownload(release).evidence()
    var records = RecordSearch(release)
    found += records.run(&budget)
    found += OllamaStore(release).evidence()
    found += await GitRepository(release).evidence()
    return found
  }

  /// The bytes of documents that may still be read about one release.
  struct Budget {
    private var left = Limits.discoveredByteCount

    /// Takes `byteCount` of them; false, and none is taken, where fewer are left.
    mutating func take(_ byteCount: UInt64) -> Bool {
      guard byteCount <= left else { return false }
      left -= byteCount
      return true
    }
  }

  // MARK: The release's own folder

  private static func ownEvidence(of release: Release, _ budget: inout Budget) -> [Evidence] {
    let names: [(name: UntrustedText, isFolder: Bool)]
    do throws(FileAccessError) {
      names = try release.folder.folder.names()
    } catch {
      return [unsearched(release.path, "the folder cannot be listed: \(error)")]
    }
    let files = Set(release.files.map(\.path))
    var manifests: [Evidence] = []
    var signatures: [Evidence] = []
    var (manifestCount, signatureCount) = (0, 0)
    var (leftManifests, leftSignatures) = (0, 0)
    for entry in names where !entry.isFolder {
      guard let path = ContainedPath(entry.name) else { continue }
      // Signatures do not use up the places of other manifests.
      if isSignature(path) {
        signatureCount += 1
        guard signatureCount <= Limits.discoveredManifestCount,
          let state = signedClaims(path, in: release, &budget)
        else {
          leftSignatures += 1
          continue
        }
        signatures.append(candidate(path, in: release, state: state))
      } else if isCandidate(path, about: files) {
        manifestCount += 1
        guard manifestCount <= Limits.discoveredManifestCount,
          let state = read(path, in: release, &budget)
        else {
          leftManifests += 1
          continue
        }
        manifests.append(candidate(path, in: release, state: state))
      }
    }
    if leftManifests > 0 {
      manifests.append(
        unsearched(release.path, "\(leftManifests) more manifests were not looked at"))
    }
    if leftSignatures > 0 {
      signatures.append(
        unsearched(release.path, "\(leftSignatures) more signatures were not looked at"))
    }
    return manifests + signatures
  }

  /// What a signature is about, where it tells; others are signatures and nothing else.
  ///
  /// - Returns: nil where it has more bytes than are left to be read.
  private static func signedClaims(
    _ path: ContainedPath, in release: Release, _ budget: inout Budget
  ) -> Evidence.State? {
    let tellsNothing = [".asc", ".minisig", ".sshsig"].contains {
      path.text.bytes.hasSuffix($0)
    }
    if tellsNothing { return .signature }
    switch read(path, in: release, &budget) {
    // Bytes of no form are what a raw signature looks like; every other document tells why it is
    // not used.
    case .malformed(.unrecognised) where path.text.bytes.hasSuffix(".sig"): return .signature
    case .malformed(.notReadYet(let what)):
      return .notUsed("\(ManifestError.notReadYet(what: what))")
    case .used(let manifest):
      // TRUST 1.2: what is signed beside a file and called after it is that file, by its name.
      return .used(signedFile(path, in: release).map(manifest.naming) ?? manifest)
    case let state: return state
    }
  }

  /// The file that a signature is called after, `<f>` of `<f>.sig`; nil where there is none.
  private static func signedFile(
    _ signature: ContainedPath, in release: Release
  ) -> ContainedPath? {
    let name = signature.text.bytes
    let suffixes = [".sigstore.json", ".sigstore", ".sig"]
    guard let suffix = suffixes.first(where: name.hasSuffix),
      let file = ContainedPath(UntrustedText(bytes: name.dropLast(suffix.utf8.count))),
      let found = release.file(at: file), found.failure != .isDirectory
    else { return nil }
    return file
  }

  /// Says that not everything was looked at.
  static func unsearched(_ path: FilePath, _ reason: String) -> Evidence {
    Evidence(
      shownPath: path.text, state: .unsearched(reason), base: .release, assurance: .local,
      isNamed: false)
  }

  private static func isCandidate(_ path: ContainedPath, about files: Set<ContainedPath>) -> Bool {
    let name = path.text.bytes
    if name.starts(with: "SHA256SUMS".utf8) { return true }
    if name.starts(with: "sha256sum".utf8) && name.hasSuffix(".txt") { return true }
    if name.hasSuffix(".intoto.json") { return true }
    guard name.hasSuffix(".sha256"),
      let subject = ContainedPath(UntrustedText(bytes: Array(name.dropLast(".sha256".utf8.count))))
    else { return false }
    return files.contains(subject)
  }

  /// Signatures and attestations, by the names that publishers give them.
  private static func isSignature(_ path: ContainedPath) -> Bool {
    let name = path.text.bytes
    return [
      ".sig", ".sigstore.json", ".sigstore", ".intoto.jsonl", ".asc", ".minisig", ".sshsig",
    ].contains { name.hasSuffix($0) }
  }

  private static func candidate(
    _ path: ContainedPath, in release: Release, state: Evidence.State
  ) -> Evidence {
    Evidence(
      shownPath: shown(path, in: release), state: state, base: .release, assurance: .local,
      isNamed: false, releasePath: path)
  }

  /// Reads a candidate in the release's folder, which may be a link to a blob of the same cache.
  ///
  /// - Returns: nil where it has more bytes than are left to be read.
  private static func read(
    _ path: ContainedPath, in release: Release, _ budget: inout Budget
  ) -> Evidence.State? {
    guard let file = release.file(at: path) else { return .unreadable(.notFound) }
    return read(path, &budget) { () throws(FileAccessError) in try release.open(file) }
  }

  /// Reads a candidate whose bytes somebody else counts.
  static func read(_ path: ContainedPath, beneath folder: SharedFolder) -> Evidence.State {
    var budget = Budget()
    return read(path, beneath: folder, &budget) ?? .unreadable(.notFound)
  }

  static func read(
    _ path: ContainedPath, beneath folder: SharedFolder, _ budget: inout Budget
  ) -> Evidence.State? {
    read(path, &budget) { () throws(FileAccessError) in
      try OpenFile(path: path, beneath: folder.folder)
    }
  }

  private static func read(
    _ path: ContainedPath, _ budget: inout Budget,
    _ open: () throws(FileAccessError) -> OpenFile
  ) -> Evidence.State? {
    do throws(FileAccessError) {
      let file = try open()
      let limit = Limits.discoveredManifestByteCount
      // What is too large is not read, and takes nothing.
      if file.identity.size <= UInt64(limit), !budget.take(file.identity.size) { return nil }
      let bytes = try file.readAll(limit: limit)
      do throws(ManifestError) {
        let manifest = try Manifest.parse(bytes, name: path.basename)
        // Such a pointer speaks of the manifest, not of the weights.
        return manifest.form == .lfsPointer
          ? .notUsed("is a git-LFS pointer: the manifest is not downloaded") : .used(manifest)
      } catch {
        return error == .empty || error.isUnsupported ? .notUsed("\(error)") : .malformed(error)
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
}

extension [UInt8] {
  fileprivate func hasSuffix(_ suffix: String) -> Bool {
    reversed().starts(with: suffix.utf8.reversed())
  }
}
