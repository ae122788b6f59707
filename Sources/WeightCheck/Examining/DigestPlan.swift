// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Digests
internal import Provenance
internal import WeightFormats

/// The digests wanted of a batch of files, and whose each is.
struct DigestPlan {
  /// What the digests of a run are of.
  enum Subject: Sendable {
    /// The whole file, with this algorithm.
    case file(DigestAlgorithm)
    /// Everything before the first tensor.
    case header
    /// Each tensor in the order of the table.
    case tensors
    /// The bytes of all tensors together, without padding between them.
    case tensorData
    /// Tensors whose statistics are wanted.
    case measuredTensors
    /// Each unit of the comparison at this place of the file's comparisons.
    case units(comparison: Int)
    /// Each range of the claim at this place of those about the file's ranges.
    case ranges(claim: Int)
    /// Each segment of the file by its own header, to be attested.
    case segments
    /// Each chunk of those segments.
    case chunks
  }

  /// Requests that follow each other and are of one file and one subject.
  struct Run: Sendable {
    /// The file's number in the batch.
    let file: Int
    let subject: Subject
    let requests: Range<Int>
  }

  private(set) var sources: [DigestSource] = []
  private(set) var requests: [DigestRequest] = []
  private(set) var runs: [Run] = []
  /// The number in the batch of each source's file.
  private(set) var files: [Int] = []

  /// Turns to the next file; what is added now is of it.
  mutating func add(_ source: DigestSource, file: Int) {
    sources.append(source)
    files.append(file)
  }

  mutating func addWholeFile(_ algorithm: DigestAlgorithm) {
    let count = UInt64(sources[sources.count - 1].byteCount)
    add(.file(algorithm), CollectionOfOne(0..<count), algorithm)
  }

  mutating func addHeader(of weights: WeightFile) {
    add(.header, CollectionOfOne(0..<weights.headerByteCount))
  }

  mutating func addTensors(of weights: WeightFile) {
    add(.tensors, weights.tensors.indices.lazy.map { weights.tensors.byteRange(at: $0) })
  }

  mutating func addTensorData(of weights: WeightFile) {
    let start = requests.count
    let source = sources.count - 1
    let parts = DigestParts(
      weights.tensors.indices.lazy.map { weights.tensors.byteRange(at: $0) })
    requests.append(DigestRequest(source: source, parts: parts, algorithm: .sha256))
    runs.append(
      Run(file: files[source], subject: .tensorData, requests: start..<requests.count))
  }

  /// - Parameter hashedByteCount: tensors that are longer are not hashed, since their chunks are.
  mutating func addMeasuredTensors(
    of weights: WeightFile, _ statistics: StatisticsPlan, hashedByteCount: UInt64
  ) {
    let start = requests.count
    let source = sources.count - 1
    for (index, wanted) in zip(statistics.indices, statistics.requests) {
      let range = weights.tensors.byteRange(at: index)
      let byteCount = range.upperBound - range.lowerBound
      requests.append(
        DigestRequest(
          source: source, range: range,
          algorithm: byteCount <= hashedByteCount || wanted == nil ? .sha256 : nil,
          statistics: wanted))
    }
    runs.append(
      Run(file: files[source], subject: .measuredTensors, requests: start..<requests.count))
  }

  mutating func addUnits(_ ranges: some Sequence<Range<UInt64>>, comparison: Int) {
    add(.units(comparison: comparison), ranges)
  }

  mutating func addRanges(of digests: RangeDigests, claim: Int) {
    add(
      .ranges(claim: claim), (0..<digests.count).lazy.map { digests.byteRange(of: $0) },
      digests.algorithm)
  }

  mutating func addSegments(of table: SegmentTable) {
    add(.segments, (0..<table.count).lazy.map { table.byteRange(of: $0) })
    add(
      .chunks,
      (0..<table.unitCount).lazy.filter { table.chunk(ofUnit: $0) != nil }
        .map { table.byteRange(ofUnit: $0) })
  }

  private mutating func add(
    _ subject: Subject, _ ranges: some Sequence<Range<UInt64>>,
    _ algorithm: DigestAlgorithm = .sha256
  ) {
    let start = requests.count
    let source = sources.count - 1
    for range in ranges {
      requests.append(DigestRequest(source: source, range: range, algorithm: algorithm))
    }
    runs.append(
      Run(file: files[source], subject: subject, requests: start..<requests.count))
  }
}
