// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import UntrustedInput
internal import WeightFormats

/// Which claims of all manifests speak of which files of one release: TRUST 1.2 and 1.4.
struct ClaimBinding {
  /// The claims that are bound by name, for each file of the release in its order.
  private(set) var claims: [[BoundClaim]]
  /// Claims that no name binds; they bind by digest, once digests are known.
  private var unbound: [Unbound] = []
  /// Entries that lead out of the manifest's folder, for each manifest.
  private(set) var escaping: [Int: (count: Int, first: UntrustedText)] = [:]

  /// A claim by its place, since a manifest may have a million of them.
  private struct Unbound {
    private let evidenceNumber: Int32
    private let claimNumber: Int32
    /// Whether something is missing if no file has the digest.
    let isInRelease: Bool

    init(evidence: Int, claim: Int, isInRelease: Bool) {
      evidenceNumber = Int32(evidence)
      claimNumber = Int32(claim)
      self.isInRelease = isInRelease
    }

    var evidence: Int { Int(evidenceNumber) }
    var claim: Int { Int(claimNumber) }
  }

  /// Claims that no digest binds either, of which something is missing.
  private var unfound: [Unbound] = []

  /// The basenames and folders of the release's files, in its order.
  private var basenames: [UntrustedText] = []
  private var folders: [ContainedPath?] = []
  /// How often each of them stands in a manifest, under whatever folder, for each manifest.
  private var basenameCounts: [Int: [UntrustedText: Int]] = [:]
  /// Weights that a manifest lists without a digest and that are not there.
  private var absent: [MissingFile] = []

  /// The algorithms of unbound claims that state no size, and of those that state one by that size.
  private var unsizedAlgorithms: Set<DigestAlgorithm> = []
  private var algorithmsBySize: [UInt64: Set<DigestAlgorithm>] = [:]

  /// Binds by name.
  ///
  /// A file that the listing left out, because git keeps it at the top or it stands behind a
  /// link to a folder, is added to `release` where a claim names it.
  init(_ evidence: [Evidence], to release: inout Release) {
    claims = Array(repeating: [], count: release.files.count)
    var indexByPath = [ContainedPath: Int](minimumCapacity: release.files.count)
    var indexByBasename: [UntrustedText: Int?] = [:]
    for (index, file) in release.files.enumerated() {
      indexByPath[file.path] = index
      // Nil marks a basename that several files have.
      indexByBasename.updateValue(
        indexByBasename[file.path.basename] == nil ? index : nil, forKey: file.path.basename)
    }

    for (number, evidence) in evidence.enumerated() {
      guard let manifest = evidence.manifest else { continue }
      let basenameCounts = Self.basenameCounts(in: manifest, of: indexByBasename)
      var archives: (count: Int, first: UntrustedText)?
      self.basenameCounts[number] = basenameCounts
      let byName = manifest.isNamedByPlace ? BoundClaim.Binding.place : .name
      // TRUST 1.2: a basename is enough of an unsigned list; a signer signed whole paths.
      let bindsBasenames = !(release.isFolder && evidence.signsNames)
      for (place, claim) in manifest.claims.enumerated() {
        func bound(_ binding: BoundClaim.Binding) -> BoundClaim {
          BoundClaim(
            claim: claim, binding: binding, evidence: number, assurance: evidence.assurance,
            acceptsWeak: manifest.form.hasWeakClaims, isOfStranger: evidence.disagreesAsStranger)
        }
        var isInRelease = false
        switch claim.subject {
        case .escaping(let name):
          escaping[number, default: (0, name)].count += 1
          continue
        case .nameless where evidence.isAboutDocument: continue
        case .nameless:
          // A lone digest that the user gave for one file is about that file.
          if !release.isFolder, evidence.isNamed, manifest.claims.count == 1 {
            claims[0].append(bound(.name))
            continue
          }
          // What was unpacked from an archive is not known, so it cannot be missing either.
          if claim.isArchive {
            archives = ((archives?.count ?? 0) + 1, archives?.first ?? Self.nameless(claim))
            continue
          }
          // A folder that lacks what a nameless digest speaks of lacks something.
          isInRelease = release.isFolder
        case .path(let name):
          let path = evidence.releasePath(of: name)
          if let path, let index = indexByPath[path] {
            claims[index].append(bound(byName))
            continue
          }
          // A bare basename binds where it is unique on both sides. A name outside of the release
          // is the name of another file.
          if bindsBasenames, path != nil, case .release = evidence.base, name.isBare,
            basenameCounts[name.text] == 1,
            let entry = indexByBasename[name.text], let index = entry
          {
            claims[index].append(bound(byName))
            continue
          }
          if claim.isArchive, let path, release.file(at: path)?.failure == .isDirectory {
            archives = ((archives?.count ?? 0) + 1, archives?.first ?? path.text)
            continue
          }
          if let path, release.covers(path), let file = Self.unlistedFile(path, in: release) {
            indexByPath[path] = release.files.count
            release.files.append(file)
            claims.append([bound(byName)])
            continue
          }
          isInRelease = path.map(release.covers) ?? false
        }
        unbound.append(Unbound(evidence: number, claim: place, isInRelease: isInRelease))
      }
      if let archives {
        release.findings.append(
          Finding(
            .manifestArchive, .warning, path: evidence.shownPath,
            "\(archives.count) of its claims are of a tar archive, whose files cannot be told from "
              + "its digest, first '\(archives.first)'"))
      }
      for name in manifest.undigested where release.isFolder {
        guard let path = evidence.releasePath(of: name), release.covers(path),
          indexByPath[path] == nil,
          FileFormat.isWeightName(path.basename),
          Self.unlistedFile(path, in: release) == nil
        else { continue }
        absent.append(
          MissingFile(
            path: path.text, isWeights: true, claimedBy: evidence.shownPath, evidence: number,
            isOfStranger: evidence.isOfStranger))
      }
    }
    basenames = release.files.map(\.path.basename)
    folders = release.files.map(\.path.folder)
    noteAlgorithms(evidence, byteCounts: Set(release.files.map(\.byteCount)))
  }

