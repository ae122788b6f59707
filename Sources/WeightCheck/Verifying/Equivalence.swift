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
  /// Whether bytes of all files are claimed after all, so that each stands for the file of its
  /// claim.
  private var isWhollyClaimed = false

  /// Whether the tensors must be hashed to know.
  var isOpen: Bool { difference == nil }

  /// The paths that need not be there, since equal tensors stand for them.
  ///
  /// TRUST 1.6 takes tensors one to one: files stand for one claimed set, though several manifests
  /// may claim it. TRUST 2.1: a path of which another document claims other bytes, or bytes that
  /// cannot be compared, is not excused. TRUST 2.3: nor is one that a document lists which is worth
  /// more than the one that tells the tensors, since anybody could have added that.
  static func excusedPaths(
    _ equivalences: [Equivalence], _ evidence: [Evidence]
  ) -> Set<UntrustedText> {
    let excusing = equivalences.filter { $0.isOpen && !$0.isWhollyClaimed }
    let wanted = excusing.reduce(into: Set<ContainedPath>()) {
      $0.formUnion($1.claimedDigests.keys)
    }
    guard !wanted.isEmpty else { return [] }
    var claims: [ContainedPath: [(evidence: Int, digests: [Digest])]] = [:]
    for (number, document) in evidence.enumerated() {
      for claim in document.manifest?.claims ?? [] {
        guard case .path(let name) = claim.subject, let path = document.releasePath(of: name),
          wanted.contains(path)
        else { continue }
        claims[path, default: []].append((number, claim.digests))
      }
    }
    var excused: Set<UntrustedText> = []
    var stoodFor: [Int: Set<ContainedPath>] = [:]
    for equivalence in excusing {
      let paths = Set(equivalence.claimedDigests.keys)
      let isTaken = equivalence.files.contains { stoodFor[$0] != nil && stoodFor[$0] != paths }
      if isTaken { continue }
      for place in equivalence.files { stoodFor[place] = paths }
      for (path, own) in equivalence.claimedDigests {
        let others = claims[path, default: []].filter { $0.evidence != equivalence.evidence }
        let worth = evidence[equivalence.evidence].assurance
        let isUndisputed = others.allSatisfy {
          $0.digests.contains(where: own.contains) && evidence[$0.evidence].assurance <= worth
        }
        if isUndisputed {
          excused.insert(path.text)
        }
      }
    }
    return excused
  }

  /// Holds the tensors' digests against those claimed.
  ///
  /// - Parameter claims: by now also those that digests have bound. Bytes that are claimed after
  ///   all, under another name, stand for the file of that claim and for no other.
  mutating func compare(
    _ examinations: [Examination], claims: [[BoundClaim]], _ evidence: [Evidence]
  ) {
    guard isOpen else { return }
    isWhollyClaimed = files.allSatisfy { !claims[$0].isEmpty }
    guard files.flatMap({ claims[$0] }).allSatisfy({ isOwn($0, evidence) }) else {
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

  /// Whether a claim is about one of the files that the tensors stand for, and the same bytes.
  private func isOwn(_ bound: BoundClaim, _ evidence: [Evidence]) -> Bool {
    guard case .path(let name) = bound.claim.subject,
      let path = evidence[bound.evidence].releasePath(of: name), let own = claimedDigests[path]
    else { return false }
    return bound.claim.digests.contains(where: own.contains)
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
      let (claimed, count) = claimedSets(of: document, binding.unboundClaims(of: number))
      // Where there is one of each, one of them may have been moved to the root or from there.
      let isOnlyPair =
        claimed.count == 1 && count == 1 && unclaimed.count == 1 && sets.sets.count == 1
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
      if isOnlyPair && !found.contains(where: { $0.evidence == number }) {
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

  /// The claimed sets of which no file is bound by name, and how many there are in all.
  private static func claimedSets(
    of document: Evidence, _ unbound: [Int]
  ) -> (open: [ClaimedSet], count: Int) {
    guard let manifest = document.manifest else { return ([], 0) }
    let isUnbound = Swift.Set(unbound)
    var groups: [ClaimedSet] = []
    // A set and a file may have one name.
    var places: [[UntrustedText?]: Int] = [:]
    var isPartlyThere: Swift.Set<Int> = []
    for (place, claim) in manifest.claims.enumerated() {
      guard case .path(let name) = claim.subject, claim.segments != nil || claim.set != nil,
        let path = document.releasePath(of: name)
      else { continue }
      let key = claim.set == nil ? [nil, path.text] : [claim.set]
      let group = places[key] ?? groups.count
      if group == groups.count {
        places[key] = group
        groups.append(ClaimedSet(name: claim.set ?? path.text, folder: path.folder))
      }
      // A file without tensors is none that equal tensors could stand for.
      let hasTensors = claim.segments.map { $0.tensorCount > 0 } ?? false
      if hasTensors || ShardIndex.isIndexName(path.basename) {
        groups[group].digests[path] = claim.digests
      }
      if let table = claim.segments {
        groups[group].tables.append(table)
        // The index of a set may be there although the set is not.
        if !isUnbound.contains(place) { isPartlyThere.insert(group) }
      }
    }
    let withTensors = groups.indices.filter { !groups[$0].tables.isEmpty }
    return (
      withTensors.filter { !isPartlyThere.contains($0) }.map { groups[$0] }, withTensors.count
    )
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
