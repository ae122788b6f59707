// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("SPDX 2")
struct SPDX2Tests {
  private static let hex = JSONManifest.hex
  private static let otherHex = JSONManifest.otherHex

  private static func document(_ fields: String, version: String = "SPDX-2.3") -> String {
    #"{"spdxVersion":"\#(version)","SPDXID":"SPDXRef-DOCUMENT",\#(fields)}"#
  }

  private static func file(_ name: String, hex: String = hex) -> String {
    """
    {"fileName":"\(name)","checksums":[{"algorithm":"SHA256","checksumValue":"\(hex)"}]}
    """
  }

  /// The fields and their order follow the example that comes with the specification of 2.3.
  static let example = """
    {
      "SPDXID" : "SPDXRef-DOCUMENT",
      "spdxVersion" : "SPDX-2.3",
      "creationInfo" : {"created" : "2026-01-29T18:30:22Z", "creators" : [ "Tool: t-1.0" ]},
      "name" : "tiny-llm",
      "dataLicense" : "CC0-1.0",
      "externalDocumentRefs" : [ {
        "externalDocumentId" : "DocumentRef-t",
        "checksum" : {"algorithm" : "SHA256", "checksumValue" : "\(otherHex)"},
        "spdxDocument" : "http://spdx.org/spdxdocs/t"
      } ],
      "documentDescribes" : [ "SPDXRef-Package" ],
      "documentNamespace" : "http://spdx.org/spdxdocs/tiny-llm",
      "packages" : [ {
        "SPDXID" : "SPDXRef-Package",
        "checksums" : [
          {"algorithm" : "MD5", "checksumValue" : "624c1abb3664f4b35547e7c73864ad24"},
          {"algorithm" : "SHA256", "checksumValue" : "\(hex)"},
          {"algorithm" : "BLAKE2b-384", "checksumValue" : "aaab"}
        ],
        "filesAnalyzed" : true,
        "hasFiles" : [ "SPDXRef-A" ],
        "name" : "tiny-llm",
        "packageFileName" : "tiny-llm-1.0.tar.gz",
        "packageVerificationCode" : {
          "packageVerificationCodeExcludedFiles" : [ "./package.spdx" ],
          "packageVerificationCodeValue" : "d6a770ba38583ed4bb4525bd96e50461655d2758"
        }
      }, {
        "SPDXID" : "SPDXRef-Base", "downloadLocation" : "NOASSERTION", "name" : "base",
        "filesAnalyzed" : false
      }, {
        "SPDXID" : "SPDXRef-Lib", "name" : "tokenizers",
        "checksums" : [ {"algorithm" : "SHA512", "checksumValue" : "\(ChecksumFileTests.hex512)"} ]
      } ],
      "files" : [ {
        "SPDXID" : "SPDXRef-A",
        "checksums" : [
          {"algorithm" : "SHA1", "checksumValue" : "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12"},
          {"algorithm" : "SHA256", "checksumValue" : "\(hex.uppercased())"}
        ],
        "fileName" : "./model.safetensors",
        "fileTypes" : [ "BINARY" ]
      }, {
        "SPDXID" : "SPDXRef-B", "fileName" : "./README.md",
        "checksums" : [
          {"algorithm" : "SHA1", "checksumValue" : "c2b4e1c67a2d28fced849ee1bb76e7391b93f125"} ]
      } ],
      "snippets" : [ {"SPDXID" : "SPDXRef-Snippet", "snippetFromFile" : "SPDXRef-A"} ],
      "relationships" : [ ]
    }
    """

