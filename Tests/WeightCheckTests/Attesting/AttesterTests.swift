// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck
internal import WeightFormats

/// TRUST section 6: what attest covers, what it refuses, and what its documents say.
struct AttesterTests {
  static let weights = SafetensorsBuilder.tiny.bytes
  static let model = "model.safetensors"
  static let shards = ("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors")
  static let other = SafetensorsBuilder([.init("other", "U8", [28], 0, 28)]).bytes

  let release: AttestedRelease

  init() throws {
    release = try AttestedRelease([Self.model: Self.weights])
  }

  private func refusals(
    _ change: (inout AttestationRequest) -> Void = { _ in }
  ) async throws -> [Finding] {
    let attestation = try await release.attest(change)
    #expect(attestation.documents.isEmpty == !attestation.refusals.isEmpty)
    #expect((attestation.status == .verified) == attestation.refusals.isEmpty)
    return attestation.refusals
  }

  /// Asserts that one finding, and only that, stands in the way, and passes where it is allowed.
  private func expectRefusal(
    _ id: Finding.ID, at path: String?, _ status: Reason.Status = .unestablished,
    canBeAllowed: Bool = true, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let found = try await refusals()
    #expect(found.map(\.id) == [id], sourceLocation: sourceLocation)
    #expect(found.map(\.path) == [path.map { UntrustedText($0) }], sourceLocation: sourceLocation)
    #expect(try await release.attest().status == status, sourceLocation: sourceLocation)
    let allowed = try await release.attest { $0.allowed = [id] }
    #expect(allowed.refusals.isEmpty == canBeAllowed, sourceLocation: sourceLocation)
    #expect(allowed.documents.isEmpty != canBeAllowed, sourceLocation: sourceLocation)
    if canBeAllowed {
      #expect(allowed.findings.contains { $0.id == id }, sourceLocation: sourceLocation)
    }
    // What is allowed is the one finding, not everything.
    let another = try await release.attest { $0.allowed = [Finding.ID(rawValue: "other")] }
    #expect(another.documents.isEmpty, sourceLocation: sourceLocation)
  }

  private func claims(
    _ change: (inout AttestationRequest) -> Void = { _ in }
  ) async throws -> [Claim] {
    let attestation = try await release.attest(change)
    let document = try #require(attestation.documents.first { $0.format == .weights })
    return try Manifest.parse(document.bytes, name: "").claims
  }

  private func paths(
    _ change: (inout AttestationRequest) -> Void = { _ in }
  ) async throws -> [String] {
    try await claims(change).map { claim in
      if case .path(let path) = claim.subject { path.text.lossyString } else { "" }
    }
  }

  // MARK: What is covered

