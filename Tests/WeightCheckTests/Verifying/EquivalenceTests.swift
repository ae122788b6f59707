// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck
internal import WeightFormats

/// Weights that were sharded, renamed or saved anew: TRUST 1.6, and what of section 8 hides in it.
struct EquivalenceTests {
  typealias Tensors = [SafetensorsBuilder.NamedTensor]

  /// Four tensors; no two have the same bytes.
  static let tensors: Tensors = [
    .init("a.weight", "F32", [2, 3], SafetensorsBuilder.pattern(24)),
    .init("a.bias", "BF16", [2], [1, 2, 3, 4]),
    .init("b.weight", "F32", [3, 2], SafetensorsBuilder.pattern(24).reversed()),
    .init("b.scale", "F32", [], [9, 8, 7, 6]),
  ]

  static func file(_ tensors: Tensors, metadata: [(String, String)]? = nil) -> [UInt8] {
    SafetensorsBuilder(tensors: tensors, metadata: metadata).bytes
  }

  /// The tensors in so many shards, and their index.
  static func shards(
    _ tensors: Tensors, _ count: Int, base: String = "model", index: Bool = true
  ) -> [String: [UInt8]] {
    func padded(_ number: Int) -> String {
      String(repeating: "0", count: 5 - "\(number)".count) + "\(number)"
    }
    var files: [String: [UInt8]] = [:]
    var map: [String] = []
    for shard in 0..<count {
      let name = "\(base)-\(padded(shard + 1))-of-\(padded(count)).safetensors"
      let part = tensors.indices.filter { $0 % count == shard }.map { tensors[$0] }
      files[name] = file(part)
      map += part.map { "\"\($0.name)\":\"\(name.split(separator: "/").last ?? "")\"" }
    }
    if index {
      files["\(base).safetensors.index.json"] = Array(
        #"{"metadata":{},"weight_map":{\#(map.joined(separator: ","))}}"#.utf8)
    }
    return files
  }

  /// Attests `published`, puts `present` in its place, and verifies it.
  func verify(
    _ published: [String: [UInt8]], now present: [String: [UInt8]],
    _ change: (inout VerificationRequest) -> Void = { _ in }
  ) async throws -> Verification {
    let release = try AttestedRelease(published)
    try await release.publish()
    for path in published.keys where present[path] == nil { try release.remove(path) }
    for (path, bytes) in present { try release.write(bytes, to: path) }
    return try await release.verify(change)
  }

  /// Asserts that `present` is never taken for `published`.
  private func refused(
    _ published: [String: [UInt8]], now present: [String: [UInt8]], _ status: Reason.Status,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    for accepts in [false, true] {
      let verification = try await verify(published, now: present) {
        $0.acceptsEquivalent = accepts
        $0.missing = .report
      }
      #expect(verification.status == status, sourceLocation: sourceLocation)
      #expect(
        !verification.files.contains {
          $0.verdict == .equivalent || $0.isWeights && $0.verdict == .verified
        },
        sourceLocation: sourceLocation)
    }
  }

