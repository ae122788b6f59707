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
  /// Whether RECORDs were left out.
  private var isCut = false

  init(_ release: Release) {
    self.release = release
    files = Set(release.files.map(\.path))
  }

  mutating func run(_ budget: inout Discovery.Budget) -> [Evidence] {
    var found: [Evidence] = []
    var ancestor = release.resolvedRoot
    for _ in 0...Limits.ancestorCount {
      found += records(in: ancestor, &budget)
      guard ancestor.removeLastComponent() else { break }
    }
    if isCut {
      found.append(Discovery.unsearched(release.path, "not all RECORDs were looked at"))
    }
    return found
  }

  private mutating func records(
    in folder: FilePath, _ budget: inout Discovery.Budget
  ) -> [Evidence] {
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
    // A budget for each folder, so that what lies in the release cannot starve what lies above it.
    var (usedCount, readCount) = (0, 0)
    var readByteCount: UInt64 = 0
    for entry in names
    where entry.isFolder && entry.name.bytes.reversed().starts(with: suffix.reversed()) {
      guard usedCount < Limits.discoveredManifestCount, readCount < Limits.wheelRecordCount,
        readByteCount < Limits.wheelRecordByteCount
      else {
        isCut = true
        break
      }
      guard let path = ContainedPath(UntrustedText(bytes: entry.name.bytes + Array("/RECORD".utf8)))
      else { continue }
      readCount += 1
      var byteCount: UInt64 = 0
      if let file = try? OpenFile(path: path, beneath: shared.folder),
        file.identity.size <= UInt64(Limits.discoveredManifestByteCount)
      {
        byteCount = file.identity.size
        readByteCount += byteCount
      }
      let record = folder.appending(FilePath(path.text).map { Array($0.components) } ?? [])
      let evidence = Evidence(
        shownPath: record.text, state: Discovery.read(path, beneath: shared), base: base,
        assurance: .local, isNamed: false,
        releasePath: release.resolvedRoot.containedPath(of: record))
      if speaks(evidence) {
        // What is not kept was read, and no more.
        guard budget.take(byteCount) else {
          isCut = true
          break
        }
        found.append(evidence)
        if evidence.manifest != nil { usedCount += 1 }
      }
    }
    return found
  }

  /// Whether a RECORD lists a file of the release, or is broken so that it cannot be known.
  private func speaks(_ evidence: Evidence) -> Bool {
    switch evidence.state {
    case .malformed: return true
    case .unreadable(let failure): return failure != .notFound
    case .notUsed, .signature, .unsearched: return false
    case .used(let manifest):
      return manifest.claims.contains { claim in
        guard case .path(let path) = claim.subject, let inside = evidence.releasePath(of: path)
        else { return false }
        return files.contains(inside)
      }
    }
  }
}