  /// Binds nothing.
  init() {
    claims = []
  }

  /// Notes what has to be computed to bind by digest.
  ///
  /// Sizes that no file has are of no use, and there may be a million.
  private mutating func noteAlgorithms(_ evidence: [Evidence], byteCounts: Set<UInt64>) {
    for entry in unbound {
      guard let claim = evidence[entry.evidence].manifest?.claims[entry.claim],
        // TRUST 1.5: what a weak digest speaks of must have a name.
        claim.hasStrongDigest
      else { continue }
      let algorithms = claim.algorithms
      if let byteCount = claim.byteCount {
        if byteCounts.contains(byteCount) {
          algorithmsBySize[byteCount, default: []].formUnion(algorithms)
        }
      } else if !unsizedAlgorithms.isSuperset(of: algorithms) {
        unsizedAlgorithms.formUnion(algorithms)
      }
    }
  }

  /// How a claim without a name is shown: by the line it stands in.
  private static func nameless(_ claim: Claim) -> UntrustedText {
    UntrustedText("(line \(claim.line), a digest without a name)")
  }

  /// How often each basename that the release has stands in the manifest, under whatever folder.
  private static func basenameCounts(
    in manifest: Manifest, of basenames: [UntrustedText: Int?]
  ) -> [UntrustedText: Int] {
    var counts: [UntrustedText: Int] = [:]
    for claim in manifest.claims {
      guard case .path(let path) = claim.subject else { continue }
      let basename = path.basename
      if basenames[basename] != nil { counts[basename, default: 0] += 1 }
    }
    return counts
  }

  /// A file that is there although the listing does not have it.
  private static func unlistedFile(_ path: ContainedPath, in release: Release) -> ReleaseFile? {
    guard release.mayHoldUnlisted(path) else { return nil }
    let file = release.file(at: path)
    return file?.failure == .isDirectory ? nil : file
  }
}

// MARK: - By digest

extension ClaimBinding {
  /// The places of those claims of manifest `evidence` that no name binds.
  func unboundClaims(of evidence: Int) -> [Int] {
    unbound.filter { $0.evidence == evidence }.map(\.claim)
  }

