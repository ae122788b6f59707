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

  /// Files that are open and mapped at once.
  static let batchCount = 256

  package init(threadCount: Int, progress: WorkProgress, cancellation: Cancellation) {
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
      let range = start..<min(start + Self.batchCount, jobs.count)
      let examinations = await examine(batch: range, of: jobs, observe: observe)
      for (index, examination) in zip(range, examinations) { try receive(index, examination) }
      start = range.upperBound
    }
  }

  private func examine(
    batch: Range<Int>, of jobs: [ExaminationJob], observe: (@Sendable (Int, Digest) -> Void)?
  ) async -> [Examination] {
    var examinations: [Examination] = []
    var sources: [DigestSource?] = []
    for index in batch {
      let (examination, source) = open(jobs[index])
      examinations.append(examination)
      sources.append(source)
    }

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
    let first = batch.lowerBound
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
          examination.content = .weights(parsed.file)
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
