// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("OpenSSF Model Signing: what is signed")
struct ModelSigningTests {
  typealias Text = StatementText

  /// As model-signing 1.1.1 writes it: pretty-printed, the fields of the predicate in any order.
  ///
  /// The root digest is `sha256sum` of 32 bytes 0xaa and 32 bytes 0xbb.
  static let current = """
    {
      "_type": "https://in-toto.io/Statement/v1",
      "subject": [
        {
          "name": "release",
          "digest": {
            "sha256": "e2d80f78d79027556d6619a1400605abbdca6bb6eb24e0831e33ecd5466fa5f6"
          }
        }
      ],
      "predicateType": "https://model_signing/signature/v1.0",
      "predicate": {
        "resources": [
          {
            "algorithm": "sha256",
            "name": "config.json",
            "digest": "\(Text.hex("a"))"
          },
          {
            "algorithm": "sha256",
            "name": "vae/model.safetensors",
            "digest": "\(Text.hex("b"))"
          }
        ],
        "serialization": {
          "hash_type": "sha256",
          "ignore_paths": [
            ".git",
            "model.sig",
            "../notes",
            ".github"
          ],
          "allow_symlinks": false,
          "method": "files"
        }
      }
    }
    """

  private static func claims(_ text: ModelText) throws -> [Claim] {
    try Text.manifest(text.text).claims
  }

  private static func error(_ text: ModelText) -> ManifestError? { Text.error(text.text) }

  /// Why the model of two files is refused after a change; nil if it is read.
  private static func error(_ change: (inout ModelText) -> Void) -> ManifestError? {
    var text = ModelText(files: ["a", "b"])
    change(&text)
    return error(text)
  }