  /// The algorithms whose digests of file `index` are needed to judge it.
  ///
  /// A claim that tells the segments needs no SHA-256 of the whole: TRUST section 5.
  func algorithms(for index: Int, byteCount: UInt64) -> Set<DigestAlgorithm> {
    var algorithms: Set<DigestAlgorithm> = []
    for bound in claims[index] {
      let isBySegments = bound.claim.segments != nil
      algorithms.formUnion(
        bound.claim.digests.map(\.algorithm).filter { !isBySegments || $0 != .sha256 })
    }
    algorithms.formUnion(unsizedAlgorithms)
    algorithms.formUnion(algorithmsBySize[byteCount] ?? [])
    return algorithms
  }

  /// Binds what no name bound to the files whose digests it gives; the rest is missing.
  ///
  /// A digest speaks only of files that its document does not name. Claims with equal digests bind
  /// a file once, and as many of them as there are files are satisfied; the rest is missing.
  mutating func bindByDigest(
    _ digests: [[DigestAlgorithm: Digest]], byteCounts: [UInt64?], _ evidence: [Evidence]
  ) {
    let namedBy = claims.map { Set($0.lazy.filter { $0.binding != .digest }.map(\.evidence)) }
    var filesByDigest: [Digest: [Int]] = [:]
    for (index, digests) in digests.enumerated() {
      for digest in digests.values { filesByDigest[digest, default: []].append(index) }
    }
    let strongDigests = Set(
      filesByDigest.keys.lazy.filter { !$0.algorithm.isWeak }.map(\.algorithm))
    var fits: [Wish: Fit] = [:]
    var weightFolders: [Int: Set<ContainedPath>] = [:]
    var groups: [Group: (files: [Int], entries: [Unbound])] = [:]
    var order: [Group] = []
    for entry in unbound {
      let document = evidence[entry.evidence]
      guard let claim = document.manifest?.claims[entry.claim] else { continue }
      var fit: Fit?
      if !Self.isSignedName(claim, document) || !entry.isInRelease,
        claim.algorithms.contains(where: strongDigests.contains),
        let first = claim.digests.first(where: { !$0.algorithm.isWeak }),
        let candidates = filesByDigest[first]
      {
        // Equal claims fit the same files, which are looked for once.
        let wish = Wish(
          evidence: entry.evidence, digests: claim.digests, byteCount: claim.byteCount)
        if fits[wish] == nil {
          let files = candidates.filter { index in
            !namedBy[index].contains(entry.evidence)
              && claim.digests.allSatisfy { digests[index][$0.algorithm] == $0 }
              && (claim.byteCount == nil || claim.byteCount == byteCounts[index])
          }
          let claimedFolders =
            weightFolders[entry.evidence] ?? Self.weightFolders(of: document)
          weightFolders[entry.evidence] = claimedFolders
          fits[wish] = Fit(
            files: files, basenames: Set(files.map { basenames[$0] }),
            components: Set(files.compactMap { folders[$0] }).intersection(claimedFolders))
        }
        fit = fits[wish]
      }
      guard let fit, let file = fit.files.first,
        !isOneOfSeveral(claim, entry.evidence, among: fit.basenames),
        !Self.isOfAnotherComponent(claim, document, than: fit.components)
      else {
        if entry.isInRelease { unfound.append(entry) }
        continue
      }
      let group = Group(evidence: entry.evidence, firstFile: file)
      if groups[group] == nil {
        order.append(group)
        groups[group] = (fit.files, [])
      }
      groups[group]?.entries.append(entry)
    }
    for group in order {
      guard let (files, entries) = groups[group],
        let manifest = evidence[group.evidence].manifest
      else { continue }
      for index in files {
        claims[index].append(
          BoundClaim(
            claim: manifest.claims[entries[0].claim], binding: .digest, evidence: group.evidence,
            assurance: evidence[group.evidence].assurance,
            isOfStranger: evidence[group.evidence].disagreesAsStranger))
      }
      unfound += entries.dropFirst(files.count).lazy.filter(\.isInRelease)
    }
  }