  /// Asserts that `present` is equivalent to `published`: 2, and 0 only where that is accepted.
  private func equivalent(
    _ published: [String: [UInt8]], now present: [String: [UInt8]],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let verification = try await verify(published, now: present)
    #expect(verification.status == .unestablished, sourceLocation: sourceLocation)
    #expect(verification.verdict == .unestablished, sourceLocation: sourceLocation)
    #expect(
      Set(verification.reasons.map(\.code)) == [.fileEquivalent], sourceLocation: sourceLocation)
    let weights = verification.files.filter(\.isWeights)
    #expect(
      weights.count == weights.count { $0.verdict == .equivalent }, sourceLocation: sourceLocation)
    #expect(
      verification.findings.contains { $0.id == .tensorsEquivalent }, sourceLocation: sourceLocation
    )
    let accepted = try await verify(published, now: present) { $0.acceptsEquivalent = true }
    #expect(accepted.status == .verified, sourceLocation: sourceLocation)
    #expect(accepted.reasons == [], sourceLocation: sourceLocation)
    #expect(accepted.assurance == .local, sourceLocation: sourceLocation)
    // Even then the files themselves are not called verified.
    #expect(!accepted.files.contains { $0.isWeights && $0.verdict == .verified })
  }

  static let one = ["model.safetensors": file(tensors)]

  /// Two components whose tensors have the same names and shapes.
  private static func encoders(
    _ name: String, _ first: Tensors, _ second: Tensors
  ) -> [String: [UInt8]] {
    [
      "text_encoder/\(name).safetensors": file(first),
      "text_encoder_2/\(name).safetensors": file(second),
    ]
  }

  // MARK: Equivalent

  @Test("TRUST 1.6: one file saved as shards is equivalent, and not verified", arguments: 1...4)
  func sharded(count: Int) async throws {
    try await equivalent(Self.one, now: Self.shards(Self.tensors, count))
    try await equivalent(Self.one, now: Self.shards(Self.tensors, count, index: false))
  }

  @Test("TRUST 1.6: shards saved as one file are equivalent; their index is missing then")
  func merged() async throws {
    try await equivalent(Self.shards(Self.tensors, 4), now: Self.one)
    try await equivalent(Self.shards(Self.tensors, 3, index: false), now: Self.one)
  }

  @Test("TRUST 1.6: shards saved as other shards under other names are equivalent")
  func resharded() async throws {
    try await equivalent(
      Self.shards(Self.tensors, 4), now: Self.shards(Self.tensors, 2, base: "weights"))
    try await equivalent(
      Self.shards(Self.tensors, 4, index: false), now: Self.shards(Self.tensors, 2, index: false))
  }

  @Test("TRUST 1.6: an index under the published path that is not the published one is a mismatch")
  func changedIndex() async throws {
    let verification = try await verify(
      Self.shards(Self.tensors, 4), now: Self.shards(Self.tensors, 2)
    ) { $0.acceptsEquivalent = true }
    #expect(verification.status == .mismatch)
    #expect(
      verification.reasons.contains(Reason(.fileMismatch, path: "model.safetensors.index.json")))
  }

  @Test("TRUST 1.2: the published bytes under another name are verified by their digest")
  func renamedOnly() async throws {
    let verification = try await verify(
      Self.one, now: ["pytorch_model.safetensors": Self.file(Self.tensors)])
    #expect(verification.status == .verified)
    #expect(verification.files.flatMap(\.claims).map(\.isNameBound) == [false])
  }

  @Test("TRUST 1.6: another order and other metadata under another name are equivalent")
  func savedAnew() async throws {
    let name = "pytorch_model.safetensors"
    try await equivalent(Self.one, now: [name: Self.file(Self.tensors.reversed())])
    try await equivalent(
      Self.one, now: [name: Self.file(Self.tensors, metadata: [("format", "np")])])
  }

  @Test("TRUST 1.6: each component that was saved anew is equivalent to its own")
  func components() async throws {
    var other = Self.tensors
    other[0].data[0] ^= 1
    try await equivalent(
      Self.encoders("model", Self.tensors, other),
      now: Self.encoders("a", Self.tensors.reversed(), other.reversed()))
  }

  @Test("TRUST 1.6: a single file that was saved anew is equivalent by a manifest that is named")
  func oneFile() async throws {
    let release = try AttestedRelease(Self.one)
    let text = try await release.publish()
    try release.remove("weights.intoto.json")
    try release.remove("model.safetensors")
    try release.root.write(Array(text.utf8), to: "named")
    try release.write(Self.file(Self.tensors.reversed()), to: "new.safetensors")
    let verification = try await release.verify(manifests: ["named"]) {
      $0.paths = [release.path.appending("new.safetensors")]
      $0.acceptsEquivalent = true
    }
    #expect(verification.status == .verified)
    #expect(verification.assurance == .manifest)
    #expect(verification.files.map(\.verdict) == [.equivalent])
  }

  @Test("what is equal is said, and what was not compared")
  func finding() async throws {
    let release = try AttestedRelease(Self.one)
    try await release.publish()
    try release.remove("model.safetensors")
    try release.write(Self.file(Self.tensors.reversed()), to: "new.safetensors")
    let verification = try await release.verify()
    let finding = try #require(verification.findings.first { $0.id == .tensorsEquivalent })
    #expect(finding.severity == .note)
    #expect(finding.path == "new.safetensors")
    #expect(
      finding.message
        == "all tensors (4) are equal to those of 'model.safetensors' in "
        + "\(release.path)/weights.intoto.json; not compared: the files' metadata, the order of "
        + "the tensors, and how they are split into files")
  }

  // MARK: Assurance

  @Test("TRUST 2.3: equal tensors are worth what their manifest is worth, and no more")
  func assurance() async throws {
    let new = ["new.safetensors": Self.file(Self.tensors.reversed())]
    let low = try await verify(Self.one, now: new) {
      $0.acceptsEquivalent = true
      $0.require = .manifest
    }
    #expect(low.status == .unestablished)
    #expect(low.reasons.map(\.code) == [.assuranceTooLow])
    let signed = try await verify(Self.one, now: new) {
      $0.acceptsEquivalent = true
      $0.require = .signed
    }
    #expect(signed.status == .unestablished)
    let unaccepted = try await verify(Self.one, now: new)
    #expect(unaccepted.assurance == .none)
  }

  @Test("TRUST 2.6: what was saved anew is unlisted, unless its equal tensors are accepted")
  func unlisted() async throws {
    let new = ["new.safetensors": Self.file(Self.tensors.reversed())]
    let verification = try await verify(Self.one, now: new) { $0.unlisted = .fail }
    #expect(verification.status == .mismatch)
    #expect(verification.reasons.contains(Reason(.fileUnlisted, path: "new.safetensors")))
    let accepted = try await verify(Self.one, now: new) {
      $0.acceptsEquivalent = true
      $0.unlisted = .fail
    }
    #expect(accepted.status == .verified)
  }

  @Test("TRUST 2.6: the published index may be missing only where its set is equivalent")
  func missingIndex() async throws {
    let shards = Self.shards(Self.tensors, 2)
    var changed = Self.tensors
    changed[3].data[0] ^= 1
    let different = try await verify(shards, now: ["new.safetensors": Self.file(changed)]) {
      $0.acceptsEquivalent = true
    }
    #expect(
      different.reasons.contains(Reason(.fileMissing, path: "model.safetensors.index.json")))
    // The shards are there, and the index is not.
    let index = "model.safetensors.index.json"
    let verification = try await verify(shards, now: shards.filter { $0.key != index }) {
      $0.acceptsEquivalent = true
    }
    #expect(verification.status == .unestablished)
    #expect(verification.reasons.map(\.code) == [.fileMissing])
  }

  @Test("TRUST 2.2: other missing files are not excused by equal tensors")
  func otherMissing() async throws {
    let release = try AttestedRelease([
      "model.safetensors": Self.file(Self.tensors), "config.json": [1],
    ])
    try await release.publish()
    try release.remove("model.safetensors")
    try release.remove("config.json")
    try release.write(Self.file(Self.tensors.reversed()), to: "new.safetensors")
    let verification = try await release.verify { $0.acceptsEquivalent = true }
    #expect(verification.status == .unestablished)
    #expect(verification.reasons == [Reason(.fileMissing, path: "config.json")])
  }

  // MARK: Not equivalent

  enum Change: CaseIterable {
    case value, extra, lacking, renamed, normalised, type, shape, rank, swappedValues
  }

  static func changed(_ change: Change) -> Tensors {
    var tensors = Self.tensors
    switch change {
    case .value: tensors[2].data[23] ^= 0x80
    case .extra: tensors.append(.init("c", "U8", [1], [0]))
    case .lacking: tensors.removeLast()
    case .renamed: tensors[0].name = "a.weighs"
    case .normalised: tensors[0].name = "a.weight\u{301}"
    case .type: tensors[0].dtype = "I32"
    case .shape: tensors[0].shape = [3, 2]
    case .rank: tensors[3].shape = [1]
    case .swappedValues:
      let data = tensors[0].data
      tensors[0].data = tensors[2].data
      tensors[2].data = data
    }
    return tensors
  }

  @Test(
    "TRUST 1.6: same name, dtype, shape and data, none extra: else not equivalent",
    arguments: Change.allCases)
  func different(change: Change) async throws {
    let tensors = Self.changed(change)
    try await refused(Self.one, now: ["new.safetensors": Self.file(tensors)], .unestablished)
    try await refused(Self.one, now: Self.shards(tensors, 2), .unestablished)
    try await refused(
      Self.shards(Self.tensors, 2), now: ["new.safetensors": Self.file(tensors)], .unestablished)
    // Under the published name it is a mismatch.
    try await refused(Self.one, now: ["model.safetensors": Self.file(tensors)], .mismatch)
  }

  @Test("names that are equal after normalisation only are two names")
  func normalisation() async throws {
    var tensors = Self.tensors
    tensors[0].name = "\u{E9}"
    let published = ["model.safetensors": Self.file(tensors)]
    try await equivalent(published, now: ["new.safetensors": Self.file(tensors.reversed())])
    tensors[0].name = "e\u{301}"
    try await refused(published, now: ["new.safetensors": Self.file(tensors)], .unestablished)
  }

  @Test("TRUST 1.6: changed metadata under the published path is a mismatch")
  func metadata() async throws {
    let changed = Self.file(Self.tensors, metadata: [("format", "np")])
    let verification = try await verify(Self.one, now: ["model.safetensors": changed]) {
      $0.acceptsEquivalent = true
    }
    #expect(verification.status == .mismatch)
    #expect(verification.failed("model.safetensors") == ["header"])
    // The text adds what is equal.
    #expect(
      verification.findings.contains {
        $0.id == .manifestSegmentsDisagree
          && $0.message.hasSuffix("4 of 4 claimed tensors are there with equal values")
      })
  }

  @Test("TRUST 1.6: another byte order is not equivalent, though every byte of data is the same")
  func byteOrder() async throws {
    // Each value reads the same in both orders, so that only the header is another.
    let values: [UInt32] = [0, 0x0101_0101, 0xABCD_CDAB]
    let little = TinyGGUF(tensors: [("a", values)])
    let big = TinyGGUF(isBigEndian: true, tensors: [("a", values)])
    try await equivalent(["model.gguf": little.bytes], now: ["new.gguf": little.bytes + [0]])
    try await refused(["model.gguf": little.bytes], now: ["new.gguf": big.bytes], .unestablished)
    try await refused(["model.gguf": big.bytes], now: ["new.gguf": little.bytes], .unestablished)
  }

  @Test("TRUST 1.6: GGUF tensors of another type or shape are not equivalent")
  func ggufTypes() async throws {
    let good = TinyGGUF()
    for twin in [
      TinyGGUF(hasTwoDimensions: true), TinyGGUF(type: 26),
      TinyGGUF(tensors: [("a", [1, 2, 3]), ("b", [0x3F80_0000, 0x4000_0001])]),
    ] {
      try await refused(["model.gguf": good.bytes], now: ["new.gguf": twin.bytes], .unestablished)
    }
  }

  @Test("TRUST 8: components of the same names and shapes that were swapped are not equivalent")
  func swappedComponents() async throws {
    var other = Self.tensors
    other[0].data[0] ^= 1
    let published = Self.encoders("model", Self.tensors, other)
    try await refused(
      published,
      now: Self.encoders("a", other, Self.tensors), .unestablished)
    try await refused(
      published,
      now: Self.encoders("model", other, Self.tensors), .mismatch)
  }

  @Test("TRUST 8: components that were swapped and saved anew are not equivalent")
  func swappedAnew() async throws {
    var other = Self.tensors
    other[0].data[0] ^= 1
    try await refused(
      Self.encoders("model", Self.tensors, other),
      now: Self.encoders("a", other.reversed(), Self.tensors.reversed()), .unestablished)
  }

  @Test("TRUST 8: one component cannot stand for two")
  func oneForTwo() async throws {
    let published = Self.encoders("model", Self.tensors, Self.tensors)
    try await refused2(
      published, now: ["text_encoder/a.safetensors": Self.file(Self.tensors.reversed())])
  }

  /// Asserts that the release is never verified; some of its files may be equivalent.
  private func refused2(
    _ published: [String: [UInt8]], now present: [String: [UInt8]],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    for accepts in [false, true] {
      let verification = try await verify(published, now: present) {
        $0.acceptsEquivalent = accepts
        $0.missing = .report
      }
      #expect(verification.status == .unestablished, sourceLocation: sourceLocation)
    }
  }

  @Test("TRUST 1.6: none twice: a tensor that two new shards have is not equivalent")
  func twice() async throws {
    var shards = Self.shards(Self.tensors, 2, index: false)
    shards["model-00002-of-00002.safetensors"] = Self.file(Self.tensors)
    try await refused(Self.one, now: shards, .unestablished)
  }

  @Test("a new set of which a shard is missing is not equivalent")
  func incomplete() async throws {
    var shards = Self.shards(Self.tensors, 4)
    shards["model-00003-of-00004.safetensors"] = nil
    try await refused(Self.one, now: shards, .unestablished)
  }

  @Test("a second set of the same tensors leaves open which one is meant")
  func twoSets() async throws {
    try await refused2(
      Self.one,
      now: [
        "a.safetensors": Self.file(Self.tensors.reversed()),
        "b.safetensors": Self.file(Self.tensors),
      ])
  }

  @Test("a weight file beside the equivalent set is not excused")
  func another() async throws {
    try await refused2(
      Self.one,
      now: [
        "a.safetensors": Self.file(Self.tensors.reversed()),
        "b.safetensors": Self.file([Self.tensors[0]]),
      ])
  }

  @Test("TRUST 1.6: some shards in place and others saved anew are no equal set")
  func partlyThere() async throws {
    let published = Self.shards(Self.tensors, 2, index: false)
    let kept = "model-00001-of-00002.safetensors"
    let rest = [Self.tensors[1], Self.tensors[3]]
    try await refused2(
      published, now: [kept: published[kept] ?? [], "rest.safetensors": Self.file(rest.reversed())])
  }

  @Test("TRUST 2.1: a named manifest that says otherwise of the published file is not excused")
  func disagreeingManifest() async throws {
    // Two manifests claim model.safetensors with different tensors; the file is saved anew.
    var other = Self.tensors
    other[0].data[0] ^= 1
    let release = try AttestedRelease(Self.one)
    try release.root.write(Array(try await release.publish().utf8), to: "good")
    try release.write(Self.file(other), to: "model.safetensors")
    try release.root.write(Array(try await release.publish().utf8), to: "other")
    try release.remove("weights.intoto.json")
    // Under its own name this is a mismatch with one of the two.
    let inPlace = try await release.verify(manifests: ["good", "other"])
    #expect(inPlace.status == .mismatch)
    try release.remove("model.safetensors")
    try release.write(Self.file(Self.tensors.reversed()), to: "new.safetensors")
    for manifests in [["good", "other"], ["other", "good"]] {
      let verification = try await release.verify(manifests: manifests) {
        $0.acceptsEquivalent = true
      }
      #expect(verification.status != .verified)
    }
    #expect(
      try await release.verify(manifests: ["good"]) { $0.acceptsEquivalent = true }.status
        == .verified)
  }

  @Test("TRUST 2.1: a checksum file with another digest of the published file is not excused")
  func disagreeingChecksums() async throws {
    let release = try AttestedRelease(Self.one)
    try await release.publish()
    try release.remove("model.safetensors")
    try release.write(Self.file(Self.tensors.reversed()), to: "new.safetensors")
    let hex = AttestedRelease.sha256(Self.one["model.safetensors"] ?? [])
    try release.write("\(hex)  model.safetensors\n", to: "SHA256SUMS")
    #expect(try await release.verify { $0.acceptsEquivalent = true }.status == .verified)
    try release.write("\(WeightManifestBuilder.hex("0"))  model.safetensors\n", to: "SHA256SUMS")
    #expect(try await release.verify { $0.acceptsEquivalent = true }.status != .verified)
  }

  @Test("what differs is said")
  func differenceFinding() async throws {
    for (change, message) in [
      (.value, "tensor 'b.weight' has other values"),
      (.extra, "tensor 'c' is not claimed with that type and shape, or twice there"),
      (.lacking, "tensor 'b.scale' is not there"),
    ] as [(Change, String)] {
      let verification = try await verify(
        Self.one, now: ["new.safetensors": Self.file(Self.changed(change))])
      let finding = try #require(verification.findings.first { $0.id == .tensorsDiffer })
      #expect(finding.severity == .warning)
      #expect(finding.message.hasSuffix("/weights.intoto.json: \(message)"))
    }
  }
}
