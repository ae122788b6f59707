// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import SystemPackage
internal import UntrustedInput

/// The evidence in the cache of `huggingface_hub`: each file is a link to a blob that is named by
/// its digest.
///
/// So a cache shows by itself whether a download is damaged. Whoever can write there can rename a
/// blob too, so it is worth `local`.
enum HubCache {
  /// What the names of blobs say of the files of `release`; nothing where it is not in a cache.
  static func evidence(for release: Release) -> [Evidence] {
    guard let hub = release.hub else { return [] }
    let claims = release.files.enumerated().compactMap { index, file in
      file.blob.map { Claim(subject: .path(file.path), digests: [$0.digest], line: index + 1) }
    }
    let state: Evidence.State =
      claims.isEmpty
      ? .notUsed("a model's folder in a cache, of whose blobs no file is one")
      : .used(Manifest(form: .hubCache, distinctClaims: claims))
    return [
      Evidence(
        shownPath: hub.path.text, state: state, base: .release, assurance: .local, isNamed: false)
    ]
  }
}
