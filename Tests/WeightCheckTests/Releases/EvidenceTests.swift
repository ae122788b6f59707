// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import SystemPackage
internal import TestSupport
internal import Testing
internal import UntrustedInput
internal import WeightCheck

/// Where claims come from, which files they bind, and what they are worth: TRUST 1.2 to 1.4, 2.4,
/// 3.
struct EvidenceTests {
  static let weights = SafetensorsBuilder.tiny.bytes
  static var hex: String { digest(weights).hex }
  static let other = String(repeating: "0", count: 64)

  static func digest(_ bytes: [UInt8]) -> Digest {
    var context = DigestContext(.sha256)
    let span = bytes.span
    unsafe context.update(span.bytes)
    return context.finalize()
  }

  let root: TemporaryFolder

  init() throws {
    root = try TemporaryFolder()
  }

  /// Verifies paths below the root against manifests below the root.
  func verify(
    _ paths: [String], manifests: [String] = [],
    _ change: (inout VerificationRequest) -> Void = { _ in }
  ) async throws -> Verification {
    var request = VerificationRequest(paths: paths.map { root.path.appending($0) })
    request.evidence = manifests.map { .manifest(root.path.appending($0)) }
    request.threadCount = 2
    change(&request)
    return try await WeightCheck.verify(request)
  }

  func write(_ text: String, to path: String) throws {
    try root.write(Array(text.utf8), to: FilePath(path))
  }

  // MARK: Binding

