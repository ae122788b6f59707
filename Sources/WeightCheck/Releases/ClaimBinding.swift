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

  private struct Unbound {
    let claim: Claim
    let evidence: Int
    let assurance: Assurance
    /// What is missing if no file has the digest; nil where the claim is about another place.
    let missing: UntrustedText?
  }

  /// Binds by name.
  ///
  /// A file that the listing left out, because it is a top-level `.git*` or stands behind a link
  /// to a folder, is added to `release` where a claim names it.
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
      for claim in manifest.claims {
        func bound(_ binding: BoundClaim.Binding) -> BoundClaim {
          BoundClaim(
            claim: claim, binding: binding, evidence: number, assurance: evidence.assurance)
        }
        var missing: UntrustedText?
        switch claim.subject {
        case .escaping(let name):
          escaping[number, default: (0, name)].count += 1
          continue
        case .nameless:
          // A folder that lacks what a nameless digest speaks of lacks something.
          missing = release.isFolder ? Self.nameless(claim) : nil
        case .path(let name):
          let path = evidence.releasePath(of: name)
          if let path, let index = indexByPath[path] {
            claims[index].append(bound(.name))
            continue
          }
          // A bare basename binds where it is unique on both sides.
          if name.isBare, basenameCounts[name.text] == 1,
            let entry = indexByBasename[name.text], let index = entry
          {
            claims[index].append(bound(.name))
            continue
          }
          if let path, release.isFolder, let file = Self.unlistedFile(path, in: release) {
            indexByPath[path] = release.files.count
            release.files.append(file)
            claims.append([bound(.name)])
            continue
          }
          missing = release.isFolder ? path?.text : nil
        }
        unbound.append(
          Unbound(
            claim: claim, evidence: number, assurance: evidence.assurance,
            missing: missing))
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
    var file = ReleaseFile(
      path: path, shownPath: path.text, location: .beneath, byteCount: 0, failure: nil)
    do throws(FileAccessError) {
      file.byteCount = try OpenFile(path: path, beneath: release.folder.folder).identity.size
    } catch .escapesRoot {
      file.failure = .escapesRoot
    } catch {
      return nil
    }
    return file
  }
}

// MARK: - By digest

extension ClaimBinding {
  /// The algorithms whose digests of file `index` are needed to judge it.
  func algorithms(for index: Int, byteCount: UInt64) -> Set<DigestAlgorithm> {
    var algorithms: Set<DigestAlgorithm> = []
    for bound in claims[index] { algorithms.formUnion(bound.claim.digests.map(\.algorithm)) }
    for claim in unbound.lazy.map(\.claim)
    where claim.byteCount == nil || claim.byteCount == byteCount {
      algorithms.formUnion(claim.digests.map(\.algorithm))
      if algorithms.count == DigestAlgorithm.allCases.count { break }
    }
    return algorithms
  }

  /// Binds what no name bound to the files whose digests it gives; returns what stays missing.
  mutating func bindByDigest(_ digests: [[DigestAlgorithm: Digest]]) -> [MissingFile] {
    var filesByDigest: [Digest: [Int]] = [:]
    for (index, digests) in digests.enumerated() {
      for digest in digests.values { filesByDigest[digest, default: []].append(index) }
    }
    var missing: [MissingFile] = []
    for entry in unbound {
      let files = entry.claim.digests.first.flatMap { filesByDigest[$0] } ?? []
      let matching = files.filter { index in
        entry.claim.digests.allSatisfy { digests[index][$0.algorithm] == $0 }
      }
      for index in matching {
        claims[index].append(
          BoundClaim(
            claim: entry.claim, binding: .digest, evidence: entry.evidence,
            assurance: entry.assurance))
      }
      if matching.isEmpty, let path = entry.missing {
        // What a nameless digest is about is not known; it may be weights.
        let isWeights = entry.claim.subject == .nameless || FileFormat.isWeightName(path)
        missing.append(
          MissingFile(path: path, isWeights: isWeights, evidence: entry.evidence))
      }
    }
    return missing
  }
}
