// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

extension Release {
  /// Regular files in what the listing leaves out by its name, but for git's own database: whoever
  /// ships the folder ships them.
  package func leftOutFiles() throws(FileAccessError) -> [ReleaseFile] {
    let roots = Set(skipped.filter { $0 != Self.gitDatabase })
    guard !roots.isEmpty else { return [] }
    let above = Set(roots.flatMap { sequence(first: $0, next: \.folder).dropFirst() })
    let entries = try folder.folder.walk { path, isFolder in
      !(isFolder && above.contains(path))
        && !sequence(first: path, next: \.folder).contains(where: roots.contains)
    }.entries
    return entries.compactMap { entry in
      guard case .file(let byteCount) = entry.kind else { return nil }
      return ReleaseFile(
        path: entry.path, shownPath: shownPath(of: entry.path.text), location: .beneath,
        byteCount: byteCount, failure: nil, blob: nil)
    }
  }
}
