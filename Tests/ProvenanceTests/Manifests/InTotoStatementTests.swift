// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("in-toto statements")
struct InTotoStatementTests {
  typealias Text = StatementText

  /// SLSA provenance as GitHub's `attest-build-provenance` writes it; field names as in the bundles
  /// of sigstore-conformance.
  static let github = """
    {"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"model.safetensors",
    "digest":{"sha256":"\(Text.hex("a"))"}}],"predicateType":"https://slsa.dev/provenance/v1",
    "predicate":{"buildDefinition":{"buildType":"https://actions.github.io/buildtypes/workflow/v1",
    "externalParameters":{"workflow":{"ref":"refs/heads/main","repository":"https://github.com/o/r",
    "path":".github/workflows/release.yml"}},"internalParameters":{"github":{"event_name":"push"}},
    "resolvedDependencies":[{"uri":"git+https://github.com/o/r@refs/heads/main",
    "digest":{"gitCommit":"\(Text.hex("0", count: 40))"}}]},"runDetails":{"builder":{
    "id":"https://github.com/actions/runner/github-hosted"},"metadata":{"invocationId":"x"}}}}
    """

  /// SLSA v0.2 in a statement of v0.1, as the generator of slsa-github-generator writes it.
  static let slsa02 = """
    {"_type":"https://in-toto.io/Statement/v0.1","predicateType":"https://slsa.dev/provenance/v0.2",
    "subject":[{"name":"a.gguf","digest":{"sha256":"\(Text.hex("a"))"}},
    {"name":"b.gguf","digest":{"sha256":"\(Text.hex("b"))"}}],
    "predicate":{"builder":{"id":"x"},"buildType":"y","materials":[]}}
    """

  @Test("SLSA provenance of v1")
  func provenance() throws {
    let manifest = try Text.manifest(Self.github)
    #expect(manifest.form == .inToto)
    #expect(!manifest.isSigned)
    #expect(manifest.exempted.isEmpty)
    #expect(manifest.undigested.isEmpty)
    let claim = try #require(manifest.claims.first)
    #expect(manifest.claims.count == 1)
    #expect(claim.subject == (try Text.path("model.safetensors")))
    #expect(claim.digests.map(\.hex) == [Text.hex("a")])
    #expect(claim.digests.map(\.algorithm) == [.sha256])
    #expect(claim.unsupportedAlgorithms.isEmpty)
    #expect(claim.byteCount == nil)
    #expect(claim.segments == nil && claim.ranges == nil && claim.set == nil)
    #expect(claim.line == 1)
  }

  @Test("SLSA provenance of v0.2, in a statement of v0.1")
  func oldProvenance() throws {
    let manifest = try Text.manifest(Self.slsa02)
    #expect(manifest.form == .inToto)
    #expect(manifest.claims.map(\.subject) == [try Text.path("a.gguf"), try Text.path("b.gguf")])
    #expect(manifest.claims.map(\.line) == [1, 2])
  }

  // in-toto attestation framework, spec/predicates.
  @Test(
    "any predicate, which is not read",
    arguments: [
      "https://slsa.dev/provenance/v1", "https://in-toto.io/attestation/release/v0.1",
      "https://spdx.dev/Document/v2.3", "https://cyclonedx.org/bom", "x", "",
    ])
  func predicates(type: String) throws {
    for predicate in ["{}", "null", "7", "[[]]", #"{"subject":[{"digest":1}]}"#] {
      let text = Text.statement(
        [Text.subject("m")], predicateType: type, predicate: predicate)
      #expect(try Text.manifest(text).claims.count == 1)
    }
    let without =
      #"{"_type":"\#(Text.type)","predicateType":"x","subject":[\#(Text.subject("m"))]}"#
    #expect(try Text.manifest(without).claims.count == 1)
  }

  @Test("a name that is absent, empty or `_` is none")
  func nameless() throws {
    let manifest = try Text.manifest(
      Text.statement([Text.subject(nil), Text.subject("_"), Text.subject("", "b")]))
    #expect(manifest.claims.map(\.subject) == [.nameless, .nameless, .nameless])
    #expect(manifest.claims.map(\.line) == [1, 2, 3])
    #expect(manifest.repeatedEntryCount == 0)
  }