  @Test(
    "TRUST 1.2: a name binds after a leading ./ is removed, whatever the slashes",
    arguments: ["model.safetensors", "./model.safetensors", ".//model.safetensors"])
  func nameBinds(name: String) async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try write("\(Self.hex)  \(name)\n", to: "r/SHA256SUMS")
    let good = try await verify(["r"])
    #expect(good.status == .verified)
    #expect(good.files.flatMap(\.claims).map(\.isNameBound) == [true])
    try write("\(Self.other)  \(name)\n", to: "r/SHA256SUMS")
    #expect(try await verify(["r"]).status == .mismatch)
  }

  @Test("TRUST 1.2: a bare basename binds a file in a folder where it is unique on both sides")
  func basenameBinds() async throws {
    try root.write(Self.weights, to: "r/deep/model.safetensors")
    try write("\(Self.other)  model.safetensors\n", to: "r/SHA256SUMS")
    #expect(try await verify(["r"]).status == .mismatch)
    // A second file of that name: now it binds neither, and by digest it matches neither.
    try root.write(Self.weights, to: "r/also/model.safetensors")
    let verification = try await verify(["r"])
    #expect(verification.status == .unestablished)
    #expect(verification.reasons.contains(Reason(.fileUnclaimed, path: "deep/model.safetensors")))
  }

  @Test("TRUST 1.2: a basename that two claims have binds by name to neither")
  func basenameTwiceClaimed() async throws {
    try root.write(Self.weights, to: "r/deep/model.safetensors")
    try write(
      "\(Self.other)  model.safetensors\n\(Self.hex)  else/model.safetensors\n",
      to: "r/SHA256SUMS")
    let verification = try await verify(["r"]) { $0.missing = .report }
    // Nor does its digest decide which of the two it is.
    let file = verification.files.first { $0.path == "deep/model.safetensors" }
    #expect(file?.verdict == .unclaimed)
    #expect(verification.status == .unestablished)
  }

  @Test("TRUST 1.2: a renamed file is bound by its digest, and that is marked")
  func digestBinds() async throws {
    try root.write(Self.weights, to: "renamed.safetensors")
    try write("\(Self.hex)  model.safetensors\n", to: "SHA256SUMS")
    let verification = try await verify(["renamed.safetensors"])
    #expect(verification.status == .verified)
    #expect(verification.files[0].claims.map(\.isNameBound) == [false])
  }

  @Test("TRUST 1.2: a shard is not verified by a digest under another name")
  func shardNeedsName() async throws {
    let (a, b) = ("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors")
    let changed = SafetensorsBuilder([.init("other", "U8", [1], 0, 1)]).bytes
    // The two shards are swapped; the claims have no names.
    try root.write(Self.weights, to: FilePath("r/\(b)"))
    try root.write(changed, to: FilePath("r/\(a)"))
    try write("\(Self.hex)\n\(Self.digest(changed).hex)\n", to: "r/SHA256SUMS")
    let verification = try await verify(["r"])
    #expect(verification.status == .unestablished)
    #expect(verification.reasons.map(\.code) == [.fileNotNameBound, .fileNotNameBound])
  }

  @Test("TRUST 1.2: a nameless digest that fits no file of a folder is something missing")
  func namelessMissing() async throws {
    var changed = Self.weights
    changed[changed.count - 1] ^= 1
    try root.write(Self.weights, to: "r/a.safetensors")
    try root.write(changed, to: "r/b.safetensors")
    try write("\(Self.hex)\n\(Self.digest(changed).hex)\n", to: "sums")
    #expect(try await verify(["r"], manifests: ["sums"]).status == .verified)
    // One file is overwritten by the other: both have a claimed digest, and one digest has no file.
    try root.write(Self.weights, to: "r/b.safetensors")
    let verification = try await verify(["r"], manifests: ["sums"]) { $0.missing = .report }
    #expect(verification.status == .unestablished)
    #expect(verification.reasons.map(\.code) == [.fileMissing])
  }

  @Test("TRUST 2.2: an empty manifest establishes nothing and is not malformed")
  func emptyManifest() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    for text in ["", "\n\n", "# nothing\n"] {
      try write(text, to: "named")
      #expect(try await verify(["r"], manifests: ["named"]).status == .unestablished)
    }
  }

  @Test("TRUST 1.2: names are bytes, so a decomposed name does not bind a composed one")
  func namesAreBytes() async throws {
    try root.write(Self.weights, to: "r/\u{E9}.safetensors")
    try write("\(Self.other)  e\u{301}.safetensors\n", to: "r/SHA256SUMS")
    let verification = try await verify(["r"])
    #expect(verification.status == .unestablished)
    #expect(!verification.reasons.contains { $0.code == .fileMismatch })
  }

  @Test("TRUST 1.2: names that other systems take for one are a finding")
  func collisions() async throws {
    try root.write(Self.weights, to: "r/Model.safetensors")
    try root.write(Self.weights, to: "r/model.safetensors")
    try root.write([1], to: "r/\u{E9}.txt")
    try root.write([1], to: "r/e\u{301}.txt")
    let verification = try await verify(["r"])
    #expect(verification.findings.count { $0.id == .releaseNamesCollide } == 2)
  }

  @Test("TRUST 1.3: two entries that agree are a finding; two that do not make it malformed")
  func repeatedEntries() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    let line = "\(Self.hex)  model.safetensors\n"
    try write(line + "\(Self.hex)  ./model.safetensors\n", to: "r/SHA256SUMS")
    let agreeing = try await verify(["r"])
    #expect(agreeing.status == .verified)
    #expect(agreeing.findings.map(\.id) == [.manifestEntryRepeated])
    try write(line + "\(Self.other)  model.safetensors\n", to: "r/SHA256SUMS")
    let contradicting = try await verify(["r"])
    #expect(contradicting.status == .unestablished)
    #expect(contradicting.findings.map(\.id) == [.manifestMalformed])
    let named = try await verify(["r/model.safetensors"], manifests: ["r/SHA256SUMS"])
    #expect(named.status == .malformed)
  }

  @Test("TRUST 2.2: a claimed file is missing although another one has its bytes")
  func equalBytes() async throws {
    try root.write(Self.weights, to: "r/a/model.safetensors")
    try write(
      "\(Self.hex)  a/model.safetensors\n\(Self.hex)  b/model.safetensors\n", to: "r/SHA256SUMS")
    let verification = try await verify(["r"]) { $0.missing = .report }
    #expect(verification.reasons == [Reason(.fileMissing, path: "b/model.safetensors")])
  }

  @Test("many claims and files with one digest cost no pairs")
  func oneDigestOften() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    var sums = "\(Self.hex)  model.safetensors\n"
    for index in 0..<2000 {
      try root.write([], to: FilePath("r/z\(index)"))
      sums += "\(Self.digest([]).hex)  m/\(index)\n"
    }
    try write(sums, to: "r/SHA256SUMS")
    let verification = try await verify(["r"])
    #expect(verification.status == .verified)
    #expect(verification.files.allSatisfy { $0.claims.count <= 1 })
  }

  @Test("TRUST 2.2: one file satisfies one claim, whatever the algorithms of the others")
  func oneFileOneClaim() async throws {
    try root.write(Self.weights, to: "r/c.safetensors")
    var context = DigestContext(.sha512)
    let span = Self.weights.span
    unsafe context.update(span.bytes)
    let sha512 = context.finalize().hex
    try write(
      "SHA256 (a.safetensors) = \(Self.hex)\nSHA512 (b.safetensors) = \(sha512)\n", to: "sums")
    let verification = try await verify(["r"], manifests: ["sums"])
    #expect(verification.reasons == [Reason(.fileMissing, path: "b.safetensors")])
  }

  @Test("TRUST 1.2: claims about shards and about equally named components need their names")
  func swappedComponents() async throws {
    var changed = Self.weights
    changed[changed.count - 1] ^= 1
    let other = Self.digest(changed).hex
    for (a, b) in [
      ("Rel/unet/model.safetensors", "Rel/text/model.safetensors"),
      ("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"),
    ] {
      try root.write(Self.weights, to: "c/unet/model.safetensors")
      try root.write(changed, to: "c/text/model.safetensors")
      try write("\(other)  \(a)\n\(Self.hex)  \(b)\n", to: "m/sums")
      let verification = try await verify(["c"], manifests: ["m/sums"]) { $0.missing = .report }
      #expect(verification.status == .unestablished, "\(a)")
    }
  }

  @Test("a RECORD's row without a digest still names weights that must be there")
  func undigestedWeights() async throws {
    let hash = Self.base64(Self.digest(Self.weights).bytes)
    try root.write(Self.weights, to: "site/pkg/a.safetensors")
    try write(
      "pkg/a.safetensors,sha256=\(hash),\npkg/gone.safetensors,,\n",
      to: "site/p-1.dist-info/RECORD")
    let verification = try await verify(["site/pkg"])
    #expect(verification.reasons == [Reason(.fileMissing, path: "gone.safetensors")])
  }

  @Test("TRUST 2.2: a set whose names count more shards than are there is not verified")
  func incompleteSet() async throws {
    try root.write(Self.weights, to: "r/model-00001-of-00003.safetensors")
    try write("\(Self.hex)  model-00001-of-00003.safetensors\n", to: "sums")
    let verification = try await verify(["r"], manifests: ["sums"]) { $0.missing = .report }
    #expect(
      verification.reasons == [
        Reason(.fileMissing, path: "model-00002-of-00003.safetensors"),
        Reason(.fileMissing, path: "model-00003-of-00003.safetensors"),
      ])
    // One file asked about is one file.
    let one = try await verify(["r/model-00001-of-00003.safetensors"], manifests: ["sums"])
    #expect(one.status == .verified)
  }

  @Test("a lone digest for one file is about that file")
  func bareDigest() async throws {
    try root.write(Self.weights, to: "model.safetensors")
    try write(Self.other + "\n", to: "bare")
    #expect(try await verify(["model.safetensors"], manifests: ["bare"]).status == .mismatch)
    try write(Self.hex + "  -\n", to: "bare")
    #expect(try await verify(["model.safetensors"], manifests: ["bare"]).status == .verified)
  }

  @Test(
    "what lies beside the weights and is not used tells why; only raw bytes are but a signature",
    arguments: [
      ("x.sig", "junk", "a signature: present, not checked"),
      ("x.asc", "junk", "a signature: present, not checked"),
      ("x.sigstore.json", "junk", "is no manifest that weightcheck knows"),
      ("x.sig", "{\"a\": 1}", "is a JSON document, which this version does not read yet"),
      (
        "x.sig", "-----BEGIN PGP",
        "is a document signed with OpenPGP, which this version does not read yet"
      ),
      (
        "x.intoto.jsonl",
        #"{"_type": "https://in-toto.io/Statement/v1", "predicateType": "https://openvex.dev/ns", "#
          + #""subject": [{"digest": {"sha256": "\#(hex)"}}]}"#,
        "says of its files, by 'https://openvex.dev/ns', something else than that they passed"
      ),
      (
        "x.sig", "version https://git-lfs.github.com/spec/v1\noid sha256:\(hex)\nsize 1\n",
        "is a git-LFS pointer: the manifest is not downloaded"
      ),
    ])
  func unusedTellsWhy(name: String, content: String, refusal: String) async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try write(content, to: "r/\(name)")
    let verification = try await verify(["r"])
    #expect(verification.manifests.map(\.refusal) == [refusal])
    #expect(verification.status == .unestablished)
  }

  // MARK: What a folder hides

  @Test(
    "what looks like our own unfinished output, or like git's, hides nothing",
    arguments: [
      ".x.weightcheck-abcdef/m.safetensors", ".x.weightcheck-m.gguf", ".gitx.safetensors",
      ".x.weightcheck-a-cdef", ".x.safetensors.weightcheck-AbCdEf", ".x.GGUF.weightcheck-AbCdEf",
      ".modeling.py.weightcheck-AbCdEf", ".model.bin.weightcheck-AbCdEf", ".gitx/a.txt", ".gitx.py",
      ".gitx", ".gitattributes/a.txt", ".gitlab-ci.yml/a", ".github/m.safetensors",
      ".gitlab/deep/m.GGUF", ".gitlab/pytorch_model.bin", "a/.gitignore",
      "a/.github/x.yml", "a/.git/config",
    ])
  func hidden(path: String) async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try root.write(Self.weights, to: FilePath("r/\(path)"))
    try write("\(Self.hex)  model.safetensors\n", to: "sums")
    let verification = try await verify(["r"], manifests: ["sums"]) { $0.unlisted = .fail }
    #expect(verification.status == .mismatch)
    #expect(verification.reasons.contains(Reason(.fileUnlisted, path: UntrustedText(path))))
  }

  @Test("what git and its hosts keep at the top is not counted; unfinished output is noted")
  func leftOut() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try write("\(Self.hex)  model.safetensors\n", to: "sums")
    for path in [
      ".git/config", ".git/m.safetensors", ".gitattributes", ".gitignore", ".gitmodules",
      ".gitkeep", ".gitlab-ci.yml", ".github/workflows/a.yml", ".github/scripts/a.py",
      ".gitlab/issue_templates/b.md",
    ] {
      try root.write([1], to: FilePath("r/\(path)"))
    }
    let left = try await verify(["r"], manifests: ["sums"]) { $0.unlisted = .fail }
    #expect(left.status == .verified)
    #expect(left.findings.isEmpty && left.unclaimed.isEmpty)
    try root.write(Self.weights, to: "r/.weights.intoto.json.weightcheck-AbCdEf")
    let noted = try await verify(["r"], manifests: ["sums"]) { $0.unlisted = .fail }
    #expect(noted.status == .verified)
    #expect(noted.findings.map(\.id) == [.releaseUnfinishedOutput])
    // Weights are never excused, whoever asks for nothing.
    try root.write(Self.weights, to: "r/.github/m.safetensors")
    let weights = try await verify(["r"], manifests: ["sums"])
    #expect(weights.reasons == [Reason(.fileUnclaimed, path: ".github/m.safetensors")])
  }

  @Test("a link into a folder that is left out is not verified")
  func linkToSkipped() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try root.write(Self.weights, to: "r/.git/m.safetensors")
    try root.link("r/unet", to: ".git")
    try write("\(Self.hex)  model.safetensors\n", to: "sums")
    let verification = try await verify(["r"], manifests: ["sums"])
    #expect(verification.reasons == [Reason(.fileEscapes, path: "unet")])
  }

  @Test("links out are never excused; dangling ones and FIFOs count as unlisted")
  func linksOut() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try write("\(Self.hex)  model.safetensors\n", to: "sums")
    try root.link("r/dangling", to: "nowhere")
    try root.makeFIFO("r/fifo")
    let reported = try await verify(["r"], manifests: ["sums"])
    #expect(reported.status == .verified)
    #expect(reported.unclaimed.map(\.description) == ["dangling", "fifo"])
    let failed = try await verify(["r"], manifests: ["sums"]) { $0.unlisted = .fail }
    #expect(failed.reasons.map(\.code) == [.fileUnlisted, .fileUnlisted])
    try root.link("r/modeling.py", to: "../sums")
    let out = try await verify(["r"], manifests: ["sums"])
    #expect(out.reasons == [Reason(.fileEscapes, path: "modeling.py")])
    #expect(out.unlistedCode.map(\.description) == ["modeling.py"])
  }

  @Test("TRUST 2.6: --ignore does not excuse weights that only their content tells")
  func ignoredByContent() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try root.write(Self.weights, to: "r/lora.dat")
    try write("\(Self.hex)  model.safetensors\n", to: "sums")
    let verification = try await verify(["r"], manifests: ["sums"]) { $0.ignored = ["lora.dat"] }
    #expect(verification.reasons == [Reason(.fileExempted, path: "lora.dat")])
    #expect(verification.findings.map(\.id) == [.evidenceExempted])
  }

  @Test("what is ignored need not be there, unless it is weights")
  func ignoredMissing() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try write("\(Self.hex)  model.safetensors\n\(Self.other)  a.json\n", to: "sums")
    let request = { (request: inout VerificationRequest) in request.ignored = ["a.json"] }
    #expect(try await verify(["r"], manifests: ["sums"], request).status == .verified)
    try write("\(Self.hex)  model.safetensors\n\(Self.other)  a.gguf\n", to: "sums")
    let weights = try await verify(["r"], manifests: ["sums"]) { $0.ignored = ["a.gguf"] }
    #expect(weights.status == .unestablished)
  }

  @Test("an absolute --ignore takes out the link it names, not what that leads to")
  func ignoredLink() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try root.write([1], to: "r/src/a.txt")
    try root.link("r/docs", to: "src")
    try write("\(Self.hex)  model.safetensors\n\(Self.other)  src/a.txt\n", to: "sums")
    let docs = root.path.appending("r").appending("docs")
    let verification = try await verify(["r"], manifests: ["sums"]) { $0.ignored = [docs] }
    #expect(verification.status == .mismatch)
  }

  @Test("a file of the kind that says it is empty and is not is not read")
  func procFile() async throws {
    var request = VerificationRequest(paths: ["/proc/version"])
    request.evidence = [.digest(Self.digest([]))]
    let verification = try await WeightCheck.verify(request)
    #expect(verification.status == .inputOutput)
  }

  // MARK: Bases

  @Test("TRUST 1.4: a RECORD speaks from the folder that holds its dist-info")
  func wheel() async throws {
    let hash = Self.base64(Self.digest(Self.weights).bytes)
    try root.write(Self.weights, to: "site/pkg/model.safetensors")
    let size = Self.weights.count
    try write(
      "pkg/model.safetensors,sha256=\(hash),\(size)\n../../bin/tool,sha256=\(hash),\(size)\n"
        + "p-1.dist-info/RECORD,,\n", to: "site/p-1.dist-info/RECORD")
    for path in ["site/pkg/model.safetensors", "site/pkg", "site"] {
      let found = try await verify([path])
      #expect(found.status == .verified, "\(path)")
      #expect(found.assurance == .local)
      #expect(found.findings.map(\.id) == [.manifestPathEscapes])
    }
    let named = try await verify(
      ["site/pkg/model.safetensors"], manifests: ["site/p-1.dist-info/RECORD"])
    #expect(named.status == .verified && named.assurance == .manifest)
    // The size lies.
    try write(
      "pkg/model.safetensors,sha256=\(hash),\(size + 1)\n", to: "site/p-1.dist-info/RECORD")
    #expect(try await verify(["site/pkg/model.safetensors"]).status == .mismatch)
  }

  static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    let bits = bytes.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
    return String(
      stride(from: 0, to: bits.count, by: 6).map { start in
        alphabet[
          (0..<6).reduce(0) { $0 << 1 | Int(start + $1 < bits.count ? bits[start + $1] : 0) }]
      })
  }

  @Test("TRUST 1.4: a manifest from elsewhere speaks from the release")
  func elsewhere() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try write("\(Self.hex)  model.safetensors\n", to: "downloads/SHA256SUMS")
    let verification = try await verify(["r"], manifests: ["downloads/SHA256SUMS"])
    #expect(verification.status == .verified && verification.assurance == .manifest)
  }

  @Test(
    "a manifest above the release speaks from its own folder, or from the release if it names nothing there"
  )
  func above() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    for name in ["r/model.safetensors", "model.safetensors"] {
      try write("\(Self.hex)  \(name)\n", to: "SHA256SUMS")
      let good = try await verify(["r"], manifests: ["SHA256SUMS"])
      #expect(good.status == .verified && good.assurance == .manifest, "\(name)")
      try write("\(Self.other)  \(name)\n", to: "SHA256SUMS")
      #expect(try await verify(["r"], manifests: ["SHA256SUMS"]).status == .mismatch, "\(name)")
    }
  }

  // MARK: Worth

  @Test("TRUST 2.4: a manifest inside the release is local, also through a link from outside")
  func inside() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try write("\(Self.hex)  model.safetensors\n", to: "r/SHA256SUMS")
    try root.link("alias", to: "r/SHA256SUMS")
    for manifest in ["r/SHA256SUMS", "alias", "r/../r/SHA256SUMS"] {
      let verification = try await verify(["r"], manifests: [manifest])
      #expect(verification.status == .unestablished, "\(manifest)")
      #expect(verification.reasons.map(\.code) == [.assuranceTooLow])
      #expect(verification.findings.map(\.id) == [.manifestInsideRelease])
    }
    // Of one file the release is that file, and the manifest stands beside it.
    let file = try await verify(["r/model.safetensors"], manifests: ["r/SHA256SUMS"])
    #expect(file.status == .verified && file.assurance == .manifest)
  }

  @Test("TRUST 2.4: a link inside the release to a manifest outside is local too")
  func linkOut() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try write("\(Self.hex)  model.safetensors\n", to: "out/SHA256SUMS")
    try root.link("r/sums", to: "../out/SHA256SUMS")
    let verification = try await verify(["r"], manifests: ["r/sums"])
    #expect(verification.status == .unestablished)
  }

  @Test("TRUST 2.4: a manifest reached through a link that the release supplies is local")
  func throughLink() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try write("\(Self.hex)  model.safetensors\n", to: "else/SUMS")
    try root.link("r/ev", to: "../else")
    try root.link("r/hop", to: "../else/SUMS")
    try root.link("alias", to: "r/hop")
    let deep = Array(repeating: "d", count: 300).joined(separator: "/")
    try root.link(FilePath("\(deep)/link"), to: root.path.appending("r").appending("ev").string)
    for manifest in ["r/ev/SUMS", "alias", "\(deep)/link/SUMS"] {
      let verification = try await verify(["r"], manifests: [manifest])
      #expect(verification.assurance == .local, "\(manifest)")
      #expect(verification.reasons.contains { $0.code == .assuranceTooLow }, "\(manifest)")
    }
    let outside = try await verify(["r"], manifests: ["else/SUMS"])
    #expect(outside.assurance == .manifest)
  }

  @Test("TRUST 1.4: a name above the release is another file's, though the basename is the same")
  func nameAbove() async throws {
    try root.write(Self.weights, to: "ab/model/model.safetensors")
    try root.write([1], to: "ab/model/README.md")
    try write(
      "\(Self.other)  README.md\n\(Self.hex)  model/model.safetensors\n", to: "ab/SHA256SUMS")
    // As long as that other file is not there, the name could be one in the release.
    let unclear = try await verify(["ab/model"], manifests: ["ab/SHA256SUMS"])
    #expect(unclear.status == .unestablished)
    #expect(unclear.reasons.map(\.code).contains(.evidenceNotSearched))
    try root.write([2], to: "ab/README.md")
    let verification = try await verify(["ab/model"], manifests: ["ab/SHA256SUMS"])
    #expect(verification.status == .verified)
    #expect(verification.unclaimed.map(\.description) == ["README.md"])
  }

  @Test("TRUST 2.2: a folder of the release's own name hides nothing that is missing")
  func ownNameInside() async throws {
    try root.write(Self.weights, to: "x/vae/model.safetensors")
    try root.write(Self.weights, to: "x/vae/vae/decoder.safetensors")
    try write(
      "\(Self.hex)  model.safetensors\n\(Self.hex)  vae/decoder.safetensors\n", to: "x/sums.txt")
    try root.remove("x/vae/model.safetensors")
    let nested = try await verify(["x/vae"], manifests: ["x/sums.txt"])
    #expect(nested.status == .unestablished)
    // Nor where what is left is moved to where the name would lead from above.
    try root.remove("x/vae/vae/decoder.safetensors")
    try root.write(Self.weights, to: "x/vae/decoder.safetensors")
    let moved = try await verify(["x/vae"], manifests: ["x/sums.txt"])
    #expect(moved.status == .unestablished)
  }

  @Test("TRUST 2.1: the release is worth no more than its least weight file")
  func lowest() async throws {
    try root.write(Self.weights, to: "r/a.safetensors")
    try root.write(Self.weights + [], to: "r/b.safetensors")
    try write("\(Self.hex)  a.safetensors\n", to: "one")
    let verification = try await verify(["r"], manifests: ["one"])
    #expect(verification.assurance == Assurance.none)
    #expect(verification.status == .unestablished)
  }

  @Test("with a named manifest nothing is searched for")
  func noDiscovery() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try write("\(Self.other)  model.safetensors\n", to: "r/SHA256SUMS")
    try write("\(Self.hex)  model.safetensors\n", to: "named")
    let verification = try await verify(["r"], manifests: ["named"])
    #expect(verification.manifests.map(\.isNamed) == [true])
    #expect(verification.status == .verified)
  }

  @Test("TRUST 2.1: of two named manifests the one that disagrees wins")
  func disagreement() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try write("\(Self.hex)  model.safetensors\n", to: "one")
    try write("\(Self.other)  model.safetensors\n", to: "two")
    #expect(try await verify(["r"], manifests: ["one", "two"]).status == .mismatch)
  }

  // MARK: Discovery

  @Test(
    "TRUST 3: what is looked for beside the weights",
    arguments: [
      "SHA256SUMS", "SHA256SUMS.txt", "sha256sum.txt", "sha256sums.txt", "model.safetensors.sha256",
    ])
  func candidates(name: String) async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try write("\(Self.hex)  model.safetensors\n", to: "r/\(name)")
    for path in ["r", "r/model.safetensors"] {
      let verification = try await verify([path])
      #expect(verification.status == .verified && verification.assurance == .local)
      #expect(verification.unclaimed.isEmpty)
    }
  }

  @Test(
    "TRUST 3: signatures are present, not checked",
    arguments: ["model.sig", "SHA256SUMS.asc", "model.safetensors.minisig", "x.oms.sig"])
  func signatures(name: String) async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try root.write([0x30, 0x45, 0x02], to: FilePath("r/\(name)"))
    let verification = try await verify(["r"])
    #expect(verification.manifests.count == 1)
    #expect(verification.manifests[0].refusal?.contains("not checked") == true)
    #expect(verification.status == .unestablished)
  }

  @Test("TRUST 3: a file called as evidence is that is none is a finding and no more")
  func pickleAsEvidence() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try root.write([0x80, 2, 0x63, 0x6F, 0x73, 0x0A], to: "r/SHA256SUMS")
    try write("\(Self.hex)\n", to: "r/model.safetensors.sha256")
    let verification = try await verify(["r"])
    #expect(verification.status == .verified)
    #expect(verification.findings.contains { $0.id == .manifestMalformed })
    #expect(verification.unlistedCode == ["SHA256SUMS"])
  }

  @Test("TRUST 2.3: signatures that were not looked at prevent an answer")
  func starvedSignatures() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try write("\(Self.hex)  model.safetensors\n", to: "r/SHA256SUMS")
    for index in 100..<164 { try write("x", to: "r/a\(index).sig") }
    #expect(try await verify(["r"]).status == .verified)
    try write("x", to: "r/model.sig")
    let verification = try await verify(["r"])
    #expect(verification.status == .unestablished)
    #expect(verification.reasons.map(\.code) == [.evidenceNotSearched])
  }

  @Test("TRUST 3: signatures do not use up the places of manifests")
  func manySignatures() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    for index in 100..<200 { try write("x", to: "r/0\(index).sig") }
    try write("\(Self.other)  model.safetensors\n", to: "r/SHA256SUMS")
    #expect(try await verify(["r"]).status == .mismatch)
  }

  @Test("TRUST 2.3: what lies in the release cannot hide a RECORD above it")
  func starvedSearch() async throws {
    let hash = Self.base64(Self.digest([1]).bytes)
    try root.write(Self.weights, to: "sp/pkg/model.safetensors")
    try write("pkg/model.safetensors,sha256=\(hash),\n", to: "sp/p-1.dist-info/RECORD")
    try root.resize("sp/pkg/a.dist-info/RECORD", to: 300 << 20)
    for index in 0..<64 {
      try write("\(Self.hex)  model.safetensors\n", to: "sp/pkg/SHA256SUMS.\(index)")
      try write("x,,\nx,y,z\n", to: "sp/pkg/x\(index).dist-info/RECORD")
    }
    let verification = try await verify(["sp/pkg"])
    #expect(verification.reasons.contains(Reason(.fileMismatch, path: "model.safetensors")))
  }

  @Test("TRUST 3: a RECORD that cannot be read is listed")
  func brokenRecord() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try root.link("r/p-1.dist-info/RECORD", to: "../../outside")
    try write("x", to: "outside")
    let verification = try await verify(["r"])
    #expect(verification.findings.contains { $0.id == .manifestUnreadable })
  }

  @Test("TRUST 3: at most 64 candidates are looked at")
  func manyCandidates() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    for index in 100..<400 {
      try write("\(Self.other)  nothing-\(index)\n", to: "r/SHA256SUMS.\(index)")
    }
    let verification = try await verify(["r"]) { $0.missing = .report }
    // What was left out could contradict what was read.
    #expect(verification.reasons.contains { $0.code == .evidenceNotSearched })
    #expect(verification.manifests.count == 65)
    #expect(verification.manifests.last?.refusal == "236 more manifests were not looked at")
  }

  // MARK: Strictness

  @Test("a file behind a link to a folder, or of git's at the top, is read where a claim names it")
  func claimedHidden() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try root.write([1], to: "r/inner/x.bin")
    try root.link("r/alias", to: "inner")
    try root.write([2], to: "r/.gitattributes")
    let sums =
      "\(Self.hex)  model.safetensors\n\(Self.digest([1]).hex)  alias/x.bin\n"
      + "\(Self.digest([2]).hex)  .gitattributes\n"
    try write(sums, to: "r/SHA256SUMS")
    #expect(try await verify(["r"]).status == .verified)
    try root.write([3], to: "r/.gitattributes")
    #expect(try await verify(["r"]).status == .mismatch)
  }

  @Test(
    "TRUST 2.7: what decides what runs is an error when exempted",
    arguments: [
      "x.py", "model.safetensors.index.json", "pytorch_model.bin", "chat_template.jinja",
    ])
  func exempted(name: String) async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try write(
      #"{"weight_map": {"weight": "model.safetensors", "bias": "model.safetensors"}}"#,
      to: "r/\(name)")
    try write("\(Self.hex)  model.safetensors\n", to: "r/SHA256SUMS")
    let verification = try await verify(["r"]) { $0.ignored = [FilePath(name)] }
    #expect(verification.findings.map(\.id) == [.evidenceExempted])
    #expect(verification.exempted.map(\.description) == [name])
    #expect(verification.status == .verified)
  }

  @Test("--ignore takes a folder, relative or absolute; one outside is refused")
  func ignoredFolder() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try write("x", to: "r/docs/a.txt")
    try write("\(Self.hex)  model.safetensors\n", to: "r/SHA256SUMS")
    for path in [FilePath("docs"), root.path.appending("r/docs")] {
      let verification = try await verify(["r"]) {
        $0.ignored = [path]
        $0.unlisted = .fail
      }
      #expect(verification.status == .verified)
    }
    await #expect(throws: WeightCheckError.self) {
      try await verify(["r"]) { $0.ignored = ["/etc/passwd"] }
    }
  }

  @Test("unlisted code is counted: Python, pickles by content, auto_map")
  func unlistedCode() async throws {
    try root.write(Self.weights, to: "r/model.safetensors")
    try write("\(Self.hex)  model.safetensors\n", to: "r/SHA256SUMS")
    try write("x", to: "r/modeling.py")
    try root.write([0x80, 4, 0x95], to: "r/innocent.txt")
    try write(#"{"a": [1], "auto_map": {}}"#, to: "r/config.json")
    try write(#"{"a": "auto_map"}"#, to: "r/sub/config.json")
    try write(#"{"x": NaN, "auto_map": {}}"#, to: "r/sub/tokenizer_config.json")
    try write("(dp0\n.", to: "r/sub/old.bin")
    let verification = try await verify(["r"])
    #expect(
      verification.unlistedCode.map(\.description)
        == [
          "config.json", "innocent.txt", "modeling.py", "sub/old.bin", "sub/tokenizer_config.json",
        ])
  }

  @Test("--fail-fast leaves the rest unchecked and says so")
  func failFast() async throws {
    var sums = ""
    for index in 0..<3 {
      try root.resize(FilePath("r/f\(index).bin"), to: 256 << 20)
      sums += "\(Self.other)  f\(index).bin\n"
    }
    try root.write(Self.weights, to: "r/model.safetensors")
    try write(sums + "\(Self.other)  model.safetensors\n", to: "r/SHA256SUMS")
    let verification = try await verify(["r"]) {
      $0.stopsAtMismatch = true
      $0.threadCount = 1
    }
    #expect(verification.status == .mismatch)
    #expect(verification.reasons.contains { $0.code == .fileNotChecked })
  }
}
