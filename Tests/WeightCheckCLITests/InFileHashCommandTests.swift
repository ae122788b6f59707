// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import TestSupport
internal import Testing

/// What `verify` says of the digests that a safetensors file gives of its own data; coreutils is
/// the oracle.
@Suite("verify and in-file hashes")
struct InFileHashCommandTests {
  private let folder: TemporaryFolder
  private static let entries = [
    SafetensorsBuilder.Entry("a", "F32", [2], 0, 8),
    SafetensorsBuilder.Entry("b", "U8", [3], 8, 11),
  ]
  private static let ofData = SampleRelease.sha256(SafetensorsBuilder.pattern(11))
  private static let other = String(repeating: "0", count: 64)

  init() throws {
    folder = try TemporaryFolder()
  }

  private func verify(
    _ metadata: [(String, String)], sums: Bool = false, _ options: String...
  ) throws -> Command {
    let bytes = SafetensorsBuilder(Self.entries, metadata: metadata).bytes
    try folder.write(bytes, to: "m.safetensors")
    if sums {
      try folder.write(
        Array("\(SampleRelease.sha256(bytes))  m.safetensors\n".utf8), to: "m.safetensors.sha256")
    }
    return try Command.start(["verify", "m.safetensors"] + options, in: folder.path).finish()
  }

  @Test(
    "DESIGN 4: a hash in the file as the only evidence is status 2",
    arguments: [("modelspec.hash_sha256", "0x"), ("sshs_model_hash", "")])
  func alone(key: String, prefix: String) throws {
    let run = try verify([(key, prefix + Self.ofData)])
    #expect(run.status == 2)
    #expect(run.output.contains("its own \(key) is that of its data, which verifies nothing"))
    #expect(!run.output.contains("safetensors.hash.mismatch"))
    #expect(
      run.lastLine.contains(
        "no evidence found for m.safetensors; the hash that it gives of itself cannot verify it"))
    let document = try verify([(key, prefix + Self.ofData)], "--json").json()
    let file = try #require((document["files"] as? [[String: Any]])?.first)
    #expect(file["verdict"] as? String == "unclaimed")
    let claim = try #require((file["claims"] as? [[String: Any]])?.first)
    #expect(claim["form"] as? String == "in-file")
    #expect(claim["covers"] as? String == "tensorData")
    #expect(claim["algorithm"] as? String == key)
    #expect(claim["verdict"] as? String == "unsupported")
    #expect(claim["expected"] as? String == Self.ofData)
    #expect(claim["actual"] as? String == Self.ofData)
    let coverage = document["coverage"] as? [String: Any]
    #expect(coverage?["claimed"] as? Int == 0)
  }

  @Test(
    "a difference is told, alone and beside evidence that verifies the file, and is no evidence")
  func different() throws {
    let alone = try verify([("modelspec.hash_sha256", "0x" + Self.other)])
    #expect(alone.status == 2)
    #expect(
      alone.output.contains(
        "its own modelspec.hash_sha256 is not the SHA-256 of the data behind its header: "
          + "\(Self.other) is claimed, \(Self.ofData) is there; nor can it be that of the whole "
          + "file, which no file can hold"))
    #expect(alone.output.contains("[safetensors.hash.mismatch]"))
    #expect(
      alone.lastLine.contains("; not even the hash that it gives of itself is that of its data"))
    let beside = try verify([("sshs_model_hash", Self.other)], sums: true)
    #expect(beside.status == 0)
    #expect(beside.output.contains("[safetensors.hash.mismatch]"))
    let good = try verify([("sshs_model_hash", Self.ofData)], sums: true)
    #expect(good.status == 0)
    #expect(!good.output.contains("its own"))
    let verbose = try verify([("sshs_model_hash", Self.ofData)], sums: true, "--verbose")
    #expect(verbose.output.contains("its own sshs_model_hash is that of its data"))
  }

  @Test("what cannot be compared is said to be so, and nothing is hashed for it")
  func notCompared() throws {
    let run = try verify([("sshs_legacy_hash", "01234567"), ("sshs_model_hash", "none")], "--json")
    #expect(run.status == 2)
    #expect(try run.json()["bytes"] as? Int == 0)
    let text = try verify([("sshs_legacy_hash", "01234567"), ("sshs_model_hash", "none")])
    #expect(text.output.contains("its own sshs_legacy_hash is too short to be compared"))
    #expect(
      text.output.contains("its own sshs_model_hash is no SHA-256, and is not compared"))
    #expect(text.lastLine.contains("no evidence found for m.safetensors; 1 file"))
  }

  @Test("--unlisted fail, --ignore and a digest that differs decide as without it")
  func decidesNothing() throws {
    let metadata = [("sshs_model_hash", Self.ofData)]
    #expect(try verify(metadata, "--unlisted", "fail").status == 1)
    #expect(try verify(metadata, "--sha256", Self.other).status == 1)
    let ignored = try verify(metadata, "--ignore", "m.safetensors")
    #expect(ignored.status == 2)
    #expect(!ignored.output.contains("its own"))
  }
}
