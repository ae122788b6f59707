// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import Cryptography
internal import Provenance
internal import TestSupport
internal import Testing
internal import UntrustedInput

@Suite("Sigstore bundles")
struct SigstoreBundleTests {
  typealias Text = StatementText

  private static let statement = Text.statement([Text.subject("a")])

  /// The SHA-256 of nothing.
  private static let digest = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

  private static func message(
    _ algorithm: String = "SHA2_256", _ digest: String = digest
  ) -> String {
    #"{"messageDigest":{"algorithm":"\#(algorithm)","digest":"\#(digest)"},"signature":"MEUCIQ=="}"#
  }

  private static func signed(_ message: String) -> String {
    Text.bundle(message, key: "messageSignature")
  }

  // The four media types occur in sigstore-conformance's bundles.
  @Test(
    "bundles of 0.1 to 0.3",
    arguments: [
      "application/vnd.dev.sigstore.bundle+json;version=0.1",
      "application/vnd.dev.sigstore.bundle+json;version=0.2",
      "application/vnd.dev.sigstore.bundle+json;version=0.3",
      "application/vnd.dev.sigstore.bundle.v0.3+json",
    ])
  func versions(mediaType: String) throws {
    let manifest = try Text.manifest(
      Text.bundle(Text.envelope(Self.statement), mediaType: mediaType))
    #expect(manifest.form == .inToto)
    #expect(manifest.isSigned)
    #expect(manifest.claims.map(\.subject) == [try Text.path("a")])
    let message = try Text.manifest(
      Text.bundle(Self.message(), key: "messageSignature", mediaType: mediaType))
    #expect(message.form == .sigstore)
    #expect(message.isSigned)
  }

  @Test("a signed model, as model-signing writes it")
  func model() throws {
    let manifest = try Text.manifest(Text.bundle(Text.envelope(ModelSigningTests.current)))
    #expect(manifest.form == .modelSigning)
    #expect(manifest.isSigned)
    #expect(manifest.claims.count == 2)
    #expect(manifest.exempted.count == 4)
  }

