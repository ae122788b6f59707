// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

extension FileRole {
  /// Bytes that are kept of a file with more bytes than are read.
  package static let headByteCount = 4096

  /// Bytes of a model card; the largest real ones hold tables of results and stay below 2 MB.
  static let modelCardByteCount = 16 << 20
  /// Bytes of a licence; the longest have 50 kB.
  static let licenceByteCount = 1 << 20
  /// Bytes of a document about data; Croissant's list every column of every file.
  static let dataCardByteCount = 8 << 20

  /// The most bytes of the file at `path` that are read; nil where its name is all that counts.
  package static func readByteCount(of path: ContainedPath) -> Int? {
    let roles = roles(of: path)
    if roles.contains(.modelCard) { return modelCardByteCount }
    if !roles.isDisjoint(with: [.licence, .notice, .usePolicy]) { return licenceByteCount }
    if roles.contains(.dataCard) {
      return ["md", "txt", "json", ""].contains(FileName(path).ending) ? dataCardByteCount : nil
    }
    let small: Set<FileRole> = [
      .configuration, .adapterConfiguration, .packageMetadata, .declaration,
    ]
    if !roles.isDisjoint(with: small) { return Limits.configurationByteCount }
    return isHeadEnough(path) || roles.contains(.pickle) ? headByteCount : nil
  }

  /// Whether the first bytes are all that is looked at: of code, whose licence stands there, and of
  /// what may be a pickle, which they tell.
  package static func isHeadEnough(_ path: ContainedPath) -> Bool {
    if roles(of: path).contains(.pickle) { return true }
    return ["py", "sh", "rs", "cpp", "cc", "c", "cu", "jl", "go"].contains(FileName(path).ending)
      && roles(of: path).isDisjoint(with: [.packageMetadata])
  }
}
