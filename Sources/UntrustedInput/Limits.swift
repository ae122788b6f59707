// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

/// The bounds on what is read from untrusted documents, in one place.
///
/// Each is far above what real releases need and far below what would hurt. A document past a
/// bound is refused with an error that names the bound.
package enum Limits {
  /// Bytes of a safetensors header, as in the reference reader: 100,000,000 is still allowed.
  package static let safetensorsHeaderByteCount: UInt64 = 100_000_000
  /// Bytes of a GGUF header up to the data; positions in it are kept in 32 bits.
  package static let ggufHeaderByteCount: UInt64 = 256 << 20
  /// Bytes of one string in a GGUF header, as in ggml's reader.
  package static let ggufStringByteCount: UInt64 = 1 << 30
  /// Elements of one array in a GGUF header, as in ggml's reader.
  package static let ggufArrayCount: UInt64 = 1 << 30
  /// Arrays in arrays in a GGUF header; ggml's reader takes none at all.
  package static let ggufArrayDepth = 64
  /// Nested arrays and objects in any JSON document.
  package static let jsonDepth = 64
  /// Bytes of a shard index; one of 497,000 tensors has 60 MB.
  package static let shardIndexByteCount = 256 << 20
  /// Shard indexes of one release that are looked at.
  package static let shardIndexCount = 1024
  /// Files that a shard index may name.
  package static let shardCount = 16_384
  /// Bytes of a manifest that was found beside the weights.
  package static let discoveredManifestByteCount = 64 << 20
  /// Bytes of a manifest that the user named.
  package static let namedManifestByteCount = 1 << 30
  /// Statements of a document that has one a line.
  package static let statementLineCount = 10_000
  /// Signatures of one envelope.
  package static let signatureCount = 32
  /// Timestamps of one signature, as in Sigstore's own clients.
  package static let signatureTimestampCount = 32
  /// Bytes of all manifests together that were found beside one release and are read.
  ///
  /// A checksum file takes about four times its bytes while it is held, so this bounds the memory
  /// that strangers' files can take.
  package static let discoveredByteCount: UInt64 = 128 << 20
  /// Candidate manifests that discovery looks at.
  package static let discoveredManifestCount = 64
  /// Bytes of a list of what is denied.
  package static let denyListByteCount = 64 << 20
  /// RECORDs that are read to find the one that lists a file of the release, and their bytes.
  package static let wheelRecordCount = 4096
  package static let wheelRecordByteCount: UInt64 = 128 << 20
  /// Folders above the weights that are searched for a wheel's `RECORD`.
  package static let ancestorCount = 8
  /// Notes of downloads from the Hugging Face Hub that are read, and bytes of one.
  package static let hubNoteCount = 100_000
  package static let hubNoteByteCount = 4096
  /// Entries of one release folder, files and folders together.
  package static let releaseEntryCount = 4_000_000
  /// Folders inside folders of a release.
  package static let releaseDepth = 128
  /// Bytes of a small configuration file that is looked into (`config.json`).
  package static let configurationByteCount = 1 << 20
}
