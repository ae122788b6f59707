// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("documents of a statement a line")
struct StatementLinesTests {
  typealias Text = StatementText

  private static let a = Text.envelope(Text.statement([Text.subject("a")]))
  private static let b = Text.envelope(Text.statement([Text.subject("b", "b")]))

  @Test("the claims of all lines are one manifest", arguments: ["\n", "\r\n", "\n\n \t\n"])
  func lines(separator: String) throws {
    for end in ["", separator] {
      for start in ["", separator] {
        let text = start + [Self.a, Text.bundle(Self.b)].joined(separator: separator) + end
        let manifest = try Text.manifest(text)
        #expect(manifest.form == .inToto)
        #expect(manifest.isSigned)
        #expect(manifest.claims.map(\.subject) == [try Text.path("a"), try Text.path("b")])
      }
    }
  }

  @Test("claims tell the line they stand in")
  func numbers() throws {
    let manifest = try Text.manifest("\n\(Self.a)\n\n\(Self.b)\n")
    #expect(manifest.claims.map(\.line) == [2, 4])
  }

  @Test("one line is a document as any other")
  func oneLine() throws {
    for text in [Self.a, Self.a + "\n", "\n\(Self.a)\n\n"] {
      let manifest = try Text.manifest(text)
      #expect(manifest.isSigned)
      #expect(manifest.claims.map(\.line) == [1])
    }
  }

  @Test("only a document that is signed in every line is signed")
  func partlySigned() throws {
    let bare = Text.statement([Text.subject("c")])
    #expect(try !Text.manifest("\(Self.a)\n\(bare)").isSigned)
    #expect(try !Text.manifest("\(bare)\n\(Self.a)").isSigned)
    #expect(try !Text.manifest("\(bare)\n\(bare)").isSigned)
    #expect(try Text.manifest("\(Self.a)\n\(Self.b)").isSigned)
  }

  @Test("the form is that of all lines, or a statement's")
  func forms() throws {
    let model = Text.envelope(ModelText(files: ["m"]).text)
    let other = Text.envelope(ModelText(files: ["n"]).text)
    #expect(try Text.manifest("\(model)\n\(other)").form == .modelSigning)
    #expect(try Text.manifest("\(model)\n\(Self.a)").form == .inToto)
    #expect(try Text.manifest("\(model)\n\(Self.a)\n\(other)").form == .inToto)
  }

  @Test("what signers left out is of all lines")
  func exempted() throws {
    let model = Text.envelope(ModelSigningTests.current)
    #expect(try Text.manifest("\(Self.a)\n\(model)").exempted.count == 4)
  }

  @Test("lines that agree confirm each other, as provenance and a bill of materials do")
  func agreeing() throws {
    let other = Text.envelope(
      Text.statement([Text.subject("a")], predicateType: "https://spdx.dev/Document/v2.3"))
    let manifest = try Text.manifest("\(Self.a)\n\(other)\n\(Text.bundle(Self.a))")
    #expect(manifest.claims.map(\.subject) == [try Text.path("a")])
    #expect(manifest.claims.map(\.digests.count) == [1])
    #expect(manifest.repeatedEntryCount == 0)
  }

  @Test("lines that say the same of no name speak of one file, entries of one line of several")
  func namelessLines() throws {
    let line = Text.envelope(Text.statement([Text.subject("_")]))
    let twice = Text.statement([Text.subject(nil), Text.subject("_")])
    #expect(try Text.manifest("\(line)\n\(line)\n\(line)").claims.map(\.line) == [1])
    #expect(try Text.manifest("\(twice)\n\(line)").claims.map(\.line) == [1, 1])
    #expect(try Text.manifest("\(line)\n\(Self.b)\n\(twice)").claims.map(\.line) == [1, 2])
    let other = Text.statement([Text.subject("_", "b")])
    #expect(try Text.manifest("\(line)\n\(other)").claims.map(\.line) == [1, 2])
    let weak = Text.statement([#"{"digest":{"md5":"x"}}"#])
    #expect(try Text.manifest("\(weak)\n\(weak)").claims.map(\.line) == [1, 2])
  }

  @Test("what lines tell of one file comes together")
  func merged() throws {
    let builder = WeightManifestBuilder.tiny
    let subject = #"{"name":"model.gguf","digest":{"sha256":"\#(Text.hex("a"))"}}"#
    let statement = Text.statement([subject])
    for text in ["\(statement)\n\(builder.text)", "\(builder.text)\n\(statement)"] {
      let manifest = try Text.manifest(text)
      let claim = try #require(
        manifest.claims.first { $0.subject == (try? Text.path("model.gguf")) })
      #expect(claim.segments?.count == 4)
      #expect(claim.byteCount == 100)
      #expect(claim.digests.count == 1)
    }
    var other = builder
    other.files[0].segments?[3].sha256 = Text.quoted(Text.hex("9"))
    #expect(
      Text.error("\(builder.text)\n\(other.text)")
        == .contradictoryEntries(path: "model.gguf", line: 2))
  }

