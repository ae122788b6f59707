// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
package import SystemPackage
package import UntrustedInput
internal import WeightFormats

/// The folder of one model in the cache of `huggingface_hub`, in which a release lies; or that of a
/// data set or a Space, which looks the same.
///
///     models--org--name/                    or datasets--… or spaces--…
///       blobs/<digest>                      contents: SHA-256, or a git blob's SHA-1
///       refs/<name>                         the commit that a branch or tag led to
///       snapshots/<commit>/<path>           links to ../../blobs/<digest>
///       .no_exist/<commit>/<path>           empty: files that the commit does not have
///       trees/<commit>.json                 the Hub's listing of the commit, since 2.x
///
/// The folder is the containment root of all in it (TRUST 1.4). A link to a blob of the same folder
/// is a plain file, and its text is the claim; that it says just `../` up to the folder and then
/// `blobs/` and the digest is what makes it one. Source: "Hub Local Cache" in
/// the documentation of the Hub.
package struct HubRepository: Sendable {
  /// The folder without symbolic links.
  package let path: FilePath
  /// The open folder; blobs are opened beneath it.
  package let folder: SharedFolder
  /// Where the release's own folder lies in it; nil where that is this one.
  package let releaseFolder: ContainedPath?

  /// The folder of a model at `root` or nearest above it; nil where there is none.
  package init?(around root: FilePath) {
    var path = root
    // Components of a model lie in folders of a snapshot.
    for _ in 0...(Limits.ancestorCount + 2) {
      guard let name = path.lastComponent else { return nil }
      if Self.isName(FilePath(root: nil, [name]).text),
        path.appending("blobs").isFolder, let folder = try? OpenFolder(path: path)
      {
        self.path = path
        self.folder = SharedFolder(folder)
        releaseFolder = path.containedPath(of: root)
        return
      }
      guard path.removeLastComponent() else { return nil }
    }
    return nil
  }

  /// Whether a folder of this name is one of a repository.
  static func isName(_ name: UntrustedText) -> Bool {
    ["models--", "datasets--", "spaces--"].contains { name.bytes.starts(with: $0.utf8) }
  }

  /// The folders of repositories in `folder`, where that is a whole cache, in the order of their
  /// names; empty for any other folder.
  ///
  /// Nothing else may stand there but what the cache notes for itself, so that nothing that a
  /// release could hold is passed over.
  static func repositories(in path: FilePath) -> [FilePath] {
    guard let folder = try? OpenFolder(path: path), let names = try? folder.names() else {
      return []
    }
    var found: [FilePath] = []
    for (name, isFolder) in names {
      guard let text = FilePath(name) else { return [] }
      if isFolder, isName(name), path.pushing(text).appending("blobs").isFolder {
        found.append(path.pushing(text))
      } else if isFolder {
        guard name == UntrustedText(".locks"),
          let locks = try? OpenFolder(path: path.pushing(text)),
          let listing = try? locks.walk(),
          listing.entries.allSatisfy({ $0.kind == .file(byteCount: 0) })
        else { return [] }
      } else {
        guard notes.contains(where: { name == UntrustedText($0) }) else { return [] }
      }
    }
    return found
  }

  /// What stands in a cache beside its repositories.
  private static let notes = ["CACHEDIR.TAG", "version.txt", "version_diffusers_cache.txt"]

  /// The path in this folder of a path in the release.
  func path(of path: ContainedPath) -> ContainedPath {
    releaseFolder?.appending(path) ?? path
  }

  /// The blob that is or is linked to at a path in the release; nil for anything else.
  func blob(at path: ContainedPath) -> Blob? {
    let own = self.path(of: path)
    if let blob = Blob(path: own.text.bytes) { return blob }
    guard let components = FilePath(own.text)?.components,
      let target = self.path.appending(Array(components)).linkText?.bytes
    else { return nil }
    let upwards = own.text.bytes.count { $0 == UInt8(ascii: "/") }
    let prefix = Array(String(repeating: "../", count: upwards).utf8)
    // `..` leads where the text says only if no folder on the way to the link is a link itself.
    let parent = self.path.appending(Array(components.dropLast()))
    guard target.starts(with: prefix), parent.resolved == parent else { return nil }
    return Blob(path: Array(target.dropFirst(prefix.count)))
  }

  /// Whether a path of a release that is this whole folder is the cache's own note, and no content.
  ///
  /// Loaders never read weights from where these stand. Bytes are looked at, so that no content is
  /// hidden there: only an empty file says what a commit does not have.
  func isNote(_ path: ContainedPath, byteCount: UInt64?) -> Bool {
    let bytes = path.text.bytes
    if bytes.starts(with: ".no_exist/".utf8) { return byteCount == 0 }
    if bytes.starts(with: "refs/".utf8) {
      return byteCount.map { $0 <= 64 } == true && !FileFormat.isWeightName(path.basename)
    }
    if Self.isTreeListing(bytes) { return true }
    guard bytes.starts(with: "blobs/".utf8) else { return false }
    return [".incomplete", ".lock"].contains {
      bytes.suffix($0.utf8.count).elementsEqual($0.utf8)
    }
  }
}

extension HubRepository {
  /// Whether a path from the folder of a model in the cache, or from `.cache/huggingface` of a
  /// folder that was downloaded into, is that of a listing of a commit, or of one that is being
  /// written: `trees/<commit>.json` or `trees/tmp….tmp`.
  ///
  /// Source: `_tree_cache.py` of huggingface_hub 2.4.0.
  static func isTreeListing(_ path: some Collection<UInt8>) -> Bool {
    let folder = "trees/".utf8
    guard path.starts(with: folder) else { return false }
    let name = Array(path.dropFirst(folder.count))
    if name.contains(UInt8(ascii: "/")) { return false }
    if name.starts(with: "tmp".utf8) && name.suffix(4).elementsEqual(".tmp".utf8) { return true }
    return name.count == 45 && name.suffix(5).elementsEqual(".json".utf8)
      && Hexadecimal.isLowerCase(name.prefix(40))
  }
}

extension HubRepository {
  /// A blob, by its name.
  package struct Blob: Hashable, Sendable {
    /// Its path in the model's folder.
    package let path: ContainedPath
    /// The digest that is its name.
    package let digest: Digest

    /// Nil unless `path` is `blobs/` and a digest.
    init?(path bytes: [UInt8]) {
      let prefix = Array("blobs/".utf8)
      guard bytes.starts(with: prefix), let digest = Digest(hubName: bytes.dropFirst(prefix.count)),
        let path = ContainedPath(UntrustedText(bytes: bytes))
      else { return nil }
      self.path = path
      self.digest = digest
    }
  }
}

extension Digest {
  /// The digest that the Hub names a content by: 64 digits of SHA-256 for what git-LFS or Xet
  /// keeps, 40 of a git blob for the rest; nil for anything else.
  init?(hubName hex: some Collection<UInt8>) {
    guard Hexadecimal.isLowerCase(hex) else { return nil }
    switch hex.count {
    case 64: self.init(.sha256, hex: hex)
    case 40: self.init(.gitBlob, hex: hex)
    default: return nil
    }
  }
}
