// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Digests
internal import UntrustedInput
internal import WeightFormats

/// The headers of a release's weight files, read before anything is hashed, where files must be
/// looked at together.
struct HeaderSurvey {
  /// One header, and what the file was when it was read.
  struct Header {
    let weights: WeightFile
    let identity: FileIdentity
  }

  /// By the place of the file in the release; files that cannot be read or parsed are not here.
  private(set) var headers: [Int: Header] = [:]

  /// Reads the headers of those files of a folder whose names say that they are weights.
  init(_ release: Release, cancellation: Cancellation) {
    for (index, file) in release.files.enumerated()
    where FileFormat.isWeightName(file.path.basename) && !cancellation.isCancelled {
      do throws(FileAccessError) {
        let mapped = try MappedFile(release.open(file))
        let identity = mapped.identity
        let weights = mapped.withBytes { bytes in
          try? WeightFile.parse(bytes, name: file.path.basename).file
        }
        try mapped.checkUnchanged()
        if let weights { headers[index] = Header(weights: weights, identity: identity) }
      } catch {
        // The file is opened once more when it is hashed, and its failure is told then.
        continue
      }
    }
  }

  /// Whether a folder's files must be looked at together: it has an index, names that count shards,
  /// or GGUF files, of which each may say that it is one part.
  static func isNeeded(for release: Release) -> Bool {
    release.isFolder
      && release.files.contains { file in
        let name = file.path.basename
        return ShardIndex.isIndexName(name)
          || FileFormat.isWeightName(name)
            && (ShardName(name) != nil || name.bytes.suffix(5).elementsEqual(".gguf".utf8))
      }
  }
}
