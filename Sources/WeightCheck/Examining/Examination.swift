// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
internal import Digests
package import Provenance
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
  /// Whether the SHA-256 of the bytes of all tensors together is wanted.
  package var wantsTensorData = false
  /// Whether digests that the file gives of its own tensors are to be held against them.
  package var checksInFileHashes = false
  /// Tables of segments that the file is to be held against.
  package var claimedSegments: [SegmentTable] = []
  /// Digests that are claimed of the bytes of its tensors.
  package var claimedTensorData: [TensorDataClaim] = []
  /// Digests that are claimed of the file range by range.
  package var claimedRanges: [RangeDigests] = []
  /// Digests that are claimed of the whole file, to see a mismatch as soon as there is one.
  package var expectedDigests: [Digest] = []
  /// Whether the SHA-256 of each segment and chunk is wanted, to attest them.
  package var isToBeAttested = false
  /// The statistics that are wanted of its tensors; nil for none.
  package var statistics: StatisticsSelection?
  /// What the file was when it was looked at before; nil if it was not.
  package var expectation: FileExpectation?

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

/// What a file was when it was looked at before; it must still be that.
package enum FileExpectation: Hashable, Sendable {
  case identity(FileIdentity)
  /// It could not be read, or changed meanwhile.
  case unreadable
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
  /// Whether it says that it is one part of a split GGUF file.
  package var isSplit = false
  package var digests: [DigestAlgorithm: Digest] = [:]
  /// The SHA-256 of each tensor, in the order of the table; empty unless wanted.
  package var tensorDigests: [Digest] = []
  /// The SHA-256 of the bytes of all tensors together, in the order of the table and without
  /// padding; nil unless it was wanted, or needed.
  package var tensorDataDigest: Digest?
  /// The digests that the file gives of its own tensors, where they were to be looked at.
  package var inFileHashes: [InFileHash] = []
  /// The tensors whose statistics were wanted, in the order of the table.
  package var measuredTensors: [MeasuredTensor] = []
  /// Whether statistics of its tensors were wanted, and it has a header to find them by.
  package var isMeasured = false
  /// Tensors of which the numbers of their channels were wanted and would have been too many.
  package var countWithoutChannels = 0
  /// What came of each table of claimed segments, in their order.
  package var segmentOutcomes: [SegmentOutcome] = []
  /// What came of each claim about the bytes of its tensors, in their order.
  package var tensorDataOutcomes: [SegmentOutcome] = []
  /// What came of each claim about the file's ranges, in their order.
  package var rangeOutcomes: [RangeOutcome] = []
  /// The file's own segments with their digests, where they were to be attested.
  package var attested: SegmentTable?
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
