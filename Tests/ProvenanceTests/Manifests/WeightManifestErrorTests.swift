// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

/// Damaged twins of a good weight manifest, and what each is refused with.
struct WeightManifestErrorTests {
  typealias Builder = WeightManifestBuilder

  static func hex(_ digit: Character) -> String { Builder.hex(digit) }
  static func quotedHex(_ digit: Character) -> String { Builder.quoted(hex(digit)) }

  private static func error(_ bytes: [UInt8]) -> ManifestError? {
    do throws(ManifestError) {
      _ = try Manifest.parse(bytes, name: "weights.intoto.json")
      return nil
    } catch {
      return error
    }
  }

  /// Why the tiny manifest is refused after a change; nil if it is read.
  private static func error(_ change: (inout Builder) -> Void) -> ManifestError? {
    var builder = Builder.tiny
    change(&builder)
    return error(builder.bytes)
  }

  /// Why the tiny manifest is refused after one text in it is replaced by another.
  private static func error(replacing old: String, with new: String) -> ManifestError? {
    let text = Builder.tiny.text
    #expect(text.contains(old))
    return error(Array(text.replacing(old, with: new, maxReplacements: 1).utf8))
  }

  @Test("the good twin is read")
  func good() {
    #expect(Self.error { _ in } == nil)
  }

  // MARK: Not ours