  @Test("names are paths; one that leads out claims nothing here")
  func names() throws {
    for (name, path) in [
      ("a", "a"), ("./a", "a"), ("a//b", "a/b"), ("__", "__"), ("_/a", "_/a"), ("é", "é"),
      ("pkg:npm/a@1", "pkg:npm/a@1"), ("ghcr.io/o/r", "ghcr.io/o/r"),
    ] {
      let claims = try Text.manifest(Text.statement([Text.subject(name)])).claims
      #expect(claims.map(\.subject) == [try Text.path(path)])
    }
    for name in ["..", "../a", "/a", "a/../../b", "."] {
      let claims = try Text.manifest(Text.statement([Text.subject(name)])).claims
      #expect(claims.map(\.subject) == [.escaping(UntrustedText(name))])
    }
  }

  // The keys are those of in-toto's DigestSet v1.1.
  @Test("strong digests, all of which must match")
  func strong() throws {
    let manifest = try Text.manifest(
      Text.statement([
        """
        {"digest":{"sha256":"\(Text.hex("1"))","blake2b":"\(Text.hex("2", count: 128))",
        "sha512":"\(Text.hex("A", count: 128))","sha384":"\(Text.hex("4", count: 96))"},"name":"m"}
        """
      ]))
    let claim = try #require(manifest.claims.first)
    #expect(claim.digests.map(\.algorithm) == [.sha256, .blake2b512, .sha512, .sha384])
    #expect(claim.digests.last?.hex == Text.hex("4", count: 96))
    #expect(claim.digests[2].hex == Text.hex("a", count: 128))
    #expect(claim.unsupportedAlgorithms.isEmpty)
  }

  @Test(
    "TRUST 1.5: other digests verify nothing, and are named",
    arguments: [
      ("sha1", "SHA-1"), ("md5", "MD5"), ("sha224", "SHA-224"), ("sha512_224", "SHA-512/224"),
      ("sha512_256", "SHA-512/256"), ("sha3_224", "SHA3-224"), ("sha3_256", "SHA3-256"),
      ("sha3_384", "SHA3-384"), ("sha3_512", "SHA3-512"), ("shake128", "SHAKE128"),
      ("shake256", "SHAKE256"), ("blake2s", "BLAKE2s"), ("blake3", "BLAKE3"),
      ("ripemd160", "RIPEMD-160"), ("sm3", "SM3"), ("gost", "GOST"), ("gitBlob", "git blob"),
      // Keys are compared as they are.
      ("SHA256", "SHA256"), ("sha-256", "sha-256"), ("", ""), ("sha256 ", "sha256 "),
      ("aVeryLongNameOfSomething", "aVeryLongNameOfSomething"),
    ])
  func unsupported(key: String, name: String) throws {
    for value in [Text.quoted(Text.hex("a")), "\"\"", "7", "{}"] {
      let text = Text.statement([#"{"name":"m","digest":{"\#(key)":\#(value)}}"#])
      let claim = try #require(try Text.manifest(text).claims.first)
      #expect(claim.digests.isEmpty)
      #expect(claim.unsupportedAlgorithms == [name])
    }
  }

  @Test(
    "a commit, a tree, a tag or a folder is nothing that a file could be",
    arguments: ["gitCommit", "gitTree", "gitTag", "dirHash", "dirHash1"])
  func otherThanFile(key: String) throws {
    let subject = #"{"name":"m","digest":{"\#(key)":"\#(Text.hex("a"))"}}"#
    #expect(Text.error(Text.statement([subject])) == .empty)
    let claims = try Text.manifest(Text.statement([subject, Text.subject("n")])).claims
    #expect(claims.map(\.subject) == [try Text.path("n")])
    #expect(claims.map(\.line) == [2])
    let both =
      #"{"name":"m","digest":{"\#(key)":"\#(Text.hex("b"))","sha256":"\#(Text.hex("a"))"}}"#
    let claim = try #require(try Text.manifest(Text.statement([both])).claims.first)
    #expect(claim.digests.map(\.hex) == [Text.hex("a")])
    #expect(claim.unsupportedAlgorithms.isEmpty)
  }

  @Test("TRUST 1.3: entries of one path are merged where they agree, unless they are signed")
  func duplicates() throws {
    let agreeing = Text.statement([Text.subject("a"), Text.subject("./a"), Text.subject("b")])
    let manifest = try Text.manifest(agreeing)
    #expect(manifest.claims.map(\.subject) == [try Text.path("a"), try Text.path("b")])
    #expect(manifest.repeatedEntryCount == 1)
    #expect(
      Text.error(Text.statement([Text.subject("a"), Text.subject("a", "b")]))
        == .contradictoryEntries(path: "a", line: 2))
  }

  // MARK: Refused

  @Test("a statement of another version is unsupported")
  func version() {
    for type in ["https://in-toto.io/Statement/v2", "https://in-toto.io/Statement/"] {
      let error = Text.error(Text.statement([Text.subject("a")], type: type))
      #expect(error == .statementUnsupported(UntrustedText(type)))
      #expect(error?.isUnsupported == true)
      #expect(
        error?.description
          == "is an in-toto statement of type '\(type)', which this version does not read")
    }
  }

