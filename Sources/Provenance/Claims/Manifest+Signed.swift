// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

extension Manifest {
  /// Claims of a signed form, whose rules are stricter than those of a list that anyone may edit.
  ///
  /// TRUST 1.3: a path that stands twice is refused, also where both entries agree. TRUST 1.4: a
  /// path that leads out refuses the whole document.
  package init(form: ManifestForm, signedEntries entries: [Claim]) throws(ManifestError) {
    var paths: Set<ContainedPath> = []
    paths.reserveCapacity(entries.count)
    for entry in entries {
      switch entry.subject {
      case .path(let path):
        guard paths.insert(path).inserted else {
          throw .repeatedEntry(path: path.text, line: entry.line)
        }
      case .escaping(let name): throw .pathInvalid(name)
      case .nameless: break
      }
    }
    self.init(form: form, distinctClaims: entries)
  }
}
