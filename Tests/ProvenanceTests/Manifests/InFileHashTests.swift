// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightFormats

/// Digests that safetensors files give of themselves, under the keys of Stability-AI/ModelSpec and
/// of kohya-ss/sd-scripts.
@Suite("In-file hashes")
struct InFileHashTests {
  private static let hex = String(repeating: "aB", count: 32)

  private static func hashes(_ metadata: [(String, String)]) throws -> [InFileHash] {
    let file = SafetensorsBuilder([.init("t", "F32", [1], 0, 4)], metadata: metadata)
    return InFileHash.all(in: try Self.parse(file.bytes))
  }

  private static func parse(_ bytes: [UInt8]) throws -> WeightFile {
    let bytes = bytes.span
    return try unsafe WeightFile.parse(bytes.bytes, name: UntrustedText("m")).file
  }

  @Test("with 0x and without, in digits of either case", arguments: ["0x", "0X", ""])
  func read(prefix: String) throws {
    let digest = try #require(Digest(.sha256, hex: Self.hex.utf8))
    let found = try Self.hashes([
      ("sshs_model_hash", prefix + Self.hex), ("format", "pt"),
      ("modelspec.hash_sha256", prefix + Self.hex), ("sshs_legacy_hash", "01234567"),
    ])
    #expect(found.map(\.key) == [.modelSpec, .kohya, .kohyaLegacy])
    #expect(found.map(\.expected) == [digest, digest, nil])
  }

  @Test(
    "what is no SHA-256 is not compared",
    arguments: ["", "0x", "01234567", hex + "0", "0x0x" + hex, "sha256:" + hex, " " + hex])
  func unread(value: String) throws {
    let found = try Self.hashes([("modelspec.hash_sha256", value)])
    #expect(found.map(\.expected) == [nil])
  }

  @Test("other keys, and GGUF, have none")
  func none() throws {
    #expect(try Self.hashes([("modelspec.hash_md5", Self.hex)]).isEmpty)
    var gguf = GGUFBuilder.tiny
    gguf.entries.append(.init("modelspec.hash_sha256", .text(Self.hex)))
    #expect(InFileHash.all(in: try Self.parse(gguf.bytes)).isEmpty)
  }
}
