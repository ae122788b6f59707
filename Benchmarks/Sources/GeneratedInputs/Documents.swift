// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// Documents about weight files.
public enum Documents {
  /// A shard index of `tensorCount` tensors in 64 shards.
  public static func shardIndex(tensorCount: Int) -> [UInt8] {
    var text = "{\"metadata\":{\"total_size\":\(tensorCount * 8)},\"weight_map\":{"
    for index in 0..<tensorCount {
      let shard = String(index * 64 / tensorCount + 1)
      let number = String(repeating: "0", count: 5 - shard.count) + shard
      text +=
        (index == 0 ? "" : ",")
        + "\"\(WeightFiles.tensorName(index))\":\"model-\(number)-of-00064.safetensors\""
    }
    return Array((text + "}}").utf8)
  }

  /// A checksum file as `sha256sum` writes it, of `fileCount` files.
  ///
  /// - Parameter seed: decides the digests.
  public static func checksums(fileCount: Int, seed: UInt64 = 1) -> [UInt8] {
    var random = SeededRandom(seed: seed)
    var text = ""
    for index in 0..<fileCount {
      text += "\(random.hexadecimalDigest())  weights/part-\(index).safetensors\n"
    }
    return Array(text.utf8)
  }
}
