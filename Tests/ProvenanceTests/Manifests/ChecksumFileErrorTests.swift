// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("Checksum files that are refused")
struct ChecksumFileErrorTests {
  /// A document, why it is refused, and the sentence that says so.
  struct Refusal: CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let error: ManifestError
    let sentence: String
  }

  private static let hex = ChecksumFileTests.hex256
  private static let notALine = "line 1 is not a digest and a name"
  private static let strayNUL = "has NUL bytes other than one at the end of each line"

  static let refusals = [
    Refusal(testDescription: "no bytes", text: "", error: .empty, sentence: "holds no claim"),
    Refusal(
      testDescription: "comments and blank lines only", text: "# a\n\n\r\n#b", error: .empty,
      sentence: "holds no claim"),
    Refusal(
      testDescription: "prose", text: "hello world\n", error: .checksumLine(line: 1),
      sentence: notALine),
    Refusal(
      testDescription: "a bad line behind a good one", text: "\(hex)  a\n\n# c\noops\n",
      error: .checksumLine(line: 4), sentence: "line 4 is not a digest and a name"),
    Refusal(
      testDescription: "lines with NUL bytes behind the last", text: "\(hex)  a\n\(hex)  b\n\0\0",
      error: .strayNUL, sentence: strayNUL),
    Refusal(
      testDescription: "a line without its end, and NUL bytes", text: "\(hex)  a\0\0\0",
      error: .strayNUL, sentence: strayNUL),
    Refusal(
      testDescription: "a line and one NUL byte", text: "\(hex)  a\n\0", error: .strayNUL,
      sentence: strayNUL),
    Refusal(
      testDescription: "a blank NUL-terminated line", text: "\(hex)  a\0\0\(hex)  b\0",
      error: .strayNUL, sentence: strayNUL),
    Refusal(
      testDescription: "63 digits", text: "\(hex.dropLast())  a\n", error: .checksumLine(line: 1),
      sentence: notALine),
    Refusal(
      testDescription: "65 digits", text: "\(hex)0  a\n", error: .checksumLine(line: 1),
      sentence: notALine),
    Refusal(
      testDescription: "a character that is no digit", text: "g\(hex.dropFirst())  a\n",
      error: .checksumLine(line: 1), sentence: notALine),
    Refusal(
      testDescription: "a digest and a name without a blank", text: "\(hex)*a\n",
      error: .checksumLine(line: 1), sentence: notALine),
    Refusal(
      testDescription: "a star and no name", text: "\(hex) *\n", error: .checksumLine(line: 1),
      sentence: notALine),
    Refusal(
      testDescription: "a return inside a line", text: "\(hex)\r  a\n",
      error: .checksumLine(line: 1), sentence: notALine),
    Refusal(
      testDescription: "BSD without a digest", text: "SHA256 (a) = \n",
      error: .checksumLine(line: 1), sentence: notALine),
    Refusal(
      testDescription: "BSD without an equals sign", text: "SHA256 (a) \(hex)\n",
      error: .checksumLine(line: 1), sentence: notALine),
    Refusal(
      testDescription: "BSD without a closing parenthesis", text: "SHA256 (a = \(hex)\n",
      error: .checksumLine(line: 1), sentence: notALine),
    Refusal(
      testDescription: "BSD without a name", text: "SHA256 () = \(hex)\n",
      error: .checksumLine(line: 1), sentence: notALine),
    Refusal(
      testDescription: "BSD without a tag", text: "(a) = \(hex)\n", error: .checksumLine(line: 1),
      sentence: notALine),
    Refusal(
      testDescription: "BSD with something behind the digest", text: "SHA256 (a) = \(hex) x\n",
      error: .checksumLine(line: 1), sentence: notALine),
    Refusal(
      testDescription: "BSD with a digest of another length", text: "SHA256 (a) = \(hex)00\n",
      error: .digestLength(algorithm: "SHA-256", line: 1),
      sentence: "line 1 has a digest of the wrong length for SHA-256"),
    Refusal(
      testDescription: "BSD with half a byte more", text: "SHA512 (a) = \(hex)0\n",
      error: .digestLength(algorithm: "SHA-512", line: 1),
      sentence: "line 1 has a digest of the wrong length for SHA-512"),
    Refusal(
      testDescription: "OpenSSL with a truncated digest", text: "\nSHA2-384(a)= \(hex)\n",
      error: .digestLength(algorithm: "SHA-384", line: 2),
      sentence: "line 2 has a digest of the wrong length for SHA-384"),
    Refusal(
      testDescription: "an unknown escape", text: "\\\(hex)  a\\tb\n", error: .nameEscape(line: 1),
      sentence: "line 1 has an unknown escape in its name"),
    Refusal(
      testDescription: "a backslash at the end of an escaped line", text: "\\\(hex)  a\\\n",
      error: .nameEscape(line: 1), sentence: "line 1 has an unknown escape in its name"),
    Refusal(
      testDescription: "BSD, an unknown escape", text: "# x\n\\SHA256 (a\\0) = \(hex)\n",
      error: .nameEscape(line: 2), sentence: "line 2 has an unknown escape in its name"),
    Refusal(
      testDescription: "an escape in a NUL-terminated line", text: "\\\(hex)  a\\nb\0",
      error: .checksumLine(line: 1), sentence: notALine),
    Refusal(
      testDescription: "two digests for one path",
      text: "\(hex)  a\n\(hex.replacing("e3b0", with: "0000"))  ./a\n",
      error: .contradictoryEntries(path: UntrustedText("a"), line: 2),
      sentence: "line 2 contradicts an earlier entry for 'a'"),
    Refusal(
      testDescription: "a control character in a path is escaped in the sentence",
      text:
        "SHA256 (\u{1B}[2J) = \(hex)\nSHA256 (\u{1B}[2J) = \(hex.replacing("e3b0", with: "0000"))",
      error: .contradictoryEntries(path: UntrustedText("\u{1B}[2J"), line: 2),
      sentence: "line 2 contradicts an earlier entry for '\\u{1b}[2J'"),
  ]

  @Test("each fault has its own error and sentence", arguments: refusals)
  func refused(_ refusal: Refusal) {
    let error = #expect(throws: ManifestError.self) {
      try ChecksumFile.parse(Array(refusal.text.utf8), name: UntrustedText("sums.txt"))
    }
    #expect(error == refusal.error)
    #expect(error?.description == refusal.sentence)
  }
}
