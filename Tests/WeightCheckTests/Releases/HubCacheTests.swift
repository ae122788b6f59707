// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

@Suite("The cache of huggingface_hub")
struct HubCacheTests {
  let root: TemporaryFolder
  let hub: HubLayout

  init() throws {
    root = try TemporaryFolder()
    hub = HubLayout(root: root)
  }

  // MARK: Good

  @Test("TRUST 3: a snapshot, a whole model and one file verify by the names of blobs")
  func good() async throws {
    try hub.addTiny()
    for path in [hub.snapshot, hub.model] {
      let verification = try await hub.verify(path) { $0.unlisted = .fail }
      #expect(verification.status == .verified, "\(path)")
      #expect(verification.assurance == .local)
      #expect(verification.files.map(\.verdict) == [.verified, .verified])
      #expect(verification.files.map(\.isWeak) == [true, false])
      #expect(verification.manifests.map(\.form) == [.hubCache])
      #expect(verification.coverage.files == 2)
      #expect(verification.findings.map(\.id) == [])
    }
    for name in ["model.safetensors", "config.json"] {
      let file = try await hub.verify("\(hub.snapshot)/\(name)")
      #expect(file.status == .verified, "\(name)")
      #expect(file.assurance == .local)
    }
    let blob = try await hub.verify(
      "\(hub.model)/blobs/\(HubLayout.name(HubLayout.weights, isLFS: true))")
    #expect(blob.status == .verified)
  }

  @Test("TRUST 1.5: a small file's SHA-1 is shown as weak, and the weights' SHA-256 is not")
  func weakIsShown() async throws {
    try hub.addTiny()
    let claims = try await hub.verify(hub.snapshot).files.map(\.claims)
    #expect(claims.map { $0.map(\.isWeak) } == [[true], [false]])
    #expect(claims.map { $0.map(\.algorithm) } == [["gitBlob"], ["sha256"]])
    #expect(claims.flatMap(\.self).allSatisfy { $0.assurance == .local && $0.isNameBound })
  }

  @Test("files in folders of a snapshot, and such a folder by itself")
  func components() async throws {
    try hub.add("unet/model.safetensors", HubLayout.weights, isLFS: true)
    try hub.add("unet/deep/er/config.json", HubLayout.config, isLFS: false)
    for path in [hub.snapshot, "\(hub.snapshot)/unet", "\(hub.snapshot)/unet/model.safetensors"] {
      #expect(try await hub.verify(path).status == .verified, "\(path)")
    }
  }

  @Test("a snapshot is found behind a link that the user names")
  func linked() async throws {
    try hub.addTiny()
    try root.link("mine", to: hub.snapshot)
    #expect(try await hub.verify("mine").status == .verified)
    #expect(try await hub.verify("mine/model.safetensors").status == .verified)
  }

  @Test("a whole model with two snapshots has the files of both, and shared blobs in both")
  func twoSnapshots() async throws {
    let other = String(repeating: "b2", count: 20)
    try hub.addTiny()
    try hub.addTiny(commit: other)
    try hub.add("new.txt", [1, 2, 3], isLFS: false, commit: other)
    let verification = try await hub.verify(hub.model) { $0.unlisted = .fail }
    #expect(verification.status == .verified)
    #expect(verification.coverage.files == 5)
    // One damaged blob is a mismatch in every snapshot that has it.
    var damaged = HubLayout.weights
    damaged[damaged.count - 1] ^= 1
    let name = HubLayout.name(HubLayout.weights, isLFS: true)
    try root.write(damaged, to: FilePath("\(hub.model)/blobs/\(name)"))
    let bad = try await hub.verify(hub.model)
    #expect(bad.status == .mismatch)
    #expect(bad.files.count { $0.verdict == .mismatch } == 2)
  }

