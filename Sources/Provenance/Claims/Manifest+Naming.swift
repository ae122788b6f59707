// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

extension Manifest {
  /// The same document with its one claim about `path`, where that claim has no name.
  ///
  /// A signature of a file gives its digest only; that it is called after the file and lies beside
  /// it tells which one. A document of several claims, or of one with a name, stays as it is.
  package func naming(_ path: ContainedPath) -> Manifest {
    guard claims.count == 1, let claim = claims.first, claim.subject == .nameless else {
      return self
    }
    var named = claim
    named.subject = .path(path)
    var manifest = Manifest(form: form, distinctClaims: [named])
    manifest.isSigned = isSigned
    manifest.exempted = exempted
    return manifest
  }
}
