// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("Checksum files")
struct ChecksumFileTests {
  /// The SHA-256, SHA-384 and SHA-512 of nothing: digits of the right number.
  static let (hex256, hex384, hex512) = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    String(repeating: "38b060a751ac9638", count: 6), String(repeating: "cf83e1357eefb8bd", count: 8)
  )

  /// A document of one line, and the claim it makes.
  struct Line: CustomTestStringConvertible {
    let testDescription: String
    let text: String
    /// Nil: about no name.
    let name: String?
    var algorithm = DigestAlgorithm.sha256
    var hex = ChecksumFileTests.hex256
  }

  static let lines = [
    Line(testDescription: "GNU, text mode", text: "\(hex256)  a.gguf\n", name: "a.gguf"),
    Line(testDescription: "GNU, binary mode", text: "\(hex256) *a.gguf\n", name: "a.gguf"),
    Line(testDescription: "GNU with one space", text: "\(hex256) a.gguf\n", name: "a.gguf"),
    Line(testDescription: "GNU with a tab", text: "\(hex256)\ta.gguf\n", name: "a.gguf"),
    Line(testDescription: "white space before it", text: " \t\(hex256)  a.gguf\n", name: "a.gguf"),
    Line(testDescription: "no newline at the end", text: "\(hex256)  a.gguf", name: "a.gguf"),
    Line(testDescription: "CRLF", text: "\(hex256)  a.gguf\r\n", name: "a.gguf"),
    Line(
      testDescription: "upper-case digits", text: "\(hex256.uppercased())  a.gguf\n", name: "a.gguf"
    ),
    Line(
      testDescription: "SHA-384 by its length", text: "\(hex384)  a\n", name: "a",
      algorithm: .sha384, hex: hex384),
    Line(testDescription: "BSD", text: "SHA256 (a.gguf) = \(hex256)\n", name: "a.gguf"),
    Line(
      testDescription: "OpenSSL before 3.0", text: "SHA256(a.gguf)= \(hex256)\n", name: "a.gguf"),
    Line(testDescription: "OpenSSL since 3.0", text: "SHA2-256(a)= \(hex256)\n", name: "a"),
    Line(testDescription: "a hyphenated tag", text: "SHA-256 (a) = \(hex256)\n", name: "a"),
    Line(testDescription: "a lower-case tag", text: "sha256 (a) = \(hex256)\n", name: "a"),
    Line(
      testDescription: "BSD, upper-case digits", text: "SHA256 (a) = \(hex256.uppercased())\n",
      name: "a"),
    Line(testDescription: "BSD with CRLF", text: "SHA256 (a) = \(hex256)\r\n", name: "a"),
    Line(testDescription: "BSD without blanks", text: "SHA256(a)=\(hex256)\n", name: "a"),
    Line(
      testDescription: "BSD, SHA-384", text: "SHA384 (a) = \(hex384)\n", name: "a",
      algorithm: .sha384, hex: hex384),
    Line(
      testDescription: "OpenSSL, SHA-384", text: "SHA2-384(a)= \(hex384)\n", name: "a",
      algorithm: .sha384, hex: hex384),
    Line(
      testDescription: "BSD, SHA-512", text: "SHA512 (a) = \(hex512)\n", name: "a",
      algorithm: .sha512, hex: hex512),
    Line(
      testDescription: "OpenSSL, SHA-512", text: "SHA2-512(a)= \(hex512)\n", name: "a",
      algorithm: .sha512, hex: hex512),
    Line(
      testDescription: "comments and blank lines around",
      text: "# made by hand\n\n\(hex256)  a\n\r\n#\n", name: "a"),

    Line(
      testDescription: "blanks in a name", text: "\(hex256)  my model.gguf\n", name: "my model.gguf"
    ),
    Line(testDescription: "a name that starts with a star", text: "\(hex256)  *a\n", name: "*a"),
    Line(testDescription: "a name that starts with a blank", text: "\(hex256)   a\n", name: " a"),
    Line(testDescription: "a name that starts with #", text: "\(hex256)  #a\n", name: "#a"),
    Line(testDescription: "a name that ends with a blank", text: "\(hex256)  a \n", name: "a "),
    Line(testDescription: "parentheses", text: "\(hex256)  a (1).gguf\n", name: "a (1).gguf"),
    Line(testDescription: "BSD, parentheses", text: "SHA256 (a (1)) = \(hex256)\n", name: "a (1)"),
    Line(
      testDescription: "BSD, a name like the end of a line",
      text: "SHA256 (a) = b) = \(hex256)\n", name: "a) = b"),
    Line(
      testDescription: "GNU, a name in parentheses", text: "\(hex256)  (a).gguf\n", name: "(a).gguf"
    ),
    Line(
      testDescription: "GNU, a name that looks like a BSD line's rest",
      text: "\(hex256)  (a) = b\n", name: "(a) = b"),
    Line(
      testDescription: "GNU, a name that looks like a BSD line's rest and is no digits",
      text: "\(hex256)  (v2) = final.gguf\n", name: "(v2) = final.gguf"),
    Line(
      testDescription: "GNU, one blank, and such a name", text: "\(hex256) (a)= b\n",
      name: "(a)= b"),
    Line(testDescription: "a path", text: "\(hex256)  text_encoder/a\n", name: "text_encoder/a"),
    Line(testDescription: "./", text: "\(hex256)  ./a\n", name: "a"),
    Line(testDescription: "./ in between", text: "\(hex256)  ././b/./a\n", name: "b/a"),
    Line(testDescription: "doubled slashes", text: "\(hex256)  b//a\n", name: "b/a"),
    Line(testDescription: "BSD, ./", text: "SHA256 (./a) = \(hex256)\n", name: "a"),
    Line(
      testDescription: "dots that are no components", text: "\(hex256)  ..a/b..\n",
      name: "..a/b.."),
    Line(testDescription: "another script", text: "\(hex256)  模型.gguf\n", name: "模型.gguf"),
    Line(testDescription: "a decomposed letter", text: "\(hex256)  e\u{301}\n", name: "e\u{301}"),

    Line(
      testDescription: "an escaped backslash", text: "\\\(hex256)  back\\\\slash\n",
      name: "back\\slash"),
    Line(testDescription: "an escaped newline", text: "\\\(hex256)  a\\nb\n", name: "a\nb"),
    Line(testDescription: "an escaped return", text: "\\\(hex256) *a\\rb\n", name: "a\rb"),
    Line(
      testDescription: "BSD, escapes", text: "\\SHA256 (a\\\\b\\nc) = \(hex256)\n",
      name: "a\\b\nc"),
    Line(
      testDescription: "a backslash and an n that are no newline", text: "\\\(hex256)  a\\\\nb\n",
      name: "a\\nb"),
    Line(
      testDescription: "a backslash in a line that has no escapes", text: "\(hex256)  a\\nb\n",
      name: "a\\nb"),
    Line(testDescription: "an escaped line without escapes", text: "\\\(hex256)  a\n", name: "a"),

    Line(testDescription: "NUL-terminated", text: "\(hex256)  a\0", name: "a"),
    Line(testDescription: "NUL-terminated, a newline", text: "\(hex256)  a\nb\0", name: "a\nb"),
    Line(testDescription: "NUL-terminated, a return", text: "\(hex256)  a\r\0", name: "a\r"),
    Line(testDescription: "NUL-terminated, no escapes", text: "\(hex256)  a\\nb\0", name: "a\\nb"),
    Line(testDescription: "NUL-terminated BSD", text: "SHA256 (a\nb) = \(hex256)\0", name: "a\nb"),

    Line(testDescription: "a bare digest", text: "\(hex256)\n", name: nil),
    Line(testDescription: "a bare digest with blanks behind", text: "\(hex256)  \n", name: nil),
    Line(
      testDescription: "a bare SHA-384", text: "\(hex384)", name: nil, algorithm: .sha384,
      hex: hex384),
  ]

  @Test("every form that tools write is read", arguments: lines)
  func forms(_ line: Line) throws {
    let manifest = try ChecksumFile.parse(Array(line.text.utf8), name: UntrustedText("sums.txt"))
    #expect(manifest.form == .checksums)
    #expect(manifest.undigested.isEmpty)
    #expect(manifest.repeatedEntryCount == 0)
    let claim = try #require(manifest.claims.first)
    #expect(manifest.claims.count == 1)
    #expect(claim.subject == Self.subject(line.name))
    #expect(claim.digests.map(\.algorithm) == [line.algorithm])
    #expect(claim.digests.map(\.hex) == [line.hex])
    #expect(claim.unsupportedAlgorithms.isEmpty)
    #expect(claim.byteCount == nil)
    #expect(ChecksumFile.recognises(Array(line.text.utf8)))
  }

  @Test("a composed and a decomposed letter are two names")
  func normalisation() throws {
    let text = "\(Self.hex256)  \u{E9}\n\(Self.hex256.replacing("e3b0", with: "0000"))  e\u{301}\n"
    let manifest = try ChecksumFile.parse(Array(text.utf8), name: UntrustedText("s"))
    #expect(manifest.claims.count == 2)
  }

  @Test(
    "a name that is not UTF-8 keeps its bytes",
    arguments: [[0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80]])
  func invalidUTF8(_ name: [UInt8]) throws {
    for text in [
      Array("\(Self.hex256)  ".utf8) + name + [0x0A],
      Array("SHA256 (".utf8) + name + Array(") = \(Self.hex256)\n".utf8),
    ] {
      let manifest = try ChecksumFile.parse(text, name: UntrustedText("s"))
      let path = try #require(ContainedPath(UntrustedText(bytes: name)))
      #expect(path.text.bytes == name)
      #expect(manifest.claims.map(\.subject) == [.path(path)])
    }
  }

  @Test(
    "a path that could leave the folder is kept apart and never a path",
    arguments: [
      "..", "../a", "a/../../b", "a/..", "/etc/passwd", "/", "./..", "a/../b", ".", "./", "././.",
    ])
  func escaping(_ name: String) throws {
    for text in ["\(Self.hex256)  \(name)\n", "SHA256 (\(name)) = \(Self.hex256)\n"] {
      let manifest = try ChecksumFile.parse(Array(text.utf8), name: UntrustedText("s"))
      #expect(manifest.claims.map(\.subject) == [.escaping(UntrustedText(name))])
    }
  }

  @Test("lines are counted from 1, comments and blank lines too")
  func lineNumbers() throws {
    let text = "# one\n\n\(Self.hex256)  a\r\n\n\(Self.hex256)  b\n"
    let manifest = try ChecksumFile.parse(Array(text.utf8), name: UntrustedText("s"))
    #expect(manifest.claims.map(\.line) == [3, 5])
  }

  @Test("forms may be mixed, as sha256sum -c allows")
  func mixedForms() throws {
    let text = "\(Self.hex256)  a\nSHA512 (b) = \(Self.hex512)\nSHA2-384(c)= \(Self.hex384)\n"
    let manifest = try ChecksumFile.parse(Array(text.utf8), name: UntrustedText("s"))
    #expect(manifest.claims.map(\.subject) == ["a", "b", "c"].map(Self.subject))
    #expect(manifest.claims.flatMap(\.digests).map(\.algorithm) == [.sha256, .sha512, .sha384])
  }

  static func subject(_ name: String?) -> Claim.Subject {
    guard let name, let path = ContainedPath(UntrustedText(name)) else { return .nameless }
    return .path(path)
  }
}
