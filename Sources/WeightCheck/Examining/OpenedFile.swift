// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Digests
internal import Provenance
internal import UntrustedInput
internal import WeightFormats

/// A file of a batch between its opening and the last digest of it.
struct OpenedFile {
  private let job: ExaminationJob
  /// Nil where the file could not be opened, or work stopped before.
  private(set) var source: DigestSource?
  private(set) var comparisons: [SegmentComparison] = []
  private var examination = Examination()
  private var headerDigest: Digest?
  private var unitDigests: [Int: [Digest?]] = [:]
  private var rangeDigests: [Int: [Digest?]] = [:]
  private var statistics: StatisticsPlan?

  /// Opens and maps a file and parses its header.
  ///
  /// - Parameter channelBudget: see `StatisticsPlan`.
  init(_ job: ExaminationJob, _ cancellation: Cancellation, channelBudget: inout UInt64) {
    self.job = job
    guard !cancellation.isCancelled else {
      examination.isSkipped = true
      return
    }
    do throws(FileAccessError) {
      let shared = SharedMappedFile(try MappedFile(job.release.open(job.file)))
      examination.identity = shared.file.identity
      if let expectation = job.expectation, expectation != .identity(shared.file.identity) {
        throw .changedWhileRead
      }
      var header: [UInt8] = []
      shared.withBytes { bytes in
        do throws(WeightFormatError) {
          let parsed = try WeightFile.parse(bytes, name: job.file.path.basename)
          examination.content = .weights(parsed.file)
          examination.tensorCount = parsed.file.tensors.count
          examination.isSplit = parsed.file.split != nil
          header = parsed.header
        } catch {
          examination.content = .refused(error)
        }
      }
      source = DigestSource(shared, header: header)
      comparisons = job.claimedSegments.map {
        SegmentComparison(
          $0, weights: examination.weights, byteCount: shared.file.identity.size)
      }
      if job.checksInFileHashes, let weights = examination.weights {
        examination.inFileHashes = InFileHash.all(in: weights)
      }
      if let selection = job.statistics, let weights = examination.weights {
        let plan = StatisticsPlan(weights, selection, channelBudget: &channelBudget)
        examination.countWithoutChannels = plan.countWithoutChannels
        examination.isMeasured = true
        statistics = plan
      }
      if job.isToBeAttested, let weights = examination.weights {
        examination.attested = SegmentTable(
          layoutOf: weights, chunkByteCount: WeightManifest.chunkByteCount)
      }
    } catch {
      examination.failure = error
    }
  }

  /// Adds what is to be hashed of it.
  func add(to plan: inout DigestPlan, file: Int) {
    guard let source else { return }
    plan.add(source, file: file)
    for algorithm in DigestAlgorithm.allCases where job.algorithms.contains(algorithm) {
      plan.addWholeFile(algorithm)
    }
    if let weights = examination.weights {
      let comparesByName = comparisons.contains { $0.comparesByName }
      let listsTensors = job.claimedTensorData.contains { !$0.names.isEmpty }
      if job.wantsTensors || comparesByName || listsTensors { plan.addTensors(of: weights) }
      let wantsTensorData =
        job.wantsTensorData || job.claimedTensorData.contains { $0.whole != nil }
        || examination.inFileHashes.contains { $0.expected != nil }
      if wantsTensorData { plan.addTensorData(of: weights) }
      if comparesByName { plan.addHeader(of: weights) }
      if let statistics {
        let isChunked = comparisons.contains { !$0.comparesByName } && !job.isToBeAttested
        plan.addMeasuredTensors(
          of: weights, statistics,
          hashedByteCount: isChunked ? WeightManifest.chunkByteCount : .max)
      }
    }
    for (number, comparison) in comparisons.enumerated() where !comparison.comparesByName {
      plan.addUnits(comparison.ranges, comparison: number)
    }
    // In a file of another size the ranges are not those claimed, and may lie beyond its end.
    for (number, claim) in job.claimedRanges.enumerated()
    where claim.byteCount == examination.identity?.size {
      plan.addRanges(of: claim, claim: number)
    }
    if let table = examination.attested { plan.addSegments(of: table) }
  }

  /// Takes the results of one run over.
  mutating func record(
    _ results: ArraySlice<Result<Digest, DigestFailure>>,
    _ found: ArraySlice<FoundStatistics?>, of subject: DigestPlan.Subject
  ) {
    for result in results {
      switch result {
      case .success: break
      case .failure(.notWanted):
        guard case .measuredTensors = subject else { preconditionFailure("a digest is missing") }
      case .failure(.cancelled): examination.isSkipped = true
      case .failure(.file(let error)): examination.failure = error
      }
    }
    let digests = results.lazy.map { try? $0.get() }
    switch subject {
    case .file(let algorithm): examination.digests[algorithm] = digests.first ?? nil
    case .header: headerDigest = digests.first ?? nil
    case .tensorData: examination.tensorDataDigest = digests.first ?? nil
    case .tensors: examination.tensorDigests = digests.compactMap { $0 }
    case .measuredTensors:
      guard let statistics else { break }
      for (offset, digest) in digests.enumerated() {
        examination.measuredTensors.append(
          MeasuredTensor(
            index: statistics.indices[offset], sha256: digest,
            isPacked: statistics.isPacked[offset],
            found: found.isEmpty ? nil : found[found.startIndex + offset]))
      }
    case .units(let comparison): unitDigests[comparison] = Array(digests)
    case .ranges(let claim): rangeDigests[claim] = Array(digests)
    case .segments:
      examination.attested?.digests = digests.flatMap { $0?.bytes ?? [] }
    case .chunks:
      examination.attested?.chunkDigests = digests.flatMap { $0?.bytes ?? [] }
    }
  }

  /// What was found, after a last look whether the file is still the same.
  consuming func finished(keepsTables: Bool) -> Examination {
    // A file of which nothing was hashed was parsed all the same, and must not have changed.
    if let source, examination.failure == nil {
      do throws(FileAccessError) {
        try source.shared.file.checkUnchanged()
      } catch {
        examination.failure = error
      }
    }
    if examination.failure != nil || examination.isSkipped {
      examination.attested = nil
      examination.measuredTensors = []
      examination.inFileHashes = []
    }
    examination.segmentOutcomes = comparisons.enumerated().map { number, comparison in
      guard comparison.comparesByName, let weights = examination.weights else {
        return comparison.outcome(of: unitDigests[number] ?? [])
      }
      return comparison.outcome(
        weights: weights, header: headerDigest, tensors: examination.tensorDigests)
    }
    examination.tensorDataOutcomes = job.claimedTensorData.map { $0.outcome(examination) }
    examination.rangeOutcomes = job.claimedRanges.enumerated().map { number, claim in
      RangeOutcome(claim, rangeDigests[number] ?? [])
    }
    let isTableWanted = keepsTables || job.wantsTensors || job.statistics != nil
    if let weights = examination.weights, !isTableWanted {
      examination.content = .weights(weights.withoutTables)
      examination.tensorDigests = []
    }
    return examination
  }
}
