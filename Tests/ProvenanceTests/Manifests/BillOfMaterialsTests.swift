// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

/// What tests of JSON manifests share.
enum JSONManifest {
  static let hex = ChecksumFileTests.hex256
  static let otherHex = String(repeating: "0", count: 64)

  static func parse(_ text: String) throws(ManifestError) -> Manifest {
    try Manifest.parse(Array(text.utf8), name: "bom.json")
  }

  /// Why a document is refused; nil if it is read.
  static func error(_ text: String) -> ManifestError? {
    do throws(ManifestError) {
      _ = try parse(text)
      return nil
    } catch {
      return error
    }
  }

  /// The field that a document is refused for.
  static func field(_ text: String) -> String? {
    if case .fieldInvalid(let field, _)? = error(text) { field } else { nil }
  }

  /// What is broken in a document that is no good JSON.
  static func reason(_ text: String) -> String? {
    if case .notJSON(let reason, _)? = error(text) { reason } else { nil }
  }

  static func path(_ name: String) -> Claim.Subject { ChecksumFileTests.subject(name) }

  /// Holds that `text` is read, and that no flipped bit and no cut of it traps, or gives a path
  /// that leaves its folder.
  static func expectRobust(_ text: String) throws {
    let bytes = Array(text.utf8)
    _ = try parse(text)
    for place in bytes.indices {
      #expect((try? Manifest.parse(Array(bytes[..<place]), name: "")) == nil, "\(place) bytes")
      for bit in 0..<8 {
        var damaged = bytes
        damaged[place] ^= 1 << UInt8(bit)
        for claim in (try? Manifest.parse(damaged, name: ""))?.claims ?? [] {
          guard case .path(let path) = claim.subject else { continue }
          let components = path.text.bytes.split(separator: UInt8(ascii: "/"))
          #expect(!components.contains { $0.elementsEqual("..".utf8) })
        }
      }
    }
  }
}

@Suite("What the forms of bills of materials share")
struct BillOfMaterialsTests {
  /// The lists of CycloneDX 1.7, SPDX 2.3 and SPDX 3.0, each in its own writing.
  static let unsupportedNames = [
    ("MD5", "MD5"), ("SHA-1", "SHA-1"), ("SHA3-256", "SHA3-256"), ("SHA3-384", "SHA3-384"),
    ("SHA3-512", "SHA3-512"), ("BLAKE2b-256", "BLAKE2b-256"), ("BLAKE2b-384", "BLAKE2b-384"),
    ("BLAKE3", "BLAKE3"), ("Streebog-256", "Streebog-256"), ("Streebog-512", "Streebog-512"),
    ("SHA1", "SHA-1"), ("SHA224", "SHA-224"), ("MD2", "MD2"), ("MD4", "MD4"), ("MD6", "MD6"),
    ("ADLER32", "Adler-32"), ("sha3_224", "SHA3-224"), ("sha3_256", "SHA3-256"),
    ("crystalsDilithium", "an unknown algorithm"),
    ("other", "an unknown algorithm"), ("", "an unknown algorithm"),
    ("SHA-512/256", "an unknown algorithm"), ("SHA-256 ", "an unknown algorithm"),
    ("HMAC-SHA-256", "an unknown algorithm"),
    (String(repeating: "-", count: 40) + "SHA256", "an unknown algorithm"),
  ]

  @Test(
    "TRUST 1.5: an algorithm that is weak or unknown verifies nothing, and is named",
    arguments: unsupportedNames)
  func unsupported(_ name: String, shown: String) throws {
    // 64 digits, which would be a SHA-256.
    let manifest = try JSONManifest.parse(
      """
      {"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"file","name":"a",
       "hashes":[{"alg":"\(name)","content":"\(JSONManifest.hex)"}]}]}
      """)
    #expect(manifest.claims.map(\.digests) == [[]])
    #expect(manifest.claims.map(\.unsupportedAlgorithms) == [[shown]])
  }

  @Test(
    "the four strong algorithms are read in every writing",
    arguments: [
      ("SHA-256", DigestAlgorithm.sha256), ("SHA256", .sha256), ("sha256", .sha256),
      ("SHA-384", .sha384), ("sha384", .sha384), ("SHA-512", .sha512), ("SHA512", .sha512),
      ("BLAKE2b-512", .blake2b512), ("blake2b512", .blake2b512),
    ])
  func supported(_ name: String, algorithm: DigestAlgorithm) throws {
    let hex = String(repeating: "Ab", count: algorithm.byteCount)
    func document(_ hex: String) -> String {
      """
      {"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"file","name":"a",
       "hashes":[{"content":"\(hex)","alg":"\(name)"}]}]}
      """
    }
    let claim = try #require(try JSONManifest.parse(document(hex)).claims.first)
    #expect(claim.digests.map(\.algorithm) == [algorithm])
    #expect(claim.digests.map(\.hex) == [hex.lowercased()])
    #expect(claim.unsupportedAlgorithms.isEmpty)
    for wrong in [String(hex.dropLast(2)), hex + "ab", String(hex.dropLast()) + "g", ""] {
      #expect(JSONManifest.field(document(wrong)) == "content", "\(wrong)")
    }
  }

  @Test(
    "TRUST 1.2: only what looks like a file's name binds a digest that is not said to be a file's",
    arguments: [
      ("model.safetensors", true), ("unet/model.bin", true), ("weights.tar.gz", true),
      (".gitattributes", true), ("consolidated.00.pth", true), ("a.h5", true),
      // Models as the Hugging Face Hub and Ollama call them.
      ("Llama-3.1-8B", false), ("meta-llama/Llama-3.1-8B", false), ("gpt2", false),
      ("Qwen2.5", false), ("ibm-granite/granite-3.0", false), ("Meta Llama 3.1 8B", false),
      ("openai-community/gpt2", false), ("llama3.2:1b", false),
      ("Llama-3.2-1B-Instruct.Q4_K_M", false),
      // Packages.
      ("torch", false), ("tokenizers", false), ("@scope/pkg", false),
      ("", false), ("a.", false), ("a.b c", false), ("a.0b", false), ("模型.模型", false),
      ("a.abcdefghijklmnop", true), ("a.abcdefghijklmnopq", false),
    ])
  func fileNames(_ name: String, isPath: Bool) throws {
    func document(_ type: String) -> String {
      """
      {"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"\(type)",
       "name":"\(name)","hashes":[{"alg":"SHA-256","content":"\(JSONManifest.hex)"}]}]}
      """
    }
    let subject = isPath ? JSONManifest.path(name) : .nameless
    for type in ["machine-learning-model", "data"] {
      #expect(try JSONManifest.parse(document(type)).claims.map(\.subject) == [subject])
    }
    // Software that is no file of the release cannot be missing from it.
    for type in ["library", "application", "firmware"] {
      if isPath {
        #expect(try JSONManifest.parse(document(type)).claims.map(\.subject) == [subject])
      } else {
        #expect(throws: ManifestError.empty) { try JSONManifest.parse(document(type)) }
      }
    }
  }
}
