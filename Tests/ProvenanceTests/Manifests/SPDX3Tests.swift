// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("SPDX 3")
struct SPDX3Tests {
  private static let hex = JSONManifest.hex
  private static let otherHex = JSONManifest.otherHex
  private static let context = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"

  private static func document(_ elements: String, context: String = context) -> String {
    #"{"@context":"\#(context)","@graph":[\#(elements)]}"#
  }

  private static func hash(_ hex: String = hex, _ algorithm: String = "sha256") -> String {
    #"{"type":"Hash","algorithm":"\#(algorithm)","hashValue":"\#(hex)"}"#
  }

  private static func element(
    _ name: String, type: String = "software_File", using: String = hash()
  ) -> String {
    """
    {"type":"\(type)","spdxId":"urn:\(name)","name":"\(name)","verifiedUsing":[\(using)]}
    """
  }

  /// The shape of the specification's own JSON-LD example, with what generators of AI-BOMs add: the
  /// main file's digest on the model, a File for each other file.
  static let example = """
    {
      "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
      "@graph": [
        {"type": "CreationInfo", "@id": "_:creationinfo", "createdBy": ["urn:a"],
         "specVersion": "3.0.1", "created": "2026-03-06T00:00:00Z"},
        {"type": "Person", "spdxId": "urn:a", "name": "A", "creationInfo": "_:creationinfo"},
        {"type": "SpdxDocument", "spdxId": "urn:d", "creationInfo": "_:creationinfo",
         "rootElement": ["urn:m"],
         "import": [{"type": "ExternalMap", "externalSpdxId": "urn:x",
           "verifiedUsing": [\(hash(otherHex))]}],
         "verifiedUsing": [\(hash(otherHex))]},
        {"type": "ai_AIPackage", "spdxId": "urn:m", "creationInfo": "_:creationinfo",
         "name": "org/tiny-llm", "software_packageVersion": "1.0",
         "verifiedUsing": [\(hash())]},
        {"type": "software_File", "spdxId": "urn:f", "creationInfo": "_:creationinfo",
         "name": "./model-00002-of-00002.safetensors", "software_fileKind": "file",
         "software_primaryPurpose": "model",
         "verifiedUsing": [\(hash("00", "md5")), \(hash())]},
        {"type": "software_File", "spdxId": "urn:g", "name": "unet",
         "software_fileKind": "directory", "verifiedUsing": [\(hash())]},
        {"type": "dataset_DatasetPackage", "spdxId": "urn:s", "name": "train.parquet",
         "verifiedUsing": [\(hash(ChecksumFileTests.hex512, "sha512"))]},
        {"type": "software_Package", "spdxId": "urn:p", "name": "tokenizers"},
        {"type": "software_Snippet", "spdxId": "urn:n", "name": "a.py",
         "verifiedUsing": [\(hash(otherHex))]},
        {"type": "Relationship", "spdxId": "urn:r", "from": "urn:m",
         "relationshipType": "contains", "to": ["urn:f"]}
      ]
    }
    """