  @Test("what is claimed of tensors in one snapshot is held against that one")
  func tensorsOfTwoSnapshots() async throws {
    try hub.addTiny()
    try hub.addTiny(commit: String(repeating: "b2", count: 20))
    let report = try await digest(root.path.pushing(FilePath(hub.snapshot)), per: .tensor)
    let file = try #require(report.files.first)
    let (weights, digests) = (try #require(file.weights), try #require(file.tensorDigests))
    let line = "  \(digests[0].hex)  snapshots/\(HubLayout.commit)/model.safetensors:"
    let right = "sha256  \(line)\(weights.tensors[0].name)\n"
    let wrong = right.replacing(HubLayout.commit, with: String(repeating: "b2", count: 20))
      .replacing(digests[0].hex, with: String(repeating: "0", count: 64))
    for (text, status) in [(right, Reason.Status.unestablished), (right + wrong, .mismatch)] {
      let path = try root.write(Array(text.utf8), to: FilePath("\(hub.model)/sums"))
      let verification = try await hub.verify(hub.model) { $0.evidence = [.manifest(path)] }
      #expect(verification.status == status)
    }
  }

  @Test("a blob that no snapshot has is looked at too, and unfinished ones are not")
  func orphans() async throws {
    try hub.addTiny()
    let name = HubLayout.name([9], isLFS: false)
    try root.write([9], to: FilePath("\(hub.model)/blobs/\(name)"))
    try root.write([0x47, 0x47], to: FilePath("\(hub.model)/blobs/\(name).incomplete"))
    let good = try await hub.verify(hub.model) { $0.unlisted = .fail }
    #expect(good.status == .verified && good.coverage.files == 3)
    try root.write([8], to: FilePath("\(hub.model)/blobs/\(name)"))
    #expect(try await hub.verify(hub.model).status == .mismatch)
  }

  @Test("TRUST 3: the Hub's listing of a commit is no content, and nothing else is taken for one")
  func treeListing() async throws {
    try hub.addTiny()
    let listing = Array(#"{"format_version": 1, "files": {}}"#.utf8)
    try root.write(listing, to: FilePath("\(hub.model)/trees/\(HubLayout.commit).json"))
    try root.write([], to: FilePath("\(hub.model)/trees/tmpa1b2c3.tmp"))
    let good = try await hub.verify(hub.model) { $0.unlisted = .fail }
    #expect(good.status == .verified && good.unclaimed.isEmpty)
    for name in ["main.json", "\(HubLayout.commit).bin", "a/\(HubLayout.commit).json"] {
      try root.write(listing, to: FilePath("\(hub.model)/trees/\(name)"))
      let verification = try await hub.verify(hub.model) { $0.unlisted = .fail }
      #expect(verification.status == .mismatch, "\(name)")
      try root.remove(FilePath("\(hub.model)/trees/\(name)"))
    }
  }

  @Test("an index given as PATH has the shards that it names, through their links")
  func index() async throws {
    try hub.add("model-00001-of-00001.safetensors", HubLayout.weights, isLFS: true)
    let index =
      #"{"weight_map": {"weight": "model-00001-of-00001.safetensors", "#
      + #""bias": "model-00001-of-00001.safetensors"}}"#
    try hub.add("model.safetensors.index.json", Array(index.utf8), isLFS: false)
    for path in [hub.snapshot, "\(hub.snapshot)/model.safetensors.index.json"] {
      let verification = try await hub.verify(path)
      #expect(verification.status == .verified, "\(path)")
      #expect(verification.files.map(\.verdict) == [.verified, .verified])
    }
  }

  @Test("checksums that are part of a snapshot are read through their link")
  func checksumsInside() async throws {
    try hub.addTiny()
    let sums = "\(EvidenceTests.other)  model.safetensors\n"
    try hub.add("SHA256SUMS", Array(sums.utf8), isLFS: false)
    #expect(try await hub.verify(hub.snapshot).status == .mismatch)
    #expect(try await hub.verify("\(hub.snapshot)/model.safetensors").status == .mismatch)
  }

  // MARK: Tampered

  @Test("one flipped byte is a mismatch, in weights and in a small file")
  func flipped() async throws {
    for (bytes, isLFS) in [(HubLayout.weights, true), (HubLayout.config, false)] {
      try hub.root.makeFolder("hub")
      let layout = HubLayout(root: root, model: "hub/models--a--\(isLFS)")
      try layout.addTiny()
      var damaged = bytes
      damaged[damaged.count - 1] ^= 1
      let name = HubLayout.name(bytes, isLFS: isLFS)
      try root.write(damaged, to: FilePath("\(layout.model)/blobs/\(name)"))
      for path in [layout.model, layout.snapshot] {
        #expect(try await hub.verify(path).status == .mismatch, "\(path)")
      }
      let file = isLFS ? "model.safetensors" : "config.json"
      #expect(try await hub.verify("\(layout.snapshot)/\(file)").status == .mismatch)
    }
  }

  @Test("TRUST 1.4: a link to another model's blob, or anywhere else outside, is not opened")
  func linksOut() async throws {
    let name = HubLayout.name(HubLayout.weights, isLFS: true)
    var other = hub
    other.model = "hub/models--org--other"
    try other.addTiny()
    try root.write(HubLayout.weights, to: FilePath("hub/blobs/\(name)"))
    try root.write(HubLayout.weights, to: FilePath("elsewhere/blobs/\(name)"))
    let absolute = root.path.string
    for (number, target) in [
      "../../../models--org--other/blobs/\(name)", "../../../blobs/\(name)",
      "../../../../elsewhere/blobs/\(name)", "\(absolute)/hub/models--org--other/blobs/\(name)",
      "../../../models--org--other/snapshots/\(HubLayout.commit)/model.safetensors",
      "../../blobs/../../models--org--other/blobs/\(name)",
    ].enumerated() {
      let layout = HubLayout(root: root, model: "hub/models--org--n\(number)")
      try layout.addTiny()
      let file = FilePath("\(layout.snapshot)/model.safetensors")
      try root.remove(file)
      try root.link(file, to: target)
      for path in [layout.snapshot, layout.model] {
        let verification = try await hub.verify(path)
        #expect(verification.status == .unestablished, "\(target)")
        let reason = Reason(
          .fileEscapes,
          path: UntrustedText(
            path == layout.model
              ? "snapshots/\(HubLayout.commit)/model.safetensors" : "model.safetensors"))
        #expect(verification.reasons.contains(reason), "\(target)")
      }
      // What the user names is opened, and no evidence speaks of it.
      let named = try await hub.verify(file.string)
      #expect(named.status == .unestablished, "\(target)")
      #expect(named.reasons.map(\.code) == [.fileUnclaimed], "\(target)")
    }
  }

  @Test("TRUST 1.4: behind a link to a folder, `..` leads elsewhere than the text says")
  func folderLink() async throws {
    let name = HubLayout.name(HubLayout.weights, isLFS: true)
    var damaged = HubLayout.weights
    damaged[damaged.count - 1] ^= 1
    try root.write(HubLayout.weights, to: FilePath("\(hub.model)/blobs/\(name)"))
    // What a loader finds behind the link.
    try root.write(damaged, to: FilePath("\(hub.model)/snapshots/blobs/\(name)"))
    try root.link(
      FilePath("\(hub.snapshot)/sub/deep/m.safetensors"), to: "../../../blobs/\(name)")
    try root.link(FilePath("\(hub.snapshot)/alias"), to: "sub/deep")
    try root.write(
      Array("\(EvidenceTests.hex)  alias/m.safetensors\n".utf8), to: FilePath("hub/sums"))
    let verification = try await hub.verify(hub.snapshot) {
      $0.evidence = [.manifest(root.path.appending("hub").appending("sums"))]
    }
    #expect(verification.status != .verified)
    let files = verification.files.filter { $0.path.description.hasSuffix("m.safetensors") }
    #expect(files.map(\.path) == ["sub/deep/m.safetensors", "alias/m.safetensors"])
    #expect(files.map(\.verdict) == [.unsupported, .unsupported])
  }

  @Test("a blob that is a link out of the model is not opened")
  func blobOut() async throws {
    try hub.addTiny()
    try root.write(HubLayout.weights, to: "out")
    let blob = FilePath(
      "\(hub.model)/blobs/\(HubLayout.name(HubLayout.weights, isLFS: true))")
    try root.remove(blob)
    try root.link(blob, to: "../../../out")
    for path in [hub.snapshot, hub.model] {
      let verification = try await hub.verify(path)
      #expect(verification.status == .unestablished)
      #expect(verification.reasons.contains { $0.code == .fileEscapes })
    }
  }

  @Test("TRUST 1.5: weights that only git's SHA-1 names are never verified")
  func weakWeights() async throws {
    try hub.add("model.safetensors", HubLayout.weights, isLFS: false)
    try hub.add("other", HubLayout.weights, isLFS: false)
    for path in [hub.snapshot, hub.model, "\(hub.snapshot)/other"] {
      let verification = try await hub.verify(path)
      #expect(verification.status == .unestablished, "\(path)")
      #expect(verification.files.allSatisfy { $0.verdict == .unsupported })
      #expect(verification.assurance == Assurance.none)
    }
  }

  @Test("a link to a blob of another name than a digest claims nothing")
  func otherNames() async throws {
    for name in [
      "model", HubLayout.name(HubLayout.weights, isLFS: true).uppercased(),
      String(HubLayout.name(HubLayout.weights, isLFS: true).dropLast()), "sha256-0",
    ] {
      let layout = HubLayout(root: root, model: "hub/models--x--\(name)")
      try root.write(HubLayout.weights, to: FilePath("\(layout.model)/blobs/\(name)"))
      try root.link(
        FilePath("\(layout.snapshot)/model.safetensors"), to: "../../blobs/\(name)")
      #expect(try await hub.verify(layout.snapshot).status == .unestablished, "\(name)")
      #expect(try await hub.verify(layout.model).status == .unestablished, "\(name)")
    }
  }

  @Test("a blob that is not there is missing")
  func missingBlob() async throws {
    try hub.addTiny()
    try root.remove(
      FilePath("\(hub.model)/blobs/\(HubLayout.name(HubLayout.weights, isLFS: true))"))
    for path in [hub.snapshot, hub.model] {
      let verification = try await hub.verify(path)
      #expect(verification.status == .unestablished, "\(path)")
      #expect(verification.reasons.map(\.code) == [.fileMissing], "\(path)")
    }
  }

  @Test("files that stand in a snapshot instead of links are not covered")
  func copies() async throws {
    try hub.addTiny()
    try root.write(HubLayout.weights, to: FilePath("\(hub.snapshot)/copy.safetensors"))
    let verification = try await hub.verify(hub.snapshot)
    #expect(verification.reasons == [Reason(.fileUnclaimed, path: "copy.safetensors")])
  }

  @Test("what a cache notes hides no content")
  func notes() async throws {
    try hub.addTiny()
    let folder = FilePath("\(hub.model)/.no_exist/\(HubLayout.commit)")
    try root.write(HubLayout.weights, to: folder.appending("model.safetensors"))
    #expect(try await hub.verify(hub.model).status == .unestablished)
    try root.remove(folder.appending("model.safetensors"))
    try root.write([], to: FilePath("\(hub.model)/refs/x.gguf"))
    #expect(try await hub.verify(hub.model).status != .verified)
  }

  @Test("the same layout under a name that is no model's is no cache")
  func otherFolder() async throws {
    let layout = HubLayout(root: root, model: "hub/tokens--org--name")
    try layout.addTiny()
    let verification = try await hub.verify(layout.snapshot)
    #expect(verification.reasons.contains { $0.code == .fileEscapes })
    #expect(verification.manifests.isEmpty)
  }

  @Test("a snapshot can be hashed and attested as any folder")
  func attested() async throws {
    try hub.addTiny()
    let release = try Release(root.path.pushing(FilePath(hub.snapshot)), listing: .attestation)
    #expect(release.files.map(\.failure) == [nil, nil])
    #expect(
      release.files.map(\.byteCount)
        == [HubLayout.config, HubLayout.weights].map { UInt64($0.count) })
  }

  @Test("TRUST 1.4: a link with a slash at its end is no link to a blob")
  func trailingSlash() async throws {
    try hub.addTiny()
    let file = FilePath("\(hub.snapshot)/model.safetensors")
    try root.remove(file)
    try root.link(file, to: "../../blobs/\(HubLayout.name(HubLayout.weights, isLFS: true))/")
    for path in [hub.snapshot, file.string] {
      let verification = try? await hub.verify(path)
      #expect(verification?.status != .verified, "\(path)")
    }
  }

  @Test("TRUST 1.5: code that only git's SHA-1 names counts as code that nothing covers")
  func weakCode() async throws {
    try hub.addTiny()
    try hub.add("modeling.py", Array("print()".utf8), isLFS: false)
    try hub.add("old.bin", [0x80, 4, 0x95], isLFS: false)
    try hub.add("new.bin", [0x80, 4, 0x96], isLFS: true)
    let verification = try await hub.verify(hub.snapshot)
    #expect(verification.status == .verified)
    #expect(verification.unlistedCode.map(\.description) == ["modeling.py", "old.bin"])
    #expect(verification.findings.map(\.id) == [.codeUnlisted, .codeUnlisted])
    #expect(
      verification.findings.allSatisfy { $0.message.hasSuffix("no strong digest speaks of it") })
  }

