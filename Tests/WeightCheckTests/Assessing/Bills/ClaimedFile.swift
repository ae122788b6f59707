// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import UntrustedInput
internal import WeightCheck

/// A file and its digest, as a bill has them and as the reader of its document finds them.
struct ClaimedFile: Hashable {
  let path: UntrustedText
  let hex: String

  /// What the bill says of files whose digest can be claimed.
  static func files(of bill: ModelBill) -> Set<ClaimedFile> {
    Set(
      bill.files.filter { $0.path.validUTF8 != nil }.compactMap { file in
        file.sha256.map { ClaimedFile(path: file.path, hex: $0.hex) }
      })
  }

  /// What a reader binds to paths; anything else is in it with an empty path.
  static func files(in manifest: Manifest) -> Set<ClaimedFile> {
    Set(
      manifest.claims.map { claim in
        let hex = claim.digests.map(\.hex).joined(separator: " ")
        guard case .path(let path) = claim.subject else {
          return ClaimedFile(path: UntrustedText(""), hex: hex)
        }
        return ClaimedFile(path: path.text, hex: hex)
      })
  }
}
