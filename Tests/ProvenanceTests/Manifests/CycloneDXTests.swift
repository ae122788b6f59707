// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("CycloneDX")
struct CycloneDXTests {
  private static let hex = JSONManifest.hex
  private static let otherHex = JSONManifest.otherHex

  /// A document of version 1.6 with these components.
  private static func document(_ components: String, version: String = "1.6") -> String {
    """
    {"bomFormat":"CycloneDX","specVersion":"\(version)","components":[\(components)]}
    """
  }

  private static func component(
    _ name: String, type: String = "file", hex: String = hex, alg: String = "SHA-256",
    more: String = ""
  ) -> String {
    """
    {"type":"\(type)","name":"\(name)","hashes":[{"alg":"\(alg)","content":"\(hex)"}]\(more)}
    """
  }

  /// The shape that generators of AI-BOMs write: the model as a component with its card, files
  /// inside of it, data sets and libraries beside it.
  static let aiBOM = """
    {
      "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
      "bomFormat": "CycloneDX",
      "specVersion": "1.6",
      "serialNumber": "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
      "version": 1,
      "metadata": {
        "timestamp": "2026-01-01T00:00:00Z",
        "tools": {"components": [
          {"type": "file", "name": "generator.py",
           "hashes": [{"alg": "SHA-256", "content": "\(otherHex)"}]}]},
        "component": {
          "type": "machine-learning-model", "name": "tiny-llm", "bom-ref": "m",
          "hashes": [{"alg": "SHA-512", "content": "\(ChecksumFileTests.hex512)"}],
          "components": [
            {"type": "file", "name": "./model-00001-of-00002.safetensors", "hashes": [
              {"alg": "MD5", "content": "00112233445566778899aabbccddeeff"},
              {"alg": "SHA-1", "content": "da39a3ee5e6b4b0d3255bfef95601890afd80709"},
              {"alg": "SHA-256", "content": "\(hex)"}]}]}
      },
      "components": [
        {"type": "machine-learning-model", "name": "tiny-llm.gguf", "modelCard": {
            "modelParameters": {"datasets": [{"type": "dataset", "name": "d.csv",
              "hashes": [{"alg": "SHA-256", "content": "\(otherHex)"}]}]}},
          "pedigree": {"ancestors": [
            {"type": "machine-learning-model", "name": "base.gguf",
             "hashes": [{"alg": "SHA-256", "content": "\(otherHex)"}]}]},
          "evidence": {"occurrences": [{"location": "requirements.txt"}]},
          "properties": [{"name": "aboutcode:filename", "value": "other.gguf"}],
          "externalReferences": [{"type": "distribution", "url": "https://example.com/other.gguf",
            "hashes": [{"alg": "SHA-256", "content": "\(otherHex)"}]}],
          "hashes": [{"alg": "SHA-256", "content": "\(hex)"}]},
        {"type": "library", "name": "numpy", "version": "2.0"},
        {"type": "data", "name": "train.parquet", "hashes": []}
      ],
      "formulation": [{"components": [{"type": "file", "name": "train.py",
        "hashes": [{"alg": "SHA-256", "content": "\(otherHex)"}]}]}],
      "services": [{"name": "s"}]
    }
    """

