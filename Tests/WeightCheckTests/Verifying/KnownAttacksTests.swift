// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Digests
internal import Provenance
internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

/// The attacks of TRUST section 8 that need no signature, on whole releases; those on one document
/// or one format are tested beside it.
@Suite("Known attacks on releases")
struct KnownAttacksTests {
  private static let weights = SafetensorsBuilder.tiny.bytes
  private static let other = SafetensorsBuilder(tensors: [.init("b", "U8", [1], [2])]).bytes
  private static var hex: String { EvidenceTests.digest(weights).hex }

  let root: TemporaryFolder

  init() throws {
    root = try TemporaryFolder()
    try root.write(Self.weights, to: "r/model.safetensors")
  }

  private func verify(
    _ manifests: [String] = [], _ change: (inout VerificationRequest) -> Void = { _ in }
  ) async throws -> Verification {
    var request = VerificationRequest(paths: [root.path.appending("r")])
    request.evidence = manifests.map { .manifest(root.path.appending($0)) }
    request.threadCount = 1
    change(&request)
    return try await WeightCheck.verify(request)
  }

  private func write(_ text: String, to path: String) throws {
    try root.write(Array(text.utf8), to: FilePath(path))
  }

  /// Writes `model.sig` as OpenSSF Model Signing v1.0 does, with a signature of nothing.
  private func sign(_ files: [(name: String, bytes: [UInt8])], ignoring ignored: [String] = [])
    throws
  {
    let digests = files.map { EvidenceTests.digest($0.bytes) }
    let listed = zip(files, digests).map { file, digest in
      #"{"name": "\#(file.name)", "algorithm": "sha256", "digest": "\#(digest.hex)"}"#
    }
    let statement = """
      {"_type": "https://in-toto.io/Statement/v1", "subject": [{"name": "r", \
      "digest": {"sha256": "\(EvidenceTests.digest(digests.flatMap(\.bytes)).hex)"}}], \
      "predicateType": "https://model_signing/signature/v1.0", "predicate": {\
      "serialization": {"method": "files", \
      "ignore_paths": [\(ignored.map { "\"\($0)\"" }.joined(separator: ", "))]}, \
      "resources": [\(listed.joined(separator: ", "))]}}
      """
    try write(
      """
      {"payload": "\(Base64.encode(Array(statement.utf8)))", \
      "payloadType": "application/vnd.in-toto+json", "signatures": [{"sig": "MEUCIQ=="}]}
      """, to: "r/model.sig")
  }

