// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("DSSE envelopes")
struct SignedEnvelopeTests {
  typealias Text = StatementText

  private static let statement = Text.statement([Text.subject("a"), Text.subject("b/c", "b")])

  @Test("the statement in an envelope is read, and said to be signed")
  func statement() throws {
    let manifest = try Text.manifest(Text.envelope(Self.statement))
    #expect(manifest.form == .inToto)
    #expect(manifest.isSigned)
    #expect(manifest.claims == (try Text.manifest(Self.statement).claims))
    #expect(try !Text.manifest(Self.statement).isSigned)
  }

  @Test("a signed model and a signed weight manifest keep their forms")
  func forms() throws {
    let model = try Text.manifest(Text.envelope(ModelSigningTests.current))
    #expect(model.form == .modelSigning)
    #expect(model.isSigned)
    #expect(model.exempted.count == 4)
    let weights = try Text.manifest(Text.envelope(WeightManifestBuilder.tiny.text))
    #expect(weights.form == .weightManifest)
    #expect(weights.isSigned)
    #expect(weights.claims.first?.segments != nil)
  }

  // DSSE v1.0.2 allows several signatures; in-toto's envelope names the payload's types.
  @Test(
    "several signatures, and a type that names the predicate",
    arguments: [
      "application/vnd.in-toto+json", "application/vnd.in-toto.provenance+json",
      "application/vnd.in-toto.vsa+json",
    ])
  func types(payloadType: String) throws {
    for count in [1, 2, 3] {
      let manifest = try Text.manifest(
        Text.envelope(Self.statement, payloadType: payloadType, signatureCount: count))
      #expect(manifest.isSigned)
    }
  }

  @Test("a key identifier means nothing, and what is not known is ignored")
  func ignored() throws {
    let envelope = Text.envelope(Self.statement)
    for keyid in ["null", "7", "\"x\"", "{}"] {
      #expect(Text.error(envelope.replacing(#""keyid":"""#, with: #""keyid":\#(keyid)"#)) == nil)
    }
    #expect(Text.error(envelope.replacing(#","keyid":"""#, with: "")) == nil)
    #expect(Text.error("{\"x\":[{}]," + envelope.dropFirst()) == nil)
  }

  // MARK: What is signed has stricter rules