  /// What is missing, once digests are bound, as many times as it is claimed.
  func missingFiles(_ evidence: [Evidence]) -> some Sequence<MissingFile> {
    let claimed = unfound.lazy.compactMap { entry -> MissingFile? in
      let document = evidence[entry.evidence]
      guard let claim = document.manifest?.claims[entry.claim] else { return nil }
      return Self.missingFile(claim, entry.evidence, document)
    }
    return [AnySequence(absent), AnySequence(claimed)].lazy.joined()
  }

  /// Whether a claim is about one name only: who signs the files of a folder signs their names.
  ///
  /// A file that was renamed is then missing, as it is to other verifiers: another name can make
  /// something else of it, such as code. Subjects of other statements are matched by their digests
  /// (in-toto attestation framework v1).
  private static func isSignedName(_ claim: Claim, _ document: Evidence) -> Bool {
    if case .path = claim.subject { return document.signsNames }
    return false
  }

  /// The folders below the release in which a document claims weight files, such as `vae`.
  private static func weightFolders(of document: Evidence) -> Set<ContainedPath> {
    var folders: Set<ContainedPath> = []
    for claim in document.manifest?.claims ?? [] {
      guard case .path(let path) = claim.subject, FileFormat.isWeightName(path.basename),
        let folder = document.releasePath(of: path)?.folder
      else { continue }
      folders.insert(folder)
    }
    return folders
  }

  /// Whether a claim is about one of several files of one basename, as `unet/model.safetensors` and
  /// `vae/model.safetensors`, and would be bound to a file of that basename elsewhere: which of the
  /// several that is, its digest must not decide.
  private func isOneOfSeveral(
    _ claim: Claim, _ evidence: Int, among basenames: Set<UntrustedText>
  ) -> Bool {
    guard case .path(let path) = claim.subject else { return false }
    let basename = path.basename
    return basenames.contains(basename) && (basenameCounts[evidence]?[basename] ?? 0) > 1
  }

  /// Whether a claim is about a component of a model, as a text encoder, and would be bound to a
  /// file in the folder of another one: which component a file is, its digest must not decide.
  private static func isOfAnotherComponent(
    _ claim: Claim, _ document: Evidence, than components: Set<ContainedPath>
  ) -> Bool {
    guard !components.isEmpty, case .path(let path) = claim.subject else { return false }
    let own = document.releasePath(of: path)?.folder
    return components.count > 1 || components.first != own
  }

  /// What unbound claims of one manifest ask of a file.
  private struct Wish: Hashable {
    let evidence: Int
    let digests: [Digest]
    let byteCount: UInt64?
  }

  /// The files that have it, which therefore have the same bytes.
  private struct Fit {
    let files: [Int]
    let basenames: Set<UntrustedText>
    /// Their folders, as far as the manifest claims weight files in them.
    let components: Set<ContainedPath>
  }

  /// Unbound claims of one manifest about the same bytes, told by the first file that has them.
  private struct Group: Hashable {
    let evidence: Int
    let firstFile: Int
  }

  private static func missingFile(
    _ claim: Claim, _ number: Int, _ evidence: Evidence
  ) -> MissingFile {
    guard case .path(let name) = claim.subject, let path = evidence.releasePath(of: name) else {
      // What a nameless digest is about is not known; it may be weights.
      return MissingFile(
        path: nameless(claim), isWeights: true, claimedBy: evidence.shownPath, evidence: number,
        isOfStranger: evidence.isOfStranger)
    }
    return MissingFile(
      path: path.text,
      isWeights: claim.segments != nil || FileFormat.isWeightName(path.basename)
        || isBlobName(path.basename),
      claimedBy: evidence.shownPath, evidence: number,
      isSigned: evidence.isSignedForm, isOfStranger: evidence.isOfStranger)
  }

  /// Whether a name is a digest, as a store of blobs has it, which may be weights.
  private static func isBlobName(_ name: UntrustedText) -> Bool {
    name.bytes.starts(with: "sha256-".utf8) && name.bytes.count == 71
  }
}
