// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import WeightCheck

/// Pieces of evidence in words.
enum EvidenceText {
  /// Where it stands: `README.md line 3`.
  static func place(of item: EvidenceItem) -> String {
    switch item.place {
    case .file: "\(item.path.brief)"
    case .line(let line): "\(item.path.brief) line \(line)"
    case .key(let key): "\(item.path.brief) \(key.brief)"
    }
  }

  /// Where it stands and what stands there: `README.md line 3: 'apache-2.0'`.
  static func quote(_ item: EvidenceItem) -> String {
    item.token == item.path ? place(of: item) : "\(place(of: item)): '\(item.token.brief)'"
  }
}
