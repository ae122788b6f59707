// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
package import Digests
internal import UntrustedInput
internal import WeightFormats

/// Opens files, parses their headers and computes what digests are wanted, a batch at a time.
package struct FileExaminer: Sendable {
  private let engine: DigestEngine
  private let progress: WorkProgress
  private let cancellation: Cancellation
  private let keepsTables: Bool

  /// Files that are open and mapped at once.
  static let batchCount = 256
  /// Bytes of headers that are held at once, but for one file's.
  static let batchHeaderByteCount = 64 << 20

  /// - Parameter keepsTables: whether what is received has its tensors and metadata.
  package init(
    threadCount: Int, progress: WorkProgress, cancellation: Cancellation, keepsTables: Bool
  ) {
    self.keepsTables = keepsTables
    engine = DigestEngine(threadCount: threadCount)
    self.progress = progress
    self.cancellation = cancellation
  }

  /// Examines all `jobs`.
  ///
  /// - Parameters:
  ///   - observe: called with a job's number and a digest of the whole file as soon as it is known.
  ///   - receive: called with each job's number and what was found, in the order of the jobs.
  package func examine(
    _ jobs: [ExaminationJob], observe: (@Sendable (Int, Digest) -> Void)? = nil,
    receive: (Int, Examination) throws -> Void
  ) async rethrows {
    var start = 0
    while start < jobs.count {
      let examinations = await examine(batchFrom: start, of: jobs, observe: observe)
      for (offset, examination) in examinations.enumerated() {
        try receive(start + offset, examination)
      }
      start += examinations.count
    }
  }

  private func examine(
    batchFrom first: Int, of jobs: [ExaminationJob],
    observe: (@Sendable (Int, Digest) -> Void)?
  ) async -> [Examination] {
    var examinations: [Examination] = []
    var sources: [DigestSource?] = []
    var headerByteCount = 0
    for job in jobs[first...].prefix(Self.batchCount) {
      let (examination, source) = open(job)
      examinations.append(examination)
      sources.append(source)
      headerByteCount += source?.headerByteCount ?? 0
      if headerByteCount >= Self.batchHeaderByteCount { break }
    }
    let batch = first..<(first + examinations.count)

    var plan = DigestPlan()
    for (offset, index) in batch.enumerated() {
      guard let source = sources[offset] else { continue }
      plan.add(source, file: offset)
      for algorithm in DigestAlgorithm.allCases where jobs[index].algorithms.contains(algorithm) {
        plan.addWholeFile(algorithm)
      }
      if jobs[index].wantsTensors, let weights = examinations[offset].weights {
        plan.addTensors(of: weights)
      }
    }

    let targets = plan.targets
    let files = plan.files
    let results = await engine.run(
      plan.requests, over: plan.sources, progress: progress.digests, cancellation: cancellation,
      observe: { request, digest in
        if case .file(let offset) = targets[request] { observe?(first + offset, digest) }
      },
      begin: { progress.begin(jobs[first + files[$0]].file.shownPath.escaped) })
    for (target, result) in zip(targets, results) {
      examinations[target.file].record(result, isTensor: target.isTensor)
    }
    // A file of which nothing was hashed was parsed all the same, and must not have changed.
    for (offset, source) in sources.enumerated() {
      guard let source, examinations[offset].failure == nil else { continue }
      do throws(FileAccessError) {
        try source.shared.file.checkUnchanged()
      } catch {
        examinations[offset].failure = error
      }
    }
    return examinations
  }

  /// Opens and maps a file and parses its header.
  private func open(_ job: ExaminationJob) -> (Examination, DigestSource?) {
    var examination = Examination()
    guard !cancellation.isCancelled else {
      examination.isSkipped = true
      return (examination, nil)
    }
    do throws(FileAccessError) {
      let shared = SharedMappedFile(try MappedFile(job.release.open(job.file)))
      examination.identity = shared.file.identity
      var header: [UInt8] = []
      shared.withBytes { bytes in
        do throws(WeightFormatError) {
          let parsed = try WeightFile.parse(bytes, name: job.file.path.basename)
          let isWanted = keepsTables || job.wantsTensors
          examination.content = .weights(isWanted ? parsed.file : parsed.file.withoutTables)
          examination.tensorCount = parsed.file.tensors.count
          header = parsed.header
        } catch {
          examination.content = .refused(error)
        }
      }
      return (examination, DigestSource(shared, header: header))
    } catch {
      examination.failure = error
      return (examination, nil)
    }
  }
}

extension Examination {
  /// Takes one result of the engine over.
  fileprivate mutating func record(_ result: Result<Digest, DigestFailure>, isTensor: Bool) {
    switch result {
    case .success(let digest) where isTensor: tensorDigests.append(digest)
    case .success(let digest): digests[digest.algorithm] = digest
    case .failure(.cancelled): isSkipped = true
    case .failure(.file(let error)): failure = error
    }
  }
}
