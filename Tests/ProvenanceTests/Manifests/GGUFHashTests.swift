// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

/// Lines as llama.cpp's `gguf-hash` writes them: the kind in eight columns, two spaces, the digest,
/// two spaces, the file and the tensor.
@Suite("Lines of gguf-hash")
struct GGUFHashTests {
  private static let a = String(repeating: "a", count: 64)
  private static let b = String(repeating: "b", count: 64)

  private static func parse(_ text: String) throws(ManifestError) -> Manifest {
    try Manifest.parse(Array(text.utf8), name: UntrustedText("test.manifest"))
  }

  private static func sha256(_ hex: String) throws -> Digest {
    try #require(Digest(.sha256, hex: hex.utf8))
  }

  @Test("the tensors of two files, with digests of all tensors together")
  func good() throws {
    let manifest = try Self.parse(
      """
      sha256    \(Self.a)  test.gguf:tensor_0
      sha256    \(Self.b)  test.gguf:blk.0.attn:q
      sha256    \(Self.b)  test.gguf
      sha256    \(Self.b)  sub/other.gguf:tensor_0

      """)
    #expect(manifest.form == .ggufHash)
    #expect(manifest.claims.count == 2)
    let first = manifest.claims[0]
    #expect(first.subject == Claim.subject(named: UntrustedText("test.gguf")))
    #expect(first.digests.isEmpty)
    #expect(first.unsupportedAlgorithms.isEmpty)
    let (a, b) = (try Self.sha256(Self.a), try Self.sha256(Self.b))
    #expect(first.tensorData?.whole == b)
    #expect(manifest.claims[1].tensorData?.whole == nil)
    #expect(first.tensorData?.names.map(\.lossyString) == ["tensor_0", "blk.0.attn:q"])
    #expect(first.tensorData?.digests == [a, b])
    #expect(
      manifest.claims[1].subject == Claim.subject(named: UntrustedText("sub/other.gguf")))
    #expect(manifest.claims[1].tensorData?.digests == [b])
  }

  @Test("a name with colons is cut where a line of the file alone says so")
  func colons() throws {
    let manifest = try Self.parse(
      """
      sha256    \(Self.a)  C:x.gguf:t
      sha256    \(Self.a)  C:x.gguf

      """)
    #expect(manifest.claims.map(\.subject) == [Claim.subject(named: UntrustedText("C:x.gguf"))])
    #expect(manifest.claims[0].tensorData?.names.map(\.lossyString) == ["t"])
  }

  @Test("the other kinds are unsupported, by their names")
  func kinds() throws {
    let manifest = try Self.parse(
      """
      xxh64     0123456789abcdef  m.gguf:t
      sha1      \(String(repeating: "1", count: 40))  m.gguf:t
      uuid      7dd5c2fb-9b9d-5d1b-a7f0-3a1b1e7f9c2d  m.gguf

      """)
    #expect(manifest.claims.count == 1)
    #expect(
      manifest.claims[0].unsupportedAlgorithms == ["xxh64", "sha1", "uuid"])
    #expect(manifest.claims[0].tensorData?.isEmpty == true)
  }

  @Test("lines that agree count once; lines that differ contradict each other")
  func repeated() throws {
    let line = "sha256    \(Self.a)  m.gguf:t\n"
    #expect(try Self.parse(line + line).claims[0].tensorData?.names.count == 1)
    #expect(throws: ManifestError.contradictoryEntries(path: UntrustedText("m.gguf"), line: 2)) {
      try Self.parse(line + "sha256    \(Self.b)  ./m.gguf:t\n")
    }
    #expect(throws: ManifestError.contradictoryEntries(path: UntrustedText("t"), line: 2)) {
      try Self.parse(line + "sha256    \(Self.b)  m.gguf:t\n")
    }
    let whole = "sha256    \(Self.a)  m.gguf\n"
    #expect(try Self.parse(whole + whole).claims[0].tensorData?.whole == Self.sha256(Self.a))
    #expect(throws: ManifestError.contradictoryEntries(path: UntrustedText("m.gguf"), line: 2)) {
      try Self.parse(whole + "sha256    \(Self.b)  m.gguf\n")
    }
  }

  @Test("a line that is written has the columns of gguf-hash, and is read back")
  func written() throws {
    let digest = try Self.sha256(Self.a)
    let names = ["t", "blk.0.attn:q", "a b", ":"]
    var text = names.flatMap {
      GGUFHash.line(digest, file: Array("m.gguf".utf8), tensor: Array($0.utf8))
    }
    text += GGUFHash.line(digest, file: Array("m.gguf".utf8), tensor: nil)
    #expect(
      String(decoding: text, as: UTF8.self).hasPrefix("sha256    \(Self.a)  m.gguf:t\nsha256    "))
    let claims = try Manifest.parse(text, name: UntrustedText("test.manifest")).claims
    #expect(claims.count == 1)
    #expect(claims[0].tensorData?.names.map(\.lossyString) == names)
    #expect(claims[0].tensorData?.whole == digest)
  }

  @Test("a name that breaks the line cannot be written")
  func unwritable() {
    #expect(GGUFHash.canBeWritten(Array("a: b".utf8)))
    for byte: UInt8 in [0, 0x0A, 0x0D] { #expect(!GGUFHash.canBeWritten([97, byte])) }
  }

  @Test(
    "a line of another shape makes the document malformed",
    arguments: [
      "nonsense", "sha256    abc  m.gguf:t", "sha256    \(a)", "sha256    \(a)  ",
      "sha256 \(a)  m.gguf:t",
    ])
  func malformed(_ line: String) throws {
    #expect(throws: ManifestError.checksumLine(line: 2)) {
      try Self.parse("sha256    \(Self.a)  m.gguf:t\n\(line)\n")
    }
  }

  @Test("a name that leads out is kept and never opened")
  func escaping() throws {
    let manifest = try Self.parse("sha256    \(Self.a)  ../m.gguf:t\n")
    #expect(manifest.claims[0].subject == .escaping(UntrustedText("../m.gguf")))
  }
}
