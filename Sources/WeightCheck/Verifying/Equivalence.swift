// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import UntrustedInput
internal import WeightFormats

/// A set of weight files whose bytes nothing claims, beside a claimed set that is not there: the
/// same tensors may have been sharded or saved anew (TRUST 1.6).
struct Equivalence {
  /// The places in the release of the files that are there.
  let files: [Int]
  /// The manifest that claims the other set.
  let evidence: Int
  /// What is claimed of the files of the claimed set, and of its index.
  private let claimedDigests: [ContainedPath: [Digest]]
  /// What the claimed set is called: its name, or its only file.
  private let claimedName: UntrustedText
  private let tables: [SegmentTable]
  /// Why the sets are not equivalent, as far as their headers tell; nil if they may be.
  private(set) var difference: String?
  private(set) var tensorCount = 0
  /// Whether bytes of the files are claimed after all.
  private var isClaimed = false

  /// Whether the tensors must be hashed to know.
  var isOpen: Bool { difference == nil }

  /// The paths that need not be there, since equal tensors stand for them.
  ///
  /// TRUST 2.1: a path of which another document claims other bytes, or bytes that cannot be
  /// compared, is not among them.
  private func excusedPaths(_ evidence: [Evidence]) -> Set<UntrustedText> {
    guard isOpen, !isClaimed else { return [] }
    var digests = claimedDigests
    for (number, document) in evidence.enumerated() where number != self.evidence {
      for other in document.manifest?.claims ?? [] {
        guard case .path(let name) = other.subject, let path = document.releasePath(of: name),
          let own = digests[path]
        else { continue }
        if !other.digests.contains(where: own.contains) { digests[path] = nil }
      }
    }
    return Set(digests.keys.map(\.text))
  }

  /// The paths that need not be there for all of `equivalences`.
  ///
  /// TRUST 1.6 takes tensors one to one: files stand for one claimed set, though several manifests
  /// may claim it.
  static func excusedPaths(
    _ equivalences: [Equivalence], _ evidence: [Evidence]
  ) -> Set<UntrustedText> {
    var excused: [Int: Set<UntrustedText>] = [:]
    for equivalence in equivalences {
      let paths = equivalence.excusedPaths(evidence)
      let first = equivalence.files[0]
      if excused[first, default: paths].isDisjoint(with: paths) { continue }
      excused[first, default: []].formUnion(paths)
    }
    return excused.values.reduce(into: []) { $0.formUnion($1) }
  }

  /// Holds the tensors' digests against those claimed.
  ///
  /// - Parameter claims: by now also those that digests have bound. Bytes that are claimed after
  ///   all, under another name, stand for the file of that claim and for no other.
  mutating func compare(
    _ examinations: [Examination], claims: [[BoundClaim]], _ evidence: [Evidence]
  ) {
    guard isOpen else { return }
    let bound = files.flatMap { claims[$0] }
    isClaimed = !bound.isEmpty
    guard bound.allSatisfy({ isOwn($0, evidence) }) else {
      difference = "the bytes of a file are claimed as another file's"
      return
    }
    var comparison = TensorComparison(tables)
    for place in files {
      let examination = examinations[place]
      guard let weights = examination.weights, examination.failure == nil, !examination.isSkipped,
        examination.tensorDigests.count == examination.tensorCount
      else {
        difference = "not all tensors could be read"
        return
      }
      for (tensor, digest) in zip(weights.tensors, examination.tensorDigests) {
        guard case .equal = comparison.compare(tensor, digest) else {
          difference = "tensor '\(tensor.name)' has other values"
          return
        }
        tensorCount += 1
      }
    }
    if tensorCount == 0 { difference = "there is no tensor" }
    if let (table, segment) = comparison.unmatched.first {
      difference = "tensor '\(tables[table].name(of: segment))' is not there"
    }
  }

  /// Whether a claim is about one of the files that the tensors stand for.
  private func isOwn(_ bound: BoundClaim, _ evidence: [Evidence]) -> Bool {
    guard bound.evidence == self.evidence, case .path(let name) = bound.claim.subject,
      let path = evidence[bound.evidence].releasePath(of: name)
    else { return false }
    return claimedDigests[path] != nil
  }

  /// What was found out, to be shown.
  func finding(in release: Release, _ evidence: [Evidence]) -> Finding {
    let source = "'\(claimedName)' in \(evidence[self.evidence].shownPath)"
    let path = files.first.map { release.files[$0].shownPath }
    guard let difference else {
      return Finding(
        .tensorsEquivalent, .note, path: path,
        "all tensors (\(tensorCount)) are equal to those of \(source); not compared: the files' "
          + "metadata, the order of the tensors, and how they are split into files")
    }
    return Finding(
      .tensorsDiffer, .warning, path: path, "the tensors are not those of \(source): \(difference)")
  }
}

// MARK: - Finding pairs

