// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import UntrustedInput

/// What OpenSSF Model Signing signs: an in-toto Statement v1 that lists the files of a model.
///
///     {"_type": "https://in-toto.io/Statement/v1",
///      "subject": [{"name": text, "digest": {"sha256": root digest}}],
///      "predicateType": "https://model_signing/signature/v1.0",
///      "predicate": {
///        "serialization": {"method": "files" or "shards", "hash_type": text, "shard_size": number,
///          "allow_symlinks": bool, "ignore_paths": [path]},
///        "resources": [{"name": path, "algorithm": text, "digest": hex}]}}
///
/// The root digest is the SHA-256 of the digests' bytes in the order in which they are listed. By
/// shards, a name is `path:begin:end`, and a file of no bytes has none; the algorithm is written
/// with or without the size of a shard (`sha256-sharded-1000000`). A model that is one file has its
/// name, or `.`. Everything else under `serialization` tells a signer's verifier how to list the
/// model again, which is not done here.
///
/// Version 0.2.0 wrote each file as a subject with its `sha256`, without root digest, serialization
/// and resources, under the predicate type `https://model_signing/Digests/v0.1`. Sources: OpenSSF
/// Model Signing specification v1.0; model-signing 0.2.0 to 1.1.1.
enum ModelSigning {
  /// The predicate since 0.3.0.
  static let predicateType = UntrustedText("https://model_signing/signature/v1.0")
  /// The predicate of 0.2.0.
  static let oldPredicateType = UntrustedText("https://model_signing/Digests/v0.1")

  /// Whether the document is a statement about a model, of any version.
  static func recognises(_ outline: JSONOutline) -> Bool {
    InTotoStatement.recognises(outline)
      && outline.string("predicateType", startsWith: "https://model_signing/")
  }

  /// Reads the statement; the rules of a signed form hold whether it is signed or not.
  static func parse(_ bytes: [UInt8]) throws(ManifestError) -> Manifest {
    var parser = ModelSigningParser()
    try parser.readStatement(bytes)
    return try parser.manifest()
  }
}
