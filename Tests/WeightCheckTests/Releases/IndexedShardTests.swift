// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

/// Sets whose index alone tells that their files belong together.
@Suite("Shards by their index")
struct IndexedShardTests {
  private static let first = SafetensorsBuilder(tensors: [.init("a", "U8", [1], [1])]).bytes
  private static let second = SafetensorsBuilder(tensors: [.init("b", "U8", [1], [2])]).bytes

  let root: TemporaryFolder

  init() throws {
    root = try TemporaryFolder()
    let index = #"{"weight_map": {"a": "a.safetensors", "b": "b.safetensors"}}"#
    try root.write(Array(index.utf8), to: "r/model.safetensors.index.json")
  }

  private func verify(_ path: String) async throws -> Verification {
    var request = VerificationRequest(paths: [root.path.pushing(FilePath(path))])
    request.evidence = [.manifest(root.path.appending("sums"))]
    request.threadCount = 1
    return try await WeightCheck.verify(request)
  }

  private static func hex(_ bytes: [UInt8]) -> String { EvidenceTests.digest(bytes).hex }

  @Test("TRUST 1.2: a shard by its index needs a claim that is bound by name")
  func nameless() async throws {
    try root.write(Self.first, to: "r/a.safetensors")
    try root.write(Self.second, to: "r/b.safetensors")
    let (first, second) = (Self.hex(Self.first), Self.hex(Self.second))
    try root.write(Array("\(first)\n\(second)\n".utf8), to: "sums")
    for path in ["r", "r/model.safetensors.index.json"] {
      let verification = try await verify(path)
      #expect(verification.status == .unestablished, "\(path)")
      #expect(verification.reasons.count { $0.code == .fileNotNameBound } == 2, "\(path)")
    }
    let named = "\(first)  a.safetensors\n\(second)  b.safetensors\n"
    try root.write(Array(named.utf8), to: "sums")
    #expect(try await verify("r").status == .verified)
  }

  @Test("TRUST 8: shard swap under nameless subjects, the index written anew")
  func swapped() async throws {
    // The index tells the truth about what is there, and nobody claims it.
    try root.write(Self.second, to: "r/a.safetensors")
    try root.write(Self.first, to: "r/b.safetensors")
    let index = #"{"weight_map": {"b": "a.safetensors", "a": "b.safetensors"}}"#
    try root.write(Array(index.utf8), to: "r/model.safetensors.index.json")
    let sums = "\(Self.hex(Self.first))\n\(Self.hex(Self.second))\n"
    try root.write(Array(sums.utf8), to: "sums")
    let verification = try await verify("r")
    #expect(verification.status == .unestablished)
    #expect(verification.reasons.map(\.code) == [.fileNotNameBound, .fileNotNameBound])
  }

  @Test("TRUST 1.2: one shard by an index beside it, asked about alone")
  func oneFile() async throws {
    try root.write(Self.first, to: "r/b.safetensors")
    let sums = "\(Self.hex(Self.first))\n\(Self.hex(Self.second))\n"
    try root.write(Array(sums.utf8), to: "sums")
    let verification = try await verify("r/b.safetensors")
    #expect(verification.status == .unestablished)
    #expect(verification.reasons.map(\.code) == [.fileNotNameBound])
    try root.remove("r/model.safetensors.index.json")
    #expect(try await verify("r/b.safetensors").status == .verified)
  }

  @Test("a file that an index names alone is no shard")
  func alone() async throws {
    let index = #"{"weight_map": {"a": "a.safetensors"}}"#
    try root.write(Array(index.utf8), to: "r/model.safetensors.index.json")
    try root.write(Self.first, to: "r/a.safetensors")
    try root.write(Array("\(Self.hex(Self.first))\n".utf8), to: "sums")
    #expect(try await verify("r").status == .verified)
  }
}
