// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Digests
internal import Provenance
internal import Synchronization
internal import SystemPackage
internal import UntrustedInput
internal import WeightFormats

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Holds files and folders against what was published about them.
///
/// paths -> releases -> manifests, found or given -> claims bound to files -> digests, each byte
/// read once -> a judgement for each file -> one conclusion.
struct Verifier {
  private let request: VerificationRequest
  private let progress: WorkProgress
  private let cancellation: Cancellation

  init(
    _ request: VerificationRequest, progress: WorkProgress, cancellation: Cancellation
  ) {
    self.request = request
    self.progress = progress
    self.cancellation = cancellation
  }

  /// One PATH with its evidence and what that says about its files.
  private struct Case {
    var release: Release
    var evidence: [Evidence]
    var binding: ClaimBinding
    let exempt: [Bool]
    /// What `--ignore` names.
    let ignored: [ContainedPath]
    /// What files were that were looked at together before, by their places.
    var states: [Int: FileExpectation] = [:]
    var sets: WeightSets?
    var equivalences: [Equivalence] = []
  }

  func run() async throws(WeightCheckError) -> Verification {
    let denied = try DenyList(reading: request.denied)
    let grading = EvidenceGrading(
      try TrustAnchors(reading: request.trust), denying: denied,
      now: Int64(Date().timeIntervalSince1970))
    let (releases, unreadable) = try openReleases()
    var cases = try await prepare(releases, grading)
    for index in cases.indices { survey(&cases[index]) }
    let examinations = await examine(cases, seeksDenied: !denied.isEmpty)
    if cancellation.isCancelled { throw .cancelled }

    var report = VerificationReport(
      strictness: request.strictness, expected: request.expected, denied: denied,
      namesSigner: request.trust.namesSigner)
    for failure in unreadable { report.add(unreadable: failure.path, failure.failure) }
    var start = 0
    for index in cases.indices {
      let count = cases[index].release.files.count
      let found = Array(examinations[start..<(start + count)])
      start += count
      cases[index].binding.bindByDigest(
        found.map(\.digests), byteCounts: found.map { $0.identity?.size },
        cases[index].evidence)
      // TRUST 2.7: what is ignored has no claim, present or not; weights are not excused.
      let ignored = cases[index].ignored
      for number in cases[index].equivalences.indices {
        cases[index].equivalences[number].compare(
          found, claims: cases[index].binding.claims, cases[index].evidence)
      }
      let equivalent = Equivalence.excusedPaths(
        cases[index].equivalences, cases[index].evidence)
      let expected =
        cases[index].sets?.missing ?? IncompleteSets.missing(in: cases[index].release)
      let unfound = cases[index].binding.missingFiles(cases[index].evidence)
      let missing = Self.missing(
        [AnySequence(expected), AnySequence(unfound)].lazy.joined()
      ) { file in
        // What an index or the names of shards tell of is never excused.
        file.evidence != nil && equivalent.contains(file.path)
          || !file.isWeights
            && ignored.contains { ContainedPath(file.path)?.isAtOrBelow($0) == true }
      }
      report.add(
        release: cases[index].release, evidence: cases[index].evidence,
        binding: cases[index].binding, exempt: cases[index].exempt, examinations: found,
        missing: missing, sets: cases[index].sets, equivalences: cases[index].equivalences)
      // What documents say is in the report now, and need not be held while it is shown.
      cases[index].evidence = []
      cases[index].binding = ClaimBinding()
    }
    return report.verification()
  }

  /// Each file that is missing once, but those that are excused.
  ///
  /// What someone lists whom the user did not name stands only for what nobody else does; of all
  /// others each says what the file is.
  private static func missing(
    _ files: some Sequence<MissingFile>, excusing isExcused: (MissingFile) -> Bool
  ) -> [MissingFile] {
    var places: [UntrustedText: Int] = [:]
    var missing: [MissingFile] = []
    for file in files where !isExcused(file) {
      guard let place = places[file.path] else {
        places[file.path] = missing.count
        missing.append(file)
        continue
      }
      missing[place] = missing[place].joined(with: file)
    }
    return missing
  }

