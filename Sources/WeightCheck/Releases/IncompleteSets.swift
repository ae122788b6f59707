// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput
internal import WeightFormats

/// Shards that are not there although the names of others count them.
enum IncompleteSets {
  /// Missing parts that are named one by one of one set; a hostile name may count to 999,999.
  private static let namedCount = 16

  /// The missing parts of all sets in a folder: TRUST 2.2 wants every shard of each set.
  static func missing(in release: Release) -> [MissingFile] {
    guard release.isFolder else { return [] }
    var numbers: [Set: (example: ShardName, folder: ContainedPath?, present: Swift.Set<Int>)] = [:]
    var order: [Set] = []
    for file in release.files where FileFormat.isWeightName(file.path.basename) {
      guard let name = ShardName(file.path.basename) else { continue }
      let folder = file.path.folder
      let set = Set(
        folder: folder, base: name.base, count: name.count, digitCount: name.digitCount,
        suffix: name.suffix)
      if numbers[set] == nil {
        order.append(set)
        numbers[set] = (name, folder, [])
      }
      numbers[set]?.present.insert(name.number)
    }
    return order.flatMap { set -> [MissingFile] in
      guard let entry = numbers[set], entry.example.count >= 1 else { return [] }
      return (1...entry.example.count).lazy
        .filter { !entry.present.contains($0) }
        .prefix(namedCount)
        .map { number in
          let name = entry.example.sibling(number)
          let path = ContainedPath(folder: entry.folder, name: name.bytes)
          return MissingFile(path: path.text, isWeights: true, claimedBy: nil)
        }
    }
  }

  /// What tells one set from another.
  private struct Set: Hashable {
    let folder: ContainedPath?
    let base: [UInt8]
    let count: Int
    let digitCount: Int
    let suffix: [UInt8]
  }
}
