// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("OCI and Docker manifests")
struct OCIManifestTests {
  private static let hex = JSONManifest.hex
  private static let otherHex = JSONManifest.otherHex
  private static let archive = "a digest of a tar archive"

  private static func document(_ layers: String, fields: String = "") -> String {
    """
    {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
     "config":{"mediaType":"application/vnd.oci.empty.v1+json","size":2,
     "digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"},
     \(fields)"layers":[\(layers)]}
    """
  }

  private static func layer(
    _ type: String, digest: String = "sha256:\(hex)", size: String = "5",
    _ annotations: [(String, String)] = []
  ) -> String {
    let pairs = annotations.map { #""\#($0)":"\#($1)""# }.joined(separator: ",")
    let field = annotations.isEmpty ? "" : #","annotations":{\#(pairs)}"#
    return #"{"mediaType":"\#(type)","digest":"\#(digest)","size":\#(size)\#(field)}"#
  }

  private static func titled(_ title: String, hex: String = hex) -> String {
    layer("text/plain", digest: "sha256:\(hex)", [("org.opencontainers.image.title", title)])
  }

  // MARK: What tools write

  /// The layers of `phi3:mini`; the model's digest and size are those of the registry, the others
  /// stand for theirs.
  static let ollamaManifest = """
    {"schemaVersion":2,
     "mediaType":"application/vnd.docker.distribution.manifest.v2+json",
     "config":{"mediaType":"application/vnd.docker.container.image.v1+json",
       "digest":"sha256:\(hex)","size":483},
     "layers":[
      {"mediaType":"application/vnd.ollama.image.model",
       "digest":"sha256:633fc5be925f9a484b61d6f9b9a78021eeb462100bd557309f01ba84cac26adf",
       "size":2176177120},
      {"mediaType":"application/vnd.ollama.image.license","digest":"sha256:\(otherHex)",
       "size":1084},
      {"mediaType":"application/vnd.ollama.image.license","digest":"sha256:\(otherHex)",
       "size":1084},
      {"mediaType":"application/vnd.ollama.image.tensor; name=a; dtype=F32",
       "digest":"sha512:\(ChecksumFileTests.hex512)","size":7,"from":"/root/m.gguf"}]}
    """

  @Test("Ollama: every blob is a file of the store, the config's too")
  func ollama() throws {
    let manifest = try JSONManifest.parse(Self.ollamaManifest)
    #expect(manifest.form == .oci)
    #expect(
      manifest.claims.map(\.subject)
        == [
          "sha256-633fc5be925f9a484b61d6f9b9a78021eeb462100bd557309f01ba84cac26adf",
          "sha256-\(Self.otherHex)", "sha512-\(ChecksumFileTests.hex512)", "sha256-\(Self.hex)",
        ].map(JSONManifest.path))
    #expect(manifest.claims.map(\.byteCount) == [2_176_177_120, 1084, 7, 483])
    #expect(
      manifest.claims.map { $0.digests.map(\.algorithm) } == [
        [.sha256], [.sha256], [.sha512], [.sha256],
      ])
    #expect(manifest.claims.map(\.line) == [1, 2, 4, 5])
    #expect(manifest.repeatedEntryCount == 1)
  }

  @Test("Ollama: a manifest without schema version and config is not taken for one")
  func layersOnly() {
    let text = #"{"layers":[\#(Self.layer("application/vnd.ollama.image.model"))]}"#
    #expect(JSONManifest.error(text) == .notReadYet(what: "a JSON document"))
  }

  @Test("ModelPack: a raw layer is the file at its path, an archive verifies nothing")
  func modelPack() throws {
    // Media types and annotation of model-spec v1; packers write the title too.
    func layer(_ kind: String, _ path: String) -> String {
      Self.layer("application/vnd.cncf.model.\(kind)", [("org.cncf.model.filepath", path)])
    }
    let manifest = try JSONManifest.parse(
      Self.document(
        [
          layer("weight.v1.raw", "model-00001-of-00002.safetensors"),
          layer("weight.config.v1.raw", "config.json"),
          layer("doc.v1.tar", "README.md"), layer("code.v1.tar+gzip", "src/run.py"),
          layer("dataset.v1.tar+zstd", "data"),
          Self.layer(
            "application/vnd.cncf.model.weight.v1.tar",
            [
              ("org.opencontainers.image.title", "b.gguf"),
              ("org.cncf.model.filepath", "a/b.gguf"),
            ]),
          Self.layer(
            "application/vnd.cncf.model.weight.v1.tar",
            [("org.opencontainers.image.title", "titled.gguf")]),
          Self.layer("application/vnd.cncf.model.weight.v1.raw"),
        ].joined(separator: ","),
        fields: #""artifactType":"application/vnd.cncf.model.manifest.v1+json","#))
    let raw = ["model-00001-of-00002.safetensors", "config.json"]
    let archives = ["README.md", "src/run.py", "data", "a/b.gguf", "titled.gguf"]
    #expect(
      manifest.claims.map(\.subject)
        == (raw + archives).map(JSONManifest.path) + [.nameless])
    for claim in manifest.claims {
      let isRaw = claim.line <= 2 || claim.line == 8
      #expect(claim.digests.map(\.hex) == (isRaw ? [Self.hex] : []))
      #expect(claim.byteCount == (isRaw ? 5 : nil))
      #expect(claim.unsupportedAlgorithms == (isRaw ? [] : [Self.archive]))
    }
  }

  @Test("KitOps: its archives are said and not skipped")
  func kitOps() throws {
    let kinds = [
      "model.v1.tar", "modelpart.v1.tar+gzip", "dataset.v1.tar", "code.v1.tar+gzip",
      "docs.v1.tar+zstd", "model.v1.raw+gzip",
    ]
    let layers = kinds.map { Self.layer("application/vnd.kitops.modelkit.\($0)") }
    let manifest = try JSONManifest.parse(
      """
      {"schemaVersion":2,"artifactType":"application/vnd.kitops.modelkit.manifest.v1+json",
       "config":\(Self.layer("application/vnd.kitops.modelkit.config.v1+json")),
       "layers":[\(layers.joined(separator: ","))]}
      """)
    #expect(manifest.claims.count == kinds.count)
    for claim in manifest.claims {
      #expect(claim.subject == .nameless)
      #expect(claim.digests.isEmpty && claim.byteCount == nil)
      #expect(claim.unsupportedAlgorithms == [Self.archive])
    }
    let raw = Self.layer("application/vnd.kitops.modelkit.model.v1.raw")
    #expect(
      try JSONManifest.parse(Self.document(raw)).claims.map { $0.digests.map(\.hex) }
        == [[Self.hex]])
  }

  @Test("ORAS: a title names the file, but for a folder that is unpacked")
  func oras() throws {
    let title = "org.opencontainers.image.title"
    let manifest = try JSONManifest.parse(
      Self.document(
        [
          Self.layer("application/octet-stream", [(title, "a.gguf")]),
          // What `oras push` calls a plain file, and a folder.
          Self.layer("application/vnd.oci.image.layer.v1.tar", [(title, "b.gguf")]),
          Self.layer(
            "application/vnd.oci.image.layer.v1.tar+gzip",
            [
              ("io.deis.oras.content.digest", "sha256:\(Self.otherHex)"),
              ("io.deis.oras.content.unpack", "true"), (title, "details"),
            ]),
          Self.layer(
            "text/plain", [("io.deis.oras.content.unpack", "false"), (title, "c.txt")]),
        ].joined(separator: ",")))
    #expect(
      manifest.claims.map(\.subject)
        == ["a.gguf", "b.gguf", "details", "c.txt"].map(JSONManifest.path))
    #expect(manifest.claims.map(\.digests.count) == [1, 1, 0, 1])
    #expect(manifest.claims.map(\.byteCount) == [5, 5, nil, 5])
    #expect(manifest.claims[2].unsupportedAlgorithms == [Self.archive])
  }

  @Test("other layers are blobs or archives without a name")
  func otherLayers() throws {
    let types = [
      ("application/vnd.docker.ai.gguf.v3", false), ("application/octet-stream", false),
      ("application/vnd.oci.image.layer.v1.tar", true),
      ("application/vnd.oci.image.layer.v1.tar+zstd", true),
      ("application/vnd.docker.image.rootfs.diff.tar.gzip", true),
      ("application/vnd.example.tar; x=y", true), ("application/vnd.example.star", false),
    ]
    for (type, isArchive) in types {
      let claims = try JSONManifest.parse(Self.document(Self.layer(type))).claims
      #expect(claims.map(\.subject) == [.nameless])
      #expect(claims.map(\.digests.isEmpty) == [isArchive], "\(type)")
    }
  }

  @Test("layers of elsewhere, empty layers, other configs, urls and data are no files")
  func ignored() throws {
    let ignored = [
      Self.layer("application/vnd.oci.empty.v1+json", size: "2"),
      Self.layer("application/vnd.oci.image.layer.nondistributable.v1.tar+gzip"),
      Self.layer("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"),
    ].joined(separator: ",")
    #expect(JSONManifest.error(Self.document(ignored)) == .empty)
    #expect(JSONManifest.error(Self.document("")) == .empty)

    let file = String(Self.titled("a").dropLast())
    let manifest = try JSONManifest.parse(
      Self.document(
        ignored + "," + file + #","urls":["https://example.com/b.gguf"],"data":"e30="}"#))
    #expect(manifest.claims.map(\.subject) == [JSONManifest.path("a")])
    #expect(manifest.claims.map(\.line) == [4])
  }

  // MARK: Refused

  @Test(
    "an index lists manifests and not files",
    arguments: [
      #"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}"#,
      #"{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","#
        + #""digest":"sha256:00","size":1}]}"#,
      #"{"mediaType":"application/vnd.docker.distribution.manifest.list.v2+json"}"#,
      #"{"schemaVersion":2,"layers":[],"manifests":[]}"#,
    ])
  func index(_ text: String) {
    let error = JSONManifest.error(text)
    #expect(error == .listsManifests)
    #expect(error?.isUnsupported == true)
    #expect(error?.description == "lists manifests, and not the files of one")
  }

  @Test(
    "a digest that OCI does not allow is refused",
    arguments: [
      "", "sha256", ":", "sha256:", ":\(hex)", hex, "sha256:\(hex.uppercased())",
      "sha256:\(hex.dropLast())", "sha256:\(hex)0", "sha256:\(hex.dropLast())g",
      "SHA256:\(hex)", "sha256-\(hex)", "sha512:\(hex)", "sha256:\(ChecksumFileTests.hex512)",
      "sha256: \(hex)", "sha256:\(hex)\\n", "sha256:sha256:\(hex)", "+sha256:\(hex)",
      "sha256+:\(hex)", "a..b:\(hex)", "blake3:", "blake3:a/b", "sha256:../../../../etc/passwd",
    ])
  func digests(_ digest: String) {
    #expect(
      JSONManifest.field(Self.document(Self.layer("text/plain", digest: digest))) == "digest")
  }

  @Test(
    "TRUST 1.5: a digest of another algorithm verifies nothing",
    arguments: [
      ("blake3:\(hex)", "BLAKE3"), ("md5:00", "MD5"), ("sha1:00", "SHA-1"),
      ("multihash+base58:QmRZxt2b1FVZPNqd8hsiykDL3TdBDeTSPX9Kv46HmX4Gx8", "an unknown algorithm"),
      // Not the registered names.
      ("sha-256:\(hex)", "an unknown algorithm"), ("blake2b512:00", "an unknown algorithm"),
    ])
  func otherAlgorithms(_ digest: String, shown: String) throws {
    let claims = try JSONManifest.parse(
      Self.document(
        Self.layer("text/plain", digest: digest, [("org.opencontainers.image.title", "a")]))
    ).claims
    #expect(claims.map(\.subject) == [JSONManifest.path("a")])
    #expect(claims.map(\.digests) == [[]])
    #expect(claims.map(\.unsupportedAlgorithms) == [[shown]])
  }

  @Test("SHA-384 and SHA-512 are read")
  func longDigests() throws {
    let claims = try JSONManifest.parse(
      Self.document(
        Self.layer("text/plain", digest: "sha384:\(ChecksumFileTests.hex384)") + ","
          + Self.layer("text/plain", digest: "sha512:\(ChecksumFileTests.hex512)"))
    ).claims
    #expect(claims.map { $0.digests.map(\.algorithm) } == [[.sha384], [.sha512]])
  }

  @Test(
    "a field that is missing or of another kind is named",
    arguments: [
      ("schemaVersion", document("").replacing(#""schemaVersion":2,"#, with: "")),
      ("schemaVersion", #"{"schemaVersion":1,"layers":[]}"#),
      ("schemaVersion", #"{"schemaVersion":"2","layers":[]}"#),
      ("layers", #"{"schemaVersion":2,"layers":null}"#),
      ("layers", #"{"schemaVersion":2,"layers":{}}"#), ("layers", document("7")),
      ("config", #"{"schemaVersion":2,"config":[],"layers":[]}"#),
      ("mediaType", document(#"{"digest":"sha256:\#(hex)","size":1}"#)),
      ("mediaType", document(#"{"mediaType":null}"#)),
      ("digest", document(#"{"mediaType":"a/b","size":1}"#)),
      ("digest", document(#"{"digest":7}"#)),
      ("size", document(#"{"mediaType":"a/b","digest":"sha256:\#(hex)"}"#)),
      ("size", document(layer("a/b", size: "-1"))), ("size", document(layer("a/b", size: "1.5"))),
      ("size", document(layer("a/b", size: #""5""#))),
      ("size", document(layer("a/b", size: "18446744073709551616"))),
      ("annotations", document(#"{"annotations":[]}"#)),
      (
        "org.opencontainers.image.title",
        document(#"{"annotations":{"org.opencontainers.image.title":1}}"#)
      ),
      ("org.cncf.model.filepath", document(#"{"annotations":{"org.cncf.model.filepath":null}}"#)),
      (
        "io.deis.oras.content.unpack",
        document(#"{"annotations":{"io.deis.oras.content.unpack":true}}"#)
      ),
      // A config must be sound even where it is not used.
      ("digest", #"{"schemaVersion":2,"layers":[],"config":{"mediaType":"a/b","size":1}}"#),
    ])
  func invalid(_ field: String, _ text: String) {
    #expect(JSONManifest.field(text) == field)
  }

  @Test("what has no layers is another document")
  func notRecognised() {
    for text in [
      #"{"schemaVersion":2,"config":{}}"#, #"[{"schemaVersion":2,"layers":[]}]"#,
      #"{"schemaVersion":1,"fsLayers":[]}"#, #"{"manifests":[]}"#,
    ] {
      #expect(JSONManifest.error(text) == .notReadYet(what: "a JSON document"))
    }
  }

  // MARK: Rules of evidence and hostile documents

  @Test("TRUST 1.3: layers of one name agree in digest and size, or are malformed")
  func contradiction() throws {
    let agreeing = Self.titled("a") + "," + Self.titled("./a")
    #expect(try JSONManifest.parse(Self.document(agreeing)).repeatedEntryCount == 1)
    let digests = Self.titled("a") + "," + Self.titled("a", hex: Self.otherHex)
    #expect(
      JSONManifest.error(Self.document(digests)) == .contradictoryEntries(path: "a", line: 2))
    let sizes = Self.titled("a") + "," + Self.titled("a").replacing(":5,", with: ":6,")
    #expect(
      JSONManifest.error(Self.document(sizes)) == .contradictoryEntries(path: "a", line: 2))
    // The same blob of an Ollama store with two sizes.
    let ollama = "application/vnd.ollama.image.model"
    let blobs = Self.layer(ollama, size: "1") + "," + Self.layer(ollama, size: "2")
    #expect(
      JSONManifest.error(Self.document(blobs))
        == .contradictoryEntries(path: UntrustedText("sha256-\(Self.hex)"), line: 2))
  }

  @Test(
    "TRUST 1.4: a name that leaves the folder is kept apart",
    arguments: ["../a", "/a", "a/../../b", "."])
  func escaping(_ name: String) throws {
    for key in ["org.opencontainers.image.title", "org.cncf.model.filepath"] {
      for type in ["text/plain", "application/vnd.cncf.model.weight.v1.tar"] {
        let manifest = try JSONManifest.parse(Self.document(Self.layer(type, [(key, name)])))
        #expect(manifest.claims.map(\.subject) == [.escaping(UntrustedText(name))])
      }
    }
  }

  @Test("TRUST 8: a key that stands twice is refused")
  func duplicateKeys() {
    for layers in [
      #"{"digest":"sha256:\#(Self.hex)","digest":"sha256:\#(Self.otherHex)"}"#,
      #"{"annotations":{"org.opencontainers.image.title":"a","#
        + #""org.opencontainers.image.titl\u0065":"b"}}"#,
      #"{"x":{"y":1,"y":2}}"#,
    ] {
      #expect(JSONManifest.reason(Self.document(layers))?.contains("stands twice") == true)
    }
    #expect(
      JSONManifest.reason(Self.document("", fields: #""layers":[],"#))?.contains("stands twice")
        == true)
  }

  @Test("many layers are read in one pass, and deep nesting is refused")
  func many() throws {
    let layers = (0..<20_000).map { Self.titled("f\($0)") }.joined(separator: ",")
    #expect(try JSONManifest.parse(Self.document(layers)).claims.count == 20_000)
    let deep = String(repeating: #"{"data":["#, count: 50_000)
    #expect(JSONManifest.reason(Self.document(deep))?.contains("nested deeper") == true)
  }

  @Test("damage never traps")
  func damage() throws {
    try JSONManifest.expectRobust(
      Self.document(
        Self.titled("a") + "," + Self.layer("application/vnd.cncf.model.weight.v1.tar")))
  }

  @Test("TRUST 1.3: a layer that is no file may not contradict another one under its title")
  func contradictionOfIgnored() throws {
    for type in [
      "application/vnd.oci.empty.v1+json",
      "application/vnd.oci.image.layer.nondistributable.v1.tar",
      "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
    ] {
      for key in ["org.opencontainers.image.title", "org.cncf.model.filepath"] {
        let other = Self.layer(type, digest: "sha256:\(Self.otherHex)", [(key, "a")])
        #expect(try JSONManifest.parse(Self.document(other)).claims.count == 1)
        if key == "org.cncf.model.filepath" && type.contains(".tar") { continue }
        for layers in [Self.titled("a") + "," + other, other + "," + Self.titled("a")] {
          #expect(
            JSONManifest.error(Self.document(layers)) == .contradictoryEntries(path: "a", line: 2),
            "\(type)")
        }
      }
    }
  }

  @Test(
    "a path wins over a title that differs by its folder only; any other title is malformed",
    arguments: [
      ("a/b.gguf", "b.gguf", true), ("a/b.gguf", "a/b.gguf", true), ("a/b.gguf", "./b.gguf", true),
      ("b.gguf", "x/b.gguf", true), ("a/b.gguf", "c.gguf", false), ("b.gguf", "B.gguf", false),
      ("b.gguf", "", false), ("b.gguf", "b.gguf/c", false),
    ])
  func pathAndTitle(_ path: String, _ title: String, isRead: Bool) throws {
    for type in ["application/vnd.cncf.model.weight.v1.raw", "text/plain"] {
      let text = Self.document(
        Self.layer(
          type, [("org.opencontainers.image.title", title), ("org.cncf.model.filepath", path)]))
      if isRead {
        #expect(try JSONManifest.parse(text).claims.map(\.subject) == [JSONManifest.path(path)])
      } else {
        #expect(JSONManifest.field(text) == "org.opencontainers.image.title")
      }
    }
  }
}