  /// Looks at the weight files together: as sets, and beside claimed sets that are not there.
  private func survey(_ current: inout Case) {
    // Equal tensors are looked for only where a manifest lists some and weights are left over.
    let claimsTensors =
      current.evidence.contains { $0.manifest?.form == .weightManifest }
      && zip(current.release.files, current.binding.claims).contains { file, claims in
        claims.isEmpty && isWeights(file)
      }
    guard claimsTensors || HeaderSurvey.isNeeded(for: current.release) else { return }
    let survey = HeaderSurvey(current.release, cancellation: cancellation)
    let sets = WeightSets(current.release, headers: survey.headers)
    if claimsTensors {
      current.equivalences = Equivalence.candidates(
        current.evidence, current.binding, sets, survey, exempt: current.exempt)
    }
    current.sets = sets
    current.states = survey.states.merging(sets.indexStates) { first, _ in first }
  }

  // MARK: Paths and evidence

  private func openReleases() throws(WeightCheckError) -> (
    [Release], [(path: FilePath, failure: FileAccessError)]
  ) {
    var releases: [Release] = []
    var unreadable: [(path: FilePath, failure: FileAccessError)] = []
    // Each repository of a cache is a release of its own, out of which no link may lead. What a
    // manifest that the user named speaks of is one folder.
    let paths = request.paths.flatMap { path in
      let repositories = request.evidence.isEmpty ? HubRepository.repositories(in: path) : []
      return repositories.isEmpty ? [path] : repositories
    }
    for path in paths {
      do throws(FileAccessError) {
        releases.append(try Release(path, showsPath: paths != request.paths || paths.count > 1))
      } catch {
        unreadable.append((path, error))
      }
    }
    if releases.isEmpty { throw .unreadable(unreadable) }
    return (releases, unreadable)
  }

  private func prepare(
    _ releases: [Release], _ grading: EvidenceGrading
  ) async throws(WeightCheckError) -> [Case] {
    let named = request.evidence.map { evidence in
      switch evidence {
      case .manifest(let path): NamedEvidence(.file(path))
      case .manifestBytes(let bytes): NamedEvidence(.standardInput(bytes))
      case .digest(let digest): NamedEvidence(.digest(digest))
      }
    }
    let needsOneFile = request.evidence.contains { if case .digest = $0 { true } else { false } }
    if needsOneFile && (request.paths.count != 1 || releases[0].isFolder) {
      throw .digestNeedsOneFile
    }
    let ignored = try ignoredPaths(in: releases)
    var cases: [Case] = []
    for (release, ignored) in zip(releases, ignored) {
      var release = release
      let evidence = grading.grade(
        named.isEmpty
          ? await Discovery.evidence(for: release) : named.map { $0.evidence(for: release) },
        cancellation)
      let binding = ClaimBinding(evidence, to: &release)
      let exempt = release.files.map { file in ignored.contains { file.path.isAtOrBelow($0) } }
      cases.append(
        Case(
          release: release, evidence: evidence, binding: binding, exempt: exempt, ignored: ignored))
    }
    return cases
  }

  /// For each release what `--ignore` names in it.
  private func ignoredPaths(
    in releases: [Release]
  ) throws(WeightCheckError) -> [[ContainedPath]] {
    var ignored = releases.map { _ in [ContainedPath]() }
    for path in request.ignored {
      var isInside = false
      for (index, release) in releases.enumerated() {
        guard let contained = release.containedPath(named: path) else { continue }
        ignored[index].append(contained)
        isInside = true
      }
      if !isInside { throw .ignoredPathOutside(path) }
    }
    return ignored
  }

  // MARK: Reading

