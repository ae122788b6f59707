// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

@Suite("What huggingface_hub notes of downloads")
struct HubDownloadTests {
  let root: TemporaryFolder
  let hub: HubLayout

  init() throws {
    root = try TemporaryFolder()
    hub = HubLayout(root: root)
    try hub.addDownload("unet/model.safetensors", HubLayout.weights, isLFS: true)
    try hub.addDownload("config.json", HubLayout.config, isLFS: false)
  }

  func write(note: String, of path: String) throws {
    try root.write(
      Array(note.utf8), to: FilePath("local/.cache/huggingface/download/\(path).metadata"))
  }

  @Test("TRUST 3: the folder, a folder in it and one file verify by the notes")
  func good() async throws {
    for path in ["local", "local/unet", "local/unet/model.safetensors", "local/config.json"] {
      let verification = try await hub.verify(path) { $0.unlisted = .fail }
      #expect(verification.status == .verified, "\(path)")
      #expect(verification.assurance == .local)
      #expect(verification.manifests.map(\.form) == [.hubDownload])
      #expect(verification.files.allSatisfy { $0.verdict == .verified })
    }
    #expect(try await hub.verify("local").files.map(\.isWeak) == [true, false])
  }

  @Test("TRUST 3: what is not finished, and the Hub's listing, are no content")
  func notContent() async throws {
    let cache = "local/.cache/huggingface"
    let listing = Array(#"{"format_version": 1, "files": {}}"#.utf8)
    try root.write(listing, to: FilePath("\(cache)/trees/\(HubLayout.commit).json"))
    let part = Array(HubLayout.weights.dropLast(20))
    let name = "download/vae/x1Y2=.0123abcd.incomplete"
    try root.write(part, to: FilePath("\(cache)/\(name)"))
    let verification = try await hub.verify("local") { $0.unlisted = .fail }
    #expect(verification.status == .verified && verification.unclaimed.isEmpty)
    #expect(verification.findings.map(\.id) == [.releaseUnfinishedDownload])
    #expect(
      verification.findings.first?.path?.lossyString == ".cache/huggingface/\(name)")
    // Only there: elsewhere it may be anything.
    try root.write(part, to: "local/x.incomplete")
    #expect(try await hub.verify("local").status == .malformed)
  }

  @Test("one flipped byte is a mismatch, though the file says that it was changed later")
  func flipped() async throws {
    var damaged = HubLayout.weights
    damaged[damaged.count - 1] ^= 1
    try root.write(damaged, to: "local/unet/model.safetensors")
    for path in ["local", "local/unet", "local/unet/model.safetensors"] {
      #expect(try await hub.verify(path).status == .mismatch, "\(path)")
    }
    #expect(try await hub.verify("local/config.json").status == .verified)
  }

  @Test("TRUST 1.5: weights that only git's SHA-1 names are never verified")
  func weakWeights() async throws {
    try hub.addDownload("small.safetensors", HubLayout.weights, isLFS: false)
    let verification = try await hub.verify("local")
    #expect(verification.reasons == [Reason(.fileUnsupported, path: "small.safetensors")])
  }

  @Test("a file that was noted and is not there is missing")
  func missing() async throws {
    try root.remove("local/unet/model.safetensors")
    let verification = try await hub.verify("local") { $0.missing = .report }
    #expect(verification.reasons.contains(Reason(.fileMissing, path: "unet/model.safetensors")))
  }

  @Test("a file without a note is not covered")
  func unnoted() async throws {
    try root.write(HubLayout.weights, to: "local/other.safetensors")
    let verification = try await hub.verify("local")
    #expect(verification.reasons == [Reason(.fileUnclaimed, path: "other.safetensors")])
  }

  @Test(
    "a note that is not three lines is a finding and claims nothing",
    arguments: [
      "", "\n\n\n", "abc", "\(HubLayout.commit)\n",
      "\(HubLayout.commit)\n\(EvidenceTests.other)\n",
      "\(HubLayout.commit)\n\(EvidenceTests.other)\n1.5\nmore\n",
      "\(HubLayout.commit)\n\(EvidenceTests.other)\nnow\n",
      "main\n\(EvidenceTests.other)\n1.5\n", "{}",
    ])
  func broken(note: String) async throws {
    try write(note: note, of: "config.json")
    let verification = try await hub.verify("local")
    #expect(verification.findings.map(\.id) == [.manifestMalformed])
    #expect(verification.unclaimed.map(\.description) == ["config.json"])
    #expect(verification.status == .verified)
    try write(note: note, of: "unet/model.safetensors")
    #expect(try await hub.verify("local").status == .unestablished)
  }

  @Test("a tag that is no digest of the Hub's claims nothing")
  func otherTags() async throws {
    for tag in [
      "5d41402abc4b2a76b9719d911017c592-12", "W/\"x\"", EvidenceTests.other.uppercased() + "A",
    ] {
      try write(note: "\(HubLayout.commit)\n\(tag)\n1.5\n", of: "unet/model.safetensors")
      let verification = try await hub.verify("local")
      #expect(verification.reasons.map(\.code) == [.fileUnclaimed], "\(tag)")
    }
  }

  @Test("lines may end with CR and LF, and the last with nothing")
  func lineEnds() async throws {
    let name = HubLayout.name(HubLayout.weights, isLFS: true)
    for note in [
      "\(HubLayout.commit)\r\n\(name)\r\n1.5\r\n", "\(HubLayout.commit)\n\(name)\n1712656091",
    ] {
      try write(note: note, of: "unet/model.safetensors")
      #expect(try await hub.verify("local").status == .verified)
    }
  }

  @Test("a note that is a link out, or larger than any note, is a finding")
  func hostileNotes() async throws {
    let note = FilePath("local/.cache/huggingface/download/config.json.metadata")
    try root.remove(note)
    try root.write(Array("x".utf8), to: "out")
    try root.link(note, to: "../../../../out")
    #expect(try await hub.verify("local").findings.map(\.id) == [.manifestUnreadable])
    try root.remove(note)
    try root.resize(note, to: 1 << 30)
    #expect(try await hub.verify("local").findings.map(\.id) == [.manifestUnreadable])
  }

  @Test("TRUST 3: other content in the folder of the notes counts as content")
  func hidden() async throws {
    try root.write(HubLayout.weights, to: "local/.cache/huggingface/download/x.safetensors")
    let verification = try await hub.verify("local")
    #expect(verification.status == .unestablished)
  }

  @Test("notes in the release do not hide those above it")
  func nested() async throws {
    let place = "local/unet/.cache/huggingface/download/model.safetensors.metadata"
    let name = HubLayout.name(HubLayout.weights, isLFS: true)
    try root.write(Array("\(HubLayout.commit)\n\(name)\n1.5\n".utf8), to: FilePath(place))
    var damaged = HubLayout.weights
    damaged[damaged.count - 1] ^= 1
    try write(
      note: "\(HubLayout.commit)\n\(HubLayout.name(damaged, isLFS: true))\n1.5\n",
      of: "unet/model.safetensors")
    #expect(try await hub.verify("local/unet").status == .mismatch)
  }

  @Test("the checksums of a download that git-LFS did not fetch speak of nothing")
  func pointerAsChecksums() async throws {
    let pointer =
      "version https://git-lfs.github.com/spec/v1\noid sha256:\(EvidenceTests.other)\nsize 1\n"
    try root.write(Array(pointer.utf8), to: "local/SHA256SUMS")
    let verification = try await hub.verify("local")
    #expect(verification.status == .verified)
    #expect(
      verification.manifests.map(\.refusal)
        == ["is a git-LFS pointer: the manifest is not downloaded", nil])
  }
}
