// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
package import UntrustedInput

/// The forms of evidence that are read.
public enum ManifestForm: String, Hashable, Sendable {
  /// Lines of digests and names, as `sha256sum`, `shasum`, BSD `sha256` and `openssl dgst` write
  /// them.
  case checksums
  /// A Python wheel's `RECORD`.
  case wheelRecord = "record"
  /// weightcheck's own manifest, which tells each segment of each weight file.
  case weightManifest = "weights"
  /// A digest that the user gave on the command line.
  case digest
}

/// A document of claims.
package struct Manifest: Sendable {
  package let form: ManifestForm
  /// At most one claim for each path.
  package let claims: [Claim]
  /// Files that the document lists without any digest, as a `RECORD` lists itself.
  package let undigested: [ContainedPath]
  /// Entries that stand twice and agree.
  package let repeatedEntryCount: Int

  /// One digest that the user gave, about `path` or about no name.
  package init(_ digest: Digest, about path: ContainedPath?) {
    form = .digest
    claims = [Claim(subject: path.map(Claim.Subject.path) ?? .nameless, digests: [digest], line: 1)]
    undigested = []
    repeatedEntryCount = 0
  }

  /// A document that has no two claims about one path.
  package init(form: ManifestForm, distinctClaims claims: [Claim]) {
    self.form = form
    self.claims = claims
    undigested = []
    repeatedEntryCount = 0
  }

  /// Merges the entries of one path into one claim.
  ///
  /// TRUST 1.3: two entries for one path with the same digest are odd; with different digests the
  /// document contradicts itself and is malformed.
  package init(
    form: ManifestForm, entries: [Claim], undigested: [ContainedPath] = []
  ) throws(ManifestError) {
    var claims: [Claim] = []
    claims.reserveCapacity(entries.count)
    var indexByPath: [ContainedPath: Int] = [:]
    indexByPath.reserveCapacity(entries.count)
    var repeated = 0
    for entry in entries {
      guard case .path(let path) = entry.subject else {
        claims.append(entry)
        continue
      }
      guard let index = indexByPath[path] else {
        indexByPath[path] = claims.count
        claims.append(entry)
        continue
      }
      var isNew = false
      for digest in entry.digests {
        if let other = claims[index].digests.first(where: { $0.algorithm == digest.algorithm }) {
          guard other == digest else {
            throw .contradictoryEntries(path: path.text, line: entry.line)
          }
        } else {
          claims[index].digests.append(digest)
          isNew = true
        }
      }
      if let byteCount = entry.byteCount {
        guard byteCount == claims[index].byteCount ?? byteCount else {
          throw .contradictoryEntries(path: path.text, line: entry.line)
        }
        if claims[index].byteCount == nil {
          claims[index].byteCount = byteCount
          isNew = true
        }
      }
      for name in entry.unsupportedAlgorithms
      where !claims[index].unsupportedAlgorithms.contains(name) {
        claims[index].unsupportedAlgorithms.append(name)
        isNew = true
      }
      if !isNew { repeated += 1 }
    }
    self.form = form
    self.claims = claims
    self.undigested = undigested
    self.repeatedEntryCount = repeated
  }
}