  @Test("a signature of a file is a claim without a name")
  func messageSignature() throws {
    let manifest = try Text.manifest(Self.signed(Self.message()))
    let claim = try #require(manifest.claims.first)
    #expect(manifest.claims.count == 1)
    #expect(claim.subject == .nameless)
    #expect(claim.digests.map(\.hex) == [ChecksumFileTests.hex256])
    // sigstore_common.proto, HashAlgorithm.
    for (name, algorithm) in [("SHA2_384", DigestAlgorithm.sha384), ("SHA2_512", .sha512)] {
      let bytes = String(repeating: "/", count: algorithm.byteCount * 8 / 6)
      let padded = algorithm == .sha512 ? bytes + "w==" : bytes
      let claims = try Text.manifest(Self.signed(Self.message(name, padded))).claims
      #expect(claims.map { $0.digests.map(\.algorithm) } == [[algorithm]])
      #expect(
        claims.map { $0.digests.map(\.hex) } == [[Text.hex("f", count: algorithm.byteCount * 2)]])
    }
  }

  @Test(
    "TRUST 1.5: a message's digest of another algorithm verifies nothing",
    arguments: [
      ("SHA3_256", "SHA3-256"), ("SHA3_384", "SHA3-384"), ("sha256", "sha256"), ("", ""),
      ("HASH_ALGORITHM_UNSPECIFIED", "HASH_ALGORITHM_UNSPECIFIED"),
    ])
  func otherAlgorithms(name: String, shown: String) throws {
    let claim = try #require(try Text.manifest(Self.signed(Self.message(name))).claims.first)
    #expect(claim.digests.isEmpty)
    #expect(claim.unsupportedAlgorithms == [shown])
  }

  @Test("a message without a digest claims nothing")
  func noDigest() {
    #expect(Text.error(Self.signed(#"{"signature":"MEUCIQ=="}"#)) == .empty)
  }

  // MARK: Refused

  @Test(
    "TRUST 8: a bundle of another media type is unsupported",
    arguments: [
      "application/vnd.dev.sigstore.bundle", "application/vnd.dev.sigstore.bundle.v0.4+json",
      "application/vnd.dev.sigstore.bundle+json;version=0.4",
      "application/vnd.dev.sigstore.bundle+json", "application/vnd.dev.sigstore.bundle.v0.3+json ",
    ])
  func mediaType(type: String) {
    for content in [Text.envelope(Self.statement), "7"] {
      let error = Text.error(Text.bundle(content, mediaType: type))
      #expect(error == .bundleUnsupported(UntrustedText(type)))
      #expect(error?.isUnsupported == true)
      #expect(
        error?.description
          == "is a Sigstore bundle of type '\(type)', which this version does not read")
    }
  }

  @Test("TRUST 8: a second signature is refused, and none")
  func signatures() {
    for count in [0, 2, 3] {
      let error = Text.error(
        Text.bundle(Text.envelope(Self.statement, signatureCount: count)))
      #expect(error == .signatureCount(count))
      if count > 0 {
        #expect(error?.description == "has \(count) signatures where only one is allowed")
      }
    }
  }

  @Test("a bundle holds an envelope or a message, not both and not none")
  func content() {
    let both =
      Text.bundle(Text.envelope(Self.statement)).dropLast()
      + ",\"messageSignature\":\(Self.message())}"
    #expect(Text.error(String(both)) == .fieldInvalid(field: "messageSignature", offset: 0))
    #expect(
      Text.error(Text.bundle("{}", key: "x")) == .fieldInvalid(field: "dsseEnvelope", offset: 0))
  }

  @Test("the fields of an envelope beside the bundle's are nobody's")
  func beside() throws {
    // A reader that took these would see a statement that is not signed by the bundle.
    let other = Text.envelope(Text.statement([Text.subject("other")])).dropFirst().dropLast()
    let text = Text.bundle(Text.envelope(Self.statement)).dropLast() + ",\(other)}"
    let manifest = try Text.manifest(String(text))
    #expect(manifest.claims.map(\.subject) == [try Text.path("a")])
  }

  @Test("a field that is missing or of another type is named")
  func fields() {
    func field(_ text: String) -> String? {
      if case .fieldInvalid(let field, _)? = Text.error(text) { return field }
      return nil
    }
    #expect(field(Text.bundle("7")) == "dsseEnvelope")
    #expect(field(Text.bundle("null")) == "dsseEnvelope")
    #expect(field(Text.bundle("{}")) == "payload")
    #expect(field(Self.signed("7")) == "messageSignature")
    #expect(field(Self.signed("{}")) == "signature")
    #expect(field(Self.signed(#"{"signature":""}"#)) == "signature")
    #expect(field(Self.signed(#"{"signature":7}"#)) == "signature")
    #expect(field(Self.signed(#"{"messageDigest":7}"#)) == "messageDigest")
    #expect(field(Self.signed(#"{"messageDigest":{}}"#)) == "algorithm")
    #expect(field(Self.signed(#"{"messageDigest":{"algorithm":1}}"#)) == "algorithm")
    #expect(field(Self.signed(#"{"messageDigest":{"algorithm":"SHA2_256"}}"#)) == "digest")
    for digest in ["", "AAAA", String(Self.digest.dropLast()), Self.digest + "AAAA", "*"] {
      #expect(field(Self.signed(Self.message("SHA2_256", digest))) == "digest")
    }
    #expect(field(Self.signed(Self.message("SHA2_512"))) == "digest")
  }

  @Test("an array of bundles is none")
  func array() {
    let text = "[\(Text.bundle(Text.envelope(Self.statement)))]"
    #expect(Text.error(text) == .notReadYet(what: "a JSON document"))
  }
}