  @Test("a bill of materials of a model gives its files, and nothing of what it was made from")
  func claimsOfAIBOM() throws {
    let manifest = try JSONManifest.parse(Self.aiBOM)
    #expect(manifest.form == .cycloneDX)
    #expect(
      manifest.claims.map(\.subject) == [
        JSONManifest.path("model-00001-of-00002.safetensors"), .nameless,
        JSONManifest.path("tiny-llm.gguf"),
      ])
    #expect(
      manifest.claims.map { $0.digests.map(\.algorithm) } == [[.sha256], [.sha512], [.sha256]])
    #expect(manifest.claims.map(\.unsupportedAlgorithms) == [["MD5", "SHA-1"], [], []])
    // A component is counted where it begins.
    #expect(manifest.claims.map(\.line) == [2, 1, 3])
  }

  @Test("the order of fields does not matter, and the version may stand last")
  func fieldOrder() throws {
    let manifest = try JSONManifest.parse(
      """
      {"components":[{"components":[{"hashes":[{"content":"\(Self.hex)","alg":"SHA-256"}],
       "name":"b","type":"file"}],"hashes":[{"content":"\(Self.otherHex)","alg":"SHA-256"}],
       "name":"a","type":"file"}],"specVersion":"1.5","bomFormat":"CycloneDX"}
      """)
    #expect(manifest.claims.map(\.subject) == ["b", "a"].map(JSONManifest.path))
    #expect(manifest.claims.map { $0.digests.map(\.hex) } == [[Self.hex], [Self.otherHex]])
  }

  @Test("1.4 and later are read", arguments: ["1.4", "1.5", "1.6", "1.7", "1.10"])
  func versions(_ version: String) throws {
    let manifest = try JSONManifest.parse(Self.document(Self.component("a"), version: version))
    #expect(manifest.claims.count == 1)
  }

  @Test(
    "other versions are unsupported, whatever their components are",
    arguments: ["1.3", "1.2", "1", "1.", "2.0", "1.04", "1.6.1", "", "1.9999", "v1.6"])
  func otherVersions(_ version: String) {
    let error = JSONManifest.error(
      #"{"components":7,"bomFormat":"CycloneDX","specVersion":"\#(version)"}"#)
    #expect(error == .versionUnsupported(form: "a CycloneDX document", version: .init(version)))
    #expect(error?.isUnsupported == true)
    #expect(
      error?.description
        == "is a CycloneDX document of version '\(version)', which this version does not read")
  }

  @Test("the draft of 2.0, which has another key, is told by its version")
  func draft() {
    let text = #"{"specFormat":"CycloneDX","specVersion":"2.0","components":[]}"#
    #expect(
      JSONManifest.error(text)
        == .versionUnsupported(form: "a CycloneDX document", version: "2.0"))
  }

  @Test(
    "a document without a hash claims nothing",
    arguments: [
      #"{"bomFormat":"CycloneDX","specVersion":"1.6"}"#, document(""),
      document(#"{"type":"file","name":"a"}"#),
      document(#"{"type":"file","name":"a","hashes":[]}"#), document("{}"),
      #"{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"component":{"name":"m"}}}"#,
    ])
  func empty(_ text: String) {
    #expect(JSONManifest.error(text) == .empty)
  }

  @Test("what only looks like CycloneDX is not")
  func notRecognised() {
    for text in [
      "[\(Self.document(Self.component("a")))]", #"{"bomFormat":"cyclonedx"}"#,
      #"{"bomFormat":["CycloneDX"],"specVersion":"1.6"}"#,
    ] {
      #expect(JSONManifest.error(text) == .notReadYet(what: "a JSON document"))
    }
  }

  @Test("XML is told, and not read")
  func xml() {
    // The header that the XML schema of 1.6 asks for, with and without a byte order mark.
    for mark in ["", "\u{FEFF}", "\n"] {
      let error = JSONManifest.error(
        """
        \(mark)<?xml version="1.0" encoding="UTF-8"?>
        <bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1"></bom>
        """)
      #expect(error == .notReadYet(what: "a CycloneDX document in XML"))
      #expect(
        error?.description
          == "is a CycloneDX document in XML, which this version does not read yet")
    }
  }

  @Test(
    "a field that is missing or of another kind is named",
    arguments: [
      ("specVersion", #"{"bomFormat":"CycloneDX","components":[]}"#),
      ("specVersion", #"{"bomFormat":"CycloneDX","specVersion":1.6}"#),
      ("components", #"{"bomFormat":"CycloneDX","specVersion":"1.6","components":{}}"#),
      ("components", #"{"bomFormat":"CycloneDX","specVersion":"1.6","components":null}"#),
      ("components", document("7")), ("components", document("[]")),
      ("components", document(#"{"components":{}}"#)),
      ("components", document(#"{"components":[null]}"#)),
      ("metadata", #"{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":[]}"#),
      (
        "component", #"{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"component":[]}}"#
      ),
      ("hashes", document(#"{"hashes":{}}"#)), ("hashes", document(#"{"hashes":["a"]}"#)),
      ("alg", document(#"{"hashes":[{"content":"00"}]}"#)),
      ("alg", document(#"{"hashes":[{"alg":null}]}"#)),
      ("content", document(#"{"hashes":[{"alg":"SHA-256"}]}"#)),
      ("content", document(#"{"hashes":[{"alg":"MD5","content":1}]}"#)),
      ("type", document(#"{"name":"a","hashes":[{"alg":"MD5","content":""}]}"#)),
      ("type", document(#"{"type":1}"#)),
      ("name", document(#"{"type":"file","hashes":[{"alg":"MD5","content":""}]}"#)),
      ("name", document(#"{"type":"file","name":null}"#)),
    ])
  func invalid(_ field: String, _ text: String) {
    #expect(JSONManifest.field(text) == field)
  }

  @Test("the place of a fault is said")
  func offset() {
    let text = Self.document(#"{"name":"a","hashes":7}"#)
    let error = JSONManifest.error(text)
    #expect(error == .fieldInvalid(field: "hashes", offset: 80))
    #expect(error?.description == "has no usable 'hashes' at byte 80")
    #expect(Array(text.utf8)[80] == UInt8(ascii: "7"))
  }

  // MARK: Rules of evidence

  @Test("TRUST 1.2: all digests of one component are one claim")
  func oneClaim() throws {
    let manifest = try JSONManifest.parse(
      Self.document(
        """
        {"type":"machine-learning-model","name":"m","hashes":[
         {"alg":"SHA-256","content":"\(Self.hex)"},{"alg":"SHA-256","content":"\(Self.hex)"},
         {"alg":"SHA-384","content":"\(ChecksumFileTests.hex384)"},
         {"alg":"SHA-512","content":"\(ChecksumFileTests.hex512)"},{"alg":"BLAKE3","content":"00"}]}
        """))
    let claim = try #require(manifest.claims.first)
    #expect(manifest.claims.count == 1)
    #expect(claim.digests.map(\.algorithm) == [.sha256, .sha384, .sha512])
    #expect(claim.unsupportedAlgorithms == ["BLAKE3"])
  }

  @Test("TRUST 1.3: two digests of one algorithm in one component are malformed")
  func contradictionInside() {
    let text = Self.document(
      """
      {"type":"library","name":"m","hashes":[{"alg":"SHA-256","content":"\(Self.hex)"},
       {"alg":"sha256","content":"\(Self.otherHex)"}]}
      """)
    #expect(JSONManifest.field(text) == "hashes")
  }

  @Test("TRUST 1.3: components of one path agree or are malformed, at whatever depth")
  func contradiction() throws {
    let nested =
      Self.component("a") + ","
      + Self.component("m", more: #","components":[\#(Self.component("./a"))]"#)
    let manifest = try JSONManifest.parse(Self.document(nested))
    #expect(manifest.claims.map(\.subject) == ["a", "m"].map(JSONManifest.path))
    #expect(manifest.repeatedEntryCount == 1)

    let other = Self.component("b/../a") + "," + Self.component("a", hex: Self.otherHex)
    #expect(JSONManifest.error(Self.document(other)) == nil)
    let contradicting = nested + "," + Self.component("a", hex: Self.otherHex)
    #expect(
      JSONManifest.error(Self.document(contradicting))
        == .contradictoryEntries(path: "a", line: 4))
  }

  @Test(
    "TRUST 1.4: a name that leaves the folder is kept apart",
    arguments: ["../a.gguf", "/models/a.gguf", "a/../../b.gguf", "..", "/", "."])
  func escaping(_ name: String) throws {
    let manifest = try JSONManifest.parse(Self.document(Self.component(name)))
    #expect(manifest.claims.map(\.subject) == [.escaping(UntrustedText(name))])
  }

  @Test("a file may have a name without an extension")
  func plainFile() throws {
    let manifest = try JSONManifest.parse(
      Self.document(Self.component("LICENSE") + "," + Self.component("blobs/sha256/00")))
    #expect(
      manifest.claims.map(\.subject) == ["LICENSE", "blobs/sha256/00"].map(JSONManifest.path))
  }

  // MARK: Hostile documents

  @Test(
    "TRUST 8: a key that stands twice is refused at every level",
    arguments: [
      #"{"bomFormat":"CycloneDX","bomFormat":"CycloneDX","specVersion":"1.6"}"#,
      document(#"{"type":"file","type":"file"}"#), document(#"{"name":"a","n\u0061me":"b"}"#),
      document(#"{"hashes":[{"alg":"MD5","alg":"SHA-256"}]}"#),
      document(#"{"hashes":[],"hashes":[]}"#),
      document(#"{"modelCard":{"a":{"b":1,"b":2}}}"#),
    ])
  func duplicateKeys(_ text: String) {
    #expect(JSONManifest.reason(text)?.contains("stands twice") == true)
  }

  @Test("components nest as deep as JSON may, and no deeper")
  func nesting() throws {
    func nested(_ depth: Int) -> String {
      var text = Self.component("f0")
      for level in 1..<depth {
        text = Self.component("f\(level)", more: #","components":[\#(text)]"#)
      }
      return Self.document(text)
    }
    // Two levels for each component, one for the document and two for the innermost hash.
    let manifest = try JSONManifest.parse(nested(30))
    #expect(manifest.claims.map(\.subject) == (0..<30).map { JSONManifest.path("f\($0)") })
    #expect(manifest.claims.map(\.line) == (1...30).reversed())
    #expect(JSONManifest.reason(nested(40))?.contains("nested deeper") == true)
    let brackets = String(repeating: #"{"components":["#, count: 100_000)
    #expect(JSONManifest.reason(Self.document(brackets))?.contains("nested deeper") == true)
  }

  @Test("many components and many hashes are read in one pass")
  func many() throws {
    let components = (0..<20_000).map { Self.component("f\($0)") }.joined(separator: ",")
    #expect(try JSONManifest.parse(Self.document(components)).claims.count == 20_000)
    let empty = String(repeating: "{},", count: 100_000) + "{}"
    #expect(JSONManifest.error(Self.document(empty)) == .empty)
    let hashes = (0..<50_000).map { #"{"alg":"X\#($0)","content":""}"# }.joined(separator: ",")
    let manifest = try JSONManifest.parse(
      Self.document(#"{"type":"file","name":"a","hashes":[\#(hashes)]}"#))
    #expect(manifest.claims.map(\.unsupportedAlgorithms) == [["an unknown algorithm"]])
  }

  @Test("damage never traps")
  func damage() throws {
    try JSONManifest.expectRobust(
      Self.document(
        Self.component("a", more: #","components":[\#(Self.component("b/c.gguf"))]"#)))
  }
}
