// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Digests
internal import Provenance
internal import UntrustedInput
internal import WeightFormats

/// Holds one file against one table of claimed segments: decides what is hashed, and compares.
struct SegmentComparison: Sendable {
  /// What the file's own header makes of the claim.
  private enum Basis {
    /// It tells of the same segments: each is hashed where both say it is.
    case agreement
    /// It tells of others, in the phrase: tensors are compared by name.
    case disagreement(String)
    /// It cannot be read: what is claimed is hashed where the manifest says it is.
    case claimOnly
  }

  private let table: SegmentTable
  private let basis: Basis
  /// Units that lie in the file.
  private let unitCount: Int

  /// - Parameters:
  ///   - weights: the file's own header; nil where it cannot be read.
  ///   - byteCount: the size of the file.
  init(_ table: SegmentTable, weights: WeightFile?, byteCount: UInt64) {
    self.table = table
    guard let weights else {
      basis = .claimOnly
      unitCount =
        (0..<table.unitCount).first { table.byteRange(ofUnit: $0).upperBound > byteCount }
        ?? table.unitCount
      return
    }
    let own = SegmentTable(layoutOf: weights, chunkByteCount: table.chunkByteCount)
    basis = table.difference(from: own).map(Basis.disagreement) ?? .agreement
    unitCount = table.unitCount
  }

  /// Whether the file's own tensors and header must be hashed, since the claimed places are not
  /// its.
  var comparesByName: Bool {
    if case .disagreement = basis { return true }
    return false
  }

  /// What is to be hashed, unit by unit; empty where tensors are compared by name.
  var ranges: some Sequence<Range<UInt64>> {
    (0..<(comparesByName ? 0 : unitCount)).lazy.map { table.byteRange(ofUnit: $0) }
  }

  /// Whether `digest` is the one claimed for a unit.
  func agrees(_ digest: Digest, unit: Int) -> Bool {
    table.digestBytes(ofUnit: unit).elementsEqual(digest.bytes)
  }

  // MARK: By place

  /// Compares the digests of all units, in their order; nil stands for one that was not computed.
  func outcome(of digests: some Collection<Digest?>) -> SegmentOutcome {
    var outcome = SegmentOutcome()
    outcome.isComplete = digests.count == unitCount && !digests.contains { $0 == nil }
    // Per segment: whether all of it was compared, and equal.
    var (current, isChecked, isEqual) = (-1, true, true)
    func close() {
      guard current >= 0, table.kind(of: current) == .tensor else { return }
      outcome.checkedTensorCount += isChecked ? 1 : 0
      outcome.equalTensorCount += isChecked && isEqual ? 1 : 0
    }
    for (unit, digest) in digests.enumerated() {
      let segment = table.segment(ofUnit: unit)
      if segment != current {
        close()
        (current, isChecked, isEqual) = (segment, true, true)
      }
      guard let digest else {
        isChecked = false
        continue
      }
      if !agrees(digest, unit: unit) {
        isEqual = false
        outcome.failures.append(failure(unit: unit, actual: digest))
      }
    }
    close()
    for unit in unitCount..<table.unitCount {
      outcome.failures.append(failure(unit: unit, actual: nil))
    }
    return outcome
  }

  private func failure(unit: Int, actual: Digest?) -> SegmentFailure {
    let segment = table.segment(ofUnit: unit)
    return SegmentFailure(
      kind: Self.kind(table.kind(of: segment)), name: name(of: segment),
      byteRange: table.byteRange(ofUnit: unit), chunk: table.chunk(ofUnit: unit),
      expected: Digest(.sha256, bytes: Array(table.digestBytes(ofUnit: unit))), actual: actual)
  }

  private func name(of segment: Int) -> UntrustedText? {
    table.kind(of: segment) == .tensor ? table.name(of: segment) : nil
  }

  private static func kind(_ kind: SegmentTable.Kind) -> SegmentFailure.Kind {
    switch kind {
    case .header: .header
    case .tensor: .tensor
    case .padding: .padding
    }
  }

  // MARK: By name

  /// Compares the file's own header and tensors with those claimed.
  ///
  /// - Parameter tensors: the SHA-256 of each tensor of `weights`, in its order.
  func outcome(
    weights: WeightFile, header: Digest?, tensors: [Digest]
  ) -> SegmentOutcome {
    var outcome = SegmentOutcome()
    if case .disagreement(let phrase) = basis { outcome.disagreement = phrase }
    guard let header, tensors.count == weights.tensors.count else { return outcome }
    outcome.isComplete = true
    let claimedHeader = Digest(.sha256, bytes: Array(table.digestBytes(of: 0)))
    if claimedHeader != header {
      outcome.failures.append(
        SegmentFailure(
          kind: .header, name: nil, byteRange: table.byteRange(of: 0), chunk: nil,
          expected: claimedHeader, actual: header))
    }
    var comparison = TensorComparison([table])
    for (index, actual) in tensors.enumerated() {
      outcome.checkedTensorCount += 1
      switch comparison.compare(weights.tensors[index], actual) {
      case .equal: outcome.equalTensorCount += 1
      case .different(let place):
        outcome.failures.append(
          SegmentFailure(
            kind: .tensor, name: weights.tensors[index].name,
            byteRange: weights.tensors[index].byteRange, chunk: nil,
            expected: place.flatMap {
              Digest(.sha256, bytes: Array(table.digestBytes(of: $0.segment)))
            },
            actual: actual))
      }
    }
    for (_, segment) in comparison.unmatched {
      outcome.failures.append(
        SegmentFailure(
          kind: .tensor, name: table.name(of: segment), byteRange: table.byteRange(of: segment),
          chunk: nil, expected: Digest(.sha256, bytes: Array(table.digestBytes(of: segment))),
          actual: nil))
    }
    return outcome
  }
}
