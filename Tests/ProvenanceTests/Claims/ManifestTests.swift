// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("TRUST 1.3: entries of one path")
struct ManifestTests {
  private static let hex = ChecksumFileTests.hex256
  private static let otherHex = String(repeating: "0", count: 64)

  @Test("entries that say the same are one claim and a number of repetitions")
  func agreeing() throws {
    let manifest = try Self.checksums(
      "\(Self.hex)  a\n\(Self.hex.uppercased()) *./a\nSHA256 (a) = \(Self.hex)\n\(Self.hex)  b\n")
    #expect(manifest.claims.map(\.subject) == ["a", "b"].map(ChecksumFileTests.subject))
    #expect(manifest.claims.map(\.digests.count) == [1, 1])
    #expect(manifest.claims.map(\.line) == [1, 4])
    #expect(manifest.repeatedEntryCount == 2)
  }

  @Test("entries that differ contradict each other, wherever they stand")
  func contradicting() {
    for text in [
      "\(Self.hex)  a\n\(Self.otherHex)  a\n",
      "\(Self.hex)  a\n\(Self.hex)  b\nSHA256 (./a) = \(Self.otherHex)\n",
      "\(Self.hex)  a\nMD5 (a) = 00\nSHA384 (a) = \(ChecksumFileTests.hex384)\n"
        + "\(Self.otherHex)  a\n",
    ] {
      let error = #expect(throws: ManifestError.self) { try Self.checksums(text) }
      guard case .contradictoryEntries(let path, _)? = error else {
        Issue.record("\(String(describing: error)) for \(text)")
        continue
      }
      #expect(path == UntrustedText("a"))
    }
  }

  @Test("digests of several algorithms are one claim, all of which must match")
  func merged() throws {
    let manifest = try Self.checksums(
      """
      SHA256 (a) = \(Self.hex)
      SHA512 (a) = \(ChecksumFileTests.hex512)
      MD5 (a) = \(String(repeating: "0", count: 32))
      SHA1 (a) = \(String(repeating: "0", count: 40))
      SHA384 (a) = \(ChecksumFileTests.hex384)
      """)
    let claim = try #require(manifest.claims.first)
    #expect(manifest.claims.count == 1)
    #expect(claim.digests.map(\.algorithm) == [.sha256, .sha512, .sha384])
    #expect(claim.unsupportedAlgorithms == ["MD5", "SHA1"])
    #expect(manifest.repeatedEntryCount == 0)
  }

  @Test(
    "names that differ in bytes are different paths, nameless and escaping ones are never merged")
  func notMerged() throws {
    let manifest = try Self.checksums(
      "\(Self.hex)  a\n\(Self.otherHex)  A\n\(Self.hex)\n\(Self.otherHex)\n"
        + "\(Self.hex)  ../x\n\(Self.otherHex)  ../x\n")
    #expect(manifest.claims.count == 6)
    #expect(manifest.repeatedEntryCount == 0)
  }

  @Test("an entry that states no size does not contradict one that does")
  func sizeOnce() throws {
    for sizes in [("5", ""), ("", "5")] {
      let row = "a,sha256=\(WheelRecordTests.base64),"
      let manifest = try WheelRecord.parse(Array("\(row)\(sizes.0)\n\(row)\(sizes.1)\n".utf8))
      #expect(manifest.claims.map(\.byteCount) == [5])
    }
  }

  @Test("a document is read by its content, whatever its name")
  func recognised() throws {
    let cases: [(String, ManifestForm)] = [
      ("\(Self.hex)  a\n", .checksums),
      ("\(Self.hex)", .checksums),
      ("# a comment\n\nSHA256 (a) = \(Self.hex)\n", .checksums),
      ("\(Self.hex)  a\nb\0", .checksums),
      ("\\\(Self.hex)  a\\nb\n", .checksums),
      ("\(String(repeating: "0", count: 32))  a\n", .checksums),
      ("a,sha256=\(WheelRecordTests.base64),0\n", .wheelRecord),
      ("x.dist-info/RECORD,,\n", .wheelRecord),
      ("\"a,b\",sha256=\(WheelRecordTests.base64),\r\n", .wheelRecord),
    ]
    for (text, form) in cases {
      for name in ["RECORD", "SHA256SUMS", "model.safetensors", ""] {
        let manifest = try Manifest.parse(Array(text.utf8), name: UntrustedText(name))
        #expect(manifest.form == form, "\(text) as \(name)")
      }
    }
  }

  @Test("the name completes a recognised document")
  func nameIsUsed() throws {
    let manifest = try Manifest.parse(
      Array(Self.hex.utf8), name: UntrustedText("model.gguf.sha256"))
    #expect(manifest.claims.map(\.subject) == [ChecksumFileTests.subject("model.gguf")])
  }

  @Test(
    "what cannot be read is refused in a sentence",
    arguments: [
      ("", ManifestError.empty, "holds no claim"),
      (" \n\r\n\t", .empty, "holds no claim"),
      ("# only a comment\n", .empty, "holds no claim"),
      ("\n# two\r\n\n# comments", .empty, "holds no claim"),
      (
        " {\"schema\":1}", .notReadYet(what: "a JSON document"),
        "is a JSON document, which this version does not read yet"
      ),
      (
        "[]", .notReadYet(what: "a JSON document"),
        "is a JSON document, which this version does not read yet"
      ),
      (
        "-----BEGIN PGP SIGNED MESSAGE-----\n",
        .notReadYet(what: "a document signed with OpenPGP"),
        "is a document signed with OpenPGP, which this version does not read yet"
      ),
      ("<!doctype html>\n", .unrecognised, "is no manifest that weightcheck knows"),
      ("hello\n", .unrecognised, "is no manifest that weightcheck knows"),
      ("\0", .unrecognised, "is no manifest that weightcheck knows"),
      ("GGUF\u{3}\0\0\0", .unrecognised, "is no manifest that weightcheck knows"),
    ])
  func refused(_ text: String, expected: ManifestError, sentence: String) {
    let error = #expect(throws: ManifestError.self) {
      try Manifest.parse(Array(text.utf8), name: UntrustedText("m"))
    }
    #expect(error == expected)
    #expect(error?.description == sentence)
  }

  @Test("a document that begins well and goes on badly is malformed, not unrecognised")
  func malformed() {
    #expect(throws: ManifestError.checksumLine(line: 2)) {
      try Manifest.parse(Array("\(Self.hex)  a\nb,,\n".utf8), name: UntrustedText("m"))
    }
    #expect(throws: ManifestError.recordRow(line: 2)) {
      try Manifest.parse(Array("a,,\n\(Self.hex)  b\n".utf8), name: UntrustedText("m"))
    }
  }

  private static func checksums(_ text: String) throws -> Manifest {
    try ChecksumFile.parse(Array(text.utf8), name: UntrustedText("sums.txt"))
  }
}