  @Test("each file is a claim about its bytes")
  func files() throws {
    let manifest = try Text.manifest(Self.current)
    #expect(manifest.form == .modelSigning)
    #expect(!manifest.isSigned)
    #expect(
      manifest.claims.map(\.subject)
        == [try Text.path("config.json"), try Text.path("vae/model.safetensors")])
    #expect(manifest.claims.map { $0.digests.map(\.hex) } == [[Text.hex("a")], [Text.hex("b")]])
    #expect(manifest.claims.allSatisfy { $0.digests.map(\.algorithm) == [.sha256] })
    #expect(manifest.claims.allSatisfy { $0.unsupportedAlgorithms.isEmpty && $0.ranges == nil })
    #expect(manifest.claims.map(\.line) == [1, 2])
  }

  @Test("TRUST 1.7: what the signer left out is kept as it is written")
  func exempted() throws {
    #expect(
      try Text.manifest(Self.current).exempted == [".git", "model.sig", "../notes", ".github"])
    // Absent before 1.1.0.
    #expect(try Text.manifest(ModelText(files: ["a"]).text).exempted.isEmpty)
  }

  @Test("a model that is one file has no name, or its own")
  func singleFile() throws {
    // model-signing 0.3.1 to 1.1.1 write ".", the specification has the file's name.
    #expect(try Self.claims(ModelText(files: ["."])).map(\.subject) == [.nameless])
    #expect(try Self.claims(ModelText(files: ["m"])).map(\.subject) == [try Text.path("m")])
    #expect(try Self.claims(.shards([".:0:5", ".:5:7"])).map(\.subject) == [.nameless])
  }

  @Test("algorithms by their names")
  func algorithms() throws {
    for (name, algorithm) in [
      ("sha256", DigestAlgorithm.sha256), ("sha384", .sha384), ("sha512", .sha512),
      ("blake2b", .blake2b512), ("blake2", .blake2b512),
    ] {
      let digest = Text.hex("c", count: algorithm.byteCount * 2)
      let claims = try Self.claims(
        ModelText([.init(name: "a", algorithm: name, digest: digest)]))
      #expect(claims.map { $0.digests.map(\.algorithm) } == [[algorithm]])
      #expect(claims.map { $0.digests.map(\.hex) } == [[digest]])
    }
    for (name, shown) in [
      ("blake3", "BLAKE3"), ("md5", "md5"), ("SHA256", "SHA256"), ("", ""),
      ("file-sha256", "file-sha256"), ("sha256-sharded-1000", "sharded SHA-256"),
      ("blake3-sharded-1", "sharded BLAKE3"), ("sha256-sharded-", "sha256-sharded-"),
      ("sha256-1000", "sha256-1000"), ("-sharded-1", "sharded "),
    ] {
      let claims = try Self.claims(
        ModelText([.init(name: "a", algorithm: name, digest: Text.hex("c"))]))
      #expect(claims.map(\.digests) == [[]])
      #expect(claims.map(\.unsupportedAlgorithms) == [[shown]])
    }
  }

  // MARK: Names

  @Test(
    "TRUST 1.3: names that are not in their one form are refused, and so are those that lead out",
    arguments: [
      "./a", "a//b", "a/", "a/.", "a/./b", "..", "../a", "a/..", "a/../b", "/a", "/", "//", "",
      "a\\u0000b", ".", "./", "/.",
    ])
  func names(name: String) {
    let shown = UntrustedText(name.replacing("\\u0000", with: "\0"))
    #expect(Self.error(ModelText(files: ["x", name])) == .pathInvalid(shown))
    #expect(Self.error(.shards(["x:0:1", "\(name):0:1"])) == .pathInvalid(shown))
    if name != "." { #expect(Self.error(ModelText(files: [name])) == .pathInvalid(shown)) }
  }

  @Test(
    "names that only look odd are names", arguments: ["...", "..a", ".a", " ", "a:0:1", "a\\\\b"])
  func oddNames(name: String) throws {
    let claims = try Self.claims(ModelText(files: ["x", name]))
    #expect(claims.last?.subject == (try Text.path(name.replacing("\\\\", with: "\\"))))
  }

  @Test("TRUST 1.3: a file that stands twice is refused, also where both agree")
  func duplicates() {
    var text = ModelText(files: ["a", "b", "a"])
    let refused = ManifestError.repeatedEntry(path: "a", line: 3)
    #expect(Self.error(text) == refused)
    text.resources[2].digest = text.resources[0].digest
    #expect(Self.error(text) == refused)
    text.resources[2].algorithm = "blake3"
    #expect(Self.error(text) == refused)
    #expect(refused.description == "names 'a' again in entry 3, which no signed form may")
  }

  // MARK: Root digest

  @Test("the root digest is the SHA-256 of the digests in their order")
  func root() {
    #expect(Text.error(Self.current) == nil)
    // `sha256sum` of the same two digests the other way round.
    let swapped = "0393ab96b890b91266b63c748c51063fc8d8b802d25382b203bb302bb8864bde"
    for root in [swapped, Text.hex("0"), Text.hex("a")] {
      let error = Text.error(
        Self.current.replacing(
          "e2d80f78d79027556d6619a1400605abbdca6bb6eb24e0831e33ecd5466fa5f6", with: root))
      #expect(error == .rootDigestDisagrees)
      #expect(error?.description == "has a root digest that is not the one of its resources")
    }
    let upper = Self.current.replacing(
      "e2d80f78d79027556d6619a1400605abbdca6bb6eb24e0831e33ecd5466fa5f6",
      with: "E2D80F78D79027556D6619A1400605ABBDCA6BB6EB24E0831E33ECD5466FA5F6")
    #expect(Text.error(upper) == nil)
  }

  @Test("the root digest covers every resource, of whatever algorithm")
  func rootOfAll() {
    let good = ModelText([
      .init(name: "a", digest: Text.hex("a")),
      .init(name: "b", algorithm: "blake3", digest: Text.hex("b")),
    ])
    #expect(Self.error(good) == nil)
    var text = good
    text.root = "e2d80f78d79027556d6619a1400605abbdca6bb6eb24e0831e33ecd5466fa5f6"
    #expect(Self.error(text) == nil)
    text.resources[1].digest = Text.hex("c")
    #expect(Self.error(text) == .rootDigestDisagrees)
    text.resources.removeLast()
    #expect(Self.error(text) == .rootDigestDisagrees)
  }

  @Test("the model is exactly one subject, with a SHA-256")
  func subjects() {
    func field(_ subjects: [String]) -> String? {
      if case .fieldInvalid(let field, _)? = Self.error({ $0.subjects = subjects }) {
        return field
      }
      return nil
    }
    #expect(field([]) == "subject")
    #expect(field([Text.subject("a"), Text.subject("b")]) == "subject")
    #expect(field([#"{"name":"m"}"#]) == "digest")
    #expect(field([#"{"name":"m","digest":{"sha1":"a"}}"#]) == "sha256")
    #expect(
      field([#"{"name":"m","digest":{"sha512":"\#(Text.hex("a", count: 128))"}}"#]) == "sha256")
  }

  // MARK: Shards

  @Test("shards are kept as the ranges of their file, in the order of the file")
  func shards() throws {
    // The specification's order, by code points: 10000 stands before 2000. model-signing 1.1.1
    // writes the size of a shard into the algorithm.
    for algorithm in ["sha256", "sha256-sharded-1000"] {
      let text = ModelText.shards(
        [
          "a/m:0:1000", "a/m:10000:10001", "a/m:1000:10000", "a:b:0:7", "c:0:18446744073709551615",
        ], algorithm: algorithm)
      let manifest = try Text.manifest(text.text)
      #expect(manifest.form == .modelSigning)
      let claims = manifest.claims
      #expect(
        claims.map(\.subject) == [try Text.path("a/m"), try Text.path("a:b"), try Text.path("c")])
      #expect(claims.map(\.line) == [1, 4, 5])
      #expect(claims.map(\.byteCount) == [10001, 7, .max])
      #expect(claims.allSatisfy { $0.digests.isEmpty })
      #expect(claims.allSatisfy { $0.unsupportedAlgorithms.isEmpty && $0.hasStrongDigest })
      let ranges = try #require(claims[0].ranges)
      #expect(ranges.algorithm == .sha256)
      #expect((0..<ranges.count).map(ranges.byteRange) == [0..<1000, 1000..<10000, 10000..<10001])
      for (index, resource) in [0, 2, 1].enumerated() {
        let digest = try #require(
          Digest(.sha256, hex: Array(text.resources[resource].digest.utf8)[...]))
        #expect(ranges.agrees(digest, at: index))
      }
    }
  }

  @Test("shards of two files may stand in turns")
  func turns() throws {
    let claims = try Self.claims(.shards(["a:0:2", "b:0:3", "a:2:4", "b:3:4"]))
    #expect(claims.map(\.subject) == [try Text.path("a"), try Text.path("b")])
    #expect(claims.map { $0.ranges?.count } == [2, 2])
  }

  @Test("shards of other algorithms")
  func shardAlgorithms() throws {
    for (name, algorithm) in [
      ("blake2b-sharded-4", DigestAlgorithm.blake2b512), ("sha512", .sha512),
    ] {
      var text = ModelText.shards(["a:0:2", "a:2:4"], algorithm: name)
      for index in 0..<2 {
        text.resources[index].digest = Text.hex("c", count: algorithm.byteCount * 2)
      }
      let claim = try #require(try Self.claims(text).first)
      #expect(claim.ranges?.algorithm == algorithm)
      #expect(claim.unsupportedAlgorithms.isEmpty)
    }
    let blake3 = try Self.claims(.shards(["a:0:2", "a:2:4"], algorithm: "blake3-sharded-2"))
    #expect(blake3.map(\.unsupportedAlgorithms) == [["sharded BLAKE3"]])
    #expect(blake3.map(\.ranges) == [nil])
    #expect(blake3.map(\.byteCount) == [4])
    var mixed = ModelText.shards(["a:0:2", "a:2:4"])
    mixed.resources[1].algorithm = "blake3"
    guard case .fieldInvalid("algorithm", _)? = Self.error(mixed) else {
      Issue.record("shards of two algorithms were read")
      return
    }
  }

  @Test(
    "TRUST 8: shards that leave a gap, overlap, miss the start or are empty are refused",
    arguments: [
      (["a:0:5", "a:6:9"], 5), (["a:0:5", "a:4:9"], 5), (["a:1:5"], 0), (["a:0:5", "a:0:5"], 5),
      (["a:0:5", "a:0:9"], 5), (["a:0:0"], 0), (["a:0:5", "a:5:5"], 5), (["a:5:0"], 0),
      (["a:0:5", "a:5:3"], 5), (["a:5:9", "b:0:5"], 0),
      (["a:0:18446744073709551615", "a:1:2"], .max),
    ] as [([String], UInt64)])
  func tiling(names: [String], offset: UInt64) {
    let error = Self.error(.shards(names))
    #expect(error == .shardsNotTiling(path: "a", offset: offset))
    #expect(
      error?.description
        == "has shards of 'a' that do not follow each other at byte \(offset) of the file")
  }

  @Test(
    "a name that is no shard's is refused",
    arguments: [
      "a", "a:0", "a:0:", "a::5", "a:0:5:", "a: 0:5", "a:0:+5", "a:-0:5", "a:00:5", "a:0:05",
      "a:0:18446744073709551616", "a:0:5 ", "a:0x0:5", "0:5", "", ":", "::", "a:0:٥",
    ])
  func shardNames(name: String) {
    guard case .fieldInvalid("name", _)? = Self.error(.shards([name])) else {
      Issue.record("\(String(describing: Self.error(.shards([name]))))")
      return
    }
  }

  // MARK: 0.2.0

  /// As model-signing 0.2.0 writes it.
  private static func old(_ subjects: [String]) -> String {
    Text.statement(
      subjects, predicateType: "https://model_signing/Digests/v0.1",
      predicate: #"{"unused":""}"#)
  }

  private static func oldSubject(_ name: String, _ algorithm: String) -> String {
    #"{"name":"\#(name)","digest":{"sha256":"\#(Text.hex("a"))"},"#
      + #""annotations":{"actual_hash_algorithm":"\#(algorithm)"}}"#
  }

  @Test("0.2.0 wrote each file as a subject")
  func oldFiles() throws {
    let manifest = try Text.manifest(
      Self.old([
        Self.oldSubject("a", "file-sha256"), Self.oldSubject("b/c", "sha256"), Text.subject("d"),
        Self.oldSubject("e", "file-blake3"),
      ]))
    #expect(manifest.form == .modelSigning)
    #expect(
      manifest.claims.map(\.subject)
        == [
          try Text.path("a"), try Text.path("b/c"), try Text.path("d"), try Text.path("e"),
        ])
    #expect(manifest.claims.map(\.digests.count) == [1, 1, 1, 0])
    #expect(manifest.claims.map(\.unsupportedAlgorithms) == [[], [], [], ["file-blake3"]])
    #expect(try Text.manifest(Self.old([Text.subject(".")])).claims.map(\.subject) == [.nameless])
  }

  @Test("TRUST 1.3: the same rules of names hold for 0.2.0")
  func oldRefused() {
    #expect(Text.error(Self.old([])) == .empty)
    #expect(Text.error(Self.old([Text.subject("./a")])) == .pathInvalid("./a"))
    #expect(Text.error(Self.old([Text.subject("."), Text.subject("a")])) == .pathInvalid("."))
    #expect(
      Text.error(Self.old([Text.subject("a"), Text.subject("a")]))
        == .repeatedEntry(path: "a", line: 2))
    for (subject, wanted) in [
      (Text.subject(nil), "name"), (#"{"name":"a","digest":{"md5":"1"}}"#, "sha256"),
    ] {
      guard case .fieldInvalid(wanted, _)? = Text.error(Self.old([subject])) else {
        Issue.record("\(wanted)")
        continue
      }
    }
  }

  // MARK: Refused

  @Test(
    "predicates of other versions are unsupported",
    arguments: [
      "https://model_signing/Digest/v0.1", "https://model_signing/DigestOfDigests/v0.1",
      "https://model_signing/ShardDigests/v0.1", "https://model_signing/signature/v2.0",
      "https://model_signing/signature/v1.00",
    ])
  func predicates(type: String) {
    let error = Self.error { $0.predicateType = type }
    #expect(error == .predicateUnsupported(UntrustedText(type)))
    #expect(error?.isUnsupported == true)
  }

  @Test("a statement of another version is unsupported")
  func statementVersion() {
    let type = "https://in-toto.io/Statement/v0.1"
    #expect(Self.error { $0.type = type } == .statementUnsupported(UntrustedText(type)))
  }

  @Test("a model without files claims nothing")
  func empty() {
    #expect(Self.error { $0.resources = [] } == .empty)
  }

  @Test("a field that is missing or of another type is named")
  func fields() {
    func field(_ old: String, _ new: String) -> String? {
      let text = ModelText([.init(name: "a", digest: Text.hex("a"))]).text
      #expect(text.contains(old))
      let error = Text.error(text.replacing(old, with: new, maxReplacements: 1))
      if case .fieldInvalid(let field, _)? = error { return field }
      return nil
    }
    let digest = Text.quoted(Text.hex("a"))
    #expect(field(#""resources":"#, #""x":"#) == "resources")
    #expect(field(#""resources":["#, #""resources":7,"x":["#) == "resources")
    #expect(field(#""resources":["#, #""resources":[7,"#) == "resources")
    #expect(field(#""serialization":"#, #""x":"#) == "method")
    #expect(field(#""serialization":{"#, #""serialization":null,"x":{"#) == "serialization")
    #expect(field(#""method":"files","#, "") == "method")
    #expect(field(#""files""#, #""file""#) == "method")
    #expect(field(#""files""#, "1") == "method")
    #expect(field(#""name":"a","#, "") == "name")
    #expect(field(#""name":"a""#, #""name":["a"]"#) == "name")
    #expect(field(#","algorithm":"sha256""#, "") == "algorithm")
    #expect(field(#""algorithm":"sha256""#, #""algorithm":null"#) == "algorithm")
    #expect(field("\"digest\":\(digest),", "") == "digest")
    for value in ["7", "\"\"", "\"a\"", "\"aa\"", Text.quoted(Text.hex("g")), "null"] {
      #expect(field("\"digest\":\(digest)", "\"digest\":\(value)") == "digest")
    }
    #expect(field(#""method":"#, #""ignore_paths":"a","method":"#) == "ignore_paths")
    #expect(field(#""method":"#, #""ignore_paths":[1],"method":"#) == "ignore_paths")
    #expect(field(#""predicate":{"#, #""predicate":7,"x":{"#) == "predicate")
    #expect(field(#""subject":"#, #""x":"#) == "subject")
  }

  @Test("a field of one entry does not serve for the next")
  func fieldsAreOfOneEntry() {
    let text = ModelText(files: ["a", "b"]).text
    guard case .fieldInvalid("name", _)? = Text.error(text.replacing(#""name":"b","#, with: ""))
    else {
      Issue.record("an entry without a name was read")
      return
    }
  }

  @Test("one flipped bit never traps, and changes no digest unseen")
  func flipped() throws {
    let bytes = Array(Self.current.utf8)
    let good = try Manifest.parse(bytes, name: "").claims
    for place in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[place] ^= 1 << UInt8(bit)
        guard let manifest = try? Manifest.parse(damaged, name: ""),
          manifest.form == .modelSigning
        else { continue }
        // The root digest is over all of them.
        for (claim, was) in zip(manifest.claims, good) where !claim.digests.isEmpty {
          #expect(claim.digests == was.digests, "byte \(place), bit \(bit)")
        }
      }
    }
  }

  @Test("a document cut off anywhere is refused")
  func truncated() {
    let bytes = Array(Self.current.utf8)
    for count in bytes.indices {
      #expect(Text.error(Array(bytes.prefix(count))) != nil, "\(count) bytes")
    }
  }

  @Test("a hundred thousand files and shards are read")
  func many() throws {
    let files = ModelText(files: (0..<100_000).map { "f/\($0)" })
    #expect(try Self.claims(files).count == 100_000)
    let shards = ModelText.shards((0..<100_000).reversed().map { "f:\($0):\($0 + 1)" })
    #expect(try Self.claims(shards).map { $0.ranges?.count } == [100_000])
  }
}