  @Test("files, and packages with digests, are claims; other elements are not")
  func claimsOfExample() throws {
    let manifest = try JSONManifest.parse(Self.example)
    #expect(manifest.form == .spdx)
    #expect(
      manifest.claims.map(\.subject) == [
        .nameless, JSONManifest.path("model-00002-of-00002.safetensors"),
        JSONManifest.path("train.parquet"),
      ])
    #expect(
      manifest.claims.map { $0.digests.map(\.algorithm) } == [[.sha256], [.sha256], [.sha512]])
    #expect(manifest.claims.map(\.unsupportedAlgorithms) == [[], ["MD5"], []])
    #expect(manifest.claims.map(\.line) == [4, 5, 7])
  }

  @Test("one element may stand beside the context, in any order of fields")
  func single() throws {
    let manifest = try JSONManifest.parse(
      """
      {"verifiedUsing":[{"hashValue":"\(Self.hex)","algorithm":"sha256","type":"Hash"}],
       "name":"a.gguf","type":"software_File","@context":"\(Self.context)"}
      """)
    #expect(manifest.claims.map(\.subject) == [JSONManifest.path("a.gguf")])
    #expect(manifest.claims.map { $0.digests.map(\.hex) } == [[Self.hex]])
  }

  @Test(
    "a digest may stand in the graph and be referred to",
    arguments: ["_:h", "urn:Hash:46a"])
  func references(_ id: String) throws {
    // The schema allows blank nodes and IRIs where it allows an object.
    let hash = #"{"type":"Hash","@id":"\#(id)","algorithm":"sha256","hashValue":"\#(Self.hex)"}"#
    let file = Self.element("a", using: #""\#(id)""#)
    let inline = Self.element("b", using: hash)
    for elements in [
      "\(hash),\(file)", "\(file),\(hash)", "\(inline),\(file)", "\(file),\(inline)",
    ] {
      let claims = try JSONManifest.parse(Self.document(elements)).claims
      #expect(claims.contains { $0.subject == JSONManifest.path("a") })
      #expect(claims.allSatisfy { $0.digests.map(\.hex) == [Self.hex] })
    }
  }

  @Test("a reference that leads nowhere verifies nothing")
  func elsewhere() throws {
    let manifest = try JSONManifest.parse(
      Self.document(Self.element("a", using: #""urn:gone",\#(Self.hash())"#)))
    #expect(manifest.claims.map { $0.digests.map(\.hex) } == [[Self.hex]])
    #expect(manifest.claims.map(\.unsupportedAlgorithms) == [["a digest in another document"]])
  }

  @Test("TRUST 1.5: a package verification code is no digest of a file, though it be a SHA-256")
  func verificationCode() throws {
    let code = """
      {"type":"PackageVerificationCode","@id":"_:c","algorithm":"sha256","hashValue":"\(Self.hex)"}
      """
    for elements in [
      Self.element("m", type: "software_Package", using: code),
      Self.element("m", type: "software_Package", using: #""_:c""#) + "," + code,
    ] {
      let manifest = try JSONManifest.parse(Self.document(elements))
      #expect(manifest.claims.map(\.digests) == [[]])
      #expect(manifest.claims.map(\.unsupportedAlgorithms) == [["a package verification code"]])
    }
    let extended = #"{"type":"ext_Method","algorithm":"sha256","hashValue":"\#(Self.hex)"}"#
    let manifest = try JSONManifest.parse(Self.document(Self.element("a", using: extended)))
    #expect(manifest.claims.map(\.digests) == [[]])
    #expect(manifest.claims.map(\.unsupportedAlgorithms) == [["an unknown algorithm"]])
  }

  @Test("every 3.0 is read", arguments: ["3.0.0", "3.0.1", "3.0.2"])
  func versions(_ version: String) throws {
    let context = "https://spdx.org/rdf/\(version)/spdx-context.jsonld"
    let manifest = try JSONManifest.parse(Self.document(Self.element("a"), context: context))
    #expect(manifest.claims.count == 1)
  }

  @Test("other versions are unsupported", arguments: ["3.1", "3.1.0", "4.0.0", "3", ""])
  func otherVersions(_ version: String) {
    let error = JSONManifest.error(
      #"{"@graph":7,"@context":"https://spdx.org/rdf/\#(version)/spdx-context.jsonld"}"#)
    #expect(error == .versionUnsupported(form: "an SPDX document", version: .init(version)))
    #expect(error?.isUnsupported == true)
  }

  @Test("JSON-LD of another kind is not read yet")
  func otherContext() {
    for context in [#""https://schema.org""#, "{}", #"["\#(Self.context)"]"#, "null"] {
      let text = #"{"@context":\#(context),"@graph":[\#(Self.element("a"))]}"#
      #expect(JSONManifest.error(text) == .notReadYet(what: "a JSON document"))
    }
  }

  @Test(
    "a document without a digest claims nothing",
    arguments: [
      document(""), document("{}"), document(#"{"type":"software_File","name":"a"}"#),
      document(element("a", using: "")), document(element("a", type: "SpdxDocument")),
      document(hash()), document(element("a").replacing("software_File", with: "File")),
      #"{"@context":"\#(context)"}"#,
      #"{"@context":"\#(context)","type":"Person","name":"A"}"#,
      // With a graph, what stands beside it is not an element.
      #"{"@context":"\#(context)","@graph":[],"type":"software_File","name":"a","#
        + #""verifiedUsing":[\#(hash())]}"#,
    ])
  func empty(_ text: String) {
    #expect(JSONManifest.error(text) == .empty)
  }

  @Test(
    "a field that is missing or of another kind is named",
    arguments: [
      ("@graph", #"{"@context":"\#(context)","@graph":{}}"#), ("@graph", document("[]")),
      ("@graph", document("null")),
      ("type", document(#"{"type":7}"#)), ("type", document(#"{"type":["software_File"]}"#)),
      ("verifiedUsing", document(#"{"verifiedUsing":{}}"#)),
      ("verifiedUsing", document(#"{"verifiedUsing":"_:h"}"#)),
      ("verifiedUsing", document(#"{"verifiedUsing":[null]}"#)),
      ("type", document(#"{"verifiedUsing":[{"algorithm":"sha256"}]}"#)),
      ("algorithm", document(#"{"verifiedUsing":[{"type":"Hash","hashValue":"00"}]}"#)),
      ("algorithm", document(#"{"type":"Hash"}"#)),
      ("hashValue", document(#"{"verifiedUsing":[{"type":"Hash","algorithm":"sha256"}]}"#)),
      ("hashValue", document(#"{"type":"Hash","algorithm":"sha256","hashValue":7}"#)),
      ("hashValue", document(element("a", using: hash("e3b0")))),
      ("hashValue", document(element("a", using: hash(String(hex.dropLast()) + "x")))),
      ("@id", document(#"{"@id":7}"#)),
      ("name", document(element("a").replacing(#""name":"a","#, with: ""))),
      ("name", document(element("a").replacing(#""name":"a","#, with: #""name":{},"#))),
    ])
  func invalid(_ field: String, _ text: String) {
    #expect(JSONManifest.field(text) == field)
  }

  @Test("TRUST 1.3: digests that contradict each other are malformed, also through a reference")
  func contradiction() throws {
    let two = Self.element("a") + "," + Self.element("./a", using: Self.hash(Self.otherHex))
    #expect(
      JSONManifest.error(Self.document(two)) == .contradictoryEntries(path: "a", line: 2))
    let inside = Self.element("a", using: Self.hash() + "," + Self.hash(Self.otherHex))
    #expect(JSONManifest.field(Self.document(inside)) == "verifiedUsing")

    let named = Self.hash(Self.otherHex).replacing(#""type""#, with: #""@id":"_:h","type""#)
    let referring = Self.element("a", using: #"\#(Self.hash()),"_:h""#)
    for elements in ["\(named),\(referring)", "\(referring),\(named)"] {
      #expect(JSONManifest.field(Self.document(elements)) == "verifiedUsing")
    }
    let twice = named + "," + named.replacing(Self.otherHex, with: Self.hex)
    #expect(JSONManifest.field(Self.document(twice)) == "@id")
    let same = Self.element("a", using: #""_:h""#) + ",\(named),\(named)"
    #expect(JSONManifest.error(Self.document(same)) == nil)
  }

  @Test(
    "TRUST 1.4: a name that leaves the folder is kept apart",
    arguments: ["../a", "/a", "a/../../b"])
  func escaping(_ name: String) throws {
    let manifest = try JSONManifest.parse(Self.document(Self.element(name)))
    #expect(manifest.claims.map(\.subject) == [.escaping(UntrustedText(name))])
  }

  @Test("TRUST 8: a key that stands twice is refused")
  func duplicateKeys() {
    for elements in [
      #"{"type":"software_File","type":"ai_AIPackage"}"#,
      #"{"verifiedUsing":[{"type":"Hash","algorithm":"md5","algorithm":"sha256"}]}"#,
      #"{"verifiedUsing":[],"verified\u0055sing":[]}"#,
    ] {
      #expect(JSONManifest.reason(Self.document(elements))?.contains("stands twice") == true)
    }
  }

  @Test("many elements and references are read in one pass, and deep nesting is refused")
  func many() throws {
    let files = (0..<20_000).map { Self.element("f\($0)") }.joined(separator: ",")
    #expect(try JSONManifest.parse(Self.document(files)).claims.count == 20_000)
    let references = String(repeating: #""_:h","#, count: 100_000) + #""_:h""#
    let manifest = try JSONManifest.parse(
      Self.document(Self.element("a", using: references)))
    #expect(manifest.claims.map(\.unsupportedAlgorithms) == [["a digest in another document"]])
    let deep = String(repeating: #"{"name":["#, count: 50_000)
    #expect(JSONManifest.reason(Self.document(deep))?.contains("nested deeper") == true)
  }

  @Test("damage never traps")
  func damage() throws {
    let hash = Self.hash().replacing(#""type""#, with: #""@id":"_:h","type""#)
    try JSONManifest.expectRobust(
      Self.document(Self.element("a", using: #""_:h""#) + "," + hash))
  }
}
