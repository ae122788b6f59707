// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import SystemPackage
internal import UntrustedInput

/// The search for RECORDs of wheels: in the release's folder and up to eight above it.
///
/// A site-packages folder holds hundreds, of which one lists a file of the release. So all are
/// read, up to a number and a sum of bytes, and only those that speak of the release are listed.
struct RecordSearch {
  private let release: Release
  private let files: Set<ContainedPath>
  private let limit: Int
  private var readCount = 0
  private var readByteCount: UInt64 = 0
  /// Whether RECORDs were left out.
  private var isCut = false

  init(_ release: Release, limit: Int) {
    self.release = release
    files = Set(release.files.map(\.path))
    self.limit = limit
  }

  mutating func run() -> [Evidence] {
    var found: [Evidence] = []
    var ancestor = release.resolvedRoot
    for _ in 0...Limits.ancestorCount {
      found += records(in: ancestor, limit: limit - found.count)
      guard ancestor.removeLastComponent() else { break }
    }
    if isCut {
      found.append(Discovery.unsearched(release.path, "not all RECORDs were looked at"))
    }
    return found
  }

  private mutating func records(in folder: FilePath, limit: Int) -> [Evidence] {
    guard let base = Evidence.Base(folder: folder, root: release.resolvedRoot) else { return [] }
    let shared: SharedFolder
    let names: [(name: UntrustedText, isFolder: Bool)]
    do throws(FileAccessError) {
      shared = SharedFolder(try OpenFolder(path: folder))
      names = try shared.folder.names()
    } catch {
      // A folder above the release that may not be listed holds nothing that is known of.
      return []
    }
    var found: [Evidence] = []
    let suffix = Array(".dist-info".utf8)
    for entry in names
    where entry.isFolder && entry.name.bytes.reversed().starts(with: suffix.reversed()) {
      guard found.count < limit, readCount < Limits.wheelRecordCount,
        readByteCount < Limits.wheelRecordByteCount
      else {
        isCut = true
        break
      }
      guard let path = ContainedPath(UntrustedText(bytes: entry.name.bytes + Array("/RECORD".utf8)))
      else { continue }
      readCount += 1
      if let file = try? OpenFile(path: path, beneath: shared.folder) {
        readByteCount += file.identity.size
      }
      let record = folder.appending(FilePath(path.text).map { Array($0.components) } ?? [])
      let evidence = Evidence(
        shownPath: record.text, state: Discovery.read(path, beneath: shared), base: base,
        assurance: .local, isNamed: false,
        releasePath: release.resolvedRoot.containedPath(of: record))
      if speaks(evidence) { found.append(evidence) }
    }
    return found
  }

  /// Whether a RECORD lists a file of the release, or is broken so that it cannot be known.
  private func speaks(_ evidence: Evidence) -> Bool {
    switch evidence.state {
    case .malformed: return true
    case .unreadable(let failure): return failure != .notFound
    case .notUsed, .signature: return false
    case .used(let manifest):
      return manifest.claims.contains { claim in
        guard case .path(let path) = claim.subject, let inside = evidence.releasePath(of: path)
        else { return false }
        return files.contains(inside)
      }
    }
  }
}