  /// Examines all files of all cases together, so that every processor has work.
  ///
  /// - Parameter seeksDenied: whether the digests of all files and tensors are wanted, since one of
  ///   them may be denied.
  private func examine(_ cases: [Case], seeksDenied: Bool) async -> [Examination] {
    let stop = Cancellation(parent: cancellation)
    let examiner = FileExaminer(
      threadCount: request.threadCount, kernels: request.kernels, progress: progress,
      cancellation: stop, keepsTables: false)
    var jobs: [ExaminationJob] = []
    var numbers: [Int] = []
    for current in cases {
      var numbersOfBlobs: [SharedBlob: Int] = [:]
      let comparedFiles = Set(current.equivalences.filter(\.isOpen).flatMap(\.files))
      for (index, file) in current.release.files.enumerated() {
        var job = ExaminationJob(file: file, release: current.release)
        job.expectation = current.states[index]
        // What is exempt is looked at, since weights are not excused, but not hashed.
        if !current.exempt[index] {
          let claims = current.binding.claims[index].map(\.claim)
          job.algorithms = current.binding.algorithms(for: index, byteCount: file.byteCount)
          job.claimedSegments = claims.compactMap(\.segments)
          job.claimedTensorData = claims.compactMap(\.tensorData)
          job.claimedRanges = claims.compactMap(\.ranges)
          let isWhole =
            hashesWholeFiles && (isWeights(file) || !job.claimedSegments.isEmpty)
          if !job.algorithms.isEmpty || isWhole { job.algorithms.insert(.sha256) }
          job.expectedDigests = current.binding.claims[index].filter { !$0.isOfStranger }
            .flatMap(\.claim.digests)
          job.checksInFileHashes = true
          job.wantsTensors = comparedFiles.contains(index)
          if request.wantsStatistics { job.statistics = StatisticsSelection() }
        }
        if seeksDenied {
          // TRUST section 7: whatever else holds, `--ignore` too.
          job.algorithms.insert(.sha256)
          job.wantsTensors = true
        }
        if let shared = SharedBlob(job) {
          if let number = numbersOfBlobs[shared] {
            numbers.append(number)
            continue
          }
          numbersOfBlobs[shared] = jobs.count
        }
        numbers.append(jobs.count)
        jobs.append(job)
      }
    }
    let hashed = jobs.filter {
      !$0.algorithms.isEmpty || !$0.claimedSegments.isEmpty || $0.wantsTensors
        || !$0.claimedTensorData.isEmpty || !$0.claimedRanges.isEmpty
        || ($0.statistics != nil && isWeights($0.file))
    }
    progress.setTotal(of: hashed.map(\.file.byteCount))

    var examinations: [Examination] = []
    examinations.reserveCapacity(jobs.count)
    var onMismatch: (@Sendable () -> Void)?
    if request.stopsAtMismatch { onMismatch = { stop.cancel() } }
    await examiner.examine(jobs, onMismatch: onMismatch) { _, examination in
      examinations.append(examination)
    }
    return numbers.map { examinations[$0] }
  }

  /// What several snapshots in a cache have in common, so that it is read once.
  private struct SharedBlob: Hashable {
    private let blob: HubRepository.Blob
    private let name: UntrustedText
    private let algorithms: Set<DigestAlgorithm>
    private let expectedDigests: [Digest]
    private let checksInFileHashes: Bool
    private let expectation: FileExpectation?

    /// Nil where the file is to be looked at by itself.
    init?(_ job: ExaminationJob) {
      guard let blob = job.file.blob, job.file.failure == nil, job.claimedSegments.isEmpty,
        job.claimedTensorData.isEmpty, job.claimedRanges.isEmpty, !job.wantsTensors
      else { return nil }
      self.blob = blob
      name = job.file.path.basename
      algorithms = job.algorithms
      expectedDigests = job.expectedDigests
      checksInFileHashes = job.checksInFileHashes
      expectation = job.expectation
    }
  }

  /// A root digest is made of the digests of whole files, which then must be those of the bytes.
  private var hashesWholeFiles: Bool {
    request.hashesWholeFiles || request.expected.rootDigest != nil
  }

  private func isWeights(_ file: ReleaseFile) -> Bool {
    FileFormat.isWeightName(file.path.basename)
  }
}

/// Verifies as `request` says.
///
/// - Parameters:
///   - progress: can be looked at from elsewhere while the work goes on.
///   - cancellation: ends the work early with `cancelled`.
/// - Throws: what prevents any answer. A mismatch is an answer.
public func verify(
  _ request: VerificationRequest, progress: WorkProgress = WorkProgress(),
  cancellation: CancellationHandle = CancellationHandle()
) async throws(WeightCheckError) -> Verification {
  try await Verifier(request, progress: progress, cancellation: cancellation.cancellation).run()
}
