// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("RECORD files of Python wheels")
struct WheelRecordTests {
  /// The SHA-256 of nothing, as RECORD writes it (`base64.urlsafe_b64encode(…).rstrip(b"=")`).
  static let base64 = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
  static let hex = ChecksumFileTests.hex256

  /// A document of one row, and the claim it makes.
  struct Row: CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let subject: Claim.Subject
    var byteCount: UInt64? = 0
  }

  static let rows = [
    Row(
      testDescription: "a plain row", text: "p/a.safetensors,sha256=\(base64),0\n",
      subject: path("p/a.safetensors")),
    Row(testDescription: "CRLF", text: "a,sha256=\(base64),0\r\n", subject: path("a")),
    Row(
      testDescription: "no end of line", text: "a,sha256=\(base64),0", subject: path("a")),
    Row(
      testDescription: "blank lines around", text: "\n\r\na,sha256=\(base64),0\n\n",
      subject: path("a")),
    Row(
      testDescription: "no size", text: "a,sha256=\(base64),\n", subject: path("a"),
      byteCount: nil),
    Row(
      testDescription: "a size beyond 4 GiB", text: "a,sha256=\(base64),5000000000\n",
      subject: path("a"), byteCount: 5_000_000_000),
    Row(
      testDescription: "the largest size", text: "a,sha256=\(base64),18446744073709551615\n",
      subject: path("a"), byteCount: .max),
    Row(
      testDescription: "a quoted comma", text: "\"a,b\",sha256=\(base64),0\n",
      subject: path("a,b")),
    Row(
      testDescription: "a quoted quote", text: "\"a\"\"b\",sha256=\(base64),0\n",
      subject: path("a\"b")),
    Row(
      testDescription: "a quoted newline", text: "\"a\nb\",sha256=\(base64),0\n",
      subject: path("a\nb")),
    Row(
      testDescription: "every field quoted", text: "\"a\",\"sha256=\(base64)\",\"0\"\r\n",
      subject: path("a")),
    Row(
      testDescription: "blanks in a path", text: " a b ,sha256=\(base64),0\n",
      subject: path(" a b ")),
    Row(testDescription: "./", text: "./a,sha256=\(base64),0\n", subject: path("a")),
    Row(
      testDescription: "a script outside the folder", text: "../../bin/tool,sha256=\(base64),0\n",
      subject: .escaping(UntrustedText("../../bin/tool"))),
    Row(
      testDescription: "an absolute path", text: "/usr/bin/tool,sha256=\(base64),0\n",
      subject: .escaping(UntrustedText("/usr/bin/tool"))),
    Row(testDescription: "another script", text: "模型,sha256=\(base64),0\n", subject: path("模型")),
  ]

  @Test("every row that installers write is read", arguments: rows)
  func forms(_ row: Row) throws {
    let manifest = try WheelRecord.parse(Array(row.text.utf8))
    #expect(manifest.form == .wheelRecord)
    #expect(manifest.claims.count == 1)
    let claim = try #require(manifest.claims.first)
    #expect(claim.subject == row.subject)
    #expect(claim.digests.map(\.hex) == [Self.hex])
    #expect(claim.digests.map(\.algorithm) == [.sha256])
    #expect(claim.byteCount == row.byteCount)
    #expect(claim.unsupportedAlgorithms.isEmpty)
    #expect(WheelRecord.recognises(Array(row.text.utf8)))
  }

  @Test("a path that is not UTF-8 keeps its bytes")
  func invalidUTF8() throws {
    let text = [0xFF, 0xFE] + Array(",sha256=\(Self.base64),0\n".utf8)
    let manifest = try WheelRecord.parse(text)
    let path = try #require(ContainedPath(UntrustedText(bytes: [0xFF, 0xFE])))
    #expect(manifest.claims.map(\.subject) == [.path(path)])
  }

  @Test("SHA-384 and SHA-512 are read")
  func longerDigests() throws {
    // 48 and 64 zero bytes.
    let text = """
      a,sha384=\(String(repeating: "A", count: 64)),1
      b,sha512=\(String(repeating: "A", count: 86)),2

      """
    let digests = try WheelRecord.parse(Array(text.utf8)).claims.flatMap(\.digests)
    #expect(digests.map(\.algorithm) == [.sha384, .sha512])
    #expect(digests.allSatisfy { $0.bytes.allSatisfy { $0 == 0 } })
  }

  @Test("each letter of URL-safe base64 has its value")
  func alphabet() throws {
    // The whole alphabet, in the order in which RFC 4648, section 5 numbers it.
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    let claim = try #require(
      try WheelRecord.parse(
        Array("a,sha384=".utf8) + alphabet + Array(",\n".utf8)
      ).claims.first)
    let digest = try #require(claim.digests.first)
    var bits: [Int] = []
    for byte in digest.bytes {
      for shift in (0..<8).reversed() { bits.append(Int(byte >> UInt8(shift)) & 1) }
    }
    let values = (0..<64).map { letter in
      bits[(6 * letter)..<(6 * letter + 6)].reduce(0) { $0 * 2 + $1 }
    }
    #expect(values == Array(0..<64))
  }

  @Test("rows without a hash are listed as undigested, those that lead outside are not")
  func undigested() throws {
    let text = """
      a,sha256=\(Self.base64),0
      x.dist-info/RECORD,,
      x/__pycache__/y.pyc,,120
      ../../bin/z,,

      """
    let manifest = try WheelRecord.parse(Array(text.utf8))
    #expect(manifest.claims.map(\.subject) == [Self.path("a")])
    #expect(
      manifest.undigested.map(\.text.lossyString) == ["x.dist-info/RECORD", "x/__pycache__/y.pyc"])
  }

  @Test(
    "a weak or unknown algorithm is unsupported, by its name",
    arguments: ["md5", "sha1", "blake2b"])
  func unsupported(_ algorithm: String) throws {
    let manifest = try WheelRecord.parse(Array("a,\(algorithm)=1B2M2Y8AsgTpgAmY7PhCfg,0\n".utf8))
    #expect(manifest.claims.map(\.unsupportedAlgorithms) == [[algorithm]])
    #expect(manifest.claims.map(\.digests) == [[]])
  }

  @Test("a claim has the number of the line its row starts on")
  func lineNumbers() throws {
    let text = "\n\"a\nb\",sha256=\(Self.base64),0\r\nc,sha256=\(Self.base64),0\n"
    let manifest = try WheelRecord.parse(Array(text.utf8))
    #expect(manifest.claims.map(\.line) == [2, 4])
  }

  /// A document, why it is refused, and the sentence that says so.
  struct Refusal: CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let error: ManifestError
    let sentence: String

    init(_ testDescription: String, _ text: String, _ error: ManifestError, _ sentence: String) {
      self.testDescription = testDescription
      self.text = text
      self.error = error
      self.sentence = sentence
    }
  }

  private static let notARow = "line 1 is not a path, a hash and a size"
  private static let notAHash =
    "line 1 has a hash that is not an algorithm and URL-safe base64 without padding"
  private static let notASize = "line 1 has a size that is not a number"
  private static let wrongLength = "line 1 has a digest of the wrong length for SHA-256"

  static let refusals = [
    Refusal("no bytes", "", .empty, "holds no claim"),
    Refusal("blank lines only", "\n\r\n", .empty, "holds no claim"),
    Refusal("one field", "a\n", .recordRow(line: 1), notARow),
    Refusal("two fields", "a,sha256=\(base64)\n", .recordRow(line: 1), notARow),
    Refusal("four fields", "a,sha256=\(base64),0,\n", .recordRow(line: 1), notARow),
    Refusal("an empty path", ",sha256=\(base64),0\n", .recordRow(line: 1), notARow),
    Refusal("an empty quoted path", "\"\",sha256=\(base64),0\n", .recordRow(line: 1), notARow),
    Refusal(
      "a bad row behind a good one", "a,sha256=\(base64),0\nb\n", .recordRow(line: 2),
      "line 2 is not a path, a hash and a size"),
    Refusal(
      "a quote inside a plain field", "a\"b,sha256=\(base64),0\n", .recordRow(line: 1), notARow),
    Refusal(
      "text behind a closing quote", "\"a\"b,sha256=\(base64),0\n", .recordRow(line: 1), notARow),
    Refusal("a quote that is not closed", "\"a,sha256=\(base64),0", .recordRow(line: 1), notARow),
    Refusal("a return inside a row", "a\rb,sha256=\(base64),0\n", .recordRow(line: 1), notARow),
    Refusal("no algorithm", "a,=\(base64),0\n", .recordHash(line: 1), notAHash),
    Refusal("no equals sign", "a,\(base64),0\n", .recordHash(line: 1), notAHash),
    Refusal("padding", "a,sha256=\(base64)=,0\n", .recordHash(line: 1), notAHash),
    Refusal(
      "the other base64 alphabet", "a,sha256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU,0\n",
      .recordHash(line: 1), notAHash),
    // The last letter of 43 carries two bits that must be zero: U is 010100, V is 010101.
    Refusal(
      "base64 that is not canonical", "a,sha256=\(base64.dropLast())V,0\n", .recordHash(line: 1),
      notAHash),
    Refusal(
      "base64 of an impossible length", "a,sha256=\(base64)AA,0\n", .recordHash(line: 1), notAHash),
    Refusal(
      "a blank in base64", "a,sha256= \(base64.dropFirst()),0\n", .recordHash(line: 1), notAHash),
    Refusal(
      "hexadecimal digits", "a,sha256=\(hex),0\n", .digestLength(algorithm: "SHA-256", line: 1),
      wrongLength),
    Refusal(
      "an empty digest", "a,sha256=,0\n", .digestLength(algorithm: "SHA-256", line: 1),
      wrongLength),
    Refusal(
      "a shortened digest", "a,sha256=\(base64.prefix(40)),0\n",
      .digestLength(algorithm: "SHA-256", line: 1), wrongLength),
    Refusal(
      "SHA-256 under the name of SHA-512", "a,sha512=\(base64),0\n",
      .digestLength(algorithm: "SHA-512", line: 1),
      "line 1 has a digest of the wrong length for SHA-512"),
    Refusal("a size in words", "a,sha256=\(base64),many\n", .recordSize(line: 1), notASize),
    Refusal("a signed size", "a,sha256=\(base64),+1\n", .recordSize(line: 1), notASize),
    Refusal("a negative size", "a,sha256=\(base64),-1\n", .recordSize(line: 1), notASize),
    Refusal("a size with a blank", "a,sha256=\(base64), 1\n", .recordSize(line: 1), notASize),
    Refusal(
      "a size of more than 64 bits", "a,sha256=\(base64),18446744073709551616\n",
      .recordSize(line: 1), notASize),
    Refusal("a size in words without a hash", "a,,x\n", .recordSize(line: 1), notASize),
    Refusal(
      "an algorithm's name that would move the cursor", "a,\u{1B}[2Jmd5=AAAA,0\n",
      .recordHash(line: 1), notAHash),
    Refusal(
      "two digests for one path", "a,sha256=\(base64),0\n./a,sha256=A\(base64.dropFirst()),0\n",
      .contradictoryEntries(path: UntrustedText("a"), line: 2),
      "line 2 contradicts an earlier entry for 'a'"),
    Refusal(
      "two sizes for one path", "a,sha256=\(base64),0\na,sha256=\(base64),1\n",
      .contradictoryEntries(path: UntrustedText("a"), line: 2),
      "line 2 contradicts an earlier entry for 'a'"),
  ]

  @Test("each fault has its own error and sentence", arguments: refusals)
  func refused(_ refusal: Refusal) {
    let error = #expect(throws: ManifestError.self) {
      try WheelRecord.parse(Array(refusal.text.utf8))
    }
    #expect(error == refusal.error)
    #expect(error?.description == refusal.sentence)
  }

  static func path(_ name: String) -> Claim.Subject {
    ChecksumFileTests.subject(name)
  }
}
