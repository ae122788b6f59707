// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput
package import WeightFormats

/// All that openness is asked about: a release's files, and the headers of its weights.
package struct FolderContents: Sendable {
  /// One weight file.
  package struct Weights: Sendable {
    /// Its path in the folder.
    package let path: ContainedPath
    /// Its header; nil where it could not be read.
    package let header: WeightFile?
    /// Whether a git-LFS pointer stands in its place.
    package let isPointer: Bool

    /// Describes a weight file.
    package init(
      path: ContainedPath, header: WeightFile?, isPointer: Bool = false
    ) {
      self.path = path
      self.header = header
      self.isPointer = isPointer
    }
  }

  /// Something that an index or the names of other shards ask for and that is not as it should be.
  package struct Gap: Hashable, Sendable {
    /// What asks for it: an index, a shard.
    package let path: UntrustedText
    /// What is not there, or not as stated.
    package let subject: UntrustedText
    /// One sentence without full stop, escaped.
    package let message: String
    /// What stands at `path` that asks for it, or is not as stated.
    package let token: UntrustedText

    /// Describes a gap.
    package init(
      path: UntrustedText, subject: UntrustedText, token: UntrustedText, message: String
    ) {
      self.token = token
      self.path = path
      self.subject = subject
      self.message = message
    }
  }

  /// Whether it is a folder; one file alone shows little.
  package var isFolder: Bool
  /// The regular files, ordered by the bytes of their paths.
  package var files: [FolderFile]
  /// The weight files among them, in the same order.
  package var weights: [Weights]
  /// The weight files that are one model, or one component of one, together: places in `weights`.
  package var sets: [[Int]]
  /// Where sets of weights are not whole.
  package var gaps: [Gap]
  /// What was found in the package around the folder: a wheel's `METADATA` and its licence files,
  /// their paths as they are to be shown.
  package var surroundings: [FolderFile]

  /// What is there of the file that a gap is about, in words.
  func states(_ subject: UntrustedText) -> String {
    let isThere = files.contains { $0.path.text == subject }
    return isThere ? "not as stated" : "not in this folder"
  }

  /// Describes a release.
  ///
  /// - Parameter sets: nil where every weight file stands alone.
  package init(
    isFolder: Bool, files: [FolderFile], weights: [Weights], sets: [[Int]]? = nil,
    gaps: [Gap] = [],
    surroundings: [FolderFile] = []
  ) {
    self.isFolder = isFolder
    self.files = files
    self.weights = weights
    self.sets = sets ?? weights.indices.map { [$0] }
    self.gaps = gaps
    self.surroundings = surroundings
  }
}
