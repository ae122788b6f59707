// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Digests
internal import Provenance
internal import SystemPackage
internal import UntrustedInput
internal import WeightFormats

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Makes manifests of a release, or refuses to: TRUST section 6.
///
/// paths -> release -> every file read once, for all digests -> what must not be shipped ->
/// documents -> the documents read back and compared.
struct Attester {
  private let request: AttestationRequest
  private let progress: WorkProgress
  private let cancellation: Cancellation

  init(
    _ request: AttestationRequest, progress: WorkProgress, cancellation: Cancellation
  ) {
    self.request = request
    self.progress = progress
    self.cancellation = cancellation
  }

  func run() async throws(WeightCheckError) -> Attestation {
    var release = try openRelease()
    guard release.namedIndex == nil else { throw .attestOfIndex(request.path) }
    try checkOutputs(release)
    // Before the long work, since the key may ask for its passphrase, or not be the right one.
    let signer = try makeSigner()
    let (excluded, ownFiles) = try exclude(from: &release)
    let examinations = await examine(release)
    if cancellation.isCancelled { throw .cancelled }

    var (signedBy, keyFindings): (Signer?, [Finding]) = (nil, [])
    if let signer { (signedBy, keyFindings) = (signer.signer, signer.findings) }
    let headers = examinations.enumerated().compactMap { place, examination in
      examination.weights.map { (place, $0) }
    }
    let sets = WeightSets(release, headers: Dictionary(uniqueKeysWithValues: headers))
    var findings = zip(release.files, examinations).flatMap { file, examination in
      ReleaseHygiene.findings(file, examination, of: release)
    }
    findings += ReleaseHygiene.findings(release, examinations, sets)
    findings += ReleaseHygiene.leftOutKeys(of: release, documents: ownFiles)
    findings += headers.flatMap { place, weights in
      weights.findings.map { finding in
        var finding = finding
        finding.path = release.files[place].shownPath
        return finding
      }
    }
    for (file, examination) in zip(release.files, examinations) {
      findings += examination.tensorFindings(path: file.shownPath)
    }
    if request.formats != [.sha256sums] { findings += Self.unwritableNames(release, headers) }

    // What is allowed and cannot be read, such as a link out, is left out.
    let included = release.files.indices.filter { examinations[$0].failure == nil }
    let leftOut = release.files.indices.filter { examinations[$0].failure != nil }
      .map { release.files[$0].path.text }
    let allExcluded = (excluded + leftOut).sorted()
    let setNames = sets.names
    let entries = included.compactMap { place in
      Self.entry(release.files[place], examinations[place], set: setNames[place])
    }
    let name = request.name ?? Self.name(of: release)
    var documents: [Attestation.Document] = []
    if !findings.contains(where: stands(inTheWay:)) {
      documents = try makeDocuments(
        WeightManifest.Document(
          generator: request.generator, releaseName: name, releaseVersion: request.version,
          isFolder: release.isFolder, excluded: allExcluded, entries: entries), signer)
      findings += OlderDocuments(release, besides: outputs(in: release))
        .findings(against: entries.map(\.claim), documents)
    }
    let refusals = findings.filter(stands(inTheWay:))
    if !refusals.isEmpty { documents = [] }
    return Attestation(
      documents: documents, releaseName: name, fileCount: included.count,
      weightFileCount: headers.count,
      tensorCount: headers.reduce(0) { $0 + $1.1.tensors.count },
      byteCount: included.reduce(0) { $0 + (examinations[$1].identity?.size ?? 0) },
      excluded: allExcluded, refusals: refusals,
      findings: findings.filter { !stands(inTheWay: $0) } + documents.compactMap(Self.sizeFinding)
        + keyFindings,
      signer: documents.isEmpty ? nil : signedBy,
      statistics: zip(release.files, examinations).compactMap { file, examination in
        guard examination.isMeasured else { return nil }
        return MeasuredTensors(examination).map { (file.shownPath, $0) }
      },
      status: Self.status(of: refusals))
  }

  // MARK: The release

  private func openRelease() throws(WeightCheckError) -> Release {
    do throws(FileAccessError) {
      return try Release(request.path, listing: .attestation)
    } catch {
      throw .unreadable([(request.path, error)])
    }
  }

  /// Takes out what is not attested.
  ///
  /// - Returns: the paths, and those files among them that are, or will be, documents.
  private func exclude(
    from release: inout Release
  ) throws(WeightCheckError) -> (paths: [UntrustedText], documents: [ReleaseFile]) {
    var excluded = release.skipped.map(\.text)
    var ignored: [ContainedPath] = []
    for path in request.ignored {
      guard let contained = release.containedPath(named: path) else {
        throw .ignoredPathOutside(path)
      }
      ignored.append(contained)
    }
    // Documents of ours that are there cover each other in no order, so none covers another.
    let own =
      release.isFolder
      ? Self.documentNames.filter { name in
        release.files.contains { $0.path == name }
      } : []
    let outputs = own + outputs(in: release)
    let documents = release.files.filter { !$0.isNamed && outputs.contains($0.path) }
    release.files.removeAll { file in
      guard !file.isNamed else { return false }
      let isLeftOut = outputs.contains(file.path) || ignored.contains { file.path.isAtOrBelow($0) }
      if isLeftOut && !outputs.contains(file.path) { excluded.append(file.path.text) }
      return isLeftOut
    }
    // The documents themselves are left out whether or not they are there already.
    return (excluded + (release.isFolder ? Array(Set(outputs.map(\.text))) : []), documents)
  }