  @Test("TRUST 5: an unknown schema is unsupported, and not malformed", arguments: [0, 2, 1000])
  func schema(number: UInt64) {
    let error = Self.error { $0.schema = "\(number)" }
    #expect(error == .schemaUnsupported("\(number)"))
    #expect(error?.isUnsupported == true)
    #expect(
      error?.description
        == "is a weight manifest of schema \(number), which this version does not read")
  }

  @Test("an unknown schema is unsupported whatever its fields are, and wherever it stands")
  func laterSchema() {
    let text = Builder.object([
      ("_type", Builder.tiny.type), ("predicateType", Builder.tiny.predicateType),
      ("predicate", #"{"files":"elsewhere","schema":2}"#), ("subject", "7"),
    ])
    #expect(Self.error(Array(text.utf8)) == .schemaUnsupported("2"))
  }

  @Test("a statement of a later predicate is unsupported")
  func predicateType() {
    let error = Self.error { $0.predicateType = #""urn:weightcheck:weight-manifest:v2""# }
    #expect(error == .predicateUnsupported("urn:weightcheck:weight-manifest:v2"))
    #expect(error?.isUnsupported == true)
    #expect(
      error?.description
        == "is an in-toto statement of 'urn:weightcheck:weight-manifest:v2', which this version "
        + "does not read")
  }

  @Test("a statement of another predicate is another form, whose subjects are claims")
  func otherPredicate() throws {
    var builder = Builder.tiny
    builder.predicateType = #""https://slsa.dev/provenance/v1""#
    let manifest = try Manifest.parse(builder.bytes, name: "")
    #expect(manifest.form == .inToto)
    #expect(
      manifest.claims.map(\.digests)
        == (try Manifest.parse(Builder.tiny.bytes, name: "")).claims.map(\.digests))
    #expect(manifest.claims.allSatisfy { $0.segments == nil && $0.byteCount == nil })
  }

  @Test("a statement of another version is unsupported")
  func statementType() {
    #expect(
      Self.error { $0.type = #""https://in-toto.io/Statement/v0.1""# }?.isUnsupported == true)
  }

  @Test("a statement without a predicate is none of ours, and is malformed")
  func noPredicate() {
    let text = Builder.object([("_type", Builder.tiny.type)])
    #expect(
      Self.error(Array(text.utf8)) == .fieldInvalid(field: "predicateType", offset: 0))
  }

  @Test("JSON of another kind is not read yet", arguments: ["{}", "[]", #"{"_type":1}"#])
  func otherJSON(text: String) {
    #expect(Self.error(Array(text.utf8)) == .notReadYet(what: "a JSON document"))
  }

  // MARK: Broken

  @Test("a manifest without files claims nothing")
  func empty() {
    let error = Self.error { $0.files = [] }
    #expect(error == .empty)
    #expect(error?.description == "holds no claim")
  }

  @Test("a document cut off anywhere is refused")
  func truncated() {
    let bytes = Builder.tiny.bytes
    for count in bytes.indices {
      #expect(Self.error(Array(bytes.prefix(count))) != nil, "\(count) bytes")
    }
    #expect(Self.error(bytes + Array("{}".utf8)) != nil)
  }

  @Test("one flipped bit never traps, and changes no digest unseen")
  func flipped() throws {
    let bytes = Builder.tiny.bytes
    let good = try Manifest.parse(bytes, name: "").claims
    for place in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[place] ^= 1 << UInt8(bit)
        guard let claims = try? Manifest.parse(damaged, name: "").claims else { continue }
        for (claim, was) in zip(claims, good) {
          // Subject and file must agree, so no flip can change the digest of a file.
          #expect(claim.digests == was.digests, "byte \(place), bit \(bit)")
          #expect(claim.byteCount == was.byteCount || claim.segments == nil)
        }
      }
    }
  }

  @Test("what is not JSON is broken, and the place is said")
  func notJSON() {
    let mark = #""scope":"folder","#
    let error = Self.error(replacing: mark, with: mark + ",")
    guard case .notJSON(let reason, let offset)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.description == "is broken: \(reason)")
    #expect(reason.hasSuffix("at byte \(offset)"))
  }

  @Test(
    "TRUST 8: a duplicate key is refused in every object",
    arguments: [
      #""subject":"#, #""predicate":"#, #""schema":"#, #""files":"#, #""path":"#,
      #""sha256":"#, #""size":"#, #""segments":"#, #""kind":"#, #""offset":"#, #""length":"#,
      #""name":"#, #""digest":"#, #""chunkBytes":"#,
    ])
  func duplicateKeys(key: String) {
    let error = Self.error(replacing: key, with: key + "0," + key)
    guard case .notJSON(let reason, _)? = error else {
      // The first of the two may be refused for its value before the second is seen.
      guard case .fieldInvalid? = error else {
        Issue.record("\(key) \(String(describing: error))")
        return
      }
      return
    }
    #expect(reason.contains("stands twice"))
  }

  @Test("TRUST 8: a key that is escaped the second time is a duplicate all the same")
  func escapedKey() {
    let error = Self.error(
      replacing: #""schema":1"#, with: #""schema":1,"\u0073chema":1"#)
    guard case .notJSON(let reason, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.contains("the key 'schema' stands twice in one JSON object"))
  }

  @Test(
    "a field that is missing is named",
    arguments: [
      ("schema", #""schema":1,"#, ""), ("chunkBytes", #""chunkBytes":16777216,"#, ""),
      ("path", #""path":"model.gguf","#, ""), ("size", #""size":100,"#, ""),
      ("sha256", "\"sha256\":\"\(hex("a"))\",\"format\"", #""format""#),
      ("format", #""format":"gguf","#, ""), ("kind", #""kind":"header","#, ""),
      ("name", #""name":"a","#, ""), ("dtype", #""dtype":"F32","#, ""),
      ("shape", #""shape":[2,3],"#, ""), ("offset", #""offset":64,"#, ""),
      ("length", #""length":24,"#, ""),
      ("sha256", "24,\"sha256\":\"\(hex("2"))\"", "24"),
    ])
  func missingField(field: String, text: String, rest: String) {
    let error = Self.error(replacing: text, with: rest)
    guard case .fieldInvalid(field, let offset)? = error else {
      Issue.record("\(field): \(String(describing: error))")
      return
    }
    #expect(error?.description == "has no usable '\(field)' at byte \(offset)")
  }

  @Test("a subject without a name or a SHA-256 is refused")
  func missingInSubject() {
    func field(_ error: ManifestError?) -> String? {
      if case .fieldInvalid(let field, _)? = error { field } else { nil }
    }
    #expect(field(Self.error(replacing: #"{"name":"model.gguf","#, with: "{")) == "name")
    #expect(
      field(Self.error(replacing: #""digest":{"sha256""#, with: #""digest":{"md5""#)) == "digest")
    #expect(field(Self.error(replacing: #""digest":{"#, with: #""digets":{"#)) == "digest")
  }

  @Test("what is excluded is a list of texts", arguments: ["null", "{}", "\"a\"", "[1]", "[[]]"])
  func excluded(value: String) {
    let error = Self.error(replacing: #""excluded":[]"#, with: #""excluded":"# + value)
    guard case .fieldInvalid("excluded", _)? = error else {
      Issue.record("\(value): \(String(describing: error))")
      return
    }
  }

  @Test(
    "a number that is no integer is refused",
    arguments: [
      "1.5", "-1", "-0.0", "1e-1", "18446744073709551616", "9007199254740994.0", "1e300", "null",
      #""100""#, "true", "[100]", "{}",
    ])
  func notInteger(number: String) {
    func field(_ change: (inout Builder) -> Void) -> String? {
      if case .fieldInvalid(let field, _)? = Self.error(change) { field } else { nil }
    }
    #expect(field { $0.files[0].size = number } == "size")
    #expect(field { $0.files[0].segments?[1].offset = number } == "offset")
    #expect(field { $0.files[0].segments?[1].length = number } == "length")
    #expect(field { $0.files[0].segments?[1].shape = "[\(number)]" } == "shape")
    #expect(field { $0.chunkBytes = number } == "chunkBytes")
    // What is no integer names no schema that is known.
    #expect(Self.error { $0.schema = number }?.isUnsupported == true)
  }

  @Test("chunks of no bytes are refused")
  func noChunkBytes() {
    #expect(Self.error { $0.chunkBytes = "0" } == .fieldInvalid(field: "chunkBytes", offset: 0))
  }

  @Test(
    "a digest that is not 64 hexadecimal digits is refused",
    arguments: [
      "", String(repeating: "a", count: 63), String(repeating: "a", count: 65),
      String(repeating: "a", count: 63) + "g", String(repeating: "a", count: 128),
    ])
  func digest(text: String) {
    let text = Builder.quoted(text)
    func field(_ change: (inout Builder) -> Void) -> String? {
      if case .fieldInvalid(let field, _)? = Self.error(change) { field } else { nil }
    }
    #expect(field { $0.files[1].sha256 = text } == "sha256")
    #expect(field { $0.files[0].segments?[2].sha256 = text } == "sha256")
    #expect(field { $0.files[0].segments?[1].chunks = [text] } == "chunks")
    #expect(field { $0.files[0].segments?[1].chunks = ["1"] } == "chunks")
    #expect(field { $0.subjects = [(Builder.quoted("a"), text)] } == "sha256")
  }

  @Test("a value of another kind than the field has is refused", arguments: ["1", "null", "[]"])
  func otherKind(value: String) {
    func field(_ old: String, _ new: String) -> String? {
      let error = Self.error(replacing: old, with: new)
      if case .fieldInvalid(let field, _)? = error { return field }
      return nil
    }
    #expect(field(#""kind":"header""#, #""kind":\#(value)"#) == "kind")
    #expect(field(#""kind":"header""#, #""kind":"hedaer""#) == "kind")
    #expect(field(#""path":"model.gguf""#, #""path":\#(value)"#) == "path")
    #expect(field(#""format":"gguf""#, #""format":\#(value)"#) == "format")
    #expect(field(#""format":"gguf""#, #""format":"GGUF""#) == "format")
    #expect(field(#""dtype":"F32""#, #""dtype":\#(value)"#) == "dtype")
    #expect(field(#""name":"a""#, #""name":\#(value)"#) == "name")
    #expect(field(#""shape":[2,3]"#, #""shape":"2,3""#) == "shape")
    #expect(field(#""shape":[2,3]"#, #""shape":[[2],3]"#) == "shape")
    #expect(field(#""format":"gguf""#, #""format":"gguf","byteOrder":"middle""#) == "byteOrder")
    #expect(field(#""format":"gguf""#, #""format":"gguf","byteOrder":\#(value)"#) == "byteOrder")
    #expect(field(#""format":"gguf""#, #""format":"gguf","set":\#(value)"#) == "set")
    #expect(field(#""segments":["#, #""segments":[\#(value),"#) == "segments")
    #expect(field(#""files":["#, #""files":[\#(value),"#) == "files")
    #expect(field(#""subject":["#, #""subject":[\#(value),"#) == "subject")
  }

  @Test("the parts of the document must be of their kinds", arguments: ["1", "null", #""x""#])
  func otherKindOfPart(value: String) {
    func field(_ place: Int) -> String? {
      var statement = Builder.tiny.statement
      statement[place].value = value
      let error = Self.error(Array(Builder.object(statement).utf8))
      if case .fieldInvalid(let field, _)? = error { return field }
      return nil
    }
    #expect(field(1) == "subject")
    #expect(field(3) == "predicate")
  }

  @Test(
    "TRUST 8: a path that leads out or names nothing is refused",
    arguments: ["..", "../a", "/a", "a/../b", "", ".", "a/..", "./.."])
  func path(text: String) {
    let error = Self.error { $0.files[1].path = Builder.quoted(text) }
    #expect(error == .pathInvalid(UntrustedText(text)))
    #expect(
      error?.description == "has the path '\(text)', which names nothing inside its folder")
  }

  // MARK: Subjects and files

  @Test("TRUST 5: subject and files correspond one to one")
  func subjectsAndFiles() {
    let (model, config) = (Builder.quoted("model.gguf"), Builder.quoted("config.json"))
    let (a, b) = (Self.quotedHex("a"), Self.quotedHex("b"))
    for (subjects, name) in [
      ([], "model.gguf"), ([(model, a)], "config.json"), ([(config, b)], "model.gguf"),
      ([(model, a), (config, b), (Builder.quoted("x"), b)], "x"),
      ([(model, a), (config, b), (model, a)], "model.gguf"),
      ([(model, a), (config, b), (Builder.quoted("./model.gguf"), a)], "./model.gguf"),
      ([(model, b), (config, b)], "model.gguf"), ([(model, b), (config, a)], "model.gguf"),
    ] as [([(name: String, sha256: String)], String)] {
      let error = Self.error { $0.subjects = subjects }
      #expect(error == .subjectsDisagree(UntrustedText(name)))
      #expect(
        error?.description
          == "does not give '\(name)' once and with one digest as subject and as file")
    }
  }

  @Test("TRUST 1.3: a file that stands twice is refused, also under another spelling")
  func fileTwice() {
    for path in ["config.json", "./config.json", ".//config.json"] {
      let error = Self.error { builder in
        builder.subjects = builder.files.map { ($0.path, $0.sha256) }
        builder.files.append(
          .init(path, size: 3, format: "other", sha256: Self.hex("b")))
      }
      #expect(error == .subjectsDisagree(UntrustedText(path)))
    }
  }

  @Test("a normalised name is another name")
  func normalised() {
    let error = Self.error { builder in
      builder.files = [.init("\u{E9}", size: 0, format: "other")]
      builder.subjects = [(Builder.quoted("e\u{301}"), builder.files[0].sha256)]
    }
    #expect(error == .subjectsDisagree("\u{E9}"))
  }

  // MARK: Segments

  @Test("TRUST 5: segments stand on every weight file and no other")
  func misplaced() {
    let sentence =
      "has no segments for the weight file 'model.gguf', or has some for a file that is none"
    let without = Self.error { $0.files[0].segments = nil }
    #expect(without == .segmentsMisplaced(path: "model.gguf"))
    #expect(without?.description == sentence)
    #expect(
      Self.error { $0.files[0].format = #""other""# } == .segmentsMisplaced(path: "model.gguf"))
    #expect(
      Self.error { $0.files[1].segments = [] } == .segmentsMisplaced(path: "config.json"))
  }

  @Test("TRUST 8: gaps, overlaps, another order and another end are refused")
  func tiling() {
    func change(_ change: @escaping (inout [Builder.Segment]) -> Void) -> ManifestError? {
      Self.error { builder in
        var segments = builder.files[0].segments ?? []
        change(&segments)
        builder.files[0].segments = segments
      }
    }
    func at(_ offset: UInt64) -> ManifestError {
      .segmentsNotTiling(path: "model.gguf", offset: offset)
    }
    #expect(change { $0 = [] } == at(0))
    #expect(change { $0[1].offset = "65" } == at(64))
    #expect(change { $0[1].offset = "63" } == at(64))
    #expect(change { $0[1].length = "23" } == at(87))
    #expect(change { $0[1].length = "25" } == at(89))
    #expect(change { $0.remove(at: 2) } == at(88))
    #expect(change { $0.removeLast() } == at(96))
    #expect(change { $0.swapAt(1, 2) } == at(64))
    #expect(change { $0[3].length = "5" } == at(101))
    #expect(change { $0[3].length = "18446744073709551615" } == at(96))
    #expect(change { $0[2].kind = #""header""# } == at(88))
    #expect(change { $0[0].kind = #""padding""# } == at(0))
    #expect(change { $0.removeFirst() } == at(0))
    #expect(Self.error { $0.files[0].size = "99" } == at(100))
    #expect(Self.error { $0.files[0].size = "101" } == at(100))
    #expect(
      at(64).description
        == "has segments of 'model.gguf' that do not follow each other at byte 64 of the file")
  }

  @Test("TRUST 5: a segment has as many chunks as its length gives, and needs them if it is longer")
  func chunkCount() {
    let chunk = Self.quotedHex("c")
    func error(_ count: Int?, chunkBytes: String) -> ManifestError? {
      Self.error { builder in
        builder.chunkBytes = chunkBytes
        builder.files[0].segments?[0].chunks = [String](
          repeating: chunk, count: 64 / (Int(chunkBytes) ?? 64))
        builder.files[0].segments?[1].chunks = count.map { [String](repeating: chunk, count: $0) }
      }
    }
    let refused = ManifestError.chunkCount(path: "model.gguf", offset: 64)
    // The tensor has 24 bytes.
    for (chunkBytes, good) in [("8", 3), ("16", 2), ("32", 1)] {
      for count in 1...5 {
        #expect(
          error(count, chunkBytes: chunkBytes) == (count == good ? nil : refused),
          "\(count) of \(chunkBytes)")
      }
    }
    for count in [nil, 0] {
      #expect(error(count, chunkBytes: "8") == refused)
      #expect(error(count, chunkBytes: "32") == nil)
    }
    #expect(
      refused.description
        == "has another number of chunks than it must for the segment at byte 64 of 'model.gguf'")
  }

  @Test("chunks of a segment of no bytes are refused")
  func chunksOfNothing() {
    let error = Self.error { builder in
      builder.files[0].segments?.insert(
        .init("tensor", 64..<64, name: "n", dtype: "F32", shape: "[0]", chunks: [Self.hex("c")]),
        at: 1)
    }
    #expect(error == .chunkCount(path: "model.gguf", offset: 64))
  }
}