  @Test("a statement about nothing claims nothing")
  func empty() {
    #expect(Text.error(Text.statement([])) == .empty)
  }

  @Test(
    "a field that is missing or of another type is named, with its place",
    arguments: [
      (#"{"_type":"T","predicateType":^7,"subject":[]}"#, "predicateType"),
      (#"{"_type":"T","predicateType":"x","subject":^{}}"#, "subject"),
      (#"{"_type":"T","predicateType":"x","subject":^null}"#, "subject"),
      (#"{"_type":"T","predicateType":"x","subject":[7^]}"#, "subject"),
      (#"{"_type":"T","predicateType":"x","subject":[[^]]}"#, "subject"),
      (#"{"_type":"T","predicateType":"x","subject":[{^}]}"#, "digest"),
      (#"{"_type":"T","predicateType":"x","subject":[{^"name":"a"}]}"#, "digest"),
      (#"{"_type":"T","predicateType":"x","subject":[{^"digest":{}}]}"#, "digest"),
      (#"{"_type":"T","predicateType":"x","subject":[{"digest":^[]}]}"#, "digest"),
      (#"{"_type":"T","predicateType":"x","subject":[{"digest":^"a"}]}"#, "digest"),
      (#"{"_type":"T","predicateType":"x","subject":[{"name":^7}]}"#, "name"),
      (#"{"_type":"T","predicateType":"x","subject":[{"name":^null}]}"#, "name"),
      (#"^{"_type":"T","subject":[]}"#, "predicateType"),
      (#"^{"_type":"T","predicateType":"x"}"#, "subject"),
    ])
  func fields(text: String, field: String) {
    let marked = MarkedText(text.replacing("\"T\"", with: Text.quoted(Text.type)))
    let error = Text.error(marked.bytes)
    #expect(error == .fieldInvalid(field: field, offset: marked.offset))
    #expect(error?.description == "has no usable '\(field)' at byte \(marked.offset)")
  }

  @Test(
    "a strong digest of another length, or that is not hexadecimal, is refused",
    arguments: [("sha256", 64), ("sha384", 96), ("sha512", 128), ("blake2b", 128)])
  func digests(key: String, count: Int) throws {
    let values = [
      "\"\"", Text.quoted(Text.hex("a", count: count - 1)),
      Text.quoted(Text.hex("a", count: count + 1)), Text.quoted(Text.hex("a", count: count * 2)),
      Text.quoted(Text.hex("a", count: count - 1) + "g"), "7", "null", "{}", "[]",
    ]
    for value in values {
      let marked = MarkedText(
        Text.statement([#"{"name":"m","digest":{"\#(key)":^\#(value)}}"#]))
      #expect(Text.error(marked.bytes) == .fieldInvalid(field: key, offset: marked.offset))
    }
  }

  @Test("an array of statements is none")
  func array() {
    #expect(Text.error("[\(Self.github)]") == .notReadYet(what: "a JSON document"))
  }

  @Test("TRUST 8: a duplicate key is refused in every object")
  func duplicateKeys() {
    for key in ["_type", "subject", "predicateType", "name", "digest", "sha256", "builder"] {
      let text = Self.github.replacing(
        "\"\(key)\":", with: "\"\(key)\":\"x\",\"\(key)\":", maxReplacements: 1)
      guard case .notJSON(let reason, _)? = Text.error(text) else {
        Issue.record("\(key)")
        continue
      }
      #expect(reason.contains("stands twice"))
    }
  }

  @Test("a predicate that is nested too deep is refused")
  func nesting() {
    for depth in [64, 100_000] {
      let predicate = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      guard case .notJSON? = Text.error(Text.statement([Text.subject("a")], predicate: predicate))
      else {
        Issue.record("\(depth)")
        continue
      }
    }
    let predicate = String(repeating: "[", count: 63) + String(repeating: "]", count: 63)
    #expect(Text.error(Text.statement([Text.subject("a")], predicate: predicate)) == nil)
  }

  @Test("a document cut off anywhere is refused")
  func truncated() {
    let bytes = Array(Self.github.utf8)
    for count in bytes.indices {
      #expect(Text.error(Array(bytes.prefix(count))) != nil, "\(count) bytes")
    }
  }

  @Test("a hundred thousand subjects are read")
  func many() throws {
    let subjects = (0..<100_000).map { Text.subject("shard-\($0)") }
    let manifest = try Text.manifest(Text.statement(subjects))
    #expect(manifest.claims.count == subjects.count)
    #expect(manifest.claims.last?.line == subjects.count)
  }

  @Test("of a hundred thousand algorithms some are named, in one entry or in many")
  func manyAlgorithms() throws {
    let keys = (0..<100_000).map { "\"x\($0)\":\"\"" }
    let one = #"{"name":"m","digest":{\#(keys.joined(separator: ","))}}"#
    let alone = try #require(try Text.manifest(Text.statement([one])).claims.first)
    #expect(alone.unsupportedAlgorithms.count == Manifest.unsupportedAlgorithmCount)
    let many = keys.map { #"{"name":"m","digest":{\#($0)}}"# }
    let merged = try Text.manifest(Text.statement(many)).claims
    #expect(merged.map(\.unsupportedAlgorithms.count) == [Manifest.unsupportedAlgorithmCount])
  }

  private static let summary = "https://slsa.dev/verification_summary/v1"
  private static let tests = "https://in-toto.io/attestation/test-result/v0.1"

  @Test(
    "a statement that does not say that its files are good vouches for nothing",
    arguments: [
      (summary, #"{"verificationResult": "FAILED"}"#), (summary, "{}"), (summary, "null"),
      // Each type has its own field, and any that says no counts.
      (summary, #"{"result": "PASSED"}"#),
      (summary, #"{"verificationResult": "FAILED", "result": "PASSED"}"#),
      (summary, #"{"result": "PASSED", "verificationResult": "FAILED"}"#),
      (summary, #"{"verificationResult": "PASSED", "result": "FAILED"}"#),
      (summary, #"{"verificationResult": true}"#), (summary, #"{"verificationResult": "passed"}"#),
      (
        "https://slsa.dev/verification_summary/v0.1",
        #"{"verification_result": "FAILED", "verificationResult": "PASSED"}"#
      ),
      ("https://in-toto.io/Verification_Summary/v1", #"{"verificationResult": "FAILED"}"#),
      (tests, #"{"result": "FAILED"}"#), (tests, "{}"),
      (tests, #"{"verificationResult": "PASSED"}"#),
      (tests, #"{"result": "FAILED", "verificationResult": "PASSED"}"#),
      (tests, #"{"result": "PASSED", "verificationResult": "FAILED"}"#),
      (StatementText.slsa, #"{"verificationResult": "FAILED"}"#),
      ("https://in-toto.io/attestation/vulns/v0.1", #"{"scanner": {}}"#),
      ("https://cosign.sigstore.dev/attestation/vuln/v1", "{}"), ("https://openvex.dev/ns", "{}"),
      ("https://openvex.dev/ns/v0.2.0", #"{"statements": []}"#),
      ("https://cyclonedx.org/vex", "{}"),
      ("https://docs.oasis-open.org/csaf/v2.0", "{}"), ("https://example.org/Revocation/v1", "{}"),
    ])
  func vouchesNot(type: String, predicate: String) throws {
    let statement = Text.statement([Text.subject("m")], predicateType: type, predicate: predicate)
    let refusal = ManifestError.predicateVouchesNot(UntrustedText(type))
    #expect(Text.error(statement) == refusal)
    #expect(Text.error(Text.envelope(statement)) == .payload(refusal))
  }

  @Test(
    "a statement that says that its files passed vouches for them",
    arguments: [
      (summary, #"{"verificationResult": "PASSED"}"#),
      (summary, #"{"verificationResult": "PASSED", "result": "PASSED"}"#),
      ("https://slsa.dev/verification_summary/v0.1", #"{"verification_result": "PASSED"}"#),
      (tests, #"{"result": "PASSED"}"#),
      // What `result` means under other types nobody knows; no word is a part of another one.
      (StatementText.slsa, #"{"result": "FAILED"}"#), ("https://convex.dev/vulnerary/v1", "{}"),
    ])
  func vouches(type: String, predicate: String) throws {
    let statement = Text.statement([Text.subject("m")], predicateType: type, predicate: predicate)
    #expect(try Text.manifest(statement).claims.count == 1)
  }
}