  // MARK: Whole caches

  @Test("a data set or a Space is looked at as a model is", arguments: ["datasets", "spaces"])
  func otherRepositories(kind: String) async throws {
    let layout = HubLayout(root: root, model: "hub/\(kind)--org--name")
    try layout.addTiny()
    for path in [layout.model, layout.snapshot] {
      #expect(try await hub.verify(path).status == .verified, "\(path)")
    }
    // Without weights nothing is established, as everywhere.
    let bare = HubLayout(root: root, model: "hub/\(kind)--org--bare")
    try bare.add("data.json", [1], isLFS: false)
    let verification = try await hub.verify(bare.model)
    #expect(verification.reasons.map(\.code) == [.releaseWithoutWeights])
    #expect(verification.files.map(\.verdict) == [.verified])
  }

  @Test("of a whole cache each repository is held against its own blobs")
  func wholeCache() async throws {
    try hub.addTiny()
    let other = HubLayout(root: root, model: "hub/models--org--other")
    try other.addTiny()
    try root.write([], to: "hub/.locks/models--org--name/a.lock")
    try root.write([0x31], to: "hub/version.txt")
    let good = try await hub.verify("hub") { $0.unlisted = .fail }
    #expect(good.status == .verified)
    #expect(good.files.count == 4 && good.files.allSatisfy { $0.verdict == .verified })
    #expect(good.files.allSatisfy { $0.path.description.contains("/hub/models--org--") })
    var damaged = HubLayout.weights
    damaged[damaged.count - 1] ^= 1
    let name = HubLayout.name(HubLayout.weights, isLFS: true)
    try root.write(damaged, to: FilePath("\(other.model)/blobs/\(name)"))
    let bad = try await hub.verify("hub")
    #expect(bad.status == .mismatch)
    #expect(bad.reasons.count == 1)
  }