extension Equivalence {
  /// The pairs of one release: a claimed set of which no file is there, and a set that is there of
  /// which no byte is claimed.
  ///
  /// Components are told by their folders, so that a text encoder is not taken for another one
  /// whose tensors have the same names: a pair has one folder, or is the only one there is and
  /// one of its two lies at the root. If several sets of a folder could be meant, none is.
  static func candidates(
    _ evidence: [Evidence], _ binding: ClaimBinding, _ sets: WeightSets, _ survey: HeaderSurvey,
    exempt: [Bool]
  ) -> [Equivalence] {
    let unclaimed = sets.sets.filter { set in
      !set.files.isEmpty
        && set.files.allSatisfy {
          binding.claims[$0].isEmpty && survey.headers[$0] != nil && !exempt[$0]
        }
    }
    guard !unclaimed.isEmpty else { return [] }
    let headers = unclaimed.map { set in set.files.map { survey.headers[$0] } }
    // There may be thousands of sets, so they meet by what their tensors are, not one by one.
    let signatures = headers.map { TensorSignature($0.compactMap { $0 }) }
    var found: [Equivalence] = []
    for (number, document) in evidence.enumerated() {
      let claimed = claimedSets(of: document, binding.unboundClaims(of: number))
      // Where there is one of each, one of them may have been moved to the root or from there.
      let isOnlyPair =
        claimed.count == 1 && unclaimed.count == 1
        && (claimed[0].folder == nil || unclaimed[0].folder == nil
          || claimed[0].folder == unclaimed[0].folder)
      func key(_ folder: ContainedPath?, _ signature: TensorSignature) -> Key {
        Key(folder: isOnlyPair ? nil : folder, signature: signature)
      }
      let groups = Dictionary(
        grouping: claimed.indices, by: { key(claimed[$0].folder, claimed[$0].signature) })
      let candidates = Dictionary(
        grouping: unclaimed.indices, by: { key(unclaimed[$0].folder, signatures[$0]) })
      for (key, group) in groups {
        guard group.count == 1, let places = candidates[key], places.count == 1 else { continue }
        found.append(
          Equivalence(
            claimed[group[0]], unclaimed[places[0]], evidence: number, headers: headers[places[0]]))
      }
      if found.isEmpty && isOnlyPair {
        found.append(
          Equivalence(claimed[0], unclaimed[0], evidence: number, headers: headers[0]))
      }
    }
    return found.sorted { ($0.evidence, $0.files[0]) < ($1.evidence, $1.files[0]) }
  }

  /// What a claimed set and one that is there must have in common.
  private struct Key: Hashable {
    let folder: ContainedPath?
    let signature: TensorSignature
  }

  /// A set that a manifest claims tensor by tensor.
  private struct ClaimedSet {
    var name: UntrustedText
    var folder: ContainedPath?
    var digests: [ContainedPath: [Digest]] = [:]
    var tables: [SegmentTable] = []

    var signature: TensorSignature { TensorSignature(tables) }
  }

  /// The claimed sets of which no file is bound by name.
  private static func claimedSets(of document: Evidence, _ unbound: [Int]) -> [ClaimedSet] {
    guard let manifest = document.manifest else { return [] }
    let isUnbound = Swift.Set(unbound)
    var groups: [ClaimedSet] = []
    var places: [UntrustedText: Int] = [:]
    var isPartlyThere: Swift.Set<Int> = []
    for (place, claim) in manifest.claims.enumerated() {
      guard case .path(let name) = claim.subject, claim.segments != nil || claim.set != nil,
        let path = document.releasePath(of: name)
      else { continue }
      let key = claim.set ?? path.text
      let group = places[key] ?? groups.count
      if group == groups.count {
        places[key] = group
        groups.append(ClaimedSet(name: key, folder: path.folder))
      }
      if claim.segments != nil || ShardIndex.isIndexName(path.basename) {
        groups[group].digests[path] = claim.digests
      }
      if let table = claim.segments {
        groups[group].tables.append(table)
        // The index of a set may be there although the set is not.
        if !isUnbound.contains(place) { isPartlyThere.insert(group) }
      }
    }
    return groups.indices.filter { !isPartlyThere.contains($0) && !groups[$0].tables.isEmpty }
      .map { groups[$0] }
  }

  private init(
    _ claimed: ClaimedSet, _ set: WeightSets.Set, evidence: Int, headers: [WeightFile?]
  ) {
    files = set.files
    self.evidence = evidence
    claimedDigests = claimed.digests
    claimedName = claimed.name
    tables = claimed.tables
    difference = Self.difference(of: tables, headers)
  }

  /// Why the tensors cannot be those claimed, by their names, types, shapes and byte order.
  private static func difference(of tables: [SegmentTable], _ headers: [WeightFile?]) -> String? {
    var comparison = TensorComparison(tables)
    for header in headers {
      guard let header else { return "a file cannot be read" }
      if tables.contains(where: { $0.format != header.format }) { return "the format is another" }
      let isBigEndian = header.byteOrder == .bigEndian
      if tables.contains(where: { $0.isBigEndian != isBigEndian }) {
        return "the byte order is another"
      }
      for tensor in header.tensors where comparison.match(tensor) == nil {
        return "tensor '\(tensor.name)' is not claimed with that type and shape, or twice there"
      }
    }
    return comparison.unmatched.first.map { table, segment in
      "tensor '\(tables[table].name(of: segment))' is not there"
    }
  }
}
