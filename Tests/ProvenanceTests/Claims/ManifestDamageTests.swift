// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("Damaged and huge manifests")
struct ManifestDamageTests {
  /// Good documents that are damaged below; every form of line is in them.
  static let documents = [
    """
    # comment
    \(ChecksumFileTests.hex256)  a.safetensors
    \(ChecksumFileTests.hex384) *b/c.gguf\r
    \\\(ChecksumFileTests.hex256)  new\\nline\\\\
    SHA256 (d (1)) = \(ChecksumFileTests.hex256)
    SHA2-512(e)= \(ChecksumFileTests.hex512)
    MD5 (f) = 00112233445566778899aabbccddeeff
    \(ChecksumFileTests.hex256)  ../out

    """,
    "\(ChecksumFileTests.hex256)  a\nb\0SHA256 (c) = \(ChecksumFileTests.hex256)\0",
    ChecksumFileTests.hex256,
    """
    a.safetensors,sha256=\(WheelRecordTests.base64),12
    "b,""c",sha256=\(WheelRecordTests.base64),34\r
    ../../bin/t,sha256=\(WheelRecordTests.base64),5
    x.dist-info/RECORD,,

    """,
  ]

  @Test("one flipped bit never traps, and hides no byte of a digest", arguments: documents)
  func flippedBits(_ document: String) throws {
    let bytes = Array(document.utf8)
    let name = UntrustedText("a.sha256")
    let original = try Manifest.parse(bytes, name: name)
    let digests = Dictionary(grouping: original.claims, by: \.subject)
    for index in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[index] ^= 1 << UInt8(bit)
        guard let manifest = try? Manifest.parse(damaged, name: name) else { continue }
        for claim in manifest.claims {
          // A claim that kept its subject keeps its digest, but for the flip: one hexadecimal or
          // base64 digit, so one byte, or two where a base64 digit lies across them.
          guard let old = digests[claim.subject]?.first else { continue }
          for (new, was) in zip(claim.digests, old.digests) where new.algorithm == was.algorithm {
            let changed = zip(new.bytes, was.bytes).filter { $0 != $1 }.count
            #expect(changed <= 2, "byte \(index), bit \(bit): \(changed) bytes differ")
          }
        }
      }
    }
  }

  @Test("a document cut off anywhere never traps", arguments: documents)
  func truncated(_ document: String) {
    let bytes = Array(document.utf8)
    for count in bytes.indices {
      let name = UntrustedText("s")
      let manifest = try? Manifest.parse(Array(bytes.prefix(count)), name: name)
      #expect((manifest?.claims.count ?? 0) <= 8)
    }
  }

  @Test("bytes at random never trap, and are no claim with a path that leaves", arguments: 0..<50)
  func random(seed: Int) {
    var random = SplitMix64(seed: seed)
    // Mostly the bytes that mean something.
    let telling = Array("\\\n\r\0 *()=#,\"./-_abcdef0123456789SHA256sha256=".utf8)
    for _ in 0..<200 {
      let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
        random.isOneIn(10)
          ? UInt8.random(in: .min ... .max, using: &random)
          : telling.randomElement(using: &random) ?? 0
      }
      for parsed in [
        try? Manifest.parse(bytes, name: UntrustedText("x.sha256")),
        try? ChecksumFile.parse(bytes, name: UntrustedText("SHA512SUMS")),
        try? WheelRecord.parse(bytes),
      ] {
        for claim in parsed?.claims ?? [] {
          guard case .path(let path) = claim.subject else { continue }
          let components = path.text.bytes.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
          #expect(
            !components.contains { $0.isEmpty || $0 == [0x2E] || $0 == [0x2E, 0x2E] },
            "\(path.text)")
        }
      }
    }
  }

  /// A million where the code is optimised.
  #if DEBUG
    private static let manyCount = 10_000
  #else
    private static let manyCount = 1_000_000
  #endif

  @Test("a million lines are read")
  func millionLines() throws {
    var text: [UInt8] = []
    let hex = Array(ChecksumFileTests.hex256.utf8)
    let count = Self.manyCount
    text.reserveCapacity(count * 90)
    for index in 0..<count {
      text += hex
      text += "  shard-\(index)\n".utf8
    }
    let manifest = try Manifest.parse(text, name: UntrustedText("SHA256SUMS"))
    #expect(manifest.claims.count == count)
    #expect(manifest.claims.last?.line == count)
    #expect(manifest.claims.last?.subject == ChecksumFileTests.subject("shard-\(count - 1)"))
  }

  @Test("a million rows are read")
  func millionRows() throws {
    var text: [UInt8] = []
    let rest = Array(",sha256=\(WheelRecordTests.base64),7\r\n".utf8)
    let count = Self.manyCount
    text.reserveCapacity(count * 70)
    for index in 0..<count {
      text += "shard-\(index)".utf8
      text += rest
    }
    let manifest = try Manifest.parse(text, name: UntrustedText("RECORD"))
    #expect(manifest.claims.count == count)
    #expect(manifest.claims.last?.line == count)
    #expect(manifest.claims.last?.byteCount == 7)
  }
}
