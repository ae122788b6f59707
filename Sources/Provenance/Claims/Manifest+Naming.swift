// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

extension Manifest {
  /// The same document with its one claim about `path`, where that claim has no name.
  ///
  /// A signature of a file gives its digest only; that it is called after the file and lies beside
  /// it tells which one; but nobody signed that name, so it is worth no more than a digest without
  /// one. A document of several claims, or of one with a name, stays as it is.
  package func naming(_ path: ContainedPath) -> Manifest {
    guard claims.count == 1, claims[0].subject == .nameless else { return self }
    var manifest = self
    manifest.claims[0].subject = .path(path)
    manifest.isNamedByPlace = true
    manifest.statements = statements.map { $0.naming(path) }
    return manifest
  }
}
