// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
internal import Digests
package import UntrustedInput
package import WeightFormats

/// A file to be opened, recognised, parsed and hashed.
package struct ExaminationJob: Sendable {
  package let file: ReleaseFile
  package let release: Release
  /// The digests of the whole file that are wanted.
  package var algorithms: Set<DigestAlgorithm>
  /// Whether the SHA-256 of each tensor is wanted.
  package var wantsTensors: Bool

  package init(
    file: ReleaseFile, release: Release, algorithms: Set<DigestAlgorithm> = [],
    wantsTensors: Bool = false
  ) {
    self.file = file
    self.release = release
    self.algorithms = algorithms
    self.wantsTensors = wantsTensors
  }
}

/// What was found out about one file.
package struct Examination: Sendable {
  /// What the content is.
  package enum Content: Sendable {
    case weights(WeightFile)
    case refused(WeightFormatError)
  }

  /// Nil where the file could not be opened, or work stopped before.
  package var identity: FileIdentity?
  /// Nil where the file could not be opened, or work stopped before.
  package var content: Content?
  /// Tensors in it, if it is a weight file in good order.
  package var tensorCount: Int?
  package var digests: [DigestAlgorithm: Digest] = [:]
  /// The SHA-256 of each tensor, in the order of the table; empty unless wanted.
  package var tensorDigests: [Digest] = []
  package var failure: FileAccessError?
  /// Whether work stopped before the file was done.
  package var isSkipped = false
}

extension Examination {
  /// The parsed header, if it is a weight file in good order.
  package var weights: WeightFile? {
    if case .weights(let file)? = content { return file }
    return nil
  }

  /// Why it is no weight file in good order.
  package var refusal: WeightFormatError? {
    if case .refused(let error)? = content { return error }
    return nil
  }
}
