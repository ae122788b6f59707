// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import UntrustedInput
internal import WeightFormats

/// What lies beside the weights already, would be found by `verify`, and is not written anew.
///
/// A document of last year's weights beside a new signature makes every verification fail.
struct OlderDocuments {
  private let documents: [(path: ContainedPath, manifest: Manifest)]
  private let release: Release
  /// What is written anew in the release's folder.
  private let written: [ContainedPath]

  /// Reads what stands directly in the release's folder, or beside the file, but for what is
  /// written anew.
  init(_ release: Release, besides written: [ContainedPath]) {
    self.release = release
    self.written = written
    let names = (try? release.folder.folder.names()) ?? []
    documents = names.lazy.filter { !$0.isFolder }.compactMap { ContainedPath($0.name) }
      .filter { Self.isName($0) && !written.contains($0) }
      .prefix(2 * Limits.discoveredManifestCount)
      .compactMap { path in Self.read(path, in: release).map { (path, $0) } }
  }

  /// Whether `verify` looks for evidence under this name.
  private static func isName(_ path: ContainedPath) -> Bool {
    let name = path.text.bytes
    let ends = [
      ".intoto.json", ".intoto.jsonl", ".sha256", ".sig", ".sigstore", ".sigstore.json",
    ]
    return name.starts(with: "SHA256SUMS".utf8) || ends.contains { name.hasEnd($0) }
      || name.starts(with: "sha256sum".utf8) && name.hasEnd(".txt")
  }

  /// What is no document that can be read says nothing, and `verify` tells.
  private static func read(_ path: ContainedPath, in release: Release) -> Manifest? {
    guard let file = release.file(at: path),
      let bytes = try? release.open(file).readAll(limit: Limits.discoveredManifestByteCount),
      let manifest = try? Manifest.parse(bytes, name: path.basename), manifest.form != .lfsPointer
    else { return nil }
    // TRUST 1.2: what is signed beside a file and called after it is that file.
    for end in [".sigstore.json", ".sigstore", ".sig"] where path.text.bytes.hasEnd(end) {
      let name = path.text.bytes.dropLast(end.utf8.count)
      return ContainedPath(UntrustedText(bytes: Array(name))).map(manifest.naming) ?? manifest
    }
    return manifest
  }

  /// One finding for each document that contradicts what is attested, which stands in the way of
  /// whatever is written beside it.
  ///
  /// - Parameters:
  ///   - claims: of the files that are attested.
  ///   - made: the documents that will be written.
  func findings(against claims: [Claim], _ made: [Attestation.Document]) -> [Finding] {
    var attested: [ContainedPath: Digest] = [:]
    for claim in claims {
      if case .path(let path) = claim.subject { attested[path] = claim.digests.first }
    }
    for document in made {
      let name = ContainedPath(UntrustedText(document.fileName))
      guard let path = written.first(where: { $0 == name || written.count == 1 }) else { continue }
      attested[path] = document.sha256
    }
    return documents.compactMap { document in
      for claim in document.manifest.claims {
        guard case .path(let path) = claim.subject, let digest = attested[path],
          let old = claim.digests.first(where: { $0.algorithm == digest.algorithm }), old != digest
        else { continue }
        return Finding(
          .attestDocumentOutdated, written.isEmpty ? .warning : .error, path: document.path.text,
          "says otherwise of '\(path.text.brief)' than what is attested now, so that verify would "
            + "fail where it finds both: remove it, or write it anew too")
      }
      return nil
    }
  }
}

extension [UInt8] {
  fileprivate func hasEnd(_ end: String) -> Bool {
    reversed().starts(with: end.utf8.reversed())
  }
}

extension Attestation.Document {
  /// The SHA-256 of the document.
  var sha256: Digest {
    let span = bytes.span
    return unsafe Digest(of: span.bytes, .sha256)
  }
}

extension Finding.ID {
  /// A document that is there contradicts what is attested.
  public static let attestDocumentOutdated = Self(rawValue: "attest.document.outdated")
}
