// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Digests
internal import WeightFormats

/// The digests wanted of a batch of files, and whose each is.
struct DigestPlan {
  /// What a request's digest is of; `file` counts in the batch.
  enum Target: Sendable {
    case file(Int)
    case tensor(file: Int)

    var file: Int {
      switch self {
      case .file(let file), .tensor(let file): file
      }
    }

    var isTensor: Bool {
      if case .tensor = self { return true }
      return false
    }
  }

  private(set) var sources: [DigestSource] = []
  private(set) var requests: [DigestRequest] = []
  private(set) var targets: [Target] = []
  /// The number in the batch of each source's file.
  private(set) var files: [Int] = []

  /// Turns to the next file; what is added now is of it.
  mutating func add(_ source: DigestSource, file: Int) {
    sources.append(source)
    files.append(file)
  }

  mutating func addWholeFile(_ algorithm: DigestAlgorithm) {
    let count = UInt64(sources[sources.count - 1].byteCount)
    add(0..<count, algorithm, .file(files[files.count - 1]))
  }

  /// The tensors in the order of the table.
  mutating func addTensors(of weights: WeightFile) {
    for index in weights.tensors.indices {
      add(
        weights.tensors.byteRange(at: index), .sha256, .tensor(file: files[files.count - 1]))
    }
  }

  private mutating func add(
    _ range: Range<UInt64>, _ algorithm: DigestAlgorithm, _ target: Target
  ) {
    requests.append(DigestRequest(source: sources.count - 1, range: range, algorithm: algorithm))
    targets.append(target)
  }
}
