// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Digests
internal import UntrustedInput
internal import WeightFormats

/// The headers of a release's weight files, read before anything is hashed, where files must be
/// looked at together.
struct HeaderSurvey {
  /// By the place of the file in the release; files that cannot be read or parsed are not here.
  private(set) var headers: [Int: WeightFile] = [:]
  /// What the files were when they were read, by their places.
  private(set) var states: [Int: FileExpectation] = [:]

  /// Reads the headers of those files of a folder whose names say that they are weights.
  init(_ release: Release, cancellation: Cancellation) {
    for (index, file) in release.files.enumerated()
    where FileFormat.isWeightName(file.path.basename) && !cancellation.isCancelled {
      do throws(FileAccessError) {
        let mapped = try MappedFile(release.open(file))
        headers[index] = mapped.withBytes { bytes in
          try? WeightFile.parse(bytes, name: file.path.basename).file
        }
        states[index] = .identity(mapped.identity)
        try mapped.checkUnchanged()
      } catch {
        // The file is opened once more to be hashed, and its failure is told then.
        headers[index] = nil
        states[index] = .unreadable
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
          || FileFormat.isWeightName(name) && (ShardName(name) != nil || isGGUFName(name))
      }
  }

  private static func isGGUFName(_ name: UntrustedText) -> Bool {
    name.bytes.suffix(5).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
      .elementsEqual(".gguf".utf8)
  }
}
