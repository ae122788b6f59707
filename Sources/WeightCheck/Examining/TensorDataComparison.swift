// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import UntrustedInput
internal import WeightFormats

extension TensorDataClaim {
  /// Compares the tensors of a file with those claimed, by their names, and the bytes of all of
  /// them together.
  ///
  /// A tensor of the file that is not claimed is no difference: nothing is said of it, and that is
  /// told. Of a file that is no weight file all that is claimed is absent. What a broken header or
  /// work that was stopped leaves open stays open.
  func outcome(_ examination: Examination) -> SegmentOutcome {
    var outcome = SegmentOutcome()
    if case .refused(let refusal)? = examination.content, case .notWeights(let format) = refusal,
      examination.failure == nil
    {
      if case .gitLFSPointer = format { return outcome }
      if !refusal.isUnsupported { addAbsent(to: &outcome) }
      return outcome
    }
    guard let weights = examination.weights, examination.failure == nil, !examination.isSkipped
    else { return outcome }
    if !names.isEmpty {
      guard examination.tensorDigests.count == weights.tensors.count else { return outcome }
      addTensors(weights, examination.tensorDigests, to: &outcome)
    }
    if let whole {
      guard let actual = examination.tensorDataDigest else { return outcome }
      outcome.tensorData = actual
      if actual != whole {
        outcome.failures.append(
          SegmentFailure(
            kind: .tensorData, name: nil, byteRange: weights.headerByteCount..<weights.byteCount,
            chunk: nil, expected: whole, actual: actual))
      } else {
        // The bytes of all of them are covered, whichever are listed.
        outcome.unclaimedTensorCount = 0
        outcome.firstUnclaimedTensor = nil
      }
    }
    outcome.isComplete = true
    return outcome
  }

  private func addTensors(
    _ weights: WeightFile, _ tensors: [Digest], to outcome: inout SegmentOutcome
  ) {
    var indices = [UntrustedText: Int](minimumCapacity: tensors.count)
    for index in weights.tensors.indices { indices[weights.tensors[index].name] = index }
    for (name, expected) in zip(names, digests) {
      outcome.checkedTensorCount += 1
      let index = indices.removeValue(forKey: name)
      let actual = index.map { tensors[$0] }
      if actual == expected {
        outcome.equalTensorCount += 1
      } else {
        outcome.failures.append(
          SegmentFailure(
            kind: .tensor, name: name,
            byteRange: index.map { weights.tensors.byteRange(at: $0) } ?? 0..<0, chunk: nil,
            expected: expected, actual: actual))
      }
    }
    outcome.unclaimedTensorCount = indices.count
    outcome.firstUnclaimedTensor = indices.values.min().map { weights.tensors[$0].name }
  }

  private func addAbsent(to outcome: inout SegmentOutcome) {
    for (name, expected) in zip(names, digests) {
      outcome.failures.append(
        SegmentFailure(
          kind: .tensor, name: name, byteRange: 0..<0, chunk: nil, expected: expected,
          actual: nil))
    }
    if let whole {
      outcome.failures.append(
        SegmentFailure(
          kind: .tensorData, name: nil, byteRange: 0..<0, chunk: nil, expected: whole,
          actual: nil))
    }
    outcome.isComplete = true
  }
}