  @Test("TRUST 1.3: lines that contradict each other make the document malformed")
  func contradicting() {
    let other = Text.envelope(Text.statement([Text.subject("a", "b")]))
    #expect(
      Text.error("\(Self.a)\n\(Self.b)\n\(other)") == .contradictoryEntries(path: "a", line: 3))
  }

  @Test("TRUST 1.3: within one signed line an entry that stands twice is refused")
  func repeated() throws {
    let twice = Text.statement([Text.subject("c"), Text.subject("c")])
    #expect(
      Text.error("\(Self.a)\n\(Text.envelope(twice))")
        == .statementLine(line: 2, .payload(.repeatedEntry(path: "c", line: 2))))
    #expect(try Text.manifest("\(Self.a)\n\(twice)").repeatedEntryCount == 1)
  }

  @Test("TRUST 1.4: a path that leads out refuses a signed line, and so the document")
  func escaping() {
    let text = "\(Self.a)\n\(Text.envelope(Text.statement([Text.subject("../x")])))"
    let error = Text.error(text)
    #expect(error == .statementLine(line: 2, .payload(.pathInvalid("../x"))))
    #expect(
      error?.description
        == "line 2 has a payload that has the path '../x', which names nothing inside its folder")
  }

  @Test("a line that cannot be read makes the document malformed")
  func badLine() {
    for (line, wanted) in [
      ("{}", ManifestError.notReadYet(what: "a JSON document")),
      ("[]", .notReadYet(what: "a JSON document")),
      (Text.statement([]), .empty), (Text.envelope(Text.statement([])), .empty),
      (Text.rawEnvelope("*"), .payloadEncoding),
    ] {
      for text in ["\(Self.a)\n\(Self.b)\n\(line)", "\(Self.a)\n\(Self.b)\n\(line)\n\(Self.b)\n"] {
        let error = Text.error(text)
        #expect(error == .statementLine(line: 3, wanted))
        #expect(error?.isUnsupported == false)
      }
    }
    for line in ["x", "{", "}", "\(Self.b)\(Self.b)", "\(Self.b),", "\(Self.b.dropLast())", "\0"] {
      guard case .statementLine(2, .notJSON(let reason, _))? = Text.error("\(Self.a)\n{}\(line)"),
        case .statementLine(3, .notJSON)? = Text.error("\(Self.a)\n\(Self.b)\n\(line)")
      else {
        Issue.record("\(line.prefix(10))")
        continue
      }
      #expect(!reason.isEmpty)
    }
  }

  @Test("a line that only this version cannot read makes the document unsupported")
  func unsupportedLine() {
    let line = Text.envelope("", payloadType: "application/vnd.novulz+cbor")
    let error = Text.error("\(Self.a)\n\(line)")
    #expect(
      error == .statementLine(line: 2, .payloadTypeUnsupported("application/vnd.novulz+cbor")))
    #expect(error?.isUnsupported == true)
  }

  @Test("a document of one statement is none of lines, however it is broken into lines")
  func prettyPrinted() throws {
    #expect(try Text.manifest(ModelSigningTests.current).form == .modelSigning)
    #expect(try Text.manifest(Self.a.replacing(",", with: "\n,\n")).isSigned)
    #expect(try Text.manifest(Self.a.replacing(":", with: "\n:\n")).isSigned)
    #expect(try Text.manifest("{ \"x\": {}\n\n,\n" + Self.a.dropFirst()).isSigned)
  }

  @Test("ten thousand lines are read, and no more")
  func many() throws {
    let lines = (0..<10_000).map { Text.statement([Text.subject("f\($0)")]) }
    let text = lines.joined(separator: "\n\n")
    #expect(try Text.manifest(text).claims.count == 10_000)
    let error = Text.error(text + "\n" + Self.a)
    #expect(error == .tooManyLines(limit: 10_000))
    #expect(error?.description == "has more than 10000 lines")
  }

  @Test("a document cut off anywhere never traps")
  func truncated() {
    let bytes = Array("\(Self.a)\n\(Self.b)\n".utf8)
    for count in bytes.indices {
      let claims = (try? Manifest.parse(Array(bytes.prefix(count)), name: ""))?.claims.count ?? 0
      #expect(claims <= 2)
    }
  }
}
