// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import UntrustedInput
internal import WeightFormats

extension TensorDataClaim {
  /// Compares the tensors of a file with those claimed, by their names.
  ///
  /// Tensors of the file that are not claimed are left alone: nothing is said of them.
  ///
  /// - Parameter tensors: the SHA-256 of each tensor of `weights`, in its order.
  func outcome(weights: WeightFile, tensors: [Digest]) -> SegmentOutcome {
    var outcome = SegmentOutcome()
    guard tensors.count == weights.tensors.count else { return outcome }
    var indices: [UntrustedText: Int] = [:]
    for index in weights.tensors.indices { indices[weights.tensors[index].name] = index }
    for (name, expected) in zip(names, digests) {
      outcome.checkedTensorCount += 1
      let index = indices[name]
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
    return outcome
  }
}