  @Test("TRUST 8: replayed signature on another model: what it signs is not what is there")
  func replayed() async throws {
    try sign([("model.safetensors", Self.weights)])
    #expect(try await verify().status == .verified)
    try root.write(Self.other, to: "r/model.safetensors")
    #expect(try await verify().status == .mismatch)
    // Under another name its digest fits nothing, and what it names is missing.
    try sign([("other.safetensors", Self.weights)])
    let verification = try await verify()
    #expect(verification.status == .mismatch)
    #expect(
      verification.reasons == [
        Reason(.fileUnclaimed, path: "model.safetensors"),
        Reason(.fileMissingSigned, path: "other.safetensors"),
      ])
  }

  @Test("TRUST 8: signature removed: what is left is worth no more than before")
  func removed() async throws {
    try sign([("model.safetensors", Self.weights)])
    let signed = try await verify()
    try root.remove("r/model.sig")
    let bare = try await verify()
    #expect(signed.status == .verified && signed.assurance == .local)
    #expect(bare.status == .unestablished && bare.assurance == Assurance.none)
  }

  @Test("TRUST 8: `..`, `./`, duplicate and colliding names hide no file and open none outside")
  func names() async throws {
    try root.write(Self.weights, to: "outside.safetensors")
    for name in ["../outside.safetensors", "a/../../outside.safetensors", "/etc/hostname"] {
      try write("\(Self.hex)  \(name)\n", to: "r/SHA256SUMS")
      let verification = try await verify()
      #expect(verification.status == .unestablished, "\(name)")
      #expect(verification.findings.map(\.id) == [.manifestPathEscapes], "\(name)")
    }
    // One path in two spellings, of which each has a digest of its own.
    let zeros = String(repeating: "0", count: 64)
    try write(
      "\(Self.hex)  model.safetensors\n\(zeros)  ./model.safetensors\n", to: "r/SHA256SUMS")
    #expect(try await verify().status == .unestablished)
    // A name that only some systems take for the same one claims nothing of this file.
    try write("\(Self.hex)  Model.safetensors\n", to: "r/SHA256SUMS")
    try root.write(Self.other, to: "r/Model.safetensors")
    let verification = try await verify()
    #expect(verification.reasons.contains(Reason(.fileMismatch, path: "Model.safetensors")))
    #expect(verification.findings.contains { $0.id == .releaseNamesCollide })
  }

  @Test("TRUST 8: shard swap under nameless subjects")
  func shardSwap() async throws {
    try root.remove("r/model.safetensors")
    let files = [
      ("model-00001-of-00002.safetensors", Self.other),
      ("model-00002-of-00002.safetensors", Self.weights),
    ]
    for (name, bytes) in files { try root.write(bytes, to: FilePath("r/\(name)")) }
    let digests = [Self.weights, Self.other].map { EvidenceTests.digest($0).hex }
    try write(digests.joined(separator: "\n") + "\n", to: "sums")
    let verification = try await verify(["sums"])
    #expect(verification.reasons.map(\.code) == [.fileNotNameBound, .fileNotNameBound])
    let named = zip(files, digests).map { "\($1)  \($0.0)\n" }.joined()
    try write(named, to: "sums")
    #expect(try await verify(["sums"]).status == .mismatch)
  }

  @Test(
    "TRUST 8: algorithm downgrade: a weak digest in place of a strong one verifies nothing",
    arguments: ["MD5", "SHA1", "CRC32"])
  func downgrade(algorithm: String) async throws {
    let count = ["MD5": 32, "SHA1": 40, "CRC32": 8][algorithm] ?? 0
    let zeros = String(repeating: "0", count: count)
    try write("\(algorithm) (model.safetensors) = \(zeros)\n", to: "sums")
    let verification = try await verify(["sums"])
    #expect(verification.status != .verified)
    #expect(verification.assurance == Assurance.none)
    // Nor does it weaken the strong one beside it.
    let strong = "SHA256 (model.safetensors) = \(String(repeating: "0", count: 64))\n"
    try write("\(algorithm) (model.safetensors) = \(zeros)\n" + strong, to: "sums")
    #expect(try await verify(["sums"]).status != .verified)
  }

  @Test("TRUST 8: signed ignore of the weights")
  func signedIgnore() async throws {
    try root.write([1], to: "r/card.txt")
    try write("\(Self.hex)  model.safetensors\n", to: "r/SHA256SUMS")
    try sign([("card.txt", [1])], ignoring: ["model.safetensors"])
    let verification = try await verify()
    #expect(verification.status == .unestablished)
    #expect(verification.reasons.map(\.code) == [.fileExempted])
    #expect(verification.findings.map(\.id) == [.evidenceExempted])
  }

  @Test("TRUST 8: header changed between parse and hash")
  func headerChanged() async throws {
    let release = try Release(root.path.appending("r"))
    let opened = try release.open(release.files[0])
    var job = ExaminationJob(file: release.files[0], release: release)
    job.algorithms = [.sha256]
    job.expectation = .identity(opened.identity)
    var changed = Self.weights
    changed[20] ^= 1
    try root.write(changed, to: "r/model.safetensors")
    try root.setTimes(of: "r/model.safetensors", to: 1)
    let examiner = FileExaminer(
      threadCount: 1, progress: WorkProgress(), cancellation: Cancellation(), keepsTables: false)
    var failures: [FileAccessError?] = []
    await examiner.examine([job]) { failures.append($1.failure) }
    #expect(failures == [.changedWhileRead])
  }

  @Test(
    "TRUST 8: evidence-named file that is a pickle is code, and no evidence",
    arguments: [
      "SHA256SUMS", "model.sig", "weights.intoto.json", "model.safetensors.sha256",
      "model.sigstore.json",
    ])
  func pickle(name: String) async throws {
    try root.write([0x80, 4, 0x95, 0x63, 0x6F, 0x73, 0x0A], to: FilePath("r/\(name)"))
    try write("\(Self.hex)  model.safetensors\n", to: "r/sha256sum.txt")
    let verification = try await verify()
    #expect(verification.status == .verified)
    #expect(verification.unlistedCode == [UntrustedText(name)])
    #expect(verification.unclaimed == [UntrustedText(name)])
  }

  @Test("TRUST 8: stray malformed manifest: found, it is a finding and no more; named, it is 3")
  func strayManifest() async throws {
    try write("\(Self.hex)  model.safetensors\n", to: "r/sha256sum.txt")
    for (name, text) in [
      ("SHA256SUMS", "what\n"), ("weights.intoto.json", "{\"a\":"),
      ("model.safetensors.sha256", "\(Self.hex.dropLast())\n"),
    ] {
      try write(text, to: "r/\(name)")
      let verification = try await verify()
      #expect(verification.status == .verified, "\(name)")
      #expect(verification.findings.map(\.id) == [.manifestMalformed], "\(name)")
      #expect(verification.findings.map(\.severity) == [.warning])
      try root.remove(FilePath("r/\(name)"))
      try write(text, to: name)
      #expect(try await verify([name]).status == .malformed, "\(name)")
    }
  }

  @Test("TRUST 8: 10,000 candidate manifests: 64 are read, and the rest prevents an answer")
  func manyCandidates() async throws {
    let line = Array("\(Self.hex)  model.safetensors\n".utf8)
    for index in 10_000..<20_000 { try root.write(line, to: FilePath("r/SHA256SUMS.\(index)")) }
    let verification = try await verify()
    #expect(verification.status == .unestablished)
    #expect(verification.reasons.map(\.code) == [.evidenceNotSearched])
    #expect(verification.manifests.count == 65)
    #expect(verification.manifests.last?.refusal == "9936 more manifests were not looked at")
  }

  @Test("TRUST 8: private key inside PATH: attest refuses it")
  func privateKey() async throws {
    let release = try AttestedRelease([
      "model.safetensors": Self.weights,
      "notes.md": Array("-----BEGIN PRIVATE KEY-----\nMC4CAQAw\n".utf8),
    ])
    let attestation = try await release.attest()
    #expect(attestation.documents.isEmpty)
    #expect(attestation.refusals.map(\.id) == [.attestPrivateKey])
  }

  // MARK: Rules that have no other place

  @Test("TRUST 1.1: an index claims what must be there, and verifies nothing")
  func index() async throws {
    try write(
      #"{"weight_map": {"weight": "model.safetensors", "bias": "model.safetensors"}}"#,
      to: "r/model.safetensors.index.json")
    let verification = try await verify()
    #expect(verification.status == .unestablished)
    #expect(verification.reasons == [Reason(.fileUnclaimed, path: "model.safetensors")])
  }

  @Test("TRUST 3: with a named manifest nothing is discovered")
  func noDiscovery() async throws {
    try write("\(String(repeating: "0", count: 64))  model.safetensors\n", to: "r/SHA256SUMS")
    try sign([("model.safetensors", Self.other)])
    try write("\(Self.hex)  model.safetensors\n", to: "named")
    let verification = try await verify(["named"])
    #expect(verification.status == .verified)
    #expect(verification.manifests.map(\.isNamed) == [true])
    #expect(try await verify().status == .mismatch)
  }

  @Test("TRUST 3: content decides what a candidate is, not its name")
  func contentDecides() async throws {
    let tree = HubListingEvidenceTests.tree()
    try root.write(HubLayout.config, to: "r/config.json")
    try write(tree, to: "r/SHA256SUMS")
    let verification = try await verify()
    #expect(verification.status == .verified)
    #expect(verification.manifests.map(\.form) == [.hubListing])
  }

  @Test("TRUST 3: a RECORD is looked for in eight folders above, and not in a ninth")
  func ancestors() async throws {
    let path = "1/2/3/4/5/6/7/8"
    try root.write(Self.weights, to: FilePath("\(path)/model.safetensors"))
    let hash = EvidenceTests.base64(EvidenceTests.digest(Self.weights).bytes)
    var request = VerificationRequest(paths: [root.path.pushing(FilePath(path))])
    request.threadCount = 1
    try write("\(path)/model.safetensors,sha256=\(hash),\n", to: "p-1.dist-info/RECORD")
    #expect(try await WeightCheck.verify(request).status == .verified)
    let deeper = "\(path)/9"
    try root.write(Self.weights, to: FilePath("\(deeper)/model.safetensors"))
    request = VerificationRequest(paths: [root.path.pushing(FilePath(deeper))])
    try write("\(deeper)/model.safetensors,sha256=\(hash),\n", to: "p-1.dist-info/RECORD")
    #expect(try await WeightCheck.verify(request).status == .unestablished)
  }
}