  @Test("every regular file is covered, hidden ones too, in the order of their bytes")
  func coverage() async throws {
    for path in [".hidden", ".config/x", "b/c.txt", "b.txt", "A", "deep/.git/x", "deep/.gitignore"]
    {
      try release.write("x", to: path)
    }
    #expect(
      try await paths() == [
        ".config/x", ".hidden", "A", "b.txt", "b/c.txt", "deep/.git/x", "deep/.gitignore",
        Self.model,
      ])
  }

  @Test("top-level .git, .gitattributes, .gitignore, .github and .cache/huggingface are excluded")
  func excluded() async throws {
    for path in [
      ".git/config", ".gitattributes", ".gitignore", ".github/x.yml",
      ".cache/huggingface/download/m.metadata", ".cache/huggingface/.gitignore",
    ] { try release.write("x", to: path) }
    try release.write("x", to: ".gitmodules")
    let attestation = try await release.attest()
    #expect(try await paths() == [".gitmodules", Self.model])
    for path in [".git", ".gitattributes", ".gitignore", ".github"] as [UntrustedText] {
      #expect(attestation.excluded.contains(path))
    }
    #expect(attestation.excluded.contains { $0.lossyString.hasPrefix(".cache/huggingface") })
    #expect(attestation.excluded.contains("weights.intoto.json"))
    #expect(attestation.excluded == attestation.excluded.sorted())
  }

  @Test("what is ignored is excluded, and both are recorded in the document")
  func ignored() async throws {
    try release.write("x", to: "notes/a.txt")
    try release.write("x", to: "notes/b.txt")
    try release.write("x", to: "c.txt")
    let absolute = release.path.appending("c.txt")
    let attestation = try await release.attest { $0.ignored = ["notes", absolute] }
    #expect(
      attestation.excluded == ["c.txt", "notes/a.txt", "notes/b.txt", "weights.intoto.json"])
    let text = String(decoding: attestation.documents[0].bytes, as: UTF8.self)
    for path in ["c.txt", "notes/a.txt", "notes/b.txt", "weights.intoto.json"] {
      #expect(text.contains("\"\(path)\""))
    }
    await #expect(throws: WeightCheckError.self) {
      try await release.attest { $0.ignored = ["../elsewhere"] }
    }
  }

  @Test("TRUST 6: documents of ours are not attested, whether they are replaced or not")
  func outputs() async throws {
    let old = "\(String(repeating: "0", count: 64))  old\n"
    try release.write(old, to: "weights.intoto.json")
    try release.write(old, to: "SHA256SUMS")
    #expect(try await paths() == [Self.model])
    let both = try await release.attest {
      $0.formats = [.weights, .sha256sums]
      $0.outputs = ["weights.intoto.json", "SHA256SUMS"].map { release.path.appending($0) }
    }
    #expect(both.documents.map(\.format) == [.sha256sums, .weights])
    #expect(both.excluded == ["SHA256SUMS", "weights.intoto.json"])
    #expect(both.fileCount == 1)
    for document in both.documents {
      let claims = try Manifest.parse(document.bytes, name: "").claims
      #expect(claims.map { $0.digests[0].hex } == [AttestedRelease.sha256(Self.weights)])
    }
  }

  @Test("a single weight file is attested alone, under its name")
  func oneFile() async throws {
    try release.write("x", to: "beside.txt")
    let attestation = try await release.attest { $0.path = release.path.appending(Self.model) }
    #expect(attestation.releaseName == Self.model)
    #expect(attestation.fileCount == 1)
    let text = String(decoding: attestation.documents[0].bytes, as: UTF8.self)
    #expect(text.contains(#""scope": "file""#))
    #expect(text.contains(#""excluded": []"#))
    #expect(try Manifest.parse(attestation.documents[0].bytes, name: "").claims.count == 1)
  }

  // MARK: What is said

  @Test("files, weight files, tensors and bytes are counted")
  func counts() async throws {
    try release.write("{}", to: "config.json")
    let attestation = try await release.attest()
    #expect(attestation.fileCount == 2 && attestation.weightFileCount == 1)
    #expect(attestation.tensorCount == 2)
    #expect(attestation.byteCount == UInt64(Self.weights.count + 2))
    #expect(attestation.status == .verified && attestation.findings == [])
  }

  @Test("digests are those of the files, the segments and nothing else")
  func digests() async throws {
    let table = try #require(try await claims()[0].segments)
    for segment in 0..<table.count {
      let range = table.byteRange(of: segment)
      let bytes = Self.weights[Int(range.lowerBound)..<Int(range.upperBound)]
      #expect(
        UntrustedText(AttestedRelease.sha256(bytes))
          == UntrustedText(hexadecimal(table.digestBytes(of: segment))))
    }
    #expect(table.tensorCount == 2)
  }

  private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { String(UInt16($0) | 0x100, radix: 16).dropFirst() }.joined()
  }

  @Test("a release has the name of its folder, or the one that is given, and its version")
  func name() async throws {
    let attestation = try await release.attest()
    #expect(attestation.releaseName == "r")
    let text = String(decoding: attestation.documents[0].bytes, as: UTF8.self)
    #expect(text.contains(#""release": {"name": "r"}"#))
    let named = try await release.attest {
      $0.name = "org/model \"x\""
      $0.version = "1.2"
    }
    #expect(named.releaseName == "org/model \"x\"")
    let namedText = String(decoding: named.documents[0].bytes, as: UTF8.self)
    #expect(namedText.contains(#""release": {"name": "org/model \"x\"", "version": "1.2"}"#))
  }

  @Test("TRUST 6: outputs hold no host, user, absolute path or time")
  func noTraces() async throws {
    try release.write("x", to: "left/out.txt")
    try release.root.link("r/dangling", to: "nowhere")
    let attestation = try await release.attest {
      $0.formats = [.weights, .sha256sums]
      $0.ignored = [release.path.appending("left")]
      $0.allowed = [.attestSpecialFile]
    }
    #expect(attestation.documents.count == 2)
    for document in attestation.documents {
      let text = String(decoding: document.bytes, as: UTF8.self)
      #expect(!text.contains("/tmp") && !text.contains(release.root.path.string))
      #expect(!text.contains(release.root.path.lastComponent?.string ?? "?"))
    }
  }

  @Test("DESIGN 7.9: the same release gives the same documents, whatever the threads or the place")
  func deterministic() async throws {
    var files = [Self.shards.0: Self.weights, Self.shards.1: Self.other, "a/b": [UInt8](1...99)]
    for number in 0..<20 {
      files["c/\(number)"] = [UInt8](repeating: UInt8(number), count: 3000)
    }
    var documents: Set<[[UInt8]]> = []
    for threads in [1, 4, 4] {
      let release = try AttestedRelease(files)
      let attestation = try await release.attest {
        $0.threadCount = threads
        $0.formats = [.weights, .sha256sums]
        $0.outputs = ["weights.intoto.json", "SHA256SUMS"].map { release.path.appending($0) }
      }
      documents.insert(attestation.documents.map(\.bytes))
    }
    #expect(documents.count == 1)
  }

  @Test("shards and their index say which set they are part of")
  func sets() async throws {
    try release.remove(Self.model)
    try release.write(Self.weights, to: "unet/\(Self.shards.0)")
    try release.write(Self.other, to: "unet/\(Self.shards.1)")
    try release.write(Self.weights, to: "vae/model.safetensors")
    try release.write(
      #"{"weight_map":{"weight":"\#(Self.shards.0)","bias":"\#(Self.shards.0)","#
        + #""other":"\#(Self.shards.1)"}}"#, to: "unet/model.safetensors.index.json")
    let claims = try await claims()
    #expect(claims.map(\.set) == ["unet/model", "unet/model", "unet/model", nil])
  }

  // MARK: What is refused

  @Test("a link that leads out is refused; allowed, it is left out and recorded")
  func linkOut() async throws {
    try release.root.write([1], to: "outside")
    try release.root.link("r/link", to: "../outside")
    try await expectRefusal(.attestLinkEscapes, at: "link")
    let allowed = try await release.attest { $0.allowed = [.attestLinkEscapes] }
    #expect(allowed.excluded == ["link", "weights.intoto.json"])
    #expect(allowed.fileCount == 1)
  }

  @Test("a link to a folder outside is refused")
  func folderLinkOut() async throws {
    try release.root.makeFolder("outside")
    try release.root.link("r/link", to: "../outside")
    try await expectRefusal(.attestLinkEscapes, at: "link")
  }

  @Test("an absolute link is refused, even to a file of the release")
  func absoluteLink() async throws {
    try release.root.link("r/link", to: release.path.appending(Self.model).string)
    #expect(try await refusals().map(\.id) == [.attestLinkEscapes])
  }

  @Test("a link to a file of the release is attested as that file")
  func linkInside() async throws {
    try release.write("x", to: "target")
    try release.root.link("r/link", to: "target")
    #expect(try await paths() == ["link", Self.model, "target"])
  }

  @Test("dangling links and FIFOs are refused", arguments: [false, true])
  func special(isLink: Bool) async throws {
    if isLink {
      try release.root.link("r/odd", to: "nowhere")
    } else {
      try release.root.makeFIFO("r/odd")
    }
    try await expectRefusal(.attestSpecialFile, at: "odd")
  }

  @Test("files of secrets are refused by their names", arguments: [".env", ".netrc", "a/.env"])
  func secrets(path: String) async throws {
    try release.write("TOKEN=1\n", to: path)
    try await expectRefusal(.attestSecrets, at: path)
  }

  @Test(
    "unfinished files are refused by their names",
    arguments: ["model.bin.incomplete", "a/x.tmp", ".tmp"])
  func unfinished(path: String) async throws {
    try release.write("x", to: path)
    try await expectRefusal(.attestUnfinished, at: path)
  }

  @Test(
    "names that only resemble those are attested", arguments: ["env", ".envrc", "x.tmpl", "tmp"])
  func resembling(path: String) async throws {
    try release.write("x", to: path)
    #expect(try await refusals() == [])
  }

  @Test("a private key is refused by its content")
  func privateKey() async throws {
    try release.write("-----BEGIN PRIVATE KEY-----\n", to: "readme.md")
    try await expectRefusal(.attestPrivateKey, at: "readme.md")
  }

  @Test(
    "a private key in what is left out is refused too, since it would be shipped",
    arguments: [
      ".gitignore", ".gitattributes", ".github/a", ".github/workflows/deep/key.pem",
      ".cache/huggingface/x.pem", ".cache/huggingface/download/x.metadata", "SHA256SUMS",
      "model.sig",
    ])
  func leftOutKey(path: String) async throws {
    try release.write("# text\n-----BEGIN EC PRIVATE KEY-----\n", to: path)
    try await expectRefusal(.attestPrivateKey, at: path)
  }

  @Test("git's own database, and what it is told to leave out, may hold anything")
  func gitDatabase() async throws {
    try release.write("-----BEGIN PRIVATE KEY-----\n", to: ".git/objects/a")
    try release.write("*.pem\n", to: ".gitignore")
    try release.write("on: push\n", to: ".github/workflows/a.yml")
    #expect(try await release.attest().refusals.isEmpty)
  }

  @Test("a git-LFS pointer is refused, whatever its name")
  func pointer() async throws {
    let pointer =
      "version https://git-lfs.github.com/spec/v1\noid sha256:"
      + AttestedRelease.sha256(Self.weights) + "\nsize 104\n"
    try release.write(pointer, to: "tokenizer.bin")
    try await expectRefusal(.fileNotDownloaded, at: "tokenizer.bin")
  }

  @Test("malformed weights are refused with 3, and cannot be allowed")
  func malformed() async throws {
    try release.write(Self.weights + [0], to: "broken.safetensors")
    try await expectRefusal(
      .fileMalformed, at: "broken.safetensors", .malformed, canBeAllowed: false)
  }

  @Test("a file that is no weights under the name of some is refused", arguments: [[], [1, 2, 3]])
  func notWeights(bytes: [UInt8]) async throws {
    try release.write(bytes, to: "broken.safetensors")
    let found = try await refusals { $0.allowed = [.fileMalformed] }
    #expect(found.map(\.path) == ["broken.safetensors"])
    #expect(try await release.attest().status == .malformed)
  }

  @Test("TRUST 8: an empty model is refused")
  func noTensors() async throws {
    try release.write(SafetensorsBuilder(header: "{}").bytes, to: Self.model)
    try await expectRefusal(.attestNoTensors, at: Self.model)
  }

  @Test("what is allowed of a file hides nothing else in it")
  func allowedHidesNothing() async throws {
    try release.write("K = -----BEGIN PRIVATE KEY-----", to: ".env")
    #expect(try await refusals().map(\.id) == [.attestSecrets, .attestPrivateKey])
    let left = try await refusals { $0.allowed = [.attestSecrets] }
    #expect(left.map(\.id) == [.attestPrivateKey])
  }

  @Test("a folder without weights has nothing to attest")
  func noWeights() async throws {
    try release.remove(Self.model)
    try release.write("x", to: "readme.md")
    try await expectRefusal(.attestNoWeights, at: nil)
    try release.remove("readme.md")
    #expect(try await refusals().map(\.id) == [.attestNoWeights, .attestNothing])
  }

  @Test("a folder of which everything is ignored has nothing to attest")
  func allIgnored() async throws {
    #expect(
      try await refusals { $0.ignored = [FilePath(Self.model)] }.map(\.id)
        == [.attestNoWeights, .attestNothing])
  }

  @Test("an incomplete set is refused, by the names of its shards")
  func incompleteByNames() async throws {
    try release.remove(Self.model)
    try release.write(Self.weights, to: Self.shards.0)
    try await expectRefusal(.setIncomplete, at: Self.shards.1)
  }

  @Test("an incomplete set is refused, by its index")
  func incompleteByIndex() async throws {
    try release.write(
      #"{"weight_map":{"weight":"model.safetensors","bias":"model.safetensors","#
        + #""x":"gone.safetensors"}}"#,
      to: "model.safetensors.index.json")
    try await expectRefusal(.setIncomplete, at: "gone.safetensors")
  }

  @Test("TRUST 8: shards that overlap, and an index that its shards contradict, are refused")
  func inconsistent() async throws {
    let index = "model.safetensors.index.json"
    try release.write(
      #"{"weight_map":{"weight":"model.safetensors","bias":"model.safetensors","#
        + #""lost":"model.safetensors"}}"#,
      to: index)
    try await expectRefusal(.setTensorMissing, at: index)
    try release.write(#"{"weight_map":{"weight":"model.safetensors"}}"#, to: index)
    try await expectRefusal(.setTensorUnmapped, at: index)
    try release.write(#"{"weight_map":{"weight":"../r/model.safetensors"}}"#, to: index)
    try await expectRefusal(.setIndexMalformed, at: index)
    try release.remove(index)
    try release.remove(Self.model)
    try release.write(Self.weights, to: Self.shards.0)
    try release.write(Self.weights, to: Self.shards.1)
    try await expectRefusal(.setTensorRepeated, at: Self.shards.0)
  }

  @Test("a wrong total in an index is told and does not stand in the way")
  func oddIndex() async throws {
    try release.write(
      #"{"metadata":{"total_size":1},"weight_map":{"weight":"model.safetensors","#
        + #""bias":"model.safetensors"}}"#,
      to: "model.safetensors.index.json")
    let attestation = try await release.attest()
    #expect(attestation.refusals == [])
    #expect(attestation.findings.map(\.id) == [.setTotalSize])
  }

  @Test("TRUST 1.2: attest refuses names that collide on other systems")
  func colliding() async throws {
    try release.write("x", to: "a/Readme.md")
    try release.write("x", to: "a/README.md")
    try await expectRefusal(.releaseNamesCollide, at: "a/Readme.md")
    try release.remove("a/Readme.md")
    try release.write("x", to: "\u{E9}")
    try release.write("x", to: "e\u{301}")
    #expect(try await refusals().map(\.id) == [.releaseNamesCollide])
  }

  @Test("a name that is not UTF-8 is refused for a weight manifest, and written in checksums")
  func notUTF8() async throws {
    let name = try #require(
      unsafe [CInterop.PlatformChar](
        [0x61, -1, 0]).withUnsafeBufferPointer { buffer in
          unsafe buffer.baseAddress.map { unsafe FilePath(platformString: $0) }
        })
    try release.root.write([1], to: FilePath("r").pushing(name))
    let found = try await refusals()
    #expect(found.map(\.id) == [.attestNameNotUTF8])
    #expect(found.map(\.path) == [UntrustedText(bytes: [0x61, 0xFF])])
    #expect(try await refusals { $0.allowed = [.attestNameNotUTF8] }.count == 1)
    let sums = try await release.attest { $0.formats = [.sha256sums] }
    #expect(sums.refusals == [])
    #expect(try Manifest.parse(sums.documents[0].bytes, name: "").claims.count == 2)
    // Left out, its name is recorded as far as JSON can.
    let ignored = try await release.attest { $0.ignored = [name] }
    #expect(ignored.refusals == [])
    #expect(
      String(decoding: ignored.documents[0].bytes, as: UTF8.self).contains("excludedBase64"))
  }

  @Test("names that JSON must escape are attested and verified")
  func oddNames() async throws {
    for name in ["back\\slash", "new\nline", "\u{1}", "quote\"", "日本", "e\u{301}", "-", " "] {
      try release.write("x", to: name)
    }
    try await release.publish()
    let verification = try await release.verify { $0.unlisted = .fail }
    #expect(verification.status == .verified)
    #expect(verification.coverage.claimed == 9)
  }

  @Test("all that stands in the way is told at once")
  func several() async throws {
    try release.write("x", to: ".env")
    try release.write("x", to: "x.tmp")
    try release.root.link("r/gone", to: "nowhere")
    #expect(
      Set(try await refusals().map(\.id)) == [
        .attestSecrets, .attestUnfinished, .attestSpecialFile,
      ])
    // Broken weights decide the status.
    try release.write([1], to: "x.safetensors")
    #expect(try await release.attest().status == .malformed)
  }

  @Test("weights of very many unknown element types are attested")
  func manyTypes() async throws {
    let entries = (0..<300).map { SafetensorsBuilder.Entry("t\($0)", "X\($0)", [0], 0, 0) }
    try release.write(SafetensorsBuilder(entries).bytes, to: Self.model)
    #expect(try await refusals() == [])
  }

  @Test("a path that is not there cannot be attested")
  func absent() async throws {
    await #expect(throws: WeightCheckError.self) {
      try await release.attest { $0.path = release.path.appending("nothing") }
    }
  }

  // MARK: What is read back

  @Test("TRUST 6: what is attested is verified by the same bytes")
  func verified() async throws {
    for (path, bytes) in [
      (Self.shards.0, SafetensorsBuilder([.init("x", "U8", [3], 0, 3)]).bytes),
      (Self.shards.1, Self.other), ("a/model.gguf", TinyGGUF().bytes),
      ("b/model.gguf", TinyGGUF(isBigEndian: true).bytes), ("empty", []),
    ] { try release.write(bytes, to: path) }
    try await release.publish()
    let verification = try await release.verify {
      $0.unlisted = .fail
      $0.hashesWholeFiles = true
    }
    #expect(verification.status == .verified)
    #expect(verification.coverage.weightFilesClaimed == 5)
  }
}
