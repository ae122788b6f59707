// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import Cryptography
internal import UntrustedInput
package import WeightFormats

/// A digest that a safetensors file gives of its own data, in `__metadata__`.
///
/// Whoever changes the data can change the digest, so it verifies nothing. It need not be right
/// either: it is written apart from the data, tools copy it when they merge or convert, and some
/// take it of tensors in another order, or of the whole file, whose digest no file can hold.
///
/// Source: Stability-AI/ModelSpec, `README.md` and `examples/python/example_no_reqs.py`;
/// `precalculate_safetensors_hashes` of kohya-ss/sd-scripts.
package struct InFileHash: Hashable, Sendable {
  /// Where it stands.
  package enum Key: String, CaseIterable, Hashable, Sendable {
    /// `0x` and the SHA-256 of all bytes behind the header.
    case modelSpec = "modelspec.hash_sha256"
    /// The SHA-256 of all bytes behind the header.
    case kohya = "sshs_model_hash"
    /// The first eight digits of the SHA-256 of 64 KiB at 1 MiB of a file that was never written:
    /// one whose metadata has the `ss_` keys only.
    case kohyaLegacy = "sshs_legacy_hash"
  }

  package let key: Key
  /// What it says that the SHA-256 of all bytes behind the header is; nil where it says something
  /// else, which is not compared.
  package let expected: Digest?

  /// Reads what the file says, in the order of the keys above; GGUF has no such thing.
  package static func all(in weights: WeightFile) -> [InFileHash] {
    guard weights.format == .safetensors else { return [] }
    return Key.allCases.compactMap { key in
      guard case .string(let text)? = value(of: key, weights.metadata) else { return nil }
      return InFileHash(key: key, expected: key == .kohyaLegacy ? nil : digest(text))
    }
  }

  private static func value(of key: Key, _ metadata: Metadata) -> MetadataValue? {
    switch key {
    case .modelSpec: metadata["modelspec.hash_sha256"]
    case .kohya: metadata["sshs_model_hash"]
    case .kohyaLegacy: metadata["sshs_legacy_hash"]
    }
  }

  /// With `0x` and without, since writers of either key do both.
  private static func digest(_ text: UntrustedText) -> Digest? {
    let isPrefixed = text.bytes.starts(with: "0x".utf8) || text.bytes.starts(with: "0X".utf8)
    return Digest(.sha256, hex: text.bytes.dropFirst(isPrefixed ? 2 : 0))
  }
}
