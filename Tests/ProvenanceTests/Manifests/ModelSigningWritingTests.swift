// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("Writing what Model Signing signs")
struct ModelSigningWritingTests {
  private func claim(_ name: String, _ digit: Character = "a") throws -> Claim {
    let hex = Array(StatementText.hex(digit).utf8)
    return Claim(
      subject: try StatementText.path(name), digests: [try #require(Digest(.sha256, hex: hex))],
      line: 1)
  }

  private func error(_ claims: [Claim], name: UntrustedText = "m") throws
    -> ModelSigningStatement.WritingError?
  {
    do throws(ModelSigningStatement.WritingError) {
      _ = try ModelSigningStatement.write(name: name, claims: claims, ignored: [])
      return nil
    } catch {
      return error
    }
  }

  @Test("files stand in the order of their code points, whatever the order they come in")
  func order() throws {
    // The order of the specification; model-signing 1.1.1 would sort by components.
    let names = ["sub-b/x", "sub.txt", "sub/1", "sub/a.txt", "z", "é", "\u{10000}"]
    let claims = try names.enumerated().map { index, name in
      try claim(name, Character(String(index + 1, radix: 16)))
    }
    let bytes = try ModelSigningStatement.write(
      name: "model", claims: claims.reversed(), ignored: [".git", "a.sig"])
    #expect(
      try ModelSigningStatement.write(name: "model", claims: claims, ignored: ["a.sig", ".git"])
        == bytes)
    let manifest = try Manifest.parse(bytes, name: "")
    #expect(manifest.form == .modelSigning)
    #expect(manifest.claims.map(\.subject) == claims.map(\.subject))
    #expect(manifest.claims.map(\.digests) == claims.map(\.digests))
    #expect(manifest.exempted == [".git", "a.sig"])
  }

  @Test("the text itself")
  func text() throws {
    let bytes = try ModelSigningStatement.write(
      name: "model", claims: [claim("config.json")], ignored: [".git"])
    // SHA-256 of 32 bytes of 0xAA.
    let raw = [UInt8](repeating: 0xAA, count: 32)
    let root = unsafe Digest(of: raw.span.bytes, .sha256).hex
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        {
          "_type": "https://in-toto.io/Statement/v1",
          "subject": [
            {
              "name": "model",
              "digest": {"sha256": "\(root)"}
            }
          ],
          "predicateType": "https://model_signing/signature/v1.0",
          "predicate": {
            "serialization": {
              "method": "files",
              "hash_type": "sha256",
              "allow_symlinks": false,
              "ignore_paths": [
                ".git"
              ]
            },
            "resources": [
              {"name": "config.json", "algorithm": "sha256", "digest": "\(StatementText.hex("a"))"}
            ]
          }
        }

        """)
  }

  @Test("what no verifier would take is not written")
  func refused() throws {
    #expect(try error([]) == .empty)
    #expect(try error([claim("a"), claim("b"), claim("a", "b")]) == .nameRepeated("a"))
    let bad = UntrustedText(bytes: [0xFF])
    #expect(try error([claim("a")], name: bad) == .nameNotUTF8(bad))
    let nameless = Claim(subject: .nameless, digests: try claim("a").digests, line: 1)
    #expect(try error([nameless]) == .claimUnusable)
    let undigested = Claim(subject: try StatementText.path("a"), digests: [], line: 1)
    #expect(try error([undigested]) == .claimUnusable)
    #expect(try error([claim("a")]) == nil)
  }

  @Test("a bundle's text is always the same, and is what is read")
  func bundle() throws {
    let payload = Array(StatementText.statement([StatementText.subject("a")]).utf8)
    let bytes = SignedDocument.write(
      payload: payload, signature: [1, 2, 3], source: .key(hint: "h"))
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        {
          "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
          "verificationMaterial": {
            "publicKey": {"hint": "h"},
            "tlogEntries": []
          },
          "dsseEnvelope": {
            "payload": "\(Base64.encode(payload))",
            "payloadType": "application/vnd.in-toto+json",
            "signatures": [
              {"sig": "AQID", "keyid": ""}
            ]
          }
        }

        """)
    let signature = try #require(try Manifest.parse(bytes, name: "").signatures.first)
    #expect(
      signature
        == DetachedSignature(
          content: .payload(payload, type: "application/vnd.in-toto+json"), bytes: [1, 2, 3],
          material: VerificationMaterial(hint: "h")))
  }
}