  /// Where documents go inside of the release's folder.
  private func outputs(in release: Release) -> [ContainedPath] {
    request.outputs.compactMap { output in
      release.resolvedRoot.containedPath(of: output.resolved ?? output.resolvingFolder)
    }
  }

  /// What attest writes into a release folder, signed or not.
  private static let documentNames = [
    "SHA256SUMS", "weights.intoto.json", "weights.intoto.sigstore.json", "model.sig",
    "model.intoto.json",
  ].compactMap { ContainedPath(UntrustedText($0)) }

  private func examine(_ release: Release) async -> [Examination] {
    progress.setTotal(of: release.files.map(\.byteCount))
    let examiner = FileExaminer(
      threadCount: request.threadCount, kernels: request.kernels, progress: progress,
      cancellation: cancellation, keepsTables: true)
    let jobs = release.files.map { file in
      var job = ExaminationJob(file: file, release: release, algorithms: [.sha256])
      job.isToBeAttested = request.formats.contains(.weights)
      if request.wantsStatistics { job.statistics = StatisticsSelection() }
      return job
    }
    var examinations: [Examination] = []
    await examiner.examine(jobs) { _, examination in examinations.append(examination) }
    return examinations
  }

  /// The last part of the release's path: nothing of where it lies.
  private static func name(of release: Release) -> String {
    if !release.isFolder, let file = release.files.first { return file.path.basename.lossyString }
    return release.resolvedRoot.lastComponent.map {
      FilePath(root: nil, [$0]).text.lossyString
    } ?? "release"
  }

  // MARK: Findings

  private func stands(inTheWay finding: Finding) -> Bool {
    guard
      finding.severity == .error || finding.id == .fileNotDownloaded
        || finding.id == .fileUnsupported
    else { return false }
    return !Self.canBeAllowed(finding.id) || !request.allowed.contains(finding.id)
  }

  /// What cannot be described cannot be attested, whoever allows it.
  static func canBeAllowed(_ id: Finding.ID) -> Bool {
    ![
      .fileUnreadable, .fileMalformed, .fileUnsupported, .attestNameNotUTF8, .attestNothing,
    ].contains(id)
  }

  /// JSON holds no name that is not UTF-8.
  private static func unwritableNames(
    _ release: Release, _ headers: [(Int, WeightFile)]
  ) -> [Finding] {
    var findings: [Finding] = []
    for file in release.files where file.path.text.validUTF8 == nil {
      findings.append(
        Finding(
          .attestNameNotUTF8, .error, path: file.shownPath,
          "the name is not UTF-8, which a weight manifest cannot hold"))
    }
    for (place, weights) in headers {
      guard let tensor = weights.tensors.first(where: { $0.name.validUTF8 == nil }) else {
        continue
      }
      findings.append(
        Finding(
          .attestNameNotUTF8, .error, path: release.files[place].shownPath,
          "the name of tensor '\(tensor.name)' is not UTF-8, which a weight manifest cannot hold"))
    }
    return findings
  }

  private static func status(of refusals: [Finding]) -> Reason.Status {
    Reason.Status.combining(
      refusals.map { finding in
        switch finding.id {
        case .fileMalformed: Reason(.fileMalformed)
        case .fileUnreadable: Reason(.fileUnreadable)
        default: Reason(.fileUnsupported)
        }
      })
  }

  // MARK: Documents

  /// What is replaced must be a manifest: a slip of the pen must not cost the weights.
  ///
  /// A manifest speaks from its own folder, so one inside a folder of the release would speak of
  /// other files.
  private func checkOutputs(_ release: Release) throws(WeightCheckError) {
    for output in request.outputs {
      let place = output.resolved ?? output.resolvingFolder
      let isMisplaced = release.resolvedRoot.containedPath(of: place)?.isBare == false
      if release.isFolder && isMisplaced { throw .outputBelowRelease(output) }
    }
    for output in request.outputs { try Self.checkReplaced(output) }
  }

  /// Refuses to replace what is no manifest.
  static func checkReplaced(_ output: FilePath) throws(WeightCheckError) {
    guard output.resolved != nil else { return }
    let bytes: [UInt8]
    do throws(FileAccessError) {
      bytes = try OpenFile(path: output).readAll(limit: Limits.namedManifestByteCount)
    } catch .isDirectory, .notRegularFile {
      // That it cannot be written will be told then.
      return
    } catch {
      throw .outputNotManifest(output)
    }
    guard isOurs(bytes) else { throw .outputNotManifest(output) }
  }

