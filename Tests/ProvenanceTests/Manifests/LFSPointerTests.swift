// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("git-LFS pointers")
struct LFSPointerTests {
  /// The example of the Git LFS Specification, "The Pointer".
  static let hex = "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393"
  static let version = "version https://git-lfs.github.com/spec/v1\n"
  static let text = "\(version)oid sha256:\(hex)\nsize 12345\n"

  @Test(
    "the pointers of the specification are one claim without a name",
    arguments: [
      text, "version https://hawser.github.com/spec/v1\noid sha256:\(hex)\nsize 12345\n",
      "\(version)oid sha256:\(hex)\nsize 12345\nx-key any value\n",
      "\(version)a.b-1 x\noid sha256:\(hex)\np q\nsize 12345\n",
    ])
  func good(text: String) throws {
    let manifest = try Manifest.parse(Array(text.utf8), name: UntrustedText("pointer"))
    #expect(manifest.form == .lfsPointer)
    let claim = try #require(manifest.claims.first)
    #expect(manifest.claims.count == 1)
    #expect(claim.subject == .nameless)
    #expect(claim.digests.map(\.algorithm) == [.sha256])
    #expect(claim.digests.map(\.hex) == [Self.hex])
    #expect(claim.byteCount == 12345)
  }

  @Test("sizes from nothing to the largest number", arguments: [0, 1, UInt64.max])
  func sizes(size: UInt64) throws {
    let pointer = try LFSPointer(
      Array("\(Self.version)oid sha256:\(Self.hex)\nsize \(size)\n".utf8))
    #expect(pointer.byteCount == size)
  }

  /// The git blob of its example stands in the specification ("Blob OID").
  @Test("a pointer is written as git-LFS writes it, and named as git names it")
  func written() throws {
    let pointer = try LFSPointer(Array(Self.text.utf8))
    #expect(pointer.text == Array(Self.text.utf8))
    #expect(pointer.gitBlobs.first?.hex == "60c8d8ab2adcf57a391163a7eeb0cdb8bf348e44")
    #expect(pointer.gitBlobs.count == 2)
  }

  @Test(
    "what breaks a rule of the specification is refused",
    arguments: [
      ("\(version)size 12345\noid sha256:\(hex)\n", .pointerOrder(line: 3)),
      ("\(version)oid sha256:\(hex)\noid sha256:\(hex)\nsize 1\n", .pointerOrder(line: 3)),
      ("\(version)oid sha256:\(hex)\nsize 1\nsize 2\n", .pointerOrder(line: 4)),
      ("\(version)oid sha256:\(hex)\nsize 1\nversion 2\n", .pointerOrder(line: 4)),
      ("\(version)oid sha256:\(hex.uppercased())\nsize 1\n", .pointerLine(line: 2)),
      ("\(version)oid sha256:\(hex.dropLast())\nsize 1\n", .pointerLine(line: 2)),
      ("\(version)oid sha256:\(hex)0\nsize 1\n", .pointerLine(line: 2)),
      ("\(version)oid sha512:\(hex)\(hex)\nsize 1\n", .pointerLine(line: 2)),
      ("\(version)oid \(hex)\nsize 1\n", .pointerLine(line: 2)),
      ("\(version)oid  sha256:\(hex)\nsize 1\n", .pointerLine(line: 2)),
      ("\(version)oid sha256:\(hex)\nsize 0x1\n", .pointerLine(line: 3)),
      ("\(version)oid sha256:\(hex)\nsize -1\n", .pointerLine(line: 3)),
      ("\(version)oid sha256:\(hex)\nsize 01\n", .pointerLine(line: 3)),
      ("\(version)oid sha256:\(hex)\nsize 18446744073709551616\n", .pointerLine(line: 3)),
      ("\(version)oid sha256:\(hex)\nsize \n", .pointerLine(line: 3)),
      ("\(version)oid sha256:\(hex)\nsize\n", .pointerLine(line: 3)),
      ("\(version)oid sha256:\(hex)\n\nsize 1\n", .pointerLine(line: 3)),
      ("\(version)oid sha256:\(hex)\r\nsize 1\r\n", .pointerLine(line: 2)),
      ("\(version)Oid sha256:\(hex)\nsize 1\n", .pointerLine(line: 2)),
      ("\(version)oid sha256:\(hex)\nsize 1", .pointerLine(line: 3)),
      (
        "version https://git-lfs.github.com/spec/v2\noid sha256:\(hex)\nsize 1\n",
        .pointerLine(line: 1)
      ),
      (
        "version https://git-lfs.github.com/spec/v1 \noid sha256:\(hex)\nsize 1\n",
        .pointerLine(line: 1)
      ),
      ("\(version)size 1\n", .fieldInvalid(field: "oid", offset: 50)),
      ("\(version)oid sha256:\(hex)\n", .fieldInvalid(field: "size", offset: 119)),
      (
        "\(version)ext-0-x sha256:\(hex)\noid sha256:\(hex)\nsize 1\n",
        .notReadYet(what: "a git-LFS pointer of a file that extensions change")
      ),
    ] as [(String, ManifestError)])
  func refused(text: String, error: ManifestError) {
    #expect(throws: error) {
      try Manifest.parse(Array(text.utf8), name: UntrustedText(""))
    }
  }

  @Test("a pointer has fewer than 1024 bytes")
  func length() throws {
    let start = "\(Self.version)oid sha256:\(Self.hex)\nsize 1\nz "
    let most = start + String(repeating: "z", count: 1022 - start.utf8.count) + "\n"
    #expect(try LFSPointer(Array(most.utf8)).byteCount == 1)
    let more = start + String(repeating: "z", count: 1023 - start.utf8.count) + "\n"
    #expect(throws: ManifestError.pointerTooLong(byteCount: 1024, limit: 1023)) {
      try LFSPointer(Array(more.utf8))
    }
  }

  @Test("a value that is not UTF-8 is refused")
  func notUTF8() {
    let bytes = Array(Self.text.utf8) + [0x7A, 0x20, 0xFF, 0x0A]
    #expect(throws: ManifestError.pointerLine(line: 4)) { try LFSPointer(bytes) }
  }

  @Test("each refusal is a sentence")
  func sentences() {
    #expect(
      ManifestError.pointerLine(line: 2).description == "line 2 is not one of a git-LFS pointer")
    #expect(
      ManifestError.pointerOrder(line: 3).description
        == "line 3 has a key that is not behind that of the line before")
    #expect(
      ManifestError.pointerTooLong(byteCount: 2000, limit: 1023).description
        == "has 2000 bytes, and a git-LFS pointer has at most 1023")
  }

  @Test("one flipped bit never traps, and never gives the same claim with another digest's bytes")
  func flippedBits() throws {
    let bytes = Array(Self.text.utf8)
    for index in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[index] ^= 1 << UInt8(bit)
        guard let pointer = try? LFSPointer(damaged) else { continue }
        // Digits of the digest and of the size only can be others.
        #expect(pointer.text == damaged, "byte \(index), bit \(bit)")
      }
    }
  }
}
