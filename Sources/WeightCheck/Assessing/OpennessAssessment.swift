// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import Cryptography
public import Openness
internal import Provenance
public import SystemPackage
public import UntrustedInput
public import WeightFormats

/// What `openness` found out about one release.
public struct OpennessAssessment: Sendable {
  /// The report.
  public let report: OpennessReport
  /// What verifying the release came to; nil where it was not asked for.
  public let verification: Verification?
  /// The SHA-256 of every file by its path; empty where it was not asked for.
  public let digests: [UntrustedText: Digest]
  /// Bytes of every file by its path.
  public let byteCounts: [(path: UntrustedText, byteCount: UInt64)]
  /// The SHA-256 over the digests of all files in the order of their paths, as OpenSSF Model
  /// Signing computes a root digest; nil where files were not hashed.
  public let rootDigest: Digest?
  /// Everything that contributed to the status.
  public let reasons: [Reason]
  /// Whether the release is a folder.
  public let isFolder: Bool
  /// What is odd about the folder and its weights.
  public let findings: [Finding]

  /// The exit status.
  public var status: Reason.Status { Reason.Status.combining(reasons) }

  /// Whether a document may be written to `path`: nothing is there, or a document as these are.
  ///
  /// A mistyped name must not cost anybody weights.
  public static func mayReplace(_ path: FilePath) -> Bool {
    let bytes: [UInt8]
    do throws(FileAccessError) {
      bytes = try OpenFile(path: path).readAll(limit: Limits.discoveredManifestByteCount)
    } catch {
      // What is no regular file is refused where it would be written.
      return error == .notFound || error == .isDirectory || error == .notRegularFile
    }
    if bytes.isEmpty || (try? MOFRelease(yaml: bytes)) != nil { return true }
    let name = path.lastComponent.map { UntrustedText($0.string) } ?? UntrustedText("")
    let form = (try? Manifest.parse(bytes, name: name))?.form
    return form == .cycloneDX || form == .spdx
  }

  /// The release as the Model Openness Framework's Tool reads one.
  public var mofYAML: String { report.mofRelease.yaml }
}

/// Says from the evidence in a release how open it is.
///
/// - Throws: what prevents any answer: the path cannot be read.
public func assess(
  _ request: OpennessRequest, progress: WorkProgress = WorkProgress(),
  cancellation: CancellationHandle = CancellationHandle()
) async throws(WeightCheckError) -> OpennessAssessment {
  var release = try openRelease(request.path)
  let excluded = request.excluded.compactMap { path in
    path.resolved.flatMap { release.resolvedRoot.containedPath(of: $0) }
  }
  release.files.removeAll { !$0.isNamed && excluded.contains($0.path) }
  var reader = ReleaseContents(release)
  let (contents, problems, findings) = await reader.read(cancellation)
  if cancellation.cancellation.isCancelled { throw .cancelled }
  let report = OpennessReport(contents)
  var reasons = problems
  // What may not be looked at may hold anything, so that its silence says nothing.
  for file in release.files {
    if case .system? = file.failure, !FileFormat.isWeightName(file.path.basename) {
      reasons.append(Reason(.fileUnreadable, path: file.shownPath))
    }
  }
  if report.isContradicted { reasons.append(Reason(.opennessContradicted)) }
  reasons += report.problems.filter(\.isFatal).map { Reason(.documentMalformed, path: $0.path) }
  if let required = request.requiredClass {
    let mof = request.countsLinks ? report.mofWithLinks : report.mof
    if !mof.meets(class: required) { reasons.append(Reason(.opennessClassNotMet)) }
  }
  let verification = try await verification(request, progress, cancellation)
  reasons += (verification?.reasons ?? []).filter { reason in
    // That nobody vouches for a release says nothing against its openness, unless someone must.
    request.trust.namesSigner || !request.evidence.isEmpty || reason.code.status != .unestablished
  }
  let digests = try await digests(request, progress, cancellation)
  return OpennessAssessment(
    report: report, verification: verification, digests: digests,
    byteCounts: release.files.map { ($0.path.text, $0.byteCount) },
    rootDigest: rootDigest(digests, of: release), reasons: reasons.withoutRepetition,
    isFolder: release.isFolder, findings: findings)
}

private func verification(
  _ request: OpennessRequest, _ progress: WorkProgress, _ cancellation: CancellationHandle
) async throws(WeightCheckError) -> Verification? {
  guard request.isVerified else { return nil }
  var verifying = VerificationRequest(paths: [request.path])
  verifying.evidence = request.evidence
  verifying.trust = request.trust
  verifying.threadCount = request.threadCount
  verifying.kernels = request.kernels
  return try await verify(verifying, progress: progress, cancellation: cancellation)
}

/// The digests by the paths in the release.
private func digests(
  _ request: OpennessRequest, _ progress: WorkProgress, _ cancellation: CancellationHandle
) async throws(WeightCheckError) -> [UntrustedText: Digest] {
  guard request.wantsDigests else { return [:] }
  let report = try await digest(
    request.path, threadCount: request.threadCount, kernels: request.kernels, progress: progress,
    cancellation: cancellation)
  return Dictionary(
    report.files.compactMap { file in file.sha256.map { (file.path, $0) } },
    uniquingKeysWith: { first, _ in first })
}

private func rootDigest(_ digests: [UntrustedText: Digest], of release: Release) -> Digest? {
  let raw = release.files.compactMap { digests[release.shownPath(of: $0.path.text)]?.bytes }
  guard !raw.isEmpty, raw.count == release.files.count else { return nil }
  let joined = Array(raw.joined())
  // Unsafe by name only: the span does not outlive the call.
  return unsafe Digest(of: joined.span.bytes, .sha256)
}

extension [Reason] {
  /// Each reason once, in the order in which they come.
  fileprivate var withoutRepetition: [Reason] {
    var seen: Set<Reason> = []
    return filter { seen.insert($0).inserted }
  }
}

extension MOFEvaluation {
  /// Whether a release of this class meets `required`, 1 to 3; unclassified meets none.
  func meets(class required: Int) -> Bool { openingClass != 0 && openingClass <= required }
}