  @Test("TRUST 1.3: in a signed form an entry that stands twice is refused")
  func duplicates() {
    for other in [
      Text.subject("a"), Text.subject("a", "b"), Text.subject("./a"),
      #"{"name":"a","digest":{"md5":"x"}}"#,
    ] {
      let text = Text.statement([Text.subject("a"), Text.subject("b"), other])
      let error = Text.error(Text.envelope(text))
      #expect(error == .payload(.repeatedEntry(path: "a", line: 3)))
      #expect(
        error?.description
          == "has a payload that names 'a' again in entry 3, which no signed form may")
    }
    #expect(
      Text.error(Text.envelope(Text.statement([Text.subject(nil), Text.subject("_")]))) == nil)
  }

  @Test(
    "TRUST 1.4: in a signed form a path that leads out refuses the document",
    arguments: ["..", "../a", "/a", "a/../b", "."])
  func escaping(name: String) {
    let text = Text.statement([Text.subject("a"), Text.subject(name)])
    #expect(Text.error(text) == nil)
    let error = Text.error(Text.envelope(text))
    #expect(error == .payload(.pathInvalid(UntrustedText(name))))
    #expect(
      error?.description
        == "has a payload that has the path '\(name)', which names nothing inside its folder")
  }

  @Test("TRUST 8: a weight manifest keeps its own rules inside of an envelope")
  func weightManifest() {
    var builder = WeightManifestBuilder.tiny
    builder.schema = "2"
    let error = Text.error(Text.envelope(builder.text))
    #expect(error == .payload(.schemaUnsupported("2")))
    #expect(error?.isUnsupported == true)
    builder = .tiny
    builder.files[1].path = Text.quoted("../a")
    #expect(Text.error(Text.envelope(builder.text)) == .payload(.pathInvalid("../a")))
  }

  // MARK: Refused

  @Test("TRUST 8: a payload that is not canonical base64 is refused")
  func encoding() {
    // Three bytes more or less, so that each length of padding occurs.
    for blanks in ["", " ", "  "] {
      let good = Text.base64(Self.statement + blanks)
      #expect(Text.error(Text.rawEnvelope(good)) == nil)
      var twins = [
        "\(good)=", "=\(good)", good + good.prefix(1), "\(good)\\n",
        "\(good.prefix(4))\\n\(good.dropFirst(4))",
        "\(good.prefix(4)) \(good.dropFirst(4))", "\(good.dropLast())-", "\(good.dropLast())_", "*",
      ]
      if good.hasSuffix("=") {
        twins.append(good.replacing("=", with: ""))
        // A bit behind the last byte.
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let text = Array(good)
        if let last = text.lastIndex(where: { $0 != "=" }),
          let value = digits.firstIndex(of: text[last])
        {
          twins.append(
            String(text[..<last]) + String(digits[value + 1]) + String(text[(last + 1)...]))
        }
      }
      for twin in twins {
        let error = Text.error(Text.rawEnvelope(twin))
        #expect(error == .payloadEncoding, "\(twin.suffix(8))")
        #expect(error?.description == "has a payload that is not canonical base64")
      }
    }
  }

  @Test(
    "TRUST 8: a payload of another type is not read, whatever it is",
    arguments: [
      "application/vnd.in-toto", "application/json", "text/plain", "",
      "application/vnd.in-toto.x+cbor",
      "application/vnd.in-toto+json ", "Application/vnd.in-toto+json",
      "application/vnd.in-toto+json;x=1", "application/vnd.in-totos+json",
    ])
  func payloadType(type: String) {
    let error = Text.error(Text.envelope(Self.statement, payloadType: type))
    #expect(error == .payloadTypeUnsupported(UntrustedText(type)))
    #expect(error?.isUnsupported == true)
    #expect(
      error?.description == "has a payload of type '\(type)', which this version does not read")
  }

  @Test("an envelope without a signature is not signed, and is refused")
  func unsigned() {
    let error = Text.error(Text.envelope(Self.statement, signatureCount: 0))
    #expect(error == .signatureCount(0))
    #expect(error?.description == "has no signature")
  }

  @Test("a field that is missing or of another type is named")
  func fields() {
    func field(_ old: String, _ new: String) -> String? {
      let text = Text.envelope(Self.statement)
      #expect(text.contains(old))
      let error = Text.error(text.replacing(old, with: new, maxReplacements: 1))
      if case .fieldInvalid(let field, _)? = error { return field }
      return nil
    }
    #expect(field(#""payload":"#, #""payload":7,"x":"#) == "payload")
    #expect(field(#""payloadType":"#, #""payloadType":null,"x":"#) == "payloadType")
    #expect(field(#""signatures":"#, #""x":"#) == "signatures")
    #expect(field(#""signatures":["#, #""signatures":{},"x":["#) == "signatures")
    #expect(field(#""signatures":["#, #""signatures":[7,"#) == "signatures")
    #expect(field(#""sig":"MEUCIQ==","#, "") == "sig")
    #expect(field(#""sig":"MEUCIQ==""#, #""sig":"""#) == "sig")
    #expect(field(#""sig":"MEUCIQ==""#, #""sig":7"#) == "sig")
    #expect(Text.error(#"{"payload":""}"#) == .notReadYet(what: "a JSON document"))
  }

  @Test("a signature of one entry does not serve for the next")
  func everySignature() {
    let text = Text.envelope(Self.statement).replacing(
      #""signatures":["#, with: #""signatures":[{"sig":"AA=="},{"keyid":"x"},"#)
    guard case .fieldInvalid("sig", _)? = Text.error(text) else {
      Issue.record("a signature without bytes was read")
      return
    }
  }

  @Test("what is signed must be a statement, and no envelope again")
  func payloads() {
    let other = ManifestError.payload(.notReadYet(what: "a JSON document"))
    for payload in [
      "{}", "[]", "7", Text.envelope(Self.statement), Text.bundle(Text.envelope(Self.statement)),
      "[\(Self.statement)]",
    ] {
      #expect(Text.error(Text.envelope(payload)) == other, "\(payload.prefix(20))")
    }
    #expect(
      other.description
        == "has a payload that is a JSON document, which this version does not read yet")
    for payload in [
      "", " ", "x", "\(ChecksumFileTests.hex256)  a\n", "\(Self.statement)\n\(Self.statement)",
      String(Self.statement.dropLast()), "\u{FEFF}\(Self.statement)",
    ] {
      guard case .payload(.notJSON)? = Text.error(Text.envelope(payload)) else {
        Issue.record("\(payload.prefix(20))")
        continue
      }
    }
    #expect(Text.error(Text.envelope(Text.statement([]))) == .empty)
    #expect(
      Text.error(Text.envelope(Text.statement([Text.subject("a")], type: Text.type + "0")))
        == .payload(.statementUnsupported("https://in-toto.io/Statement/v10")))
  }

  @Test("TRUST 8: a duplicate key is refused, also an escaped one")
  func duplicateKeys() {
    for twin in [
      #""payload":"""#, #""payloadType":"x""#, #""signatures":[]"#, #""p\u0061yload":"""#,
    ] {
      guard
        case .notJSON(let reason, _)? = Text.error(
          Text.envelope(Self.statement).dropLast() + ",\(twin)}")
      else {
        Issue.record("\(twin)")
        continue
      }
      #expect(reason.contains("stands twice"))
    }
  }

  @Test("envelopes in envelopes are not followed")
  func nested() {
    var text = Self.statement
    for _ in 0..<8 { text = Text.envelope(text) }
    #expect(Text.error(text) == .payload(.notReadYet(what: "a JSON document")))
  }

  @Test("a document cut off anywhere is refused, one flipped bit never traps")
  func damaged() throws {
    let bytes = Array(Text.envelope(Text.statement([Text.subject("a")])).utf8)
    for count in bytes.indices {
      #expect(Text.error(Array(bytes.prefix(count))) != nil, "\(count) bytes")
    }
    for place in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[place] ^= 1 << UInt8(bit)
        guard let manifest = try? Manifest.parse(damaged, name: "") else { continue }
        #expect(manifest.isSigned)
        #expect(manifest.claims.count == 1)
      }
    }
  }
}