  @Test("TRUST 8: link to another model's blob, in a whole cache too")
  func linkAcross() async throws {
    try hub.addTiny()
    let other = HubLayout(root: root, model: "hub/models--org--other")
    try other.addTiny()
    let file = FilePath("\(hub.snapshot)/model.safetensors")
    try root.remove(file)
    try root.link(
      file,
      to: "../../../models--org--other/blobs/\(HubLayout.name(HubLayout.weights, isLFS: true))")
    let verification = try await hub.verify("hub")
    #expect(verification.status == .unestablished)
    #expect(verification.reasons.map(\.code) == [.fileEscapes])
  }

  @Test(
    "a folder with anything else beside repositories is a folder like others",
    arguments: ["stray.safetensors", "x/stray.safetensors", ".locks/stray.safetensors"])
  func notWholeCache(stray: String) async throws {
    try hub.addTiny()
    try root.write(HubLayout.weights, to: FilePath("hub/\(stray)"))
    let verification = try await hub.verify("hub")
    #expect(verification.status != .verified)
    #expect(verification.unclaimed.contains(UntrustedText(stray)))
  }

  @Test("TRUST 2.4: a manifest inside a whole cache is no better than one found")
  func manifestInCache() async throws {
    try hub.addTiny()
    let path = try root.write(
      Array("\(EvidenceTests.hex)\n".utf8), to: "hub/models--org--name/sums")
    let verification = try await hub.verify("hub") { $0.evidence = [.manifest(path)] }
    #expect(verification.status != .verified)
    #expect(verification.assurance < .manifest)
  }
}
