// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import UntrustedInput

extension ModelSigningParser {
  /// A part of a file, and the resource that gives its digest.
  private struct Shard {
    let begin: UInt64
    let end: UInt64
    let resource: Int
  }

  /// The shards of one file, in the order in which they are listed.
  private struct ShardedFile {
    let name: UntrustedText
    var shards: [Shard] = []
  }

  /// The claims of a model that is listed by shards, which may stand in any order.
  func claimsOfShards(_ resources: [Resource]) throws(ManifestError) -> [Claim] {
    var files: [ShardedFile] = []
    var indexByName: [UntrustedText: Int] = [:]
    for (index, resource) in resources.enumerated() {
      guard let (name, begin, end) = Self.splitShardName(resource.name) else {
        throw .fieldInvalid(field: "name", offset: resource.offset)
      }
      let file: Int
      if let known = indexByName[name] {
        file = known
      } else {
        file = files.count
        indexByName[name] = file
        files.append(ShardedFile(name: name))
      }
      files[file].shards.append(Shard(begin: begin, end: end, resource: index))
    }
    var claims: [Claim] = []
    claims.reserveCapacity(files.count)
    for file in files {
      let subject = try Self.subject(named: file.name, isOnly: files.count == 1)
      claims.append(try claim(subject, file, resources))
    }
    return claims
  }

  /// Checks that the shards of a file follow each other, and makes its claim.
  private func claim(
    _ subject: Claim.Subject, _ file: ShardedFile, _ resources: [Resource]
  ) throws(ManifestError) -> Claim {
    let shards = file.shards.sorted { ($0.begin, $0.end) < ($1.begin, $1.end) }
    let first = resources[file.shards[0].resource]
    var ranges: RangeDigests?
    if case .strong(let algorithm) = first.algorithm.kind { ranges = RangeDigests(algorithm) }
    var end: UInt64 = 0
    for shard in shards {
      guard shard.begin == end, shard.end > end else {
        throw .shardsNotTiling(path: file.name, offset: end)
      }
      end = shard.end
      let resource = resources[shard.resource]
      guard resource.algorithm.kind == first.algorithm.kind else {
        throw .fieldInvalid(field: "algorithm", offset: resource.offset)
      }
      if let algorithm = ranges?.algorithm {
        // Both are what was just checked.
        _ = ranges?.append(try digest(of: resource, algorithm), to: end)
      }
    }
    return Claim(
      subject: subject, digests: [],
      unsupportedAlgorithms: ranges == nil ? ["sharded \(first.algorithm.displayName)"] : [],
      byteCount: end, ranges: ranges, line: file.shards[0].resource + 1)
  }

  /// Takes `path:begin:end` apart at its last two colons; a path may hold colons too.
  private static func splitShardName(
    _ name: UntrustedText
  ) -> (path: UntrustedText, begin: UInt64, end: UInt64)? {
    let colon = UInt8(ascii: ":")
    let bytes = name.bytes
    guard let last = bytes.lastIndex(of: colon),
      let other = bytes[..<last].lastIndex(of: colon),
      let begin = decimal(bytes[(other + 1)..<last]), let end = decimal(bytes[(last + 1)...])
    else { return nil }
    return (UntrustedText(bytes: Array(bytes[..<other])), begin, end)
  }

  /// The number that `digits` write, which has no needless zero in front.
  private static func decimal(_ digits: ArraySlice<UInt8>) -> UInt64? {
    guard !digits.isEmpty, digits.count == 1 || digits.first != 0x30,
      digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
    else { return nil }
    return UInt64(String(decoding: digits, as: UTF8.self))
  }
}