  /// Whether a document is of a form that attest writes, of a later version too.
  private static func isOurs(_ bytes: [UInt8]) -> Bool {
    do throws(ManifestError) {
      let manifest = try Manifest.parse(bytes, name: UntrustedText(""))
      return [.checksums, .weightManifest, .modelSigning].contains(manifest.form)
    } catch .schemaUnsupported {
      return true
    } catch {
      return false
    }
  }

  private static func sizeFinding(_ document: Attestation.Document) -> Finding? {
    guard document.bytes.count > Limits.discoveredManifestByteCount else { return nil }
    return Finding(
      .attestLargeManifest, .warning,
      "\(document.fileName) has \(document.bytes.count) bytes, more than verify reads "
        + "unasked: it must be named with --manifest")
  }

  private static func entry(
    _ file: ReleaseFile, _ examination: Examination, set: UntrustedText?
  ) -> WeightManifest.Entry? {
    guard let digest = examination.digests[.sha256], let identity = examination.identity else {
      return nil
    }
    return WeightManifest.Entry(
      claim: Claim(
        subject: .path(file.path), digests: [digest], byteCount: identity.size,
        segments: examination.attested, set: set, line: 1),
      format: examination.weights?.format, formatVersion: examination.weights?.formatVersion)
  }

  private func makeSigner() throws(WeightCheckError) -> StatementSigner? {
    guard let signing = request.signing else { return nil }
    return try StatementSigner(signing, now: Int64(Date().timeIntervalSince1970))
  }

  /// Makes the documents in their order: what lists others comes after them.
  private func makeDocuments(
    _ content: WeightManifest.Document, _ signer: StatementSigner?
  ) throws(WeightCheckError) -> [Attestation.Document] {
    var documents: [Attestation.Document] = []
    for format in AttestationRequest.Format.allCases where request.formats.contains(format) {
      let claims: [Claim]
      let statement: [UInt8]
      switch format {
      case .sha256sums:
        claims = content.entries.map(\.claim)
        statement = ChecksumFile.write(claims)
      case .weights:
        claims = content.entries.map(\.claim)
        statement = WeightManifest.write(content)
      case .oms:
        claims = modelClaims(content, documents)
        statement = try modelStatement(content, claims, covering: documents)
      }
      var bytes = statement
      var isSigned = false
      if format != .sha256sums, let signed = try signer?.sign(statement) {
        bytes = signed
        isSigned = true
      }
      guard Self.isReadBack(bytes, format, as: claims) else { throw .documentNotReadBack }
      documents.append(Attestation.Document(format: format, isSigned: isSigned, bytes: bytes))
    }
    return documents
  }

  /// What Model Signing lists: the files, and the documents that stand beside them.
  private func modelClaims(
    _ content: WeightManifest.Document, _ documents: [Attestation.Document]
  ) -> [Claim] {
    var claims = content.entries.map {
      Claim(subject: $0.claim.subject, digests: $0.claim.digests, line: 1)
    }
    // Beside a single file they are no part of the model.
    for document in documents where content.isFolder {
      claims.append(
        Claim(
          subject: Claim.subject(named: UntrustedText(document.fileName)),
          digests: [document.sha256], line: 1))
    }
    return claims
  }

  private func modelStatement(
    _ content: WeightManifest.Document, _ claims: [Claim],
    covering documents: [Attestation.Document]
  ) throws(WeightCheckError) -> [UInt8] {
    let covered = Set(documents.map { UntrustedText($0.fileName) })
    do throws(ModelSigningStatement.WritingError) {
      return try ModelSigningStatement.write(
        name: UntrustedText(content.releaseName), claims: claims,
        ignored: content.excluded.filter { !covered.contains($0) })
    } catch {
      throw .notWritable("\(error)")
    }
  }

  /// Whether our own reader finds in a document what was put into it.
  private static func isReadBack(
    _ bytes: [UInt8], _ format: AttestationRequest.Format, as claims: [Claim]
  ) -> Bool {
    guard let manifest = try? Manifest.parse(bytes, name: UntrustedText("")),
      manifest.claims.count == claims.count
    else { return false }
    let written = Dictionary(
      claims.map { ($0.subject, $0) }, uniquingKeysWith: { first, _ in first })
    return manifest.claims.allSatisfy { read in
      guard let written = written[read.subject] else { return false }
      return read.digests == written.digests
        && (format != .weights
          || read.byteCount == written.byteCount && read.segments == written.segments
            && read.set == written.set)
    }
  }
}

/// Makes manifests of a release.
///
/// - Throws: what prevents any answer. A refusal is an answer.
public func attest(
  _ request: AttestationRequest, progress: WorkProgress = WorkProgress(),
  cancellation: CancellationHandle = CancellationHandle()
) async throws(WeightCheckError) -> Attestation {
  try await Attester(request, progress: progress, cancellation: cancellation.cancellation).run()
}