  @Test("files and packages with checksums are claims")
  func claimsOfExample() throws {
    let manifest = try JSONManifest.parse(Self.example)
    #expect(manifest.form == .spdx)
    #expect(
      manifest.claims.map(\.subject) == [
        JSONManifest.path("tiny-llm-1.0.tar.gz"), .nameless,
        JSONManifest.path("model.safetensors"), JSONManifest.path("README.md"),
      ])
    #expect(
      manifest.claims.map { $0.digests.map(\.algorithm) } == [[.sha256], [.sha512], [.sha256], []])
    #expect(
      manifest.claims.map(\.unsupportedAlgorithms) == [
        ["MD5", "BLAKE2b-384", "a package verification code"], [], ["SHA-1"], ["SHA-1"],
      ])
    #expect(manifest.claims.map(\.line) == [1, 3, 4, 5])
  }

  @Test("2.2 and 2.3 are read", arguments: ["SPDX-2.2", "SPDX-2.2.1", "SPDX-2.3", "SPDX-2.3.1"])
  func versions(_ version: String) throws {
    let text = Self.document(#""files":[\#(Self.file("a"))]"#, version: version)
    #expect(try JSONManifest.parse(text).claims.map(\.subject) == [JSONManifest.path("a")])
  }

  @Test(
    "other versions are unsupported, whatever their files are",
    arguments: ["SPDX-2.1", "SPDX-2.0", "SPDX-3.0", "SPDX-", "SPDX-2.30", "SPDX-2.4"])
  func otherVersions(_ version: String) {
    let error = JSONManifest.error(#"{"files":7,"spdxVersion":"\#(version)"}"#)
    #expect(error == .versionUnsupported(form: "an SPDX document", version: .init(version)))
    #expect(error?.isUnsupported == true)
    #expect(
      error?.description
        == "is an SPDX document of version '\(version)', which this version does not read")
  }

  @Test("tag-value is told, and not read")
  func tagValue() {
    // The beginning that SPDX's tools and Trivy write.
    for start in ["", "# made by hand\n\n", "\n  "] {
      let error = JSONManifest.error(
        "\(start)SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\n")
      #expect(error == .notReadYet(what: "an SPDX document in tag-value form"))
      #expect(
        error?.description
          == "is an SPDX document in tag-value form, which this version does not read yet")
    }
  }

  @Test("a package's name is a path only if it looks so, its file name always is one")
  func packageNames() throws {
    let checksum = #""checksums":[{"algorithm":"SHA256","checksumValue":"\#(Self.hex)"}]"#
    let packages = [
      (#""name":"org/Llama-3.1-8B","#, Claim.Subject.nameless),
      (#""name":"model.gguf","#, JSONManifest.path("model.gguf")),
      (#""name":"m.gguf","packageFileName":"weights","#, JSONManifest.path("weights")),
      (#""name":"m","packageFileName":"../w.gguf","#, .escaping("../w.gguf")),
      ("", .nameless),
    ]
    for (fields, subject) in packages {
      let manifest = try JSONManifest.parse(
        Self.document(#""packages":[{\#(fields)\#(checksum)}]"#))
      #expect(manifest.claims.map(\.subject) == [subject])
    }
  }

  @Test("TRUST 1.5: a package verification code verifies nothing, and is said where it is all")
  func verificationCode() throws {
    let code = #""packageVerificationCode":{"packageVerificationCodeValue":"\#(Self.hex)"}"#
    let alone = try JSONManifest.parse(Self.document(#""packages":[{},{"name":"m",\#(code)}]"#))
    #expect(alone.claims.map(\.subject) == [.nameless])
    #expect(alone.claims.map(\.digests) == [[]])
    #expect(alone.claims.map(\.unsupportedAlgorithms) == [["a package verification code"]])
    #expect(alone.claims.map(\.line) == [2])

    let files = try JSONManifest.parse(
      Self.document(#""packages":[{"name":"m",\#(code)}],"files":[\#(Self.file("a"))]"#))
    #expect(files.claims.map(\.subject) == [JSONManifest.path("a")])
    #expect(files.claims.map(\.unsupportedAlgorithms) == [[]])
  }

  @Test(
    "a document without checksums claims nothing",
    arguments: [
      #""files":[]"#, #""packages":[]"#, #""name":"x""#, #""files":[{"fileName":"a"}]"#,
      #""files":[{"fileName":"a","checksums":[]}]"#, #""packages":[{"packageFileName":"a"}]"#,
      #""snippets":[{"fileName":"a","checksums":[{"algorithm":"MD5","checksumValue":""}]}]"#,
    ])
  func empty(_ fields: String) {
    #expect(JSONManifest.error(Self.document(fields)) == .empty)
  }

  @Test(
    "a field that is missing or of another kind is named",
    arguments: [
      ("files", #""files":{}"#), ("files", #""files":null"#), ("files", #""files":["a"]"#),
      ("packages", #""packages":7"#), ("packages", #""packages":[[]]"#),
      ("fileName", #""files":[{"fileName":1}]"#),
      ("fileName", #""files":[{"checksums":[{"algorithm":"MD5"}]}]"#),
      ("checksums", #""files":[{"checksums":{}}]"#),
      ("checksums", #""files":[{"checksums":[1]}]"#),
      ("algorithm", #""files":[{"checksums":[{"checksumValue":"00"}]}]"#),
      ("algorithm", #""packages":[{"checksums":[{"algorithm":256}]}]"#),
      ("checksumValue", #""files":[{"checksums":[{"algorithm":"SHA256"}]}]"#),
      (
        "checksumValue",
        #""files":[{"checksums":[{"algorithm":"SHA256","checksumValue":"e3b0"}]}]"#
      ),
      ("checksumValue", #""files":[{"checksums":[{"algorithm":"MD5","checksumValue":0}]}]"#),
      ("packageFileName", #""packages":[{"packageFileName":null}]"#),
      ("name", #""packages":[{"name":[]}]"#),
    ])
  func invalid(_ field: String, _ fields: String) {
    #expect(JSONManifest.field(Self.document(fields)) == field)
  }

  @Test("TRUST 1.3: files of one name agree or are malformed")
  func contradiction() throws {
    let agreeing = #""files":[\#(Self.file("./a")),\#(Self.file("a"))]"#
    let manifest = try JSONManifest.parse(Self.document(agreeing))
    #expect(manifest.claims.count == 1)
    #expect(manifest.repeatedEntryCount == 1)
    #expect(
      JSONManifest.error(
        Self.document(
          #""files":[\#(Self.file("./a")),\#(Self.file("b")),\#(Self.file("a", hex: Self.otherHex))]"#
        )) == .contradictoryEntries(path: "a", line: 3))
    #expect(
      JSONManifest.error(
        Self.document(
          """
          "packages":[{"packageFileName":"a","checksums":[
           {"algorithm":"SHA256","checksumValue":"\(Self.otherHex)"}]}],
          "files":[\(Self.file("a"))]
          """)) == .contradictoryEntries(path: "a", line: 2))
    let twice = #"{"algorithm":"SHA256","checksumValue":"\#(Self.hex)"}"#
    #expect(
      JSONManifest.field(
        Self.document(
          #""packages":[{"checksums":[\#(twice),\#(twice.replacing("e3b0", with: "0000"))]}]"#))
        == "checksums")
  }

  @Test(
    "TRUST 1.4: a name that leaves the folder is kept apart",
    arguments: ["../a", "/etc/passwd", "./../a", "."])
  func escaping(_ name: String) throws {
    let manifest = try JSONManifest.parse(Self.document(#""files":[\#(Self.file(name))]"#))
    #expect(manifest.claims.map(\.subject) == [.escaping(UntrustedText(name))])
  }

  @Test("TRUST 8: a key that stands twice is refused")
  func duplicateKeys() {
    for fields in [
      #""files":[],"files":[]"#, #""files":[{"fileName":"a","fileName":"b"}]"#,
      #""files":[{"checksums":[{"algorithm":"MD5","\u0061lgorithm":"SHA256"}]}]"#,
    ] {
      #expect(JSONManifest.reason(Self.document(fields))?.contains("stands twice") == true)
    }
  }

  @Test("many files are read in one pass, and deep nesting is refused")
  func many() throws {
    let files = (0..<20_000).map { Self.file("f\($0)") }.joined(separator: ",")
    let manifest = try JSONManifest.parse(Self.document(#""files":[\#(files)]"#))
    #expect(manifest.claims.count == 20_000)
    #expect(manifest.claims.last?.line == 20_000)
    let deep = String(repeating: "[", count: 100_000)
    #expect(
      JSONManifest.reason(Self.document(#""files":[{"x":\#(deep)"#))?.contains("nested deeper")
        == true)
  }

  @Test("damage never traps")
  func damage() throws {
    try JSONManifest.expectRobust(
      Self.document(
        """
        "files":[\(Self.file("./a"))],"packages":[{"packageFileName":"b.gguf","checksums":[
         {"algorithm":"MD5","checksumValue":"00"}],"packageVerificationCode":{}}]
        """))
  }
}
