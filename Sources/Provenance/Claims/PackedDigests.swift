// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography

/// A few digests in little memory: of a document that lists a million files nearly all have one
/// SHA-256 each, which then costs no allocation.
struct PackedDigests: Hashable, Sendable {
  private enum Storage: Hashable, Sendable {
    case none
    /// The bytes of one SHA-256, as four numbers.
    case sha256(UInt64, UInt64, UInt64, UInt64)
    case others([Digest])
  }

  private let storage: Storage

  init(_ digests: [Digest]) {
    guard let digest = digests.first else {
      storage = .none
      return
    }
    guard digests.count == 1, digest.algorithm == .sha256 else {
      storage = .others(digests)
      return
    }
    let bytes = digest.bytes
    func word(_ start: Int) -> UInt64 {
      bytes[start..<(start + 8)].reduce(0) { $0 << 8 | UInt64($1) }
    }
    storage = .sha256(word(0), word(8), word(16), word(24))
  }

  /// The digests as they were given.
  var digests: [Digest] {
    switch storage {
    case .none: return []
    case .others(let digests): return digests
    case .sha256(let first, let second, let third, let fourth):
      var bytes: [UInt8] = []
      bytes.reserveCapacity(32)
      for word in [first, second, third, fourth] {
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
          bytes.append(UInt8(truncatingIfNeeded: word >> shift))
        }
      }
      return Digest(.sha256, bytes: bytes).map { [$0] } ?? []
    }
  }

  /// What computed them, in their order.
  var algorithms: [DigestAlgorithm] {
    switch storage {
    case .none: []
    case .sha256: [.sha256]
    case .others(let digests): digests.map(\.algorithm)
    }
  }

  /// Whether one of them can establish what a file is.
  var hasStrong: Bool {
    switch storage {
    case .none: false
    case .sha256: true
    case .others(let digests): digests.contains { !$0.algorithm.isWeak }
    }
  }
}

/// A value of many bytes that few of its holders have, kept apart from them.
final class Boxed<Value: Hashable & Sendable>: Hashable, Sendable {
  let value: Value

  init(_ value: Value) {
    self.value = value
  }

  static func == (left: Boxed, right: Boxed) -> Bool {
    left === right || left.value == right.value
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(value)
  }
}
